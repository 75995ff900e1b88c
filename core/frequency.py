"""Calendar periods: days, weeks and months."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
"""An array of calendar days, ``datetime64[D]``."""


class Frequency(StrEnum):
    """The length of a period. Weeks begin on Monday, months on the 1st."""

    DAILY = "D"
    WEEKLY = "W"
    MONTHLY = "M"

    @property
    def season_length(self) -> int:
        """Periods after which demand tends to repeat: 7 days, 52 weeks or 12 months."""
        return {"D": 7, "W": 52, "M": 12}[self.value]

    @property
    def days(self) -> float:
        """Mean length of a period in days."""
        return {"D": 1.0, "W": 7.0, "M": 365.25 / 12}[self.value]

    @property
    def default_horizon(self) -> int:
        """Periods to forecast where nothing else is asked for: 28 days, 13 weeks or 6 months."""
        return {"D": 28, "W": 13, "M": 6}[self.value]

    def first_day(self, day: Days) -> Days:
        """Return the first day of the period each day lies in; same shape, ``datetime64[D]``."""
        day = np.asarray(day, dtype="datetime64[D]")
        if self is Frequency.DAILY:
            return day
        if self is Frequency.MONTHLY:
            return day.astype("datetime64[M]").astype("datetime64[D]")
        # 1970-01-01 was a Thursday: shift by 3 days so that a week's first day is a Monday.
        number = day.astype(np.int64)
        return (number - (number + 3) % 7).astype("datetime64[D]")

    def steps(self, day: Days, start: np.datetime64) -> NDArray[np.int64]:
        """Return how many periods after the one that begins on ``start`` each day lies."""
        first = self.first_day(day)
        if self is Frequency.MONTHLY:
            months = first.astype("datetime64[M]").astype(np.int64)
            return np.asarray(months - start.astype("datetime64[M]").astype(np.int64))
        step = 1 if self is Frequency.DAILY else 7
        days = first.astype(np.int64) - start.astype("datetime64[D]").astype(np.int64)
        return np.asarray(days // step)

    def periods(self, start: np.datetime64, count: int) -> Days:
        """Return the first days of ``count`` periods, the first of which begins on ``start``."""
        number = np.arange(count)
        if self is Frequency.MONTHLY:
            month = start.astype("datetime64[M]").astype(np.int64) + number
            return np.asarray(month.astype("datetime64[M]").astype("datetime64[D]"))
        step = 1 if self is Frequency.DAILY else 7
        day = start.astype("datetime64[D]").astype(np.int64) + number * step
        return np.asarray(day.astype("datetime64[D]"))
