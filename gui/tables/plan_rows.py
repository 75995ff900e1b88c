"""The restock plan as rows of a table: suppliers with their suggestions below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from core.restocking.orders.policy import Plan, Suggestion
from gui.tables.search import found, search_text

KINDS = ("to_order", "undecided", "cut", "watched", "rejected", "everything")
"""Which suggestions are shown."""


@dataclass(frozen=True, slots=True)
class Group:
    """A supplier: its name, its suggestions' rows in the plan, and what is ordered of it."""

    supplier: str
    members: tuple[int, ...]
    items: int
    units: float
    cost: float


@dataclass(frozen=True, slots=True)
class Totals:
    """What the plan orders: items, units, suppliers, cost, items without a cost, urgent items.

    stock_known counts the items, ordered or not, whose stock is known.
    """

    items: int
    units: float
    suppliers: int
    cost: float
    without_cost: int
    urgent: int
    stock_known: int


def ordered(suggestion: Suggestion) -> bool:
    """Return whether a suggestion is part of the order as things stand."""
    return suggestion.decision in ("open", "accepted", "changed") and suggestion.final_quantity > 0


def is_cut(suggestion: Suggestion) -> bool:
    """Return whether money or room cut the order of an open suggestion, wholly or in part."""
    return suggestion.decision == "open" and (
        suggestion.final_quantity < suggestion.order_quantity - 1e-9
    )


def urgent(suggestion: Suggestion, as_of: np.datetime64) -> bool:
    """Return whether an order is needed and cannot wait beyond the plan's day.

    Where stock is not known it counts as none, so that everything would be urgent: nothing is.
    """
    needed = suggestion.stock_known and suggestion.order_quantity > 0
    return bool(needed and suggestion.order_by <= as_of)


def shown(suggestion: Suggestion, kind: str) -> bool:
    """Return whether one of ``KINDS`` shows a suggestion."""
    match kind:
        case "to_order":
            return suggestion.order_quantity > 0 or suggestion.decision != "open"
        case "undecided":
            return suggestion.order_quantity > 0 and suggestion.decision == "open"
        case "cut":
            return is_cut(suggestion)
        case "watched" | "rejected":
            return suggestion.decision == kind
    return True


def counts(plan: Plan) -> Mapping[str, int]:
    """Return how many suggestions each of ``KINDS`` shows."""
    decisions = Counter(s.decision for s in plan.suggestions)
    undecided = sum(s.order_quantity > 0 for s in plan.suggestions if s.decision == "open")
    return {
        "to_order": undecided + len(plan.suggestions) - decisions["open"],
        "undecided": undecided,
        "cut": sum(map(is_cut, plan.suggestions)),
        "watched": decisions["watched"],
        "rejected": decisions["rejected"],
        "everything": len(plan.suggestions),
    }


def groups(plan: Plan, kind: str, words: str = "") -> tuple[Group, ...]:
    """Return the suppliers with suggestions of ``kind`` that hold ``words``, most urgent first."""
    members: dict[str, list[int]] = {}
    for row, suggestion in enumerate(plan.suggestions):
        if shown(suggestion, kind) and (
            not words.strip()
            or found(words, search_text(suggestion.title, suggestion.item, suggestion.supplier))
        ):
            members.setdefault(suggestion.supplier, []).append(row)
    made = [group(plan, supplier, rows) for supplier, rows in members.items()]
    return tuple(
        sorted(
            made,
            # Without a supplier's name last; then the one with the most urgent order first.
            key=lambda g: (not g.supplier, _day(plan.suggestions[g.members[0]]), g.supplier),
        )
    )


def group(plan: Plan, supplier: str, rows: Collection[int]) -> Group:
    """Return a supplier's group with its sums, its suggestions in the order of their last day."""
    members = tuple(sorted(rows, key=lambda row: (_day(plan.suggestions[row]), row)))
    taken = [s for s in (plan.suggestions[row] for row in members) if ordered(s)]
    return Group(
        supplier=supplier,
        members=members,
        items=len(taken),
        units=float(sum(s.final_quantity for s in taken)),
        cost=float(np.nansum([s.amount for s in taken])) if taken else 0.0,
    )


def totals(plan: Plan) -> Totals:
    """Return what the whole plan orders."""
    taken = [s for s in plan.suggestions if ordered(s)]
    amounts = np.array([s.amount for s in taken], dtype=float)
    return Totals(
        items=len(taken),
        units=float(sum(s.final_quantity for s in taken)),
        suppliers=len({s.supplier for s in taken if s.supplier}),
        cost=float(np.nansum(amounts)),
        without_cost=int(np.isnan(amounts).sum()),
        urgent=sum(urgent(s, plan.as_of) for s in taken),
        stock_known=sum(s.stock_known for s in plan.suggestions),
    )


def _day(suggestion: Suggestion) -> int:
    if np.isnat(suggestion.order_by) or suggestion.order_quantity <= 0:
        return 2**31
    return int(suggestion.order_by.astype("datetime64[D]").astype(np.int64))
