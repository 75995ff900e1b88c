"""Replay: what a restocking rule would have earned on the merchant's own past (restock.md F27).

Periodic review with lost sales, all items at once. At the start of a review period the item is
ordered up to its level; what was ordered arrives at the start of a later period; then the period's
demand is served from what is there, and what cannot be served is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Replay:
    """The outcome of one rule, item by item, over the periods after the warm-up.

    demand, sold, lost (n) units; mean_stock (n) units on hand at the end of a period, averaged;
    orders (n) number of orders placed; final_stock (n) units on hand or on order at the end
    """

    demand: Floats
    sold: Floats
    lost: Floats
    mean_stock: Floats
    orders: Floats
    final_stock: Floats

    def fill_rate(self) -> float:
        """Share (0–1) of the units asked for that were served at once; NaN without demand."""
        asked = self.demand.sum()
        return float(self.sold.sum() / asked) if asked > 0 else float("nan")

    def stock_value(self, unit_value: Floats) -> float:
        """Average stock of all items together, in the currency of ``unit_value`` (n)."""
        return float((self.mean_stock * unit_value).sum())


def replay(
    demand: Floats,
    levels: Floats,
    review_period: int,
    lead_time: int,
    pack_size: Floats,
    warm_up: int,
) -> Replay:
    """Play an order-up-to rule through past demand.

    demand        (n, t) units per period; NaN counts as none
    levels        (n, r) order-up-to level at each review, r = ceil(t / review_period); units
    review_period periods between two reviews; lead_time: periods from order to arrival, ≥ 0
    pack_size     (n) orders are whole packs, rounded up; units
    warm_up       periods at the start that are played but not counted

    Stock begins at the first level, so that no rule starts with an advantage the merchant would
    not have had. Units are conserved: first level + ordered = sold + final stock.
    """
    wanted = np.nan_to_num(np.asarray(demand, dtype=np.float64))
    items, length = wanted.shape
    on_hand = np.ceil(levels[:, 0])
    arrivals = np.zeros((items, length + lead_time + 1))
    on_order = np.zeros(items)
    sold, lost = np.zeros(items), np.zeros(items)
    stock, orders = np.zeros(items), np.zeros(items)
    counted_demand = np.zeros(items)
    for period in range(length):
        if period % review_period == 0:
            need = levels[:, period // review_period] - on_hand - on_order
            ordered = np.where(need > 1e-9, np.ceil(need / pack_size - 1e-9) * pack_size, 0.0)
            arrivals[:, period + lead_time] += ordered
            on_order += ordered
            if period >= warm_up:
                orders += ordered > 0
        on_hand += arrivals[:, period]
        on_order -= arrivals[:, period]
        served = np.minimum(on_hand, wanted[:, period])
        on_hand -= served
        if period >= warm_up:
            counted_demand += wanted[:, period]
            sold += served
            lost += wanted[:, period] - served
            stock += on_hand
    return Replay(
        demand=counted_demand,
        sold=sold,
        lost=lost,
        mean_stock=stock / max(length - warm_up, 1),
        orders=orders,
        final_stock=on_hand + on_order,
    )


def rule_levels(demand: Floats, cutoffs: NDArray[np.int64], cover: float, window: int) -> Floats:
    """(n, r) levels of the simple rule: ``cover`` periods of the recent average (F28).

    The average of the ``window`` periods before each of the (r) ``cutoffs`` of ``demand`` (n, t);
    periods before launch (NaN) are left out, an item not yet launched has level 0.
    """
    levels = np.zeros((len(demand), len(cutoffs)))
    for column, cutoff in enumerate(cutoffs):
        recent = demand[:, max(0, cutoff - window) : cutoff]
        known = np.isfinite(recent)
        total = np.where(known, recent, 0.0).sum(axis=1)
        levels[:, column] = cover * total / np.maximum(known.sum(axis=1), 1)
    return levels
