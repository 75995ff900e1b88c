"""What forecasters know of the past: observed units, launches, withdrawals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand

FloatArray = NDArray[np.float64]


def observed_units(demand: Demand) -> FloatArray:
    """Return (n, t) units per period, NaN where demand is not known.

    Not known: before launch, after withdrawal, and where stock ran out. Sales of a period without
    stock are a lower bound of demand, not demand (restock.md F17), so they are missing, not low.
    """
    units = demand.units.astype(np.float64)
    return np.where(demand.censored, np.nan, units)


def first_observed(units: FloatArray) -> NDArray[np.int64]:
    """Return (n) the index of each item's first observed period; t where there is none."""
    known = np.isfinite(units)
    if units.shape[1] == 0:
        return np.zeros(len(units), dtype=np.int64)
    first = np.where(known.any(axis=1), known.argmax(axis=1), units.shape[1])
    return np.asarray(first, dtype=np.int64)


def is_withdrawn(demand: Demand) -> NDArray[np.bool_]:
    """Return (n) True where an item was sold once and its last period lies after withdrawal."""
    if demand.length == 0:
        return np.zeros(len(demand), dtype=np.bool_)
    gone = np.isnan(demand.units[:, -1]) & ~demand.censored[:, -1]
    return np.asarray(gone & np.isfinite(demand.units).any(axis=1))


def is_counted(units: FloatArray) -> NDArray[np.bool_]:
    """Return (n) True where all observed units are whole numbers; also for an empty history."""
    return np.asarray(np.all(~np.isfinite(units) | (units == np.round(units)), axis=1))


def filled_gaps(units: FloatArray) -> FloatArray:
    """Return (n, t) the units with gaps between observed periods filled on a straight line.

    What lies before the first observed period stays NaN; after the last, the last value goes on.
    Only for methods that need an unbroken past and give filled periods no weight.
    """
    known = np.isfinite(units)
    filled = units.copy()
    periods = np.arange(units.shape[1])
    for row in np.flatnonzero(known.any(axis=1) & ~known.all(axis=1)):
        here = np.flatnonzero(known[row])
        gap = ~known[row] & (periods > here[0])
        filled[row, gap] = np.interp(periods[gap], here, units[row, here])
    return filled


def pooled_level(units: FloatArray) -> tuple[float, float]:
    """Return mean and variance of the recent level of all items: the guess for one without past.

    Level: mean units over an item's last 13 periods. (0, 0) where nothing was ever observed.
    """
    recent = units[:, -13:]
    known = np.isfinite(recent)
    seen = known.any(axis=1)
    if not seen.any():
        return 0.0, 0.0
    level = np.where(known, recent, 0.0).sum(axis=1)[seen] / known.sum(axis=1)[seen]
    # A few best-sellers would carry the mean away: the median stands for an unknown item, the
    # spread of levels (on top of Poisson noise) for how little is known of it.
    middle = float(np.median(level))
    spread = float(np.median(np.abs(level - middle))) * 1.4826
    return middle, middle + spread**2
