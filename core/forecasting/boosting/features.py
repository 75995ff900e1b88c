"""What the boosted trees know of an item at a cutoff: lags, rolling means, season, age.

All units are divided by the item's own recent level, so that trees grown on one item hold for all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.history import FloatArray, first_observed
from core.forecasting.season import SeasonalProfile

Array32 = NDArray[np.float32]

LAGS = 8
_DAILY_LAGS = 14
_SCALE_PERIODS = 13
_SMOOTHINGS = (0.05, 0.2)
_OLDEST = 200.0  # periods of age that are told apart


@dataclass(frozen=True, slots=True)
class History:
    """Running sums over a panel, from which features at any cutoff are read off.

    units      (n, t) with gaps as NaN, freed of what is known ahead; season its season length
    start_day, days  days since an epoch of the first period, and days a period
    totals, counts, sold  (n, t + 1) running sums of units, known periods and periods with a sale
    smoothed   (smoothings, n, t + 1) exponentially weighted means before each period
    last_sale  (n, t + 1) index of the last period with a sale before each period; −1: none
    profile    the season's profile, learnt on the fitting history
    yearly     whether two years were known at fitting
    groups     (n) number of each item's category, else of its store
    logs       (n, t + a) logarithm of the effects of what is known ahead
    own        (n, t + a, k) columns of single items; own_totals (n, t + a + 1, k) running sums
    promoted   (n, t + a) whether an item is on promotion or advertised
    promoted_totals, promoted_counts  (n, t + 1) running sums of units and periods with a promotion
    """

    units: FloatArray
    season: int
    start_day: float
    days: float
    totals: FloatArray
    counts: FloatArray
    sold: FloatArray
    squares: FloatArray
    smoothed: FloatArray
    last_sale: NDArray[np.int64]
    launch: NDArray[np.int64]
    profile: SeasonalProfile
    yearly: bool
    groups: NDArray[np.int64]
    logs: Array32
    own: Array32
    own_totals: Array32
    promoted: NDArray[np.bool_]
    promoted_totals: FloatArray
    promoted_counts: FloatArray

    @property
    def windows(self) -> tuple[int, ...]:
        """Lengths of the rolling means, in periods."""
        return (3, 7, 14, 28, 56, 182) if self.season == 7 else (2, 4, 8, 13, 26, 52)


def history_of(
    units: FloatArray,
    season: int,
    start_day: float,
    days: float,
    profile: SeasonalProfile,
    yearly: bool,
    groups: NDArray[np.int64],
    logs: Array32,
    own: Array32,
    promoted: NDArray[np.bool_],
) -> History:
    """Return the running sums of (n, t) units; see ``History`` for the rest."""
    n, length = units.shape
    known = np.isfinite(units)
    value = np.where(known, units, 0.0)

    def running(values: FloatArray) -> FloatArray:
        total = np.zeros((n, length + 1))
        np.cumsum(values, axis=1, out=total[:, 1:])
        return total

    sale = known & (value > 0)
    last = np.full((n, length + 1), -1, dtype=np.int64)
    last[:, 1:] = np.maximum.accumulate(np.where(sale, np.arange(length), -1), axis=1)
    smoothed = np.stack([_smoothed_before(units, alpha) for alpha in _SMOOTHINGS])
    return History(
        units, season, start_day, days, running(value), running(known.astype(np.float64)),
        running(sale.astype(np.float64)), running(value**2), smoothed, last,
        first_observed(units), profile, yearly, groups, logs, own,
        np.concatenate([np.zeros_like(own[:, :1]), own.cumsum(axis=1)], axis=1),
        promoted, running(value * promoted[:, :length]),
        running(known * promoted[:, :length].astype(np.float64)),
    )  # fmt: skip


def _smoothed_before(units: FloatArray, alpha: float) -> FloatArray:
    from core.forecasting.smoothing import smoothed_level

    result = np.full((units.shape[0], units.shape[1] + 1), np.nan)
    result[:, 1:] = smoothed_level(units, alpha)
    return result


def scales(history: History, rows: NDArray[np.intp], cutoffs: NDArray[np.intp]) -> FloatArray:
    """Return (r) the level that units of item ``rows`` are divided by at ``cutoffs``.

    Mean of the last 13 periods (of days, 56); of what little is known where that is nothing.
    """
    recent = _rolling(history, rows, cutoffs, 56 if history.season == 7 else _SCALE_PERIODS)
    ever = history.totals[rows, cutoffs] / np.maximum(history.counts[rows, cutoffs], 1.0)
    recent = np.where(np.isfinite(recent), recent, ever)
    return np.asarray(np.maximum(recent, np.maximum(0.2 * ever, 1e-6)))


def features(
    history: History, rows: NDArray[np.intp], cutoffs: NDArray[np.intp], steps: NDArray[np.intp]
) -> tuple[Array32, FloatArray]:
    """Return (r, f) features of items ``rows`` at ``cutoffs`` for ``steps`` (0: next), and scales.

    Only periods before the cutoff are read.
    """
    scale = scales(history, rows, cutoffs)
    known = history.counts[rows, cutoffs]
    columns = [
        steps.astype(np.float64),
        np.log(scale),
        np.minimum(cutoffs - history.launch[rows], _OLDEST),
        np.minimum(cutoffs - 1 - history.last_sale[rows, cutoffs], _OLDEST),
        history.sold[rows, cutoffs] / np.maximum(known, 1.0),
    ]
    columns += [_rolling(history, rows, cutoffs, window) / scale for window in history.windows]
    long = history.windows[3]
    columns.append(_rolling(history, rows, cutoffs, long, history.sold))
    mean = _rolling(history, rows, cutoffs, long)
    square = _rolling(history, rows, cutoffs, long, history.squares)
    columns.append(np.sqrt(np.maximum(square - mean**2, 0.0)) / scale)
    columns += [level[rows, cutoffs] / scale for level in history.smoothed]
    for lag in range(1, (_DAILY_LAGS if history.season == 7 else LAGS) + 1):
        columns.append(_unit(history, rows, cutoffs - lag) / scale)
    columns += _seasonal(history, rows, cutoffs, steps, scale)
    columns += _known_ahead(history, rows, cutoffs, steps, scale)
    return np.stack(columns, axis=1).astype(np.float32), scale


def _seasonal(
    history: History,
    rows: NDArray[np.intp],
    cutoffs: NDArray[np.intp],
    steps: NDArray[np.intp],
    scale: FloatArray,
) -> list[FloatArray]:
    season, target = history.season, cutoffs + steps
    ago = target - season * (1 + steps // season)
    columns = [_unit(history, rows, ago) / scale]
    same = np.stack([_unit(history, rows, ago - k * season) for k in range(4)])
    found = np.isfinite(same)
    count = found.sum(axis=0)
    total = np.where(found, same, 0.0).sum(axis=0)
    columns.append(np.where(count > 0, total / np.maximum(count, 1), np.nan) / scale)
    index = history.profile.phases[rows, target % history.profile.phases.shape[1]]
    columns.append(np.asarray(index, dtype=np.float64))
    if season == 7:
        columns.append(((history.start_day + target) % 7).astype(np.float64))
        year = target - 364
        columns.append(np.where(year < cutoffs, _unit(history, rows, year), np.nan) / scale)
    # The phase of the year, told apart only once it was seen before.
    day = (history.start_day + target * history.days) % 365.2425
    columns.append(np.asarray(day if history.yearly else np.full(len(rows), np.nan), np.float64))
    return columns


def _known_ahead(
    history: History,
    rows: NDArray[np.intp],
    cutoffs: NDArray[np.intp],
    steps: NDArray[np.intp],
    scale: FloatArray,
) -> list[FloatArray]:
    """Category, effects and own columns of the period ahead, and how these differ from lately."""
    target = cutoffs + steps
    columns = [
        history.groups[rows].astype(np.float64),
        history.logs[rows, target].astype(np.float64),
    ]
    # What the item sold so far in periods like the one ahead: its own lift, without looking ahead.
    total, count = history.promoted_totals[rows, cutoffs], history.promoted_counts[rows, cutoffs]
    like = history.promoted[rows, target]
    total = np.where(like, total, history.totals[rows, cutoffs] - total)
    count = np.where(like, count, history.counts[rows, cutoffs] - count)
    any_promotion = history.own.shape[2] > 0
    mean = np.where((count > 0) & any_promotion, total / np.maximum(count, 1.0), np.nan)
    columns.append(mean / scale)
    first = np.maximum(cutoffs - (56 if history.season == 7 else _SCALE_PERIODS), 0)
    for place in range(history.own.shape[2]):
        here = history.own[rows, target, place].astype(np.float64)
        running = history.own_totals[:, :, place]
        usual = (running[rows, cutoffs] - running[rows, first]) / np.maximum(cutoffs - first, 1)
        columns += [here, here - usual]
    return columns


def _rolling(
    history: History,
    rows: NDArray[np.intp],
    cutoffs: NDArray[np.intp],
    window: int,
    totals: FloatArray | None = None,
) -> FloatArray:
    """(r) mean over the known of the last ``window`` periods; NaN where there is none."""
    totals = history.totals if totals is None else totals
    first = np.maximum(cutoffs - window, 0)
    count = history.counts[rows, cutoffs] - history.counts[rows, first]
    total = totals[rows, cutoffs] - totals[rows, first]
    return np.where(count > 0, total / np.maximum(count, 1.0), np.nan)


def _unit(history: History, rows: NDArray[np.intp], periods: NDArray[np.intp]) -> FloatArray:
    return np.where(periods >= 0, history.units[rows, np.maximum(periods, 0)], np.nan)
