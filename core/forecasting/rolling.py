"""From the means a method forecasts, now and at past cutoffs, to its sample paths.

A method that gives means only is asked for them at past cutoffs as well. How far those were off,
k periods ahead and in sum, tells how wide its forecast is: measured, not derived from a model and
never σ₁√h (restock.md F3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import (
    FloatArray,
    is_counted,
    is_withdrawn,
    observed_units,
    pooled_level,
)
from core.forecasting.paths import Dependence, draw_paths, seeded
from core.forecasting.spread import Spread, measure_spread

MOST_ORIGINS = 52
"""Past cutoffs at which a method is looked at: a year of weeks; more cost time, not accuracy."""


@dataclass(frozen=True, slots=True)
class RollingMeans:
    """Mean demand that a method forecasts.

    origins (o) periods known at each past cutoff, ascending
    past    (n, o, h) units per period forecast there; NaN where it had nothing to go by
    ahead   (n, h) units per period forecast at the end of the demand; NaN likewise
    """

    origins: NDArray[np.int64]
    past: FloatArray
    ahead: FloatArray


def past_origins(length: int, horizon: int) -> NDArray[np.int64]:
    """Return (o) past cutoffs: the last ones, at most MOST_ORIGINS, spread over six horizons.

    ``length`` is the number of periods known. The step between them never divides a week, lest
    all fall on the same weekday.
    """
    first = max(2, length - max(MOST_ORIGINS, 6 * horizon))
    if length - 1 < first:
        return np.zeros(0, dtype=np.int64)
    step = max(1, -(-(length - first) // MOST_ORIGINS))
    step += step % 7 == 0
    return np.arange(length - 1, first - 1, -step, dtype=np.int64)[::-1]


def flat_means(level: FloatArray, horizon: int) -> RollingMeans:
    """Return the means of a method that forecasts the same level for every period.

    level  (n, t) forecast made after each period
    """
    n, length = level.shape
    origins = past_origins(length, horizon)
    past = np.broadcast_to(level[:, origins - 1, None], (n, origins.size, horizon))
    last = level[:, -1] if length else np.full(n, np.nan)
    return RollingMeans(origins, past, np.broadcast_to(last[:, None], (n, horizon)))


def past_errors(units: FloatArray, means: RollingMeans) -> FloatArray:
    """Return (n, o, h) units minus the mean forecast; NaN where either is not known."""
    horizon = means.past.shape[2]
    padded = np.concatenate([units, np.full((len(units), horizon), np.nan)], axis=1)
    ahead = means.origins[:, None] + np.arange(horizon)
    return np.asarray(padded[:, ahead] - means.past)


def spread_of(units: FloatArray, means: RollingMeans) -> Spread:
    """Return how far the method's past means (NaN: nothing to go by) were off."""
    return measure_spread(past_errors(units, means), means.past)


def forecast_from_means(
    model: str, demand: Demand, means: RollingMeans, paths: int, seed: int
) -> Forecast:
    """Return the forecast of a method that gives means.

    An item without a mean (no observed period yet) gets a wide guess from the levels of all
    items; a withdrawn item gets zeros.
    """
    units = observed_units(demand)
    spread = spread_of(units, means)
    guess, guess_variance = pooled_level(units)
    unknown = np.asarray(~np.isfinite(means.ahead).all(axis=1))
    mean = np.maximum(np.where(unknown[:, None], guess, means.ahead), 0.0)
    variance = np.where(unknown[:, None], guess_variance, spread.variance(mean))
    # Not knowing an item's level is an error that all its periods share.
    common = np.where(unknown, 0.8, spread.dependence.common)
    dependence = Dependence(common, np.where(unknown, 0.0, spread.dependence.serial))
    gone = is_withdrawn(demand)
    mean[gone], variance[gone] = 0.0, 0.0
    rng = seeded(seed, model)
    drawn = draw_paths(mean, variance, is_counted(units), dependence, paths, rng)
    return Forecast(model, demand.items, demand.stores, demand.end, demand.frequency, drawn)
