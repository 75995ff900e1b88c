"""What a spreadsheet user would look for: the rules that findings are measured against."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.checking.evidence import Evidence
from core.frequency import Frequency
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.day_series import day_series, weekday
from tests.benchmarks.planting import Fault

NAT = np.datetime64("NaT", "D")


def zeros_in_a_row(evidence: Evidence, days: int) -> list[Fault]:
    """Return every run of so many days without a sale between two sales of an item."""
    series, at = evidence.series, evidence.at
    same = series.code[1:] == series.code[:-1]
    long = np.flatnonzero(same & (at[1:] - at[:-1] - 1 >= days))
    return [_run(evidence, n) for n in long.tolist()]


def poisson_rule(evidence: Evidence, chance: float = 0.01) -> list[Fault]:
    """Return the runs of n days that have probability e^(-λn) below ``chance``, λ the item's mean
    units a day over its life (restock.md F17)."""
    series, at = evidence.series, evidence.at
    n = len(series.items)
    units = np.bincount(series.code, weights=series.units, minlength=n)
    first, last = np.full(n, np.iinfo(np.int64).max), np.zeros(n, dtype=np.int64)
    np.minimum.at(first, series.code, at)
    np.maximum.at(last, series.code, at)
    rate = units / np.maximum(last - first + 1, 1)
    same = series.code[1:] == series.code[:-1]
    run = np.maximum(at[1:] - at[:-1] - 1, 0)
    hits = np.flatnonzero(same & (np.exp(-rate[series.code[1:]] * run) < chance))
    return [_run(evidence, k) for k in hits.tolist()]


def _run(evidence: Evidence, number: int) -> Fault:
    item = evidence.series.items[int(evidence.series.code[number])]
    first = evidence.day(int(evidence.at[number]) + 1)
    return Fault("stockout", item, first, evidence.day(int(evidence.at[number + 1]) - 1))


def large_orders(sales: Sales, deviations: float = 3.0) -> list[Fault]:
    """Return the lines above mean + 3 standard deviations of the item's lines."""
    rows = sales.rows[sales.rows["units"] > 0]
    grouped = rows["units"].groupby(rows["item"].astype(str))
    limit = grouped.transform("mean") + deviations * grouped.transform("std").fillna(np.inf)
    hits = rows[rows["units"] > limit]
    days = hits["day"].to_numpy().astype("datetime64[D]")
    items = hits["item"].astype(str)
    return [Fault("bulk_order", i, d, d) for i, d in zip(items, days, strict=True)]


def high_periods(evidence: Evidence, deviations: float = 3.0) -> list[Fault]:
    """Return the periods above mean + 3 standard deviations of the item's periods."""
    demand = evidence.demand
    units = demand.units.astype(np.float64)
    known = np.isfinite(units)
    count = np.maximum(known.sum(axis=1), 1)
    mean = np.nansum(units, axis=1) / count
    spread = np.sqrt(np.nansum((units - mean[:, None]) ** 2, axis=1) / count)
    limit = mean + deviations * spread
    rows, periods = np.nonzero(np.nan_to_num(units) > limit[:, None])
    bounds = demand.frequency.periods(demand.start, demand.length + 1)
    return [
        Fault("outlier", demand.items[r], bounds[p], bounds[p + 1] - 1)
        for r, p in zip(rows.tolist(), periods.tolist(), strict=True)
    ]


def doubled_or_halved(evidence: Evidence) -> list[Fault]:
    """Return where eight weeks' mean is twice or half that of the eight before, once an item."""
    demand = evidence.demand
    span = {Frequency.DAILY: 56, Frequency.WEEKLY: 8, Frequency.MONTHLY: 4}[demand.frequency]
    units = np.nan_to_num(demand.units.astype(np.float64))
    sums = np.concatenate([np.zeros((len(units), 1)), np.cumsum(units, axis=1)], axis=1)
    places = np.arange(span, demand.length - span + 1)
    if not len(places):
        return []
    before = sums[:, places] - sums[:, places - span]
    after = sums[:, places + span] - sums[:, places]
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.abs(np.log(after / before))
    moved[~np.isfinite(moved)] = 0.0
    best = moved.argmax(axis=1)
    days = demand.periods
    return [
        Fault("level_shift", demand.items[r], days[places[b]], days[places[b]])
        for r, b in enumerate(best.tolist())
        if moved[r, b] >= np.log(2.0)
    ]


def same_titles(sales: Sales) -> list[Fault]:
    """Return items with the very same title of which one ends before the other begins."""
    rows = sales.rows[sales.rows["units"] > 0]
    days = rows.groupby(rows["item"].astype(str))["day"].agg(["min", "max"])
    table = sales.catalogue
    titles = pd.Series(table["title"].astype(str).to_numpy(), index=table["item"].astype(str))
    found = []
    for title, items in titles[titles != ""].groupby(titles):
        known = [item for item in items.index.unique() if item in days.index]
        for old in known if title else ():
            for new in known:
                if old != new and days.loc[old, "max"] <= days.loc[new, "min"]:
                    found.append(Fault("rename", new, NAT, NAT, old))  # noqa: PERF401
    return found


def missing_days(sales: Sales, days: int = 3) -> list[Fault]:
    """Return the runs of at least so many days on which nothing was sold at all."""
    sold = np.unique(day_series(sales).day)
    gaps = np.flatnonzero((sold[1:] - sold[:-1]).astype(int) - 1 >= days)
    return [Fault("closed", "", sold[g] + 1, sold[g + 1] - 1) for g in gaps.tolist()]


def never_sold_weekdays(sales: Sales) -> list[Fault]:
    """Return the weekdays without a single sale."""
    sold = np.bincount(weekday(day_series(sales).day), minlength=7)
    return [Fault("closed_weekday", str(day), NAT, NAT) for day in np.flatnonzero(sold == 0)]
