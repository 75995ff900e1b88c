"""The plan: quantities, dates, risks and the derivation that adds up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.restocking.orders.policy import Plan, Suggestion, make_plan
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast

MONDAY = np.datetime64("2025-01-06")


def steady(units: float, paths: int = 100, horizon: int = 60) -> Forecast:
    """Return a daily forecast of one item that sells the same every day."""
    return Forecast(
        "made_up",
        ("a",),
        ("",),
        MONDAY,
        Frequency.DAILY,
        np.full((1, paths, horizon), units, dtype=np.float32),
    )


def suggestion(forecast: Forecast, **columns: object) -> Suggestion:
    """Return the only item's suggestion under terms with the given columns."""
    demand = made_up_demand(1, 30, Frequency.DAILY)
    lost_sales = bool(columns.pop("lost_sales", False))
    plan = make_plan(forecast, made_up_terms(demand, columns), MONDAY, lost_sales=lost_sales)
    return plan.suggestions[0]


def test_steady_demand_and_a_certain_delivery_need_no_safety_stock():
    """2 a day over 14 + 7 days is 42; 10 in stock and 5 on the way leave 27 to order."""
    it = suggestion(
        steady(2), on_hand=10.0, on_order=5.0, lead_time_days=14.0, lead_time_sd_days=0.0
    )
    assert (it.expected_demand, it.order_up_to_level, it.safety_stock) == (42, 42, 0)
    assert (it.reorder_point, it.need, it.order_quantity) == (28, 27, 27)
    assert it.days_of_cover == 7.5
    assert it.stockout_risk == 1
    # 10 last 5 days; what is on the way comes after 7 days, when the shelf has long been empty.
    assert it.stockout_day == np.datetime64("2025-01-11")
    assert it.order_by == MONDAY


def test_goods_on_the_way_count_in_the_dates():
    """20 in stock last until the 5 on the way arrive: together 12.5 days."""
    it = suggestion(steady(2), on_hand=20.0, on_order=5.0, lead_time_sd_days=0.0)
    assert it.stockout_day == np.datetime64("2025-01-18")


def test_order_by_is_a_lead_time_before_the_stock_is_gone():
    """60 at 2 a day last 30 days; a delivery of 14 days must be ordered by the 16th."""
    it = suggestion(steady(2), on_hand=60.0, lead_time_sd_days=0.0)
    assert it.order_by == np.datetime64("2025-01-22")
    assert it.stockout_day == np.datetime64("2025-02-05")
    assert it.order_quantity == 0
    assert it.stockout_risk == 0
    assert "Nothing to order before 22 Jan." in str(it.reason)


def test_spread_of_the_lead_time_asks_for_safety_stock():
    """The same demand with an uncertain delivery needs a higher level."""
    certain = suggestion(steady(2), lead_time_sd_days=0.0)
    uncertain = suggestion(steady(2), lead_time_sd_days=5.0)
    assert uncertain.order_up_to_level > certain.order_up_to_level + 8
    assert abs(uncertain.expected_demand - certain.expected_demand) <= 1


def test_unknown_stock_counts_as_none_and_is_said():
    """Without stock in the sheets the whole level is ordered, and no stockout is predicted."""
    it = suggestion(steady(2), on_hand=np.nan)
    assert not it.stock_known
    assert it.on_hand == 0
    assert it.order_quantity == it.order_up_to_level
    assert np.isnat(it.stockout_day)
    assert np.isnan(it.stockout_risk)
    assert "not known" in str(it.reason)
    assert any("not known" in str(term.name) for term in it.derivation)


def test_negative_stock_is_a_slip_not_a_need():
    """−30 in stock orders what 0 in stock orders, and the derivation names the −30."""
    wrong, none = (suggestion(steady(2), on_hand=units) for units in (-30.0, 0.0))
    assert wrong.order_quantity == none.order_quantity
    assert any("-30" in str(term.name) for term in wrong.derivation)


def test_nothing_sold_is_nothing_ordered():
    """An item without demand needs nothing, lasts for ever and is never out."""
    it = suggestion(steady(0), on_hand=5.0)
    assert it.order_quantity == 0
    assert it.days_of_cover == np.inf
    assert np.isnat(it.stockout_day)
    assert np.isnat(it.order_by)
    assert it.stockout_risk == 0
    assert "Nothing is expected to sell" in str(it.reason)


def test_minimum_order_far_beyond_sales_is_pointed_out():
    """A pack that lasts years says so."""
    it = suggestion(steady(0.05), on_hand=0.0, minimum_order=500.0)
    assert it.order_quantity == 500
    assert "ask for a smaller order" in str(it.reason)


def test_goods_by_weight_are_ordered_in_hundredths():
    """Where pieces are not whole, neither are levels; packs still are."""
    it = suggestion(steady(0.25), on_hand=0.0, whole_units=False, pack_size=0.5)
    assert it.order_up_to_level % 1 != 0
    assert it.order_quantity % 0.5 == 0


def derived(it: Suggestion) -> list[float]:
    """Return the running sum at each subtotal of the derivation minus the subtotal shown."""
    running, gaps = 0.0, []
    for term in it.derivation:
        assert term.units >= 0
        if term.sign == "=":
            gaps.append(running - term.units)
        else:
            running += term.units if term.sign == "+" else -term.units
    return gaps


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    service=st.floats(0.5, 0.999),
    kind=st.sampled_from(["gain", "cycle", "fill", "money"]),
    frequency=st.sampled_from(list(Frequency)),
    late=st.integers(-3, 40),
    lost_sales=st.booleans(),
)
def test_every_plan_adds_up(seed, service, kind, frequency, late, lost_sales):
    """Derivations add up as shown, orders follow from position, need, packs and minimum."""
    rng = np.random.default_rng(seed)
    demand = made_up_demand(12, 60, frequency, seed)
    terms = made_up_terms(
        demand,
        {
            "on_hand": np.where(rng.random(12) < 0.2, np.nan, rng.integers(-5, 200, 12)),
            "on_order": np.where(rng.random(12) < 0.5, np.nan, rng.integers(0, 50, 12)),
            "pack_size": rng.integers(1, 25, 12).astype(float),
            "minimum_order": rng.integers(0, 60, 12).astype(float),
            "lead_time_days": rng.uniform(0, 60, 12),
            "review_days": rng.uniform(1, 30, 12),
            "service_level": service,
            "service_kind": kind,
            "whole_units": rng.random(12) < 0.8,
            "unit_cost": np.where(rng.random(12) < 0.3, np.nan, rng.uniform(1, 50, 12)),
            "unit_price": np.where(rng.random(12) < 0.3, np.nan, rng.uniform(20, 90, 12)),
            "reserved": np.where(rng.random(12) < 0.7, np.nan, rng.integers(0, 30, 12)),
            "maximum_order": np.where(rng.random(12) < 0.7, np.nan, rng.integers(1, 90, 12)),
            "maximum_stock": np.where(rng.random(12) < 0.7, np.nan, rng.integers(0, 90, 12)),
            "shelf_life_days": np.where(rng.random(12) < 0.7, np.nan, rng.integers(1, 60, 12)),
            "season_end": np.where(
                rng.random(12) < 0.7,
                np.datetime64("NaT", "s"),
                (demand.end + rng.integers(-5, 90, 12)).astype("datetime64[s]"),
            ),
            "order_cost": np.where(rng.random(12) < 0.7, np.nan, rng.uniform(0, 50, 12)),
            "order_days": np.where(rng.random(12) < 0.7, "", "1,4"),
            "closures": np.where(rng.random(12) < 0.7, "", f"{demand.end}/{demand.end + 12}"),
        },
    )
    forecast = made_up_forecast(demand, 8, 60, seed)
    as_of = demand.end + late
    plan = make_plan(forecast, terms, as_of, lost_sales=lost_sales)
    for it in plan.suggestions:
        assert np.allclose(derived(it), 0, atol=1e-6)
        assert it.derivation[-1].units == it.order_quantity == it.final_quantity
        wanted = max(0.0, it.order_up_to_level - it.position)
        wanted = min(wanted, it.most) if it.position <= it.trigger else 0.0
        assert it.need == pytest.approx(wanted, abs=0.011)
        assert it.order_quantity == 0 or it.order_quantity >= max(it.need, it.minimum_order)
        packs = it.order_quantity / it.pack_size
        assert packs == pytest.approx(round(packs))
        assert it.reorder_point <= it.order_up_to_level
        assert np.isnat(it.order_by) or it.order_by >= max(as_of, forecast.cutoff)
        if not (np.isnat(it.stockout_day) or np.isnat(it.early_stockout_day)):
            assert it.early_stockout_day <= it.stockout_day
        assert str(it.reason)
    again = make_plan(forecast, terms, as_of, lost_sales=lost_sales)
    assert repr(again) == repr(plan)  # NaT never equals itself


def test_need_and_order_by_agree():
    """An order is needed just where the safe day to order lies before the next review."""
    demand = made_up_demand(60, 80, Frequency.DAILY, seed=4)
    rng = np.random.default_rng(4)
    terms = made_up_terms(
        demand,
        {
            "on_hand": rng.integers(0, 900, 60).astype(float),
            "review_days": 7.0,
            "service_kind": "cycle",
        },
    )
    plan = make_plan(made_up_forecast(demand, 60, 300), terms, demand.end)
    needed = [it for it in plan.suggestions if it.need > 0]
    assert 5 < len(needed) < 55
    for it in plan.suggestions:
        soon = not np.isnat(it.order_by) and it.order_by < demand.end + 7
        assert soon == (it.need > 0)


def test_an_item_does_not_depend_on_its_neighbours():
    """The plan of some items is the same part of the plan of all, in any order."""
    demand = made_up_demand(300, 60)
    forecast = made_up_forecast(demand, 13, 100)
    # Only the scale of levels by gain looks at all items: it puts the money of all to work.
    terms = made_up_terms(demand, {"on_hand": np.arange(300.0), "service_kind": "cycle"})
    plan = make_plan(forecast, terms, demand.end)
    rows = np.array([299, 7, 130])
    part = make_plan(
        replace(
            forecast,
            items=tuple(demand.items[i] for i in rows),
            stores=("",) * 3,
            paths=forecast.paths[rows].copy(),
        ),
        replace(terms, table=terms.table.iloc[rows].reset_index(drop=True)),
        demand.end,
    )
    assert repr(part.suggestions) == repr(tuple(plan.suggestions[i] for i in rows))


def test_a_decision_keeps_the_suggestion():
    """Changing the quantity leaves the advice and its derivation as they were."""
    demand = made_up_demand(3, 60)
    plan = make_plan(made_up_forecast(demand), made_up_terms(demand), demand.end)
    changed = plan.decided(1, "changed", 7)
    assert changed.suggestions[1].final_quantity == 7
    assert changed.suggestions[1].order_quantity == plan.suggestions[1].order_quantity
    assert changed.suggestions[0] is plan.suggestions[0]
    assert changed.suggestions[2] is plan.suggestions[2]


def test_urgent_items_come_first():
    """What must be ordered stands before what need not be, the earliest order-by day first."""
    demand = made_up_demand(40, 60, Frequency.DAILY)
    terms = made_up_terms(demand, {"on_hand": np.arange(40.0) * 10})
    plan: Plan = make_plan(made_up_forecast(demand, 28), terms, demand.end)
    ordered = [plan.suggestions[row] for row in plan.rows_by_urgency()]
    assert sorted(plan.rows_by_urgency()) == list(range(40))
    wanted = [it.order_quantity > 0 for it in ordered]
    assert wanted == sorted(wanted, reverse=True)
    days = [it.order_by for it in ordered if it.order_quantity > 0]
    assert days == sorted(days)


def test_running_out_means_the_same_everywhere():
    """Stock must be known, and the odds of being without before a delivery even or worse."""
    found = suggestion(steady(2.0))
    likely = replace(found, stock_known=True, expected_demand=5.0, stockout_risk=0.5)
    assert likely.runs_out
    assert not replace(likely, stockout_risk=0.49).runs_out
    assert not replace(likely, stock_known=False, stockout_risk=float("nan")).runs_out
    assert not replace(likely, expected_demand=0.0).runs_out


def test_totals_of_a_month_are_planned_for_its_end():
    """A sheet whose last day is the 1st of a month it holds the total of: the plan is of the day
    that its forecast begins, as are its order days."""
    demand = made_up_demand(2, 30, Frequency.MONTHLY)
    forecast = made_up_forecast(demand, 6, 60)
    plan = make_plan(forecast, made_up_terms(demand, {"on_hand": 0.0}), demand.end - 29)
    assert plan.as_of == forecast.cutoff
    assert {it.order_by for it in plan.suggestions} == {plan.as_of}


def test_large_and_small_figures_are_said_in_digits():
    """Packs of ten thousand are no 1e+04, and half a kilogram is more than 0."""
    large = suggestion(steady(500), on_hand=0.0, pack_size=10_000.0, lead_time_sd_days=0.0)
    assert str(large.reason).endswith("9,500 more than needed, because packs hold 10,000.")
