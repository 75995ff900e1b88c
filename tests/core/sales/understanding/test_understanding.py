"""What is understood of a sheet: header, layout, roles, order of day and month."""

from __future__ import annotations

import pytest

from core.errors import QuestionError, SheetError
from core.sales.understanding.columns import corrected, guess_columns
from core.sales.understanding.several_sheets import understand
from tests.core.sales.made_up_sheets import imported, made_up_sheet, order_lines


def _roles(rows: list[list[str]], **names: str) -> dict[str, str]:
    columns = guess_columns(made_up_sheet(rows, **names))
    return {role: columns.labels[column] for role, column in columns.roles.items()}


def test_roles_of_an_english_export() -> None:
    """Day, item, units, order and price are known from plain English headers."""
    roles = _roles(order_lines())
    assert roles == {
        "order_id": "Order ID",
        "day": "Order date",
        "item": "SKU",
        "units": "Qty",
        "unit_price": "Unit price",
    }


def test_roles_of_a_chinese_export() -> None:
    """Chinese headers map as English ones do; the code is the item and its name the title."""
    rows = [["销售日期", "货号", "商品名称", "销售数量", "单价", "门店", "库存"]]
    rows += [
        [f"2024年3月{d}日", f"00{i}", f"商品{i}", "3件", "¥1,299.00", "一店", "40"]
        for d in range(1, 15)
        for i in range(3)
    ]
    roles = _roles(rows)
    assert roles["item"] == "货号"
    assert roles["title"] == "商品名称"
    assert roles["store"] == "门店"
    assert roles["on_hand"] == "库存"
    sales, report = imported(made_up_sheet(rows))
    assert report.units == 3 * 14 * 3
    assert sales.currency == "¥"
    assert sales.catalogue["unit_price"].tolist() == [1299.0] * 3


def test_unknown_headers_map_by_their_cells() -> None:
    """Headers nobody knows still map: days, repeating texts and whole numbers tell themselves."""
    rows = [["Foo", "Bar", "Baz"]]
    rows += [[f"2024-01-{d:02d}", f"thing {i}", str(d + i)] for d in range(1, 20) for i in range(4)]
    assert _roles(rows) == {"day": "Foo", "item": "Bar", "units": "Baz"}


@pytest.mark.parametrize("titles", [1, 5, 20])
def test_header_below_title_lines(titles: int) -> None:
    """The header is found below up to 20 lines of titles and export notes."""
    above = [
        [f"月度销售报表 {n}", "", "导出时间：2024-04-01" if n % 2 else ""] for n in range(titles)
    ]
    columns = guess_columns(made_up_sheet(above + order_lines()))
    assert columns.header_row == titles
    assert columns.labels[2] == "SKU"


def test_the_first_of_repeated_headers_counts() -> None:
    """Where each page of a report repeats the header, lines above the second one are not lost."""
    rows = order_lines()
    noise = [["", "", "合计", "180", ""]] * 2
    sheet = made_up_sheet([*rows[:2], *noise, rows[0], *rows[2:]])
    assert guess_columns(sheet).header_row == 0


def test_two_row_header_is_joined() -> None:
    """A merged header of two rows is joined, so that its lower names keep their group."""
    rows = [
        ["日期", "商品编码", "销售", "", "库存", ""],
        ["", "", "数量", "金额", "数量", "金额"],
    ]
    rows += [
        [f"2024-03-{d:02d}", f"A{i}", str(d % 4), str(d * 10), "50", "500"]
        for d in range(1, 20)
        for i in range(3)
    ]
    columns = guess_columns(made_up_sheet(rows))
    assert columns.header_depth == 2
    assert columns.header_row == 1
    assert columns.labels[2] == "销售 数量"
    assert columns.roles["units"] == 2


def test_chinese_months_across_with_the_year_above() -> None:
    """Months across columns take their year from the merged row above them."""
    rows = [
        ["货号", "2023年", *[""] * 11, "2024年", *[""] * 2, "合计"],
        ["", *[f"{m}月" for m in range(1, 13)], "1月", "2月", "3月", ""],
        *[[f"00{i}", *[str(i + m) for m in range(15)], str(15 * i + 105)] for i in range(1, 6)],
        ["合计", *[str(15 + 5 * m) for m in range(15)], "750"],
    ]
    columns = guess_columns(made_up_sheet(rows))
    assert columns.layout == "wide"
    assert columns.spread_days[0] == "2023-01-01"
    assert columns.spread_days[-1] == "2024-03-01"
    sales, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {"total": 1}
    assert report.units == 15 * 15 + 5 * 105
    assert set(sales.rows["item"]) == {"001", "002", "003", "004", "005"}


def test_english_months_across() -> None:
    """ "Jan 2024" and its like across columns become periods, the total column is not one."""
    months = ["Nov 2023", "Dec 2023", "Jan 2024", "Feb 2024"]
    rows = [["SKU", "Description", *months, "Total"]]
    rows += [[f"K{i}", f"thing {i}", "1", "2", "3", "4", "10"] for i in range(6)]
    columns = guess_columns(made_up_sheet(rows))
    assert columns.spread_days == ("2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01")
    _, report = imported(made_up_sheet(rows))
    assert report.units == 60


def test_months_without_any_year_are_asked_about() -> None:
    """Months across with no year anywhere end in a question, not in a guess."""
    rows = [["货号", "1月", "2月", "3月"], *[[f"00{i}", "1", "2", "3"] for i in range(5)]]
    with pytest.raises(QuestionError) as asked:
        guess_columns(made_up_sheet(rows))
    assert asked.value.topic == "year"


def test_days_without_a_year_take_it_from_the_name() -> None:
    """3月5日 gets its year from the file's name; without any year the operator is asked."""
    rows = [["日期", "货号", "数量"]]
    rows += [[f"3月{d}日", f"A{i}", "2"] for d in range(1, 29) for i in range(2)]
    sales, _ = imported(made_up_sheet(rows, "2024年销售.xlsx"))
    assert str(sales.rows["day"].min().date()) == "2024-03-01"
    with pytest.raises(QuestionError) as asked:
        guess_columns(made_up_sheet(rows))
    assert asked.value.topic == "year"


def test_several_possible_quantities_are_asked_about() -> None:
    """Two unknown columns of counts (a column a store) end in a question, not in one of them."""
    rows = [["Date", "SKU", "North", "South"]]
    rows += [[f"2024-03-{d:02d}", f"A{i}", str(d), str(i)] for d in range(1, 29) for i in range(4)]
    with pytest.raises(QuestionError) as asked:
        guess_columns(made_up_sheet(rows))
    assert asked.value.choices == ("North", "South")


def test_items_across_columns() -> None:
    """A row a month and a column an item is read as such, codes of digits included."""
    rows = [["month", "21029627", "21029628", "0042"]]
    rows += [[f"20{y}-{m:02d}-01", "0", str(m), "3"] for y in (22, 23) for m in range(1, 13)]
    columns = guess_columns(made_up_sheet(rows))
    assert columns.layout == "wide_items"
    sales, report = imported(made_up_sheet(rows))
    assert set(sales.rows["item"]) == {"21029627", "21029628", "0042"}
    assert report.rows_used == 24
    assert report.units == 2 * 78 + 24 * 3


def test_day_order_is_settled_by_the_whole_column() -> None:
    """One day above 12 decides the order for every day of the column."""
    rows = [["Date", "Item", "Qty"], ["03/04/2024", "a1", "1"], ["05/04/2024", "b2", "1"]]
    assert guess_columns(made_up_sheet([*rows, ["25/04/2024", "a1", "1"]])).day_order == "dmy"
    assert guess_columns(made_up_sheet([*rows, ["04/25/2024", "a1", "1"]])).day_order == "mdy"


def test_day_order_in_doubt_is_asked_about() -> None:
    """Where nothing settles day and month the operator is asked, with both choices."""
    rows = [["Date", "Item", "Qty"]]
    rows += [[f"{d:02d}/01/2024", f"a{i}", "1"] for d in range(1, 13) for i in range(2)]
    with pytest.raises(QuestionError) as asked:
        guess_columns(made_up_sheet(rows))
    assert asked.value.topic == "day_order"
    assert asked.value.choices == ("dmy", "mdy")


def test_day_order_by_even_spacing() -> None:
    """First days of 24 months are months, not the first twelve days of two Januaries."""
    rows = [["Date", "Item", "Qty"]]
    rows += [[f"01/{m:02d}/{y}", "a1", "1"] for y in (2023, 2024) for m in range(1, 13)]
    rows += [[f"01/{m:02d}/{y}", "b1", "1"] for y in (2023, 2024) for m in range(1, 13)]
    assert guess_columns(made_up_sheet(rows)).day_order == "dmy"


def test_counter_is_found() -> None:
    """A quantity that only ever rises is a counter, and its rises are the sales."""
    rows = [["date", "id", "sale_count"]]
    for i in range(30):
        rows += [[f"2024-05-{d:02d}", f"X{i:03d}", str(1000 * i + 7 * d)] for d in range(1, 11)]
    sheet = made_up_sheet(rows)
    assert guess_columns(sheet).counter
    _, report = imported(sheet)
    assert report.units == 30 * 9 * 7
    assert report.rows_skipped == {"counter_start": 30}
    assert "counter" in {f.kind for f in report.findings}


def test_a_growing_item_is_no_counter() -> None:
    """Sales that rise over time but fall on many days are sales."""
    rows = [["date", "id", "units"]]
    for i in range(30):
        rows += [
            [f"2024-05-{d:02d}", f"X{i:03d}", str(5 + d + (i * 7 + d * 13) % 9)]
            for d in range(1, 25)
        ]
    assert not guess_columns(made_up_sheet(rows)).counter


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["SKU", "Qty"], *[[f"A{i}", "3"] for i in range(9)]], "no column of dates"),
        ([["Date", "Qty", "City"], *[[f"2024-01-0{i}", "x", "Rome"] for i in range(1, 9)]], "item"),
        ([["Date", "SKU", "Qty"]], "no rows below"),
        ([["2024-01-01", "A1", "3"]], "no rows below"),
    ],
)
def test_no_sales_is_said_plainly(rows: list[list[str]], said: str) -> None:
    """A sheet that cannot be forecast is refused with its own sentence."""
    with pytest.raises(SheetError, match=said):
        guess_columns(made_up_sheet(rows))


def test_other_sheets_of_a_workbook_are_set_aside() -> None:
    """A workbook's notes do not stop its sales from being read, and are accounted for."""
    notes = made_up_sheet(
        [["Manager", "Region"], ["Ann", "West"], ["Bo", "East"]], "w.xlsx", "People"
    )
    lines = made_up_sheet(order_lines(), "w.xlsx", "Orders")
    assert [m.layout for m in understand([notes, lines])] == ["none", "lines"]
    _, report = imported(notes, lines)
    assert report.rows_skipped == {"not_sales": 2}
    assert report.rows_read == 2 + 60


def test_a_correction_is_kept_and_the_rest_follows() -> None:
    """After a role is changed by hand, the other roles are guessed around it."""
    rows = [["Date", "Shipped", "SKU", "Qty", "Packed"]]
    rows += [[f"2024-01-{d:02d}", f"2024-02-{d:02d}", f"A{d % 3}", "1", "2"] for d in range(13, 29)]
    sheet = made_up_sheet(rows)
    first = guess_columns(sheet)
    assert first.roles["day"] == 0
    changed = corrected(sheet, first, roles={"day": 1, "units": 4})
    assert changed.roles["day"] == 1
    assert changed.roles["units"] == 4
    assert changed.roles["item"] == 2
    again = corrected(sheet, changed, decimal_mark=",")
    assert again.roles["units"] == 4


def test_brand_and_product_make_the_item() -> None:
    """Where products repeat under several brands, both columns make the item's key."""
    rows = [["date", "brand", "product", "value"]]
    rows += [
        [f"2024-01-{d:02d}", f"B{b}", str(p), str(d + p)]
        for d in range(1, 29)
        for b in range(3)
        for p in range(4)
    ]
    sales, report = imported(made_up_sheet(rows))
    assert sales.rows["item"].nunique() == 12
    assert report.rows_used == 28 * 12
