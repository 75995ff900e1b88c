"""core/sales/understanding/joins.py: order lines and orders in two tables."""

from __future__ import annotations

from core.sales.understanding.joins import joined
from tests.core.sales.made_up_sheets import imported, made_up_sheet

LINES = [["line_id", "order_id", "sku", "quantity"]]
LINES += [[str(n), str(n // 2), f"A-{n % 3}", "2"] for n in range(120)]
ORDERS = [["order_id", "date", "time"]]
ORDERS += [[str(n), f"2024-03-{1 + n // 2:02d}", "11:38"] for n in range(60)]


def test_order_lines_take_their_day_from_the_orders() -> None:
    """In either order of the files, lines get the day of their order and nothing is lost."""
    lines, orders = made_up_sheet(LINES, "details.csv"), made_up_sheet(ORDERS, "orders.csv")
    for sheets in ((lines, orders), (orders, lines)):
        sales, report = imported(*joined(sheets))
        assert report.units == 240
        assert str(sales.rows["day"].max().date()) == "2024-03-30"
        assert (report.rows_read, report.rows_used) == (180, 120)
        assert report.rows_skipped == {"not_sales": 60}


def test_tables_that_do_not_belong_together_stay_apart() -> None:
    """Orders of another time, or orders that stand twice, are not joined."""
    lines = made_up_sheet(LINES, "details.csv")
    others = [ORDERS[0], *([f"9{row[0]}", *row[1:]] for row in ORDERS[1:])]
    for orders in (others, [*ORDERS, ORDERS[1]]):
        sheets = (lines, made_up_sheet(orders, "orders.csv"))
        assert joined(sheets) == sheets


def test_a_sheet_with_days_of_its_own_is_left_alone() -> None:
    """Lines that say when they were sold are not joined to anything."""
    dated = [[*LINES[0], "day"], *([*row, "2024-03-05"] for row in LINES[1:])]
    sheets = (made_up_sheet(dated), made_up_sheet(ORDERS, "orders.csv"))
    assert joined(sheets)[0] is sheets[0]
