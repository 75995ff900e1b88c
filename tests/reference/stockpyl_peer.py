"""Writes stockpyl.csv, stockpyl_lots.csv: what stockpyl 1.0.2 (Snyder, MIT) makes of made-up cases.

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


LOT_COLUMNS = ("problem", "order", "holding", "short", "rate", "lead_time", "point", "lot", "cost")


def lot_cases() -> list[tuple[str, float, float, float, float, float, float, float, float]]:
    """Return problem, its five inputs, and stockpyl's policy and cost."""
    from stockpyl.rq import r_q_cost_poisson, r_q_poisson_exact
    from stockpyl.ss import s_s_cost_discrete, s_s_discrete_exact

    chance = random.Random(103)
    rows = []
    for _ in range(20):
        order, holding = round(chance.uniform(1, 90), 2), round(chance.uniform(0.2, 4), 3)
        short, rate = round(holding * chance.uniform(2, 20), 3), round(chance.uniform(0.3, 12), 2)
        lead_time = round(chance.uniform(0.5, 4), 2)
        inputs = (order, holding, short, rate, lead_time)
        point, lot, cost = r_q_poisson_exact(holding, short, order, rate, lead_time)
        rows.append(("best_reorder_point", *inputs, point, lot, cost))
        point, lot = chance.randint(0, 30), chance.randint(1, 40)
        cost = r_q_cost_poisson(point, lot, holding, short, order, rate, lead_time)
        rows.append(("reorder_point_cost", *inputs, point, lot, cost))
        point, level, cost = s_s_discrete_exact(holding, short, order, True, rate)
        rows.append(("best_order_up_to", *inputs, point, level, cost))
        point = chance.randint(0, 20)
        level = point + chance.randint(1, 40)
        cost = s_s_cost_discrete(point, level, holding, short, order, True, rate)
        rows.append(("order_up_to_cost", *inputs, point, level, cost))
    return rows


def write(name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Write a table beside this script."""
    with (Path(__file__).parent / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([problem, *map(float, values)] for problem, *values in rows)


if __name__ == "__main__":
    write("stockpyl.csv", COLUMNS, cases())
    write("stockpyl_lots.csv", LOT_COLUMNS, lot_cases())
