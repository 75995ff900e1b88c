"""Slips of the hand and habits that mislead: each kind of defect, read as a merchant would."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import QuestionError
from core.sales.understanding.columns import guess_columns
from tests.core.sales.made_up_sheets import imported, made_up_sheet

DAYS = [str(np.datetime64("2024-01-01") + n) for n in range(60)]


def plain() -> list[list[str]]:
    """Return a header and sixty days of two items, two and three units a day."""
    rows = [["Date", "Item", "Qty"]]
    for day in DAYS:
        rows += [[day, "A-1", "2"], [day, "B-2", "3"]]
    return rows


@pytest.mark.parametrize("day", ["1900-01-01", "2099-03-05"])
def test_a_day_years_away_is_a_slip(day: str) -> None:
    """One line years from all others does not stretch the calendar; it is counted."""
    sales, report = imported(made_up_sheet([*plain(), [day, "A-1", "4"]]))
    assert report.rows_skipped == {"unlikely_day": 1}
    assert str(sales.rows["day"].max().date()) == DAYS[-1]


@pytest.mark.parametrize("day", ["2025-01-05", "2023-02-28"])
def test_the_wrong_year_is_a_slip(day: str) -> None:
    """Next year's or last year's number in one line does not add a year without sales."""
    sales, report = imported(made_up_sheet([*plain(), [day, "A-1", "4"]]))
    assert report.rows_skipped == {"unlikely_day": 1}
    assert sales.rows["day"].min().date().isoformat() == DAYS[0]
    assert sales.rows["day"].max().date().isoformat() == DAYS[-1]


def test_a_trickle_weeks_ahead_is_not_the_end_of_the_sheet() -> None:
    """A few lines dated weeks after all others, ordered for later or mistyped, are counted apart:
    else the days between would be days without a sale, and a forecast fall."""
    rows = [*plain(), *([day, "A-1", "1"] for day in DAYS for _ in range(2))]
    ahead = [["2024-03-20", "A-1", "4"], ["2024-04-05", "B-2", "1"], ["2024-04-19", "A-1", "2"]]
    sales, report = imported(made_up_sheet([*rows, *ahead]))
    assert report.rows_skipped == {"unlikely_day": 3}
    assert str(sales.rows["day"].max().date()) == DAYS[-1]


def test_a_shop_that_is_often_silent_has_no_slips() -> None:
    """A season's first lines after months without any, as every year, are sales; so are a few
    lines of the day on which a shop opens again after three weeks."""
    seasons = [
        f"{year}-{month}-{day:02d}"
        for year in (2021, 2022, 2023)
        for month in ("11", "12")
        for day in range(1, 29)
    ]
    _, report = imported(
        made_up_sheet(
            [["Date", "Item", "Qty"], *([day, "A-1", "2"] for day in [*seasons, "2024-11-01"])]
        )
    )
    assert report.rows_skipped == {}
    _, report = imported(made_up_sheet([*plain(), ["2024-03-21", "A-1", "4"]]))
    assert report.rows_skipped == {}


def test_old_sales_are_no_slip() -> None:
    """A shop that took up its books again after years keeps what it sold before."""
    rows = plain()
    rows += [[day.replace("2024", "2018"), "A-1", "1"] for day in DAYS[:20]]
    _, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {}


def test_a_barcode_in_the_quantity_is_a_slip() -> None:
    """A quantity a million times the usual is left out and counted; a large order stays."""
    rows = [*plain(), [DAYS[0], "A-1", "6901234567890"], [DAYS[1], "A-1", "5000"]]
    _, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {"unlikely_units": 1}
    assert report.units == 60 * 5 + 5000


def test_sales_on_hidden_sheets_are_set_aside() -> None:
    """A hidden copy of the sales does not double them, unless it is all there is."""
    shown = made_up_sheet(plain(), sheet_name="Sales")
    hidden = replace(made_up_sheet(plain(), sheet_name="old"), hidden=True)
    _, report = imported(shown, hidden)
    assert report.units == 300
    assert report.rows_skipped == {"not_sales": 120}
    assert report.rows_read == 240
    _, alone = imported(hidden)
    assert alone.units == 300


def test_an_outline_with_the_item_on_its_own_row() -> None:
    """Days below their item belong to it; two items that sell alike on a day are two sales."""
    rows = [["Product", "Date", "Qty"]]
    for item in ("A-1", "B-2"):
        rows.append([item, "", ""])
        rows += [["", day, "2"] for day in DAYS]
        rows.append([f"{item} Total", "", "120"])
    rows.append(["Grand Total", "", "240"])
    sales, report = imported(made_up_sheet(rows))
    assert report.units == 240
    assert report.rows_skipped["total"] == 3
    assert sales.rows.groupby("item", observed=True)["units"].sum().to_dict() == {
        "A-1": 120,
        "B-2": 120,
    }


@pytest.mark.parametrize(
    "header",
    [
        ["日期", "商品", "朝阳店", "海淀店", "合计"],
        ["Date", "Item", "Store A", "Store B", "Total"],
        ["Date", "Item", "Berlin", "Hamburg", "Total"],
        ["Date", "Item", "Berlin", "Hamburg", "Qty"],
    ],
)
def test_a_column_a_store(header: list[str]) -> None:
    """Quantities in a column a store become stores; their total counts nothing twice."""
    rows = [header]
    for n, day in enumerate(DAYS):
        counts = [str(n % 4), str(n % 3), str(n % 4 + n % 3)]
        rows += [[day, "A-1", *counts], [day, "B-2", *counts]]
    sales, report = imported(made_up_sheet(rows))
    assert report.sheets[0].columns.layout == "wide_stores"
    assert report.units == 2 * sum(n % 4 + n % 3 for n in range(60))
    assert set(sales.rows["store"].cat.categories) == set(header[2:4])
    assert report.rows_read == report.rows_used == 120


def test_two_columns_of_counts_are_asked_about() -> None:
    """Without a total or names of stores, nothing says what two columns of counts are."""
    rows = [["Date", "Item", "Berlin", "Hamburg"]]
    rows += [[day, item, str(n % 4), str(n % 3)] for n, day in enumerate(DAYS) for item in "AB"]
    with pytest.raises(QuestionError):
        guess_columns(made_up_sheet(rows))


def test_stock_of_warehouses_is_not_sales() -> None:
    """Beside a quantity that is not their sum, columns of warehouses are something else."""
    rows = [["日期", "商品", "数量", "一号仓", "二号仓"]]
    rows += [[day, item, "2", "50", "70"] for day in DAYS for item in ("A-1", "B-2")]
    _, report = imported(made_up_sheet(rows))
    assert report.units == 240


def test_lines_of_one_unit_each_are_no_duplicates() -> None:
    """A till that writes a line for each unit sold writes many equal lines: all are sales."""
    rows = [["date", "product", "quantity"]]
    for n, day in enumerate(DAYS):
        rows += [[day, "A-1", "1"]] * (1 + n % 4) + [[day, "B-2", "1"]] * (1 + n % 3)
    _, report = imported(made_up_sheet(rows))
    assert report.units == len(rows) - 1
    assert report.rows_skipped == {}


def test_sales_pasted_twice_count_once() -> None:
    """A sheet that holds all of its lines twice is a slip of copying."""
    rows = plain()
    _, report = imported(made_up_sheet([*rows, *rows[1:]]))
    assert report.rows_skipped == {"duplicate": 120}
    assert report.units == 300


def test_a_type_of_document_makes_a_return() -> None:
    """销售退货 in a column of document types turns a quantity into goods that came back; the same
    word as a status does not."""
    rows = [["单据日期", "单据类型", "单据编号", "商品条码", "数量"]]
    for n, day in enumerate(DAYS):
        rows += [[day, "销售出库", f"XS{n:04d}", "6901", "3"]]
    rows.append([DAYS[5], "销售退货", "TH0001", "6901", "2"])
    _, report = imported(made_up_sheet(rows))
    assert (report.units, report.units_returned) == (60 * 3 - 2, 2)
    rows[0][1] = "订单状态"
    _, other = imported(made_up_sheet(rows))
    assert other.units_returned == 0
