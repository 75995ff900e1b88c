"""How sheets say when things were sold: days in several columns, forms of a month, spans."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence

import pytest

from core.errors import QuestionError, SheetError
from core.sales.cleaning.quality import QualityReport
from core.sales.understanding.columns import guess_columns
from core.sales.understanding.days import read_day, serial_day
from tests.core.sales.made_up_sheets import imported, made_up_sheet

ITEMS = ("苹果", "香蕉", "梨")


def span(rows: Sequence[Sequence[str]], **where: str) -> tuple[float, str, str, QualityReport]:
    """Return net units, first and last day and the account of a sheet."""
    sales, report = imported(made_up_sheet(rows, **where))
    days = sales.rows["day"]
    return report.units, str(days.min().date()), str(days.max().date()), report


def form(label: str, month: int, title: str = "") -> list[list[str]]:
    """Return a form with a column a day of a month of 2024, a total row and a total column; each
    item sells its place in the list a day."""
    length = calendar.monthrange(2024, month)[1]
    rows = [[title]] if title else []
    rows.append(["商品", *(label.format(d=d, m=month) for d in range(1, length + 1)), "合计"])
    for units, item in enumerate(ITEMS, 1):
        rows.append([item, *[str(units)] * length, str(units * length)])
    rows.append(["合计", *["6"] * length, str(6 * length)])
    return rows


@pytest.mark.parametrize(
    ("label", "title", "where"),
    [
        ("{d}日", "", {"sheet_name": "2024年2月"}),
        ("{d}", "", {"sheet_name": "2024-02"}),
        ("{d}", "", {"path": "sales Feb 2024.csv"}),
        ("{d}日", "2024年2月份销售日报", {}),
        ("{d}日", "统计时间：2024-02-01 至 2024-02-29", {}),
        ("{d}号", "", {"path": "2024年日报.xlsx", "sheet_name": "二月"}),
        ("{m}/{d}", "", {"path": "销售2024.csv"}),
        ("{m}.{d}", "2024年日销", {}),
    ],
)
def test_a_form_with_a_column_a_day(label: str, title: str, where: dict[str, str]) -> None:
    """Columns 1 to 29 are the days of the month that a title, the sheet or the file names."""
    units, first, last, _ = span(form(label, 2, title), **where)
    assert (units, first, last) == (6 * 29, "2024-02-01", "2024-02-29")


def test_a_form_without_its_month_is_refused() -> None:
    """Day numbers alone could be any month; a month without its year is asked about."""
    with pytest.raises(SheetError, match="which month"):
        guess_columns(made_up_sheet(form("{d}日", 2)))
    with pytest.raises(QuestionError) as raised:
        guess_columns(made_up_sheet(form("{d}日", 2), sheet_name="2月"))
    assert raised.value.topic == "year"


def test_days_across_the_turn_of_the_year() -> None:
    """12/31 is followed by 1/1 of the next year."""
    start = datetime.date(2023, 12, 1)
    days = [start + datetime.timedelta(n) for n in range(60)]
    rows = [["SKU", *(f"{d.month}/{d.day}" for d in days)], ["A", *["1"] * 60], ["B", *["2"] * 60]]
    assert span(rows, path="2023.csv")[:3] == (180, "2023-12-01", "2024-01-29")


@pytest.mark.parametrize(
    ("header", "day"),
    [
        (["Year", "Month"], lambda y, m: [str(y), str(m)]),
        (["Year", "Month"], lambda y, m: [str(y), calendar.month_name[m]]),
        (["年份", "月份"], lambda y, m: [f"{y}年", f"{m}月"]),
        (["年", "月", "日"], lambda y, m: [str(y), f"{m:02d}", "1"]),
        (["Year", "Month"], lambda y, m: [str(y) if m == 1 else "", str(m)]),
    ],
)
def test_year_and_month_in_columns_of_their_own(header: list[str], day) -> None:
    """Year and month beside each other make the day, blank years of merged cells included."""
    rows = [[*header, "Product", "Sales"]]
    for year in (2022, 2023):
        for month in range(1, 13):
            first, second = day(year, month), ["" if x == str(year) and day(year, 2)[0] == "" else x
                                               for x in day(year, month)]  # fmt: skip
            rows += [[*first, "Tea", "5"], [*second, "Cup", "5"]]
    units, first, last, report = span(rows)
    assert (units, first, last) == (240, "2022-01-01", "2023-12-01")
    assert report.rows_skipped == {}


def test_year_and_week_in_columns_of_their_own() -> None:
    """Year and week number give the Monday of the week."""
    rows = [["Year", "Week", "Product", "Units"]]
    rows += [["2024", str(week), item, "2"] for week in range(1, 40) for item in ("Tea", "Cup")]
    assert span(rows)[:3] == (156, "2024-01-01", "2024-09-23")


def test_items_across_beside_year_and_month() -> None:
    """A row a month with an item a column is read where year and month are two columns."""
    rows = [["Year", "Month", "Tea", "Cup"]]
    rows += [["2023", str(month), "3", "4"] for month in range(1, 13)]
    units, first, last, report = span(rows)
    assert (units, first, last) == (84, "2023-01-01", "2023-12-01")
    assert report.sheets[0].columns.layout == "wide_items"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-01~2024-01-07", (2024, 1, 1)),
        ("2024/01/01-2024/01/07", (2024, 1, 1)),
        ("2024年1月1日至2024年1月7日", (2024, 1, 1)),
        ("1 Jan 2024 - 7 Jan 2024", (2024, 1, 1)),
        ("20240101-20240107", (2024, 1, 1)),
        ("Q3 2023", (2023, 7, 1)),
    ],
)
def test_a_span_begins_on_its_first_day(text: str, day: tuple[int, int, int]) -> None:
    """Weeks written from day to day, and quarters, lie on their first day."""
    read = read_day(text)
    assert read is not None
    assert read.parts == day


def test_unix_times() -> None:
    """Seconds and milliseconds since 1970 are days, other long numbers are not."""
    assert serial_day("1704110400") == datetime.date(2024, 1, 1)
    assert serial_day("1704110400000") == datetime.date(2024, 1, 1)
    assert serial_day("6901234567") is None
    assert serial_day("17041104") is None


def test_quantities_of_formulas_without_values_are_refused() -> None:
    """An empty quantity column is not taken for one unit a line."""
    rows = [["Date", "SKU", "Qty"]]
    rows += [[f"2024-01-{day:02d}", item, ""] for day in range(1, 20) for item in "AB"]
    with pytest.raises(SheetError, match=r"column “Qty” .* is empty"):
        guess_columns(made_up_sheet(rows))


def test_one_item_over_twelve_months_is_enough() -> None:
    """A single row is many sales where months lie across."""
    rows = [["Item", *(f"2023-{m:02d}" for m in range(1, 13))], ["Tea", *map(str, range(10, 22))]]
    assert span(rows)[0] == sum(range(10, 22))


def test_items_that_sell_alike_are_no_totals() -> None:
    """Of three items one is not the sum of the others because it happens to sell as the second."""
    rows = [["Item", *(f"2023-{m:02d}" for m in range(1, 7))]]
    rows += [["Tea", *"000100"], ["Cup", *"000100"], ["Jar", *"000000"]]
    units, _, _, report = span(rows)
    assert units == 2
    assert "total" not in report.rows_skipped
