"""Every model against last season's figures, as a table with dots on one common scale."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from core.frequency import Frequency
from core.pipeline import ForecastRun
from gui import figures
from gui.charts.model_dots import CHOSEN, NAIVE, Scale, common_scale, paint_score
from gui.pages.accuracy.network_panel import used_words
from gui.pages.card import Card, button, label
from gui.pages.controls import Choice, Segments
from gui.pages.scores import ModelAccount
from gui.tables import painting
from gui.tables.models import ModelColumn, ModelRow, ModelsModel
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme
from gui.wording import spoken

DOTS_LEAST = 90
"""Room that the dots keep (px at 100 %)."""

GIVE_WAY = (ModelColumn.TIME, ModelColumn.ITEMS, ModelColumn.LEANS, ModelColumn.BETTER)
"""Columns that a narrow table does without, the first one first."""

LEAST_ROWS = 4
"""Models that are seen on the lowest page; the others by scrolling."""

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


class ModelsCard(Card):
    """The table of models, for all items or a group of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = Segments(self)
        self.bar.addWidget(self.groups)
        self.table = QuietTable(self, row_height=31)
        self.rows = ModelsModel(self.table)
        self.delegate = ModelDelegate(self.table)
        self.table.setItemDelegate(self.delegate)
        self.table.setModel(self.rows)
        self.table.quiet_header.scales[ModelColumn.DOT] = self._paint_scale
        self.explained = label(role="caption", tone="text_3", wrap=True)
        self.content.addWidget(self.table, 100)
        self.network = label(role="caption", tone="text_2", wrap=True)
        self.content.addWidget(self.explained)
        self.content.addWidget(self.network)
        self.learned = button("link")
        self.learned.hide()
        self.content.addWidget(self.learned, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addStretch(1)

    def show_accounts(self, accounts: tuple[ModelAccount, ...], frequency: Frequency) -> None:
        """Show the models' accounts, what is chosen first."""
        self.delegate.accounts = accounts
        self.delegate.scale = common_scale([a.score for a in accounts])
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
                for a in accounts
            ],
            frequency,
        )
        # As high as its models need where there is room; else it scrolls.
        row, head = round(31 * theme().scale), self.table.horizontalHeader().sizeHint().height() + 2
        self.table.setMaximumHeight(row * max(len(accounts), 1) + head)
        self.table.setMinimumHeight(row * min(max(len(accounts), 1), LEAST_ROWS) + head)
        if accounts:
            self.table.selectRow(0)

    def explain_network(self, run: ForecastRun | None) -> None:
        """Say for how many items the LSTM is used, and why not for the others; why it was not
        trained, where it was not."""
        words = used_words(run) if run is not None else ""
        network = run.network if run is not None else None
        trained = network is not None and network.was_trained
        if network is not None and not trained:
            words = f"{words} {spoken(network.reason)}".strip()
        self.network.setVisible(bool(words))
        self.network.setText(words)
        self.learned.setVisible(trained)

    def members(self, run: ForecastRun) -> np.ndarray | None:
        """Return the rows of the items that are looked at; None for all."""
        if self.groups.current == "all":
            return None
        units = run.demand.units
        known = np.isfinite(units)
        empty = ((units == 0) & known).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        slow = empty > SLOW_SHARE
        return np.flatnonzero(slow if self.groups.current == "slow" else ~slow)

    def fit(self, room: float, narrow: bool) -> None:
        """Let columns give way where there is no room (px at 100 %): time first, the dots never."""
        widths = (132 if narrow else 196, 74, None, 84, 58, 76, 84, 70)
        self.table.set_widths(widths)
        room -= DOTS_LEAST + sum(w for w in widths if w is not None)
        for column in GIVE_WAY:
            self.table.setColumnHidden(column, room < 0)
            room += (widths[column] or 0) if room < 0 else 0

    def entitle(self, run: ForecastRun | None, frequency: Frequency, room: int) -> None:
        """Take the longest title that stands beside the groups in ``room`` (px)."""
        note = ""
        if run is not None:
            note = self.tr("{n} tests, {span} ahead").format(
                n=len(run.backtest.cutoffs),
                span=figures.span(run.backtest.horizon, run.demand.frequency),
            )
        self.explained.setText(
            self.tr(
                "Missed: of 100 units sold, how many the forecast was off by. "
                "Dot: all tests; line: best to worst test; dashes: {before}."
            ).format(before=figures.same_time(frequency))
        )
        whole = self.tr("Every model against {before}").format(before=figures.same_time(frequency))
        room -= self.groups.sizeHint().width() + 2 * theme().space("card") + 48
        for title, beside in ((whole, note), (whole, ""), (self.tr("Models"), "")):
            self.say(title, beside)
            if self.title.sizeHint().width() + self.note.sizeHint().width() <= room:
                break
        self.title.setToolTip(whole)
        self.note.setToolTip(note)

    def retranslate(self) -> None:
        """Write every text in the language in force but those that ``entitle`` writes."""
        self.groups.show_choices(
            (
                Choice("all", self.tr("All")),
                Choice("steady", self.tr("Steady sellers")),
                Choice("slow", self.tr("Slow sellers")),
            ),
            self.groups.current or "all",
        )
        self.groups.setAccessibleName(self.tr("Which items"))
        self.learned.setText(self.tr("How it learned"))
        self.table.setAccessibleName(self.tr("Models"))

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
