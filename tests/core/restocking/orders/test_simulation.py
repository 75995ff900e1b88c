"""Stock to come: units are conserved, deliveries show, nothing goes below zero."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.restocking.orders.order_calendar import order_calendar
from core.restocking.orders.policy import make_plan
from core.restocking.orders.simulation import play_stock, project_stock
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


@settings(max_examples=100)
@given(
    on_hand=st.integers(0, 500),
    demand=hnp.arrays(np.float64, (4, 30), elements=st.integers(0, 60)),
    arrivals=hnp.arrays(np.float64, 30, elements=st.integers(0, 200)),
)
def test_units_are_conserved_on_every_day_of_every_path(on_hand, demand, arrivals):
    """Stock = stock before + arrivals − served, demand = served + lost, and stock is never < 0."""
    played = play_stock(on_hand, demand, arrivals)
    assert np.array_equal(played.stock[:, 1:], played.stock[:, :-1] + arrivals - played.served)
    assert np.array_equal(played.served + played.lost, demand)
    assert (played.stock >= 0).all()
    assert (played.served >= 0).all()
    # Demand is turned away only when the shelf is empty at the end of the day.
    assert (played.stock[:, 1:][played.lost > 0] == 0).all()


def test_the_order_arrives_after_the_lead_time():
    """2 a day from 20: without the order empty after 10 days, with it refilled on day 14."""
    demand = made_up_demand(1, 30, Frequency.DAILY)
    forecast = Forecast(
        "made_up",
        ("a",),
        ("",),
        np.datetime64("2025-01-06"),
        Frequency.DAILY,
        np.full((1, 20, 30), 2, dtype=np.float32),
    )
    terms = made_up_terms(demand, {"on_hand": 20.0, "lead_time_sd_days": 0.0})
    plan = make_plan(forecast, terms, forecast.cutoff, lost_sales=False)
    seen = project_stock(forecast, terms, plan.suggestions[0], 0, plan.as_of)
    assert seen.days[0] == forecast.cutoff
    assert len(seen.days) == seen.stock.shape[1] == 31
    assert seen.without[1].tolist() == [max(20.0 - 2 * day, 0) for day in range(31)]
    assert seen.stock[1, 13] == 0
    assert seen.stock[1, 14] == plan.suggestions[0].order_quantity == 22
    (arrival,) = seen.arrivals
    assert (arrival.day, arrival.units, arrival.kind) == (
        np.datetime64("2025-01-20"),
        22,
        "advised",
    )
    assert seen.lost_without == pytest.approx(40)
    assert seen.lost == pytest.approx(8 + 10)


def test_projections_are_ordered_quantiles_for_every_frequency():
    """P10 ≤ median ≤ P90, ordering never lessens the stock, and the first day is what is there."""
    for frequency in Frequency:
        demand = made_up_demand(6, 60, frequency)
        terms = made_up_terms(demand, {"on_hand": 30.0, "on_order": 12.0})
        forecast = made_up_forecast(demand, 6)
        plan = make_plan(forecast, terms, demand.end + 1)
        for row, suggestion in enumerate(plan.suggestions):
            seen = project_stock(forecast, terms, suggestion, row, plan.as_of)
            assert (np.diff(seen.stock, axis=0) >= 0).all()
            assert (seen.stock >= seen.without - 1e-9).all()
            assert (seen.stock[:, 0] == 30).all()
            assert seen.lost <= seen.lost_without + 1e-9


def test_orders_of_later_reviews_come_with_the_stock():
    """The path holds every order of the item that arrives within the horizon, each once; without
    any order it is as before."""
    demand = made_up_demand(3, 60)
    forecast, terms = made_up_forecast(demand, 13), made_up_terms(demand, {"on_hand": 5.0})
    plan = make_plan(forecast, terms, demand.as_of)
    orders = order_calendar(plan, forecast, terms, orders=13)
    own = [order for order in orders if order.row == 1]
    assert len(own) > 1
    alone = project_stock(forecast, terms, plan.suggestions[1], 1, plan.as_of)
    stock = project_stock(forecast, terms, plan.suggestions[1], 1, plan.as_of, later=own)
    kinds = [it.kind for it in stock.arrivals]
    assert kinds == ["advised", *["planned"] * (len(own) - 1)]
    assert [it.units for it in stock.arrivals] == [order.units for order in own]
    assert np.array_equal(stock.without, alone.without)
    assert stock.lost <= alone.lost
    assert stock.stock[1, -1] > alone.stock[1, -1]
