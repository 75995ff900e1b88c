"""Wait or order, at what cost; the same cover for all items of a supplier (F12, F15, P41, P42)."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.advice import make_advice
from core.restocking.deferral import (
    SupplierMinimum,
    TopUp,
    find_deferrals,
    holding_cost,
    next_container,
    top_up,
    topped_up,
)
from core.restocking.outlook import Outlook, outlook
from core.restocking.policy import Plan, make_plan
from core.restocking.worth import UnitWorth, unit_worth
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def made_up(**columns: object) -> tuple[Plan, Outlook, UnitWorth]:
    demand = made_up_demand(items=8)
    forecast = made_up_forecast(demand)
    terms = made_up_terms(demand, {"unit_cost": 2.0, "unit_price": 5.0, **columns})
    plan = make_plan(forecast, terms, demand.as_of)
    return plan, outlook(forecast, terms, demand.as_of), unit_worth(terms)


def test_holding_is_reckoned_by_hand():
    """73 units at 1 a day lie 36.5 days on average: 73 · 2 · 0.25 · 0.1 years."""
    cost = holding_cost(np.array([73.0]), np.array([1.0]), np.array([2.0]), 0.25)
    assert cost[0] == pytest.approx(73 * 2 * 0.25 * 0.1)


def test_a_large_minimum_of_a_slow_item_waits_and_of_a_scarce_one_does_not():
    """A surplus for years waits where stock lasts; with an empty shelf and goods that sell daily
    and earn well it does not pay to wait."""
    plan, ahead, worth = made_up(minimum_order=3000.0, on_hand=[25.0] * 8)
    found = find_deferrals(plan, ahead, worth)
    assert {d.row for d in found} == {
        row for row, s in enumerate(plan.suggestions) if s.surplus > 90 * ahead.daily[row]
    }
    assert found
    assert all(d.wait == (d.wait_cost < d.order_cost) for d in found)
    assert any(d.wait for d in found)
    plan, ahead, worth = made_up(minimum_order=300.0, on_hand=0.0, unit_price=500.0)
    scarce = [d for d in find_deferrals(plan, ahead, worth) if ahead.daily[d.row] > 1]
    assert scarce
    assert not any(d.wait for d in scarce)


def test_small_surpluses_are_no_question():
    """Packs of one leave nothing to defer."""
    plan, ahead, worth = made_up(on_hand=3.0)
    assert find_deferrals(plan, ahead, worth) == ()


@pytest.mark.parametrize("in_units", [False, True])
def test_a_supplier_below_its_minimum_is_topped_up_evenly(in_units: bool):
    """The order reaches the minimum by less than a pack of each item, and the cover of no item was
    raised by more days than that of another, but for packs."""
    plan, ahead, worth = made_up(pack_size=2.0, on_hand=4.0)
    rows = [row for row, s in enumerate(plan.suggestions) if s.supplier == "North"]
    measure = 1.0 if in_units else 2.0
    planned = sum(plan.suggestions[row].final_quantity for row in rows) * measure
    found = top_up(plan, SupplierMinimum("North", planned * 1.8, in_units), ahead, worth)
    assert found is not None
    assert list(found.rows) == rows
    assert found.before == pytest.approx(planned)
    assert planned * 1.8 <= found.after <= planned * 1.8 + measure * 2 * len(rows) + 1
    for row, units in zip(found.rows, found.quantity, strict=True):
        item = plan.suggestions[row]
        assert units % 2 == 0
        raised = item.order_up_to_level + found.extra_days * ahead.daily[row]
        assert item.on_hand + units <= max(raised + 2, item.on_hand + item.final_quantity)
    changed = topped_up(plan, found)
    assert sum(s.final_quantity for s in changed.suggestions if s.supplier == "North") == sum(
        found.quantity
    )
    others = [s for s in plan.suggestions if s.supplier != "North"]
    assert [s for s in changed.suggestions if s.supplier != "North"] == others


def test_a_minimum_that_is_met_needs_nothing():
    """No top-up where the order is large enough, or where there is no order."""
    plan, ahead, worth = made_up(on_hand=4.0)
    assert top_up(plan, SupplierMinimum("North", 1.0), ahead, worth) is None
    assert top_up(plan, SupplierMinimum("Nobody", 1e6), ahead, worth) is None


def test_a_minimum_out_of_reach_waits():
    """Two years of everything do not make a container: wait."""
    plan, ahead, worth = made_up(on_hand=4.0)
    found = top_up(plan, SupplierMinimum("North", 1e9), ahead, worth)
    assert found is not None
    assert found.wait


def container_of(plan: Plan, ahead: Outlook, worth: UnitWorth, size: float) -> TopUp | None:
    ordered = sum(s.final_quantity for s in plan.suggestions if s.supplier == "North")
    aim = next_container(SupplierMinimum("North", size, in_units=True), ordered)
    assert aim.amount == aim.containers * size
    assert aim.amount - size < ordered <= aim.amount
    return top_up(plan, aim, ahead, worth)


@pytest.mark.parametrize("pack", [1.0, 7.0, 24.0])
def test_a_container_is_filled_and_never_overfilled(pack: float):
    """Whole packs go in until no pack of what is ordered fits any more; waiting is never advised,
    for a container goes out as it is."""
    plan, ahead, worth = made_up(pack_size=pack, on_hand=4.0)
    ordered = sum(s.final_quantity for s in plan.suggestions if s.supplier == "North")
    for size in (ordered * 0.7, ordered * 1.25, ordered * 3):
        found = container_of(plan, ahead, worth, size)
        assert found is not None
        assert found.before <= found.after <= found.aim.amount + 1e-9
        assert found.aim.amount - found.after < pack
        assert all(units % pack == 0 for units in found.quantity)
        assert not found.wait


def test_a_container_is_proposed_from_half_full_on():
    """Once the order fills half of the last container, it is proposed to fill it; a supplier whose
    minimum is not met is brought to that first."""
    demand = made_up_demand(items=8)
    forecast = made_up_forecast(demand)
    base = {"unit_cost": 2.0, "unit_price": 5.0, "on_hand": 4.0}
    plan = make_plan(forecast, made_up_terms(demand, base), demand.as_of)
    ordered = sum(s.final_quantity for s in plan.suggestions if s.supplier == "North")

    def found(**columns: float) -> list[tuple[str, int]]:
        terms = made_up_terms(demand, {**base, **columns})
        advice = make_advice(plan, demand, forecast, terms, holding_rate=0.25)
        return [(it.supplier, it.aim.containers) for it in advice.top_ups if it.supplier == "North"]

    assert found(container_units=ordered * 1.5) == [("North", 1)]
    assert found(container_units=ordered * 2.5) == []
    assert found(container_units=ordered / 1.8) == [("North", 2)]
    assert found(container_units=ordered * 1.5, supplier_minimum=3 * ordered) == [("North", 0)]
