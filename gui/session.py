"""What the window works on: how the value of every stage is made and changed.

Long work goes to the job thread. Edits go through the undo stack and put earlier values back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core import pipeline
from core.checking.check import Checked
from core.demand import Demand
from core.errors import OperatorError
from core.pipeline import FollowUp, ForecastRun, Import
from core.progress import Progress
from core.restocking.plan_budget import PlanOffer, plan_within
from core.restocking.policy import Plan
from core.restocking.terms import TERM_COLUMNS, Terms
from core.settings import Settings
from core.tracking.overrides import Override
from gui.checks import Checks
from gui.edits import Answer, Change, Key, with_answers, with_edits
from gui.jobs import Job, Jobs
from gui.tables.item_facts import RunFacts, run_facts
from gui.wording import spoken

FORECAST_FIELDS = (
    "frequency",
    "horizon",
    "models",
    "origins",
    "paths",
    "seed",
    "device",
    "calendar",
)
"""Settings that a forecast depends on: changing one makes it stale."""

TERM_FIELDS = (
    "lead_time_days",
    "lead_time_spread",
    "review_days",
    "service_level",
    "service_kind",
    "lost_sales",
    "group_terms",
    "holding_rate",
)
"""Settings that terms of supply start from."""


Forecasted = tuple[Checked, Demand, ForecastRun, Terms, Plan, RunFacts, FollowUp]


class Session(Checks):
    """The work of every stage, and its edits. The values are those of ``gui.keeping``, findings and
    the answers to them of ``gui.checks``, the draft of the next import that of ``gui.draft``.
    """

    refused = Signal(object)
    """(OperatorError) what was typed cannot be used; nothing has changed."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self.exported: Path | None = None
        self._last_run: ForecastRun | None = None
        self._renewing: Job | None = None
        self._planning: Job | None = None
        self._cutting: Job | None = None

    # Import: sheets, maps, rules and preview are the draft's.

    def finish_import(self) -> Job | None:
        """Put the previewed import in force and build its demand; None without a preview.

        Terms that the operator typed stay with their items.
        """
        if self.preview is None:
            return None
        imported, settings, decisions = self.preview.imported, self.settings, self.decisions
        keep = self._remembering()
        before, demand_before, terms_before = self.sales, self.demand, self.terms
        based_on = self._terms_settings or settings

        def work(progress: Progress) -> tuple[Demand, Terms, Checked]:
            checked = pipeline.check(imported.sales, settings, decisions, progress=progress)
            demand = checked.treated(decisions)
            progress.check()
            terms = pipeline.terms_of(demand, checked.sales, settings)
            if before is not None and demand_before is not None and terms_before is not None:
                progress.check()
                untouched = pipeline.terms_of(demand_before, before, based_on)
                terms = with_edits(terms, terms_before, untouched)
            keep()
            return demand, terms, checked

        def returned(result: tuple[Demand, Terms, Checked]) -> None:
            self._forget_sheets()
            self.set_imported(imported, *result)

        words = QCoreApplication.translate("Session", "Building the sales history")
        return self.jobs.start(work, self, returned, words)

    def set_imported(
        self, imported: Import, demand: Demand, terms: Terms, checked: Checked | None = None
    ) -> None:
        """Put an import in force; forecast and plan of the one before are discarded."""
        self.undo_stack.clear()
        self._last_run = self.run or self._last_run
        # A decision is about a quantity: it stays only where the same is suggested again.
        for key, answer in self._answers.items():
            self._answers[key] = replace(answer, carried=True)
        self.selected = 0
        self.stale = False
        self._terms_settings = self.settings
        self._set("imported", imported)
        self._take_checked(checked)
        self._set("demand", demand)
        self._set("terms", terms)

    # Settings, forecast and plan.

    def change_settings(self, **fields: object) -> None:
        """Change settings; a forecast that depends on them becomes stale, terms follow at once."""
        before, after = self.settings, replace(self.settings, **fields)  # type: ignore[arg-type]
        if after == before:
            return
        self._set("settings", after)
        if any(getattr(before, name) != getattr(after, name) for name in FORECAST_FIELDS):
            self._set_stale(self.run is not None)
        if before.frequency != after.frequency:
            self.check_again()
        if any(getattr(before, name) != getattr(after, name) for name in TERM_FIELDS):
            self._renew_terms()

    def take_settings(self, settings: Settings) -> None:
        """Take all settings of another shop."""
        self.change_settings(**{f.name: getattr(settings, f.name) for f in fields(settings)})

    def start_forecast(self) -> Job | None:
        """Forecast every item and make the plan; None before an import.

        With a newer sheet of the same shop, what the last tests taught is used where it still
        holds; asked again, all models are tested again.
        """
        imported, settings, terms = self.imported, self.settings, self.terms
        before, based_on = self.demand, self._terms_settings or self.settings
        answers, decisions, sales = dict(self._answers), self.decisions, self.sales
        overrides, archive = self.overrides, self.archive
        last = self._last_run if self.run is None else None
        network = None if self.run is None else self.run.network
        if imported is None or sales is None:
            return None

        def work(progress: Progress) -> Forecasted:
            checked = pipeline.check(imported.sales, settings, decisions)
            demand = checked.treated(decisions)
            fresh = pipeline.terms_of(demand, checked.sales, settings)
            kept = fresh
            if terms is not None and before is not None:
                untouched = pipeline.terms_of(before, sales, based_on)
                kept = with_edits(fresh, terms, untouched)
            score = pipeline.last_score(archive, demand)
            run = pipeline.forecast_or_update(
                last, demand, settings, progress, kept, score, network
            )
            run = pipeline.with_overrides(run, overrides)
            followed = pipeline.follow_up(run, archive)
            plan = _planned(run, kept, answers, settings)
            facts = run_facts(run.demand, run.forecast, run.trends)
            return checked, demand, run, kept, plan, facts, followed

        def returned(result: Forecasted) -> None:
            self._terms_settings = settings
            self._take_forecast(result, self.decisions != decisions)

        words = QCoreApplication.translate("Session", "Forecasting")
        return self.jobs.start(work, self, returned, words)

    def override(self, overrides: Sequence[Override]) -> None:
        """Put the operator's changes of forecasts in force, in place of those before; the plan
        follows. Undoable."""
        words = QCoreApplication.translate("Session", "change of the forecast")

        def put(changes: tuple[Override, ...]) -> None:
            self._set("overrides", changes)
            if self.run is not None:
                self._set_run(pipeline.with_overrides(self.run, changes))

        self.undo_stack.push(Change(words, self.overrides, tuple(overrides), put))

    def _set_run(self, run: ForecastRun) -> None:
        """Put another forecast of the same items in force, and plan anew."""
        plan = self.plan
        self._set("archive", pipeline.follow_up(run, self.archive).archive)
        self._set("run", run)
        if plan is not None:
            # Shown until the new one is made, on the job thread.
            self._set("plan", plan)
            self._renew_plan()

    def _take_forecast(self, result: Forecasted, stale: bool) -> None:
        checked, demand, run, terms, plan, facts, followed = result
        if not stale:
            self._take_checked(checked)
        self._last_run = None
        self._facts = (run, facts)
        self.followed = followed
        self._set("archive", followed.archive)
        if self.demand is None or self.demand.items != demand.items:
            self.undo_stack.clear()
            self.selected = 0
        self._set_stale(stale)
        self._set("demand", demand)
        self._set("run", run)
        self._set("terms", terms)
        self._take_plan(plan)

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
            item=self.item_name(row)
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
            item=self.item_name(row)
        )

        def put(answer: tuple[str, float]) -> None:
            if self.plan is not None:
                found = self.plan.suggestions[row]
                given = Answer(*answer, found.order_quantity)
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
        words = QCoreApplication.translate("Session", "terms of {n} items").format(
            n=len({row for row, _ in cells})
        )

        def put(value: Terms) -> None:
            self._set("terms", value)
            self._renew_plan()

        self.undo_stack.push(Change(words, terms, after, put))

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
        words = QCoreApplication.translate("Session", "{what} of {n} items").format(
            what=what, n=len(rows)
        )

        def put(values: Terms) -> None:
            self._set("terms", values)
            self._renew_plan()

        self.undo_stack.push(Change(words, terms, after, put))
        return ""

    def decide_all(self, answers: Mapping[int, tuple[str, float]]) -> None:
        """Answer many suggestions at once, as (decision, quantity) by row. Undoable as one."""
        if self.plan is None or not answers:
            return
        rows = self.plan.suggestions
        before = {row: (rows[row].decision, rows[row].final_quantity) for row in answers}
        words = QCoreApplication.translate("Session", "decision on {n} items").format(
            n=len(answers)
        )

        def put(given: Mapping[int, tuple[str, float]]) -> None:
            if self.plan is None:
                return
            offered = self.plan.suggestions
            made = {
                (offered[row].item, offered[row].store): Answer(
                    *answer, offered[row].order_quantity
                )
                for row, answer in given.items()
            }
            self._answers.update(made)
            self._set("plan", with_answers(self.plan, made))
            self._recut_within()

        self.undo_stack.push(Change(words, before, dict(answers), put))

    def select(self, row: int) -> None:
        """Look at another item."""
        if row != self.selected and self.demand is not None and 0 <= row < len(self.demand):
            self.selected = row
            self.changed.emit("selected")

    def item_name(self, row: int) -> str:
        """Return the title of an item, or its code where the sheet has no titles."""
        if self.terms is not None and row < len(self.terms.table):
            title = str(self.terms.table["title"].iloc[row])
            if title:
                return title
        return self.demand.items[row] if self.demand is not None else ""

    def export(self, path: Path, language: str) -> Job | None:
        """Write the plan as a workbook; None while there is no plan."""
        imported, run, terms, plan = self.imported, self.run, self.terms, self.plan
        if imported is None or run is None or terms is None or plan is None:
            return None

        def returned(_: None) -> None:
            self.exported = path
            self.changed.emit("exported")

        work = partial(
            pipeline.export,
            path,
            imported=imported,
            run=run,
            terms=terms,
            plan=plan,
            settings=self.settings,
            language=language,
        )
        words = QCoreApplication.translate("Session", "Writing the workbook")
        return self.jobs.start(lambda progress: work(progress=progress), self, returned, words)

    def _renew_terms(self) -> None:
        """Let the terms follow the settings; what was typed stays. On the job thread: thousands
        of items take a while."""
        if self._renewing is not None:
            self._renewing.stop()
            self._renewing = None
        sales, demand, terms = self.sales, self.demand, self.terms
        if sales is None or demand is None or terms is None:
            return
        before, settings = self._terms_settings or Settings(), self.settings

        def work(progress: Progress) -> Terms:
            old = pipeline.terms_of(demand, sales, before)
            progress.check()
            return with_edits(pipeline.terms_of(demand, sales, settings), terms, old)

        def returned(renewed: Terms) -> None:
            self._renewing = None
            if self.terms is not terms:  # something was typed meanwhile
                self._renew_terms()
                return
            self._terms_settings = settings
            self._set("terms", renewed)
            self._renew_plan()

        words = QCoreApplication.translate("Session", "Planning orders")
        self._renewing = self.jobs.start(work, self, returned, words, quiet=True)

    def _renew_plan(self) -> None:
        if self._planning is not None:
            self._planning.stop()
            self._planning = None
        run, terms = self.run, self.terms
        if run is None or terms is None or self.plan is None:
            return
        words = QCoreApplication.translate("Session", "Planning orders")
        answers, settings = dict(self._answers), self.settings
        self._planning = self.jobs.start(
            lambda _: _planned(run, terms, answers, settings),
            self,
            self._take_plan,
            words,
            quiet=True,
        )

    def _take_plan(self, plan: Plan) -> None:
        self._set("plan", with_answers(plan, self._answers))

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
                self._set("plan", plan_within(self.plan, offer, _limit(value)))
            else:
                self._recut()

        self.undo_stack.push(Change(words, before, budget, put))

    def _recut_within(self) -> None:
        if self.settings.budget is not None:
            self._recut()

    def _recut(self) -> None:
        """Cut the open orders to the budget again: what was decided has changed what is left."""
        if self._cutting is not None:
            self._cutting.stop()
            self._cutting = None
        run, terms, plan, budget = self.run, self.terms, self.plan, self.settings.budget
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
            lambda _: pipeline.plan_in_budget(run, terms, plan, budget),
            self,
            returned,
            words,
            quiet=True,
        )


def _planned(
    run: ForecastRun, terms: Terms, answers: Mapping[Key, Answer], settings: Settings
) -> Plan:
    """Return a new plan with the answers that still apply, within the budget."""
    plan = with_answers(pipeline.plan(run, terms, settings), answers)
    if settings.budget is None:
        return plan
    return pipeline.plan_in_budget(run, terms, plan, settings.budget)


def _limit(budget: float | None) -> float:
    return math.inf if budget is None else budget
