"""An order whose minimum or pack buys for very long: place it, or wait (restock.md F12)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.outlook import Outlook
from core.restocking.orders.policy import Plan
from core.restocking.terms.worth import UnitWorth

Floats = NDArray[np.float64]

_LONGEST_YEARS = 2.0  # goods that lie longer are worth nothing more to hold than to lose


@dataclass(frozen=True, slots=True)
class Deferral:
    """An order whose minimum or pack buys far more than is needed; costs in currency.

    row         of the plan; surplus units beyond the need, days they last
    order_cost  of holding the surplus until it is sold
    wait_cost   margin expected to be lost if it is ordered at the next review instead
    wait        whether waiting costs less
    """

    row: int
    surplus: float
    days: float
    order_cost: float
    wait_cost: float
    wait: bool


def holding_cost(surplus: Floats, daily: Floats, unit_cost: Floats, yearly_rate: float) -> Floats:
    """(n) currency for holding ``surplus`` units that sell evenly at ``daily`` units a day.

    Half of it lies there on average until it is gone: cost · rate · surplus² ÷ (2 · 365 · daily),
    for two years at most.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        years = np.where(daily > 0, surplus / (2 * 365 * daily), np.inf)
    return np.asarray(unit_cost * yearly_rate * surplus * np.minimum(years, _LONGEST_YEARS))


def find_deferrals(
    plan: Plan,
    ahead: Outlook,
    worth: UnitWorth,
    *,
    holding_rate: float = 0.25,
    most_days: float = 90.0,
) -> tuple[Deferral, ...]:
    """Return the suggestions whose surplus lasts longer than ``most_days``, in the plan's order.

    Where cost or price is not known, both costs are NaN and waiting is not advised. What is not
    ordered as things stand need not be put off.
    """
    position = np.array([s.position for s in plan.suggestions])
    ordered = np.array([s.final_quantity > 0 for s in plan.suggestions], dtype=bool)
    surplus = np.array([max(0.0, s.surplus) for s in plan.suggestions])
    lost = ahead.lost_by_waiting(position) * worth.margin
    holding = holding_cost(surplus, ahead.daily, worth.cost, holding_rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        days = np.where(ahead.daily > 0, surplus / ahead.daily, np.inf)
    return tuple(
        Deferral(
            row=int(row),
            surplus=float(surplus[row]),
            days=float(days[row]),
            order_cost=float(holding[row]),
            wait_cost=float(lost[row]),
            wait=bool(lost[row] < holding[row]),
        )
        for row in np.flatnonzero(ordered & (surplus > 0) & (days > most_days)).tolist()
    )
