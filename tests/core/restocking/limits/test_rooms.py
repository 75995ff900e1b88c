"""Storage rooms that all items share hold what is ordered, which earns most for its room (F12)."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from core.errors import OptionError
from core.restocking.levels.outlook import outlook
from core.restocking.limits.plan_budget import plan_offer, plan_within
from core.restocking.limits.rooms import Room, fit_rooms, room_sentence
from core.restocking.orders.policy import make_plan
from core.restocking.terms.space import MEASURES, PALLETS, VOLUME
from core.restocking.terms.worth import unit_worth
from tests.core.restocking.made_up_terms import made_up_orders, made_up_terms
from tests.made_up import made_up_demand, made_up_forecast

SIZES = {
    "unit_volume": [0.01, 0.3, 0.02, 0.05, 0.01, 0.02, 0.4, 0.03],
    "unit_weight": [1.0, 2.0, 9.0, 0.1, 0.2, 3.0, 1.0, 0.5],
    "pallet_units": [100.0, 4.0, 50.0, 20.0, 90.0, 60.0, 2.0, 40.0],
}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("share", [0.05, 0.4, 0.9])
def test_no_room_is_overfilled(measure: str, share: float):
    """What is there when the orders come, and the orders, fit in; each is whole packs or nothing,
    and none grows."""
    plan, terms, ahead, worth = made_up_orders(**SIZES, on_hand=6.0, pack_size=5.0)
    loose = fit_rooms(plan, terms, ahead, worth, [Room("", measure, 1e9)]).uses[0]
    amount = loose.there + share * loose.wanted
    found = fit_rooms(plan, terms, ahead, worth, [Room("", measure, amount)])
    use = found.uses[0]
    assert use.is_short
    assert use.there + use.decided + use.fitting <= amount + 1e-6
    for units, it in zip(found.quantity, plan.suggestions, strict=True):
        assert units <= it.order_quantity
        assert units % 5 == pytest.approx(0)


def test_enough_room_cuts_nothing():
    """A room that holds everything leaves the plan as it is, and says how full it gets."""
    plan, terms, ahead, worth = made_up_orders(**SIZES, on_hand=6.0)
    found = fit_rooms(plan, terms, ahead, worth, [Room("", VOLUME, 1e6)])
    assert found.quantity.tolist() == [s.order_quantity for s in plan.suggestions]
    assert not found.uses[0].is_short
    said = str(room_sentence(found.uses[0]))
    assert "when the orders have come" in said
    assert "holds 1,000,000 " in said


def test_room_goes_where_it_earns_most():
    """On a case small enough to try every combination of packs, the gain is within 1 % of the
    best."""
    plan, terms, ahead, worth = made_up_orders(**SIZES, on_hand=0.0, pack_size=24.0)
    space = np.array(SIZES["unit_volume"])
    ordered = np.array([s.order_quantity for s in plan.suggestions])
    position = np.array([s.position for s in plan.suggestions])
    beyond = ahead.beyond(position, np.ones(len(ordered), dtype=bool))

    def gain(units: np.ndarray) -> float:
        return float((worth.margin * np.minimum(beyond, units[:, None]).mean(axis=1)).sum())

    amount = 0.5 * float((ordered * space).sum())
    packs = [np.arange(0, units + 1, 24.0) for units in ordered]
    fitting = (np.array(it) for it in itertools.product(*packs))
    best = max(gain(it) for it in fitting if (it * space).sum() <= amount)
    found = fit_rooms(plan, terms, ahead, worth, [Room("", VOLUME, amount)])
    assert gain(found.quantity) >= 0.99 * best


def test_a_room_is_its_stores_own():
    """A full room of one store leaves the orders of the other alone; a budget buys of what is
    left."""
    demand = made_up_demand(items=8)
    demand = replace(demand, stores=("East", "West") * 4)
    forecast = made_up_forecast(demand)
    terms = made_up_terms(demand, {**SIZES, "unit_cost": 2.0, "unit_price": 5.0, "on_hand": 3.0})
    plan = make_plan(forecast, terms, demand.as_of)
    ahead, worth = outlook(forecast, terms, demand.as_of), unit_worth(terms)
    found = fit_rooms(plan, terms, ahead, worth, [Room("East", PALLETS, 0.1)])
    for units, it in zip(found.quantity, plan.suggestions, strict=True):
        assert it.store == "East" or units == it.order_quantity
    assert found.quantity.sum() < sum(s.order_quantity for s in plan.suggestions)
    offer = plan_offer(plan, ahead, worth, found)
    cut = plan_within(plan, offer, None)
    assert [s.final_quantity for s in cut.suggestions] == found.quantity.tolist()
    poorer = plan_within(plan, offer, 0.5 * offer.total_cost())
    assert all(
        s.final_quantity <= units
        for s, units in zip(poorer.suggestions, found.quantity, strict=True)
    )
    assert sum(s.amount for s in poorer.suggestions) <= 0.5 * offer.total_cost()


def test_what_is_decided_stays_and_is_told():
    """Accepted orders are kept though they do not fit; then no open order is let in, in words."""
    plan, terms, ahead, worth = made_up_orders(**SIZES, on_hand=6.0)
    plan = plan.decided(0, "accepted", plan.suggestions[0].order_quantity)
    found = fit_rooms(plan, terms, ahead, worth, [Room("", VOLUME, 0.001)])
    assert found.quantity[0] == plan.suggestions[0].order_quantity
    assert found.quantity[1:].sum() == 0
    assert found.uses[0].over > 0
    assert "no open order fits" in str(room_sentence(found.uses[0]))


def test_rooms_that_hold_nothing_are_refused():
    """A room needs an amount above 0, in a measure that is known."""
    for measure, amount in ((VOLUME, 0.0), ("barrels", 3.0), (VOLUME, float("nan"))):
        with pytest.raises(OptionError):
            Room("", measure, amount)
