"""What the operator typed and answered, carried over to fresh terms and to a fresh plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.restocking.orders.policy import Plan
from core.restocking.terms.groups import ITEM
from core.restocking.terms.terms import TERM_COLUMNS, Terms

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


def with_edits(fresh: Terms, edited: Terms, before: Terms) -> Terms:
    """Return ``fresh`` with every cell of ``edited`` that differs from ``before``, by item, and the
    files that said them."""
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
        files=tuple(dict.fromkeys((*fresh.files, *edited.files))),
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
