"""Ranges that hold what they promise: paths reshaped by where past actuals fell in theirs.

The backtest tells where each actual fell in its forecast distribution, as a normal deviate; right
ranges give standard normal deviates. Pooled over items that sell alike, the quantiles of the
deviates around their median say how far out each side of a range must be moved: a split conformal
correction (Vovk, Gammerman & Shafer 2005; restock.md F23) on the normal scale, where whole numbers
and skewed distributions need no special case. Each path keeps its rank in every period, each item
its mean.

Sums over a lead time also depend on how errors of neighbouring periods go together. After the
periods are corrected, the order of the values among the paths is changed, which leaves every
period's distribution as it is and makes sums wider or narrower, until the 95 % quantile of the sums
is where past sums say that it should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.evaluation.backtest import Backtest
from core.evaluation.choice import Choice
from core.evaluation.classes import DemandClass
from core.evaluation.scoring import TAIL, sorted_quantiles
from core.forecasting.forecast import Forecast
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

FloatArray = NDArray[np.float64]
Array32 = NDArray[np.float32]

KNOTS = (0.10, 0.25, 0.50, 0.75, 0.90)
"""Levels at which ranges are corrected; between them along straight lines."""
SUM_LEVEL = 0.95
"""The level at which sums over a lead time must hold: the usual service level."""
PROMISED = (0.50, 0.60, 0.70, 0.80, 0.90, 0.95)
"""Levels that are audited."""

_SMALL_POOL = 30
"""Pairs of item and cutoff at which a pool's own correction weighs as much as the wider pool's.

Periods of one forecast err together: they do not count as separate evidence.
"""
_PASSING = 0.15
"""Standard deviation of a correction (logarithm) from what was odd about the few weeks that the
tests of a backtest share: smaller corrections are hardly believed, larger ones nearly whole. On the
sets of ``tests.benchmarks.calibration`` believing all of them made ranges worse more often than
better, though one of three times too narrow must be mended."""
_NARROWEST, _WIDEST = 0.3, 5.0
"""Corrections are kept within these factors of the range as it was forecast."""
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


@dataclass(frozen=True, slots=True)
class Audit:
    """What ranges promised and what they held, over all chosen forecasts of the backtest.

    levels  (k) promised share (0–1)
    before  (k) share of actuals inside the range as it was forecast
    after   (k) the same once corrected, each cutoff by what the other cutoffs taught
    count   actuals judged
    chance  (k) half width of the band within which ``after`` may lie by chance alone (95 %)
    sums_before, sums_after  share of lead-time sums at most the 95 % quantile; sums_count of them
    """

    levels: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    count: int
    chance: tuple[float, ...]
    sums_before: float
    sums_after: float
    sums_count: int


def calibrated(
    forecast: Forecast, backtest: Backtest, choice: Choice, compute: Compute | None = None
) -> Forecast:
    """Return the forecast of the chosen models with ranges that hold.

    Paths stay ≥ 0, and whole numbers where an item's paths were. Without a backtest the forecast is
    returned as it is.
    """
    if not backtest.cutoffs or not backtest.deviates.size:
        return forecast
    return corrected(forecast, learn_correction(backtest, choice), compute)


def learn_correction(backtest: Backtest, choice: Choice) -> Correction:
    """Return the correction that the backtest of the chosen models teaches.

    Evidence is pooled by the class that an item had at each cutoff, not by the one it has now: an
    item is lumpy now because of the peak that was to be forecast then, and a pool of those would
    teach that peaks come always.
    """
    steps, sums = _chosen_deviates(backtest, choice)
    pools = _pools(backtest, choice)
    return Correction(_deviates(steps, pools), _sum_widths(sums, pools))


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


def audit(backtest: Backtest, choice: Choice) -> Audit | None:
    """Return how far promised ranges held; None where nothing was tested.

    Corrections are learnt at all cutoffs but the one they are judged at. That an item's mean is
    kept afterwards is left out here: it moves ranges by little.
    """
    if len(backtest.cutoffs) < 2 or not backtest.deviates.size:
        return None
    from scipy.special import ndtri

    steps, sums = _chosen_deviates(backtest, choice)
    after = np.full(steps.shape, np.nan)
    sums_after = np.full(sums.shape, np.nan)
    origins = np.arange(len(backtest.cutoffs))
    for origin in origins:
        correction = learn_correction(backtest.at(origins[origins != origin]), choice)
        for row in range(len(steps)):
            after[row, origin] = np.interp(
                steps[row, origin], *_line(correction.deviates[row], _KNOT_DEVIATES)
            )
        sums_after[:, origin] = sums[:, origin] / correction.sum_widths[:, None]
    known = np.isfinite(steps)
    if not known.any():
        return None
    edges = ndtri(0.5 + np.array(PROMISED) / 2)
    held = [(np.abs(after[known]) <= edge) for edge in edges]
    pairs = known.any(axis=2).sum()
    return Audit(
        levels=PROMISED,
        before=tuple(float((np.abs(steps[known]) <= edge).mean()) for edge in edges),
        after=tuple(float(inside.mean()) for inside in held),
        count=int(known.sum()),
        # Only pairs of item and cutoff are independent evidence, not their periods.
        chance=tuple(1.96 * float(np.sqrt(p * (1 - p) / pairs)) for p in PROMISED),
        sums_before=float((sums[known] <= ndtri(SUM_LEVEL)).mean()),
        sums_after=float((sums_after[known] <= ndtri(SUM_LEVEL)).mean()),
        sums_count=int(known.sum()),
    )


def _chosen_deviates(backtest: Backtest, choice: Choice) -> tuple[FloatArray, FloatArray]:
    """(n, o, h) deviates of the chosen models, of periods and of sums."""
    number = {model: m for m, model in enumerate(backtest.models)}
    chosen = np.array([number[model] for model in choice.models], dtype=np.intp)
    rows = np.arange(len(chosen))
    steps, sums = backtest.deviates[chosen, rows], backtest.sum_deviates[chosen, rows]
    return steps.astype(np.float64), sums.astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Pairs of item and cutoff (n, o) that teach, and items (n) that learn from them."""

    evidence: NDArray[np.bool_]
    items: NDArray[np.bool_]


def _pools(backtest: Backtest, choice: Choice) -> tuple[_Pool, ...]:
    """Pools, wide before narrow: everything, each class, each class and model.

    A pool with the evidence of a wider one is left out: it would count the same evidence twice.
    """
    shape = (len(choice.models), len(backtest.cutoffs))
    names = np.array(choice.models, dtype=str)
    now = np.array(choice.classes or ("",) * shape[0], dtype=str)
    then = np.broadcast_to(now[:, None], shape)
    if backtest.classes.size:
        then = np.array(list(DemandClass), dtype=str)[backtest.classes]
    pools = [_Pool(np.ones(shape, dtype=np.bool_), np.ones(shape[0], dtype=np.bool_))]
    for kind in np.unique(now):
        pools.append(_Pool(then == kind, now == kind))
        for name in np.unique(names[now == kind]):
            evidence = (then == kind) & (names == name)[:, None]
            pools.append(_Pool(evidence, (now == kind) & (names == name)))
    distinct: list[_Pool] = []
    for pool in pools:
        same = [
            wider
            for wider in distinct
            if np.array_equal(wider.evidence, pool.evidence) and wider.items[pool.items].all()
        ]
        if not same:
            distinct.append(pool)
    return tuple(distinct)


def _deviates(steps: FloatArray, pools: tuple[_Pool, ...]) -> FloatArray:
    wanted = np.array(KNOTS)
    result = np.broadcast_to(_KNOT_DEVIATES, (len(steps), wanted.size)).copy()
    for pool in pools:
        rows, inside = pool.items, steps[pool.evidence]
        known = inside[np.isfinite(inside)]
        if not known.size:
            continue
        weight = _trust(inside)
        # Around their median: that all fell low in the weeks of the tests is no reason to widen
        # one side and narrow the other, which, with the mean kept, would move the middle upwards.
        own = _conformal(known - np.median(known), wanted)
        result[rows] = weight * own + (1 - weight) * result[rows]
    middle = KNOTS.index(0.50)
    ratio = result / np.where(_KNOT_DEVIATES == 0, 1.0, _KNOT_DEVIATES)
    result = _believed(np.clip(ratio, _NARROWEST, _WIDEST)) * _KNOT_DEVIATES
    result[:, middle] = 0.0
    above = np.maximum.accumulate(result[:, middle:], axis=1)
    below = np.minimum.accumulate(result[:, middle::-1], axis=1)[:, ::-1]
    return np.concatenate([below[:, :-1], above], axis=1)


def _believed(ratio: FloatArray) -> FloatArray:
    """Return a ratio drawn to 1 by how much of it may be passing (James–Stein on logarithms)."""
    log = np.log(ratio)
    return np.asarray(np.exp(log**3 / (log**2 + _PASSING**2)))


def _sum_widths(sums: FloatArray, pools: tuple[_Pool, ...]) -> FloatArray:
    from scipy.special import ndtri

    # The first "sum" is a single period; it is corrected as one.
    longer = sums[:, :, 1:] if sums.shape[2] > 1 else sums
    result = np.ones(len(sums))
    for pool in pools:
        rows, inside = pool.items, longer[pool.evidence]
        known = inside[np.isfinite(inside)]
        if not known.size:
            continue
        weight = _trust(inside)
        own = float(_conformal(known, np.array([SUM_LEVEL]))[0] / ndtri(SUM_LEVEL))
        result[rows] = weight * own + (1 - weight) * result[rows]
    return np.clip(result, _NARROWEST, _WIDEST)


def _trust(deviates: FloatArray) -> float:
    """Weight (0–1) of a pool's own (pairs, h) deviates against what the wider pool says."""
    evidence = float(np.isfinite(deviates).any(axis=1).sum())
    return evidence / (evidence + _SMALL_POOL)


def _conformal(scores: FloatArray, levels: FloatArray) -> FloatArray:
    """The ⌈(n+1)τ⌉-th smallest score above the median, by symmetry the other side below it."""
    ordered = np.sort(scores)
    n = ordered.size
    above = np.minimum(np.ceil((n + 1) * levels), n) - 1
    below = np.maximum(np.floor((n + 1) * levels), 1) - 1
    place = np.where(levels >= 0.5, above, below).astype(np.int64)
    return ordered[np.clip(place, 0, n - 1)]


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
    target = np.stack([np.interp(ranks, *_line(_KNOT_DEVIATES, row)) for row in deviates])
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


def _line(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
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


def _normal(levels: Sequence[float]) -> FloatArray:
    from statistics import NormalDist

    return np.array([NormalDist().inv_cdf(level) for level in levels])


_KNOT_DEVIATES = _normal(KNOTS)
