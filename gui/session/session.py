"""What the window works on: how the value of every stage is made and changed.

Long work goes to the job thread. Edits go through the undo stack and put earlier values back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from core import pipeline
from core.checking.check import Checked
from core.demand import Demand
from core.forecasting.analogues import Analogues
from core.pipeline import FollowUp, ForecastRun, Import
from core.progress import Progress
from core.restocking.advice import Advice
from core.restocking.orders.carried import with_edits
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.tracking.overrides import Override
from gui.edits import Change
from gui.jobs import Job, Jobs
from gui.session.keeping import Grounds
from gui.session.planning import Planning
from gui.session.reckoning import Reckoning, whole_plan
from gui.tables.item_facts import RunFacts, run_facts

TERM_FIELDS = (
    "lead_time_days",
    "lead_time_spread",
    "review_days",
    "service_level",
    "service_kind",
    "lost_sales",
    "group_terms",
    "holding_rate",
    "class_service",
)
"""Settings that terms of supply start from."""

LIMIT_FIELDS = ("rooms",)
"""Settings that only cut the plan; its budget has a slider of its own."""


@dataclass(frozen=True, slots=True)
class Forecasted:
    """What a forecast puts in force, all made on the job thread.

    followed  None for a first forecast, which nothing is compared with and which is not archived
    """

    checked: Checked
    demand: Demand
    run: ForecastRun
    terms: Terms
    plan: Plan
    facts: RunFacts
    followed: FollowUp | None = None


class Session(Planning):
    """The work of every stage, and its edits.

    The values are those of ``keeping``, findings and the answers to them of ``checks``, edits of
    terms and plan of ``planning``, the draft of the next import that of ``draft``.
    """

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self.exported: Path | None = None
        self._last_run: ForecastRun | None = None
        self._forecast_from: Terms | None = None
        """The terms that the forecast on its way was begun with, or has put in force."""
        self.advice: Reckoning[Advice] = Reckoning(self, pipeline.advise, whole_plan, self)

    # Import: sheets, maps, rules and preview are the draft's.

    def finish_import(self) -> Job | None:
        """Put the previewed import in force and build its demand; None without a preview.

        Terms that the operator typed stay with their items.
        """
        if self.preview is None:
            return None
        imported, settings, decisions = self.preview.imported, self.settings, self.decisions
        keep = self._remembering()
        typed = self._typed_terms()

        def work(progress: Progress) -> tuple[Demand, Terms, Checked]:
            checked = pipeline.check(imported.sales, settings, decisions, progress=progress)
            demand = checked.treated(decisions)
            progress.check()
            terms = pipeline.terms_anew(demand, checked.sales, settings, typed)
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
        self.moves = ()  # the stock that was moved is that of another day
        self._terms_settings = self.settings
        self._set("imported", imported)
        self._follow_stale()
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
        self._follow_stale()
        if before.frequency != after.frequency:
            self.check_again()
        if any(getattr(before, name) != getattr(after, name) for name in TERM_FIELDS):
            self._renew_terms()
        elif any(getattr(before, name) != getattr(after, name) for name in LIMIT_FIELDS):
            self._recut()

    def change_undoably(self, words: str, **fields: object) -> None:
        """Change settings as one step of undo, called ``words``."""
        before = {name: getattr(self.settings, name) for name in fields}
        if fields != before:
            self.undo_stack.push(
                Change(words, before, fields, lambda it: self.change_settings(**it))
            )

    def take_settings(self, settings: Settings) -> None:
        """Take all settings of another shop."""
        self.change_settings(**{f.name: getattr(settings, f.name) for f in fields(settings)})

    def start_forecast(self) -> Job | None:
        """Forecast every item and make the plan; None before an import.

        With a newer sheet of the same shop, what the last tests taught is used where it still
        holds; asked again, all models are tested again.
        """
        imported, settings, typed = self.imported, self.settings, self._typed_terms()
        answers, decisions = dict(self._answers), self.decisions
        overrides, archive, analogues = self.overrides, self.archive, self.analogues
        grounds = self._grounds()
        last = self._last_run if self.run is None else None
        network = None if self.run is None else self.run.network
        if imported is None:
            return None

        self._forecast_from = self.terms
        is_new = self.run is None

        def work(progress: Progress) -> Forecasted:
            checked = pipeline.check(imported.sales, settings, decisions)
            demand = checked.treated(decisions)
            kept = pipeline.terms_anew(demand, checked.sales, settings, typed)

            def made(run: ForecastRun) -> Forecasted:
                plan = pipeline.plan_anew(run, kept, settings, answers)
                facts = run_facts(run.demand, run.forecast, run.trends)
                return Forecasted(checked, demand, run, kept, plan, facts)

            def show_first(run: ForecastRun) -> None:
                first = made(run)
                self.jobs.meanwhile(progress, self, lambda: take(first))

            score = pipeline.last_score(archive, demand)
            run = pipeline.forecast_or_update(
                last,
                demand,
                settings,
                progress,
                kept,
                score,
                network,
                show_first if is_new else None,
            )
            run = pipeline.with_chosen_analogues(run, analogues, settings.seed)
            run = pipeline.with_overrides(run, overrides)
            return replace(made(run), followed=pipeline.follow_up(run, archive))

        def take(result: Forecasted) -> None:
            self._terms_settings = settings
            self._take_forecast(result, grounds)
            same = (self.overrides, self.analogues) == (overrides, analogues)
            if not same and result.followed is not None:
                # Changed while the forecast was made.
                run = pipeline.with_chosen_analogues(result.run, self.analogues, settings.seed)
                self._set_run(pipeline.with_overrides(run, self.overrides))

        words = QCoreApplication.translate("Session", "Forecasting")
        return self.jobs.start(work, self, take, words)

    def override(self, overrides: Sequence[Override]) -> None:
        """Put the operator's changes of forecasts in force, in place of those before; the plan
        follows. Undoable."""
        touched = {(it.item, it.store) for it in {*self.overrides} ^ {*overrides}}
        words = QCoreApplication.translate("Session", "change of the forecast")
        if len(touched) == 1:
            words = QCoreApplication.translate("Session", "change of the forecast of {item}")
            words = words.format(item=self._name_of(*touched.pop()))

        def put(changes: tuple[Override, ...]) -> None:
            self._set("overrides", changes)
            if self.run is not None:
                self._set_run(pipeline.with_overrides(self.run, changes))

        self.undo_stack.push(Change(words, self.overrides, tuple(overrides), put))

    def choose_analogues(self, chosen: Sequence[Analogues]) -> None:
        """Put the operator's analogues of new items in force, in place of those before; the plan
        follows. Undoable."""
        words = QCoreApplication.translate("Session", "items that a new one is like")

        def put(analogues: tuple[Analogues, ...]) -> None:
            self._set("analogues", analogues)
            if self.run is not None:
                run = pipeline.with_chosen_analogues(self.run, analogues, self.settings.seed)
                self._set_run(pipeline.with_overrides(run, self.overrides))

        self.undo_stack.push(Change(words, self.analogues, tuple(chosen), put))

    def _set_run(self, run: ForecastRun) -> None:
        """Put another forecast of the same items in force, and plan anew."""
        plan = self.plan
        self._set("archive", pipeline.follow_up(run, self.archive).archive)
        self._set("run", run)
        if plan is not None:
            # Shown until the new one is made, on the job thread.
            self._set("plan", plan)
            self._renew_plan()

    def _take_forecast(self, result: Forecasted, grounds: Grounds) -> None:
        """Put a forecast made from ``grounds`` in force; what was typed while it was made stays."""
        run, demand, typed = result.run, result.demand, self.terms
        if grounds.decisions == self.decisions:
            self._take_checked(result.checked)
        if result.followed is not None:
            self._last_run = None
            self.followed = result.followed
            self._set("archive", result.followed.archive)
        if self.demand is None or self.demand.items != demand.items:
            self.undo_stack.clear()
        if self.run is None or self.run.demand.items != demand.items:
            # The item that sells most is the one to look at.
            self.selected = int(result.facts.total.argmax())
        self._made_from, self._brought = grounds, False
        self._set("demand", demand)
        self._facts = (run, result.facts)
        self._set("run", run)
        self._follow_stale()
        self._set("terms", result.terms)
        self._take_plan(result.plan)
        from_terms, self._forecast_from = self._forecast_from, result.terms
        if typed is not None and from_terms is not None and typed is not from_terms:
            self._set("terms", with_edits(result.terms, typed, from_terms))
            self._renew_plan()

    def select(self, row: int) -> None:
        """Look at another item."""
        if row != self.selected and self.demand is not None and 0 <= row < len(self.demand):
            self.selected = row
            self.changed.emit("selected")

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
