"""What a plan should be read with: excess, orders to put off, orders to come, transfers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.restocking.levels.outlook import outlook
from core.restocking.limits.containers import Packing, packings
from core.restocking.limits.joint_orders import TopUp, supplier_minimums, top_up
from core.restocking.limits.rooms import Room, RoomUse, fit_rooms
from core.restocking.limits.transfers import MovingCost, Transfer, find_transfers
from core.restocking.orders.deferral import Deferral, find_deferrals
from core.restocking.orders.excess import Excess, find_excess
from core.restocking.orders.heavy_safety import HeavySafety, heavy_safety
from core.restocking.orders.order_calendar import PlannedOrder, order_calendar
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from core.restocking.terms.worth import unit_worth

_FEWEST_ORDERS, _MOST_ORDERS = 6, 26


@dataclass(frozen=True, slots=True)
class Advice:
    """What the plan should be read with.

    excess    overstock and dead stock, the dearest first
    deferrals orders whose minimum or pack buys for very long, with the cost of waiting
    orders    of the plan's day and the next reviews, by day
    transfers between stores, before more is bought
    top_ups   orders below their supplier's minimum amount: how to reach it, and the cost of
              waiting
    packings  orders that leave a container partly empty: how to fill it, or do with one fewer
    rooms     what each storage room will hold
    heavy     items that hold more for safety than they are expected to sell; None: hardly any
    """

    excess: tuple[Excess, ...]
    deferrals: tuple[Deferral, ...]
    orders: tuple[PlannedOrder, ...]
    transfers: tuple[Transfer, ...] = ()
    top_ups: tuple[TopUp, ...] = ()
    packings: tuple[Packing, ...] = ()
    rooms: tuple[RoomUse, ...] = ()
    heavy: HeavySafety | None = None


def make_advice(
    plan: Plan,
    demand: Demand,
    forecast: Forecast,
    terms: Terms,
    *,
    holding_rate: float,
    moving: MovingCost | None = None,
    rooms: Sequence[Room] = (),
) -> Advice:
    """Return the advice for a plan made of the same values."""
    ahead, worth = outlook(forecast, terms, plan.as_of), unit_worth(terms)
    minimums = (
        top_up(plan, minimum, ahead, worth, holding_rate=holding_rate)
        for minimum in supplier_minimums(terms)
    )
    short = tuple(it for it in minimums if it is not None)
    refused = {it.supplier for it in short}
    uses = fit_rooms(plan, terms, ahead, worth, rooms).uses
    has_room = not any(use.is_short or use.over > 0 for use in uses)
    packed = packings(plan, terms, ahead, worth, holding_rate=holding_rate, has_room=has_room)
    return Advice(
        excess=find_excess(plan, demand, ahead, worth, holding_rate=holding_rate),
        deferrals=find_deferrals(plan, ahead, worth, holding_rate=holding_rate),
        orders=order_calendar(plan, forecast, terms, orders=_reviews_ahead(forecast, terms)),
        transfers=find_transfers(plan, ahead, worth, moving or MovingCost()),
        top_ups=short,
        # An order that the supplier would refuse is brought to the minimum first.
        packings=tuple(it for it in packed if it.supplier not in refused),
        rooms=uses,
        heavy=heavy_safety(plan, worth),
    )


def _reviews_ahead(forecast: Forecast, terms: Terms) -> int:
    """Return how many orders cover the forecast, of most items; not so few that nothing follows,
    nor so many that nobody reads them."""
    if not len(terms.table):
        return _FEWEST_ORDERS
    days = forecast.horizon * forecast.frequency.days
    review = max(1.0, float(np.median(terms.table["review_days"])))
    return int(np.clip(np.ceil(days / review), _FEWEST_ORDERS, _MOST_ORDERS))
