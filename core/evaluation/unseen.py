"""What a history of less than a year has not seen: how far the season carries sales.

Thirteen weeks end before the season that comes, and no test on them can show how far it moves all
items at once. What can be said beforehand is how far sales move in shops with years of history: the
logarithm of the level makes a random walk. Its step was measured on the training weeks of eight
panels, as the growth of variance from the four weeks after a cutoff to the four after those: a gift
shop 0, pasta .013, pizzas .017, Walmart's departments .023, orange juice .052, M4's weekly series
.053, items of a challenge in their stores .076, an office shop .140.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.paths import seeded
from core.forecasting.pooling import rounded_together
from core.forecasting.quantiles import Array32

_YEAR_DAYS = 365.25
_STEP = 0.04
"""Standard deviation of the walk's weekly step where none of a year is known: the panels' median.
"""
_OWN_SHARE = 0.4
"""Largest step, as a share of an item's own spread one period ahead: what hardly moves from week to
week (the totals of M4) has little season. Of .3, .5 and no limit, .3 left ranges of the challenge's
smooth items too narrow, and no limit nearly doubled the pinball loss of M4."""
_FURTHEST = 1.5  # logarithm: beyond it, a walk of many weeks is no season
_CHUNK = 128  # items widened at once: bounds memory to some ten MB


def unseen_year(demand: Demand) -> float:
    """Return the share (0–1) of a year that a history does not reach back."""
    return max(0.0, 1.0 - demand.length * demand.frequency.days / _YEAR_DAYS)


def with_unseen_season(forecast: Forecast, demand: Demand) -> Forecast:
    """Return the forecast with paths that drift as far as seasons not seen may carry them.

    All items drift in the same direction, so that a shop's total spreads as well; means stay, and
    whole numbers stay whole.

    demand  the history known, of any items
    """
    unseen = unseen_year(demand)
    if unseen <= 0.0:
        return forecast
    _, count, horizon = forecast.paths.shape
    # A level is a mean of what was sold: it is about a period old.
    steps = seeded(horizon, "unseen season").standard_normal((count, horizon + 1))
    walk = (np.sqrt(unseen) * np.cumsum(steps, axis=1)[:, 1:]).astype(np.float32)
    paths = np.empty_like(forecast.paths)
    for start in range(0, len(forecast), _CHUNK):
        rows = slice(start, start + _CHUNK)
        paths[rows] = _drifted(forecast.paths[rows], walk, forecast.frequency.days / 7)
    return replace(forecast, paths=paths)


def _drifted(paths: Array32, walk: Array32, weeks: float) -> Array32:
    """(n, p, h) paths times the exponential of a walk (p, h) of steps a period of ``weeks``."""
    mean = paths.mean(axis=1, keepdims=True)
    first = mean[:, 0, 0]
    own = _OWN_SHARE * np.divide(
        paths[:, :, 0].std(axis=1), first, out=np.zeros_like(first), where=first > 0
    )
    step = np.minimum(_STEP * np.sqrt(weeks), own)[:, None, None].astype(np.float32)
    moved = paths * np.exp(np.clip(step * walk, -_FURTHEST, _FURTHEST))
    moved *= mean / np.maximum(moved.mean(axis=1, keepdims=True), 1e-9)
    whole = np.all(paths == np.floor(paths), axis=(1, 2))
    moved[whole] = rounded_together(moved[whole].transpose(0, 2, 1)).transpose(0, 2, 1)
    return np.asarray(moved, dtype=np.float32)
