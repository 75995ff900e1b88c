"""Formulas agree with stockpyl's on made-up cases; numbers and their origin in tests/reference."""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import NormalDist

import pytest

from core.restocking.levels.economics import (
    economic_order_quantity,
    lot_size_cost,
    newsvendor_quantity,
)
from core.restocking.levels.lots import (
    LotCosts,
    best_order_up_to,
    best_reorder_point,
    order_up_to_cost,
    reorder_point_cost,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
NUMBERS = REFERENCE / "stockpyl.csv"
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


with (REFERENCE / "stockpyl_lots.csv").open(encoding="utf-8", newline="") as lots:
    LOTS = [(row["problem"], *map(float, list(row.values())[1:])) for row in csv.DictReader(lots)]


@pytest.mark.parametrize(
    ("problem", "order", "holding", "short", "rate", "lead_time", "point", "lot", "cost"), LOTS
)
def test_lot_policies_and_their_costs_are_the_peers(
    problem, order, holding, short, rate, lead_time, point, lot, cost
):
    """(r, Q) and (s, S) with Poisson demand: cost of a policy and the best one agree to 1e-4."""
    costs = LotCosts(order, holding, short)
    if problem == "reorder_point_cost":
        found = reorder_point_cost(int(point), int(lot), costs, rate, lead_time)
    elif problem == "order_up_to_cost":
        found = order_up_to_cost(int(point), int(lot), costs, rate)
    else:
        best = (
            best_reorder_point(costs, rate, lead_time)
            if problem == "best_reorder_point"
            else best_order_up_to(costs, rate)
        )
        assert (best.point, best.lot) == (point, lot)
        found = best.cost
    assert found == pytest.approx(cost, rel=1e-4)
