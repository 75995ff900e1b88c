"""What a plan should be read with: excess, orders to put off, orders to come, transfers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.restocking.deferral import (
    Deferral,
    SupplierMinimum,
    TopUp,
    container_aims,
    find_deferrals,
    supplier_minimums,
    top_up,
)
from core.restocking.excess import Excess, find_excess
from core.restocking.order_calendar import PlannedOrder, order_calendar
from core.restocking.outlook import Outlook, outlook
from core.restocking.policy import Plan
from core.restocking.terms import Terms
from core.restocking.transfers import Transfer, find_transfers
from core.restocking.worth import UnitWorth, unit_worth

_FEWEST_ORDERS, _MOST_ORDERS = 6, 26


@dataclass(frozen=True, slots=True)
class Advice:
    """What the plan should be read with.

    excess    overstock and dead stock, the dearest first
    deferrals orders whose minimum or pack buys for very long, with the cost of waiting
    orders    of the plan's day and the next reviews, by day
    transfers between stores, before more is bought
    top_ups   orders below their supplier's minimum amount: how to reach it, and the cost of
              waiting; then orders that leave a container partly empty, and how to fill it
    """

    excess: tuple[Excess, ...]
    deferrals: tuple[Deferral, ...]
    orders: tuple[PlannedOrder, ...]
    transfers: tuple[Transfer, ...] = ()
    top_ups: tuple[TopUp, ...] = ()


def make_advice(
    plan: Plan,
    demand: Demand,
    forecast: Forecast,
    terms: Terms,
    *,
    holding_rate: float,
) -> Advice:
    """Return the advice for a plan made of the same values."""
    ahead, worth = outlook(forecast, terms, plan.as_of), unit_worth(terms)
    return Advice(
        excess=find_excess(plan, demand, ahead, worth, holding_rate=holding_rate),
        deferrals=find_deferrals(plan, ahead, worth, holding_rate=holding_rate),
        orders=order_calendar(plan, forecast, terms, orders=_reviews_ahead(forecast, terms)),
        transfers=find_transfers(plan, ahead, worth),
        top_ups=_top_ups(plan, terms, ahead, worth, holding_rate),
    )


def _reviews_ahead(forecast: Forecast, terms: Terms) -> int:
    """Return how many orders cover the forecast, of most items; not so few that nothing follows,
    nor so many that nobody reads them."""
    if not len(terms.table):
        return _FEWEST_ORDERS
    days = forecast.horizon * forecast.frequency.days
    review = max(1.0, float(np.median(terms.table["review_days"])))
    return int(np.clip(np.ceil(days / review), _FEWEST_ORDERS, _MOST_ORDERS))


def _top_ups(
    plan: Plan, terms: Terms, ahead: Outlook, worth: UnitWorth, holding_rate: float
) -> tuple[TopUp, ...]:
    def reached(aim: SupplierMinimum) -> TopUp | None:
        return top_up(plan, aim, ahead, worth, holding_rate=holding_rate)

    short = [it for it in map(reached, supplier_minimums(terms)) if it is not None]
    refused = {it.supplier for it in short}
    # An order that the supplier would refuse is brought to the minimum first.
    aims = (it for it in container_aims(terms, plan) if it.supplier not in refused)
    filled = [it for it in map(reached, aims) if it is not None and _is_worth_filling(it)]
    return (*short, *filled)


def _is_worth_filling(found: TopUp) -> bool:
    """Whether the last container is half full already, and more goes in."""
    size = found.aim.amount / found.aim.containers
    return found.after > found.before and found.aim.amount - found.before <= size / 2
