"""Sheets with a row an item and day and a column a store: their names, or a total, prove it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np

from core.sales.sheet import RawSheet
from core.sales.understanding.headers import meaning_score, meanings
from core.sales.understanding.profiles import ColumnProfile
from core.sales.understanding.spreads import numbers_at
from core.sales.understanding.words import is_total_word

_STORE = re.compile(
    r"(?:.{1,12}(?:店|门市|仓|仓库|分公司|門市|倉|倉庫)|"
    r"(?:store|shop|branch|outlet|warehouse|location|site)\b.{1,30}|"
    r".{1,30}\b(?:store|shop|branch|outlet|warehouse))",
    re.IGNORECASE,
)
_NOT_A_STORE = re.compile(
    r"name|名|code|编|type|id\b|number|no\b|地址|address|year|size|sales|visit|qty|quantity|area|"
    r"count|rating|target|stock|库存|金额|面积",
    re.IGNORECASE,
)


def find_store_columns(
    sheet: RawSheet,
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    first: int,
    mark: str,
    taken: Collection[int],
) -> tuple[int, ...]:
    """Return the columns of quantities that each belong to a store, () where nothing proves it.

    ``taken`` columns play other roles. It is proved by headers that all name stores, or by a
    column of totals that is the sum of the others.
    """
    numeric = [
        column
        for column, shape in enumerate(profiles)
        if column not in taken and shape.filled and shape.numbers > 0.9 and not shape.counting
    ]
    totals = [c for c in numeric if is_total_word(labels[c]) or _names_units(labels[c])]
    stores = [c for c in numeric if c not in totals and is_store(labels[c])]
    quantity = any(meaning_score(labels[c], "units") > 0.9 for c in totals)
    if len(stores) >= 2 and not quantity:
        return tuple(stores)
    # Beside a quantity, columns of stores may as well be their stock.
    parts = stores or [c for c in numeric if c not in totals and not meanings(labels[c])]
    if len(parts) < 2 or not totals:
        return ()
    values = np.column_stack([np.nan_to_num(numbers_at(sheet, c, first, mark)) for c in parts])
    for total in totals:
        whole = np.nan_to_num(numbers_at(sheet, total, first, mark))
        if np.isclose(values.sum(axis=1), whole, atol=0.011).mean() > 0.95 and whole.any():
            return tuple(parts)
    return ()


def is_store(label: str) -> bool:
    """Whether a header is the name of one store."""
    return bool(_STORE.fullmatch(label.strip())) and not _NOT_A_STORE.search(label)


def _names_units(label: str) -> bool:
    return meaning_score(label, "units") > 0.6
