"""Classes of demand (restock.md F18): items that sell alike can be judged together."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand

REGULAR_INTERVAL = 1.32
"""Mean periods between sales (ADI) from which demand counts as intermittent.

This and the next: Syntetos, Boylan & Croston 2005, Journal of the Operational Research Society
56(5).
"""
REGULAR_SIZE = 0.49
"""Squared coefficient of variation of the sizes of sales (CV²) from which they are uneven."""


class DemandClass(StrEnum):
    """How an item sells: at regular or irregular intervals, in even or uneven amounts."""

    SMOOTH = "smooth"
    ERRATIC = "erratic"
    INTERMITTENT = "intermittent"
    LUMPY = "lumpy"
    NEW = "new"
    ENDED = "ended"


def classify(demand: Demand) -> tuple[DemandClass, ...]:
    """Return (n) the class of each item, judged from its first sale on.

    NEW    known for fewer periods than are usually forecast, or sold at most once
    ENDED  withdrawn, or unsold for so long (six mean intervals, and more than the usual horizon)
           that a Poisson seller would do that with a probability of e⁻⁶
    """
    units = demand.units.astype(np.float64)
    known = np.isfinite(units) & ~demand.censored
    sold = known & (units > 0)
    since = known & np.maximum.accumulate(sold, axis=1)
    sales = sold.sum(axis=1)
    behind = np.cumsum(sold[:, ::-1], axis=1)[:, ::-1] == 0
    unsold = (since & behind).sum(axis=1)
    # The interval up to the last sale: the silence after it is what is to be judged against it.
    interval = (since.sum(axis=1) - unsold) / np.maximum(sales, 1)
    usual = demand.frequency.default_horizon
    withdrawn = np.isnan(units[:, -1]) if demand.length else np.zeros(len(demand), dtype=np.bool_)
    ended = (sales > 0) & (withdrawn | (unsold > np.maximum(6 * interval, usual)))
    new = ~ended & ((since.sum(axis=1) < usual) | (sales < 2))
    gaps = since.sum(axis=1) / np.maximum(sales, 1) >= REGULAR_INTERVAL
    uneven = _squared_variation(units, sold) >= REGULAR_SIZE
    kind = np.select(
        [ended, new, gaps & uneven, gaps, uneven],
        [DemandClass.ENDED, DemandClass.NEW, DemandClass.LUMPY, "intermittent", "erratic"],
        DemandClass.SMOOTH,
    )
    return tuple(DemandClass(name) for name in kind)


def _squared_variation(units: NDArray[np.float64], sold: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(n) variance over squared mean of the units of the periods with sales; 0 without any."""
    count = np.maximum(sold.sum(axis=1), 1)
    size = np.where(sold, units, 0.0)
    mean = size.sum(axis=1) / count
    variance = np.where(sold, units - mean[:, None], 0.0) ** 2
    square = np.maximum(mean, 1e-12) ** 2
    return np.asarray(np.where(mean > 0, variance.sum(axis=1) / count / square, 0.0))
