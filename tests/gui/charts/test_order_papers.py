"""Purchase orders and charts as PDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.errors import OutputError
from core.restocking.orders.policy import make_plan
from core.workbook import OrderPapers, purchase_orders
from gui.charts.order_papers import print_orders, save_order
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


@pytest.fixture
def papers(qtbot: QtBot) -> OrderPapers:
    """Orders of eight items of two suppliers, with two charts."""
    demand = made_up_demand(8, 60)
    forecast = made_up_forecast(demand)
    terms = made_up_terms(
        demand, {"on_hand": 0.0, "unit_cost": 2.0, "title": ["青瓷杯", "=1+1"] * 4}
    )
    plan = make_plan(forecast, terms, demand.as_of)
    titles = tuple(terms.table["title"])
    orders = purchase_orders(plan, terms)
    return OrderPapers(orders, demand, forecast, (0, 1), titles, "zh_CN", "¥")


def pages(path: Path) -> int:
    """The number of pages of a PDF."""
    raw = path.read_bytes()
    assert raw.startswith(b"%PDF-")
    assert raw.rstrip().endswith(b"%%EOF")
    return raw.count(b"/Type /Page\n")


def test_each_supplier_has_a_file_and_the_merchant_the_charts(
    papers: OrderPapers, tmp_path: Path
) -> None:
    """One PDF an order, one with charts, nothing else left behind."""
    print_orders(tmp_path, papers)
    names = {f"{order.file_name()}.pdf" for order in papers.orders} | {"charts.pdf"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert all(pages(path) >= 1 for path in tmp_path.iterdir())


def test_a_long_order_goes_on_over_pages(papers: OrderPapers, tmp_path: Path) -> None:
    """A hundred and fifty lines take several pages; forty of them fewer."""
    order = papers.orders[0]
    counts = []
    for count in (40, 150):
        lines = (order.lines * 40)[:count]
        path = tmp_path / f"{count}.pdf"
        save_order(path, replace(order, lines=lines), "en", "£")
        counts.append(pages(path))
    assert counts[0] < counts[1] <= 6


def test_a_folder_that_is_not_there_is_refused(papers: OrderPapers, tmp_path: Path) -> None:
    """A sentence, and no half file."""
    with pytest.raises(OutputError, match=r"\."):
        save_order(tmp_path / "no" / "order.pdf", papers.orders[0], "en", "")
