"""Exponential smoothing in state-space form, run over many series and parameters at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.history import FloatArray

LEAST_INDEX = 0.02  # of a multiplicative season: no phase sells nothing at all for ever


@dataclass(frozen=True, slots=True)
class Form:
    """Which components a model has; its errors are additive.

    trend    "N" none, "A" additive, "D" damped
    season   "N" none, "A" additive, "M" multiplicative
    """

    trend: str = "N"
    season: str = "N"

    def parameters(self, season_length: int) -> int:
        """Return the number of coefficients, starting states and error variance."""
        trend = {"N": 0, "A": 2, "D": 3}[self.trend]
        return 3 + trend + (0 if self.season == "N" else season_length)


@dataclass(frozen=True, slots=True)
class Weights:
    """Coefficients (c): alpha of the level, beta of the trend, gamma of the season, phi damping."""

    alpha: FloatArray
    beta: FloatArray
    gamma: FloatArray
    phi: FloatArray

    def at(self, columns: NDArray[np.intp]) -> Weights:
        """Return the coefficients of some columns."""
        return Weights(
            self.alpha[columns], self.beta[columns], self.gamma[columns], self.phi[columns]
        )


@dataclass(frozen=True, slots=True)
class States:
    """Level (c), trend (c) and season (m, c) of c series before a period; m = 1: no season.

    Row k of the season belongs to the panel's phase k.
    """

    level: FloatArray
    trend: FloatArray
    season: FloatArray


def starting_states(series: FloatArray, form: Form, season_length: int) -> States:
    """Return the states before each of b series (t, b) begins, from its first periods.

    Season: classical decomposition of at most the first four seasons; level and trend: the
    straight line through the first ten periods freed of it (Hyndman, Koehler, Ord & Snyder 2008,
    Forecasting with Exponential Smoothing, 2.6.1).
    """
    length, items = series.shape
    known = np.isfinite(series)
    start = np.where(known.any(axis=0), known.argmax(axis=0), length)
    m = season_length if form.season != "N" else 1
    season = np.full((m, items), 1.0 if form.season == "M" else 0.0)
    if m > 1:
        season = _first_seasons(series, start, m, form.season)
        phase = np.arange(length) % m
        free = series / season[phase] if form.season == "M" else series - season[phase]
    else:
        free = series
    first = np.minimum(start[None] + np.arange(max(10, m))[:, None], max(length - 1, 0))
    ahead = np.take_along_axis(free, first, axis=0) if length else np.zeros((1, items))
    inside = np.isfinite(ahead) & (start[None] + np.arange(len(ahead))[:, None] < length)
    value = np.where(inside, ahead, 0.0)
    time = np.arange(1.0, len(ahead) + 1)[:, None] * inside
    count = np.maximum(inside.sum(axis=0), 1)
    centre, mean = time.sum(axis=0) / count, value.sum(axis=0) / count
    spread = ((time - centre) ** 2 * inside).sum(axis=0)
    slope = ((time - centre) * (value - mean) * inside).sum(axis=0) / np.maximum(spread, 1e-9)
    trend = np.where(spread > 0, slope, 0.0) if form.trend != "N" else np.zeros(items)
    return States(mean - trend * centre, trend, season)


def _first_seasons(series: FloatArray, start: NDArray[np.int64], m: int, kind: str) -> FloatArray:
    """(m, b) indices of the phases over the first four seasons of each series."""
    length, items = series.shape
    kernel = np.ones(m) / m if m % 2 else np.r_[0.5, np.ones(m - 1), 0.5] / m
    half = len(kernel) // 2
    middle = np.full(series.shape, np.nan)
    if length >= len(kernel):
        windows = np.lib.stride_tricks.sliding_window_view(series, len(kernel), axis=0)
        middle[half : half + len(windows)] = windows @ kernel
    early = np.arange(length)[:, None] < start + 4 * m + half
    use = np.isfinite(series) & np.isfinite(middle) & early
    if kind == "M":
        use &= middle > 0
        ratio = np.where(use, series / np.where(use, middle, 1.0), 0.0)
    else:
        ratio = np.where(use, series - middle, 0.0)
    season = np.zeros((m, items))
    for phase in range(m):
        count = np.maximum(use[phase::m].sum(axis=0), 1)
        found = use[phase::m].any(axis=0)
        season[phase] = ratio[phase::m].sum(axis=0) / count
        season[phase] = np.where(found, season[phase], 1.0 if kind == "M" else 0.0)
    if kind == "M":
        season = np.maximum(season, LEAST_INDEX)
        return np.asarray(season / season.mean(axis=0))
    return np.asarray(season - season.mean(axis=0))


@dataclass(frozen=True, slots=True)
class Run:
    """What running models over their series yields.

    squares  (c) sum of squared one-step errors
    kept     states before each of the asked periods, and after the last one
    """

    squares: FloatArray
    kept: tuple[States, ...]


def run_over(
    series: FloatArray,
    states: States,
    weights: Weights,
    form: Form,
    keep: NDArray[np.int64] | None = None,
) -> Run:
    """Run c models over series (t, c), NaN before launch and in gaps, where nothing is learnt.

    keep  periods before which the states are kept, ascending
    """
    level, trend = states.level.copy(), states.trend.copy()
    season = states.season.copy()
    m = len(season)
    squares = np.zeros(series.shape[1])
    begun = np.zeros(series.shape[1], dtype=np.bool_)
    wanted = {int(period) for period in keep} if keep is not None else set()
    kept = []
    trended, multiplied, seasonal = form.trend != "N", form.season == "M", form.season != "N"
    for period, value in enumerate(series):
        if period in wanted:
            kept.append(States(level.copy(), trend.copy(), season.copy()))
        known = np.isfinite(value)
        begun |= known
        phase = season[period % m]
        moved = weights.phi * trend if trended else trend
        base = np.where(begun, level + moved, level) if trended else level
        mean = base * phase if multiplied else base + phase if seasonal else base
        error = np.where(known, value - mean, 0.0)
        squares += error * error
        scaled = error / np.maximum(phase, LEAST_INDEX) if multiplied else error
        level = base + weights.alpha * scaled
        if trended:
            trend = np.where(begun, moved + weights.beta * scaled, trend)
        if multiplied:
            step = error / np.where(np.abs(base) > 1e-9, base, np.inf)
            season[period % m] = np.maximum(phase + weights.gamma * step, LEAST_INDEX)
        elif seasonal:
            season[period % m] = phase + weights.gamma * error
    kept.append(States(level, trend, season))
    return Run(squares, tuple(kept))


def means_ahead(
    states: States, weights: Weights, form: Form, period: int, horizon: int
) -> FloatArray:
    """Return (c, h) the means forecast from states before ``period`` (an index on the panel)."""
    step = np.arange(1, horizon + 1)
    if form.trend == "N":
        drift = np.zeros((len(states.level), horizon))
    else:
        drift = np.cumsum(weights.phi[:, None] ** step, axis=1) * states.trend[:, None]
    base = states.level[:, None] + drift
    phase = states.season[(period + step - 1) % len(states.season)].T
    if form.season == "M":
        return np.asarray(base * phase)
    return np.asarray(base + phase) if form.season == "A" else base
