"""A series by week or month instead of by its own periods; nothing is lost or counted twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.forecasting.forecast import quantiles_of
from core.frequency import Frequency
from gui.charts.series import RANGES, Floats, ForecastSeries, days_since_1970

COARSER = {
    Frequency.DAILY: (Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY),
    Frequency.WEEKLY: (Frequency.WEEKLY, Frequency.MONTHLY),
    Frequency.MONTHLY: (Frequency.MONTHLY,),
}
"""Periods in which a series can be shown, its own first."""


def rolled_up(series: ForecastSeries, paths: Floats, frequency: Frequency) -> ForecastSeries:
    """Return the series by ``frequency``; ``paths`` (p, h) are the item's own.

    A period belongs to the week or month in which its middle lies. The one in which sales end and
    the forecast begins is what was sold in it so far and what is expected in its rest. A first or
    last one that is covered only in part is left out, unless it is the only one. Ranges are those
    of sums of paths; medians of other models do not add up and are left out.
    """
    if frequency is series.frequency:
        return series
    past = _labels(series.days, frequency)
    ahead = _labels(series.future_days, frequency)
    labels = np.unique(ahead)
    sums = np.stack([paths[:, ahead == label].sum(axis=1) for label in labels], axis=1)
    so_far = np.nan_to_num(series.units[past == labels[0]]).sum()
    sums[:, 0] += so_far
    ends = days_since_1970(frequency.periods(labels[-1], 2))[1]
    last_day = float(series.future_days[-1]) + series.frequency.days / 2
    if len(labels) > 1 and ends > last_day + series.frequency.days / 2:
        labels, sums = labels[:-1], sums[:, :-1]
    before = np.unique(past[past < labels[0]])
    whole = float(series.days[0]) - series.frequency.days / 2 if len(series.days) else 0.0
    if len(before) > 1 and days_since_1970(before[:1])[0] < whole - 0.5:
        before = before[1:]
    edges = [(0.5 - share / 2, 0.5 + share / 2) for share, _ in RANGES]
    levels = quantiles_of(sums, [0.5, *(level for pair in edges for level in pair)], axis=0)
    return replace(
        series,
        frequency=frequency,
        first_days=before,
        days=_middles(before, frequency),
        units=_sums(series.units, past, before),
        recorded=_sums(series.recorded, past, before),
        future_first_days=labels,
        future_days=_middles(labels, frequency),
        median=levels[0],
        expected=float(sums.sum(axis=1).mean()),
        bands=levels[1:].reshape(len(RANGES), 2, -1),
        others={},
        models_median=None,
    )


def _labels(days: Floats, frequency: Frequency) -> np.ndarray:
    """Return (n) the first days of the periods in which places on the time axis lie."""
    whole = np.floor(days).astype(np.int64).astype("datetime64[D]")
    return np.asarray(frequency.first_day(whole), dtype="datetime64[D]")


def _middles(labels: np.ndarray, frequency: Frequency) -> Floats:
    ends = np.array([frequency.periods(label, 2)[1] for label in labels], dtype="datetime64[D]")
    return np.asarray((days_since_1970(labels) + days_since_1970(ends)) / 2)


def _sums(units: Floats, past: np.ndarray, labels: np.ndarray) -> Floats:
    """Return (k) sums of units by label; NaN where nothing of it is known."""
    place = np.searchsorted(labels, past)
    inside = np.isin(past, labels)
    known = inside & np.isfinite(units)
    total = np.bincount(place[known], units[known], len(labels))
    counted = np.bincount(place[known], minlength=len(labels))
    return np.where(counted > 0, total, np.nan)
