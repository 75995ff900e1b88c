"""Replay: what a restocking rule would have done on the merchant's own past (restock.md F27).

Periodic review with lost sales, all items and any number of rules at once. At the start of a
period the items that are reviewed then are ordered up to their level; what was ordered arrives at
the start of a later period; then the period's demand is served from what is there, and what cannot
be served is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from core.restocking.terms.constraints import order_quantity

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is the same for all rules that are compared.

    demand        (n, t) units per period; NaN counts as none
    reviews       (r) periods, ascending, the first 0, in which some item is reviewed
    due           (n, r) whether the item is reviewed then
    lead_times    (n, r) periods from an order placed at that review to its arrival, ≥ 0
    pack_size     (n) units; minimum_order (n) units
    warm_up       periods at the start that are played but not counted
    """

    demand: Floats
    reviews: Integers
    due: NDArray[np.bool_]
    lead_times: Integers
    pack_size: Floats
    minimum_order: Floats
    warm_up: int

    def some(self, rows: slice) -> Conditions:
        """Return the conditions of some of the items."""
        per_item = ("demand", "due", "lead_times", "pack_size", "minimum_order")
        return replace(self, **{name: getattr(self, name)[rows] for name in per_item})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of k rules for n items over the periods after the warm-up; arrays (k, n).

    demand, sold, lost units; mean_stock units on hand, averaged over time (within a period sales
    run evenly); orders number of orders placed; bought units ordered, final_stock units on hand or
    on order at the end, both warm-up included
    """

    demand: Floats
    sold: Floats
    lost: Floats
    mean_stock: Floats
    orders: Floats
    bought: Floats
    final_stock: Floats

    def fill_rates(self) -> Floats:
        """(k) share (0–1) of the units asked for that were served; NaN without demand."""
        asked = self.demand.sum(axis=1)
        sold = self.sold.sum(axis=1)
        return np.asarray(np.divide(sold, asked, out=np.full(len(asked), np.nan), where=asked > 0))

    def some(self, rules: slice) -> Outcome:
        """Return the outcome of some of the rules."""
        return Outcome(*(getattr(self, field.name)[rules] for field in fields(self)))

    def items(self, rows: NDArray[np.intp]) -> Outcome:
        """Return the outcome of some of the items."""
        return Outcome(*(getattr(self, field.name)[:, rows] for field in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Outcome]) -> Outcome:
        """Return the outcome of the items of all parts, played by the same rules."""
        return cls(
            *(
                np.concatenate([getattr(part, field.name) for part in parts], axis=1)
                for field in fields(cls)
            )
        )


def play(
    conditions: Conditions,
    levels: Floats,
    caps: Floats | None = None,
    triggers: Floats | None = None,
    *,
    tick: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Play k order-up-to rules through past demand.

    levels  (k, n, r) level of each rule and item at each review; units
    caps    (k, n, r) most that one order may have, before minimum and pack; none without it
    triggers (k, n, r) stock and orders above which nothing is ordered; the level without it
    tick    called with the period and their number, for progress; may raise to stop

    Stock begins at the first level, rounded up to whole packs, so that no rule starts with an
    advantage the merchant would not have had. Units are conserved: first stock + bought = sold +
    final stock. Work and memory grow with k · n · t, without a loop over items.
    """
    wanted = np.nan_to_num(np.asarray(conditions.demand, dtype=np.float64))
    rules, items = levels.shape[:2]
    length = wanted.shape[1]
    slots = int(conditions.lead_times.max(initial=0)) + 1
    pack = conditions.pack_size
    on_hand = np.ceil(np.round(levels[:, :, 0] / pack, 9)) * pack
    coming = np.zeros((slots, items, rules))
    on_order, bought = np.zeros((rules, items)), np.zeros((rules, items))
    sold, lost = np.zeros((rules, items)), np.zeros((rules, items))
    stock, orders = np.zeros((rules, items)), np.zeros((rules, items))
    every = np.arange(items)
    number_of = {int(period): number for number, period in enumerate(conditions.reviews)}
    for period in range(length):
        if tick is not None:
            tick(period, length)
        counted = period >= conditions.warm_up
        review = number_of.get(period)
        if review is not None:
            need = np.where(
                conditions.due[:, review], levels[:, :, review] - on_hand - on_order, 0.0
            )
            if triggers is not None:
                need = np.where(on_hand + on_order <= triggers[:, :, review] + 1e-6, need, 0.0)
            need[need < 1e-9] = 0.0
            if caps is not None:
                need = np.minimum(need, caps[:, :, review])
            ordered = order_quantity(need, conditions.minimum_order, pack)
            slot = (period + conditions.lead_times[:, review]) % slots
            coming[slot, every] += ordered.T
            on_order += ordered
            bought += ordered
            if counted:
                orders += ordered > 0
        arrived = coming[period % slots].T.copy()
        coming[period % slots] = 0.0
        on_hand += arrived
        on_order -= arrived
        served = np.minimum(on_hand, wanted[:, period])
        if counted:
            sold += served
            lost += wanted[:, period] - served
            stock += on_hand - served / 2
        on_hand -= served
    asked = wanted[:, conditions.warm_up :].sum(axis=1)
    return Outcome(
        demand=np.broadcast_to(asked, sold.shape),
        sold=sold,
        lost=lost,
        mean_stock=stock / max(length - conditions.warm_up, 1),
        orders=orders,
        bought=bought,
        final_stock=on_hand + on_order,
    )


def recent_mean(demand: Floats, cutoffs: Integers, window: int) -> Floats:
    """(n, r) mean units a period over the ``window`` periods before each of the (r) cutoffs.

    Periods before launch (NaN) are left out; an item not yet launched has 0.
    """
    means = np.zeros((len(demand), len(cutoffs)))
    for column, cutoff in enumerate(cutoffs):
        recent = demand[:, max(0, cutoff - window) : cutoff]
        known = np.isfinite(recent)
        total = np.where(known, recent, 0.0).sum(axis=1)
        means[:, column] = total / np.maximum(known.sum(axis=1), 1)
    return means
