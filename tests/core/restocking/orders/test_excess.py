"""Too much stock in money, and what does not sell; never what could not sell (F26, P48)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.restocking.levels.outlook import outlook
from core.restocking.orders.excess import Excess, find_excess, idle_days
from core.restocking.orders.policy import make_plan
from core.restocking.terms.worth import unit_worth
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def excess_of(on_hand: list[float], idle_rows: tuple[int, ...] = ()) -> tuple[Excess, ...]:
    demand = made_up_demand(items=4, length=120)
    units = demand.units.copy()
    for row in idle_rows:
        units[row, 70:] = 0.0
    demand = replace(demand, units=units)
    forecast = made_up_forecast(demand)
    terms = made_up_terms(demand, {"on_hand": on_hand, "unit_cost": 2.0, "unit_price": 3.0})
    plan = make_plan(forecast, terms, demand.as_of)
    ahead = outlook(forecast, terms, demand.as_of)
    return find_excess(plan, demand, ahead, unit_worth(terms))


def test_stock_within_reach_is_no_excess():
    """What sells until the next delivery and 90 days after it is not too much."""
    assert excess_of([10.0, 30.0, 20.0, 15.0]) == ()


def test_excess_is_what_does_not_sell_in_time_in_money():
    """Units beyond the P90 of demand, at cost, with a quarter a year for holding them."""
    (found,) = excess_of([0.0, 10_000.0, 0.0, 0.0])
    assert (found.row, found.kind) == (1, "overstock")
    assert 0 < found.units < 10_000
    assert found.value == pytest.approx(2.0 * found.units)
    assert found.yearly_cost == pytest.approx(found.value / 4)
    assert found.weeks > 15


def test_dead_is_what_has_not_sold_for_long_though_it_is_there():
    """A year without a sale and stock is dead, all of it; without stock it is not."""
    (found,) = excess_of([0.0, 0.0, 7.0, 0.0], idle_rows=(2, 3))
    assert (found.row, found.kind, found.units) == (2, "dead", 7.0)
    assert found.idle_days == 350
    assert found.weeks == np.inf


def test_unknown_stock_is_not_judged():
    """Where the sheets do not say what is there, nothing is too much."""
    assert excess_of([np.nan] * 4, idle_rows=(1,)) == ()


def test_idle_days_count_from_the_end_of_the_last_period_with_a_sale():
    """An item that sold in the last period is idle for no day; one that never sold, always."""
    demand = made_up_demand(items=2, length=10)
    units = np.ones((2, 10), dtype=np.float32)
    units[1, :] = 0
    found = idle_days(replace(demand, units=units))
    assert found.tolist() == [0, 70]
