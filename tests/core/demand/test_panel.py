from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.demand import build_demand, choose_frequency
from core.errors import SheetError
from core.frequency import Frequency
from core.sales.cleaning.clean import Sales


def sales_of(rows: list[tuple[str, str, float]], stores: list[str] | None = None) -> Sales:
    frame = pd.DataFrame(rows, columns=["item", "day", "units"])
    frame["store"] = stores or [""] * len(rows)
    frame["day"] = pd.to_datetime(frame["day"]).astype("datetime64[s]")
    frame["unit_price"] = np.nan
    frame["item"] = frame["item"].astype("category")
    frame["store"] = frame["store"].astype("category")
    return Sales(rows=frame, catalogue=pd.DataFrame(), currency="")


def every_day(item: str, first: str, count: int, skip: tuple[int, ...] = ()) -> list:
    days = np.datetime64(first) + np.arange(count)
    return [(item, str(d), 1.0) for d in days if (d.astype(int) + 3) % 7 not in skip]


def test_weeks_begin_on_monday_and_months_on_the_first():
    """A period's first day is the Monday of its week, or the 1st of its month."""
    days = np.array(["2024-03-03", "2024-03-04", "2024-02-29"], dtype="datetime64[D]")
    assert Frequency.WEEKLY.first_day(days).astype(str).tolist() == [
        "2024-02-26",
        "2024-03-04",
        "2024-02-26",
    ]
    assert Frequency.MONTHLY.first_day(days).astype(str).tolist() == [
        "2024-03-01",
        "2024-03-01",
        "2024-02-01",
    ]


@pytest.mark.parametrize("frequency", list(Frequency))
def test_steps_invert_periods(frequency):
    """The i-th period after a start lies i steps after it, across years."""
    start = frequency.first_day(np.array(["2023-11-30"], dtype="datetime64[D]"))[0]
    periods = frequency.periods(start, 40)
    assert frequency.steps(periods, start).tolist() == list(range(40))


def test_missing_periods_are_zero_after_launch_and_nan_before():
    """The calendar is complete: no sale is zero once launched, unknown before."""
    demand = build_demand(
        sales_of([("a", "2024-01-01", 2), ("a", "2024-01-05", 3), ("b", "2024-01-03", 1)]),
        Frequency.DAILY,
    )
    assert demand.items == ("a", "b")
    np.testing.assert_array_equal(demand.units[0], [2, 0, 0, 0, 3])
    np.testing.assert_array_equal(demand.units[1], [np.nan, np.nan, 1, 0, 0])


def test_same_day_returns_cancel_and_later_ones_do_not():
    """A return on the day of the sale takes it back; a later one leaves demand as it was."""
    demand = build_demand(
        sales_of(
            [
                ("a", "2024-01-01", 5),
                ("a", "2024-01-01", -4),
                ("a", "2024-01-02", 3),
                ("a", "2024-01-03", -3),
                ("a", "2024-01-04", 1),
            ]
        ),
        Frequency.DAILY,
    )
    np.testing.assert_array_equal(demand.units[0], [1, 3, 0, 1])


def test_a_week_begun_or_cut_short_is_left_out():
    """A first or last week that the sheet holds only in part is no evidence of low demand."""
    demand = build_demand(sales_of(every_day("a", "2024-01-03", 21)), Frequency.WEEKLY)
    assert str(demand.start) == "2024-01-08"
    np.testing.assert_array_equal(demand.units[0], [7, 7])
    assert str(demand.end) == "2024-01-22"
    assert str(demand.as_of) == "2024-01-24"
    assert str(demand.until(1).as_of) == "2024-01-15"


def test_days_the_shop_is_closed_do_not_make_a_week_incomplete():
    """A sheet that ends on Friday is whole where Saturdays and Sundays never sell."""
    rows = every_day("a", "2024-01-01", 26, skip=(5, 6))
    demand = build_demand(sales_of(rows), Frequency.WEEKLY)
    np.testing.assert_array_equal(demand.units[0], [5, 5, 5, 5])


def test_a_month_that_lacks_a_day_or_two_is_whole():
    """A slow shop without a sale on the 31st has still sold the whole month; half of one is cut."""
    demand = build_demand(sales_of(every_day("a", "2024-01-03", 120)), Frequency.MONTHLY)
    assert str(demand.start) == "2024-01-01"
    np.testing.assert_array_equal(demand.units[0], [29, 29, 31, 30])
    half = build_demand(sales_of(every_day("a", "2024-01-03", 105)), Frequency.MONTHLY)
    np.testing.assert_array_equal(half.units[0], [29, 29, 31])


def test_monthly_totals_count_as_whole_months():
    """A sheet of month totals dated on the 1st loses neither its first nor its last month."""
    rows = [("a", f"2024-{m:02d}-01", float(m)) for m in range(1, 7)]
    assert choose_frequency(sales_of(rows)) is Frequency.MONTHLY
    demand = build_demand(sales_of(rows))
    np.testing.assert_array_equal(demand.units[0], [1, 2, 3, 4, 5, 6])


def test_the_period_follows_how_regularly_goods_sell():
    """Daily where goods sell on most open days, weekly where most weeks, else monthly."""
    assert choose_frequency(sales_of(every_day("a", "2023-01-01", 400, (6,)))) is Frequency.DAILY
    weekly = [("a", str(np.datetime64("2023-01-02") + i), 1.0) for i in range(0, 800, 6)]
    assert choose_frequency(sales_of(weekly)) is Frequency.WEEKLY
    others = [("b", str(np.datetime64("2023-01-02") + i), 1.0) for i in range(800)]
    rare = [
        (f"r{k}", str(np.datetime64("2023-01-03") + 61 * i + k), 90.0)
        for k in range(9)
        for i in range(13)
    ]
    assert choose_frequency(sales_of(others + rare)) is Frequency.MONTHLY


def test_items_are_kept_apart_by_store():
    """One row an item and store, ordered by item and then store; units are conserved."""
    rows = [("b", "2024-01-01", 1), ("a", "2024-01-01", 2), ("b", "2024-01-02", 4)]
    demand = build_demand(sales_of(rows, ["S", "S", "N"]), Frequency.DAILY)
    assert list(zip(demand.items, demand.stores, strict=True)) == [
        ("a", "S"),
        ("b", "N"),
        ("b", "S"),
    ]
    assert np.nansum(demand.units) == 7


def test_only_returns_is_said_in_a_sentence():
    """A sheet in which nothing was sold is refused with a sentence, not a crash."""
    with pytest.raises(SheetError, match="No sale is left"):
        build_demand(sales_of([("a", "2024-01-01", -1)]))


def test_history_is_cut_in_one_place():
    """``until`` keeps the first periods and nothing else; the end moves with it."""
    demand = build_demand(sales_of(every_day("a", "2024-01-01", 10)), Frequency.DAILY)
    early = demand.until(4)
    assert early.length == 4
    assert str(early.end) == "2024-01-05"
