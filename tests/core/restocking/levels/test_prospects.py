"""What limits an order: lost sales, the season, the shelf, the supplier; and what it counts on."""

from __future__ import annotations

import numpy as np
import pytest

from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.restocking.orders.policy import Suggestion, make_plan
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand

MONDAY = np.datetime64("2025-01-06")


def steady(columns: dict[str, object], units: float = 2.0, lost_sales: bool = True) -> Suggestion:
    """An item that sells the same every day, delivered in exactly 14 days, reviewed every 7."""
    demand = made_up_demand(1, 30, Frequency.DAILY)
    paths = np.full((1, 50, 90), units, dtype=np.float32)
    forecast = Forecast("made_up", ("a",), ("",), MONDAY, Frequency.DAILY, paths)
    terms = made_up_terms(demand, {"lead_time_sd_days": 0.0, "on_hand": 0.0, **columns})
    return make_plan(forecast, terms, MONDAY, lost_sales=lost_sales).suggestions[0]


def names(it: Suggestion) -> str:
    """The names of the derivation's terms."""
    return " | ".join(str(term.name) for term in it.derivation)


def test_what_is_missed_until_the_delivery_is_not_bought():
    """Nothing on the shelf: 14 sell in the week after the delivery; 28 are missed before it."""
    lost, waits = steady({}), steady({}, lost_sales=False)
    assert (lost.order_up_to_level, lost.order_quantity, waits.order_quantity) == (42, 14, 42)
    assert "Missed before the delivery comes" in names(lost)
    assert "nobody waits for" in str(lost.reason)
    assert steady({"on_hand": 28.0}).order_quantity == 14
    assert lost.units_at_risk == 42


def test_stock_that_is_not_known_shows_the_whole_level():
    """The merchant takes off what is on the shelf, so the level is not cut."""
    assert steady({"on_hand": np.nan}).order_quantity == 42


def test_the_last_order_of_a_season_is_a_newsvendors():
    """Three days are left after the delivery: 6 sell. What leftovers fetch decides on spread
    demand, and what would come after the season is not ordered at all."""
    last = steady({"on_hand": 28.0, "season_end": np.datetime64("2025-01-22", "s")})
    assert last.order_quantity == 6
    late = steady({"season_end": np.datetime64("2025-01-15", "s")})
    assert late.order_quantity == 0
    assert "come too late" in str(late.reason)


def test_leftovers_that_fetch_more_make_the_last_order_larger():
    """F10: c_u / (c_u + c_o) of the paths; .8 with salvage 3, .5 with none."""
    rng = np.random.default_rng(3)
    paths = rng.poisson(4.0, (1, 2000, 30)).astype(np.float32)
    forecast = Forecast("made_up", ("a",), ("",), MONDAY, Frequency.DAILY, paths)
    total = paths[0, :, :17].sum(axis=1)
    for salvage, ratio in ((3.0, 0.8), (0.0, 0.5)):
        terms = made_up_terms(
            made_up_demand(1, 30, Frequency.DAILY),
            {
                "lead_time_sd_days": 0.0,
                "on_hand": np.nan,
                "season_end": np.datetime64("2025-01-22", "s"),
                "unit_cost": 4.0,
                "unit_price": 8.0,
                "salvage_value": salvage,
            },
        )
        it = make_plan(forecast, terms, MONDAY).suggestions[0]
        assert it.order_up_to_level == pytest.approx(np.quantile(total, ratio), abs=1)


def test_goods_that_spoil_are_not_ordered_beyond_their_life():
    """Good for 3 days after they come: 6 sell in time."""
    it = steady({"on_hand": 28.0, "shelf_life_days": 3.0})
    assert it.order_quantity == 6
    assert steady({"on_hand": 28.0, "shelf_life_days": 30.0}).order_quantity == 14


def test_the_suppliers_largest_order_is_in_whole_packs():
    """At most 10 in packs of 4 are 8; a least order above the largest is a contradiction, said."""
    it = steady({"maximum_order": 10.0, "pack_size": 4.0})
    assert it.order_quantity == 8
    assert "largest order of 8" in names(it)
    wrong = steady({"maximum_order": 10.0, "minimum_order": 24.0})
    assert wrong.order_quantity == 0
    assert "change the terms" in str(wrong.reason)


def test_room_on_the_shelf_limits_the_level():
    """Room for 30 with 20 there leaves 10 to order."""
    it = steady({"on_hand": 20.0, "maximum_stock": 30.0})
    assert (it.order_up_to_level, it.order_quantity) == (30, 10)


def test_reserved_goods_are_not_there_to_be_sold():
    """P37: on hand − reserved + on the way, each term in the derivation."""
    it = steady({"on_hand": 30.0, "reserved": 10.0, "on_order": 5.0}, lost_sales=False)
    assert it.position == 25
    assert it.order_quantity == 42 - 25
    assert "Reserved for customers" in names(it)


def test_goods_on_the_way_come_on_their_day_or_no_longer():
    """A known day counts; what is a month overdue is left out and pointed out."""
    soon = steady({"on_hand": 4.0, "on_order": 30.0, "on_order_due": MONDAY + 2})
    late = steady({"on_hand": 4.0, "on_order": 30.0, "on_order_due": MONDAY + 9})
    assert soon.stockout_day > late.stockout_day == MONDAY + 2
    gone = steady({"on_hand": 4.0, "on_order": 30.0, "on_order_due": MONDAY - 40})
    assert gone.on_order == 0
    assert "without 30 long overdue" in names(gone)


def test_an_order_with_a_cost_waits_for_its_trigger():
    """Above the trigger nothing is ordered, and the derivation says so; at it, a whole lot is."""
    columns = {"order_cost": 50.0, "unit_cost": 2.0, "unit_price": 4.0}
    above = steady({**columns, "on_hand": 50.0}, lost_sales=False)
    at = steady({**columns, "on_hand": 42.0}, lost_sales=False)
    assert above.trigger == at.trigger == 42
    assert above.order_quantity == 0
    assert "Ordered only at 42 or less" in names(above)
    lot = np.sqrt(2 * 50 * 2 * 365 / (2 * 0.25))
    assert at.order_quantity == pytest.approx(lot - 14, abs=1)


def test_an_order_day_and_a_closure_are_waited_for():
    """Tuesdays only: the order goes out on the 7th. Closed on the next one: the 20th."""
    it = steady({"order_days": "2", "on_hand": 80.0})
    assert it.order_by == np.datetime64("2025-01-28")  # the last Tuesday before 1 Feb
    assert it.protection_days == 1 + 7 + 14
    closed = steady({"closures": "2025-01-10/2025-01-19"})
    assert closed.protection_days == 14 + 14
    assert closed.order_quantity == 2 * (28 - 24)  # this one comes after 24 days
