"""Shares counted on whole days: how far chance alone may have moved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Interval:
    """A share (0–1) and the bounds of its 95 % confidence interval."""

    share: float
    low: float
    high: float


def interval_of(shares: Sequence[float], counts: Sequence[int]) -> Interval:
    """Return the mean share of several days and its interval, each day being one draw.

    The binomial interval of as many free observations as would scatter as the days do, fewer by
    Student's t for few days (Korn & Graubard 1998, Survey Methodology 24(2)). Never more than there
    are forecasts; and where days do not differ, which says nothing of how days differ, no more than
    there are days.

    shares, counts  of each day: share held, and forecasts judged
    """
    from scipy import stats

    each = np.asarray(shares, dtype=np.float64)
    weight = np.asarray(counts, dtype=np.float64) / np.sum(counts)
    share, days = float(weight @ each), len(each)
    if days < 2:
        return Interval(share, 0.0, 1.0)
    variance = days / (days - 1) * float(weight**2 @ (each - share) ** 2)
    free = float(days)
    if variance > 0 and 0 < share < 1:
        few = stats.norm.ppf(0.975) / stats.t.ppf(0.975, days - 1)
        free = float(np.clip(share * (1 - share) / variance * few**2, 1.0, sum(counts)))
    held = share * free
    low = stats.beta.ppf(0.025, held, free - held + 1) if held > 0 else 0.0
    high = stats.beta.ppf(0.975, held + 1, free - held) if held < free else 1.0
    return Interval(share, float(low), float(high))
