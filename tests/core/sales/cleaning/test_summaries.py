"""Sums beside what they sum up: on another sheet, in quarters among months, in sums of orders."""

from __future__ import annotations

from core.sales.understanding.columns import guess_columns
from core.sales.understanding.days import swapped_order, with_month_and_day_exchanged
from tests.core.sales.made_up_sheets import imported, made_up_sheet, order_lines


def test_a_pivot_of_the_lines_does_not_count_again() -> None:
    """A sheet of sums by month beside the order lines they sum up is left out, row by row."""
    lines = order_lines(days=80)
    sums: dict[tuple[str, str], int] = {}
    for _, day, item, units, _ in lines[1:]:
        sums[item, day[:7]] = sums.get((item, day[:7]), 0) + int(units)
    months = sorted({month for _, month in sums})
    items = sorted({item for item, _ in sums})
    pivot = [["SKU", *months], *[[i, *[str(sums[i, m]) for m in months]] for i in items]]
    detail = made_up_sheet(lines, path="book.xlsx", sheet_name="Lines")
    summary = made_up_sheet(pivot, path="book.xlsx", sheet_name="Months")
    alone, _ = imported(detail)
    for sheets in ((detail, summary), (summary, detail)):
        sales, report = imported(*sheets)
        assert report.units == sum(int(row[3]) for row in lines[1:])
        assert report.rows_skipped == {"overlap": len(items)}
        assert len(sales.rows) == len(alone.rows)


def test_sheets_that_do_not_agree_both_count() -> None:
    """Sums of other figures are sales of their own."""
    lines = order_lines(days=80)
    pivot = [["SKU", "2024-03", "2024-04", "2024-05"], *[[i, "500", "400", "300"] for i in "XYZ"]]
    _, report = imported(
        made_up_sheet(lines, path="book.xlsx", sheet_name="Lines"),
        made_up_sheet(pivot, path="book.xlsx", sheet_name="Wholesale"),
    )
    assert "overlap" not in report.rows_skipped


def test_quarters_among_their_months_are_sums() -> None:
    """A quarter's column after its months is not another period; quarters of other years are."""
    months = ["2024年1月", "2024年2月", "2024年3月"]
    rows = [["货号", "2023年第4季度", *months, "2024年第1季度", "合计"]]
    rows += [[f"A{i}", "9", str(i), "2", "3", str(i + 5), str(i + 14)] for i in range(5)]
    columns = guess_columns(made_up_sheet(rows))
    assert columns.spread_days == ("2023-10-01", "2024-01-01", "2024-02-01", "2024-03-01")


def test_days_that_excel_exchanged_are_put_right() -> None:
    """Days up to the 12th stored with month and day exchanged beside texts after the 12th."""
    days = [f"{d:02d}/03/2024" if d > 12 else f"2024-{d:02d}-03" for d in range(1, 29)]
    assert swapped_order(days) == "dmy"
    assert swapped_order(["2024-03-20", *days]) == ""
    assert with_month_and_day_exchanged("2024-05-03") == "2024-03-05"
    rows = [["Date", "SKU", "Qty"], *[[day, sku, "2"] for day in days for sku in ("A1", "B2")]]
    sheet = made_up_sheet(rows, path="book.xlsx")
    _, text_report = imported(sheet)
    assert "days_exchanged" not in {f.kind for f in text_report.findings}  # texts are as typed
    import dataclasses

    sales, report = imported(dataclasses.replace(sheet, encoding=""))
    assert str(sales.rows["day"].min().date()) == "2024-03-01"
    assert str(sales.rows["day"].max().date()) == "2024-03-28"
    assert "days_exchanged" in {finding.kind for finding in report.findings}


def test_sums_and_payments_of_an_export_are_no_sales() -> None:
    """Lightspeed writes a row for the sale and one for its payment around its lines."""
    header = ["Date", "Receipt", "Line Type", "Quantity", "Total", "Details", "SKU", "Status"]
    rows = [header]
    for day in range(1, 15):
        at, receipt = f"2024-03-{day:02d} 10:00:00", str(100 + day)
        rows.append([at, receipt, "Sale", "3", "30", "Mug + 1 more", "", "CLOSED"])
        rows.append([at, receipt, "Sale Line", "1", "10", "Mug", "M-1", "CLOSED"])
        rows.append([at, receipt, "Sale Line", "2", "20", "Cup", "C-1", "CLOSED"])
        rows.append([at, receipt, "Payment", "", "30", "Cash", "", "CLOSED"])
    sales, report = imported(made_up_sheet(rows))
    assert report.units == 14 * 3
    assert report.rows_skipped == {"total": 28}
    assert set(sales.rows["item"]) == {"M-1", "C-1"}
