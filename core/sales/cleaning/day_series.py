"""Units sold by item, store and day: what demand is built from and checked by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.sales.cleaning.categories import distinct_pairs
from core.sales.cleaning.clean import Sales

Days = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class DaySeries:
    """Units sold per series and day, in order of series, then day.

    items, stores  (n) the series, in order of item, then store
    code           (k) row of each entry in ``items`` and ``stores``
    day            (k) datetime64[D]
    units          (k) units sold less those that came back on the same day, > 0
    sheet_days     all days that the sheets have a row for, with or without a sale
    """

    items: tuple[str, ...]
    stores: tuple[str, ...]
    code: NDArray[np.int64]
    day: Days
    units: NDArray[np.float64]
    sheet_days: Days


def day_series(sales: Sales) -> DaySeries:
    """Return the units sold per item, store and day; same-day returns cancel sales."""
    rows = sales.rows
    item, store = rows["item"].cat, rows["store"].cat
    pair = item.codes.to_numpy(np.int64) * len(store.categories) + store.codes.to_numpy(np.int64)
    day = rows["day"].to_numpy().astype("datetime64[D]")
    # Sum the net units of each (pair, day) before dropping returns.
    origin = day.min() if len(day) else np.datetime64("1970-01-01")
    span = int((day.max() - origin).astype(np.int64)) + 1 if len(day) else 1
    since = (day - origin).astype(np.int64)
    key, position = distinct_pairs(pair, since, span)
    net: NDArray[np.float64] = np.bincount(
        position, weights=rows["units"].to_numpy(np.float64), minlength=len(key)
    ).astype(np.float64)
    sold = net > 0
    key, net = key[sold], net[sold]
    pairs, code = distinct_pairs(key // span, np.zeros(1, dtype=np.int64), 1)
    item_names = item.categories.to_numpy(dtype=object)[pairs // len(store.categories)]
    store_names = store.categories.to_numpy(dtype=object)[pairs % len(store.categories)]
    order = np.lexsort((store_names.astype(str), item_names.astype(str)))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    code = rank[code]
    in_order = np.argsort(code, kind="stable")
    return DaySeries(
        items=tuple(map(str, item_names[order])),
        stores=tuple(map(str, store_names[order])),
        code=code[in_order],
        day=(origin + key % span)[in_order],
        units=net[in_order],
        sheet_days=origin + np.flatnonzero(np.bincount(since)),
    )


def weekday(day: Days) -> NDArray[np.int64]:
    """Return the number of each day's weekday, Monday 0."""
    # 1970-01-01 was a Thursday.
    return np.asarray((day.astype("datetime64[D]").astype(np.int64) + 3) % 7)
