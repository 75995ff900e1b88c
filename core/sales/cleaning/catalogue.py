"""What is known of each item: from its latest lines, and from sheets of stock and items."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.sales.cleaning.categories import by_day, distinct_pairs

TEXTS = ("title", "category", "supplier")
NUMBERS = (
    "unit_price",
    "unit_cost",
    "on_hand",
    "on_order",
    "pack_size",
    "minimum_order",
    "lead_time",
)


def build_catalogue(
    sold: pd.DataFrame, listed: Sequence[pd.DataFrame], totals: bool
) -> tuple[pd.DataFrame, int]:
    """Return the catalogue (see ``clean.Sales``) and how many listed lines' stock
    could not be given to one store.

    sold    used lines of all sheets; item, store, day, TEXTS and NUMBERS
    listed  lines of each sheet of stock or items, in order of trust: later ones win
    totals  lines are totals, so that one day's stock of an item may lie on several lines
    """
    known = _from_sales(sold, totals)
    unplaced = 0
    for lines in listed:
        known, missed = _joined(known, lines)
        unplaced += missed
    item, store = known["item"].astype(str), known["store"].astype(str)
    order = np.lexsort((store.to_numpy(dtype=str), item.to_numpy(dtype=str)))
    known = known.iloc[order].reset_index(drop=True)
    known["item"] = known["item"].astype("category")
    known["store"] = known["store"].astype("category")
    return known[["item", "store", *TEXTS, *NUMBERS]], unplaced


def _from_sales(sold: pd.DataFrame, totals: bool) -> pd.DataFrame:
    """Return one row an item and store: each attribute as its last filled line has it."""
    width = max(1, len(sold["store"].cat.categories))
    pairs, code = distinct_pairs(
        sold["item"].cat.codes.to_numpy(), sold["store"].cat.codes.to_numpy(), width
    )
    items = sold["item"].cat.categories.to_numpy(dtype=object)[pairs // width]
    stores = sold["store"].cat.categories.to_numpy(dtype=object)[pairs % width]
    day = sold["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    order = by_day(day)
    result: dict[str, object] = {"item": items, "store": stores}
    for name in TEXTS:
        cells = sold[name].cat
        if not len(cells.categories):
            result[name] = np.full(len(pairs), "", dtype=object)
            continue
        texts = np.append(cells.categories.to_numpy(dtype=object), "")
        result[name] = texts[_last(cells.codes.to_numpy(), order, code, len(pairs))]
    for name in NUMBERS:
        values = sold[name].to_numpy(dtype=np.float64)
        if np.isnan(values).all():
            result[name] = np.full(len(pairs), np.nan)
            continue
        if name in ("unit_price", "unit_cost"):
            values = np.where(values > 0, values, np.nan)
        if name in ("on_hand", "on_order") and totals:
            result[name] = _sum_on_last_day(values, day, code, len(pairs))
            continue
        marks = np.where(np.isnan(values), -1, np.arange(len(values)))
        last = _last(marks, order, code, len(pairs))
        result[name] = np.append(values, np.nan)[last]
    return pd.DataFrame(result)


def _last(
    values: NDArray[np.integer], order: NDArray[np.intp], code: NDArray[np.intp], count: int
) -> NDArray[np.int64]:
    """Return the last value ≥ 0 of each code, lines taken in ``order``; -1 where there is none."""
    last = np.full(count, -1, dtype=np.int64)
    filled = order[values[order] >= 0]
    last[code[filled]] = values[filled]  # of equal codes numpy keeps the last
    return last


def _sum_on_last_day(
    values: NDArray[np.float64], day: NDArray[np.int64], code: NDArray[np.intp], count: int
) -> NDArray[np.float64]:
    known = ~np.isnan(values)
    last = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(last, code[known], day[known])
    chosen = known & (day == last[code])
    total = np.bincount(code[chosen], weights=values[chosen], minlength=count).astype(float)
    return np.where(np.bincount(code[chosen], minlength=count) > 0, total, np.nan)


def _joined(known: pd.DataFrame, lines: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Write the attributes of listed items over what was known; add those never sold."""
    listed = lines.assign(
        item=lines["item"].astype(object), store=lines["store"].astype(object).fillna("")
    )
    listed = listed[listed["item"].notna()]
    by_title = dict(zip(known["title"], known["item"], strict=True))
    own = set(known["item"])
    titles = listed["title"].astype(object)
    listed["item"] = [
        code if code in own else by_title.get(code, by_title.get(title, code))
        for code, title in zip(listed["item"], titles, strict=True)
    ]
    with_stores = bool(known["store"].ne("").any())
    if not with_stores:
        listed["store"] = ""
    grouped = listed.groupby(["item", "store"], sort=False)
    attributes = pd.DataFrame(
        {name: grouped[name].last() for name in (*TEXTS, *NUMBERS) if name in listed}
        | {name: grouped[name].sum(min_count=1) for name in ("on_hand", "on_order")}
    ).reset_index()
    if with_stores and attributes["store"].eq("").all():
        return _given_to_all_stores(known, attributes)
    merged = known.merge(attributes, on=["item", "store"], how="outer", suffixes=("", "_new"))
    return _overwritten(merged), 0


def _given_to_all_stores(known: pd.DataFrame, attributes: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """A list without stores says the same of an item in each; its stock only where there is one."""
    stores = known.groupby("item")["store"].nunique()
    several = attributes["item"].map(stores).fillna(1) > 1
    unplaced = int((several & attributes["on_hand"].notna()).sum())
    attributes.loc[several, ["on_hand", "on_order"]] = np.nan
    merged = known.merge(
        attributes.drop(columns="store"), on="item", how="outer", suffixes=("", "_new")
    )
    merged["store"] = merged["store"].fillna("")
    return _overwritten(merged), unplaced


def _overwritten(merged: pd.DataFrame) -> pd.DataFrame:
    result = merged[["item", "store"]].copy()
    for name in TEXTS:
        old = merged[name].astype(object).fillna("")
        new = merged[f"{name}_new"].astype(object).fillna("")
        # A title of the sales is kept: it is what the merchant sees on his orders.
        result[name] = np.where(old.ne("") if name == "title" else new.eq(""), old, new)
    for name in NUMBERS:
        result[name] = merged[f"{name}_new"].fillna(merged[name])
    return result
