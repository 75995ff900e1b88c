"""What a workspace keeps: the latest value of every stage, stored a moment after each change.

Setting a stage discards the later ones and emits ``changed`` with its name; pages redraw.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from core import pipeline
from core.checking.decisions import NONE, Decisions
from core.demand import Demand
from core.forecasting.analogues import Analogues
from core.pipeline import FollowUp, ForecastRun, Import
from core.progress import Progress
from core.restocking.orders.carried import Answer, Key, answers_of
from core.restocking.orders.policy import Move, Plan
from core.restocking.terms.receipts import Receipts
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.tracking.archive import Archive
from core.tracking.overrides import Override
from gui.jobs import Job, Jobs
from gui.session.draft import Draft
from gui.tables.item_facts import RunFacts, run_facts
from gui.tables.search import stores_told

STORED = (
    "settings",
    "imported",
    "decisions",
    "demand",
    "run",
    "terms",
    "receipts",
    "plan",
    "overrides",
    "analogues",
    "archive",
)
"""Stages that the workspace keeps. Sheets and their maps are not stored before Finish."""

SAVE_MS = 800
"""How long after the last change the workspace is saved."""

LATER = {
    "imported": ("demand", "run", "terms", "plan"),
    "demand": ("run", "plan"),
    "run": ("plan",),
}
"""What a new value of a stage discards."""


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


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a forecast is made from, beside the sales.

    decisions  answers to what was found in them
    settings   values of ``FORECAST_FIELDS``
    """

    decisions: Decisions
    settings: tuple[object, ...]


class Keeping(Draft):
    """The values of all stages and the file they are kept in. Attributes are read by pages.

    settings  every choice that shapes a result
    imported  the import that is in force
    decisions what was answered to findings in it
    demand    its panel; run, its forecast; terms, its terms of supply; plan, what to order
    receipts  past deliveries that lead times were learned from
    moves     between stores that the operator agreed to: they outlast the plan made anew
    selected  row of the item looked at
    stale     whether settings or sales changed after ``run`` was made
    overrides the operator's changes of forecasts; archive, the forecasts given out so far
    analogues the items that the operator chose for new ones to sell like
    followed  score of the last forecast and what changed since, once there is a new one
    workspace the file that all this is kept in; None: nowhere
    """

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self.settings = Settings()
        self.imported: Import | None = None
        self.decisions: Decisions = NONE
        self.demand: Demand | None = None
        self.run: ForecastRun | None = None
        self.terms: Terms | None = None
        self.receipts: Receipts | None = None
        self.plan: Plan | None = None
        self.moves: tuple[Move, ...] = ()
        self.overrides: tuple[Override, ...] = ()
        self.analogues: tuple[Analogues, ...] = ()
        self.archive = Archive()
        self.followed: FollowUp | None = None
        self.selected = 0
        self.stale = False
        self._made_from: Grounds | None = None
        self._brought = False
        self.workspace: Path | None = None
        self._facts: tuple[ForecastRun, RunFacts] | None = None
        self._answers: dict[Key, Answer] = {}
        self._terms_settings = self.settings
        self._unsaved: set[str] = set()
        self._saving: set[str] = set()
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save_timer.timeout.connect(self.save)
        # A save that failed leaves its stages to be saved with the next change.
        jobs.refused.connect(self._not_saved)
        jobs.crashed.connect(self._not_saved)

    @property
    def facts(self) -> RunFacts | None:
        """What the run says of every item, made on the job thread together with it."""
        run = self.run
        if run is None:
            return None
        if self._facts is None or self._facts[0] is not run:
            self._facts = (run, run_facts(run.demand, run.forecast, run.trends))
        return self._facts[1]

    def item_name(self, row: int) -> str:
        """Return the title of an item, or its code where the sheet has no titles."""
        if self.terms is not None and row < len(self.terms.table):
            title = str(self.terms.table["title"].iloc[row])
            if title:
                return title
        return self.demand.items[row] if self.demand is not None else ""

    def item_in_store(self, row: int) -> str:
        """Return the name of an item with its store, where the sheets have several."""
        store = stores_told(self.demand.stores)[row] if self.demand is not None else ""
        return f"{self.item_name(row)} · {store}" if store else self.item_name(row)

    def open_workspace(self, path: Path) -> Job:
        """Load everything a workspace holds, and keep what follows in it."""
        words = QCoreApplication.translate("Session", "Opening the workspace")

        def work(progress: Progress) -> tuple[pipeline.Saved, RunFacts | None, FollowUp | None]:
            saved = pipeline.load_workspace(path, progress)
            run = saved.run
            if run is None:
                return saved, None, None
            facts = run_facts(run.demand, run.forecast, run.trends)
            return saved, facts, pipeline.follow_up(run, saved.archive or Archive())

        def returned(
            result: tuple[pipeline.Saved, RunFacts | None, FollowUp | None],
        ) -> None:
            saved, facts, followed = result
            if saved.run is not None and facts is not None:
                self._facts = (saved.run, facts)
            self._adopt(path, saved)
            self.followed = followed
            self.changed.emit("followed")

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

    def _unsaved_values(self) -> dict[str, Any]:
        return {stage: getattr(self, stage) for stage in STORED if stage in self._unsaved}

    def _adopt(self, path: Path, saved: pipeline.Saved) -> None:
        self.undo_stack.clear()
        self.workspace = path
        self._drop_sheets()
        self.settings = saved.settings or Settings()
        self._terms_settings = self.settings
        self.decisions = saved.decisions or NONE
        self.imported, self.demand, self.run = saved.imported, saved.demand, saved.run
        self.terms, self.plan, self.receipts = saved.terms, saved.plan, saved.receipts
        self.moves = () if saved.plan is None else saved.plan.moves
        self.overrides, self.archive = saved.overrides or (), saved.archive or Archive()
        self.analogues = saved.analogues or ()
        self.followed = None
        self.selected, self.stale = 0, self.run is not None and self.run.is_first
        self._made_from, self._brought = self._grounds(), self.run is not None
        self._answers = {} if self.plan is None else answers_of(self.plan)
        self._unsaved.clear()
        for stage in ("workspace", "sheets", *STORED, "selected", "stale"):
            self.changed.emit(stage)

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

    def _grounds(self) -> Grounds:
        return Grounds(
            self.decisions, tuple(getattr(self.settings, name) for name in FORECAST_FIELDS)
        )

    def _follow_stale(self) -> None:
        """Compare what the forecast was made from with what is in force: an edit makes it stale,
        the undo of that edit does not leave it so."""
        run = self.run
        stale = run is not None and (self._made_from != self._grounds() or run.is_first)
        if stale != self.stale:
            self.stale = stale
            self.changed.emit("stale")

    def _doubt_forecast(self, demand: Demand) -> None:
        """Compare a forecast that a workspace brought with ``demand``, the panel by the decisions
        stored beside it: they may have been made after it."""
        run, grounds = self.run, self._grounds()
        if run is None or not self._brought or self._made_from != grounds:
            return
        self._brought = False
        if demand.items != run.demand.items or not np.array_equal(
            demand.units, run.demand.units, equal_nan=True
        ):
            self._made_from = None
            self._follow_stale()
