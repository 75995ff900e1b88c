"""Which rows are sales, which are not, and that every one is accounted for."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import SheetError
from core.progress import Cancelled, Progress
from core.sales.cleaning.clean import clean
from core.sales.sheet import RawSheet
from core.sales.understanding.several_sheets import understand
from tests.core.sales.made_up_sheets import imported, made_up_sheet, order_lines


def _with(*more: list[str]) -> RawSheet:
    return made_up_sheet([*order_lines(), *more])


LINE = ["9001", "2024-03-09", "007", "4", "2.50"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["9001", "2024-03-09", "POST", "1", "9.90"], "non_product"),
        (["9001", "2024-03-09", "运费", "1", "9.90"], "non_product"),
        (["9001", "2024-03-09", "TEST001", "1", "9.90"], "test"),
        (["9001", "2024-03-09", "007", "5", "0"], "price_not_positive"),
        (["9001", "2024-03-09", "007", "five", "2.50"], "unreadable_units"),
        (["9001", "2024-03-09", "007", "", "2.50"], "no_units"),
        (["9001", "someday", "007", "5", "2.50"], "unreadable_day"),
        (["9001", "2024-03-09", "", "5", "2.50"], "no_item"),
        (["", "", "合计", "180", ""], "total"),
        (["Grand Total", "", "", "180", ""], "total"),
        (["", "", "", "180", ""], "total"),
        (["Order ID", "Order date", "SKU", "Qty", "Unit price"], "repeated_header"),
    ],
)
def test_rows_that_are_no_sales(row: list[str], kind: str) -> None:
    """Each kind of row that is no sale is left out under its own name; the sales stay."""
    plain, _ = imported(made_up_sheet(order_lines()))
    assert plain.rows["units"].sum() == 180
    sales, report = imported(_with(row))
    assert report.rows_skipped == {kind: 1}
    assert sales.rows["units"].sum() == 180
    finding = next(f for f in report.findings if f.kind == kind)
    assert finding.rows == 1
    assert finding.example_row == 62


def test_blank_rows_are_counted() -> None:
    """Empty rows between lines are counted, not lost."""
    _, report = imported(_with(["", "", "", "", ""], LINE))
    assert report.rows_skipped == {"blank": 1}
    assert report.rows_used == 61


def test_prices_in_several_currencies_are_said() -> None:
    """Sums of dollars and euros are told apart from none; one stray sign is a slip."""
    lines = order_lines()
    for number, line in enumerate(lines[1:]):
        line[4] = ("$", "€")[number % 2] + line[4]
    _, report = imported(made_up_sheet(lines))
    (finding,) = (f for f in report.findings if f.kind == "currencies")
    assert "$" in str(finding.text)
    _, report = imported(made_up_sheet(order_lines()))
    assert not [f for f in report.findings if f.kind == "currencies"]


def test_a_product_called_total_is_sold() -> None:
    """A line with an order of its own is a sale, whatever the goods are called."""
    _, report = imported(_with(["9001", "2024-03-09", "Total", "4", "2.50"]))
    assert report.rows_skipped == {}
    assert report.units == 184


def test_returns_are_kept_apart() -> None:
    """Goods that come back are used as negative rows and counted."""
    sales, report = imported(_with(["C9001", "2024-03-09", "007", "-4", "2.50"]))
    assert report.units == 176
    assert report.units_returned == 4
    assert (sales.rows["units"] < 0).sum() == 1


def test_equal_lines_of_an_order_are_duplicates() -> None:
    """The same line of the same order twice is one sale; two orders of the same goods are two."""
    _, report = imported(_with(LINE, LINE, ["9002", *LINE[1:]]))
    assert report.rows_skipped == {"duplicate": 1}
    assert report.units == 188


def test_equal_lines_without_quantities_are_units() -> None:
    """Where each unit has a line of its own, equal lines are units."""
    rows = [["Transaction", "Item", "date_time"]]
    rows += [
        [str(n), i, f"{13 + n}-03-2024 10:00"] for n in range(9) for i in ("Tea", "Tea", "Bun")
    ]
    _, report = imported(made_up_sheet(rows))
    assert report.units == 27


def test_cancelled_orders_are_left_out() -> None:
    """A status or a date of cancelling keeps a line out of demand."""
    rows = [["Order number", "Date", "SKU", "Quantity", "Order status"]]
    rows += [[str(n), f"2024-03-{n:02d}", f"A{n % 3}", "2", "Shipped"] for n in range(1, 21)]
    rows += [
        ["90", "2024-03-21", "A1", "9", "Cancelled"],
        ["91", "2024-03-21", "A1", "9", "交易关闭"],
    ]
    _, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {"cancelled": 2}
    assert report.units == 40


def test_order_fields_left_blank_are_filled_down() -> None:
    """An order's later lines take its date and its cancelling from the first."""
    rows = [["Order number", "Date", "SKU", "Quantity", "Cancelled at"]]
    for n in range(1, 15):
        rows.append([f"#{n}", f"2024-03-{n:02d}", "A1", "2", "2024-03-30" if n == 3 else ""])
        rows.append([f"#{n}", "", "B2", "1", ""])
    sales, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {"cancelled": 2}
    assert sales.rows.loc[sales.rows["item"] == "B2", "day"].nunique() == 13


def test_merged_cells_are_filled_down() -> None:
    """Days that stand once for several rows belong to each of them; equal rows of two days stay."""
    rows = [["Day", "Product", "Sold"]]
    rows += [
        [f"2024-03-{d:02d}" if i == 0 else "", f"P{i}", "2"] for d in range(1, 29) for i in range(3)
    ]
    sales, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {}
    assert (sales.rows.groupby("day")["units"].sum() == 6).all()
    assert "filled_down" in {f.kind for f in report.findings}


def test_a_single_row_is_refused() -> None:
    """One row of sales is too little, and that is said."""
    with pytest.raises(SheetError, match="single row"):
        imported(made_up_sheet(order_lines()[:2]))


def test_the_same_file_twice_counts_once() -> None:
    """Importing an export again, or one that overlaps it, changes nothing of what they share."""
    rows = order_lines()
    first, second = made_up_sheet(rows[:41], "a.csv"), made_up_sheet([rows[0], *rows[21:]], "b.csv")
    _, report = imported(first, second)
    assert report.rows_skipped == {"overlap": 20}
    assert report.units == 180


@pytest.mark.parametrize("day", ["{0}/{1}/{2}", "{0}-{1:02d}-{2:02d} 00:00:00"])
def test_the_same_sales_saved_by_another_program_count_once(day: str) -> None:
    """A text file's 9.80, 3.0 and 2024-03-05 are a workbook's 9.8, 3 and 2024/3/5; a time of day
    tells two sales apart."""
    rows = [["Order", "Date", "SKU", "Qty", "Price"]]
    rows += [[f"O{n}", f"2024-03-{n % 28 + 1:02d}", f"0{n % 3}", "3", "9.80"] for n in range(60)]
    again = [rows[0]]
    for order, written, sku, _, _ in rows[31:]:
        again.append([order, day.format(*map(int, written.split("-"))), sku, "3.0", "9.8"])
    _, report = imported(made_up_sheet(rows, "a.csv"), made_up_sheet(again, "b.xlsx"))
    assert report.rows_skipped == {"overlap": 30}
    timed = [rows[0], *[[o, f"{d} 10:{n:02d}", *rest] for n, (o, d, *rest) in enumerate(rows[1:])]]
    _, report = imported(made_up_sheet(timed, "a.csv"), made_up_sheet(rows, "b.csv"))
    assert report.rows_skipped == {}


def test_daily_totals_of_overlapping_files_count_once() -> None:
    """Totals that two exports agree on are one; two shops' files that differ are both."""
    rows = [["date", "sku", "qty"]]
    rows += [[f"2024-03-{d:02d}", f"A{i}", str(d + 3 * i)] for d in range(1, 29) for i in range(4)]
    late = [rows[0], *rows[41:]]
    _, report = imported(made_up_sheet(rows[:81], "a.csv"), made_up_sheet(late, "b.csv"))
    assert report.rows_skipped == {"overlap": 40}
    other = [rows[0], *[[d, i, str(int(q) + 100)] for d, i, q in rows[1:]]]
    _, report = imported(made_up_sheet(rows, "a.csv"), made_up_sheet(other, "b.csv"))
    assert report.rows_skipped == {}
    assert "same_days" in {f.kind for f in report.findings}


def test_sheets_of_the_same_days_are_stores() -> None:
    """A workbook with a sheet a store keeps the stores apart; a sheet a month makes no stores."""
    rows = [["date", "sku", "qty"]]
    rows += [[f"2024-03-{d:02d}", f"A{i}", "2"] for d in range(1, 29) for i in range(4)]
    pair = [made_up_sheet(rows, "w.xlsx", name) for name in ("North", "South")]
    sales, report = imported(*pair)
    assert set(sales.rows["store"]) == {"North", "South"}
    assert report.units == 2 * 28 * 4 * 2
    april = [rows[0], *[[d.replace("-03-", "-04-"), i, q] for d, i, q in rows[1:]]]
    sales, _ = imported(
        made_up_sheet(rows, "w.xlsx", "March"), made_up_sheet(april, "w.xlsx", "April")
    )
    assert set(sales.rows["store"]) == {""}


def test_a_stock_sheet_joins_by_item() -> None:
    """Stock and supplier from another sheet land in the catalogue, items never sold included."""
    stock = made_up_sheet(
        [
            ["SKU", "On hand", "Supplier", "Lead time", "MOQ", "Unit cost"],
            ["007", "12", "Acme", "2 weeks", "10", "1.10"],
            ["A-1", "0", "Bolt", "5", "1", "0.20"],
            ["NEW", "9", "Bolt", "5", "1", "0.30"],
        ],
        "stock.xlsx",
        "Stock",
    )
    sales, report = imported(made_up_sheet(order_lines()), stock)
    assert report.rows_used == 63
    known = sales.catalogue.set_index(sales.catalogue["item"].astype(str))
    assert known.loc["007", "on_hand"] == 12
    assert known.loc["007", "lead_time"] == 14
    assert known.loc["A-1", "supplier"] == "Bolt"
    assert np.isnan(known.loc["90.750", "on_hand"])
    assert known.loc["NEW", "on_hand"] == 9


def test_lead_times_in_words_only_are_lead_times() -> None:
    """A column without a bare number is read too; its header may name the unit; one that tells how
    goods come, not how long it takes, plays no role."""
    for header, cells, days in (
        ("Lead time", ("2 weeks", "7-10 days"), (14, 8.5)),
        ("Lead time (weeks)", ("2", "3"), (14, 21)),
        ("Delivery time", ("by ship", "express"), (None, None)),
    ):
        rows = [["SKU", "Stock", header], ["007", "12", cells[0]], ["A-1", "0", cells[1]]]
        sales, _ = imported(
            made_up_sheet(order_lines()), made_up_sheet(rows, "stock.xlsx", "Stock")
        )
        known = sales.catalogue.set_index(sales.catalogue["item"].astype(str))["lead_time"]
        assert [None if np.isnan(known[item]) else known[item] for item in ("007", "A-1")] == [
            *days
        ]


def test_orders_on_a_sheet_of_returns_are_told() -> None:
    """Orders that a sheet of returns lists are pointed out and still count as demand."""
    back = made_up_sheet(
        [["Returned", "Order ID"], ["Yes", "100000"], ["Yes", "100010"]], "w.xlsx", "R"
    )
    _, report = imported(made_up_sheet(order_lines(), "w.xlsx", "Orders"), back)
    finding = next(f for f in report.findings if f.kind == "returned_orders")
    assert finding.rows == 2
    assert report.units == 180


def test_nothing_left_is_refused() -> None:
    """A sheet of which no row is a sale is refused with what was left out."""
    rows = [["Date", "SKU", "Quantity", "Status"]]
    rows += [[f"2024-03-{n:02d}", "A1", "1", "Cancelled"] for n in range(1, 9)]
    with pytest.raises(SheetError, match="No row"):
        imported(made_up_sheet(rows))


def test_codes_that_excel_ruined_are_flagged() -> None:
    """Codes cut to 15 digits, or written as powers of ten, are pointed out."""
    _, report = imported(_with(["9001", "2024-03-09", "1.23457E+17", "1", "1"]))
    assert "ruined_code" in {f.kind for f in report.findings}


def test_cleaning_stops_when_asked() -> None:
    """Cleaning answers a request to stop."""
    sheet = made_up_sheet(order_lines())
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        clean([sheet], understand([sheet]), progress)


NOISE = [
    ["", "", "", "", ""],
    ["", "", "合计", "180", ""],
    ["Order ID", "Order date", "SKU", "Qty", "Unit price"],
    ["7001", "2024-03-09", "POST", "1", "9.90"],
    ["7002", "2024-02-30", "007", "1", "9.90"],
    ["7003", "2024-03-09", "007", "n.a.", "9.90"],
    ["C7004", "2024-03-09", "A-1", "-2", "2.50"],
    ["7005", "2024-03-09", "A-1", "2", "-1"],
    ["7006", "５/３/2024", "A-1", "(2)", "¥1"],
    ["#unreadable"],
    ["7007", "2024-03-09", "007 ", "1,000", "1e3"],
]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(NOISE), max_size=12), st.integers(2, 60))
def test_every_row_is_accounted_for(noise: list[list[str]], at: int) -> None:
    """Whatever stands in a sheet, rows read are rows used and rows left out, by class."""
    rows = order_lines()
    sheet = made_up_sheet([*rows[:at], *noise, *rows[at:]])
    sales, report = imported(sheet)
    assert report.rows_read == len(sheet.cells) - 1
    assert report.rows_read == report.rows_used + sum(report.rows_skipped.values())
    assert report.rows_used == len(sales.rows)
    assert report.units == pytest.approx(sales.rows["units"].sum())


@settings(max_examples=15)
@given(st.lists(st.sampled_from(NOISE), max_size=8))
def test_cleaning_twice_is_cleaning_once(noise: list[list[str]]) -> None:
    """The sales of a sheet, written as a sheet and cleaned again, are the same sales."""
    sales, _ = imported(made_up_sheet([*order_lines(), *noise]))
    rows = [["Invoice", "Date", "SKU", "Qty", "Price"]]
    for number, line in enumerate(sales.rows.itertuples()):
        price = repr(line.unit_price) if line.unit_price == line.unit_price else ""
        rows.append([f"N{number}", str(line.day.date()), str(line.item), repr(line.units), price])
    again, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {}
    for name in ("item", "day", "units"):
        assert again.rows[name].tolist() == sales.rows[name].tolist()


@settings(max_examples=30)
@given(
    st.lists(
        st.text(st.sampled_from("0123456789ABCabc.-_/ 货号é"), min_size=1, max_size=20)
        .map(str.strip)
        .filter(lambda t: any(c.isdigit() for c in t) and not t.endswith((".", "-", "/"))),
        min_size=3,
        max_size=6,
        unique=True,
    )
)
def test_codes_survive(codes: list[str]) -> None:
    """Item codes come out letter for letter as they stand in the sheet."""
    sales, report = imported(made_up_sheet(order_lines(8, codes)))
    kept = set(sales.rows["item"].astype(str)) == set(codes)
    assert kept or report.rows_skipped
    assert set(sales.rows["item"].astype(str)) <= set(codes)
    assert isinstance(sales.rows["item"].dtype, pd.CategoricalDtype)
