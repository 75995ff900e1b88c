"""Methods that look at slow sellers through longer buckets: ADIDA and IMAPA (restock.md F19)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, observed_units
from core.forecasting.rolling import flat_means, forecast_from_means
from core.forecasting.tuning import tune
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

ALPHAS = (0.1, 0.2, 0.3)
LONGEST_BUCKET = 24
"""Periods in the longest bucket: of rarer sales even two years of weeks hold only a handful."""


@dataclass(frozen=True, slots=True)
class ADIDA:
    """Smoothing of sums over buckets as long as the mean interval between sales.

    Aggregate–Disaggregate Intermittent Demand Approach: Nikolopoulos, Syntetos, Boylan,
    Petropoulos & Assimakopoulos 2011 (Journal of the Operational Research Society 62(3)).
    """

    name: str = "adida"

    def fit(self, demand: Demand, progress: Progress) -> FittedAggregation:
        """Choose each item's smoothing weight."""
        stage = say(QT_TRANSLATE_NOOP("core", "Fitting ADIDA"))
        return FittedAggregation(self.name, _alphas(self.name, demand, progress, stage))


@dataclass(frozen=True, slots=True)
class IMAPA:
    """The mean of smoothed sums over buckets of one period, two, … up to the mean interval.

    Intermittent Multiple Aggregation Prediction Algorithm: Petropoulos & Kourentzes 2015 (Journal
    of the Operational Research Society 66(6)).
    """

    name: str = "imapa"

    def fit(self, demand: Demand, progress: Progress) -> FittedAggregation:
        """Choose each item's smoothing weight."""
        stage = say(QT_TRANSLATE_NOOP("core", "Fitting IMAPA"))
        return FittedAggregation(self.name, _alphas(self.name, demand, progress, stage))


@dataclass(frozen=True, slots=True)
class FittedAggregation:
    """ADIDA or IMAPA with settled smoothing weights alpha (n)."""

    name: str
    alpha: FloatArray

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the rate of sale."""
        rate = _rates(self.name)(observed_units(demand), self.alpha)
        return forecast_from_means(self.name, demand, flat_means(rate, horizon), paths, seed)


def adida_rate(units: FloatArray, alpha: float | FloatArray) -> FloatArray:
    """Return (n, t) units per period expected after each period, by buckets of one length.

    units  (n, t); a missing period counts as the mean of its bucket's others
    alpha  weight of the newest bucket, one for all or (n)
    """
    longest = mean_interval(units)
    rate = np.full(units.shape, np.nan)
    for bucket in range(1, _most(longest) + 1):
        here = longest == bucket
        if here.any():
            rate = np.where(here, bucket_level(units, bucket, alpha), rate)
    return _from_launch(rate, units)


def imapa_rate(units: FloatArray, alpha: float | FloatArray) -> FloatArray:
    """Return (n, t) units per period expected after each period, over all lengths of bucket."""
    longest = mean_interval(units)
    total, count = np.zeros(units.shape), np.zeros(units.shape)
    for bucket in range(1, _most(longest) + 1):
        level = bucket_level(units, bucket, alpha)
        use = (longest >= bucket) & np.isfinite(level)
        total += np.where(use, level, 0.0)
        count += use
    return _from_launch(np.where(count > 0, total / np.maximum(count, 1), np.nan), units)


def mean_interval(units: FloatArray) -> NDArray[np.int64]:
    """Return (n, t) the mean periods between sales so far, rounded; the wait for the first counts.

    At least 1, at most ``LONGEST_BUCKET``, and never longer than half of the history so far.
    """
    known = np.isfinite(units)
    sold = known & (units > 0)
    periods, sales = np.cumsum(known, axis=1), np.cumsum(sold, axis=1)
    last = np.maximum.accumulate(np.where(sold, periods, 0), axis=1)
    mean = np.rint(last / np.maximum(sales, 1)).astype(np.int64)
    return np.clip(mean, 1, np.clip(periods // 2, 1, LONGEST_BUCKET))


def bucket_level(units: FloatArray, bucket: int, alpha: float | FloatArray) -> FloatArray:
    """Return (n, t) the smoothed mean of buckets that end with each period; NaN before the first.

    Buckets end where the forecast begins, so every period has buckets of its own: the level after
    period t is smoothed from the buckets that end at t, t − bucket, t − 2·bucket, …
    """
    known = np.isfinite(units)
    weight = np.full(len(units), alpha) if np.isscalar(alpha) else np.asarray(alpha)
    total = np.cumsum(np.where(known, units, 0.0), axis=1)
    count = np.cumsum(known, axis=1, dtype=np.float64)
    begun = np.maximum.accumulate(known, axis=1).astype(np.float64)
    age = np.cumsum(begun, axis=1)
    for running in (total, count):
        running[:, bucket:] = running[:, bucket:] - running[:, :-bucket]
    mean = np.where((age >= bucket) & (count > 0), total / np.maximum(count, 1.0), np.nan)
    level = mean.copy()
    for period in range(bucket, units.shape[1]):
        before, now = level[:, period - bucket], mean[:, period]
        moved = before + weight * (now - before)
        level[:, period] = np.where(
            np.isfinite(before), np.where(np.isfinite(now), moved, before), now
        )
    return level


def _rates(name: str) -> Callable[[FloatArray, float | FloatArray], FloatArray]:
    return adida_rate if name == "adida" else imapa_rate


def _alphas(name: str, demand: Demand, progress: Progress, stage: Sentence) -> FloatArray:
    rates = _rates(name)
    best = tune(
        observed_units(demand),
        [(alpha,) for alpha in ALPHAS],
        lambda units, parameters: rates(units, parameters[0]),
        progress,
        stage,
        demand.frequency.default_horizon,
    )
    alpha = np.array(ALPHAS)[best]
    alpha.setflags(write=False)
    return alpha


def _most(longest: NDArray[np.int64]) -> int:
    return int(longest.max(initial=1))


def _from_launch(rates: FloatArray, units: FloatArray) -> FloatArray:
    return np.where(np.maximum.accumulate(np.isfinite(units), axis=1), rates, np.nan)
