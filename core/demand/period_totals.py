"""Sheets whose rows are totals of weeks or months: how they are told, and spread over the days
where shorter periods are asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.frequency import Days, Frequency
from core.sales.cleaning.day_series import DaySeries


def are_totals(days: Days, frequency: Frequency) -> bool:
    """Whether the days of a sheet are the beginnings of periods, so that its rows are totals."""
    return bool(
        np.array_equal(days, frequency.first_day(days))
        or (frequency is Frequency.WEEKLY and np.all((days - days[0]).astype(np.int64) % 7 == 0))
    )


def are_month_totals(days: Days) -> bool:
    """Whether all days of a sheet, two or more, are the first of a month, or all the last."""
    return len(days) > 1 and any(
        np.array_equal(it, Frequency.MONTHLY.first_day(it)) for it in (days, days + 1)
    )


def spread_over_days(series: DaySeries, frequency: Frequency) -> DaySeries:
    """Return totals of months as sales of their days, where periods shorter than months are asked
    for; other series as they are.

    All of a month on one day would be a day of large sales among thirty without any, and the
    newest month's sales, known already, would be expected once more. Whole units stay whole and
    every total is kept; within a month sales are as even as they can be.
    """
    days = series.sheet_days
    if frequency is Frequency.MONTHLY or not are_month_totals(days):
        return series
    first = Frequency.MONTHLY.first_day(series.day)
    length = (_next_month(first) - first).astype(np.int64)
    entry = np.repeat(np.arange(len(first)), length)
    step = np.arange(len(entry)) - np.repeat(np.cumsum(length) - length, length)
    units = _shares(series.units[entry], step, length[entry])
    sold = units > 0
    begin = Frequency.MONTHLY.first_day(days[:1])[0]
    covered = int((_next_month(days[-1:])[0] - begin).astype(np.int64))
    return replace(
        series,
        code=series.code[entry][sold],
        day=(first[entry] + step)[sold],
        units=units[sold],
        sheet_days=Frequency.DAILY.periods(begin, covered),
    )


def _next_month(days: Days) -> Days:
    return Frequency.MONTHLY.first_day(Frequency.MONTHLY.first_day(days) + 31)


def _shares(
    total: NDArray[np.float64], step: NDArray[np.int64], count: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what falls on one of ``count`` days; whole where the total is, from midday on, so that
    a single piece is sold in the middle of its month."""
    before, after = total * step / count, total * (step + 1) / count
    whole = total == np.round(total)
    even = after - before
    return np.where(whole, np.floor(after + 0.5) - np.floor(before + 0.5), even)
