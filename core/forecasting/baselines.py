"""The simple methods that every other one has to beat (restock.md F20)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, is_withdrawn, observed_units, pooled_level
from core.forecasting.paths import arrange_alike, seeded
from core.forecasting.quantiles import empirical_quantiles, marginal_quantiles
from core.forecasting.rolling import (
    RollingMeans,
    flat_means,
    forecast_from_means,
    past_origins,
    spread_of,
)
from core.progress import Progress


@dataclass(frozen=True, slots=True)
class SeasonalNaive:
    """Each period sells what it sold a season ago; the yardstick of all accuracy figures.

    Hyndman & Athanasopoulos, Forecasting: Principles and Practice (otexts.com/fpp3, 5.2). An item
    without a whole season of history sells what it sold last: the plain naive method.
    """

    name: str = "seasonal_naive"

    def fit(self, demand: Demand, progress: Progress) -> SeasonalNaive:
        """Return itself: nothing is estimated beforehand."""
        progress.check()
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the last season, as wide as past seasons differed."""
        units = carried_forward(observed_units(demand))
        means = seasonal_means(units, demand.frequency.season_length, horizon)
        return forecast_from_means(self.name, demand, means, paths, seed)


@dataclass(frozen=True, slots=True)
class Naive:
    """The last observed period goes on (fpp3, 5.2): hard to beat where little is known."""

    name: str = "naive"

    def fit(self, demand: Demand, progress: Progress) -> Naive:
        """Return itself: nothing is estimated beforehand."""
        progress.check()
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the last value, as wide as past values differed."""
        means = flat_means(carried_forward(observed_units(demand)), horizon)
        return forecast_from_means(self.name, demand, means, paths, seed)


@dataclass(frozen=True, slots=True)
class MovingMean:
    """The mean of the last ``window`` observed periods goes on (restock.md F20: 4 and 13)."""

    window: int = 13
    name: str = "moving_mean"

    def fit(self, demand: Demand, progress: Progress) -> MovingMean:
        """Return itself: nothing is estimated beforehand."""
        progress.check()
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the recent mean, as wide as past means were off."""
        window = 28 if demand.frequency.season_length == 7 else self.window
        level = moving_mean(observed_units(demand), window)
        means = flat_means(level, horizon)
        return forecast_from_means(self.name, demand, means, paths, seed)


@dataclass(frozen=True, slots=True)
class EmpiricalQuantiles:
    """The quantiles of the last ``window`` observed periods go on.

    No distribution is assumed; on slow and lumpy items hard to beat (Damato et al. 2026,
    arXiv 2601.14031: in-sample quantiles as a strong baseline).
    """

    window: int = 26
    name: str = "empirical_quantiles"

    def fit(self, demand: Demand, progress: Progress) -> EmpiricalQuantiles:
        """Return itself: nothing is estimated beforehand."""
        progress.check()
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths of values seen before; only their order over time is modelled."""
        units = observed_units(demand)
        window = 56 if demand.frequency.season_length == 7 else self.window
        means = flat_means(moving_mean(units, window), horizon)
        dependence = spread_of(units, means).dependence
        marginal = empirical_quantiles(_last_observed(units, window), paths)
        unknown = ~np.isfinite(units).any(axis=1)
        if unknown.any():
            guess, variance = pooled_level(units)
            one = np.ones((1, 1))
            marginal[unknown] = marginal_quantiles(
                guess * one, variance * one, np.ones(1, dtype=np.bool_), paths
            )[0]
        marginal[is_withdrawn(demand)] = 0.0
        quantiles = np.broadcast_to(marginal[:, None, :], (len(units), horizon, paths))
        drawn = arrange_alike(quantiles, dependence, seeded(seed, self.name))
        return Forecast(self.name, demand.items, demand.stores, demand.end, demand.frequency, drawn)


def carried_forward(units: FloatArray) -> FloatArray:
    """Return (n, t) units with missing periods taking the last observed value before them."""
    known = np.isfinite(units)
    last = np.maximum.accumulate(np.where(known, np.arange(units.shape[1]), -1), axis=1)
    return np.where(last >= 0, np.take_along_axis(units, np.maximum(last, 0), axis=1), np.nan)


def seasonal_means(units: FloatArray, season: int, horizon: int) -> RollingMeans:
    """Return what was sold a season before each period, at past cutoffs and ahead.

    units  (n, t) without gaps after launch. Where the item was not yet sold a season ago, its
           last value before the cutoff stands in.
    """
    length = units.shape[1]
    origins = past_origins(length, horizon)
    cutoffs = np.append(origins, length)
    step = np.arange(horizon)
    source = cutoffs[:, None] + step - season * (1 + step // season)
    ago = np.where(source >= 0, units[:, np.maximum(source, 0)], np.nan) if length else np.nan
    last = units[:, np.maximum(cutoffs - 1, 0), None] if length else np.nan
    means = np.broadcast_to(
        np.where(np.isfinite(ago), ago, last), (len(units), cutoffs.size, horizon)
    )
    return RollingMeans(origins, means[:, :-1], means[:, -1])


def moving_mean(units: FloatArray, window: int) -> FloatArray:
    """Return (n, t) the mean of the observed among the last ``window`` periods.

    Where none of them was observed, the last mean goes on; NaN before the first.
    """
    known = np.isfinite(units)

    def windowed(values: FloatArray) -> FloatArray:
        total = np.cumsum(values, axis=1)
        total[:, window:] = total[:, window:] - total[:, :-window]
        return total

    count = windowed(known.astype(np.float64))
    total = windowed(np.where(known, units, 0.0))
    return carried_forward(np.where(count > 0, total / np.maximum(count, 1.0), np.nan))


def _last_observed(units: FloatArray, window: int) -> FloatArray:
    """(n, window) the last observed values of each item; NaN where there are fewer."""
    known = np.isfinite(units)
    behind = np.cumsum(known[:, ::-1], axis=1)[:, ::-1]
    recent = np.where(known & (behind <= window), units, np.nan)
    ordered = np.sort(recent, axis=1)
    return ordered[:, :window]
