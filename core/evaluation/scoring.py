"""Scores of one forecast against what was sold: errors, and where in its range each actual fell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.evaluation import metrics
from core.forecasting.forecast import LEVELS, Forecast
from core.progress import Progress

METRICS = (
    "absolute_error",
    "bias",
    "units",
    "mase",
    "rmsse",
    "pinball",
    "covered_80",
    "quantile_loss",
)
"""What is scored per model, item and cutoff; see ``core.evaluation.metrics``.

absolute_error, bias and units are sums over the horizon in units (so that WAPE over any group is
sum(absolute_error) / sum(units)), and so is quantile_loss, 2 · pinball averaged over levels (so
that the weighted quantile loss of a group is sum(quantile_loss) / sum(units)). mase, rmsse and
pinball are means over horizon and levels, scaled by the item's past. covered_80 is the share of
periods inside the 80 % range. Absolute error, bias and RMSSE judge the mean, MASE the median: each
measure is least for that point (restock.md F21).
"""

TAIL = 0.02
"""Beyond this level on either side a sample says little: deviates go on along a straight line."""
LARGEST = 5.0
"""Deviates are cut off here: an actual that a forecast held to be impossible."""
INWARD = 0.5
"""Share of ties that count as inside a range rather than being split evenly.

A range of a slow seller, "0 to 2", holds more than it promises if an actual on its edge counts as
inside, and no range of whole numbers can help that; if such ties are split by chance, a right
forecast holds exactly what it promises. People count edges in. Half of the ties counted in and half
split is the middle of both counts, and what P26 is judged by. Sums are larger numbers, and stock
hangs on them: there ties are always split.
"""
_CHUNK = 256  # items scored at once: bounds memory to some ten MB


@dataclass(frozen=True, slots=True)
class Scales:
    """What the errors of n items are divided by, from the demand before a cutoff; NaN: no past.

    seasonal, absolute, squared  (n) see ``metrics.absolute_scale`` and ``metrics.squared_scale``
    """

    seasonal: NDArray[np.float64]
    absolute: NDArray[np.float64]
    squared: NDArray[np.float64]


def scales_of(past: Demand) -> Scales:
    """Return the scales of the items of ``past``.

    The seasonal scale takes the plain difference where less than two seasons are known.
    """
    units = np.where(past.censored, np.nan, past.units)
    absolute = metrics.absolute_scale(units)
    seasonal = absolute
    if past.length >= 2 * past.frequency.season_length:
        seasonal = metrics.absolute_scale(units, past.frequency.season_length)
        seasonal = np.where(np.isfinite(seasonal), seasonal, absolute)
    return Scales(seasonal, absolute, metrics.squared_scale(units))


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of one forecast of n items over h periods.

    scores         (n, len(METRICS)) float32; NaN where there is nothing to be judged on
    deviates       (n, h) float16, where each actual fell in its forecast distribution, as a
                   standard normal deviate: 0 at the median, 1.28 at the 90 % quantile
    sum_deviates   (n, h) float16, the same for the units summed over the first 1 … h periods
    """

    scores: NDArray[np.float32]
    deviates: NDArray[np.float16]
    sum_deviates: NDArray[np.float16]


def score_forecast(
    forecast: Forecast,
    actual: NDArray[np.float32],
    scales: Scales,
    seed: int,
    progress: Progress,
) -> Scored:
    """Score a forecast against ``actual`` (n, h), NaN where demand is not known.

    An item whose paths are not all finite and ≥ 0 is not judged: its scores are NaN.
    """
    n, horizon = actual.shape
    scores = np.full((n, len(METRICS)), np.nan, dtype=np.float32)
    deviates = np.full((n, horizon), np.nan, dtype=np.float16)
    sums = np.full((n, horizon), np.nan, dtype=np.float16)
    rng = np.random.default_rng(seed)
    for start in range(0, n, _CHUNK):
        progress.check()
        rows = slice(start, start + _CHUNK)
        paths = forecast.paths[rows]
        valid = np.asarray((np.isfinite(paths) & (paths >= 0)).all(axis=(1, 2)))
        paths = np.where(valid[:, None, None], paths, 0.0)
        here = np.where(valid[:, None], actual[rows], np.nan)
        part = Scales(scales.seasonal[rows], scales.absolute[rows], scales.squared[rows])
        ordered = np.sort(np.ascontiguousarray(paths.transpose(0, 2, 1)), axis=2)
        scores[rows] = _scores(paths, ordered, here, part)
        whole = np.asarray(paths == np.floor(paths))
        counted = np.asarray(whole.all(axis=(1, 2)))[:, None]
        chance = rng.random((2, *here.shape))
        deviates[rows] = normal_deviates(ordered, here, counted, chance[0], INWARD)
        total = np.cumsum(paths, axis=2).transpose(0, 2, 1)
        total = np.sort(np.ascontiguousarray(total), axis=2)
        sums[rows] = normal_deviates(total, np.cumsum(here, axis=1), counted, chance[1], 0.0)
    return Scored(scores, deviates, sums)


def _scores(
    paths: NDArray[np.float32],
    ordered: NDArray[np.float32],
    actual: NDArray[np.float32],
    scales: Scales,
) -> NDArray[np.float32]:
    mean = paths.mean(axis=1)
    quantiles = sorted_quantiles(ordered, np.array(LEVELS))
    loss = metrics.pinball(actual, quantiles, LEVELS).mean(axis=0)
    known = np.isfinite(actual)
    judged = np.asarray(known.any(axis=1))
    error = actual.astype(np.float64) - mean
    low, high = quantiles[LEVELS.index(0.10)], quantiles[LEVELS.index(0.90)]
    held = np.where(known, (actual >= low) & (actual <= high), np.nan)
    middle = quantiles[LEVELS.index(0.50)]
    columns = {
        "absolute_error": np.nansum(np.abs(error), axis=1),
        "bias": -np.nansum(error, axis=1),
        "units": np.nansum(actual, axis=1),
        "mase": metrics.mase(actual, middle, scales.seasonal),
        "rmsse": metrics.rmsse(actual, mean, scales.squared),
        "pinball": metrics.scaled_pinball(actual, quantiles, LEVELS, scales.absolute),
        "covered_80": metrics.mean_known(held),
        "quantile_loss": 2 * np.nansum(loss, axis=1),
    }
    table = np.stack([columns[name] for name in METRICS], axis=1)
    return np.where(judged[:, None], table, np.nan).astype(np.float32)


def sorted_quantiles(
    ordered: NDArray[np.float32], levels: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (levels, …) quantiles of samples sorted along the last axis, as ``numpy.quantile``."""
    position = levels * (ordered.shape[-1] - 1)
    low = np.floor(position).astype(np.int64)
    high = np.minimum(low + 1, ordered.shape[-1] - 1)
    share = position - low
    between = ordered[..., low] * (1 - share) + ordered[..., high] * share
    return np.moveaxis(between, -1, 0)


def normal_deviates(
    ordered: NDArray[np.float32],
    actual: NDArray[np.float32],
    counted: NDArray[np.bool_],
    chance: NDArray[np.float64],
    inward: float,
) -> NDArray[np.float16]:
    """Return where each actual falls in its sample, as a standard normal deviate.

    ordered (…, p) sorted samples; actual, chance (…); counted (…) broadcastable, True where the
    values are whole numbers. If the samples are right, the deviates are standard normal, also for
    counts: an actual that ties with samples takes a random place among them, settled by ``chance``
    (0–1) (the randomised probability integral transform; Czado, Gneiting & Held 2009, Biometrics
    65(4)), except that the share ``inward`` of ties takes the place nearest to the median. Beyond
    the outermost 2 % the deviate grows with the distance from the median, so that it also says how
    much too narrow a range was. NaN where the actual is.
    """
    from scipy.special import ndtri

    size = ordered.shape[-1]
    below = (ordered < actual[..., None]).sum(axis=-1)
    upto = (ordered <= actual[..., None]).sum(axis=-1)
    # The place nearest to the median: an actual on the edge of a range then counts as inside it.
    nearest = np.clip(0.5 * size, below, upto)
    uniform = (chance - inward) / (1 - inward)
    placed = np.where(chance < inward, nearest, below + uniform * (upto - below))
    level = placed / size
    inside = ndtri(np.clip(level, TAIL, 1 - TAIL))
    low, middle, high = sorted_quantiles(ordered, np.array([TAIL, 0.5, 1 - TAIL]))
    edge = float(ndtri(1 - TAIL))
    # Whole numbers lie at least 1 apart; a sample without spread is known no better than that.
    least = np.where(counted, 1.0, 1e-6 * np.maximum(np.abs(middle), 1e-6))
    beyond = np.where(
        actual > high,
        edge * (actual - middle) / np.maximum(high - middle, least),
        edge * (actual - middle) / np.maximum(middle - low, least),
    )
    outside = (actual > high) | (actual < low)
    deviate = np.clip(np.where(outside, beyond, inside), -LARGEST, LARGEST)
    return np.where(np.isfinite(actual), deviate, np.nan).astype(np.float16)
