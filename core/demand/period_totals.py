"""Sheets whose rows are totals of weeks, months, quarters or years: how they are told, and spread
over the days where shorter periods are asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.frequency import Days, Frequency
from core.sales.cleaning.day_series import DaySeries

_FEWEST_PERIODS = 3  # quarters or years in a row; two may be two months that a shop was open


def are_totals(days: Days, frequency: Frequency) -> bool:
    """Whether the days of a sheet are the beginnings of periods, so that its rows are totals."""
    return bool(
        np.array_equal(days, frequency.first_day(days))
        or (frequency is Frequency.WEEKLY and np.all((days - days[0]).astype(np.int64) % 7 == 0))
    )


def are_month_totals(days: Days) -> bool:
    """Whether all days of a sheet, two or more, are the first of a month, or all the last."""
    return len(days) > 1 and any(_are_firsts(it) for it in (days, days + 1))


def _are_firsts(days: Days) -> bool:
    return np.array_equal(days, Frequency.MONTHLY.first_day(days))


def months_of_totals(days: Days) -> int:
    """Return how many months each row of a sheet is the total of, by its days: 1, 3 or 12 where
    they are firsts or lasts of months, quarters or years without a gap; 0 where they are not."""
    if not are_month_totals(days):
        return 0
    firsts = days if _are_firsts(days) else days + 1
    steps = np.unique(np.diff(firsts.astype("datetime64[M]").astype(np.int64)))
    apart = int(steps[0]) if len(steps) == 1 and len(days) >= _FEWEST_PERIODS else 1
    return apart if apart in (3, 12) else 1


def spread_over_days(series: DaySeries, frequency: Frequency) -> DaySeries:
    """Return totals of months, quarters or years as sales of their days, where shorter periods
    are asked for; other series as they are.

    All of a month on one day would be a day of large sales among thirty without any, and the
    newest month's sales, known already, would be expected once more. Whole units stay whole and
    every total is kept; within its period sales are as even as they can be.
    """
    days = series.sheet_days
    months = months_of_totals(days)
    if not months or (frequency is Frequency.MONTHLY and months == 1):
        return series
    begins, ends = _spans(series.day, days, months)
    length = (ends - begins).astype(np.int64)
    entry = np.repeat(np.arange(len(begins)), length)
    step = np.arange(len(entry)) - np.repeat(np.cumsum(length) - length, length)
    units = _shares(series.units[entry], step, length[entry])
    sold = units > 0
    all_begins, all_ends = _spans(days, days, months)
    covered = int((all_ends[-1] - all_begins[0]).astype(np.int64))
    return replace(
        series,
        code=series.code[entry][sold],
        day=(begins[entry] + step)[sold],
        units=units[sold],
        sheet_days=Frequency.DAILY.periods(all_begins[0], covered),
    )


def _spans(day: Days, days: Days, months: int) -> tuple[Days, Days]:
    """Return the first day of the period of each total, and the first one after it."""
    month = day.astype("datetime64[M]")
    begins = month if _are_firsts(days) else month - (months - 1)
    return begins.astype("datetime64[D]"), (begins + months).astype("datetime64[D]")


def _shares(
    total: NDArray[np.float64], step: NDArray[np.int64], count: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what falls on one of ``count`` days; whole where the total is, from midday on, so that
    a single piece is sold in the middle of its month."""
    before, after = total * step / count, total * (step + 1) / count
    whole = total == np.round(total)
    even = after - before
    return np.where(whole, np.floor(after + 0.5) - np.floor(before + 0.5), even)
