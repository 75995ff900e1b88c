"""Textbook formulas against their published values."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest

from core.restocking.levels.economics import (
    economic_order_quantity,
    expected_undershoot,
    implied_service,
    lot_size_cost,
    newsvendor_quantity,
    safety_factor,
    shortage_factor,
)


def test_safety_factor_of_a_fixed_lot_size():
    """F7: Q=400, σ=100, β=.98 means G(k)=.08, so k=1.0212."""
    k = safety_factor(400, 100, 0.98)
    assert k == pytest.approx(1.0212, abs=5e-5)
    assert shortage_factor(k) == pytest.approx(0.08)


def test_economic_order_quantity_and_its_flat_bottom():
    """F9: K=8, D=1300, h=.225 gives 304.0468 at 68.4105; ±50 % costs 8 to 25 % more."""
    quantity = economic_order_quantity(8, 1300, 0.225)
    least = lot_size_cost(quantity, 8, 1300, 0.225)
    assert quantity == pytest.approx(304.0468, abs=5e-5)
    assert least == pytest.approx(68.4105, abs=5e-5)
    assert lot_size_cost(1.5 * quantity, 8, 1300, 0.225) / least == pytest.approx(1.0833, abs=1e-4)
    assert lot_size_cost(0.5 * quantity, 8, 1300, 0.225) / least == pytest.approx(1.25)


@pytest.mark.parametrize(
    ("mean", "deviation", "over", "under", "quantity"),
    [(50, 8, 0.18, 0.70, 56.6040), (120, 10, 2, 18, 132.8155)],
)
def test_newsvendor_quantity(mean, deviation, over, under, quantity):
    """F10: the published newsvendor examples."""
    found = newsvendor_quantity(NormalDist(mean, deviation).inv_cdf, under, over)
    assert found == pytest.approx(quantity, abs=5e-5)


def test_service_implied_by_margin_and_carrying_cost():
    """F11: p=20, c=12, i=25 %, R=30 implies .970; .942 where half of the shortages are lost."""
    assert implied_service(20, 12, 0.25, 30) == pytest.approx(0.970, abs=5e-4)
    assert implied_service(20, 12, 0.25, 30, lost_share=0.5) == pytest.approx(0.942, abs=5e-4)
    assert implied_service(12, 12, 0.25, 30) == 0.80
    assert implied_service(2000, 1, 0.01, 1) == 0.995


def test_undershoot_is_half_a_review_of_steady_demand():
    """F8: (σ² + μ²) / 2μ; steady demand of 10 a review undershoots by 5, none sold by 0."""
    assert expected_undershoot(10, 0) == 5
    assert expected_undershoot(10, 20) == 6
    assert expected_undershoot(0, 0) == 0
    assert math.isfinite(expected_undershoot(0, 3))
