"""Several sheets together: stores by sheet, overlapping exports, counters turned into sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.sales.cleaning.rules import CLASSES
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet

_OF_A_SHOP = ("lines", "wide")  # layouts of which a workbook may have a sheet a store
_OVERLAP = 0.5  # share of rows of the days in common that must be equal to call it one export


@dataclass(frozen=True, slots=True)
class Shared:
    """Two sheets without order numbers that cover the same days.

    days, the days in common, and equal, the share of the later one's lines there that the earlier
    one has as well, cell for cell.
    """

    sheets: tuple[int, int]
    days: int
    equal: float

    @property
    def same_export(self) -> bool:
        """Whether the two are one export, drawn twice."""
        return self.equal >= _OVERLAP


def sheets_are_stores(
    sheets: Sequence[RawSheet], maps: Sequence[ColumnMap], days: Sequence[NDArray[np.datetime64]]
) -> frozenset[int]:
    """Return the sheets of workbooks that have a sheet a store: same header, no store column, the
    same days. (A sheet a month has other days on each.)"""
    found: set[int] = set()
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, (sheet, columns) in enumerate(zip(sheets, maps, strict=True)):
        if columns.layout in _OF_A_SHOP and "store" not in columns.roles and sheet.sheet_name:
            groups.setdefault((sheet.path, columns.labels), []).append(number)
    for members in groups.values():
        if len(members) < 2 or "order_id" in maps[members[0]].roles:
            continue
        together = set.intersection(*(set(np.unique(days[m]).tolist()) for m in members))
        smallest = min(len(np.unique(days[m])) for m in members)
        if smallest and len(together) > 0.5 * smallest:
            found.update(members)
    return frozenset(found)


def mark_overlaps(
    lines: pd.DataFrame, maps: Sequence[ColumnMap]
) -> tuple[NDArray[np.bool_], tuple[Shared, ...]]:
    """Return which used lines (n) stand in an earlier sheet already, and which sheets share days.

    Equal lines within a sheet are real or were dealt with; across sheets the k-th of a sheet
    answers to the k-th of another. Lines with an order number are always the same sale; totals
    only where most lines of the common days agree, for two shops may sell alike by chance.
    """
    marks = np.zeros(len(lines), dtype=bool)
    source = lines["source"].to_numpy()
    present = np.unique(source)
    if len(present) < 2:
        return marks, ()
    nth = lines.groupby(["source", "fingerprint"]).cumcount().to_numpy()
    key = lines["fingerprint"].to_numpy() * np.uint64(1_000_003) + nth.astype(np.uint64)
    day = lines["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    seen: dict[int, NDArray[np.uint64]] = {}
    shared: list[Shared] = []
    days_of = {int(s): np.unique(day[source == s]) for s in present}
    for number in present.tolist():
        here = np.flatnonzero(source == number)
        for other, keys in seen.items():
            common = np.intersect1d(days_of[number], days_of[other])
            if not len(common):
                continue
            equal = np.isin(key[here], keys)
            on_common = np.isin(day[here], common)
            ordered = "order_id" in maps[number].roles
            share = float(equal[on_common].mean())
            if ordered or share >= _OVERLAP:
                marks[here[equal]] = True
            if not ordered:
                shared.append(Shared((other, number), len(common), share))
        seen[number] = key[here]
    return marks, tuple(shared)


def counted_up(lines: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Turn a counter into sales: units of each line less those of the item's line before it.

    lines: item, store, day, units of one sheet. Returns units (n) and classes (n): -1 for a sale,
    "counter_start" for the first line of an item, of which nothing is known before, and
    "counter_reset" where the counter fell.
    """
    item = lines["item"].cat.codes.to_numpy()
    store = lines["store"].cat.codes.to_numpy()
    day = lines["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    order = np.lexsort((lines["units"].to_numpy(), day, store, item))
    units = lines["units"].to_numpy()[order]
    same = (np.diff(item[order]) == 0) & (np.diff(store[order]) == 0)
    steps = np.concatenate([[np.nan], np.diff(units)])
    steps[1:][~same] = np.nan
    classes = np.full(len(lines), -1, dtype=np.int8)
    classes[order[np.isnan(steps)]] = CLASSES.index("counter_start")
    classes[order[steps < 0]] = CLASSES.index("counter_reset")
    result = np.empty(len(lines))
    result[order] = steps
    return result, classes
