"""What columns of marks and document types say became of a line."""

from __future__ import annotations

import pytest

from tests.core.sales.made_up_sheets import imported, made_up_sheet, order_lines


def _marked(header: str, usual: str, other: str) -> list[list[str]]:
    """Return sixty order lines (180 units) with a further column, another text on each tenth."""
    head, *lines = order_lines()
    marks = [other if number % 10 == 0 else usual for number in range(len(lines))]
    return [[*head, header], *([*line, mark] for line, mark in zip(lines, marks, strict=True))]


@pytest.mark.parametrize(
    ("header", "usual", "other", "kind"),
    [
        ("Storno", "N", "J", "cancelled"),
        ("作废标志", "", "Y", "cancelled"),
        ("Void?", "No", "Yes", "cancelled"),
        ("Refunded", "No", "Yes", "refunded"),
        ("商品退款状态", "", "退款成功", "refunded"),
        ("订单状态", "完成", "(删除)等待出库", "cancelled"),
    ],
)
def test_marked_lines_are_left_out(header: str, usual: str, other: str, kind: str) -> None:
    """A column that answers yes or no, or names a state, takes its lines out by its own class."""
    sales, report = imported(made_up_sheet(_marked(header, usual, other)))
    assert report.rows_skipped == {kind: 6}
    assert sales.rows["units"].sum() == 180 - 20


@pytest.mark.parametrize(
    ("header", "usual", "other"),
    [
        ("Type", "Sales invoice", "Sales credit note"),
        ("红蓝字", "蓝字", "红字"),
        ("单据类型", "销售单", "销售退货单"),
    ],
)
def test_documents_of_returns_count_as_returns(header: str, usual: str, other: str) -> None:
    """Quantities of credit notes stand without a minus; the documents' kind says they came back,
    even beside a column of statuses."""
    rows = _marked(header, usual, other)
    rows = [[*row, "Status" if number == 0 else "Paid"] for number, row in enumerate(rows)]
    sales, report = imported(made_up_sheet(rows))
    assert report.units_returned == 20
    assert sales.rows["units"].sum() == 180 - 40


def test_a_status_of_such_words_tells_what_became_of_a_sale() -> None:
    """A status "Returned" stands on the sale itself, whose quantity stays what it was."""
    _, report = imported(made_up_sheet(_marked("Order status", "Shipment", "Return")))
    assert report.units_returned == 0
