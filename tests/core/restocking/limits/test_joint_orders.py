"""The same cover for all items of a supplier, until its minimum is met (F15, P42)."""

from __future__ import annotations

import pytest

from core.restocking.limits.joint_orders import SupplierMinimum, top_up
from tests.core.restocking.made_up_terms import made_up_orders


def test_a_supplier_below_its_minimum_is_topped_up_evenly():
    """The order reaches the minimum by less than a pack of each item, and the cover of no item was
    raised by more days than that of another, but for packs."""
    plan, _, ahead, worth = made_up_orders(pack_size=2.0, on_hand=4.0)
    rows = [row for row, s in enumerate(plan.suggestions) if s.supplier == "North"]
    planned = sum(plan.suggestions[row].amount for row in rows)
    found = top_up(plan, SupplierMinimum("North", planned * 1.8), ahead, worth)
    assert found is not None
    assert list(found.rows) == rows
    assert found.before == pytest.approx(planned)
    assert planned * 1.8 <= found.after <= planned * 1.8 + 2 * 2 * len(rows) + 1
    for row, units in zip(found.rows, found.quantity, strict=True):
        item = plan.suggestions[row]
        assert units % 2 == 0
        raised = item.order_up_to_level + found.extra_days * ahead.daily[row]
        assert item.on_hand + units <= max(raised + 2, item.on_hand + item.final_quantity)


def test_a_minimum_that_is_met_needs_nothing():
    """Nothing to top up where the order is large enough, nor where nothing is ordered."""
    plan, _, ahead, worth = made_up_orders(on_hand=4.0)
    assert top_up(plan, SupplierMinimum("North", 1.0), ahead, worth) is None
    assert top_up(plan, SupplierMinimum("Nobody", 1e6), ahead, worth) is None


def test_a_minimum_out_of_reach_waits():
    """Two years of everything do not reach it: wait."""
    plan, _, ahead, worth = made_up_orders(on_hand=4.0)
    found = top_up(plan, SupplierMinimum("North", 1e9), ahead, worth)
    assert found is not None
    assert found.wait
