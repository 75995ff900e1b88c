"""Items whose sales moved to another level and stayed there, and prices that did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.checking.evidence import Evidence
from core.checking.repairs import Findings, Repair, day_of, key_of, money_of
from core.demand import Demand
from core.frequency import Frequency
from core.wording import QT_TRANSLATE_NOOP, Sentence, say, spoken_day

Floats = NDArray[np.float64]

BEFORE = {Frequency.DAILY: 13, Frequency.WEEKLY: 13, Frequency.MONTHLY: 6}
AFTER = {Frequency.DAILY: 8, Frequency.WEEKLY: 8, Frequency.MONTHLY: 4}
BLOCK = {Frequency.DAILY: 7, Frequency.WEEKLY: 1, Frequency.MONTHLY: 1}
"""Periods taken together: days vary with the weekday, and neighbours are alike."""
DEVIATIONS = 3.5
ALIKE = 2.0  # neighbouring periods are alike, so means vary more than independent ones' would
SUSPECT = 0.5
TIMES = 1.6  # the other level, at least
ENDED = 0.15  # of the level before; below it the item ended, which is another matter
PRICE_STEP = 0.08  # change of price that counts as one

_SHIFT = QT_TRANSLATE_NOOP(
    "core",
    "Sells about {after:,.1f} {each} since {day}, {before:,.1f} before. Scale what lies before to "
    "the new level?",
)
_PRICE = QT_TRANSLATE_NOOP(
    "core",
    "The price went from {old:,.2f} to {new:,.2f} about {day}, and sales from {before:,.1f} to "
    "{after:,.1f} {each}. Scale what lies before to the new level?",
)


_EACH = {
    Frequency.DAILY: QT_TRANSLATE_NOOP("core", "a day"),
    Frequency.WEEKLY: QT_TRANSLATE_NOOP("core", "a week"),
    Frequency.MONTHLY: QT_TRANSLATE_NOOP("core", "a month"),
}


@dataclass(frozen=True, slots=True)
class Shifts:
    """Changes of level (g): row, period where the new level begins, mean units a period before and
    after, ratio after ÷ before less what the whole shop did, how many deviations it is, and known,
    the periods of history that show it."""

    row: NDArray[np.int64]
    period: NDArray[np.int64]
    before: Floats
    after: Floats
    ratio: Floats
    deviations: Floats
    known: NDArray[np.int64]


def level_shifts(demand: Demand) -> Shifts:
    """Return the clearest change of level of every item in every stretch of ``AFTER`` blocks."""
    block = BLOCK[demand.frequency]
    long, short = BEFORE[demand.frequency], AFTER[demand.frequency]
    length = demand.length // block
    whole = demand.units[:, : length * block].astype(np.float64)
    units = whole.reshape(len(demand), length, block).sum(axis=2)
    places = np.arange(min(long, max(short, 6)), length - short + 1)
    none = np.empty(0)
    if not len(places):
        rows = np.empty(0, dtype=np.int64)
        return Shifts(rows, rows, none, none, none, none, rows)
    known = np.isfinite(units)
    values = np.where(known, units, 0.0)
    sums, squares, counts = (_running(x) for x in (values, values**2, known.astype(np.float64)))
    low = np.maximum(places - long, 0)

    def means(begin: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
        count = counts[:, end] - counts[:, begin]
        total = sums[:, end] - sums[:, begin]
        square = squares[:, end] - squares[:, begin]
        at = np.maximum(count, 1.0)
        return count, total / at, square / at - (total / at) ** 2

    count_1, mean_1, variance_1 = means(low, places)
    count_2, mean_2, variance_2 = means(places, places + short)
    both = (count_1 >= min(long, 6)) & (count_2 >= short) & (mean_1 > 0) & (mean_2 > 0)
    shop_1 = np.where(both, mean_1, 0.0).sum(axis=0)
    shop_2 = np.where(both, mean_2, 0.0).sum(axis=0)
    # What all items did together is season, not level. With few items there is no "all".
    shared = (both.sum(axis=0) >= 10) & (shop_1 > 0) & (shop_2 > 0)
    trend = np.where(shared, shop_2 / np.where(shop_1 > 0, shop_1, 1.0), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = mean_2 / mean_1 / trend
        # Variance of the log of a ratio of means (delta method), no less than Poisson's.
        error = np.sqrt(
            ALIKE
            * (
                np.maximum(variance_1, mean_1) / (mean_1**2 * count_1)
                + np.maximum(variance_2, mean_2) / (mean_2**2 * count_2)
            )
        )
        deviations = np.where(both, np.abs(np.log(ratio)) / error, 0.0)
    deviations = np.nan_to_num(deviations)
    peak = _is_peak(deviations, short)
    ended = mean_2 < ENDED * mean_1
    rows, at = np.nonzero(
        peak
        & (deviations >= DEVIATIONS)
        & (np.abs(np.log(np.where(both, ratio, 1.0))) >= np.log(TIMES))
        & ~ended
    )
    periods = places[at]
    seasonal = _was_so_last_year(units, rows, periods, ratio[rows, at], demand.frequency)
    keep = ~seasonal
    rows, at, periods = rows[keep], at[keep], periods[keep]
    return Shifts(
        rows.astype(np.int64),
        periods.astype(np.int64) * block,
        mean_1[rows, at] / block,
        mean_2[rows, at] / block,
        ratio[rows, at],
        deviations[rows, at],
        (periods.astype(np.int64) + 2 * short) * block,
    )


def _running(values: Floats) -> Floats:
    return np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)


def _is_peak(values: Floats, reach: int) -> NDArray[np.bool_]:
    """(n, p) where a value is the largest of those up to ``reach`` places away, the first of
    equals."""
    peak = values > 0
    for shift in range(1, min(reach, values.shape[1] - 1) + 1):
        peak[:, shift:] &= values[:, shift:] > values[:, :-shift]
        peak[:, :-shift] &= values[:, :-shift] >= values[:, shift:]
    return peak


def _was_so_last_year(
    units: Floats,
    rows: NDArray[np.intp],
    periods: NDArray[np.int64],
    ratio: Floats,
    frequency: Frequency,
) -> NDArray[np.bool_]:
    """Whether the level moved much the same way a year before: then it is a season."""
    year = {Frequency.DAILY: 52, Frequency.WEEKLY: 52, Frequency.MONTHLY: 12}[frequency]
    long, short = BEFORE[frequency], AFTER[frequency]
    same = np.zeros(len(rows), dtype=bool)
    for number, (row, period) in enumerate(zip(rows.tolist(), periods.tolist(), strict=True)):
        then = period - year
        if then < short:
            continue
        before, after = units[row, max(0, then - long) : then], units[row, then : then + short]
        before, after = before[np.isfinite(before)], after[np.isfinite(after)]
        if len(before) >= short and len(after) and before.mean() > 0 and after.mean() > 0:
            change = np.log(after.mean() / before.mean())
            same[number] = change * np.log(ratio[number]) > 0.5 * np.log(ratio[number]) ** 2
    return same


@dataclass(frozen=True, slots=True)
class Prices:
    """Mean price paid by item and period (n, t), currency a unit; NaN where nothing was sold."""

    paid: Floats

    def around(self, row: int, period: int, long: int, short: int) -> tuple[float, float]:
        """Return the median price of the periods before and after; NaN where nothing was sold."""
        sides = (
            self.paid[row, max(0, period - long) : period],
            self.paid[row, period : period + short],
        )
        known = [side[np.isfinite(side)] for side in sides]
        before, after = (float(np.median(side)) if len(side) else float("nan") for side in known)
        return before, after


def prices_paid(evidence: Evidence) -> Prices:
    """Return the mean price of what was sold, by item and period."""
    demand, rows = evidence.demand, evidence.sales.rows
    sold = rows[(rows["units"] > 0) & (rows["unit_price"] > 0)]
    paid = np.full(demand.units.shape, np.nan)
    if not len(sold):
        return Prices(paid)
    place = {pair: n for n, pair in enumerate(zip(demand.items, demand.stores, strict=True))}
    item, store = sold["item"].cat, sold["store"].cat
    width = max(1, len(store.categories))
    table = np.full(len(item.categories) * width, -1, dtype=np.int64)
    for i, name in enumerate(item.categories):
        for j, shop in enumerate(store.categories):
            table[i * width + j] = place.get((str(name), str(shop)), -1)
    row = table[item.codes.to_numpy(np.int64) * width + store.codes.to_numpy(np.int64)]
    day = (sold["day"].to_numpy().astype("datetime64[D]") - evidence.first).astype(np.int64)
    period = evidence.period(day)
    inside = (row >= 0) & (period >= 0) & (period < demand.length)
    cell = row[inside] * demand.length + period[inside]
    units = sold["units"].to_numpy(dtype=np.float64)[inside]
    money = units * sold["unit_price"].to_numpy(dtype=np.float64)[inside]
    size = demand.units.size
    total = np.bincount(cell, weights=units, minlength=size)
    with np.errstate(divide="ignore", invalid="ignore"):
        paid = np.bincount(cell, weights=money, minlength=size) / total
    return Prices(np.asarray(paid.reshape(demand.units.shape)))


def find_level_shifts(evidence: Evidence, prices: Prices, found: Findings) -> None:
    """Add changes of level; one that came with a change of price says so and is of that kind."""
    demand = evidence.demand
    block = BLOCK[demand.frequency]
    long, short = BEFORE[demand.frequency] * block, AFTER[demand.frequency] * block
    shifts = level_shifts(demand)
    first_days = demand.periods
    for number in range(len(shifts.row)):
        row, period = int(shifts.row[number]), int(shifts.period[number])
        old, new = prices.around(row, period, long, short)
        repriced = old > 0 and abs(np.log(new / old)) >= PRICE_STEP
        kind = "price_change" if repriced else "level_shift"
        item, store, day = demand.items[row], demand.stores[row], day_of(first_days, period)
        before, after = float(shifts.before[number]), float(shifts.after[number])
        factor = float(np.clip(shifts.ratio[number], 0.1, 10.0))
        past = np.arange(period, dtype=np.int64)
        past = past[np.isfinite(demand.units[row, :period])]
        moved = float(demand.units[row, past].sum() * (factor - 1.0))
        each = say(_EACH[demand.frequency])
        values = {"before": before, "after": after, "day": spoken_day(day), "each": each}
        text: Sentence = (
            say(_PRICE, **values, old=old, new=new) if repriced else say(_SHIFT, **values)
        )
        year = {Frequency.DAILY: 365, Frequency.WEEKLY: 52, Frequency.MONTHLY: 12}
        # Without the same time of the year before, it may be the season.
        unsure = 1.0 if period >= year[demand.frequency] + short else 0.8
        chance = 1.0 - 0.5 * np.exp((DEVIATIONS - float(shifts.deviations[number])) / 2)
        if chance * unsure < SUSPECT:
            continue
        repair = Repair(
            key=key_of(kind, item, store, day),
            kind=kind,
            item=item,
            store=store,
            first_day=day,
            last_day=evidence.day(evidence.days - 1),
            text=text,
            units=moved,
            money=money_of(abs(after - before) * short, float(evidence.price[row])),
            probability=float(chance * unsure),
        )
        reach = int(shifts.known[number])
        known = reach if reach <= demand.length else demand.length + 1
        found.add(repair, row, past, known, factor=factor)
