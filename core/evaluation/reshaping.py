"""Paths reshaped by a correction: periods stretched around their medians, sums by a new order.

Each path keeps its rank in every period, each item its mean. Then the order of the values among the
paths is changed, which leaves every period's distribution as it is and makes sums over a lead time
wider or narrower, until their 95 % quantile is where it should be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.evaluation.scoring import TAIL, sorted_quantiles
from core.forecasting.forecast import Forecast
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

FloatArray = NDArray[np.float64]
Array32 = NDArray[np.float32]

KNOTS = (0.10, 0.25, 0.50, 0.75, 0.90)
"""Levels at which ranges are corrected; between them along straight lines."""
KNOT_DEVIATES = np.array([NormalDist().inv_cdf(level) for level in KNOTS])
SUM_LEVEL = 0.95
"""The level at which sums over a lead time must hold: the usual service level."""

_MEAN_KEPT = (0.7, 1.3)
"""How far a corrected item may be scaled to keep its mean."""
_CHUNK = 128  # items reshaped at once: bounds memory to some hundred MB


@dataclass(frozen=True, slots=True)
class Correction:
    """How the ranges of n items are to be moved.

    deviates   (n, len(KNOTS)) where each knot's level must lie, as a normal deviate of the range as
               it was forecast; ascending, 0 at the median, around which ranges are stretched
    sum_widths (n) factor for the distance of the sums' 95 % quantile from their median
    """

    deviates: FloatArray
    sum_widths: FloatArray


def corrected(
    forecast: Forecast, correction: Correction, compute: Compute | None = None
) -> Forecast:
    """Return the forecast with its ranges moved; the same forecast gives the same paths."""
    starts = range(0, len(forecast), _CHUNK)
    tasks = []
    for start in starts:
        rows = slice(start, start + _CHUNK)
        part = Correction(correction.deviates[rows], correction.sum_widths[rows])
        tasks.append(_Chunk(forecast.paths[rows], part, start))
    paths = np.empty_like(forecast.paths)
    done = (compute or Compute(workers=1)).map(_corrected_chunk, tasks, Progress(), say(_STAGE))
    for start, moved in zip(starts, done, strict=True):
        paths[start : start + _CHUNK] = moved
    return replace(forecast, paths=paths)


_STAGE = QT_TRANSLATE_NOOP("core", "Correcting ranges")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Paths (n, p, h) of some items, how to move them, and the number of the first item."""

    paths: NDArray[np.float32]
    correction: Correction
    start: int


def _corrected_chunk(chunk: _Chunk) -> NDArray[np.float32]:
    # A seed of its own: what is drawn here must not depend on what was drawn before.
    rng = np.random.default_rng([20260523, chunk.start])
    return _corrected_paths(chunk.paths, chunk.correction, rng)


def _corrected_paths(
    paths: Array32, correction: Correction, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return (n, p, h) paths with corrected periods, reordered so that sums are corrected too."""
    n, p, h = paths.shape
    whole = np.all(paths == np.floor(paths), axis=(1, 2))
    # Whole numbers stand for the interval up to the next one, in which each path takes a place:
    # so ties are broken by chance, and rounding down afterwards is unbiased.
    place = np.where(whole[:, None, None], rng.random((n, p, h), dtype=np.float32), 0.0)
    spread = np.ascontiguousarray((paths + place).transpose(0, 2, 1))
    order = np.argsort(spread, axis=2)
    spread = np.take_along_axis(spread, order, axis=2)
    moved = np.maximum(_moved(spread, correction.deviates), 0.0)
    # A skewed range that widens gets a higher mean, though nothing says that more will be sold.
    before, after = spread.mean(axis=(1, 2)), moved.mean(axis=(1, 2))
    moved *= np.clip(before / np.maximum(after, 1e-9), *_MEAN_KEPT)[:, None, None]
    moved[whole] = np.floor(moved[whole])
    order = _reordered(moved, order, paths, correction.sum_widths, rng)
    return np.asarray(_put(moved, order).transpose(0, 2, 1))


def _put(ordered: Array32, order: NDArray[np.int64]) -> Array32:
    """Return values sorted along the last axis where ``order`` says that each of them belongs."""
    result = np.empty_like(ordered)
    np.put_along_axis(result, order, ordered, axis=2)
    return result


def _moved(ordered: Array32, deviates: FloatArray) -> Array32:
    """Return (n, h, p) the corrected value at each rank of sorted samples.

    The inverse of ``scoring.normal_deviates``: inside, the sample's quantile at the corrected
    level; in the tails, along the straight line through median and outermost quantile.
    """
    from scipy.special import ndtr, ndtri

    p = ordered.shape[2]
    ranks = ndtri((np.arange(p) + 0.5) / p)
    target = np.stack([np.interp(ranks, *line(KNOT_DEVIATES, row)) for row in deviates])
    edge = float(ndtri(1 - TAIL))
    position = np.clip(ndtr(target) * p - 0.5, 0, p - 1)
    low = np.floor(position).astype(np.int64)
    share = (position - low).astype(np.float32)[:, None, :]
    high = np.minimum(low + 1, p - 1)
    index = (len(ordered), ordered.shape[1], p)
    below = np.take_along_axis(ordered, np.broadcast_to(low[:, None, :], index), axis=2)
    above = np.take_along_axis(ordered, np.broadcast_to(high[:, None, :], index), axis=2)
    inside = below * (1 - share) + above * share
    outer = sorted_quantiles(ordered, np.array([TAIL, 0.5, 1 - TAIL])).astype(np.float32)
    first, middle, last = outer[..., None]
    z = target[:, None, :].astype(np.float32)
    upper = middle + (last - middle) * z / edge
    lower = middle + (middle - first) * z / edge
    # A range that is not moved keeps its sample's own tails.
    still = np.isclose(target, ranks, atol=1e-9)[:, None, :]
    beyond = (np.abs(z) > edge) & ~still
    return np.asarray(np.where(beyond, np.where(z > 0, upper, lower), inside))


def line(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Points for ``numpy.interp``: the knots, continued on the line from the median outwards.

    So tails are as much too narrow as the 80 % range. Knots further out would say more, but on the
    word of few actuals: the peaks of some items would then be given to all.
    """
    far = 20.0
    tiny = 1e-9 * np.arange(x.size)  # interp needs ascending x
    low, high = (far / max(abs(x[i]), 1e-6) for i in (0, -1))
    return (
        np.concatenate([[x[0] * low - 1e-6], x + tiny, [x[-1] * high + 1e-6]]),
        np.concatenate([[y[0] * low], y, [y[-1] * high]]),
    )


def _reordered(
    moved: Array32,
    order: NDArray[np.int64],
    before: Array32,
    widths: FloatArray,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Return (n, h, p) places of sorted values under which sums are as wide as they should be.

    Each path's normal score takes on a share of a score common to all its periods, where sums must
    widen, or of independent noise where they must narrow. With correlations ρ that makes
    (1 − λ)ρ + λ or (1 − λ)ρ, so the variance of a sum moves on a straight line between what it is
    and what it is for periods that go together completely or not at all.
    """
    from scipy.special import ndtri

    n, h, p = moved.shape
    if h == 1:
        return order
    past_width = _upper_width(np.cumsum(before, axis=2).transpose(0, 2, 1))
    wanted = np.asarray(widths[:, None] * past_width)
    now = np.cumsum(_put(moved, order), axis=1)
    ratio = wanted / np.maximum(_upper_width(now), 1e-9)
    variance = now.var(axis=2, dtype=np.float64)
    deviation = moved.std(axis=2, dtype=np.float64)
    together = np.cumsum(deviation, axis=1) ** 2
    apart = np.cumsum(deviation**2, axis=1)
    relative = np.clip(ratio, 0.1, 5.0) ** 2 - 1
    # One direction for all lengths of sum, or a single length, of which chance says little, could
    # turn it round. A single period has no room and no say.
    direction = np.where(relative[:, 1:].mean(axis=1) > 0, 1.0, -1.0)
    need = direction[:, None] * relative * variance
    room = np.where(direction[:, None] > 0, together - variance, variance - apart)
    room = np.maximum(room, 0.0)  # below it by chance, where there is none
    # Least squares over all lengths of sum.
    above = (need * room * _weight(variance)).sum(axis=1)
    below = (room**2 * _weight(variance)).sum(axis=1)
    part = np.clip(np.divide(above, below, out=np.zeros(n), where=below > 0), 0, 1)
    ranked = ndtri((np.arange(p) + 0.5) / p).astype(np.float32)
    score = _put(np.broadcast_to(ranked, (n, h, p)), order)
    common = rng.standard_normal((n, 1, p)).astype(np.float32)
    noise = rng.standard_normal((n, h, p)).astype(np.float32)
    other = np.where(direction[:, None, None] > 0, common, noise)
    share = part.astype(np.float32)[:, None, None]
    return np.argsort(np.sqrt(1 - share) * score + np.sqrt(share) * other, axis=2)


def _weight(variance: FloatArray) -> FloatArray:
    """Weights that make sums of all lengths count alike: a relative error is one of any length."""
    return 1.0 / np.maximum(variance, 1e-9) ** 2


def _upper_width(totals: Array32) -> FloatArray:
    """(…) distance of the 95 % quantile from the median of samples along the last axis."""
    ordered = np.sort(np.ascontiguousarray(totals), axis=-1)
    middle, upper = sorted_quantiles(ordered, np.array([0.5, SUM_LEVEL]))
    return np.asarray(upper - middle)
