"""Packs and minimum orders hold together (P40)."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.terms.constraints import excessive_surplus, order_quantity


@pytest.mark.parametrize(
    ("need", "minimum", "pack", "order"),
    [
        *((need, 15, 3, 15) for need in (1, 6, 12, 13, 15)),
        (16, 15, 3, 18),
        (18, 15, 3, 18),
        (37, 15, 24, 48),
        (0, 15, 3, 0),
        (-4, 15, 3, 0),
        (0.3, 0, 0.1, 0.3),
        (1, 0, 1, 1),
    ],
)
def test_order_is_rounded_up_to_packs_of_at_least_the_minimum(need, minimum, pack, order):
    """F12: the published table, and nothing for no need."""
    found = order_quantity(*(np.array([float(value)]) for value in (need, minimum, pack)))
    assert found[0] == pytest.approx(order)


def test_two_hundred_thousand_orders_are_packs_that_cover_need_and_minimum():
    """P40: 0, or the fewest whole packs that hold both the need and the minimum order."""
    rng = np.random.default_rng(40)
    count = 200_000
    need = rng.integers(-50, 5000, count).astype(float)
    minimum = rng.integers(0, 600, count) * rng.integers(0, 2, count).astype(float)
    pack = rng.integers(1, 145, count).astype(float)
    order = order_quantity(need, minimum, pack)
    assert (order[need <= 0] == 0).all()
    some = need > 0
    assert (order[some] % pack[some] == 0).all()
    assert (order[some] >= np.maximum(need, minimum)[some]).all()
    assert (order[some] - pack[some] < np.maximum(need, minimum)[some]).all()


def test_surplus_beyond_the_cover_is_pointed_out():
    """A pack that lasts longer than allowed is excessive, also where nothing sells at all."""
    need, order = np.array([5.0, 5.0, 6.0, 1.0]), np.array([100.0, 20.0, 6.0, 2.0])
    daily = np.array([1.0, 1.0, 0.0, 0.0])
    assert excessive_surplus(need, order, daily, 90).tolist() == [True, False, False, True]
