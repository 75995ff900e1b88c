"""Single periods far above those around them, which no order, season or busy shop explains."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.checking.evidence import Evidence
from core.checking.repairs import Findings, Repair, day_of, key_of, money_of, when
from core.frequency import Frequency
from core.wording import QT_TRANSLATE_NOOP, say

Floats = NDArray[np.float64]

BEFORE, AFTER = 13, 4  # periods before and after by which one is judged
FEWEST = 8  # of them that must be known
SETTLED = 2  # periods after it that there must be
DEVIATIONS = 6.0
TIMES = 3.0  # the usual, at least
ALONE = 2.0  # times the highest around it, at least: lumpy sellers have more such periods
LEAST_UNITS = 5.0
BUSY = 0.2  # share of items above their usual from which the whole shop had a good time

_TEXT = QT_TRANSLATE_NOOP(
    "core",
    "{units:,.0f} sold {when}; around it usually {typical:,.0f}, seldom above {usual:,.0f}. "
    "Count it as {usual:,.0f}?",
)


def find_outliers(evidence: Evidence, taken: dict[tuple[int, int], float], found: Findings) -> None:
    """Add the outliers; ``taken`` are units of large orders by (series, period), found before."""
    demand = evidence.demand
    units = demand.units.astype(np.float64)
    explained = np.zeros(units.shape)
    for cell, excess in taken.items():
        explained[cell] = excess
    rows, periods = np.nonzero(_above(units))
    if not len(rows):
        return
    window = periods[:, None] + np.delete(np.arange(-BEFORE, AFTER + 1), BEFORE)
    inside = (window >= 0) & (window < demand.length)
    values = np.where(inside, units[rows[:, None], np.clip(window, 0, demand.length - 1)], np.nan)
    known = np.isfinite(values).sum(axis=1)
    # What has just happened may be the new level: it is judged once something lies after it.
    enough = (known >= FEWEST) & (periods + SETTLED < demand.length)
    rows, periods, values = rows[enough], periods[enough], values[enough]
    if not len(rows):
        return
    middle = np.nanmedian(values, axis=1)
    spread = 1.4826 * np.nanmedian(np.abs(values - middle[:, None]), axis=1)
    burst = np.nanstd(values, axis=1)
    noise = np.sqrt(np.nanmean(values, axis=1) + 0.5)
    spread = np.maximum.reduce([spread, burst, noise, 0.25 * middle])
    here = units[rows, periods]
    usual = np.ceil(middle + 3.0 * spread)
    beside = np.nanmax(
        np.where(
            np.isfinite(values[:, BEFORE - 1 : BEFORE + 1]), values[:, BEFORE - 1 : BEFORE + 1], 0.0
        ),
        axis=1,
    )
    busy, promoted = _busy_periods(units), _promoted(evidence)
    hits = (
        (here - explained[rows, periods] > usual)
        & (explained[rows, periods] == 0)
        & (here >= middle + DEVIATIONS * spread)
        & (here >= TIMES * middle)
        & (here >= ALONE * np.nanmax(values, axis=1))
        & (here - middle >= LEAST_UNITS)
        & (beside < middle + 0.4 * (here - middle))
        & ~busy[periods]
        & ~promoted[rows, periods]
        & ~_same_last_year(units, rows, periods, demand.frequency)
    )
    bounds = evidence.bounds()
    first_days = demand.periods
    for number in np.flatnonzero(hits).tolist():
        row, period = int(rows[number]), int(periods[number])
        kept, excess = float(usual[number]), float(here[number] - usual[number])
        day = day_of(first_days, period)
        item, store = demand.items[row], demand.stores[row]
        reach = period + AFTER + 1
        repair = Repair(
            key=key_of("outlier", item, store, day),
            kind="outlier",
            item=item,
            store=store,
            first_day=day,
            last_day=evidence.day(int(bounds[period + 1]) - 1),
            text=say(
                _TEXT,
                units=float(here[number]),
                when=when(demand.frequency, day),
                typical=float(middle[number]),
                usual=kept,
            ),
            units=-excess,
            money=money_of(excess, float(evidence.price[row])),
            probability=float(
                1.0
                - 0.5
                * np.exp(DEVIATIONS / 2 - (here[number] - middle[number]) / spread[number] / 2)
            ),
        )
        known = reach if reach <= demand.length else demand.length + 1
        found.add(repair, row, [period], known, change=-excess)


def _above(units: Floats) -> NDArray[np.bool_]:
    """(n, t) cells that may be outliers: three times their surroundings' mean without them.

    A cheap sieve: a cell at ``TIMES`` the median of its window with nothing like it beside it is
    also well above the window's mean without it, unless the window has outliers of its own.
    """
    filled = np.nan_to_num(units)
    length = units.shape[1]
    sums = np.concatenate([np.zeros((len(units), 1)), np.cumsum(filled, axis=1)], axis=1)
    place = np.arange(length)
    low, high = np.maximum(place - BEFORE, 0), np.minimum(place + AFTER + 1, length)
    around = (sums[:, high] - sums[:, low] - filled) / np.maximum(high - low - 1, 1)
    return np.asarray((filled >= LEAST_UNITS) & (filled >= 1.5 * around))


def _promoted(evidence: Evidence) -> NDArray[np.bool_]:
    """(n, t) periods in which the sheet says that an item was on promotion."""
    rows, demand = evidence.sales.rows, evidence.demand
    promoted = np.zeros(demand.units.shape, dtype=bool)
    if "promotion" not in rows or not (rows["promotion"] > 0).any():
        return promoted
    lines = rows[rows["promotion"] > 0]
    place = {pair: n for n, pair in enumerate(zip(demand.items, demand.stores, strict=True))}
    pairs = zip(lines["item"].astype(str), lines["store"].astype(str), strict=True)
    row = np.array([place.get(pair, -1) for pair in pairs], dtype=np.int64)
    day = (lines["day"].to_numpy().astype("datetime64[D]") - evidence.first).astype(np.int64)
    period = evidence.period(day)
    inside = (row >= 0) & (period >= 0) & (period < demand.length)
    promoted[row[inside], period[inside]] = True
    return promoted


def _busy_periods(units: Floats) -> NDArray[np.bool_]:
    """(t) periods in which many items sold far more than in the period before and after."""
    busy = np.zeros(units.shape[1], dtype=bool)
    if len(units) < 5:
        return busy
    filled = np.nan_to_num(units)
    padded = np.pad(filled, ((0, 0), (1, 1)), mode="edge")
    beside = np.maximum(padded[:, :-2], padded[:, 2:])
    high = (filled > 2.0 * beside + 2.0).sum(axis=0)
    sold = np.maximum((filled > 0).sum(axis=0), 1)
    return np.asarray((high / sold > BUSY) & (high >= 3))


def _same_last_year(
    units: Floats, rows: NDArray[np.intp], periods: NDArray[np.intp], frequency: Frequency
) -> NDArray[np.bool_]:
    """Whether about a year before sales stood at least half as high: then it is a season."""
    year = {Frequency.DAILY: 365, Frequency.WEEKLY: 52, Frequency.MONTHLY: 12}[frequency]
    slack = {Frequency.DAILY: 10, Frequency.WEEKLY: 2, Frequency.MONTHLY: 1}[frequency]
    before = np.full(len(rows), 0.0)
    for shift in range(year - slack, year + slack + 1):
        earlier = periods - shift
        there = np.where(earlier >= 0, np.nan_to_num(units[rows, np.maximum(earlier, 0)]), 0.0)
        before = np.maximum(before, there)
    return np.asarray(before >= 0.5 * units[rows, periods])
