"""Accuracy: every model against seasonal naive, promised ranges audited, the largest misses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core import pipeline
from core.evaluation.calibration import Audit
from core.frequency import Frequency
from core.pipeline import ForecastRun
from gui import figures
from gui.charts.calibration_chart import CalibrationChart, Promise
from gui.charts.calibration_chart import summary as audited
from gui.charts.model_dots import CHOSEN, NAIVE
from gui.jobs import Job
from gui.pages import Head
from gui.pages.accuracy.misses_card import MissesCard
from gui.pages.accuracy.models_card import ModelsCard
from gui.pages.accuracy.network_panel import NetworkPanel
from gui.pages.accuracy.replay_card import ReplayCard
from gui.pages.card import Card, label
from gui.pages.scores import ModelAccount, accounts, judged_ranges
from gui.redraw import Redraw
from gui.session import Session
from gui.theme import theme

NARROW_UNDER = 1000
"""Width of the page (px at 100 %) under which names are shorter and the note is left out."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the top line says of a run: accounts of all items, and the share of 80 % ranges held."""

    accounts: tuple[ModelAccount, ...]
    held: float

    def of(self, name: str) -> ModelAccount | None:
        """Return one model's account."""
        return next((a for a in self.accounts if a.name == name), None)


class AccuracyPage(QWidget):
    """How far the forecasts can be trusted, judged on the shop's own past."""

    headed = Signal()
    go = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.redraw = Redraw(self, self._show)
        self._judged: tuple[ForecastRun, Judgement] | None = None
        self._audited: tuple[ForecastRun, Audit | None] | None = None
        self._auditing: Job | None = None
        self._scoring: Job | None = None
        space = theme().space
        self.models = ModelsCard(self)
        self.table, self.groups = self.models.table, self.models.groups
        self.models.learned.clicked.connect(self._open_network)
        self.replay = ReplayCard(session, self)
        self.misses = MissesCard(session, self)
        self.misses.opened.connect(self._open)
        self.ranges = Card(self)
        self.audit = label(wrap=True)
        self.calibration = CalibrationChart(self.ranges)
        self.axes = label(role="caption", tone="text_3", wrap=True)
        for part in (self.audit, self.calibration, self.axes):
            self.ranges.content.addWidget(part, 1 if part is self.calibration else 0)
        self.ranges.setMinimumHeight(280)
        self.ranges.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        top = QHBoxLayout()
        top.setSpacing(space("m"))
        top.addWidget(self.models, 1)
        top.addWidget(self.ranges)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space("page"), 0, space("page"), 14)
        layout.setSpacing(space("m"))
        layout.addLayout(top)
        below = QHBoxLayout()
        below.setSpacing(space("m"))
        below.addWidget(self.misses, 2)
        below.addWidget(self.replay, 3)
        layout.addLayout(below, 1)
        self.groups.chosen.connect(lambda _: self._show())
        session.changed.connect(self._changed)
        theme().changed.connect(self._spoken)
        self._spoken()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let columns give way where there is no room."""
        super().resizeEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self.misses.fit)

    def _fit(self) -> None:
        scale = theme().scale
        width = self.width() / scale
        side = min(376.0, 0.36 * width)
        self.ranges.setFixedWidth(round(side * scale))
        narrow = width <= NARROW_UNDER
        self.misses.setVisible(not narrow)
        self.models.fit(width - side - 100, narrow)
        self._entitle()

    def _entitle(self) -> None:
        room = self.width() - self.ranges.width() - 2 * theme().space("page")
        self.models.entitle(self._session.run, self._frequency(), room)

    # ---- the window's questions

    def head(self) -> Head:
        """Say how much is missed, against last year's."""
        title, run = self.tr("Accuracy"), self._session.run
        if run is None:
            ready = self._session.imported is not None
            return Head(
                title,
                self.tr("Forecast first: every model is then tested on your own past."),
                self.tr("Forecast") if ready else self.tr("Open a sheet"),
                "chart-line" if ready else "folder-open",
            )
        if run.is_first:
            words = self.tr("How far each model errs is told here.")
            return Head(title, words, self.tr("Forecast again"), "rotate-ccw")
        judged = self._judgement(run)
        chosen, naive, held = judged.of(CHOSEN), judged.of(NAIVE), judged.held
        if chosen is None or not np.isfinite(chosen.missed):
            sentence = self.tr("The history is too short to test models on it.")
            result = ""
        else:
            known = naive is not None and np.isfinite(naive.missed)
            template = (
                self.tr("We miss {missed} of units, {before} misses {naive}.")
                if known
                else self.tr("We miss {missed} of units.")
            )
            sentence = template.format(
                missed=figures.percent(chosen.missed),
                before=figures.same_time(run.demand.frequency),
                naive=figures.percent(naive.missed) if naive is not None else "",
            )
            if 0.75 <= held <= 0.85:
                sentence += self.tr(" Ranges hold as promised.")
            result = self.tr("{share} of ranges held").format(share=figures.percent(held))
        return Head(title, sentence, self.tr("Test again"), "history", result=result)

    def act(self) -> None:
        """Forecast and test again, or go and get a sheet."""
        if self._session.imported is None:
            self.go.emit("import")
        else:
            self._session.start_forecast()

    # ---- following the session

    def _changed(self, stage: str) -> None:
        if stage == "run":
            self._start_audit()
            self.redraw.ask()
        if stage in ("run", "archive"):
            self._look_back()
        if stage in ("run", "imported"):
            self.headed.emit()

    def _look_back(self) -> None:
        """Score the forecasts given out so far, quietly."""
        if self._scoring is not None:
            self._scoring.stop()
            self._scoring = None
        session = self._session
        demand, archive = session.demand, session.archive
        if demand is None or not archive.forecasts:
            self.misses.past.show_scores(())
            return
        self._scoring = session.jobs.start(
            lambda _: pipeline.past_scores(archive, demand),
            self,
            self.misses.past.show_scores,
            self.tr("Judging past forecasts"),
            quiet=True,
        )

    def _start_audit(self) -> None:
        """Audit the ranges of a new run, quietly: it needs all of its test forecasts."""
        if self._auditing is not None:
            self._auditing.stop()
            self._auditing = None
        run = self._session.run
        if run is None or not run.backtest.deviates.size:
            return

        def returned(audited: Audit | None) -> None:
            self._audited = (run, audited)
            self._judged = None
            self.redraw.ask()
            self.headed.emit()

        self._auditing = self._session.jobs.start(
            lambda _: pipeline.audit(run), self, returned, self.tr("Auditing ranges"), quiet=True
        )

    def _audit(self) -> Audit | None:
        run = self._session.run
        if self._audited is None or self._audited[0] is not run:
            return None
        return self._audited[1]

    def _judgement(self, run: ForecastRun) -> Judgement:
        if self._judged is None or self._judged[0] is not run:
            audited = self._audit()
            _, _, held = judged_ranges(run.backtest, run.choice)
            if audited is not None:
                held = audited.after[audited.levels.index(0.8)]
            self._judged = (run, Judgement(accounts(run.backtest, run.choice), held))
        return self._judged[1]

    def _promises(self, run: ForecastRun) -> list[Promise]:
        """Return what ranges promised and held; until the audit is done, the 80 % ranges alone."""
        audited = self._audit()
        if audited is not None:
            return [
                Promise(level, after, audited.count, chance, before)
                for level, after, chance, before in zip(
                    audited.levels, audited.after, audited.chance, audited.before, strict=True
                )
            ]
        count, independent, held = judged_ranges(run.backtest, run.choice)
        if not count:
            return []
        # Ranges of one item and cutoff hold or fail together: only pairs of them are evidence.
        return [Promise(0.8, held, count, 1.96 * float(np.sqrt(0.8 * 0.2 / independent)))]

    def _show(self) -> None:
        run = self._session.run
        rows = self.models.members(run) if run is not None else None
        if run is None:
            made: tuple[ModelAccount, ...] = ()
        elif rows is None:
            made = self._judgement(run).accounts
        else:
            made = accounts(run.backtest, run.choice, rows)
        self.models.show_accounts(made, self._frequency())
        self.models.explain_network(run)
        self._fit()
        promises = self._promises(run) if run is not None else []
        self.calibration.show_promises(promises)
        self.audit.setText(audited(promises))
        self.misses.show_run()

    def _open(self, row: int) -> None:
        self._session.select(row)
        self.go.emit("forecast")

    def _open_network(self) -> None:
        NetworkPanel(self._session, self).show()

    def _frequency(self) -> Frequency:
        run = self._session.run
        return run.demand.frequency if run is not None else Frequency.WEEKLY

    # ---- words

    def _spoken(self) -> None:
        self.models.retranslate()
        self._entitle()
        self.ranges.say(self.tr("Promised ranges, audited"))
        self.axes.setText(self.tr("across: promised;  up: held;  grey: what chance alone allows"))
        self.misses.retranslate()
        self._look_back()
        self.redraw.ask()
        self.headed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._spoken()
            self.replay.retranslate()
