"""Scenarios side by side: the same futures under other circumstances (P50)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import OptionError
from core.restocking.orders.policy import make_plan
from core.restocking.orders.what_if import AS_PLANNED, Scenario, under, what_if
from core.settings import Settings
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def outcomes(*scenarios: Scenario, **columns: object):
    """What becomes of eight items of North and South."""
    demand = made_up_demand(8, 60)
    terms = made_up_terms(demand, {"on_hand": 20.0, "unit_cost": 2.0, "unit_price": 5.0, **columns})
    forecast = made_up_forecast(demand, 26)
    return demand, terms, forecast, what_if(forecast, terms, demand.as_of, scenarios)


def test_as_planned_is_the_plan():
    """A scenario in which nothing differs orders what the plan orders, and nothing is changed."""
    demand, terms, forecast, (found,) = outcomes(AS_PLANNED)
    before = terms.table.copy()
    plan = make_plan(forecast, terms, demand.as_of)
    assert repr(found.plan) == repr(plan)
    assert found.units == sum(it.order_quantity for it in plan.suggestions)
    assert found.amount == pytest.approx(2 * found.units)
    assert terms.table.equals(before)


def test_circumstances_move_the_figures_where_they_should():
    """More demand and longer deliveries miss more sales, more service fewer; price only margin."""
    names = ("demand", "lead_time", "price")
    scenarios = [Scenario(name, **{name: 2.0}) for name in names]
    _, _, _, found = outcomes(AS_PLANNED, *scenarios, Scenario("sure", service_level=0.995))
    plain, demand, lead, price, sure = found
    assert demand.units > plain.units
    assert demand.lost_units > plain.lost_units
    assert lead.lost_units > plain.lost_units
    assert price.units == plain.units
    assert price.lost_margin == pytest.approx(plain.lost_margin * 8 / 3)
    assert sure.fill_rate > plain.fill_rate
    assert sure.stock_value > plain.stock_value
    assert 0.8 < plain.fill_rate <= 1


def test_a_scenario_of_one_supplier_leaves_the_others_alone():
    """Only North's items are planned anew."""
    columns = {"service_kind": "cycle"}
    _, terms, _, found = outcomes(
        AS_PLANNED, Scenario("North late", lead_time=3, supplier="North"), **columns
    )
    for row, supplier in enumerate(terms.table["supplier"]):
        same = repr(found[0].plan.suggestions[row]) == repr(found[1].plan.suggestions[row])
        assert same == (supplier != "North")


def test_nonsense_is_refused_and_names_are_kept():
    """A scenario has a name and can be planned with; the settings keep it."""
    for wrong in ({"name": " "}, {"name": "x", "demand": -1}, {"name": "x", "service_level": 0.2}):
        with pytest.raises(OptionError, match="name"):
            Scenario(**wrong)
    kept = replace(Settings(), scenarios=(Scenario("Spring", demand=1.2),))
    assert [it.name for it in kept.scenarios] == ["Spring"]


def test_lost_units_are_those_of_the_paths():
    """Counted path by path: what finds nothing before the order comes, and after it."""
    demand, _, forecast, (found,) = outcomes(AS_PLANNED, lead_time_sd_days=0.0)
    total = 0.0
    for row, it in enumerate(found.plan.suggestions):
        lead = forecast.paths[row, :, :2].sum(axis=1)
        week = forecast.paths[row, :, 2]
        left = np.maximum(it.position - lead, 0) + it.final_quantity
        total += float(np.maximum(lead - it.position, 0).mean() + np.maximum(week - left, 0).mean())
    assert found.lost_units == pytest.approx(total, rel=1e-4)
    assert demand.as_of == forecast.cutoff


def test_a_price_moves_demand_only_where_that_was_learnt():
    """At an elasticity of −2 a price of half sells four times as much; where nothing was learnt
    units stay, and that is said."""
    demand = made_up_demand(8, 60)
    terms = made_up_terms(demand, {"on_hand": 20.0, "unit_cost": 2.0, "unit_price": 5.0})
    forecast = made_up_forecast(demand, 26)
    half = Scenario("sale", price=0.5, supplier="North")
    sold, changed = under(forecast, terms, half, np.full(8, -2.0))
    is_north = (terms.table["supplier"] == "North").to_numpy()
    assert sold.paths[is_north] == pytest.approx(4 * forecast.paths[is_north])
    assert np.array_equal(sold.paths[~is_north], forecast.paths[~is_north])
    assert (changed.table["unit_price"] == np.where(is_north, 2.5, 5.0)).all()
    known, plain = (
        what_if(forecast, terms, demand.as_of, [half], elasticity=it)[0]
        for it in (np.full(8, -2.0), None)
    )
    assert known.price_taught
    assert known.units > plain.units
    assert not plain.price_taught
    assert plain.units == what_if(forecast, terms, demand.as_of, [AS_PLANNED])[0].units


def test_goods_bought_elsewhere_take_what_is_usual_there():
    """The other supplier's middle delivery time and minimum, its order days; packs stay the
    goods' own, and its own items stay as they are."""
    demand = made_up_demand(8, 60)
    columns = {
        "lead_time_days": [30.0, 4.0, 30.0, 6.0, 30.0, 6.0, 30.0, 9.0],
        "minimum_order": [50.0, 2.0] * 4,
        "order_days": ["", "1,4"] * 4,
        "pack_size": [12.0, 1.0] * 4,
    }
    terms = made_up_terms(demand, columns)
    scenario = Scenario("near", supplier="North", instead="South")
    table = under(made_up_forecast(demand, 26), terms, scenario)[1].table
    moved = table[terms.table["supplier"] == "North"]
    assert set(moved["supplier"]) == {"South"}
    assert set(moved["lead_time_days"]) == {6.0}
    assert set(moved["minimum_order"]) == {2.0}
    assert set(moved["order_days"]) == {"1,4"}
    assert set(moved["pack_size"]) == {12.0}
    theirs = terms.table["supplier"] == "South"
    assert table[theirs].equals(terms.table[theirs])
    nobody = Scenario("nobody", supplier="North", instead="Nowhere")
    assert under(made_up_forecast(demand, 26), terms, nobody)[1].table.equals(terms.table)
