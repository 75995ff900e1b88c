"""Ranges that hold what they promise: paths reshaped by where past actuals fell in theirs.

The backtest tells where each actual fell in its forecast distribution, as a normal deviate; right
ranges give standard normal deviates. Pooled over items that sell alike, the quantiles of the
deviates around their median say how far out each side of a range must be moved: a split conformal
correction (Vovk, Gammerman & Shafer 2005; restock.md F23) on the normal scale, where whole numbers
and skewed distributions need no special case. Sums over a lead time have deviates and a correction
of their own, for they also depend on how errors of neighbouring periods go together.

Conformal corrections are exact for exchangeable scores. Those of a backtest are not: all items of a
test share its weeks, and tests share weeks with one another, so that thousands of scores may be one
or two draws of what is common to them (hierarchical conformal prediction: Dunn, Wasserman & Ramdas
2023, JASA 118(544), where the groups, not the scores, are what counts). So what the scores teach is
drawn to what is known without them, by how many stretches of the horizon the tests cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.evaluation.backtest import Backtest
from core.evaluation.choice import Choice
from core.evaluation.classes import DemandClass
from core.evaluation.reshaping import KNOT_DEVIATES, KNOTS, SUM_LEVEL, Correction, corrected, line
from core.evaluation.unseen import unseen_year, with_unseen_season
from core.forecasting.forecast import Forecast

FloatArray = NDArray[np.float64]
Array32 = NDArray[np.float32]

PROMISED = (0.50, 0.60, 0.70, 0.80, 0.90, 0.95)
"""Levels that are audited."""

_SMALL_POOL = 30
"""Pairs of item and cutoff at which a pool's own correction weighs as much as the wider pool's.

Periods of one forecast err together: they do not count as separate evidence.
"""
_PASSING = 0.15
"""Standard deviation of a correction (logarithm) from what was odd about the weeks that the tests
of a backtest share, where they cover ``_USUAL_STRETCHES``: smaller corrections are hardly believed,
larger ones nearly whole. On the sets of ``tests.benchmarks.calibration`` believing all of them made
ranges worse more often than better, though one of three times too narrow must be mended."""
_USUAL_STRETCHES = 4.0
_FEWNESS = 2.0
"""Power of the stretches by which that deviation grows where tests cover fewer: those of 13 weeks
cover less than two, and made right ranges of smooth items half as wide as often as not. Of 0, 1 and
2, on the days of ``tests.benchmarks.calibration`` before the test days."""
_SUMS_UNSEEN = 0.6
"""Logarithm of how much too narrow sums are to be expected where none of a year is known: errors of
a few weeks are all that tells of how errors go together. On four panels cut to 13 weeks
(their days before the test days) 88 to 91 % of sums lay below the 95 % quantiles as made."""
_NARROWING = 2.0
"""How much more of what would narrow sums is taken to be passing: calm weeks of the tests cost
stockouts afterwards. 1, 2 and 4 gave 90, 92 and 92 % on the earlier days of the challenge's items,
88, 92 and 93 % on those of Walmart's departments, and the same elsewhere."""
_SUM_DEVIATE = NormalDist().inv_cdf(SUM_LEVEL)
_NARROWEST, _WIDEST = 0.3, 5.0
"""Corrections are kept within these factors of the range as it was forecast."""


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
    forecast: Forecast,
    backtest: Backtest,
    choice: Choice,
    demand: Demand,
    compute: Compute | None = None,
) -> Forecast:
    """Return the forecast of the chosen models with ranges that hold.

    Paths stay ≥ 0, and whole numbers where an item's paths were. Without a backtest ranges are
    widened only by what a history of less than a year has not seen.

    demand  the history that the forecast was made from
    """
    if backtest.cutoffs and backtest.deviates.size:
        correction = learn_correction(backtest, choice, demand)
        forecast = corrected(forecast, correction, compute)
    return with_unseen_season(forecast, demand)


def learn_correction(backtest: Backtest, choice: Choice, demand: Demand) -> Correction:
    """Return the correction that the backtest of the chosen models teaches.

    Evidence is pooled by the class that an item had at each cutoff, not by the one it has now: an
    item is lumpy now because of the peak that was to be forecast then, and a pool of those would
    teach that peaks come always.

    demand  the history that was tested
    """
    steps, sums = _chosen_deviates(backtest, choice)
    pools = _pools(backtest, choice)
    stretches = _stretches(backtest, demand)
    return Correction(
        _deviates(steps, pools, stretches),
        _sum_widths(sums, pools, stretches, _SUMS_UNSEEN * unseen_year(demand)),
    )


def _stretches(backtest: Backtest, demand: Demand) -> float:
    """How many stretches of the horizon the tests cover: cutoffs may lie closer than that."""
    first, last = demand.frequency.steps(np.array(backtest.cutoffs)[[0, -1]], demand.start)
    return 1.0 + float(last - first) / backtest.horizon


def audit(backtest: Backtest, choice: Choice, demand: Demand) -> Audit | None:
    """Return how far promised ranges held; None where nothing was tested.

    Corrections are learnt at all cutoffs but the one they are judged at. That an item's mean is
    kept afterwards, and what a history of less than a year has not seen, are left out here.

    demand  the history that was tested
    """
    if len(backtest.cutoffs) < 2 or not backtest.deviates.size:
        return None
    steps, sums = _chosen_deviates(backtest, choice)
    after = np.full(steps.shape, np.nan)
    sums_after = np.full(sums.shape, np.nan)
    origins = np.arange(len(backtest.cutoffs))
    for origin in origins:
        correction = learn_correction(backtest.at(origins[origins != origin]), choice, demand)
        for row in range(len(steps)):
            after[row, origin] = np.interp(
                steps[row, origin], *line(correction.deviates[row], KNOT_DEVIATES)
            )
        sums_after[:, origin] = sums[:, origin] / correction.sum_widths[:, None]
    known = np.isfinite(steps)
    if not known.any():
        return None
    from scipy.special import ndtri

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
        sums_before=float((sums[known] <= _SUM_DEVIATE).mean()),
        sums_after=float((sums_after[known] <= _SUM_DEVIATE).mean()),
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


def _deviates(steps: FloatArray, pools: tuple[_Pool, ...], stretches: float) -> FloatArray:
    wanted = np.array(KNOTS)
    result = np.broadcast_to(KNOT_DEVIATES, (len(steps), wanted.size)).copy()
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
    ratio = result / np.where(KNOT_DEVIATES == 0, 1.0, KNOT_DEVIATES)
    result = _believed(ratio, stretches, 0.0) * KNOT_DEVIATES
    result[:, middle] = 0.0
    above = np.maximum.accumulate(result[:, middle:], axis=1)
    below = np.minimum.accumulate(result[:, middle::-1], axis=1)[:, ::-1]
    return np.concatenate([below[:, :-1], above], axis=1)


def _sum_widths(
    sums: FloatArray, pools: tuple[_Pool, ...], stretches: float, expected: float
) -> FloatArray:
    # The first "sum" is a single period; it is corrected as one.
    longer = sums[:, :, 1:] if sums.shape[2] > 1 else sums
    result = np.ones(len(sums))
    for pool in pools:
        rows, inside = pool.items, longer[pool.evidence]
        known = inside[np.isfinite(inside)]
        if not known.size:
            continue
        weight = _trust(inside)
        own = float(_conformal(known, np.array([SUM_LEVEL]))[0] / _SUM_DEVIATE)
        result[rows] = weight * own + (1 - weight) * result[rows]
    return _believed(result, stretches, expected, _NARROWING)


def _believed(
    ratio: FloatArray, stretches: float, expected: float, narrowing: float = 1.0
) -> FloatArray:
    """Return ratios drawn to the one whose logarithm is expected without tests, by how much of the
    difference may be passing (James–Stein on logarithms); ``narrowing`` times as much below it."""
    apart = np.log(np.clip(ratio, _NARROWEST, _WIDEST)) - expected
    passing = _PASSING * (_USUAL_STRETCHES / stretches) ** _FEWNESS
    passing = np.where(apart < 0, narrowing * passing, passing)
    return np.asarray(np.exp(expected + apart**3 / (apart**2 + passing**2)))


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
