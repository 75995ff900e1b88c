"""Made-up demand whose truth is known, and forecasters that know it, or miss it by design."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.progress import Progress


def panel(
    units: NDArray[np.floating], frequency: Frequency = Frequency.WEEKLY, start: str = "2023-01-02"
) -> Demand:
    """Return (n, t) units as a demand panel without stockouts."""
    return Demand(
        items=tuple(f"{i:03d}" for i in range(len(units))),
        stores=("",) * len(units),
        start=np.datetime64(start),
        frequency=frequency,
        units=np.asarray(units, dtype=np.float32),
        censored=np.zeros(units.shape, dtype=np.bool_),
    )


def counts(items: int = 40, length: int = 80, level: float = 6.0, seed: int = 1) -> Demand:
    """Return negative binomial counts around constant levels, twice as wide as Poisson."""
    rng = np.random.default_rng(seed)
    means = level * rng.uniform(0.6, 1.6, (items, 1))
    return panel(rng.negative_binomial(means, 0.5, (items, length)))


@dataclass(frozen=True)
class Planted:
    """Counts around each item's past mean: negative binomial with ``share`` of the true variance
    on top of Poisson, ``factor`` times the mean; off by a random ``noise`` (sd, share) per item and
    cutoff. ``only`` rows get the forecast, others one that is ``elsewhere`` times too high."""

    name: str
    success: float = 0.5
    factor: float = 1.0
    noise: float = 0.0
    only: tuple[int, ...] | None = None
    elsewhere: float = 1.0
    common: float = 0.0

    def fit(self, demand: Demand, progress: Progress) -> Planted:
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        own = sum(map(ord, self.name))
        rng = np.random.default_rng([seed, own, demand.length])
        mean = np.maximum(np.nan_to_num(np.nanmean(demand.units, axis=1)), 0.01) * self.factor
        mean = mean * np.exp(self.noise * rng.standard_normal(len(mean)))
        if self.only is not None:
            mean[np.setdiff1d(np.arange(len(mean)), self.only)] *= self.elsewhere
        size = mean * self.success / (1 - self.success)
        shape = (len(mean), paths, horizon)
        drawn = rng.negative_binomial(size[:, None, None], self.success, shape)
        return Forecast(
            self.name,
            demand.items,
            demand.stores,
            demand.end,
            demand.frequency,
            drawn.astype(np.float32),
        )


@dataclass(frozen=True)
class Normal:
    """Normal demand around 100 with standard deviation ``spread``, cut off at 0; no counts."""

    name: str
    spread: float

    def fit(self, demand: Demand, progress: Progress) -> Normal:
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        rng = np.random.default_rng([seed, demand.length])
        drawn = rng.normal(100.0, self.spread, (len(demand), paths, horizon))
        return Forecast(
            self.name,
            demand.items,
            demand.stores,
            demand.end,
            demand.frequency,
            np.maximum(drawn, 0).astype(np.float32),
        )
