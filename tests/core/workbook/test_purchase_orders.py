"""Purchase orders: what suppliers see, as values and as a table of text (P54, P56)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from core.errors import OutputError
from core.files import check_folder
from core.restocking.orders.policy import make_plan
from core.workbook import purchase_orders, write_purchase_table
from core.workbook.purchase_orders import columns_of
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast

HOSTILE = ("=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1+1", "\t=1", "two\r\nlines", "🍜 杯面")


def orders_of(**columns: object):
    """Orders of twelve items of three suppliers, one of them without a name."""
    demand = made_up_demand(12, 60)
    given = {
        "supplier": ["North", "a/b:c*", ""] * 4,
        "unit_cost": [2.5, 1.25, np.nan] * 4,
        "unit_price": 7.25,
        "on_hand": 0.0,
        "lead_time_days": 10.0,
        **columns,
    }
    terms = made_up_terms(demand, given)
    plan = make_plan(made_up_forecast(demand, 13), terms, demand.as_of)
    return plan, purchase_orders(plan, terms)


def test_every_ordered_unit_is_in_one_order():
    """Units and amounts of all orders are those of the plan; rejected items are in none."""
    plan, orders = orders_of()
    assert sum(order.units for order in orders) == sum(it.final_quantity for it in plan.suggestions)
    for order in orders:
        assert order.units == sum(line.quantity for line in order.lines)
        assert len(order.lines) == 4
        assert {str(line.wanted - order.day) for line in order.lines} == {"10 days"}
    assert orders[0].amount == pytest.approx(2.5 * orders[0].units)
    assert np.isnan(orders[2].amount)
    assert orders[2].supplier == ""
    rejected = plan.decided(0, "rejected", 0.0)
    terms = made_up_terms(made_up_demand(12, 60), {"supplier": ["North", "a/b:c*", ""] * 4})
    assert len(purchase_orders(rejected, terms)[0].lines) == 3


def test_names_of_files_are_accepted_everywhere():
    """No character that a system forbids, and no two alike."""
    _, orders = orders_of()
    names = [order.file_name() for order in orders]
    assert len(set(names)) == 3
    assert names[1].endswith("-2 a b c")
    assert not set("".join(names)) & set('<>:"/\\|?*')


def test_a_supplier_sees_no_stock_forecast_or_selling_price():
    """Columns are those of an order; stores and notes only where there are any."""
    _, orders = orders_of()
    assert columns_of(orders[0]) == (
        *("item", "title", "pack", "quantity", "cost", "amount", "wanted"),
    )


def test_the_table_holds_every_line_and_no_formula(tmp_path: Path):
    """Codes stay as they are, figures are plain, and nothing begins like a formula."""
    titles = [HOSTILE[n % len(HOSTILE)] for n in range(12)]
    plan, orders = orders_of(title=titles)
    path = tmp_path / "orders.csv"
    write_purchase_table(path, orders, "zh_CN")
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == 13
    assert len(lines[0]) == len(set(lines[0])) == 11
    by_item = {line[2]: line for line in lines[1:]}
    for it in plan.suggestions:
        line = by_item[it.item]
        assert float(line[6]) == it.final_quantity
        assert line[8] == ("" if np.isnan(it.unit_cost) else f"{it.amount:.2f}")
        assert not any(cell[:1] in ("=", "@", "+", "\t") for cell in line)


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path):
    """A file in its place, or no folder above it: a sentence, before any work."""
    check_folder(tmp_path)
    check_folder(tmp_path / "new")
    assert not (tmp_path / "new").exists()
    (tmp_path / "file").write_text("x")
    for wrong in (tmp_path / "file", tmp_path / "no" / "where"):
        with pytest.raises(OutputError, match=r"\."):
            check_folder(wrong)
