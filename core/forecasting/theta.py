"""The Theta method, with each item's own weight of the trend line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, observed_units
from core.forecasting.rolling import RollingMeans, forecast_from_means, past_origins
from core.forecasting.season import SeasonalProfile, fit_own_profile
from core.forecasting.smoothing import smoothed_level
from core.forecasting.tuning import tune
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.98)
WEIGHTS = (0.0, 0.25, 0.5, 0.75)
"""1 − 1/θ: 0 is plain smoothing, ½ (θ = 2) the classical method."""


@dataclass(frozen=True, slots=True)
class Theta:
    """Smoothing with a drift of 1 − 1/θ times the slope of the straight line through the past.

    Assimakopoulos & Nikolopoulos 2000 (International Journal of Forecasting 16(4)), with α and θ
    chosen for each item: the dynamic optimised Theta model of Fiorucci, Pellegrini, Louzada,
    Petropoulos & Koehler 2016 (ibid. 32(4)). Both lines of it, combined, are simple smoothing plus
    a drift (Hyndman & Billah 2003, ibid. 19(2)), which needs no lines.
    """

    name: str = "theta"

    def fit(self, demand: Demand, progress: Progress) -> FittedTheta:
        """Choose each item's α and θ, and its season where it has one."""
        units = observed_units(demand)
        profile = fit_own_profile(units, demand.frequency.season_length)
        level_units = units / profile.indices(0, demand.length)
        ahead = demand.frequency.default_horizon
        grid = list(product(ALPHAS, WEIGHTS))
        middle = (max(1, min(ahead, demand.length // 4)) + 1) / 2
        slope = running_slope(level_units)

        @lru_cache(maxsize=1)
        def smoothed(alpha: float) -> tuple[FloatArray, FloatArray]:
            return smoothed_level(level_units, alpha), lag_of(level_units, alpha)

        def forecast(_: FloatArray, parameters: tuple[float, ...]) -> FloatArray:
            level, behind = smoothed(parameters[0])
            return level + parameters[1] * slope * (middle + behind)

        stage = say(QT_TRANSLATE_NOOP("core", "Fitting the Theta method"))
        best = tune(level_units, grid, forecast, progress, stage, ahead)
        chosen = np.array(grid)[best].reshape(-1, 2)
        chosen.setflags(write=False)
        return FittedTheta(self.name, chosen[:, 0], chosen[:, 1], profile)


@dataclass(frozen=True, slots=True)
class FittedTheta:
    """Theta with settled alpha (n), weight 1 − 1/θ (n) and season."""

    name: str
    alpha: FloatArray
    weight: FloatArray
    profile: SeasonalProfile

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the level with its drift, times the season's index."""
        return forecast_from_means(self.name, demand, self.means(demand, horizon), paths, seed)

    def means(self, demand: Demand, horizon: int) -> RollingMeans:
        """Return the mean forecasts at past cutoffs and at the end of ``demand``."""
        length = demand.length
        index = self.profile.indices(0, length + horizon)
        units = observed_units(demand)
        if length == 0:
            nothing = np.full((len(units), 1, horizon), np.nan)
            return RollingMeans(past_origins(0, horizon), nothing[:, :0], nothing[:, 0])
        level_units = units / index[:, :length]
        level = smoothed_level(level_units, self.alpha)
        slope, behind = running_slope(level_units), lag_of(level_units, self.alpha)
        origins = past_origins(length, horizon)
        cutoffs = np.append(origins, length)
        steps = np.arange(1, horizon + 1) + behind[:, cutoffs - 1, None]
        drift = self.weight[:, None] * slope[:, cutoffs - 1]
        means = level[:, cutoffs - 1, None] + drift[:, :, None] * steps
        # A straight line must not leave what the item has ever sold far behind.
        highest = np.nanmax(units, axis=1, initial=0.0)[:, None, None]
        means = np.clip(means, 0.0, 2.0 * highest) * index[:, cutoffs[:, None] + np.arange(horizon)]
        return RollingMeans(origins, means[:, :-1], means[:, -1])


def running_slope(units: FloatArray) -> FloatArray:
    """Return (n, t) the slope per period of the least-squares line through all periods so far.

    0 while fewer than three periods are known.
    """
    known = np.isfinite(units)
    value = np.where(known, units, 0.0)
    time = np.where(known, np.arange(units.shape[1], dtype=np.float64), 0.0)
    count = np.cumsum(known, axis=1, dtype=np.float64)
    sum_time, sum_square = np.cumsum(time, axis=1), np.cumsum(time**2, axis=1)
    total, product_sum = np.cumsum(value, axis=1), np.cumsum(value * time, axis=1)
    spread = count * sum_square - sum_time**2
    slope = (count * product_sum - sum_time * total) / np.maximum(spread, 1.0)
    return np.where(count >= 3, slope, 0.0)


def lag_of(units: FloatArray, alpha: float | FloatArray) -> FloatArray:
    """Return (n, t) how many periods smoothing lags behind a straight line, after each period.

    What smoothing makes of the periods' own numbers: (1 − α)/α once it has run for long.
    """
    time = np.arange(units.shape[1], dtype=np.float64)
    smoothed = smoothed_level(np.where(np.isfinite(units), time, np.nan), alpha)
    return np.asarray(np.nan_to_num(time - smoothed))
