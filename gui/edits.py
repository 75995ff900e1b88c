"""Edits: the one undo command, and what was typed carried over to fresh values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from PySide6.QtGui import QUndoCommand

from core.restocking.group_terms import ITEM
from core.restocking.policy import Plan
from core.restocking.terms import TERM_COLUMNS, Terms

Value = TypeVar("Value")

Key = tuple[str, str]
"""An item and its store."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a suggestion: decision, quantity to order, quantity suggested (units).

    ``carried``: the answer was given before newer sales came in; ``note``: the operator's words,
    which stay whatever is decided.
    """

    decision: str
    quantity: float
    offered: float
    carried: bool = False
    note: str = ""

    def applies_to(self, suggested: float) -> bool:
        """Whether it still answers what is suggested now (units)."""
        if self.decision == "watched":
            return True
        # What was accepted was a quantity: if another is suggested now, it is open again. So is
        # every answer that was about the sales of another time, and one that was taken back.
        bound = self.carried or self.decision in ("accepted", "open")
        return not bound or suggested == self.offered


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
    table, origins = fresh.table.set_index(keys), fresh.said_by.copy()
    origins.index = table.index
    ours, theirs = edited.table.set_index(keys), before.table.set_index(keys)
    shared = table.index.intersection(ours.index).intersection(theirs.index)
    for column in TERM_COLUMNS:
        now, then = ours.loc[shared, column], theirs.loc[shared, column]
        typed = shared[((now != then) & ~(now.isna() & then.isna())).to_numpy()]
        table.loc[typed, column] = ours.loc[typed, column]
        origins.loc[typed, column] = ITEM
    return replace(
        fresh,
        table=table.reset_index()[list(fresh.table.columns)],
        origins=origins.reset_index(drop=True),
    )


def answers_of(plan: Plan) -> dict[Key, Answer]:
    """Return what was answered to a plan, by item and store."""
    return {
        (found.item, found.store): Answer(
            found.decision, found.final_quantity, found.order_quantity, note=found.note
        )
        for found in plan.suggestions
        if found.decision != "open" or found.note
    }


def with_answers(plan: Plan, answers: Mapping[Key, Answer]) -> Plan:
    """Carry answers over to a plan, where they still apply; other suggestions stay open."""
    suggestions = list(plan.suggestions)
    for row, found in enumerate(suggestions):
        answer = answers.get((found.item, found.store))
        if answer is None:
            continue
        noted = found if found.note == answer.note else replace(found, note=answer.note)
        if answer.applies_to(found.order_quantity):
            noted = replace(noted, decision=answer.decision, final_quantity=answer.quantity)
        suggestions[row] = noted
    return replace(plan, suggestions=tuple(suggestions))
