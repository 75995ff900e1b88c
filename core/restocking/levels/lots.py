"""Orders with a cost of their own, solved exactly: (r, Q) reviewed all the time, (s, S) reviewed
every period. What is not there waits (backorders).

Yardsticks for the policy of ``targets``, which works on paths and needs no distribution.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TAIL = 1e-12


@dataclass(frozen=True, slots=True)
class LotPolicy:
    """Order when stock and orders are at or under ``point``, up to or by ``lot`` units; the cost a
    period, currency."""

    point: int
    lot: int
    cost: float


@dataclass(frozen=True, slots=True)
class LotCosts:
    """Currency: order an order; holding a unit and period on hand; short a unit and period owed."""

    order: float
    holding: float
    short: float


def position_cost(costs: LotCosts, mean: float, least: int, most: int) -> Floats:
    """Return the expected holding and shortage cost a period of each position from ``least`` to
    ``most`` units, for Poisson demand with ``mean`` until what is ordered arrives."""
    from scipy.stats import poisson

    top = int(max(most, poisson.ppf(1 - _TAIL, mean))) + 1
    demand = np.arange(top + 1)
    chance = poisson.pmf(demand, mean)
    position = np.arange(least, most + 1)[:, None]
    left = np.maximum(position - demand, 0) @ chance
    # E[(D − y)⁺] = E[D] − y + E[(y − D)⁺], which needs no tail.
    owed = mean - position[:, 0] + left
    return np.asarray(costs.holding * left + costs.short * owed)


def reorder_point_cost(
    point: int, lot: int, costs: LotCosts, rate: float, lead_time: float
) -> float:
    """Return the cost a period of ordering ``lot`` units whenever stock and orders fall to
    ``point``, for Poisson demand of ``rate`` a period (Zheng 1992, Management Science 38(1))."""
    held = position_cost(costs, rate * lead_time, point + 1, point + lot)
    return float((costs.order * rate + held.sum()) / lot)


def best_reorder_point(costs: LotCosts, rate: float, lead_time: float) -> LotPolicy:
    """Return the (r, Q) policy of least cost (Federgruen & Zheng 1992, Operations Research 40(4)).

    Positions are taken in order of their cost, around the best one, as long as each lowers the
    mean.
    """
    mean = rate * lead_time
    span = int(10 * np.sqrt(2 * costs.order * rate / costs.holding) + 10 * mean + 50)
    least = -span
    held = position_cost(costs, mean, least, span)
    low = high = int(held.argmin())
    total, lot = costs.order * rate + held[low], 1
    while True:
        below, above = held[low - 1], held[high + 1]
        if min(below, above) >= total / lot:
            return LotPolicy(point=low + least - 1, lot=lot, cost=float(total / lot))
        low, high = (low - 1, high) if below <= above else (low, high + 1)
        total, lot = total + min(below, above), lot + 1


def order_up_to_cost(point: int, level: int, costs: LotCosts, mean: float) -> float:
    """Return the cost a period of ordering up to ``level`` whenever a review finds ``point`` or
    less, for Poisson demand with ``mean`` a period that is served before the next review.

    A renewal argument: (K + Σ m(j) G(S − j)) / Σ m(j) (Veinott & Wagner 1965).
    """
    renewals = _renewals(mean, level - point)
    held = position_cost(costs, mean, point + 1, level)[::-1]
    return float((costs.order + (renewals * held).sum()) / renewals.sum())


def best_order_up_to(costs: LotCosts, mean: float) -> LotPolicy:
    """Return the (s, S) policy of least cost; ``lot`` is S (Zheng & Federgruen 1991, Operations
    Research 39(4))."""
    from scipy.stats import poisson

    top = int(poisson.ppf(1 - _TAIL, mean) + 10 * np.sqrt(costs.order * (mean + 1)) + 20)
    least = -top
    held = position_cost(costs, mean, least, top)

    def single(level: int) -> float:
        return float(held[level - least])

    best = int(held.argmin()) + least
    cost = _cost_of(costs, mean, single)
    point = best - 1
    while cost(point, best) > single(point):
        point -= 1
    level, least_cost = best, cost(point, best)
    candidate = best + 1
    while single(candidate) <= least_cost:
        if cost(point, candidate) < least_cost:
            level = candidate
            while cost(point, level) <= single(point + 1) and point + 1 < level:
                point += 1
            least_cost = cost(point, level)
        candidate += 1
    return LotPolicy(point, level, least_cost)


def _cost_of(
    costs: LotCosts, mean: float, single: Callable[[int], float]
) -> Callable[[int, int], float]:
    def cost(point: int, level: int) -> float:
        renewals = _renewals(mean, level - point)
        held = np.array([single(level - j) for j in range(level - point)])
        return float((costs.order + (renewals * held).sum()) / renewals.sum())

    return cost


def _renewals(mean: float, count: int) -> Floats:
    """(count) expected visits of each distance under the level before an order."""
    from scipy.stats import poisson

    chance = poisson.pmf(np.arange(count), mean)
    visits = np.zeros(count)
    visits[0] = 1.0 / (1.0 - chance[0])
    for j in range(1, count):
        visits[j] = (visits[:j] * chance[j:0:-1]).sum() / (1.0 - chance[0])
    return visits
