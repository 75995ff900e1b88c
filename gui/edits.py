"""Edits: the one undo command, and what was typed carried over to fresh values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtGui import QUndoCommand

from core.restocking.policy import Plan
from core.restocking.terms import TERM_COLUMNS, Terms

Value = TypeVar("Value")

Decision = tuple[str, float, float]
"""What was answered to a suggestion: decision, quantity to order, and the quantity suggested."""


class Change(QUndoCommand, Generic[Value]):
    """One change of a frozen value, in words, with the value before and after it.

    Nothing is computed again on undo: values are frozen, so the earlier one is still whole.
    """

    def __init__(
        self, words: str, before: Value, after: Value, put: Callable[[Value], None]
    ) -> None:
        super().__init__(words)
        self._before, self._after, self._put = before, after, put

    def redo(self) -> None:
        """Put the value after the change; Qt calls this when the command is pushed, too."""
        self._put(self._after)

    def undo(self) -> None:
        """Put the value before the change back."""
        self._put(self._before)


def with_edits(fresh: Terms, edited: Terms, before: Terms) -> Terms:
    """Return ``fresh`` with every cell of ``edited`` that differs from ``before``, by item."""
    keys = ["item", "store"]
    table = fresh.table.set_index(keys)
    ours, theirs = edited.table.set_index(keys), before.table.set_index(keys)
    shared = table.index.intersection(ours.index).intersection(theirs.index)
    for column in TERM_COLUMNS:
        now, then = ours.loc[shared, column], theirs.loc[shared, column]
        typed = shared[((now != then) & ~(now.isna() & then.isna())).to_numpy()]
        table.loc[typed, column] = ours.loc[typed, column]
    return replace(fresh, table=table.reset_index()[list(fresh.table.columns)])


def decisions_of(plan: Plan) -> dict[int, Decision]:
    """Return what was answered to a plan, by row."""
    return {
        row: (found.decision, found.final_quantity, found.order_quantity)
        for row, found in enumerate(plan.suggestions)
        if found.decision != "open"
    }


def with_decisions(plan: Plan, decisions: Mapping[int, Decision]) -> Plan:
    """Carry answers over to a fresh plan.

    What was accepted was a quantity: where another is suggested now, the suggestion stays open.
    """
    suggestions = list(plan.suggestions)
    for row, (decision, quantity, offered) in decisions.items():
        if decision != "accepted" or suggestions[row].order_quantity == offered:
            suggestions[row] = replace(suggestions[row], decision=decision, final_quantity=quantity)
    return replace(plan, suggestions=tuple(suggestions))
