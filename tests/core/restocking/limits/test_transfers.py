"""Goods are moved between stores before more are bought (F16, P46)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.restocking.levels.outlook import Outlook, outlook
from core.restocking.limits.transfers import (
    MovingCost,
    Transfer,
    bought_beside,
    find_transfers,
    moves_of,
)
from core.restocking.orders.policy import Move, Plan, make_plan
from core.restocking.terms.worth import UnitWorth, unit_worth
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast

FREE = MovingCost()


def two_stores(on_hand: list[float], **columns: object) -> tuple[Plan, Outlook, UnitWorth]:
    """Three items in two stores each: rows 0, 1 are the first, 2, 3 the second, 4, 5 the third."""
    demand = made_up_demand(6, 60)
    items = tuple(f"{row // 2:04d}" for row in range(6))
    demand = replace(demand, items=items, stores=("east", "west") * 3)
    return planned(demand, {"on_hand": on_hand, "unit_cost": 2.0, **columns})


def planned(demand: Demand, columns: dict[str, object]) -> tuple[Plan, Outlook, UnitWorth]:
    """The plan of made-up sales under these terms."""
    forecast, terms = made_up_forecast(demand, 26), made_up_terms(demand, columns)
    plan = make_plan(forecast, terms, demand.as_of)
    return plan, outlook(forecast, terms, demand.as_of), unit_worth(terms)


def agreed(plan: Plan, transfers: Sequence[Transfer]) -> Plan:
    """The plan that moves goods and buys so much less, as the window makes it."""
    made = replace(plan, moves=(*plan.moves, *moves_of(plan, transfers)))
    for row, units in bought_beside(plan, transfers).items():
        made = made.decided(row, "changed", units)
    return made


def test_excess_of_one_store_covers_the_need_of_the_other():
    """What east has too much of goes west; what nobody has too much of is bought."""
    plan, ahead, worth = two_stores([5000.0, 0.0, 0.0, 0.0, 0.0, 3000.0])
    found = find_transfers(plan, ahead, worth, FREE)
    assert {(it.giver, it.taker) for it in found} == {(0, 1), (5, 4)}
    for it in found:
        assert it.units == plan.suggestions[it.taker].need
        assert it.saved == 2 * it.units
        left = plan.suggestions[it.giver].position - it.units
        assert (ahead.cover[it.giver] <= left).mean() >= 0.9
    after = agreed(plan, found)
    assert [after.suggestions[row].final_quantity for row in (1, 4)] == [0, 0]
    assert after.suggestions[2] == plan.suggestions[2] or np.isnan(plan.suggestions[2].unit_cost)


def test_goods_are_conserved():
    """No store gives more than it can spare, none gets more than it needs, however many ask."""
    demand = replace(
        made_up_demand(5, 60), items=("a",) * 5, stores=tuple(f"store {n}" for n in range(5))
    )
    plan, ahead, worth = planned(demand, {"on_hand": [900.0, 0.0, 0.0, 700.0, 0.0]})
    found = find_transfers(plan, ahead, worth, FREE)
    assert found
    for row, it in enumerate(plan.suggestions):
        given = sum(move.units for move in found if move.giver == row)
        taken = sum(move.units for move in found if move.taker == row)
        assert given <= it.on_hand
        assert taken <= np.ceil(it.need)
        assert min(given, taken) == 0


def test_moving_that_costs_more_than_buying_is_not_advised():
    """The cost of a move and of each unit in it is set against the purchase."""
    plan, ahead, worth = two_stores([5000.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    assert not find_transfers(plan, ahead, worth, MovingCost(per_unit=2.0))
    need = plan.suggestions[1].need
    assert not find_transfers(plan, ahead, worth, MovingCost(per_transfer=2 * need))
    found = find_transfers(plan, ahead, worth, MovingCost(per_transfer=need))
    assert [it.saved for it in found] == pytest.approx([need])


def test_unknown_stock_gives_nothing_and_answers_stand():
    """A store whose stock is not known cannot spare any; what was decided is not touched."""
    plan, ahead, worth = two_stores([np.nan, 0.0, 4000.0, 0.0, 0.0, 0.0])
    assert {it.giver for it in find_transfers(plan, ahead, worth, FREE)} == {2}
    assert not find_transfers(plan.decided(3, "accepted", 5.0), ahead, worth, FREE)


def test_what_was_agreed_to_is_not_given_twice():
    """A move that stands in the plan leaves the giver so much less to spare."""
    demand = replace(made_up_demand(3, 60), items=("a",) * 3, stores=("full", "empty", "bare"))
    plan, ahead, worth = planned(demand, {"on_hand": [900.0, 0.0, 0.0]})
    first = find_transfers(plan, ahead, worth, FREE)[:1]
    after = agreed(plan, first)
    assert after.moves == (
        Move("a", "full", after.suggestions[first[0].taker].store, first[0].units),
    )
    again = find_transfers(after, ahead, worth, FREE)
    limit = np.ceil(np.quantile(ahead.cover, 0.9, axis=1))[0]
    given = sum(it.units for it in again) + first[0].units
    assert given <= plan.suggestions[0].position - limit
    assert all(it.taker != first[0].taker for it in again)
