"""Means of members that foretell quantiles only, brought to those of the others, as tests teach.

Such a member's mean hangs on how far its upper quantiles reach, which few periods ever tell; of
slow items it may be twice too high while half of the periods lie below its median, as they should.
Only what sets a member apart from the others is corrected: when all of them forecast too much in
the few weeks of the tests, those weeks were slow, and the next ones may not be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.evaluation.scoring import METRICS
from core.forecasting.pooling import OUTLINED, Outline

FloatArray = NDArray[np.float64]

_SMALL_CLASS = 20
"""Items at which a class's own tests weigh as much as those of all items."""
_OVERLAP = 2.0
"""Cutoffs share history and often periods: their scatter counts as if they were half as many."""
_PASSING = 0.15
"""Standard deviation of a difference (logarithm) from what was odd about the weeks of the tests."""
_STRETCHED = (0.4, 1.6)
_LEAST = 0.2  # of what was sold: who forecast next to nothing says nothing of tails


def with_means_of_others(
    names: Sequence[str],
    outlines: Sequence[Outline],
    weights: FloatArray,
    tailed: frozenset[str],
    scores: Mapping[str, NDArray[np.floating]],
    kinds: NDArray[np.generic],
) -> list[Outline]:
    """Return the members' outlines, those of ``tailed`` members with upper halves that fit.

    names, outlines, weights  of the members; weights (m, n)
    scores  (n, o, len(METRICS)) of each member by name, at the cutoffs that may be known
    kinds   (n) class of demand of each item
    """
    result = list(outlines)
    apart = [k for k, name in enumerate(names) if name in tailed]
    others = [k for k, name in enumerate(names) if name not in tailed]
    if not apart or not others or scores[names[0]].shape[1] < 2:
        return result
    everyone = np.ones(len(kinds), dtype=np.bool_)
    overall = {k: _log_ratios(scores[names[k]], everyone) for k in (*apart, *others)}
    factors = np.ones((len(names), len(kinds)))
    for kind in np.unique(kinds):
        rows = kinds == kind
        trust = rows.sum() / (rows.sum() + _SMALL_CLASS)
        found = {}
        for k, usual in overall.items():
            own = _log_ratios(scores[names[k]], rows)
            found[k] = np.where(np.isfinite(own), trust * own + (1 - trust) * usual, usual)
        share = weights[others][:, rows].mean(axis=1)
        common = sum(part * found[k] for part, k in zip(share / share.sum(), others, strict=True))
        for k in apart:
            factors[k, rows] = np.exp(-_believed(found[k] - common))
    for k in apart:
        result[k] = replace(outlines[k], quantiles=_stretched(outlines[k], factors[k]))
    return result


def _log_ratios(scores: NDArray[np.floating], rows: NDArray[np.bool_]) -> FloatArray:
    """(o) logarithm of units forecast over units sold of some items; NaN where none were sold."""
    part = scores[rows].astype(np.float64)
    sold = np.nansum(part[..., METRICS.index("units")], axis=0)
    ratio = 1.0 + np.nansum(part[..., METRICS.index("bias")], axis=0) / np.where(sold > 0, sold, 1)
    return np.where(sold > 0, np.log(np.maximum(ratio, _LEAST)), np.nan)


def _believed(differences: FloatArray) -> float:
    """Return the mean of (o) differences, drawn to 0 by how much of it may be passing
    (James–Stein)."""
    known = differences[np.isfinite(differences)]
    if known.size < 2:
        return 0.0
    mean = float(known.mean())
    noise = _OVERLAP * float(known.var(ddof=1)) / known.size + _PASSING**2
    return mean**3 / (mean**2 + noise)


def _stretched(outline: Outline, factor: FloatArray) -> NDArray[np.float32]:
    """(n, h, OUTLINED) quantiles with the mean times ``factor`` (n), medians and below as they
    are."""
    middle = outline.quantiles[..., OUTLINED // 2 : OUTLINED // 2 + 1]
    above = np.maximum(outline.quantiles - middle, 0.0)
    missing = (factor[:, None] - 1.0) * outline.quantiles.mean(axis=2)
    reach = np.maximum(above.mean(axis=2), 1e-9)
    return np.asarray(
        outline.quantiles + above * (np.clip(1.0 + missing / reach, *_STRETCHED) - 1.0)[..., None],
        dtype=np.float32,
    )
