"""The next orders: the first is the plan's, the later ones keep the shelf at its level."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.orders.order_calendar import PlannedOrder, order_calendar
from core.restocking.orders.policy import Plan, make_plan
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def calendar(**columns: object) -> tuple[Plan, tuple[PlannedOrder, ...]]:
    demand = made_up_demand(items=6)
    forecast = made_up_forecast(demand)
    terms = made_up_terms(
        demand, {"on_hand": 5.0, "unit_cost": 2.0, "lead_time_sd_days": 0.0, **columns}
    )
    plan = make_plan(forecast, terms, demand.as_of)
    return plan, order_calendar(plan, forecast, terms, orders=6)


def test_the_first_order_is_the_plans():
    """On the plan's day exactly what the plan orders goes out, and arrives a lead time later."""
    plan, orders = calendar()
    first = {order.row: order for order in orders if order.day == plan.as_of}
    assert {row: order.units for row, order in first.items()} == {
        row: s.final_quantity for row, s in enumerate(plan.suggestions) if s.final_quantity > 0
    }
    assert all(order.arrival - order.day == np.timedelta64(14, "D") for order in orders)
    assert all(order.amount == pytest.approx(2 * order.units) for order in orders)


def test_later_orders_replace_what_is_expected_to_sell():
    """Five weekly orders of an item with level sales add up to five weeks of it, but for packs."""
    plan, orders = calendar()
    demand = made_up_demand(items=6)
    mean = made_up_forecast(demand).mean().mean(axis=1).tolist()
    for row in range(6):
        later = sum(o.units for o in orders if o.row == row and o.day > plan.as_of)
        assert later == pytest.approx(5 * mean[row], abs=0.75 * mean[row] + 3)


def test_orders_go_out_on_review_days_in_packs():
    """Days are whole reviews after the plan's, units pack multiples of at least the minimum."""
    plan, orders = calendar(pack_size=6.0, minimum_order=12.0, review_days=10.0)
    assert orders == tuple(sorted(orders, key=lambda order: (order.day, order.row)))
    for order in orders:
        assert int((order.day - plan.as_of).astype(int)) % 10 == 0
        assert order.units % 6 == 0
        assert order.units >= 12


def test_full_shelves_order_later():
    """An item with stock for long appears only when it is needed, or not at all."""
    plan, orders = calendar(on_hand=[5.0, 5.0, 5.0, 5.0, 5.0, 100_000.0])
    assert 5 not in {order.row for order in orders}
    assert plan.suggestions[5].final_quantity == 0
