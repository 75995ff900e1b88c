"""A plan cut to a budget keeps the operator's word and the supplier's packs (P40, P43)."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.levels.outlook import outlook
from core.restocking.limits.plan_budget import PlanOffer, budget_frontier, plan_offer, plan_within
from core.restocking.orders.policy import Plan, make_plan
from core.restocking.terms.worth import unit_worth
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def made_up_plan(items: int = 24) -> tuple[Plan, PlanOffer]:
    demand = made_up_demand(items=items)
    forecast = made_up_forecast(demand)
    rng = np.random.default_rng(4)
    columns = {
        "on_hand": rng.integers(0, 40, items).astype(float),
        "unit_cost": np.round(rng.lognormal(1, 1, items), 2),
        "pack_size": rng.integers(1, 13, items).astype(float),
        "minimum_order": rng.integers(0, 20, items).astype(float),
    }
    columns["unit_price"] = columns["unit_cost"] * rng.uniform(1.1, 3.0, items)
    terms = made_up_terms(demand, columns)
    plan = make_plan(forecast, terms, demand.as_of)
    ahead = outlook(forecast, terms, demand.as_of)
    return plan, plan_offer(plan, ahead, unit_worth(terms))


def cost_of(plan: Plan) -> float:
    return sum(s.amount for s in plan.suggestions)


def test_the_outlook_is_the_plans_own():
    """The share of paths covered by the plan's level is the service level asked for."""
    demand = made_up_demand(items=8)
    forecast = made_up_forecast(demand)
    terms = made_up_terms(demand, {"service_level": 0.9, "service_kind": "cycle"})
    plan = make_plan(forecast, terms, demand.as_of)
    ahead = outlook(forecast, terms, demand.as_of)
    for row, item in enumerate(plan.suggestions):
        assert (ahead.protection[row] <= item.order_up_to_level + 1e-3).mean() >= 0.9
        assert (ahead.protection[row] <= item.order_up_to_level - 1).mean() < 0.9


@pytest.mark.parametrize("share", [0.0, 0.15, 0.5, 0.9])
def test_a_plan_within_a_budget_costs_no_more(share: float):
    """The cut plan is within the budget; each order is 0 or packs from the minimum up, and no
    larger than was suggested."""
    plan, offer = made_up_plan()
    cut = plan_within(plan, offer, share * offer.total_cost())
    assert cost_of(cut) <= share * offer.total_cost() + 1e-6
    for before, after in zip(plan.suggestions, cut.suggestions, strict=True):
        assert after.order_quantity == before.order_quantity
        assert after.final_quantity <= before.order_quantity
        assert after.final_quantity % after.pack_size == pytest.approx(0)
        assert after.final_quantity == 0 or after.final_quantity >= after.minimum_order


def test_enough_money_buys_the_plan():
    """At the plan's own cost nothing is cut."""
    plan, offer = made_up_plan()
    assert offer.total_cost() == pytest.approx(cost_of(plan))
    assert plan_within(plan, offer, cost_of(plan)) == plan


def test_what_the_operator_accepted_is_paid_first():
    """Accepted and changed orders stay; their cost comes off the money for the others."""
    plan, _ = made_up_plan()
    row = max(range(len(plan.suggestions)), key=lambda i: plan.suggestions[i].amount)
    plan = plan.decided(row, "accepted", plan.suggestions[row].order_quantity)
    demand = made_up_demand(items=24)
    terms = made_up_terms(
        demand,
        {
            "unit_cost": [s.unit_cost for s in plan.suggestions],
            "on_hand": [s.on_hand for s in plan.suggestions],
        },
    )
    ahead = outlook(made_up_forecast(demand), terms, demand.as_of)
    offer = plan_offer(plan, ahead, unit_worth(terms))
    fixed = plan.suggestions[row].amount
    assert offer.fixed == pytest.approx(fixed)
    cut = plan_within(plan, offer, fixed * 1.2)
    assert cut.suggestions[row] == plan.suggestions[row]
    assert cost_of(cut) <= fixed * 1.2 + 1e-6
    assert cost_of(plan_within(plan, offer, fixed / 2)) == pytest.approx(fixed)


def test_what_has_no_cost_is_left_alone_and_counted():
    """Without cost and price no money can be set against an item."""
    demand = made_up_demand(items=6)
    forecast, terms = made_up_forecast(demand), made_up_terms(demand)
    plan = make_plan(forecast, terms, demand.as_of)
    ahead = outlook(forecast, terms, demand.as_of)
    offer = plan_offer(plan, ahead, unit_worth(terms))
    assert offer.unpriced == sum(s.order_quantity > 0 for s in plan.suggestions)
    assert plan_within(plan, offer, 0.0) == plan


def test_the_frontier_rises():
    """More money, more gain, less and less of it for the next coin."""
    _, offer = made_up_plan()
    line = budget_frontier(offer, 20)
    gains = np.array([point.gain for point in line])
    assert np.all(np.diff(gains) >= -1e-2 * gains[-1])
    assert gains[5] > 0.25 * gains[-1]


def test_missing_costs_follow_the_usual_margin():
    """A price without a cost gives one by the median margin of the others, and is marked."""
    demand = made_up_demand(items=3)
    terms = made_up_terms(
        demand, {"unit_price": [10.0, 20.0, np.nan], "unit_cost": [6.0, np.nan, np.nan]}
    )
    worth = unit_worth(terms)
    np.testing.assert_allclose(worth.cost[:2], [6.0, 12.0])
    np.testing.assert_allclose(worth.margin[:2], [4.0, 8.0])
    assert np.isnan(worth.cost[2])
    assert worth.stated.tolist() == [True, False, False]
