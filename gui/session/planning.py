"""Terms of supply and the plan that follows from them: how both are changed by hand.

Edits go through the undo stack and put earlier values back; what takes a while is made anew on the
job thread, while what was shown before stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core import pipeline
from core.errors import OperatorError
from core.progress import Progress
from core.restocking.limits.plan_budget import PlanOffer, plan_within
from core.restocking.orders.carried import Answer, with_answers
from core.restocking.orders.policy import Move, Plan
from core.restocking.terms.receipts import Receipts
from core.restocking.terms.terms import TERM_COLUMNS, Terms
from gui.edits import Change
from gui.jobs import Job, Jobs
from gui.session.checks import Checks
from gui.tables.term_cells import shared_label
from gui.wording import counted, spoken


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is done and undone: decision, units, the operator's words."""

    decision: str
    quantity: float
    note: str


class Planning(Checks):
    """Terms and plan of a session: edits, answers to suggestions, the budget."""

    refused = Signal(object)
    """(OperatorError) what was typed cannot be used; nothing has changed."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._renewing: Job | None = None
        self._planning: Job | None = None
        self._cutting: Job | None = None

    def edit_terms(self, row: int, column: str, value: object) -> None:
        """Change one term of supply of one item; the plan follows. Undoable."""
        if self.terms is None or column not in TERM_COLUMNS:
            return
        try:
            edited = self.terms.edited(row, column, value)
        except OperatorError as error:
            self.refused.emit(error)
            return
        names = (column, "service_kind")
        before = tuple(self.terms.table[name].iloc[row] for name in names)
        after = tuple(edited.table[name].iloc[row] for name in names)
        if before == after or (before[0] != before[0] and after[0] != after[0]):
            return
        words = QCoreApplication.translate("Session", "terms of {item}").format(
            item=self.item_in_store(row)
        )

        def put(values: tuple[object, ...]) -> None:
            if self.terms is not None:
                cells = {(row, name): cell for name, cell in zip(names, values, strict=True)}
                self._set("terms", self.terms.put(cells))
                self._renew_plan()

        self.undo_stack.push(Change(words, before, after, put))

    def decide(self, row: int, decision: str, quantity: float) -> None:
        """Answer one suggestion of the plan. Undoable."""
        if self.plan is None:
            return
        suggestion = self.plan.suggestions[row]
        before = (suggestion.decision, suggestion.final_quantity)
        if before == (decision, quantity):
            return
        words = QCoreApplication.translate("Session", "decision on {item}").format(
            item=self.item_in_store(row)
        )

        def put(answer: tuple[str, float]) -> None:
            if self.plan is not None:
                found = self.plan.suggestions[row]
                given = Answer(*answer, found.order_quantity, note=found.note)
                self._answers[found.item, found.store] = given
                self._set("plan", self.plan.decided(row, *answer))
                self._recut_within()

        self.undo_stack.push(Change(words, before, (decision, quantity), put))

    def edit_cells(self, cells: Mapping[tuple[int, str], object]) -> None:
        """Change many terms at once, as a paste does; the plan follows once. Undoable as one."""
        terms = self.terms
        if terms is None or not cells:
            return
        after = terms.put({cell: it for cell, it in cells.items() if cell[1] in TERM_COLUMNS})
        words = counted(
            QCoreApplication.translate("Session", "{what} of {n} items"),
            what=shared_label(column for _, column in cells),
            n=len({row for row, _ in cells}),
        )
        self.replace_terms(after, words)

    def replace_terms(self, terms: Terms, words: str) -> None:
        """Put other terms of the same items in force; the plan follows once. Undoable, under
        ``words``."""

        def put(value: Terms) -> None:
            self._set("terms", value)
            self._renew_plan()

        if self.terms is not None:
            self.undo_stack.push(Change(words, self.terms, terms, put))

    def keep_receipts(self, receipts: Receipts) -> None:
        """Keep past deliveries, to compare replays with what was really bought."""
        self._set("receipts", receipts)

    def edit_rows(self, rows: Sequence[int], column: str, value: str, what: str) -> str:
        """Set one term of many items as typed; ``what`` names it in the words of undo. Undoable.

        Returns why the value cannot be used, "" where it was; then nothing else has changed.
        """
        terms = self.terms
        if terms is None or not rows:
            return ""
        try:
            after = terms.edited_rows(list(rows), column, value)
        except OperatorError as error:
            return spoken(error.sentence)
        words = counted(
            QCoreApplication.translate("Session", "{what} of {n} items"), what=what, n=len(rows)
        )
        self.replace_terms(after, words)
        return ""

    def decide_all(
        self,
        answers: Mapping[int, tuple[str, float]],
        words: str = "",
        moves: tuple[Move, ...] | None = None,
        notes: Mapping[int, str] | None = None,
    ) -> None:
        """Answer many suggestions at once, as (decision, quantity) by row. Undoable as one.

        words  what undo calls it
        moves  between stores that are agreed to from now on, in place of those before
        notes  the operator's words by row, of rows that ``answers`` has
        """
        if self.plan is None or not (answers or moves):
            return
        rows = self.plan.suggestions
        words = words or counted(
            QCoreApplication.translate("Session", "decision on {n} items"), n=len(answers)
        )
        noted = notes or {}
        before = {
            row: Given(rows[row].decision, rows[row].final_quantity, rows[row].note)
            for row in answers
        }
        after = {
            row: Given(*answer, noted.get(row, rows[row].note)) for row, answer in answers.items()
        }
        agreed = self.moves if moves is None else moves

        def put(change: tuple[Mapping[int, Given], tuple[Move, ...]]) -> None:
            if self.plan is None:
                return
            given, self.moves = change
            offered = self.plan.suggestions
            made = {
                (offered[row].item, offered[row].store): Answer(
                    it.decision, it.quantity, offered[row].order_quantity, note=it.note
                )
                for row, it in given.items()
            }
            self._answers.update(made)
            self._set("plan", replace(with_answers(self.plan, made), moves=self.moves))
            self._recut_within()

        self.undo_stack.push(Change(words, (before, self.moves), (after, agreed), put))

    def _renew_terms(self) -> None:
        """Let the terms follow the settings; what was typed stays. On the job thread: thousands
        of items take a while."""
        if self._renewing is not None:
            self._renewing.stop()
            self._renewing = None
        typed, settings = self._typed_terms(), self.settings
        if typed is None:
            return

        def work(_: Progress) -> Terms:
            return pipeline.terms_anew(typed.demand, typed.sales, settings, typed)

        def returned(renewed: Terms) -> None:
            self._renewing = None
            if self.terms is not typed.terms:  # something was typed meanwhile
                self._renew_terms()
                return
            self._terms_settings = settings
            self._set("terms", renewed)
            self._renew_plan()

        words = QCoreApplication.translate("Session", "Planning orders")
        self._renewing = self.jobs.start(work, self, returned, words, quiet=True, answers=True)

    def _renew_plan(self) -> None:
        if self._planning is not None:
            self._planning.stop()
            self._planning = None
        run, terms = self.run, self.terms
        if run is None or terms is None or self.plan is None:
            return
        words = QCoreApplication.translate("Session", "Planning orders")
        answers, settings = dict(self._answers), self.settings

        def returned(plan: Plan) -> None:
            self._planning = None
            if self.run is run:  # a forecast that came meanwhile has brought its own
                self._take_plan(plan)

        self._planning = self.jobs.start(
            lambda _: pipeline.plan_anew(run, terms, settings, answers),
            self,
            returned,
            words,
            quiet=True,
            answers=True,
        )

    def _take_plan(self, plan: Plan) -> None:
        self._set("plan", replace(with_answers(plan, self._answers), moves=self.moves))

    def set_budget(self, budget: float | None, offer: PlanOffer | None = None) -> None:
        """Limit what the plan may cost; None lifts the limit. Undoable.

        With the ``offer`` of the plan as it stands it is cut at once, else in a moment.
        """
        before = self.settings.budget
        if budget == before:
            return
        words = QCoreApplication.translate("Session", "budget")
        offered_for = self.plan

        def put(value: float | None) -> None:
            self._set("settings", replace(self.settings, budget=value))
            if offer is not None and self.plan is not None and self.plan is offered_for:
                self._set("plan", plan_within(self.plan, offer, value))
            else:
                self._recut()

        self.undo_stack.push(Change(words, before, budget, put))

    def _recut_within(self) -> None:
        if self.settings.budget is not None or self.settings.rooms:
            self._recut()

    def _recut(self) -> None:
        """Cut the open orders to the limits again: what was decided has changed what is left."""
        if self._cutting is not None:
            self._cutting.stop()
            self._cutting = None
        run, terms, plan, settings = self.run, self.terms, self.plan, self.settings
        if run is None or terms is None or plan is None:
            return

        def returned(cut: Plan) -> None:
            self._cutting = None
            if self.plan is plan:
                self._set("plan", cut)
            else:
                self._recut()

        words = QCoreApplication.translate("Session", "Planning orders")
        self._cutting = self.jobs.start(
            lambda _: plan_within(
                plan, pipeline.offer_of(run, terms, plan, settings), settings.budget
            ),
            self,
            returned,
            words,
            quiet=True,
            answers=True,
        )
