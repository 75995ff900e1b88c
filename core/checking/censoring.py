"""Demand of periods in which stock ran out: at least what was sold, and how much more.

Source: restock.md F17; the EM of a Poisson rate with right-censored counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def expected_demand(rate: float | Floats, sold: Floats) -> Floats:
    """Return E[D | D ≥ sold] of Poisson demand of this rate, units; same shape as ``sold``.

    λ·P(D ≥ y - 1) / P(D ≥ y). Golden: λ = 5, y = 5 gives 6.568.
    """
    from scipy.stats import poisson

    least = np.ceil(np.asarray(sold, dtype=np.float64))
    rate = np.asarray(rate, dtype=np.float64)
    tail = poisson.sf(least - 1, rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = rate * poisson.sf(least - 2, rate) / tail
    # Far beyond the rate the tail underflows; what was sold is then all that is known.
    return np.asarray(np.where(tail > 1e-12, np.maximum(expected, least), least))


def censored_rate(sold: Floats, sold_out: NDArray[np.bool_], rounds: int = 200) -> float:
    """Return the demand rate (units a period) of periods some of which sold out.

    sold (t) units, sold_out (t) where demand was at least that. Expectation and maximisation take
    turns until the rate stands still. NaN where no period was in stock all through.
    """
    known = ~sold_out
    if not known.any():
        return float("nan")
    rate = float(sold[known].mean())
    for _ in range(rounds):
        filled = np.where(sold_out, expected_demand(rate, sold), sold)
        following = float(filled.mean())
        if abs(following - rate) <= 1e-9 * max(rate, 1.0):
            return following
        rate = following
    return rate
