"""Quantiles of the distribution of units in one period, at the midpoints of p equal shares.

Evenly spread levels instead of random ones: 500 paths then carry the marginal distribution as
exactly as 500 values can, and only their order is random (stratified sampling).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Array32 = NDArray[np.float32]

LARGEST_COUNT = 1024
"""Counts up to here get exact probabilities; beyond, a rounded gamma differs by less than 1 %."""

_ROWS = 512  # rows of the count tables made at once: they stay in the cache


def levels(paths: int) -> NDArray[np.float64]:
    """Return (p) the midpoints of ``paths`` equal shares of probability."""
    return (np.arange(paths) + 0.5) / paths


def marginal_quantiles(
    mean: NDArray[np.floating],
    variance: NDArray[np.floating],
    counted: NDArray[np.bool_],
    paths: int,
) -> Array32:
    """Return (n, h, p) ascending quantiles of units at ``levels(paths)``.

    mean, variance  (n, h) units and units squared per period
    counted         (n) True: whole units, negative binomial, or Poisson where the variance does
                    not exceed the mean; False: gamma (restock.md F4)
    """
    shape = mean.shape
    flat_mean = np.maximum(np.asarray(mean, dtype=np.float64), 0.0).ravel()
    flat_variance = np.maximum(np.asarray(variance, dtype=np.float64), 0.0).ravel()
    whole = np.repeat(np.asarray(counted), shape[1])
    result = np.zeros((flat_mean.size, paths), dtype=np.float32)
    result[~whole] = gamma_quantiles(flat_mean[~whole], flat_variance[~whole], paths)
    result[whole] = count_quantiles(flat_mean[whole], flat_variance[whole], paths)
    return result.reshape(*shape, paths)


def gamma_quantiles(
    mean: NDArray[np.float64],
    variance: NDArray[np.float64],
    paths: int,
    only_largest: bool = False,
) -> Array32:
    """Return (r, p) quantiles of gamma distributions with the given (r) mean and variance.

    Shape k = mean² / variance. Quantiles of the standard distribution are tabled over log k and
    interpolated; the error stays below 0.1 % of the mean. ``only_largest`` gives the last (r, 1).
    """
    grid, table = _gamma_table(paths)
    table = table[:, -1:] if only_largest else table
    result = np.empty((mean.size, table.shape[1]), dtype=np.float32)
    spread = variance > 1e-9 * np.maximum(mean, 1e-9) ** 2
    result[~spread] = mean[~spread, None]
    if not spread.any():
        return result
    shape = np.clip(mean[spread] ** 2 / variance[spread], np.exp(grid[0]), np.exp(grid[-1]))
    place = (np.log(shape) - grid[0]) / (grid[1] - grid[0])
    low = np.minimum(place.astype(np.int64), len(grid) - 2)
    share = (place - low).astype(np.float32)[:, None]
    standard = table[low] * (1 - share) + table[low + 1] * share
    result[spread] = standard * mean[spread].astype(np.float32)[:, None]
    return result


@cache
def _gamma_table(paths: int) -> tuple[NDArray[np.float64], Array32]:
    """(g) log shapes and (g, p) quantiles of gamma distributions with mean 1."""
    from scipy.special import gammaincinv

    grid = np.linspace(np.log(0.005), np.log(1e6), 192)
    shape = np.exp(grid)[:, None]
    quantile = gammaincinv(shape, levels(paths)[None]) / shape
    # The outermost share is represented by its mean, not its midpoint, so that the mean holds:
    # with 500 paths the midpoint loses 1-3 % of the mean of lumpy demand.
    missing = paths - quantile.sum(axis=1)
    quantile[:, -1] += np.maximum(missing, 0.0)
    return grid, quantile.astype(np.float32)


def count_quantiles(
    mean: NDArray[np.float64], variance: NDArray[np.float64], paths: int
) -> Array32:
    """Return (r, p) whole quantiles of negative binomial or Poisson distributions.

    Negative binomial: r = mean² / (variance − mean), prob = mean / variance (restock.md F4).
    """
    variance = np.maximum(variance, mean)
    # The largest count that matters is a little above the gamma's largest quantile.
    reach = np.ceil(gamma_quantiles(mean, variance, paths, only_largest=True)[:, 0] * 1.5 + 12)
    result = np.zeros((mean.size, paths), dtype=np.float32)
    beyond = reach > LARGEST_COUNT
    result[beyond] = np.round(gamma_quantiles(mean[beyond], variance[beyond], paths))
    exact = np.flatnonzero(~beyond)
    order = exact[np.argsort(reach[exact], kind="stable")]
    for start in range(0, order.size, _ROWS):
        rows = order[start : start + _ROWS]
        top = int(reach[rows[-1]])
        result[rows] = _exact_counts(mean[rows], variance[rows], top, paths)
    return result


def _exact_counts(
    mean: NDArray[np.float64], variance: NDArray[np.float64], top: int, paths: int
) -> Array32:
    """(r, p) quantiles from the probabilities of 0 … ``top`` units, by their recursion."""
    number = np.arange(1, top + 1, dtype=np.float64)
    extra = variance - mean
    overdispersed = extra > 1e-6 * np.maximum(mean, 1e-12)
    size = mean**2 / np.where(overdispersed, extra, 1.0)
    fail = np.where(overdispersed, extra / np.where(overdispersed, variance, 1.0), 0.0)
    success = np.log(np.maximum(mean, 1e-12) / np.maximum(variance, 1e-12))
    zero = np.where(overdispersed, success * size, -mean)
    ratio = np.where(
        overdispersed[:, None],
        fail[:, None] * (number - 1 + size[:, None]) / number,
        mean[:, None] / number,
    )
    probability = np.concatenate([np.exp(zero)[:, None], ratio], axis=1)
    cumulative = np.cumsum(np.cumprod(probability, axis=1), axis=1)
    # Quantile j is the number of counts whose cumulative probability lies below level j.
    below = np.ceil(np.clip(cumulative, 0.0, 1.0) * paths - 0.5).astype(np.int64)
    below[:, -1] = paths
    repeats = np.diff(below, axis=1, prepend=0)
    counts = np.broadcast_to(np.arange(top + 1, dtype=np.float32), repeats.shape)
    return np.repeat(counts.ravel(), repeats.ravel()).reshape(len(mean), paths)


def empirical_quantiles(values: NDArray[np.float64], paths: int) -> Array32:
    """Return (r, p) quantiles of each row's observed values (r, s); NaN are left out.

    The inverse of the empirical distribution: only values that were seen. Rows without any are 0.
    """
    if values.shape[1] == 0:
        return np.zeros((len(values), paths), dtype=np.float32)
    ordered = np.sort(values, axis=1)
    count = np.isfinite(ordered).sum(axis=1)
    index = np.floor(levels(paths)[None] * count[:, None]).astype(np.int64)
    index = np.minimum(index, np.maximum(count - 1, 0)[:, None])
    drawn = np.take_along_axis(ordered, index, axis=1)
    return np.nan_to_num(drawn).astype(np.float32)


def interpolated_quantiles(
    known: NDArray[np.float64], values: NDArray[np.floating], paths: int
) -> Array32:
    """Return (n, h, p) quantiles at ``levels(paths)`` from values (n, h, q) at levels (q).

    Straight lines in the level below the median, above it in the log of the remaining probability,
    as an exponential distribution would go; so do the tails beyond the outer levels. Never below 0.
    """
    ordered = np.maximum.accumulate(np.asarray(values, dtype=np.float32), axis=-1)
    # Every wanted quantile is a sum of two known ones: all of them are one product of matrices.
    drawn = ordered @ _interpolation(tuple(known.tolist()), paths)
    return np.maximum(drawn, 0.0, out=drawn)


@cache
def _interpolation(known: tuple[float, ...], paths: int) -> Array32:
    """(q, p) share of each known quantile in each wanted one."""
    marks, wanted = np.array(known), levels(paths)
    right = np.clip(np.searchsorted(marks, wanted), 1, marks.size - 1)
    place, stretched = _stretched(wanted), _stretched(marks)
    share = (place - stretched[right - 1]) / (stretched[right] - stretched[right - 1])
    share = np.clip(share, 0.0, 1.0)
    column = np.arange(paths)
    result = np.zeros((marks.size, paths))
    result[right - 1, column] = 1 - share
    result[right, column] += share
    for outer, inner, beyond, rest, left in (
        (0, 1, wanted < marks[0], marks, wanted),
        (marks.size - 1, marks.size - 2, wanted > marks[-1], 1 - marks, 1 - wanted),
    ):
        steps = np.log(rest[outer] / left[beyond]) / np.log(rest[inner] / rest[outer])
        result[:, beyond] = 0.0
        result[outer, beyond] = 1 + steps
        result[inner, beyond] = -steps
    return result.astype(np.float32)


def _stretched(level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Levels (0-1), those above the median spread out as quantiles of an exponential are."""
    return np.where(level <= 0.5, level, 0.5 - 0.5 * np.log(2 * (1 - np.maximum(level, 0.5))))
