"""Accuracy: every model against seasonal naive, promised ranges audited, the largest misses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core import pipeline
from core.evaluation.calibration import Audit
from core.frequency import Frequency
from core.pipeline import ForecastRun
from gui import figures
from gui.charts.calibration_chart import CalibrationChart, Promise
from gui.charts.calibration_chart import summary as audited
from gui.charts.model_dots import CHOSEN, NAIVE, Scale, common_scale, paint_score
from gui.jobs import Job
from gui.pages import Head
from gui.pages.card import Card, label
from gui.pages.controls import Choice, Segments
from gui.pages.replay_card import ReplayCard
from gui.pages.scores import Miss, ModelAccount, accounts, judged_ranges, largest_misses
from gui.redraw import Redraw
from gui.session import Session
from gui.tables import painting
from gui.tables.models import ModelColumn, ModelRow, ModelsModel
from gui.tables.text_table import TextModel
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme

NARROW_UNDER = 1000
"""Width of the page (px at 100 %) under which names are shorter and the note is left out."""

DOTS_LEAST = 90
"""Room that the dots keep (px at 100 %)."""

GIVE_WAY = (ModelColumn.TIME, ModelColumn.ITEMS, ModelColumn.LEANS, ModelColumn.BETTER)
"""Columns that a narrow table does without, the first one first."""

SLOW_SHARE = 0.5
"""An item is a slow seller where more than this share of its periods sold nothing."""


class ModelDelegate(CellDelegate):
    """Paints the model table, its dots on one common scale."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.accounts: tuple[ModelAccount, ...] = ()
        self.scale = Scale(0.0, 1.0, (0.0, 0.5, 1.0))

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell."""
        account, column = self.accounts[index.row()], ModelColumn(index.column())
        look, words = theme(), str(index.data() or "")
        chosen = account.name == CHOSEN
        bold = look.font("body", 600 if chosen else 0)
        match column:
            case ModelColumn.NAME:
                if chosen:
                    mark = QRectF(place.left(), place.top(), 16, place.height())
                    painting.glyph(painter, mark, "check", "accent")
                painting.text(painter, place.adjusted(22, 0, 0, 0), words, font=bold)
            case ModelColumn.DOT:
                self._paint_dot(painter, place, account)
            case ModelColumn.MISSED:
                colour = "forecast" if chosen else "text"
                painting.text(painter, place, words, colour, bold, painting.RIGHT)
            case ModelColumn.LEANS | ModelColumn.HELD:
                leans = column is ModelColumn.LEANS and abs(account.leans) > 0.1
                held = column is ModelColumn.HELD and not 0.75 <= account.held <= 0.85
                colour = "caution" if leans or held else "text"
                painting.text(painter, place, words, colour, align=painting.RIGHT)
            case ModelColumn.TIME:
                painting.text(painter, place, words, "text_2", align=painting.RIGHT)
            case _:
                font = bold if column is ModelColumn.BETTER else None
                painting.text(painter, place, words, font=font, align=painting.RIGHT)

    def _paint_dot(self, painter: QPainter, place: QRectF, account: ModelAccount) -> None:
        look, full = theme(), place.adjusted(0, -1, 0, 1)
        painter.setPen(QPen(look.colour("line"), 1))
        for tick in self.scale.ticks:
            x = self.scale.place(tick, place.left(), place.width())
            line = QRectF(x, full.top(), 0, full.height())
            painter.drawLine(line.topLeft(), line.bottomLeft())
        naive = next((a.missed for a in self.accounts if a.name == NAIVE), np.nan)
        if np.isfinite(naive):
            x = self.scale.place(naive, place.left(), place.width())
            painter.setPen(QPen(look.chart("m_naive"), 1, Qt.PenStyle.DashLine))
            line = QRectF(x, full.top(), 0, full.height())
            painter.drawLine(line.topLeft(), line.bottomLeft())
        paint_score(
            painter, place, account.score, self.scale, 4.4 if account.name == CHOSEN else 3.8
        )


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
        self._accounts: tuple[ModelAccount, ...] = ()
        space = theme().space
        self.models = Card(self)
        self.groups = Segments(self)
        self.models.bar.addWidget(self.groups)
        self.table = QuietTable(self, row_height=31)
        self.rows = ModelsModel(self.table)
        self.delegate = ModelDelegate(self.table)
        self.table.setItemDelegate(self.delegate)
        self.table.setModel(self.rows)
        self.models.content.addWidget(self.table)
        self.explained = label(role="caption", tone="text_3", wrap=True)
        self.models.content.addWidget(self.explained)
        self.models.content.addStretch(1)
        self.replay = ReplayCard(session, self)
        self.misses = Card(self)
        self.misses_table = QuietTable(self, row_height=28)
        self.misses_model = TextModel(self.misses_table)
        self.misses_table.setModel(self.misses_model)
        self.misses_table.activated.connect(self._open_miss)
        self.misses.content.addWidget(self.misses_table, 1)
        self._misses: tuple[Miss, ...] = ()
        self.table.quiet_header.scales[ModelColumn.DOT] = self._paint_scale
        self.ranges = Card(self)
        self.audit = label(wrap=True)
        self.calibration = CalibrationChart(self.ranges)
        self.axes = label(role="caption", tone="text_3", wrap=True)
        for part in (self.audit, self.calibration, self.axes):
            self.ranges.content.addWidget(part, 1 if part is self.calibration else 0)
        self.ranges.setMinimumHeight(310)
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
        """Let columns give way where there is no room: time first, the dots never."""
        super().resizeEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._fit_misses)

    def _fit(self) -> None:
        scale = theme().scale
        width = self.width() / scale
        side = min(376.0, 0.36 * width)
        self.ranges.setFixedWidth(round(side * scale))
        self.misses.setVisible(width > NARROW_UNDER)
        widths = (196 if width > NARROW_UNDER else 132, 74, None, 84, 58, 76, 84, 70)
        self.table.set_widths(widths)
        room = width - side - DOTS_LEAST - sum(w for w in widths if w is not None) - 100
        for column in GIVE_WAY:
            self.table.setColumnHidden(column, room < 0)
            room += (widths[column] or 0) if room < 0 else 0
        self._entitle()

    def _entitle(self) -> None:
        """Give the models' card the longest title that stands beside the groups."""
        card, run = self.models, self._session.run
        note = ""
        if run is not None:
            note = self.tr("{n} test cuts, {span} ahead").format(
                n=len(run.backtest.cutoffs),
                span=figures.span(run.backtest.horizon, run.demand.frequency),
            )
        room = self.width() - self.ranges.width() - self.groups.sizeHint().width()
        room -= 2 * theme().space("page") + 2 * theme().space("card") + 48
        for title, beside in ((self._title(), note), (self._title(), ""), (self.tr("Models"), "")):
            card.say(title, beside)
            if card.title.sizeHint().width() + card.note.sizeHint().width() <= room:
                break
        card.title.setToolTip(self._title())
        card.note.setToolTip(note)

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
        if stage in ("run", "imported"):
            self.headed.emit()

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
        rows = self._rows()
        if run is None:
            self._accounts = ()
        elif rows is None:
            self._accounts = self._judgement(run).accounts
        else:
            self._accounts = accounts(run.backtest, run.choice, rows)
        self.delegate.accounts = self._accounts
        self.delegate.scale = common_scale([a.score for a in self._accounts])
        self.rows.show_rows(
            [
                ModelRow(
                    a.name,
                    a.missed,
                    a.better,
                    a.items,
                    a.leans,
                    a.held,
                    a.seconds,
                    a.name == CHOSEN,
                )
                for a in self._accounts
            ],
            self._frequency(),
        )
        self.table.setFixedHeight(
            round(31 * theme().scale) * max(len(self._accounts), 1)
            + self.table.horizontalHeader().sizeHint().height()
            + 2
        )
        self._fit()
        if self._accounts:
            self.table.selectRow(0)
        promises: list[Promise] = []
        if run is not None:
            promises = self._promises(run)
        self.calibration.show_promises(promises)
        self.audit.setText(audited(promises))

        self._show_misses()

    def _show_misses(self) -> None:
        run = self._session.run
        header = (
            self.tr("Item"),
            self.tr("Units missed"),
            self.tr("Missed"),
            figures.model_name(NAIVE, self._frequency()),
            self.tr("Model"),
        )
        self._misses = largest_misses(run.backtest, run.choice, 50) if run is not None else ()
        rows = [header]
        for miss in self._misses:
            model = run.choice.models[miss.row] if run is not None else ""
            rows.append(
                (
                    self._session.item_name(miss.row),
                    figures.units(miss.units),
                    figures.percent(miss.missed),
                    figures.percent(miss.naive),
                    figures.model_name(model, self._frequency()),
                )
            )
        self.misses_model.show_rows(tuple(rows))
        self.misses_table.set_widths((None, 92, 70, 78, 110))
        self._fit_misses()

    def _fit_misses(self) -> None:
        """Leave out what finds no room beside the replay: the model, then last year's share."""
        room = self.misses.width() / theme().scale
        for column, least in ((4, 480), (3, 380), (2, 300)):
            self.misses_table.setColumnHidden(column, room < least)

    def _open_miss(self, index: QModelIndex) -> None:
        if index.isValid():
            self._session.select(self._misses[index.row()].row)
            self.go.emit("forecast")

    def _frequency(self) -> Frequency:
        run = self._session.run
        return run.demand.frequency if run is not None else Frequency.WEEKLY

    def _title(self) -> str:
        return self.tr("Every model against {before}").format(
            before=figures.same_time(self._frequency())
        )

    def _paint_scale(self, painter: QPainter, place: QRectF) -> None:
        look, reach = theme(), place.left() - 4
        metrics = QFontMetricsF(look.font("label"))
        for tick in self.delegate.scale.ticks:
            words = figures.percent(tick)
            half = metrics.horizontalAdvance(words) / 2
            x = self.delegate.scale.place(tick, place.left(), place.width())
            if x - half < reach or x + half > place.right() + 7:
                continue
            room = QRectF(x - half - 1, place.top(), 2 * half + 2, place.height())
            painting.text(painter, room, words, "text_3", look.font("label"), painting.CENTRE)
            reach = x + half + 6

    def _rows(self) -> np.ndarray | None:
        run = self._session.run
        if run is None or self.groups.current == "all":
            return None
        units = run.demand.units
        known = np.isfinite(units)
        empty = ((units == 0) & known).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        slow = empty > SLOW_SHARE
        return np.flatnonzero(slow if self.groups.current == "slow" else ~slow)

    # ---- words

    def _spoken(self) -> None:
        self.groups.show_choices(
            (
                Choice("all", self.tr("All")),
                Choice("steady", self.tr("Steady sellers")),
                Choice("slow", self.tr("Slow sellers")),
            ),
            self.groups.current or "all",
        )
        self.groups.setAccessibleName(self.tr("Which items"))
        self._entitle()
        self.explained.setText(
            self.tr(
                "Missed: of 100 units sold, how many the forecast was off by. "
                "Dot: all test cuts; line: best to worst cut; dashes: {before}."
            ).format(before=figures.same_time(self._frequency()))
        )
        self.ranges.say(self.tr("Promised ranges, audited"))
        self.axes.setText(self.tr("across: promised;  up: held;  grey: what chance alone allows"))
        self.table.setAccessibleName(self.tr("Models"))
        self.misses.say(
            self.tr("Where it misses most"), self.tr("Enter or double click opens the item")
        )
        self.misses_table.setAccessibleName(self.tr("Where it misses most"))
        self.redraw.ask()
        self.headed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._spoken()
            self.replay.retranslate()
