"""Small lines beside an item's name: its recent past and what is expected, without their noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.frequency import Frequency

Floats = NDArray[np.float32]

PAST = 3
"""Points of past, in points of forecast."""

LEAST_PAST = 26
"""Points of past where there are so many: half a year of weeks."""


FEWEST_DAYS = 28
"""Days of past from which they are summed by weeks."""


@dataclass(frozen=True, slots=True)
class SparkLines:
    """A line an item: (n, s) units, the first ``split`` of them sold, the rest expected."""

    lines: Floats
    split: int


def spark_lines(demand: Demand, ahead: Floats) -> SparkLines:
    """Return the lines of all items; ``ahead`` is (n, h) expected units a period.

    Days are summed by seven, for a week's ups and downs say nothing at this size: past days counted
    back from the end, days ahead from there on. A last week of fewer days is left out where there
    is a whole one.
    """
    past = demand.units
    if demand.frequency is Frequency.DAILY and demand.length >= FEWEST_DAYS:
        past, ahead = _by_seven(past[:, demand.length % 7 :]), _by_seven(ahead)
    past = past[:, -max(PAST * ahead.shape[1], LEAST_PAST) :]
    return SparkLines(smoothed(np.concatenate([past, ahead], axis=1)), past.shape[1])


def _by_seven(days: Floats) -> Floats:
    """Return (n, w) sums of seven days, NaN where nothing of them is known."""
    weeks = days.shape[1] // 7
    if weeks == 0:
        return days
    blocks = days[:, : 7 * weeks].reshape(len(days), weeks, 7)
    known = np.isfinite(blocks).any(axis=2)
    return np.where(known, np.nansum(blocks, axis=2), np.nan).astype(np.float32)


def smoothed(values: Floats) -> Floats:
    """Return (n, s) values weighed ¼ ½ ¼ with their neighbours, so that a small line is calm."""
    if values.shape[1] < 3:
        return values.astype(np.float32)
    padded = np.pad(values, ((0, 0), (1, 1)), mode="edge")
    mean = 0.25 * padded[:, :-2] + 0.5 * padded[:, 1:-1] + 0.25 * padded[:, 2:]
    return np.where(np.isfinite(mean), mean, values).astype(np.float32)
