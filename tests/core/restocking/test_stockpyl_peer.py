"""Formulas agree with stockpyl's on made-up cases; numbers and their origin in tests/reference."""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import NormalDist

import pytest

from core.restocking.economics import economic_order_quantity, lot_size_cost, newsvendor_quantity

NUMBERS = Path(__file__).resolve().parents[2] / "reference" / "stockpyl.csv"
with NUMBERS.open(encoding="utf-8", newline="") as file:
    CASES = [
        (row["problem"], *(float(row[name]) for name in ("a", "b", "c", "d", "quantity", "cost")))
        for row in csv.DictReader(file)
    ]


@pytest.mark.parametrize(("problem", "a", "b", "c", "d", "quantity", "cost"), CASES)
def test_quantities_and_costs_are_the_peers(problem, a, b, c, d, quantity, cost):
    """Newsvendor (normal, Poisson) and economic order quantity agree to 1e-4."""
    if problem == "economic_order_quantity":
        found = economic_order_quantity(a, c, b)
        assert lot_size_cost(found, a, c, b) == pytest.approx(cost, rel=1e-4)
    elif problem == "newsvendor_normal":
        found = newsvendor_quantity(NormalDist(c, d).inv_cdf, b, a)
    else:
        from scipy.stats import poisson

        found = newsvendor_quantity(lambda share: float(poisson(c).ppf(share)), b, a)
    assert found == pytest.approx(quantity, rel=1e-4)
