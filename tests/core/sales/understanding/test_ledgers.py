"""Ledgers, exports and notes that hold more than sales, or sales written in other ways."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.errors import SheetError
from core.sales.understanding.columns import guess_columns
from tests.core.sales.made_up_sheets import imported, made_up_sheet

NAMES = ("Fern print", "Mug", "Soap", "Board", "Candle")


def lines(header: Sequence[str], *fields: str) -> list[list[str]]:
    """Return order lines of 20 days, two orders a day with two items each, as ``fields`` say."""
    rows = [list(header)]
    for day in range(1, 21):
        for order in range(2):
            for place in range(2):
                item = (day + 2 * order + place) % 5
                number = 700 + 2 * day + order
                said = {
                    "day": f"2024-03-{day:02d}",
                    "short": f"24.3.{day}",
                    "named": f"{day}-Mar",
                    "month": "2024-03",
                    "late": f"2024-04-{day:02d}",
                    "order": f"D{number}",
                    "customer": f"C{number % 7}",
                    "group": f"G{item % 2}",
                    "code": f"A-{item:02d}",
                    "name": NAMES[item],
                    "units": str(1 + (day + item) % 4),
                    "more": str(3 + (day * item) % 5),
                    "minus": f"-{1 + (day + item) % 4}",
                    "one": "1",
                }
                rows.append([said.get(field, field) for field in fields])
    return rows


def columns_of(rows: list[list[str]]) -> dict[str, str]:
    """Return the header of each role."""
    columns = guess_columns(made_up_sheet(rows))
    return {role: columns.labels[column] for role, column in columns.roles.items()}


def test_goods_taken_out_of_stock_are_sold() -> None:
    """Where (nearly) all quantities have a minus, goods were taken out of stock: they are sales."""
    plain = lines(("Posting date", "Material", "Quantity"), "day", "code", "units")
    minus = lines(("Posting date", "Material", "Quantity"), "day", "code", "minus")
    sold, _ = imported(made_up_sheet(plain))
    taken, report = imported(made_up_sheet(minus))
    assert taken.rows["units"].tolist() == sold.rows["units"].tolist()
    assert "goods_issue" in {finding.kind for finding in report.findings}


@pytest.mark.parametrize("name", ["returns march.csv", "退货明细.csv"])
def test_a_sheet_of_nothing_but_returns_is_refused(name: str) -> None:
    """Where all quantities have a minus and the sheet speaks of returns, nothing was sold."""
    minus = lines(("Posting date", "Material", "Quantity"), "day", "code", "minus")
    with pytest.raises(SheetError, match="what came back"):
        imported(made_up_sheet(minus, path=name))


@pytest.mark.parametrize(
    ("type_", "sale", "moves"),
    [
        ("单据类型", "销售出库", ("采购入库", "盘点调整")),
        ("Type", "Sale", ("Purchase", "Stock adjustment")),
        ("what", "Sales", ("Waste", "Transfer in")),
    ],
)
def test_movements_that_are_no_sales_are_left_out(
    type_: str, sale: str, moves: tuple[str, ...]
) -> None:
    """A ledger's purchases, counts and moves are told from sales by its column of types."""
    rows = lines(("date", type_, "SKU", "qty"), "day", sale, "code", "units")
    sold = sum(int(row[3]) for row in rows[1:])
    for number, move in enumerate(moves * 4):
        rows.insert(4 + 3 * number, ["2024-03-09", move, "A-01", "60"])
    _, report = imported(made_up_sheet(rows))
    assert report.units == sold
    assert report.rows_skipped["transfer"] == 8


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (("采购日期", "商品编码", "数量"), ("day", "code", "units")),
        (("日期", "商品编码", "入库数量"), ("day", "code", "units")),
        (("Date", "SKU", "Qty received"), ("day", "code", "units")),
        (("日期", "商品编码", "库存数量"), ("day", "code", "units")),
        (("日期", "商品", "金额"), ("day", "Mug*2；Soap*1", "units")),
        (("Date", "Orders", "Gross sales", "Net sales"), ("day", "units", "more", "units")),
    ],
)
def test_what_is_no_sale_is_refused(header: tuple[str, ...], fields: tuple[str, ...]) -> None:
    """Purchases, stock by day, whole orders in a cell and a day's takings end in a sentence."""
    rows = lines(header, *fields)
    if "Mug*2；Soap*1" in fields:
        for number, row in enumerate(rows[1:]):
            row[1] = f"{NAMES[number % 5]}*2；{NAMES[number % 4]}*1"
    if header[1] == "Orders":
        rows = [rows[0], *rows[1::4]]
    with pytest.raises(SheetError):
        guess_columns(made_up_sheet(rows))


def test_days_without_a_century() -> None:
    """24.3.5 is the 5th of March 2024 where the first number stays and the last one runs."""
    sales, report = imported(
        made_up_sheet(lines(("日期", "品名", "卖出"), "short", "name", "units"))
    )
    assert report.rows_used == 80
    assert str(sales.rows["day"].max().date()) == "2024-03-20"


def test_days_without_a_year_in_letters() -> None:
    """5-Mar, as Excel shows days, takes its year from the file's name."""
    rows = lines(("Date", "Product", "Sold"), "named", "name", "units")
    sales, _ = imported(made_up_sheet(rows, "sales 2023.csv"))
    assert str(sales.rows["day"].min().date()) == "2023-03-01"


def test_the_finer_code_is_the_item() -> None:
    """A code that stands for several names is a group's; the one that stands for each is taken."""
    header = ("日期", "订单号", "商品编码", "商品规格编码", "商品名称", "数量")
    found = columns_of(lines(header, "day", "order", "group", "code", "name", "units"))
    assert found["item"] == "商品规格编码"


def test_the_name_that_belongs_to_the_code() -> None:
    """ "Name" may be the customer's: the title is the name that each code has one of."""
    header = ("Date", "Document No.", "Name", "Item", "Display Name", "Quantity")
    found = columns_of(lines(header, "day", "order", "customer", "code", "name", "units"))
    assert (found["item"], found["title"]) == ("Item", "Display Name")


def test_orders_by_their_cells() -> None:
    """A nameless column whose lines stand together and are of one day is the order; what only
    tells of orders is no part of an item's key."""
    header = ("Date", "Vbl", "Party", "Material", "Quantity")
    found = columns_of(lines(header, "day", "order", "customer", "code", "units"))
    assert found["order_id"] == "Vbl"
    assert not guess_columns(
        made_up_sheet(lines(header, "day", "order", "customer", "code", "units"))
    ).item_parts


def test_the_finer_and_earlier_day() -> None:
    """A nameless column of days goes before one that tells only their months, or a later time."""
    month = columns_of(lines(("Period", "xq", "SKU", "Qty"), "month", "day", "code", "units"))
    assert month["day"] == "xq"
    late = columns_of(lines(("Updated at", "xq", "SKU", "Qty"), "late", "day", "code", "units"))
    assert late["day"] == "xq"


def test_what_is_not_quite_sold_counts_where_nothing_else_does() -> None:
    """ "Qty comp." is nearer to what was sold than one a row; of two such columns one is asked."""
    found = columns_of(lines(("Date", "SKU", "Qty returned or sold"), "day", "code", "units"))
    assert found["units"] == "Qty returned or sold"


def test_items_written_once_for_their_rows() -> None:
    """An item that stands on the first of its rows only, as in merged cells, holds for all."""
    rows = [["", "日期", "数量"]]
    for item in NAMES:
        rows += [[item if d == 1 else "", f"2024-03-{d:02d}", str(d)] for d in range(1, 13)]
    sales, report = imported(made_up_sheet(rows))
    assert set(sales.rows["item"]) == set(NAMES)
    assert report.units == 5 * 78


def test_a_header_of_two_words_means_the_last() -> None:
    """ "SKU件数" is a number of pieces, not a SKU."""
    found = columns_of(lines(("日期", "SKU编码", "SKU件数"), "day", "code", "units"))
    assert (found["item"], found["units"]) == ("SKU编码", "SKU件数")
