"""Textbook formulas that weigh money: lot size, one-shot orders, implied service. F numbers are
those of the project's formula reference."""

from __future__ import annotations

import math
from collections.abc import Callable


def shortage_factor(k: float) -> float:
    """Return G(k) = φ(k) − k (1 − Φ(k)), the standard normal loss: F7."""
    return math.exp(-k * k / 2) / math.sqrt(2 * math.pi) - k * 0.5 * math.erfc(k / math.sqrt(2))


def safety_factor(lot_size: float, deviation: float, fill_rate: float) -> float:
    """Return k with σ G(k) = (1 − β) Q: the safety factor of an (s, Q) policy: F7.

    lot_size Q and deviation σ of lead-time demand in units; fill_rate β (0–1). The reorder point
    is mean lead-time demand + k σ.
    """
    from scipy.optimize import brentq

    wanted = (1.0 - fill_rate) * lot_size / deviation
    # G falls from about −k on the left to 0 on the right; the bracket holds any sensible target.
    return float(brentq(lambda k: shortage_factor(k) - wanted, -wanted - 1.0, 10.0, xtol=1e-12))


def expected_undershoot(review_mean: float, review_variance: float) -> float:
    """Return units by which stock lies below the reorder point when it is seen: F8.

    (σ_R² + μ_R²) / (2 μ_R) for demand over a review period; leaving it out overstates the fill
    rate of (R, s, S) policies.
    """
    return (review_variance + review_mean**2) / (2 * review_mean) if review_mean > 0 else 0.0


def economic_order_quantity(order_cost: float, yearly_demand: float, holding_cost: float) -> float:
    """Return √(2 K D / h): order_cost a order, demand a year, holding_cost a unit and year: F9."""
    return math.sqrt(2 * order_cost * yearly_demand / holding_cost)


def lot_size_cost(
    quantity: float, order_cost: float, yearly_demand: float, holding_cost: float
) -> float:
    """Return the yearly cost K D / Q + h Q / 2 of ordering ``quantity`` at a time: F9."""
    return order_cost * yearly_demand / quantity + holding_cost * quantity / 2


def critical_ratio(cost_under: float, cost_over: float) -> float:
    """Return c_u / (c_u + c_o), the service that a one-shot order should have: F10."""
    return cost_under / (cost_under + cost_over)


def newsvendor_quantity(
    quantile: Callable[[float], float], cost_under: float, cost_over: float
) -> float:
    """Return the order with the least expected cost where there is only one chance to order: F10.

    ``quantile`` is the inverse distribution of demand; cost_under is lost on each unit short
    (price − cost), cost_over on each unit left (cost − salvage).
    """
    return quantile(critical_ratio(cost_under, cost_over))


def implied_service(
    unit_price: float,
    unit_cost: float,
    holding_rate: float,
    review_days: float,
    lost_share: float = 1.0,
) -> float:
    """Return the cycle service level that margin and carrying cost justify: F11.

    holding_rate a year as a share of the unit cost; lost_share of the customers who find an empty
    shelf do not come back for it. Clipped to 0.80–0.995: beyond, the inputs are not that good.
    """
    cost_over = unit_cost * holding_rate * review_days / 365
    cost_under = lost_share * (unit_price - unit_cost)
    if cost_under <= 0:
        return 0.80
    return min(max(critical_ratio(cost_under, cost_over), 0.80), 0.995)
