"""Sample paths of demand with given distributions per period and the right spread of their sums.

The distribution of each period is given as p quantiles at evenly spread levels. A path takes one
of them in every period; which one, is settled by the ranks of a correlated normal sample (a
Gaussian copula, put in by reordering: Iman & Conover 1982, Communications in Statistics 11(3);
Schefzik, Thorarinsdottir & Gneiting 2013, Statistical Science 28(4)). So the quantiles per period
hold exactly, and errors that go on for several periods make lead-time sums as wide as they are.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.forecasting.quantiles import Array32, levels, marginal_quantiles

_CHUNK = 512  # items reordered at once: bounds memory to about 100 MB
_CLASSES = 10  # steps of a correlation between 0 and 1 that are told apart


@dataclass(frozen=True, slots=True)
class Dependence:
    """How the errors of one item's forecast go together over the horizon.

    The correlation of periods i and j is common + (1 − common) · serial^|i−j|.

    common  (n) 0–1, part that all periods share: an error in the level
    serial  (n) −1–1, correlation of neighbouring periods in the rest
    """

    common: NDArray[np.float64]
    serial: NDArray[np.float64]

    def correlation(self, horizon: int) -> NDArray[np.float64]:
        """Return (n, h, h) correlation matrices."""
        gap = np.abs(np.subtract.outer(np.arange(horizon), np.arange(horizon)))
        fading = self.serial[:, None, None] ** gap
        common = self.common[:, None, None]
        return np.asarray(common + (1 - common) * fading)


def seeded(seed: int, *labels: str) -> np.random.Generator:
    """Return the random generator of ``seed`` for one purpose, told apart by its labels."""
    return np.random.default_rng([seed, *(zlib.crc32(label.encode()) for label in labels)])


def draw_paths(
    mean: NDArray[np.floating],
    variance: NDArray[np.floating],
    counted: NDArray[np.bool_],
    dependence: Dependence,
    paths: int,
    rng: np.random.Generator,
) -> Array32:
    """Return (n, p, h) paths with the given (n, h) mean and variance; see ``marginal_quantiles``.

    Negative binomial or Poisson where ``counted`` (n), else gamma.
    """
    n, horizon = mean.shape
    result = np.empty((n, paths, horizon), dtype=np.float32)
    for start in range(0, n, _CHUNK):
        rows = slice(start, start + _CHUNK)
        quantiles = marginal_quantiles(mean[rows], variance[rows], counted[rows], paths)
        part = Dependence(dependence.common[rows], dependence.serial[rows])
        result[rows] = arrange_alike(quantiles, part, rng)
    return result


def arrange_alike(quantiles: Array32, dependence: Dependence, rng: np.random.Generator) -> Array32:
    """Return (n, p, h) paths that hold the quantiles (n, h, p), in an order with the dependence.

    Items of about the same dependence take their order from a common one, each beginning at another
    place of it: ten times faster than an order of its own, and they stay uncorrelated.
    """
    n, horizon, paths = quantiles.shape
    kept = kept_correlation(quantiles).mean(axis=1)
    common = np.round(np.clip(dependence.common / kept, 0.0, 0.95) * _CLASSES) / _CLASSES
    serial = np.clip(dependence.serial / np.maximum(kept, 0.3), -0.6, 0.97)
    serial = np.round(serial * _CLASSES) / _CLASSES
    classes, member = np.unique(np.stack([common, serial]), axis=1, return_inverse=True)
    orders = [_order(float(one), float(other), horizon, paths) for one, other in classes.T]
    begin = np.asarray(rng.integers(0, paths, n))
    mirrored = np.asarray(rng.random(n) < 0.5)
    result = np.empty((n, paths, horizon), dtype=np.float32)
    for row in range(n):
        order = orders[member[row]][int(mirrored[row])]
        here = order[begin[row] : begin[row] + paths]
        np.take(quantiles[row].ravel(), here, out=result[row], mode="clip")
    return result


def _order(
    common: float, serial: float, horizon: int, paths: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places (2p, h) in an item's flat quantiles (h · p), twice over; and the order upside down."""
    ranks = _ranks(common, serial, horizon, paths).astype(np.intp)
    step = np.arange(horizon) * paths
    first, second = step + ranks, step + paths - 1 - ranks
    return np.concatenate([first, first]), np.concatenate([second, second])


@lru_cache(maxsize=256)
def _ranks(common: float, serial: float, horizon: int, paths: int) -> NDArray[np.uint16]:
    """(p, h) rank of each path in each period; the same for all methods and days, as it is with
    items, which begin at other places."""
    dependence = Dependence(np.array([common]), np.array([serial]))
    root = np.linalg.cholesky(_valid(dependence.correlation(horizon)))
    rng = np.random.default_rng([horizon, paths])
    normals = _whitened(rng, 1, paths, horizon)[0] @ root[0].T.astype(np.float32)
    return np.argsort(np.argsort(normals, axis=0), axis=0).astype(np.uint16)


def _whitened(rng: np.random.Generator, n: int, paths: int, horizon: int) -> Array32:
    """(n, p, h) standard normals; uncorrelated not only on average but in each sample."""
    normals = rng.standard_normal((n, paths, horizon), dtype=np.float32)
    if paths < 4 * horizon:
        return normals
    normals -= normals.mean(axis=1, keepdims=True)
    covariance = (normals.transpose(0, 2, 1) @ normals).astype(np.float64) / paths
    whitening = np.linalg.inv(np.linalg.cholesky(covariance)).transpose(0, 2, 1)
    return np.asarray(normals @ whitening.astype(np.float32))


def kept_correlation(quantiles: Array32) -> NDArray[np.float64]:
    """Return (n, h) the share of two normals' correlation that units of this distribution keep.

    To first order it is (E[X Z] / sd X)², from the first Hermite coefficient of the quantile
    function of X: 1 for normal units, less for skewed and counted ones.
    """
    from scipy.special import ndtri

    normal = ndtri(levels(quantiles.shape[2])).astype(np.float32)
    normal /= np.sqrt(np.mean(normal**2))
    spread = quantiles.std(axis=2)
    product = quantiles @ normal / quantiles.shape[2]
    kept = np.where(spread > 1e-9, product / np.maximum(spread, 1e-9), 1.0)
    return np.asarray(np.clip(kept, 0.3, 1.0) ** 2, dtype=np.float64)


def _valid(correlation: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, h, h) the nearest-looking correlation matrix: smallest eigenvalue lifted above 0."""
    diagonal = np.arange(correlation.shape[1])
    result = correlation.copy()
    result[:, diagonal, diagonal] = 1.0
    smallest = np.linalg.eigvalsh(result)[:, 0]
    lift = np.maximum(1e-4 - smallest, 0.0)[:, None, None]
    return np.asarray((result + lift * np.eye(len(diagonal))) / (1 + lift))
