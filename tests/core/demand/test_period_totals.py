"""Totals of months, quarters and years where shorter periods are asked for."""

from __future__ import annotations

import numpy as np
import pytest

from core.demand import build_demand, choose_frequency
from core.demand.period_totals import months_of_totals, spread_over_days
from core.frequency import Frequency
from core.sales.cleaning.day_series import day_series
from tests.core.demand.test_panel import every_day, sales_of

MONTHS = [f"2023-{month:02d}-01" for month in range(1, 13)]


def test_a_months_total_is_spread_over_its_days():
    """Days hold what the months do, as evenly as whole units can be, to the month's last day: the
    newest total is not expected once more."""
    sales = sales_of([("a", day, 31.0 + n) for n, day in enumerate(MONTHS)])
    demand = build_demand(sales, Frequency.DAILY)
    assert demand.length == 365
    assert str(demand.end) == "2024-01-01"
    by_month = np.split(demand.units[0], np.cumsum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]))
    assert [float(month.sum()) for month in by_month] == [31.0 + n for n in range(12)]
    assert all(month.max() - month.min() <= 1 for month in by_month)


def test_weeks_take_their_days_of_both_months():
    """A week on the border of two months has days of both; whole weeks alone are kept."""
    sales = sales_of([("a", day, 310.0) for day in MONTHS])
    demand = build_demand(sales, Frequency.WEEKLY)
    assert str(demand.start) == "2023-01-02"
    assert demand.units.min() >= 69
    assert demand.units.max() <= 78


def test_fractions_and_single_pieces():
    """Kilograms are spread evenly; one piece is sold in the middle of its month."""
    sales = sales_of([("kg", day, 15.5) for day in MONTHS] + [("one", "2023-06-01", 1.0)])
    spread = spread_over_days(day_series(sales), Frequency.DAILY)
    weights = spread.units[(spread.code == 0) & (spread.day < np.datetime64("2023-02-01"))]
    assert weights == pytest.approx(np.full(31, 0.5))
    assert spread.day[spread.code == 1].astype(str).tolist() == ["2023-06-15"]


def test_totals_dated_by_the_last_day_of_the_month_are_totals_too():
    """Reports often date a month by its end: months are chosen, and days are spread backwards."""
    ends = [str(np.datetime64(day, "M") + 1) for day in MONTHS]
    sales = sales_of([("a", str(np.datetime64(end, "D") - 1), 30.0) for end in ends])
    assert choose_frequency(sales) is Frequency.MONTHLY
    demand = build_demand(sales, Frequency.DAILY)
    assert (str(demand.start), str(demand.end), demand.length) == ("2023-01-01", "2024-01-01", 365)


def test_days_and_months_as_they_are_stay():
    """Sales of days are never spread, nor months where months are asked for."""
    daily = day_series(sales_of(every_day("a", "2023-01-01", 90)))
    monthly = day_series(sales_of([("a", day, 5.0) for day in MONTHS]))
    assert spread_over_days(daily, Frequency.DAILY) is daily
    assert spread_over_days(monthly, Frequency.MONTHLY) is monthly


@pytest.mark.parametrize("last_days", [False, True])
def test_totals_of_quarters_are_spread_over_their_months(last_days):
    """A quarter's total is no month of large sales before two without any: months hold a third
    each, to the end of the newest quarter, whose sales are not expected once more."""
    quarters = np.arange("2022-01", "2024-01", 3, dtype="datetime64[M]")
    days = (quarters + 3).astype("datetime64[D]") - 1 if last_days else quarters
    sales = sales_of([("a", str(day.astype("datetime64[D]")), 91.0) for day in days])
    assert choose_frequency(sales) is Frequency.MONTHLY
    demand = build_demand(sales)
    assert (str(demand.start), str(demand.end), demand.length) == ("2022-01-01", "2024-01-01", 24)
    assert demand.units.sum() == 8 * 91
    assert demand.units.min() >= 28


def test_years_and_seasons_are_told_apart():
    """Years in a row are years' totals; a shop that opens each December has months of its own."""
    years = np.array(["2020-01-01", "2021-01-01", "2022-01-01"], dtype="datetime64[D]")
    assert months_of_totals(years) == 12
    assert months_of_totals(years[:2]) == 1
    winters = np.array(["2020-12-01", "2021-01-01", "2021-12-01", "2022-01-01"], "datetime64[D]")
    assert months_of_totals(winters) == 1
    assert months_of_totals(years + 3) == 0
