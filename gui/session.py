"""What the window works on: the latest value of every stage, and how each is changed.

Setting a stage discards the later ones and emits ``changed`` with its name; pages redraw. Long work
goes to the job thread. Edits go through the undo stack and put earlier values back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core import pipeline
from core.demand import Demand
from core.errors import OperatorError
from core.pipeline import ForecastRun, Import
from core.progress import Progress
from core.restocking.policy import Plan
from core.restocking.terms import TERM_COLUMNS, Terms
from core.settings import Settings
from gui.draft import Draft
from gui.edits import Answer, Change, Key, answers_of, with_answers, with_edits
from gui.jobs import Job, Jobs
from gui.tables.item_facts import RunFacts, run_facts

STORED = ("settings", "imported", "demand", "run", "terms", "plan")
"""Stages that the workspace keeps. Sheets and their maps are not stored before Finish."""

SAVE_MS = 800
"""How long after the last change the workspace is saved."""

LATER = {
    "imported": ("demand", "run", "terms", "plan"),
    "demand": ("run", "plan"),
    "run": ("plan",),
}
"""What a new value of a stage discards."""

FORECAST_FIELDS = ("frequency", "horizon", "models", "origins", "paths", "seed", "device")
"""Settings that a forecast depends on: changing one makes it stale."""

TERM_FIELDS = ("lead_time_days", "lead_time_spread", "review_days", "service_level", "holding_rate")
"""Settings that terms of supply start from."""


class Session(Draft):
    """The values of all stages, and the draft of the next import (``gui.draft``). Attributes are
    read by pages; methods change them.

    settings  every choice that shapes a result
    imported  the import that is in force
    demand    its panel; run, its forecast; terms, its terms of supply; plan, what to order
    selected  row of the item looked at
    stale     whether settings or sales changed after ``run`` was made
    workspace the file that all this is kept in; None: nowhere
    """

    refused = Signal(object)
    """(OperatorError) what was typed cannot be used; nothing has changed."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self.settings = Settings()
        self.imported: Import | None = None
        self.demand: Demand | None = None
        self.run: ForecastRun | None = None
        self.terms: Terms | None = None
        self.plan: Plan | None = None
        self.selected = 0
        self.stale = False
        self.workspace: Path | None = None
        self.exported: Path | None = None
        self._facts: tuple[ForecastRun, RunFacts] | None = None
        self._answers: dict[Key, Answer] = {}
        self._terms_settings: Settings | None = None
        self._renewing: Job | None = None
        self._unsaved: set[str] = set()
        self._saving: set[str] = set()
        self._planning: Job | None = None
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save_timer.timeout.connect(self.save)
        # A save that failed leaves its stages to be saved with the next change.
        jobs.refused.connect(self._not_saved)
        jobs.crashed.connect(self._not_saved)

    # Import: sheets, maps, rules and preview are the draft's.

    def finish_import(self) -> Job | None:
        """Put the previewed import in force and build its demand; None without a preview.

        Terms that the operator typed stay with their items.
        """
        if self.preview is None:
            return None
        imported, settings = self.preview.imported, self.settings
        keep = self._remembering()
        before, demand_before, terms_before = self.imported, self.demand, self.terms
        based_on = self._terms_settings or settings

        def work(progress: Progress) -> tuple[Demand, Terms]:
            demand = pipeline.demand_of(imported.sales, settings)
            progress.check()
            terms = pipeline.terms_of(demand, imported.sales, settings)
            if before is not None and demand_before is not None and terms_before is not None:
                progress.check()
                untouched = pipeline.terms_of(demand_before, before.sales, based_on)
                terms = with_edits(terms, terms_before, untouched)
            keep()
            return demand, terms

        def returned(result: tuple[Demand, Terms]) -> None:
            self._forget_sheets()
            self.set_imported(imported, *result)

        words = QCoreApplication.translate("Session", "Building the sales history")
        return self.jobs.start(work, self, returned, words)

    def set_imported(self, imported: Import, demand: Demand, terms: Terms) -> None:
        """Put an import in force; forecast and plan of the one before are discarded."""
        self.undo_stack.clear()
        # A decision is about a quantity: it stays only where the same is suggested again.
        for key, answer in self._answers.items():
            self._answers[key] = replace(answer, carried=True)
        self.selected = 0
        self.stale = False
        self._terms_settings = self.settings
        self._set("imported", imported)
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
        if any(getattr(before, name) != getattr(after, name) for name in TERM_FIELDS):
            self._renew_terms()

    def start_forecast(self) -> Job | None:
        """Forecast every item and make the plan; None before an import."""
        imported, settings, terms = self.imported, self.settings, self.terms
        before, based_on = self.demand, self._terms_settings or self.settings
        if imported is None:
            return None

        def work(progress: Progress) -> tuple[Demand, ForecastRun, Terms, Plan, RunFacts]:
            demand = pipeline.demand_of(imported.sales, settings)
            fresh = pipeline.terms_of(demand, imported.sales, settings)
            kept = fresh
            if terms is not None and before is not None:
                untouched = pipeline.terms_of(before, imported.sales, based_on)
                kept = with_edits(fresh, terms, untouched)
            run = pipeline.forecast(demand, settings, progress, kept)
            plan = pipeline.plan(run, kept)
            return demand, run, kept, plan, run_facts(run.demand, run.forecast)

        def returned(result: tuple[Demand, ForecastRun, Terms, Plan, RunFacts]) -> None:
            self._terms_settings = settings
            self._take_forecast(result)

        words = QCoreApplication.translate("Session", "Forecasting")
        return self.jobs.start(work, self, returned, words)

    def _take_forecast(self, result: tuple[Demand, ForecastRun, Terms, Plan, RunFacts]) -> None:
        demand, run, terms, plan, facts = result
        self._facts = (run, facts)
        if self.demand is None or self.demand.items != demand.items:
            self.undo_stack.clear()
            self.selected = 0
        self._set_stale(False)
        self._set("demand", demand)
        self._set("run", run)
        self._set("terms", terms)
        self._take_plan(plan)

    def edit_terms(self, row: int, column: str, value: object) -> None:
        """Change one term of supply of one item; the plan follows. Undoable."""
        if self.terms is None or column not in TERM_COLUMNS:
            return
        try:
            value = self.terms.edited(row, column, value).table[column].iloc[row]
        except OperatorError as error:
            self.refused.emit(error)
            return
        before = self.terms.table[column].iloc[row]
        if before == value or (before != before and value != value):
            return
        words = QCoreApplication.translate("Session", "terms of {item}").format(
            item=self.item_name(row)
        )

        def put(cell: object) -> None:
            if self.terms is not None:
                self._set("terms", self.terms.edited(row, column, cell))
                self._renew_plan()

        self.undo_stack.push(Change(words, before, value, put))

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

        self.undo_stack.push(Change(words, before, (decision, quantity), put))

    def edit_cells(self, cells: Mapping[tuple[int, str], object]) -> None:
        """Change many terms at once, as a paste does; the plan follows once. Undoable as one."""
        terms = self.terms
        if terms is None or not cells:
            return
        after = terms.table.copy()
        for column in {name for _, name in cells} & set(TERM_COLUMNS):
            changed = after[column].to_numpy(copy=True)
            for (row, name), value in cells.items():
                if name == column:
                    changed[row] = value
            after[column] = changed
        words = QCoreApplication.translate("Session", "terms of {n} items").format(
            n=len({row for row, _ in cells})
        )

        def put(value: Terms) -> None:
            self._set("terms", value)
            self._renew_plan()

        self.undo_stack.push(Change(words, terms, replace(terms, table=after), put))

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

        self.undo_stack.push(Change(words, before, dict(answers), put))

    def select(self, row: int) -> None:
        """Look at another item."""
        if row != self.selected and self.demand is not None and 0 <= row < len(self.demand):
            self.selected = row
            self.changed.emit("selected")

    @property
    def facts(self) -> RunFacts | None:
        """What the run says of every item, made on the job thread together with it."""
        run = self.run
        if run is None:
            return None
        if self._facts is None or self._facts[0] is not run:
            self._facts = (run, run_facts(run.demand, run.forecast))
        return self._facts[1]

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
        imported, demand, terms = self.imported, self.demand, self.terms
        if imported is None or demand is None or terms is None:
            return
        before, settings = self._terms_settings or Settings(), self.settings

        def work(progress: Progress) -> Terms:
            old = pipeline.terms_of(demand, imported.sales, before)
            progress.check()
            return with_edits(pipeline.terms_of(demand, imported.sales, settings), terms, old)

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
        self._planning = self.jobs.start(
            lambda _: pipeline.plan(run, terms), self, self._take_plan, words, quiet=True
        )

    def _take_plan(self, plan: Plan) -> None:
        self._set("plan", with_answers(plan, self._answers))

    def _set(self, stage: str, value: object) -> None:
        setattr(self, stage, value)
        self._unsaved.add(stage)
        for later in LATER.get(stage, ()):
            if getattr(self, later) is not None:
                setattr(self, later, None)
                self._unsaved.add(later)
                self.changed.emit(later)
        self.changed.emit(stage)
        if self.workspace is not None:
            self._save_timer.start()

    def _set_stale(self, stale: bool) -> None:
        if stale != self.stale:
            self.stale = stale
            self.changed.emit("stale")

    def open_workspace(self, path: Path) -> Job:
        """Load everything a workspace holds, and keep what follows in it."""
        words = QCoreApplication.translate("Session", "Opening the workspace")

        def work(progress: Progress) -> tuple[pipeline.Saved, RunFacts | None]:
            saved = pipeline.load_workspace(path, progress)
            run = saved.run
            return saved, None if run is None else run_facts(run.demand, run.forecast)

        def returned(result: tuple[pipeline.Saved, RunFacts | None]) -> None:
            saved, facts = result
            if saved.run is not None and facts is not None:
                self._facts = (saved.run, facts)
            self._adopt(path, saved)

        return self.jobs.start(work, self, returned, words)

    def begin_anew(self, path: Path) -> None:
        """Store what there is, then go on with nothing in the workspace ``path``, made afresh."""
        self.save()
        self._adopt(path, pipeline.Saved())
        self._unsaved.update(STORED)
        self._save_timer.start()

    def keep_in(self, path: Path) -> None:
        """Keep the session in a workspace file from now on, beginning with what there is."""
        self.workspace = path
        self._unsaved.update(stage for stage in STORED if getattr(self, stage) is not None)
        self.changed.emit("workspace")
        self._save_timer.start()

    def save(self) -> Job | None:
        """Store what changed since the last time; None where there is nothing to store."""
        self._save_timer.stop()
        path, values = self.workspace, self._unsaved_values()
        if path is None or not values:
            return None
        self._unsaved.clear()
        self._saving = set(values)
        words = QCoreApplication.translate("Session", "Saving")
        return self.jobs.start(
            lambda progress: pipeline.save_workspace(path, progress, **values),
            self,
            self._saved,
            words,
            quiet=True,
        )

    def _saved(self, _: object) -> None:
        self._saving = set()
        self.changed.emit("saved")

    def _not_saved(self) -> None:
        self._unsaved |= self._saving
        self._saving = set()

    def close(self) -> None:
        """Stop all work and store what is not stored yet, before the window goes."""
        self.jobs.shut_down()
        self._not_saved()
        self._save_timer.stop()
        values = self._unsaved_values()
        if self.workspace is not None and values:
            pipeline.save_workspace(self.workspace, **values)
            self._unsaved.clear()
        # A stack that still holds commands speaks while it is destroyed, to a window half gone.
        self.undo_stack.clear()

    def _unsaved_values(self) -> dict[str, object]:
        return {stage: getattr(self, stage) for stage in STORED if stage in self._unsaved}

    def _adopt(self, path: Path, saved: pipeline.Saved) -> None:
        self.undo_stack.clear()
        self.workspace = path
        self._drop_sheets()
        self.settings = saved.settings or Settings()
        self._terms_settings = self.settings
        self.imported, self.demand, self.run = saved.imported, saved.demand, saved.run
        self.terms, self.plan = saved.terms, saved.plan
        self.selected, self.stale = 0, False
        self._answers = {} if self.plan is None else answers_of(self.plan)
        self._unsaved.clear()
        for stage in ("workspace", "sheets", *STORED, "selected", "stale"):
            self.changed.emit(stage)
