"""How much each member of an ensemble counts for an item: set shares, bent by the backtest.

A member's share is multiplied by (its mean loss in the item's class of demand over the least of all
members)⁻⁵. So who did half as badly again in a class counts an eighth there, and where members do
not truly differ the shares stay as they were set. A member that tests do not do justice to may be
spared: its losses then count as no more than the least of the others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.forecasting.pooling import equal_weights

FloatArray = NDArray[np.float64]

_SHARPNESS = 5.0
_SMALL_CLASS = 20
"""Items at which a class's own losses weigh as much as those of all items."""


def learnt_weights(
    loss: NDArray[np.floating],
    kinds: NDArray[np.generic],
    shares: Sequence[float],
    spared: Sequence[bool] | None = None,
) -> FloatArray:
    """Return (m, n) weights adding up to 1 for each item.

    loss    (m, n, o) scaled pinball losses of the members; NaN where not judged
    kinds   (n) class of demand of each item
    shares  (m) what weights are without any losses
    spared  (m) members whose losses are not held against them; none without it
    """
    count = loss.shape[1]
    weights = np.array(equal_weights(shares, count))
    hard = ~np.asarray(spared if spared is not None else np.zeros(len(shares)), dtype=np.bool_)
    # Only where all members were judged: a mean over other items would compare items, not members.
    judged = np.isfinite(loss).all(axis=0)
    if not judged.any():
        return weights
    overall = loss[:, judged].mean(axis=1, dtype=np.float64)
    for kind in np.unique(kinds):
        rows = kinds == kind
        inside = judged[rows]
        items = int(inside.any(axis=1).sum())
        own = loss[:, rows][:, inside].mean(axis=1, dtype=np.float64) if items else overall
        mean = (items * own + _SMALL_CLASS * overall) / (items + _SMALL_CLASS)
        if hard.any():
            mean = np.where(hard, mean, np.minimum(mean, mean[hard].min()))
        least = float(mean.min())
        bent = np.asarray(shares) * ((mean + 1e-9) / (least + 1e-9)) ** -_SHARPNESS
        weights[:, rows] = (bent / bent.sum())[:, None]
    return weights
