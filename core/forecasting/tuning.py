"""Choosing one smoothing parameter per item from a small grid, with a little help of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.forecasting.history import FloatArray
from core.progress import Progress
from core.wording import Sentence

_PRIOR_PERIODS = 20.0  # periods of its own that all other items' experience counts as


def tune(
    units: FloatArray,
    grid: Sequence[tuple[float, ...]],
    levels: Callable[[FloatArray, tuple[float, ...]], FloatArray],
    progress: Progress,
    stage: Sentence,
    ahead: int,
) -> NDArray[np.int64]:
    """Return (n) the place in ``grid`` of each item's best parameters.

    units   (n, t); levels(units, parameters) gives (n, t) the level after each period
    ahead   periods whose mean the level is judged by, at most a quarter of the history: a restock
            looks several ahead, and judging by the next one alone makes smoothing restless

    Best means the least squared error relative to the grid's mean, weighted by the number of the
    item's errors, plus the mean of all items' as a prior worth ``_PRIOR_PERIODS`` errors.
    """
    n, length = units.shape
    if length < 2:
        return np.full(n, len(grid) // 2, dtype=np.int64)
    ahead = max(1, min(ahead, length // 4))
    target = _mean_ahead(units, ahead)
    score = np.zeros((len(grid), n))
    count = np.zeros(n)
    for number, parameters in enumerate(grid):
        progress.step(number, len(grid), stage)
        error = levels(units, parameters)[:, :-1] - target[:, 1:]
        known = np.isfinite(error)
        known &= np.cumsum(known, axis=1) > 3  # the start of the smoothing is no merit
        count = known.sum(axis=1)
        score[number] = (np.where(known, error, 0.0) ** 2).sum(axis=1)
    progress.step(len(grid), len(grid), stage)
    informed = count >= 4
    if not informed.any():
        return np.full(n, len(grid) // 2, dtype=np.int64)
    # Relative errors, not their logarithm: an item that sold once and never again is forecast
    # without any error by the most restless smoothing, and its log would outweigh all others.
    score /= np.maximum(score.mean(axis=0), 1e-9)
    pooled = np.average(score[:, informed], axis=1, weights=np.minimum(count[informed], 100))
    own = np.where(informed, count / ahead, 0.0)
    return np.asarray((own * score + _PRIOR_PERIODS * pooled[:, None]).argmin(axis=0))


def _mean_ahead(units: FloatArray, ahead: int) -> FloatArray:
    """(n, t) mean of the observed among a period and the ``ahead`` − 1 after it."""
    padded = np.concatenate([units, np.full((len(units), ahead - 1), np.nan)], axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, ahead, axis=1)
    known = np.isfinite(windows)
    count = known.sum(axis=2)
    total = np.where(known, windows, 0.0).sum(axis=2)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
