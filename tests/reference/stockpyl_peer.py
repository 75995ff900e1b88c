"""Writes stockpyl.csv: what stockpyl 1.0.2 (Snyder, MIT licence) makes of made-up cases.

Run in an environment of its own, for stockpyl asks for an old Sphinx and matplotlib:
``pip install stockpyl==1.0.2``, then ``python tests/reference/stockpyl_peer.py``. The tests read
the numbers and do not need the package.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

COLUMNS = ("problem", "a", "b", "c", "d", "quantity", "cost")


def cases() -> list[tuple[str, float, float, float, float, float, float]]:
    """Return problem, its four inputs, and stockpyl's quantity and cost."""
    from stockpyl.eoq import economic_order_quantity
    from stockpyl.newsvendor import newsvendor_normal, newsvendor_poisson

    chance = random.Random(102)
    rows = []
    for _ in range(25):
        over, under = round(chance.uniform(0.05, 5), 3), round(chance.uniform(0.1, 20), 3)
        mean = round(chance.uniform(5, 500), 2)
        deviation = round(mean * chance.uniform(0.05, 0.3), 3)
        quantity, cost = newsvendor_normal(over, under, mean, deviation)
        rows.append(("newsvendor_normal", over, under, mean, deviation, quantity, cost))
        mean = round(chance.uniform(0.3, 60), 2)
        quantity, cost = newsvendor_poisson(over, under, mean)
        rows.append(("newsvendor_poisson", over, under, mean, 0.0, quantity, cost))
        order, holding = round(chance.uniform(1, 90), 2), round(chance.uniform(0.05, 4), 3)
        demand = round(chance.uniform(20, 9000), 1)
        quantity, cost = economic_order_quantity(order, holding, demand)
        rows.append(("economic_order_quantity", order, holding, demand, 0.0, quantity, cost))
    return rows


if __name__ == "__main__":
    with (Path(__file__).parent / "stockpyl.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([name, *map(float, values)] for name, *values in cases())
