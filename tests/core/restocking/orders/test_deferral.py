"""An order that buys for very long: place it, or wait (F12, P41)."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.orders.deferral import find_deferrals, holding_cost
from tests.core.restocking.made_up_terms import made_up_orders


def test_holding_is_reckoned_by_hand():
    """73 units at 1 a day lie 36.5 days on average: 73 · 2 · 0.25 · 0.1 years."""
    cost = holding_cost(np.array([73.0]), np.array([1.0]), np.array([2.0]), 0.25)
    assert cost[0] == pytest.approx(73 * 2 * 0.25 * 0.1)


def test_a_large_minimum_of_a_slow_item_waits_and_of_a_scarce_one_does_not():
    """A surplus for years waits where stock lasts; with an empty shelf and goods that sell daily
    and earn well it does not pay to wait."""
    plan, _, ahead, worth = made_up_orders(minimum_order=3000.0, on_hand=[25.0] * 8)
    found = find_deferrals(plan, ahead, worth)
    assert {d.row for d in found} == {
        row for row, s in enumerate(plan.suggestions) if s.surplus > 90 * ahead.daily[row]
    }
    assert found
    assert all(d.wait == (d.wait_cost < d.order_cost) for d in found)
    assert any(d.wait for d in found)
    plan, _, ahead, worth = made_up_orders(minimum_order=300.0, on_hand=0.0, unit_price=500.0)
    scarce = [d for d in find_deferrals(plan, ahead, worth) if ahead.daily[d.row] > 1]
    assert scarce
    assert not any(d.wait for d in scarce)


def test_small_surpluses_are_no_question():
    """Packs of one leave nothing to defer."""
    plan, _, ahead, worth = made_up_orders(on_hand=3.0)
    assert find_deferrals(plan, ahead, worth) == ()
