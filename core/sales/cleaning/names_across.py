"""What the columns of a spread are called: the stores or goods whose units lie across."""

from __future__ import annotations

from collections.abc import Sequence

from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding.header_rows import header_at


def names_across(sheet: RawSheet, columns: ColumnMap) -> list[str]:
    """Return what the columns of a spread are called; of a header of two rows whose lower ones are
    all the same (数量), the upper."""
    labels = [columns.labels[column] for column in columns.spread]
    if columns.header_depth < 2:
        return labels
    upper = header_at(sheet, columns.header_row, columns.header_depth).upper
    names = [upper[column] for column in columns.spread]
    metrics = {label.removeprefix(n).strip() for label, n in zip(labels, names, strict=True)}
    return names if len(metrics) == 1 and all(names) else labels


def distinct_names(labels: Sequence[str]) -> list[str]:
    """Return the labels, repeated ones told apart by a number: they are different columns."""
    seen: dict[str, int] = {}
    names: list[str] = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        names.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return names
