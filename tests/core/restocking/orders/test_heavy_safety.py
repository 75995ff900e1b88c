"""Safety stock of lumpy goods is pointed out, with what it is beside their sales."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.restocking.orders.heavy_safety import heavy_safety, heavy_safety_sentence
from core.restocking.orders.policy import Plan, make_plan
from core.restocking.terms.worth import UnitWorth, unit_worth
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def shop(lumpy: int) -> tuple[Plan, UnitWorth]:
    """Return the plan of eight items, the first of which sell 60 at once, in one week of thirty."""
    demand = made_up_demand(8, 60)
    forecast = made_up_forecast(demand, 13)
    paths = np.random.default_rng(4).poisson(20.0, forecast.paths.shape)
    rare = np.random.default_rng(5).random(paths[:lumpy].shape) < 1 / 30
    paths[:lumpy] = rare * 60
    terms = made_up_terms(demand, {"unit_cost": 2.0, "service_kind": "cycle"})
    forecast = replace(forecast, paths=paths.astype(np.float32))
    return make_plan(forecast, terms, demand.as_of), unit_worth(terms)


def test_lumpy_goods_that_hold_most_of_the_safety_stock_are_told():
    """Six of eight items hold a bulk order each for less than a fifth of it in expected sales; with
    even demand alone nothing is said."""
    found = heavy_safety(*shop(6))
    assert found is not None
    assert found.items == 6
    assert found.level >= 6 * 60
    assert found.expected < found.level / 4
    assert found.share > 0.8
    assert "6 items sell seldom or in lumps" in str(heavy_safety_sentence(found))
    assert heavy_safety(*shop(0)) is None
