"""What a panel knows ahead, and what it must not know."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.calendar.choices import CalendarChoices, Promotion, Span
from core.demand import Demand, build_demand
from core.demand.covariates import ADVERTISING, PRICE, PROMOTION, Covariates
from core.demand.sheet_covariates import with_covariates
from core.frequency import Frequency
from core.sales.cleaning.clean import Sales


def sales(**columns: list) -> Sales:
    """Two items over 40 days from 2025-01-20; b is not sold in the first ten."""
    days = pd.date_range("2025-01-20", periods=40).astype("datetime64[s]")
    frame = pd.DataFrame(
        {
            "item": pd.Categorical(["a"] * 40 + ["b"] * 30),
            "store": pd.Categorical([""] * 70),
            "day": [*days, *days[10:]],
            "units": 2.0,
            "unit_price": 5.0,
            "promotion": np.float32(np.nan),
        }
    )
    for name, values in columns.items():
        frame[name] = values
    return Sales(frame, pd.DataFrame({"title": ["茶杯", "茶壶"]}), "¥")


def demand_of(made: Sales, choices: CalendarChoices | None = None) -> Demand:
    plain = build_demand(made, Frequency.DAILY)
    return with_covariates(plain, made, choices or CalendarChoices())


def own(demand: Demand, name: str, length: int) -> np.ndarray:
    window = demand.covariates.own_window(len(demand), 0, length)
    return window[:, :, demand.covariates.own_names.index(name)]


def test_events_of_the_goods_country() -> None:
    """Chinese goods priced in ¥ get China's calendar: Spring Festival on its days of 2025."""
    demand = demand_of(sales())
    known = demand.covariates
    values = known.shared_window(0, 45)[:, known.shared_names.index("spring_festival")]
    days = np.flatnonzero(values) + np.datetime64("2025-01-20")
    assert str(days[0]) == "2025-01-28"
    assert str(days[-1]) == "2025-02-04"


def test_prices_are_relative_and_go_on() -> None:
    """A price counts as the log of its multiple of the item's first; the last one goes on."""
    made = sales(unit_price=[5.0] * 20 + [10.0] * 20 + [8.0] * 30)
    price = own(demand_of(made), PRICE, 50)
    assert price[0, :20] == pytest.approx(0.0)
    assert price[0, 20:] == pytest.approx(np.log(2))
    assert price[1] == pytest.approx(0.0)


def test_bulk_discounts_do_not_make_a_price() -> None:
    """The price of a period is that of the middle line, not the mean over units."""
    made = sales()
    bulk = made.rows.iloc[[5, 5]].assign(units=500.0, unit_price=1.0)
    usual = made.rows.iloc[[5, 5]]
    other = made.rows.iloc[[30]].assign(unit_price=6.0)
    rows = pd.concat([made.rows.drop(index=30), bulk, usual, other], ignore_index=True)
    price = own(demand_of(replace(made, rows=rows)), PRICE, 40)
    assert price[0, 5] == 0.0


def test_marks_on_sales_alone_are_not_planned() -> None:
    """Promotions marked only on lines with sales are unknown to a test in the past: that there is
    a mark would tell that there was a sale."""
    flags = [0.0] * 30 + [1.0] * 10 + [0.0] * 30
    known = demand_of(sales(promotion=flags)).covariates
    assert known.own_names == (PROMOTION,)
    assert known.planned == (False,)
    assert known.until(30).own[0, 30:].sum() == 0
    units = np.full(70, 2.0)
    units[::10] = 0.0
    told = demand_of(sales(promotion=flags, units=units)).covariates
    assert told.planned == (True,)
    assert told.until(30).own[0, 30:40].sum() == 10


def test_typed_promotions_reach_into_the_future() -> None:
    """Planned promotions and advertising stand on their items and days, weeks by share."""
    span = Span(np.datetime64("2025-03-05"), np.datetime64("2025-03-08"))
    choices = CalendarChoices(
        promotions=(Promotion(span, ("b",), price=4.0), Promotion(span, kind="advertising"))
    )
    made = sales(unit_price=[5.0] * 69 + [6.0])
    demand = demand_of(made, choices)
    assert demand.covariates.planned == (False, True, True)
    assert np.flatnonzero(own(demand, PROMOTION, 60)[1]).tolist() == [44, 45, 46, 47]
    assert own(demand, PROMOTION, 60)[0].sum() == 0
    assert own(demand, ADVERTISING, 60).sum() == 8
    assert own(demand, PRICE, 60)[1, 44] == pytest.approx(np.log(4 / 5))
    weekly = with_covariates(build_demand(made, Frequency.WEEKLY), made, choices)
    assert own(weekly, PROMOTION, 8)[1, 6] == pytest.approx(4 / 7)


def test_a_typed_lift_takes_the_place_of_the_mark_on_days_to_come() -> None:
    """A promotion with a lift marks its past days; those to come are lifted, weeks by share."""
    span = Span(np.datetime64("2025-02-26"), np.datetime64("2025-03-05"))
    choices = CalendarChoices(promotions=(Promotion(span, ("b",), price=4.0, lift=1.5),))
    made = sales(unit_price=[5.0] * 69 + [6.0])
    demand = demand_of(made, choices)
    assert demand.length == 40
    assert np.flatnonzero(own(demand, PROMOTION, 60)[1]).tolist() == [37, 38, 39]
    ahead = np.exp(demand.covariates.lift_window(2, 0, 60))
    assert np.flatnonzero(ahead[1] != 1).tolist() == [40, 41, 42, 43, 44]
    assert ahead[1, 40:45] == pytest.approx([1.5] * 5)
    assert (ahead[0] == 1).all()
    weekly = with_covariates(build_demand(made, Frequency.WEEKLY), made, choices)
    factors = np.exp(weekly.covariates.lift_window(2, 0, 8)[1])
    assert factors[6] == pytest.approx(1 + 0.5 * 3 / 7)


def test_blind_to_the_future() -> None:
    """Prices and marks after the cutoff change nothing that was known at it."""
    flags = [0.0, 1.0] * 35
    made = sales(promotion=flags, unit_price=[5.0] * 70)
    late = (made.rows["day"] >= pd.Timestamp("2025-02-19")).to_numpy()
    rows = made.rows.copy()
    rows.loc[late, "unit_price"] = 77.0
    rows.loc[late, "promotion"] = 1.0
    rows.loc[late, "units"] = 900.0
    price = made.rows["unit_price"].to_numpy().copy()
    price[3:9] = 6.0
    made, other = (
        replace(made, rows=frame.assign(unit_price=frame["unit_price"].where(late, price)))
        for frame in (made.rows, rows)
    )
    known, changed = (demand_of(each).until(30).covariates for each in (made, other))
    assert known.own_names == changed.own_names == (PROMOTION, PRICE)
    assert np.array_equal(known.own, changed.own)
    assert np.array_equal(known.shared, changed.shared)


def test_windows_beyond_what_is_held() -> None:
    """Beyond the columns' end there are no events and no promotions, and the last price goes on."""
    known = Covariates(
        ("fair",),
        np.ones((4, 1), dtype=np.float32),
        (PROMOTION, PRICE),
        np.full((2, 4, 2), 0.5, dtype=np.float32),
        (True, False),
    )
    assert known.shared_window(2, 6)[:, 0].tolist() == [1, 1, 0, 0]
    assert known.own_window(2, 2, 6)[1].tolist() == [[0.5, 0.5], [0.5, 0.5], [0, 0.5], [0, 0.5]]
    assert known.own_window(2, 7, 9)[1].tolist() == [[0, 0.5], [0, 0.5]]
    assert Covariates().own_window(2, 0, 3).shape == (2, 3, 0)
    assert known.select(np.array([1])).own.shape == (1, 4, 2)
