"""What to order, how much and by when."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.wording import Sentence

DECISIONS = ("open", "accepted", "changed", "rejected", "watched")
"""What the operator may say to a suggestion."""


@dataclass(frozen=True, slots=True)
class DerivationTerm:
    """One line of a derivation: its name, its sign ("+", "-" or "=" for a subtotal), its units."""

    name: Sentence
    sign: str
    units: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do about one item. Units unless said otherwise; days are calendar days.

    on_hand, on_order    stock as typed or read; position = on_hand + on_order
    protection_days      lead time + review period
    expected_demand      mean demand over the protection period
    order_up_to_level    level that covers it with the item's service level
    safety_stock         order_up_to_level − expected_demand
    reorder_point        level that covers the lead time alone
    need                 max(0, order_up_to_level − position)
    order_quantity       need after minimum order and pack
    decision, final_quantity   the operator's answer; final_quantity = what will be ordered
    order_by             last day to order without running short of the service level
    stockout_day         day on which stock runs out with probability ½, NaT beyond the horizon
    early_stockout_day   the same with probability 1/10
    days_of_cover        position ÷ mean daily demand; inf where nothing sells
    stockout_risk        probability (0–1) to run out before an order placed today arrives
    reason               why, in a sentence; derivation: the terms that add up to order_quantity
    """

    item: str
    store: str
    title: str
    supplier: str
    on_hand: float
    on_order: float
    stock_known: bool
    protection_days: float
    expected_demand: float
    order_up_to_level: float
    safety_stock: float
    reorder_point: float
    need: float
    order_quantity: float
    decision: str
    final_quantity: float
    order_by: np.datetime64
    stockout_day: np.datetime64
    early_stockout_day: np.datetime64
    days_of_cover: float
    stockout_risk: float
    pack_size: float
    minimum_order: float
    unit_cost: float
    reason: Sentence
    derivation: tuple[DerivationTerm, ...]

    @property
    def amount(self) -> float:
        """Cost of what will be ordered, in the sheet's currency; NaN where the cost is unknown."""
        return self.final_quantity * self.unit_cost


@dataclass(frozen=True, slots=True)
class Plan:
    """Suggestions for all items, in the order of the demand panel, as of a day."""

    as_of: np.datetime64
    suggestions: tuple[Suggestion, ...]

    def decided(self, row: int, decision: str, quantity: float) -> Plan:
        """Return the plan with the operator's decision and quantity for one item."""
        changed = replace(self.suggestions[row], decision=decision, final_quantity=quantity)
        before, after = self.suggestions[:row], self.suggestions[row + 1 :]
        return replace(self, suggestions=(*before, changed, *after))
