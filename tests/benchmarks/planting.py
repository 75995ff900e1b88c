"""Faults planted in sales whose truth is then known: one kind at a time, at random places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.sales.cleaning.clean import Sales


@dataclass(frozen=True)
class Fault:
    """A planted fault: kind, item ("" the whole shop), first and last day; other item of a rename,
    weekday of a closed one."""

    kind: str
    item: str
    first: np.datetime64
    last: np.datetime64
    other: str = ""


Planted = tuple[Sales, list[Fault]]
Plant = Callable[[Sales, np.random.Generator, int], Planted]


def _days(rows: pd.DataFrame) -> np.ndarray:
    return rows["day"].to_numpy().astype("datetime64[D]")


def _regular(sales: Sales, least: int) -> dict[str, np.ndarray]:
    """Return the sale days of every item that has at least so many."""
    rows = sales.rows[sales.rows["units"] > 0]
    frame = pd.DataFrame({"item": rows["item"].astype(str).to_numpy(), "day": _days(rows)})
    days = frame.drop_duplicates().groupby("item")["day"]
    return {
        item: np.sort(found.to_numpy()).astype("datetime64[D]")
        for item, found in days
        if len(found) >= least
    }


def _with(sales: Sales, rows: pd.DataFrame) -> Sales:
    return replace(sales, rows=rows.reset_index(drop=True))


def stockouts(sales: Sales, rng: np.random.Generator, count: int) -> Planted:
    """Take an item's sales of 3 to 45 days away, at least 3 days with a sale among them."""
    regular = _regular(sales, 40)
    item_of, day = sales.rows["item"].astype(str).to_numpy(), _days(sales.rows)
    gone, faults = np.zeros(len(day), dtype=bool), []
    names = rng.permutation(sorted(regular))
    for item in names:
        if len(faults) == count:
            break
        days = regular[item]
        length = int(np.clip(np.exp(rng.normal(np.log(12), 0.6)), 3, 45))
        first = days[int(rng.integers(15, len(days) - 10))] + 1
        last = first + length - 1
        inside = (days >= first) & (days <= last)
        if inside.sum() < 3 or (days > last).sum() < 6:
            continue
        gone |= (item_of == item) & (day >= first) & (day <= last)
        # What is missing are the days between the last sale before and the first after.
        before, after = days[days < first][-1] + 1, days[days > last][0] - 1
        faults.append(Fault("stockout", item, before, after))
    return _with(sales, sales.rows[~gone]), faults


def bulk_orders(sales: Sales, rng: np.random.Generator, count: int) -> Planted:
    """Add single orders worth 2 to 6 weeks of the item, at least ten of its usual orders."""
    regular = _regular(sales, 30)
    rows, faults, more = sales.rows, [], []
    usual = rows[rows["units"] > 0].groupby(rows["item"].astype(str))["units"]
    median, total = usual.median(), usual.sum()
    number = int(rows["order"].max()) + 1
    for item in rng.permutation(sorted(regular))[:count]:
        days = regular[item]
        weeks = max((days[-1] - days[0]).astype(int) / 7, 1)
        units = np.ceil(max(rng.uniform(2, 6) * total[item] / weeks, 10 * median[item], 12))
        day = days[int(rng.integers(10, len(days)))]
        line = rows[(rows["item"].astype(str) == item)].iloc[:1].copy()
        line["day"], line["units"] = day.astype("datetime64[s]"), float(units)
        line["order"] = np.int32(number + len(more))
        more.append(line)
        faults.append(Fault("bulk_order", item, day, day))
    return _with(sales, pd.concat([rows, *more])), faults


def peaks(sales: Sales, rng: np.random.Generator, count: int) -> Planted:
    """Let 10 to 20 times as many customers buy an item in one week: no order of them is large."""
    regular = _regular(sales, 40)
    rows = sales.rows
    item_of, day = rows["item"].astype(str).to_numpy(), _days(rows)
    faults, more, number = [], [], int(rows["order"].max()) + 1
    for item in rng.permutation(sorted(regular))[:count]:
        days = regular[item]
        middle = days[int(rng.integers(12, len(days) - 8))]
        first = middle - (middle.astype(int) + 3) % 7
        inside = (item_of == item) & (day >= first) & (day < first + 7)
        lines = rows[inside & (rows["units"].to_numpy() > 0)]
        again = pd.concat([lines] * int(rng.integers(10, 21)))
        again["order"] = np.arange(number, number + len(again), dtype=np.int32)
        number += len(again)
        more.append(again)
        faults.append(Fault("outlier", item, first, first + 6))
    return _with(sales, pd.concat([rows, *more])), faults


def levels(sales: Sales, rng: np.random.Generator, count: int) -> Planted:
    """From some day on an item sells three times as much, or a third."""
    regular = _regular(sales, 80)
    rows = sales.rows.copy()
    item_of, day = rows["item"].astype(str).to_numpy(), _days(rows)
    units, faults = rows["units"].to_numpy().copy(), []
    gone = np.zeros(len(rows), dtype=bool)
    for item in rng.permutation(sorted(regular))[:count]:
        days = regular[item]
        first = days[int(rng.uniform(0.4, 0.65) * len(days))]
        later = (item_of == item) & (day >= first)
        if rng.random() < 0.5:
            units[later] = units[later] * 3
        else:
            gone |= later & (rng.random(len(rows)) > 1 / 3)
        faults.append(Fault("level_shift", item, first, first))
    rows["units"] = units
    return _with(sales, rows[~gone]), faults


def renames(sales: Sales, rng: np.random.Generator, count: int) -> Planted:
    """From some day on an item has another code; half of the titles are written otherwise, too."""
    regular = _regular(sales, 30)
    rows, table = sales.rows.copy(), sales.catalogue.copy()
    names, day = rows["item"].astype(str).to_numpy().astype(object), _days(rows)
    faults, more = [], []
    for number, item in enumerate(rng.permutation(sorted(regular))[:count]):
        days = regular[item]
        first = days[int(rng.uniform(0.35, 0.7) * len(days))]
        new = f"{rng.integers(10_000, 99_999)}N{number}"
        names[(names == item) & (day >= first)] = new
        line = table[table["item"].astype(str) == item].iloc[:1].copy()
        title = str(line["title"].iloc[0])
        words = title.split()
        if rng.random() < 0.5 and len(words) > 2:
            title = " ".join(w for n, w in enumerate(words) if n != int(rng.integers(len(words))))
        line["item"], line["title"] = new, title
        more.append(line)
        last = days[days < first][-1]
        faults.append(Fault("rename", new, first, last, item))
    rows["item"] = pd.Categorical(names.astype(str))
    table["item"] = table["item"].astype(object)
    catalogue = pd.concat([table, *more], ignore_index=True)
    catalogue["item"] = catalogue["item"].astype("category")
    return replace(_with(sales, rows), catalogue=catalogue), faults


def closures(sales: Sales, rng: np.random.Generator, count: int) -> Planted:
    """The shop sells nothing for 4 to 10 days, or those days' sheet is missing."""
    day = _days(sales.rows)
    open_days = np.unique(day)
    gone, faults = np.zeros(len(day), dtype=bool), []
    for at in np.linspace(0.2, 0.9, count):
        first = open_days[int(at * len(open_days)) + int(rng.integers(0, 5))]
        last = first + int(rng.integers(4, 11)) - 1
        gone |= (day >= first) & (day <= last)
        before, after = open_days[open_days < first][-1] + 1, open_days[open_days > last][0] - 1
        faults.append(Fault("closed", "", before, after))
    return _with(sales, sales.rows[~gone]), faults


def closed_weekday(sales: Sales, rng: np.random.Generator, count: int) -> Planted:
    """The shop is closed on one more weekday."""
    day = _days(sales.rows)
    weekday = (day.astype(np.int64) + 3) % 7
    usual = np.flatnonzero(np.bincount(weekday, minlength=7) > 0.05 * len(day))
    shut = int(rng.choice(usual))
    nat = np.datetime64("NaT", "D")
    fault = Fault("closed_weekday", str(shut), nat, nat)
    return _with(sales, sales.rows[weekday != shut]), [fault]


PLANTS: dict[str, tuple[Plant, int]] = {
    "stockout": (stockouts, 40),
    "bulk_order": (bulk_orders, 40),
    "outlier": (peaks, 30),
    "level_shift": (levels, 20),
    "rename": (renames, 25),
    "closed": (closures, 3),
    "closed_weekday": (closed_weekday, 1),
}
"""How each kind of fault is planted, and how many at most in one shop."""
