"""Several tables on one sheet are taken apart where each is understood by itself."""

from __future__ import annotations

from core.sales.understanding.tables import separated
from tests.core.sales.made_up_sheets import imported, made_up_sheet, order_lines

STOCK = [["SKU", "On hand", "Supplier"], ["007", "12", "North"], ["A-1", "3", "South"]]


def test_a_stock_list_beside_the_sales() -> None:
    """A stock list to the right, a blank column between, becomes a sheet of its own that joins."""
    lines = order_lines()
    blank = [["", "", ""]] * (len(lines) - len(STOCK))
    rows = [[*left, "", *right] for left, right in zip(lines, [*STOCK, *blank], strict=True)]
    parts = separated([made_up_sheet(rows)])
    assert [part.cells.shape[1] for part in parts] == [5, 3]
    sales, report = imported(*parts)
    assert report.units == 180
    stock = dict(zip(sales.catalogue["item"], sales.catalogue["on_hand"], strict=True))
    assert (stock["007"], stock["A-1"]) == (12, 3)


def test_a_stock_list_below_the_sales() -> None:
    """A second header below a blank row begins another table; rows keep their numbers."""
    lines = order_lines()
    rows = [*lines, [], *STOCK]
    parts = separated([made_up_sheet(rows)])
    assert [part.sheet_name for part in parts] == ["", "(2)"]
    assert len(parts[0].cells) == len(lines) + 1
    assert parts[1].cells[0].iloc[len(lines) + 2] == "007"
    sales, report = imported(*parts)
    assert report.units == 180
    assert report.rows_read == report.rows_used + sum(report.rows_skipped.values())
    assert sales.catalogue["on_hand"].notna().sum() == 2


def test_a_blank_column_does_not_make_two_tables() -> None:
    """Price and amount beyond a blank column belong to the lines they stand beside."""
    rows = [[*row[:4], "", row[4], "9.00"] for row in order_lines()]
    rows[0][-1] = "Amount"
    assert len(separated([made_up_sheet(rows)])) == 1


def test_blank_rows_and_repeated_headers_do_not_make_tables() -> None:
    """Pages of one report stay one table."""
    lines = order_lines()
    rows = [*lines[:20], [], lines[0], *lines[20:], [], ["Printed by admin"]]
    assert len(separated([made_up_sheet(rows)])) == 1
