"""Simple exponential smoothing, for all items at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, observed_units
from core.forecasting.rolling import RollingMeans, flat_means, forecast_from_means
from core.forecasting.season import SeasonalProfile, fit_profile
from core.forecasting.tuning import tune
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

ALPHAS = (0.02, 0.05, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.5, 0.65, 0.8, 0.95)


@dataclass(frozen=True, slots=True)
class SimpleSmoothing:
    """Level smoothing with α chosen per item, on units freed of their season.

    ℓ_t = α y_t + (1 − α) ℓ_{t−1} (Brown 1956; Hyndman & Athanasopoulos, otexts.com/fpp3, 8.1). The
    season is a profile of all items together, drawn to the item's own where it has many seasons.
    """

    name: str = "ses"

    def fit(self, demand: Demand, progress: Progress) -> FittedSmoothing:
        """Choose each item's α and the seasonal profile."""
        units = observed_units(demand)
        profile = fit_profile(units, demand.frequency.season_length)
        level_units = units / profile.indices(0, demand.length)
        grid = [(alpha,) for alpha in ALPHAS]
        stage = say(QT_TRANSLATE_NOOP("core", "Fitting simple exponential smoothing"))
        best = tune(
            level_units,
            grid,
            lambda u, p: smoothed_level(u, *p),
            progress,
            stage,
            demand.frequency.default_horizon,
        )
        alpha = np.array(ALPHAS)[best]
        alpha.setflags(write=False)
        return FittedSmoothing(self.name, alpha, profile)


@dataclass(frozen=True, slots=True)
class FittedSmoothing:
    """Smoothing with settled parameters: alpha (n) between 0 and 1, and the season's profile."""

    name: str
    alpha: FloatArray
    profile: SeasonalProfile

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the smoothed level times the season's index."""
        length = demand.length
        index = self.profile.indices(0, length + horizon)
        level = smoothed_level(observed_units(demand) / index[:, :length], self.alpha)
        flat = flat_means(level, horizon)
        ahead = flat.origins[:, None] + np.arange(horizon)
        means = RollingMeans(
            flat.origins, flat.past * index[:, ahead], flat.ahead * index[:, length:]
        )
        return forecast_from_means(self.name, demand, means, paths, seed)


def smoothed_level(units: FloatArray, alpha: float | NDArray[np.float64]) -> FloatArray:
    """Return (n, t) the level after each period; NaN before the first observed one.

    units  (n, t); a missing period leaves the level as it is
    alpha  one for all, or (n)

    The weight starts at 1 and falls as 1/count until it reaches α: the level starts as the mean of
    what was seen, instead of clinging to the first value.
    """
    level = np.full(len(units), np.nan)
    count = np.zeros(len(units))
    levels = np.empty_like(units)
    for period, value in enumerate(units.T):
        known = np.isfinite(value)
        count += known
        weight = np.maximum(alpha, 1.0 / np.maximum(count, 1.0))
        before = np.where(np.isfinite(level), level, value)
        level = np.where(known, before + weight * (value - before), level)
        levels[:, period] = level
    return levels
