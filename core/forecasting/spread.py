"""How far forecasts are off: variance k periods ahead, and how errors add up over periods.

Each item's own errors are few, so they are drawn towards what all items show together, the more
the fewer there are (restock.md F3: "pool scaled errors").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.history import FloatArray
from core.forecasting.paths import Dependence

_PRIOR_ERRORS = 8.0  # errors that the pooled variance counts as
_PRIOR_WINDOWS = 6.0  # stretches of a horizon that the pooled correlation counts as


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of one method's errors on n items.

    scale       (n) variance of an error where the mean is ``level``, averaged over the horizon
    level       (n) mean units per period at which ``scale`` was measured
    power       exponent by which variance follows the mean (Taylor's law)
    growth      (h) variance k periods ahead as a multiple of the average
    dependence  how errors of one forecast go together
    """

    scale: FloatArray
    level: FloatArray
    power: float
    growth: FloatArray
    dependence: Dependence

    def variance(self, mean: FloatArray) -> FloatArray:
        """Return (n, h) variance of units per period around ``mean`` (n, h)."""
        relative = mean / np.maximum(self.level, 1e-9)[:, None]
        # Far outside what was measured the law is a guess: follow it within a factor of 4.
        relative = np.where(self.level[:, None] > 0, np.clip(relative, 0.25, 4.0), 1.0)
        return np.asarray(self.scale[:, None] * self.growth * relative**self.power)


def measure_spread(errors: FloatArray, means: FloatArray) -> Spread:
    """Return the spread of errors (n, o, h) of the mean forecasts (n, o, h) made in the past."""
    n, _, horizon = errors.shape
    known = np.isfinite(errors)
    squared = np.where(known, errors, 0.0) ** 2
    count = known.sum(axis=(1, 2))
    own = squared.sum(axis=(1, 2)) / np.maximum(count, 1)
    level = np.where(known, np.maximum(np.nan_to_num(means), 0.0), 0.0).sum(axis=(1, 2))
    level /= np.maximum(count, 1)
    growth = _growth(squared, known, own)
    power, pooled = _taylor(own, level, count)
    # Errors of overlapping horizons repeat one another: about one in h/2 is news.
    news = count / max(1.0, horizon / 2)
    weight = news / (news + _PRIOR_ERRORS)
    scale = np.where(
        pooled > 0,
        np.exp(weight * np.log(np.maximum(own, 1e-9)) + (1 - weight) * np.log(pooled + 1e-12)),
        own,
    )
    scale = np.where((own <= 0) & (count > 0), own, scale)
    return Spread(scale, level, power, growth, _dependence(errors, own, n, horizon))


def _growth(squared: FloatArray, known: NDArray[np.bool_], own: FloatArray) -> FloatArray:
    """(h) pooled variance k periods ahead over its average, smoothed to a line in k."""
    horizon = squared.shape[2]
    use = own > 0
    if horizon == 1 or not use.any():
        return np.ones(horizon)
    relative = squared[use] / own[use, None, None]
    # One spike would be a whole item's variance: cap each error's say.
    total = np.minimum(relative, 9.0).sum(axis=(0, 1))
    count = known[use].sum(axis=(0, 1))
    step = np.arange(1.0, horizon + 1)
    seen = count > 0
    ratio = total[seen] / count[seen]
    if seen.sum() < 2:
        return np.ones(horizon)
    weight = np.sqrt(count[seen])
    slope, base = np.polyfit(step[seen], ratio, 1, w=weight)
    line = np.maximum(base + max(slope, 0.0) * step, 0.05)
    return np.asarray(line / line.mean())


def _taylor(
    own: FloatArray, level: FloatArray, count: NDArray[np.int64]
) -> tuple[float, FloatArray]:
    """Exponent of variance over mean across items, and (n) the variance it foretells.

    Taylor's power law; with fewer than 10 items to fit it to, 1.5, the middle between Poisson (1)
    and constant relative spread (2), and no pooling.
    """
    use = (own > 0) & (level > 0) & (count > 3)
    if use.sum() < 10:
        return 1.5, np.zeros(len(own))
    x, y = np.log(level[use]), np.log(own[use])
    weight = np.sqrt(np.minimum(count[use], 200))
    told = np.ptp(x) >= 0.5
    power = float(np.clip(np.polyfit(x, y, 1, w=weight)[0], 1.0, 2.0)) if told else 1.5
    base = np.average(y - power * x, weights=weight)
    pooled = np.exp(base + power * np.log(np.maximum(level, 1e-6)))
    return power, np.where(level > 0, pooled, 0.0)


def _dependence(errors: FloatArray, own: FloatArray, n: int, horizon: int) -> Dependence:
    """The correlation of errors within one forecast, from how neighbours and totals vary."""
    if horizon == 1 or errors.shape[1] == 0:
        return Dependence(np.zeros(n), np.zeros(n))
    whole = np.asarray(np.isfinite(errors).all(axis=2))
    scaled = np.nan_to_num(errors) / np.sqrt(np.maximum(own, 1e-12))[:, None, None]
    scaled = np.clip(scaled, -4.0, 4.0) * whole[:, :, None]
    squares = (scaled**2).sum(axis=(1, 2))
    beside = (scaled[:, :, 1:] * scaled[:, :, :-1]).sum(axis=(1, 2)) * horizon / (horizon - 1)
    together = ((scaled.sum(axis=2) ** 2).sum(axis=1) - squares) / (horizon - 1)
    weight = whole.sum(axis=1) / horizon  # stretches that do not overlap
    near = _pooled_ratio(beside, squares, weight)
    far = _pooled_ratio(together, squares, weight)
    return fit_dependence(near, far, horizon)


def _pooled_ratio(top: FloatArray, bottom: FloatArray, weight: FloatArray) -> FloatArray:
    """(n) top / bottom drawn towards the ratio of all items."""
    use = bottom > 1e-9
    if not use.any():
        return np.zeros(len(top))
    own = np.where(use, top / np.where(use, bottom, 1.0), 0.0)
    pooled = float(np.average(own[use], weights=weight[use] + 1e-9))
    share = np.where(use, weight / (weight + _PRIOR_WINDOWS), 0.0)
    return np.asarray(share * own + (1 - share) * pooled)


def fit_dependence(near: FloatArray, far: FloatArray, horizon: int) -> Dependence:
    """Return the dependence whose neighbours correlate ``near`` (n), and all pairs ``far`` (n).

    ``far`` is the mean correlation over all pairs of periods of the horizon, which settles the
    variance of their total. Solved on a grid of the common part, which rises with ``far``.
    """
    grid = np.linspace(0.0, 0.95, 20)
    gap = np.arange(1, horizon)
    pairs = (horizon - gap) / (horizon * (horizon - 1) / 2)
    near = np.clip(near, -0.6, 0.97)
    serial = np.clip((near[:, None] - grid) / (1 - grid), -0.6, 0.97)
    fading = (pairs * serial[:, :, None] ** gap).sum(axis=2)
    mean = grid + (1 - grid) * fading
    best = np.abs(mean - far[:, None]).argmin(axis=1)
    rows = np.arange(len(near))
    return Dependence(grid[best], serial[rows, best])
