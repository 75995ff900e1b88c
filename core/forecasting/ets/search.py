"""The search for components and coefficients of exponential smoothing, for many items at once.

A fixed spread of coefficients is tried for every item and form, then the neighbourhood of the best
is searched in smaller and smaller steps. All trials of all items run through time together: the
arithmetic of a hundred optimisers in one pass over long arrays.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.forecasting.ets.states import Form, States, Weights, run_over, starting_states
from core.forecasting.history import FloatArray

LONGEST_SEASON = 24
"""Longer seasons have more starting states than shops have periods to learn them from."""
SHORTEST_TREND = 10
"""Periods below which no trend is estimated."""
_STEPS = (0.5, 0.25, 0.12)  # of the neighbourhood, on the scale of log-odds × 2
_BOUNDS = np.array([[0.01, 0.99], [0.01, 0.9], [0.001, 0.7], [0.8, 0.98]])
"""Of alpha; of beta as a share of alpha; of gamma as a share of 1 − alpha; of phi."""


def search(series: FloatArray, season_length: int) -> tuple[NDArray[np.object_], FloatArray]:
    """Return the form (b) of least AICc of each series (t, b), and its coefficients (4, b).

    Coefficients are alpha, beta, gamma and phi; 0 where the form has none, phi then 1.
    """
    items = series.shape[1]
    count = np.isfinite(series).sum(axis=0)
    best = np.full(items, np.inf)
    forms = np.full(items, Form(), dtype=object)
    weights = np.tile(np.array([[0.2], [0.0], [0.0], [1.0]]), items)
    for form in candidate_forms(season_length):
        k = form.parameters(season_length)
        least = SHORTEST_TREND if form.trend != "N" else 4
        least = max(least, 2 * season_length + 4) if form.season != "N" else least
        rows = np.flatnonzero((count >= least) & (count > k + 2))
        if not rows.size:
            continue
        squares, found = _fitted(series[:, rows], form, season_length)
        n = count[rows]
        # Of a series without errors the logarithm would be infinite.
        floor = 1e-12 * np.maximum(np.nansum(series[:, rows] ** 2, axis=0), 1e-12)
        criterion = n * np.log(np.maximum(squares, floor) / n) + 2 * k
        criterion += 2 * k * (k + 1) / (n - k - 1)
        better = criterion < best[rows]
        best[rows[better]] = criterion[better]
        forms[rows[better]] = form
        weights[:, rows[better]] = found[:, better]
    return forms, weights


def candidate_forms(season_length: int) -> tuple[Form, ...]:
    """Return the forms that are tried."""
    seasons = ("N", "A", "M") if season_length > 1 else ("N",)
    return tuple(Form(trend, season) for season in seasons for trend in ("N", "D", "A"))


def _fitted(series: FloatArray, form: Form, season_length: int) -> tuple[FloatArray, FloatArray]:
    """Sum of squares (b) and coefficients (4, b) of the best trial of one form."""
    states = starting_states(series, form, season_length)
    used = np.array([True, form.trend != "N", form.season != "N", form.trend == "D"])
    shares = _spread_of_shares(int(used.sum()))
    start = np.full((4, len(shares)), 0.5)
    start[used] = shares.T
    items = np.arange(series.shape[1])
    squares = _squares(series, states, form, start[:, :, None] * np.ones(items.size), used)
    chosen = squares.argmin(axis=0)
    best, centre = squares[chosen, items], start[:, chosen]
    for step in _STEPS:
        near = _neighbours(centre, used, step)
        squares = _squares(series, states, form, near, used)
        chosen = squares.argmin(axis=0)
        better = squares[chosen, items] < best
        best = np.where(better, squares[chosen, items], best)
        centre = np.where(better, near[:, chosen, items], centre)
    return best, _coefficients(centre, used)


def _spread_of_shares(dimensions: int) -> FloatArray:
    """(trials, dimensions) points spread evenly over (0, 1) by an additive recurrence."""
    trials = {1: 8, 2: 16, 3: 24, 4: 32}[dimensions]
    root = {1: 1.618034, 2: 1.324718, 3: 1.220744, 4: 1.167304}[dimensions]
    step = root ** -np.arange(1.0, dimensions + 1)
    return np.asarray((0.5 + np.arange(1, trials + 1)[:, None] * step) % 1.0)


def _neighbours(centre: FloatArray, used: NDArray[np.bool_], step: float) -> FloatArray:
    """(4, trials, b) shares around the centre (4, b): one coefficient changed, or two at once."""
    odds = np.log(np.clip(centre, 1e-4, 1 - 1e-4) / np.clip(1 - centre, 1e-4, 1))
    places = np.flatnonzero(used)
    moves = [np.where(np.arange(4) == place, way, 0.0) for place in places for way in (-1.0, 1.0)]
    for pair in pairwise(places):
        both = np.where(np.isin(np.arange(4), pair), 0.7, 0.0)
        moves += [both, -both]
    moved = odds[:, None, :] + 4.0 * step * np.stack(moves, axis=1)[:, :, None]
    return np.asarray(1 / (1 + np.exp(-np.clip(moved, -8, 8))))


def _coefficients(shares: FloatArray, used: NDArray[np.bool_]) -> FloatArray:
    """Alpha, beta, gamma, phi (4, …) of shares 0–1 of their ranges."""
    span = _BOUNDS.reshape(4, 2, *(1,) * (shares.ndim - 1))
    low, high = span[:, 0], span[:, 1]
    alpha, beta, gamma, phi = low + shares * (high - low)
    zero = np.zeros_like(alpha)
    return np.stack(
        [
            alpha,
            alpha * beta if used[1] else zero,
            (1 - alpha) * gamma if used[2] else zero,
            phi if used[3] else zero + 1.0,
        ]
    )


def _squares(
    series: FloatArray, states: States, form: Form, shares: FloatArray, used: NDArray[np.bool_]
) -> FloatArray:
    """(trials, b) sums of squared errors of the shares (4, trials, b)."""
    trials, items = shares.shape[1:]
    weights = _coefficients(shares, used).reshape(4, trials * items)
    wide = States(
        np.tile(states.level, trials),
        np.tile(states.trend, trials),
        np.tile(states.season, trials),
    )
    run = run_over(np.tile(series, trials), wide, Weights(*weights), form)
    squares = run.squares.reshape(trials, items)
    return np.where(np.isfinite(squares), squares, np.inf)
