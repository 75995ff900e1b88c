"""The season's profile: how much above or below its level each phase sells, shared by the items.

Shape learned on all items, level on the item (restock.md F24): few items have enough history of
their own, so each item's profile is drawn to the common one, the more the fewer units it sold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.history import FloatArray

_PRIOR_UNITS = 60.0  # units sold in a phase that the common profile counts as


@dataclass(frozen=True, slots=True)
class SeasonalProfile:
    """Indices of the phases of a season, 1 on average.

    phases  (n, m); phase 0 is that of the panel's first period
    """

    phases: FloatArray

    def __post_init__(self) -> None:
        self.phases.setflags(write=False)

    def indices(self, start: int, stop: int) -> FloatArray:
        """Return (n, stop − start) the indices of the periods from ``start`` to before ``stop``."""
        return np.asarray(self.phases[:, np.arange(start, stop) % self.phases.shape[1]])


def fit_profile(units: FloatArray, season: int) -> SeasonalProfile:
    """Return the profile of (n, t) units; flat where the panel holds too few seasons.

    Daily and monthly seasons need two whole seasons, yearly ones in weeks likewise; those are
    smoothed over neighbouring weeks, since one week of a year is seen once a year.
    """
    n, length = units.shape
    if season < 2 or length < 2 * season or n == 0:
        return SeasonalProfile(np.ones((n, 1)))
    known = np.isfinite(units)
    level = _centred_mean(units, season)
    use = known & np.isfinite(level) & (level > 0)
    value, mean = np.where(use, units, 0.0), np.where(use, level, 0.0)
    sold, expected = _by_phase(value, season), _by_phase(mean, season)
    if season > 24:
        sold, expected = _smoothed(sold), _smoothed(expected)
    total = expected.sum(axis=0)
    if (total <= 0).any():
        return SeasonalProfile(np.ones((n, 1)))
    common = sold.sum(axis=0) / total
    # A gamma prior on each index, around the common one: posterior mean of a Poisson rate. Units
    # that come in bulk, φ times as variable as Poisson ones, tell only as much as 1/φ of them.
    bulk = ((value - mean) ** 2).sum(axis=1) / np.maximum(mean.sum(axis=1), 1e-9)
    bulk = np.maximum(bulk, 1.0)[:, None]
    phases = (sold / bulk + _PRIOR_UNITS * common) / (expected / bulk + _PRIOR_UNITS)
    phases = np.maximum(phases / phases.mean(axis=1, keepdims=True), 0.02)
    return SeasonalProfile(phases)


def fit_own_profile(units: FloatArray, season: int) -> SeasonalProfile:
    """Return the profile of (n, t) units: an item's own where its season is beyond doubt.

    That is with three seasons of history whose autocorrelation at the season is significant at
    10 %, as in the Theta method (Assimakopoulos & Nikolopoulos 2000): then by classical
    multiplicative decomposition. All others as ``fit_profile``.
    """
    pooled = fit_profile(units, season)
    n, length = units.shape
    if season < 2 or length < 3 * season or n == 0:
        return pooled
    own = is_seasonal(units, season)
    if not own.any():
        return pooled
    level = _centred_mean(units, season)
    use = np.isfinite(units) & np.isfinite(level) & (level > 0)
    ratio = np.where(use, units / np.where(use, level, 1.0), 0.0)
    count = _by_phase(use.astype(np.float64), season)
    phases = _by_phase(ratio, season) / np.maximum(count, 1.0)
    own &= (count > 0).all(axis=1) & (phases > 0).all(axis=1)
    phases = np.maximum(phases / np.maximum(phases.mean(axis=1, keepdims=True), 1e-9), 0.02)
    shared = np.broadcast_to(pooled.phases, (n, pooled.phases.shape[1]))
    if shared.shape[1] == 1:
        shared = np.ones((n, season))
    return SeasonalProfile(np.where(own[:, None], phases, shared))


def is_seasonal(units: FloatArray, season: int) -> NDArray[np.bool_]:
    """Return (n) True where units a season apart go together more than chance makes them.

    |r_m| > 1.645 √((1 + 2 Σ_{i<m} r_i²) / t), with three seasons known.
    """
    known = np.isfinite(units)
    count = known.sum(axis=1)
    mean = np.where(known, units, 0.0).sum(axis=1) / np.maximum(count, 1)
    rest = np.where(known, units - mean[:, None], 0.0)
    variance = np.maximum((rest**2).sum(axis=1), 1e-12)
    squares = np.zeros(len(units))
    for lag in range(1, season):
        squares += ((rest[:, lag:] * rest[:, :-lag]).sum(axis=1) / variance) ** 2
    at_season = (rest[:, season:] * rest[:, :-season]).sum(axis=1) / variance
    limit = 1.645 * np.sqrt((1 + 2 * squares) / np.maximum(count, 1))
    return np.asarray((at_season > limit) & (count >= 3 * season))


def _centred_mean(units: FloatArray, season: int) -> FloatArray:
    """(n, t) mean of the observed in the season around each period; NaN near the ends."""
    known = np.isfinite(units)
    kernel = np.ones(season) if season % 2 else np.r_[0.5, np.ones(season - 1), 0.5]
    half = len(kernel) // 2
    level = np.full(units.shape, np.nan)
    if units.shape[1] < len(kernel):
        return level
    value = _convolved(np.where(known, units, 0.0), kernel)
    count = _convolved(known.astype(np.float64), kernel)
    inner = np.where(count > 0.6 * season, value / np.maximum(count, 1e-9), np.nan)
    level[:, half : half + inner.shape[1]] = inner
    return level


def _convolved(values: FloatArray, kernel: FloatArray) -> FloatArray:
    windows = np.lib.stride_tricks.sliding_window_view(values, len(kernel), axis=1)
    return np.asarray(windows @ kernel)


def _by_phase(values: FloatArray, season: int) -> FloatArray:
    """(n, m) sums over the periods of each phase."""
    n, length = values.shape
    padded = np.zeros((n, -(-length // season) * season))
    padded[:, :length] = values
    return np.asarray(padded.reshape(n, -1, season).sum(axis=1))


def _smoothed(values: FloatArray) -> FloatArray:
    """(n, m) running sums over five neighbouring phases, round the year."""
    return np.asarray(sum(np.roll(values, shift, axis=1) for shift in range(-2, 3)))
