"""Today: what runs out, what rises and fades, what money lies still, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from core.restocking.orders.policy import Plan
from gui import figures
from gui.charts.growth_chart import GrowthChart
from gui.charts.legend import Legend, LegendEntry
from gui.pages import Head
from gui.pages.card import Card, label
from gui.pages.today.runs_out import RunsOutTable, running_out
from gui.pages.today.since_card import SinceCard
from gui.pages.today.still_money import StillMoneyCard
from gui.pages.today.trend_board import FADING, POTENTIAL, RISING, Board, growth_points, movers
from gui.pages.welcome import Welcome
from gui.redraw import Redraw
from gui.session import Session
from gui.theme import theme
from gui.wording import counted

FOUR_CARDS = 900
"""Width of the page (px at 100 %) from which three boards and the money find room side by side."""


SIDE = 7
"""Twentieths of the width that the cards beside what runs out take."""


class TodayPage(QWidget):
    """The trend board; before the first forecast, the next step."""

    headed = Signal()
    go = Signal(str)
    browse = Signal()
    sample = Signal()
    chosen = Signal(object)
    """(list of Path) files to open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._welcome = Welcome()
        self._welcome.browse.connect(self.browse)
        self._welcome.sample.connect(self.sample)
        self._welcome.chosen.connect(self.chosen)
        self._waiting = Card()
        self._waiting_words = label(wrap=True)
        self._waiting.content.addWidget(self._waiting_words)
        self._waiting.content.addStretch(1)
        self._out = Card()
        self._table = RunsOutTable()
        self._table.clicked.connect(self._open_row)
        self._table.activated.connect(self._open_row)
        self._calm = label(tone="text_2", wrap=True)
        self._signs = Legend(self._out)
        self._out.bar.setStretch(self._out.bar.count() - 1, 0)
        self._out.bar.addWidget(self._signs, 1)
        self._out.content.addWidget(self._calm)
        self._out.content.addWidget(self._table, 1)
        self._out.content.addStretch(0)
        self._rising = Board("arrow-up-right", "rising")
        self._hopeful = Board("sprout", "rising")
        self._fading = Board("arrow-down-right", "fading")
        self._money = StillMoneyCard()
        self.since = SinceCard()
        self.growth = Card()
        self.growth_chart = GrowthChart(self.growth)
        self._legend = Legend(self.growth)
        self.growth.content.addWidget(self._legend)
        self.growth.content.addWidget(self.growth_chart, 1)
        self.growth_chart.chosen.connect(self._look_at)
        for board in self._boards():
            board.chosen.connect(self._look_at)
        self._money.chosen.connect(self._look_at)
        self.since.chosen.connect(self._look_at)
        self._stack = QStackedWidget()
        for widget in (self._welcome, self._waiting, self._lay_out_board()):
            self._stack.addWidget(widget)
        page = theme().space("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(page, 0, page, 14)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self._stack)
        self.redraw = Redraw(self, self._draw)
        self._out_of: tuple[Plan, tuple[int, ...]] | None = None
        session.changed.connect(self._follow)
        session.advice.made.connect(self.redraw.ask)
        theme().changed.connect(self.redraw.ask)
        self.retranslate()

    def _boards(self) -> tuple[Board, ...]:
        return self._rising, self._hopeful, self._fading

    def _lay_out_board(self) -> QWidget:
        board = QWidget()
        lower = QHBoxLayout()
        lower.setSpacing(12)
        for card in (*self._boards(), self._money):
            lower.addWidget(card, 1)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.since)
        side.addWidget(self.growth, 1)
        self._upper = upper = QHBoxLayout()
        upper.setSpacing(12)
        upper.addWidget(self._out, 20 - SIDE)
        upper.addLayout(side, SIDE)
        layout = QVBoxLayout(board)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(upper, 3)
        layout.addLayout(lower, 2)
        return board

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """On a low page fewer items find room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As low as the window may be: what finds no room is left out."""
        return QSize(600, 420)

    def _fit(self) -> None:
        height = self.height() / theme().scale
        most = 4 if height > 760 else 2 if height > 640 else 0
        lines = 4 if height > 640 else 3 if height > 540 else 2
        beside = not self.since.isHidden()
        self.growth.setVisible(height > (620 if beside else 440))
        shown = beside or not self.growth.isHidden()
        self._upper.setStretch(1, SIDE if shown else 0)
        self._hopeful.setVisible(self.width() / theme().scale > FOUR_CARDS)
        if (most, lines) != (self.since.most, self._rising.most):
            self.since.most = most
            self._money.most = lines
            for board in self._boards():
                board.most = lines
            self.redraw.ask()

    # What the window asks.

    def head(self) -> Head:
        """Return the top line and the result of the stage."""
        session, title = self._session, self.tr("Today")
        if session.imported is None:
            words = self.tr("From a sales sheet to a restock plan, on this computer alone.")
            return Head(title, words, self.tr("Open a sheet"), "folder-open")
        if session.plan is None or session.run is None:
            words = self.tr("Your sales are in. Next: forecast what will sell.")
            return Head(title, words, self.tr("Forecast"), "play")
        count = len(self._running_out(session.plan))
        day = figures.full_day(session.plan.as_of)
        if count:
            one = self.tr("{day}. 1 item runs out before a delivery can arrive.")
            many = self.tr("{day}. {n} items run out before a delivery can arrive.")
            words = one if count == 1 else many
            sentence = counted(words, day=day, n=f"{count:,}")
            told = self.tr("1 item runs out") if count == 1 else self.tr("{n} items run out")
            result, tone = counted(told, n=f"{count:,}"), "risk"
        elif not any(found.stock_known for found in session.plan.suggestions):
            words = self.tr("{day}. Type what you have in stock on Restock to see what runs out.")
            sentence, result, tone = counted(words, day=day), self.tr("stock not known"), "text_3"
        else:
            words = self.tr("{day}. Nothing runs out before a delivery can arrive.")
            sentence, result, tone = counted(words, day=day), self.tr("nothing runs out"), "text_3"
        action = self.tr("Open restock plan")
        return Head(title, sentence, action, "package", result=result, tone=tone)

    def act(self) -> None:
        """Take the next step: open a sheet, forecast, or open the plan."""
        if self._session.imported is None:
            self.browse.emit()
        elif self._session.plan is None:
            self._session.start_forecast()
            self.go.emit("forecast")
        else:
            self.go.emit("restock")

    def offer_recent(self, paths: Sequence[Path]) -> None:
        """List the sheets opened lately."""
        self._welcome.offer_recent(paths)

    # Texts and values.

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self._out.say(self.tr("Runs out before a delivery can arrive"))
        self._table.setAccessibleName(self.tr("Runs out before a delivery can arrive"))
        self._waiting.say(self.tr("Nothing to show yet"))
        self._waiting_words.setText(
            self.tr("After the first forecast: what runs out, what rises, what fades.")
        )
        self._follow("plan")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _follow(self, stage: str) -> None:
        if stage not in ("imported", "demand", "run", "plan", "terms", "sheets", "followed"):
            return
        self.redraw.ask()
        self.headed.emit()

    def _draw(self) -> None:
        session = self._session
        if session.imported is None:
            self._stack.setCurrentIndex(0)
        elif session.plan is None or session.run is None or session.demand is None:
            self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentIndex(2)
            self.since.show_session(session)
            self._fit()
            self._show_growth()
            self._fill_runs_out()
            for board, kind, title, none in (
                (
                    self._rising,
                    RISING,
                    self.tr("Rising"),
                    self.tr("Nothing rises more than chance alone would."),
                ),
                (
                    self._hopeful,
                    POTENTIAL,
                    self.tr("With potential"),
                    self.tr("Nothing looks as if it will soon rise."),
                ),
                (
                    self._fading,
                    FADING,
                    self.tr("Fading"),
                    self.tr("Nothing fades more than chance alone would."),
                ),
            ):
                board.show_items(session, movers(session, kind), title, none)
            self._money.show_session(session)

    def _show_growth(self) -> None:
        run = self._session.run
        if run is None:
            return
        self.growth.say(self.tr("Growth against volume"), self.tr("by item"))
        span = figures.span(run.forecast.horizon, run.forecast.frequency)
        across = self.tr("units expected in {span}").format(span=span)
        self.growth_chart.show_points(growth_points(self._session), across)
        self._legend.show_entries(
            (
                LegendEntry("rising", self.tr("rising")),
                LegendEntry("may_rise", self.tr("may rise")),
                LegendEntry("fading", self.tr("fading")),
            )
        )

    def _running_out(self, plan: Plan) -> tuple[int, ...]:
        if self._out_of is None or self._out_of[0] is not plan:
            self._out_of = (plan, running_out(plan))
        return self._out_of[1]

    def _fill_runs_out(self) -> None:
        plan, terms = self._session.plan, self._session.terms
        if plan is None or terms is None:
            return
        rows = self._running_out(plan)
        lead = terms.table["lead_time_days"].to_numpy(dtype=float)
        self._table.items.show(plan, rows, tuple(float(lead[row]) for row in rows))
        self._table.fit()
        self._table.setVisible(bool(rows))
        self._calm.setVisible(not rows)
        self._signs.setVisible(bool(rows))
        self._signs.show_entries(
            (
                LegendEntry("stock", self.tr("stock lasts")),
                LegendEntry("runs_out", self.tr("runs out")),
                LegendEntry("stockout", self.tr("nothing to sell")),
                LegendEntry("order", self.tr("arrives if ordered today")),
            )
        )
        if any(found.stock_known for found in plan.suggestions):
            words = self.tr("Nothing: every item lasts until an order placed today arrives.")
        else:
            words = self.tr(
                "The sheet says nothing about stock. Type it on Restock, or open a stock sheet "
                "together with the sales."
            )
        self._calm.setText(words)

    def _open_row(self, index: QModelIndex) -> None:
        rows = self._table.items.rows
        if index.isValid() and index.row() < len(rows):
            self._session.select(rows[index.row()])
            self.go.emit("restock")

    def _look_at(self, row: int) -> None:
        self._session.select(row)
        self.go.emit("forecast")
