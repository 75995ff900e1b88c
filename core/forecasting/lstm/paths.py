"""Sample paths whose quantiles hold for each period and for the sum of periods.

The network gives quantiles of each period and of the sum so far, not how periods hang together.
A Gaussian copula joins the periods; which of a few correlations it has is chosen for each item so
that the sums of its paths agree best with the network's quantiles of the sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.progress import Progress

Floats = NDArray[np.float32]

_ALTERNATING = (-0.45, -0.25, -0.1)
"""Lag-one correlations of the candidates with neighbours that make up for one another."""

_COMMON = (0.0, 0.04, 0.1, 0.18, 0.28, 0.4, 0.55, 0.72, 0.9, 1.0)
"""Shares of the variance that all periods have in common, of the other candidates."""

_TRIAL = 200
_ROWS = 512


def draw_paths(
    single: Floats,
    total: Floats,
    levels: NDArray[np.float64],
    paths: int,
    seed: int,
    progress: Progress,
) -> Floats:
    """Return (n, paths, h) sample paths ≥ 0.

    single and total are (n, h, levels): quantiles in units of each period, and of the mean of all
    periods so far. Each path is a copula draw whose every period has the given marginal: ranks are
    spread evenly, so that with 500 paths the 95 % quantile of a period is met almost exactly.
    """
    count, horizon, _ = single.shape
    rng = np.random.default_rng(seed)
    ranks = _candidate_ranks(horizon, paths, rng)
    trial_ranks = _candidate_ranks(horizon, _TRIAL, rng)
    weights, trial_weights = _interpolation(levels, paths), _interpolation(levels, _TRIAL)
    result = np.empty((count, paths, horizon), dtype=np.float32)
    steps = np.arange(horizon)
    for rows in _chunks(count):
        progress.check()
        chosen = _fitting_candidate(single[rows], total[rows], levels, trial_ranks, trial_weights)
        values = np.maximum(single[rows] @ weights, 0.0)
        for number, candidate in enumerate(chosen):
            # Another order of the paths for each item: items share the draws, not the fate.
            order = rng.permutation(paths)
            result[rows.start + number] = values[number][steps, ranks[candidate][order]]
    return result


def _fitting_candidate(
    single: Floats,
    total: Floats,
    levels: NDArray[np.float64],
    ranks: NDArray[np.intp],
    weights: Floats,
) -> NDArray[np.intp]:
    """Return (n) the candidate whose sums lie closest to the quantiles of the sums.

    Distance is the mean absolute difference over the levels from 0.5 up, which is where stock is
    kept, at a quarter, a half and the whole of the horizon, each over the spread at that place.
    """
    count, horizon, _ = single.shape
    values = np.maximum(single @ weights, 0.0)
    places = np.unique(np.maximum(1, np.round(np.array([0.25, 0.5, 1.0]) * horizon)).astype(int))
    upper = np.flatnonzero((levels >= 0.5) & (levels <= 0.96))
    wanted = np.maximum(total[:, places - 1][:, :, upper], 0.0) * places[:, None]
    spread = wanted[..., -1] - wanted[..., 0] + 1e-6
    trials = ranks.shape[1]
    at = np.clip(np.round(levels[upper] * trials - 0.5).astype(int), 0, trials - 1)
    places_drawn = ranks.transpose(0, 2, 1) + trials * np.arange(horizon)[:, None]
    values = values.reshape(count, -1)
    distance = np.empty((len(ranks), count), dtype=np.float32)
    for number, drawn_from in enumerate(places_drawn):
        # One long row an item: several times as fast as picking cell by cell.
        drawn = np.take(values, drawn_from.ravel(), axis=1, mode="clip")
        drawn = drawn.reshape(count, horizon, trials)
        sums, found = np.zeros((count, trials), dtype=np.float32), np.empty_like(wanted)
        for place, (begin, end) in enumerate(pairwise([0, *places])):
            sums += drawn[:, begin:end].sum(axis=1)
            found[:, place] = np.sort(sums, axis=1)[:, at]
        # The network's own medians of sums may be off; only the spread above them is fitted.
        gap = (found - found[..., :1]) - (wanted - wanted[..., :1])
        distance[number] = (np.abs(gap).mean(-1) / spread).mean(-1)
    return np.asarray(distance.argmin(axis=0))


def _candidate_ranks(horizon: int, paths: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return (candidates, paths, h) the rank of each path among all, at each period."""
    noise = rng.standard_normal((paths, horizon))
    common = rng.standard_normal((paths, 1))
    drawn = []
    for correlation in _ALTERNATING:
        path = np.empty_like(noise)
        path[:, 0] = noise[:, 0]
        for step in range(1, horizon):
            path[:, step] = correlation * path[:, step - 1] + noise[:, step] * np.sqrt(
                1 - correlation**2
            )
        drawn.append(path)
    drawn += [np.sqrt(share) * common + np.sqrt(1 - share) * noise for share in _COMMON]
    return np.argsort(np.argsort(np.stack(drawn), axis=1, kind="stable"), axis=1)


def _interpolation(levels: NDArray[np.float64], paths: int) -> Floats:
    """Return (levels, paths) weights that read the quantiles at (k + ½) / paths.

    Between two levels the quantile function is a line in logit(level). Above the highest it goes
    on as an exponential tail would; below the lowest it stays.
    """
    wanted = (np.arange(paths) + 0.5) / paths
    place, known = np.log(wanted / (1 - wanted)), np.log(levels / (1 - levels))
    weights = np.zeros((len(levels), paths), dtype=np.float32)
    right = np.clip(np.searchsorted(known, place), 1, len(levels) - 1)
    share = (place - known[right - 1]) / (known[right] - known[right - 1])
    share = np.maximum(share, 0.0)
    columns = np.arange(paths)
    weights[right - 1, columns] += 1 - share
    weights[right, columns] += share
    return weights


def _chunks(count: int) -> Iterator[slice]:
    return (slice(begin, min(begin + _ROWS, count)) for begin in range(0, count, _ROWS))
