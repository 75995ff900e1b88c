"""Today: what runs out, what rises and fades, what money lies still, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.restocking.policy import Plan
from core.wording import Sentence
from gui import figures
from gui.pages import Head
from gui.pages.card import Card, label
from gui.pages.runs_out import RunsOutTable, running_out
from gui.pages.welcome import Welcome
from gui.redraw import Redraw
from gui.session import Session
from gui.tables import painting
from gui.tables.item_facts import smoothed
from gui.theme import theme
from gui.wording import spoken

LINES = 4
"""Items on each board."""
SPARK = 39
"""Periods of past in a sparkline."""


class TrendLine(QAbstractButton):
    """An item on a board: name, how much it changed, sparkline, what is expected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = -1
        self._words: tuple[str, str, str] = ("", "", "")
        self._spark: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._split = 0
        self._tone, self._icon = "rising", ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_item(
        self,
        row: int,
        words: tuple[str, str, str],
        spark: NDArray[np.float32],
        split: int,
        tone: str,
        icon: str,
    ) -> None:
        """Show an item: name, change, expectation; its line, which turns petrol at ``split``."""
        self.row, self._words, self._spark, self._split = row, words, spark, split
        self._tone, self._icon = tone, icon
        self.setAccessibleName(", ".join(words))
        self.setToolTip(words[0])
        self.setMaximumHeight(round((82 if len(spark) else 54) * theme().scale))
        self.show()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a name and a sparkline."""
        return QSize(160, round(60 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        """Two lines must find room."""
        return QSize(120, round(46 * theme().scale))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the line."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        name, change, ahead = self._words
        top = 22 * look.scale
        strong = look.font("body", 600)
        painter.setFont(strong)
        side = painter.fontMetrics().horizontalAdvance(change) + 4
        left = width - side - 20 * look.scale
        painting.text(painter, QRectF(0, 4, left - 6, top), name, "text", look.font("body", 500))
        painting.glyph(painter, QRectF(left, 4, 18 * look.scale, top), self._icon, self._tone)
        painting.text(
            painter, QRectF(width - side, 4, side, top), change, self._tone, strong, painting.RIGHT
        )
        room = QRectF(0, top + 4, width * 0.52, height - top - 10)
        if len(self._spark):
            painting.sparkline(painter, room, self._spark, self._split, "forecast")
            beside = QRectF(width * 0.54, top + 4, width * 0.46, height - top - 10)
            painting.text(painter, beside, ahead, "forecast", look.font("caption"), painting.RIGHT)
        else:
            under = QRectF(0, top + 2, width, height - top - 8)
            painting.text(painter, under, ahead, "text_2", look.font("caption"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(0, height - 0.5), QPointF(width, height - 0.5))


class Board(Card):
    """Up to four items that move the same way."""

    chosen = Signal(int)
    """(row) an item was pressed."""

    def __init__(self, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, icon, tone)
        self.icon, self.tone = icon, tone
        self.lines = [TrendLine(self) for _ in range(LINES)]
        self.empty = label(tone="text_2", wrap=True)
        self.content.setSpacing(0)
        self.content.addWidget(self.empty)
        for line in self.lines:
            line.clicked.connect(lambda _=False, line=line: self.chosen.emit(line.row))
            self.content.addWidget(line, 4)
        self.content.addStretch(1)


@dataclass(frozen=True, slots=True)
class StillMoney:
    """Money in stock that is not expected to sell within the horizon.

    total    cost of all stock whose cost is known (currency)
    excess   (n) cost of stock beyond what sells 9 times in 10 (currency); dead: of items that
             sold nothing in the last half year
    dead     (n) flags
    """

    total: float
    excess: NDArray[np.float64]
    dead: NDArray[np.bool_]


def still_money(session: Session) -> StillMoney | None:
    """Return the money lying still; None where no cost or no stock is known."""
    facts, terms, demand = session.facts, session.terms, session.demand
    if facts is None or terms is None or demand is None:
        return None
    on_hand = terms.table["on_hand"].to_numpy(dtype=float)
    cost = terms.table["unit_cost"].to_numpy(dtype=float)
    known = np.isfinite(on_hand) & np.isfinite(cost) & (on_hand > 0)
    if not known.any():
        return None
    sells = facts.likely_most
    half_year = max(1, round(182 / demand.frequency.days))
    sold = np.nansum(demand.units[:, -half_year:], axis=1)
    beyond = np.where(known, np.maximum(on_hand - sells, 0) * np.where(known, cost, 0), 0.0)
    total = float(np.where(known, on_hand * np.where(known, cost, 0), 0).sum())
    return StillMoney(total, beyond, known & (sold == 0))


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
        self._out.content.addWidget(self._calm)
        self._out.content.addWidget(self._table, 1)
        self._rising = Board("arrow-up-right", "rising")
        self._fading = Board("arrow-down-right", "fading")
        self._money = Card()
        self._amount = label(role="figure")
        self._of = label(tone="text_2")
        self._money_lines = [TrendLine() for _ in range(LINES - 1)]
        line = QHBoxLayout()
        line.addWidget(self._amount)
        line.addWidget(self._of, 1)
        self._money.content.addLayout(line)
        for entry in self._money_lines:
            entry.clicked.connect(lambda _=False, entry=entry: self._look_at(entry.row))
            self._money.content.addWidget(entry, 4)
        self._money.content.addStretch(1)
        for board in (self._rising, self._fading):
            board.chosen.connect(self._look_at)
        self._stack = QStackedWidget()
        for widget in (self._welcome, self._waiting, self._lay_out_board()):
            self._stack.addWidget(widget)
        page = theme().space("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(page, 0, page, 14)
        layout.addWidget(self._stack)
        self.redraw = Redraw(self, self._draw)
        self._out_of: tuple[Plan, tuple[int, ...]] | None = None
        session.changed.connect(self._follow)
        theme().changed.connect(self.redraw.ask)
        self.retranslate()

    def _lay_out_board(self) -> QWidget:
        board = QWidget()
        lower = QHBoxLayout()
        lower.setSpacing(12)
        for card in (self._rising, self._fading, self._money):
            lower.addWidget(card, 1)
        layout = QVBoxLayout(board)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._since = label(tone="text_2", wrap=True)
        layout.addWidget(self._since)
        layout.addWidget(self._out, 3)
        layout.addLayout(lower, 2)
        return board

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
            words = self.tr("{day}. {n} items run out before a delivery can arrive.")
            sentence = words.format(day=day, n=f"{count:,}")
            result, tone = self.tr("{n} items run out").format(n=f"{count:,}"), "risk"
        elif not any(found.stock_known for found in session.plan.suggestions):
            words = self.tr("{day}. Type what you have in stock on Restock to see what runs out.")
            sentence, result, tone = words.format(day=day), self.tr("stock not known"), "text_3"
        else:
            words = self.tr("{day}. Nothing runs out before a delivery can arrive.")
            sentence, result, tone = words.format(day=day), self.tr("nothing runs out"), "text_3"
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
        self._waiting.say(self.tr("Nothing to show yet"))
        self._waiting_words.setText(
            self.tr("After the first forecast: what runs out, what rises, what fades.")
        )
        self._money.say(self.tr("Money lying still"))
        self._follow("plan")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _follow(self, stage: str) -> None:
        if stage not in ("imported", "demand", "run", "plan", "terms", "sheets"):
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
            self._fill_since()
            self._fill_runs_out()
            self._fill_boards()
            self._fill_money()

    def _fill_since(self) -> None:
        """Say how good the last forecast was, and what changed since, where there was one."""
        followed = self._session.followed
        told: list[Sentence | None] = []
        if followed is not None and followed.score is not None:
            told += [followed.score.sentence(), followed.score.changes_sentence()]
        if followed is not None and followed.changes is not None:
            told.append(followed.changes.sentence())
        self._since.setText("  ".join(spoken(words) for words in told if words is not None))
        self._since.setVisible(bool(self._since.text()))

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
        scale = theme().scale
        lines = round(44 * scale * len(rows)) + theme().size("table_header")
        self._out.setMaximumHeight(lines + round(64 * scale) if rows else round(120 * scale))
        self._calm.setVisible(not rows)
        if any(found.stock_known for found in plan.suggestions):
            words = self.tr("Nothing: every item lasts until an order placed today arrives.")
        else:
            words = self.tr(
                "The sheet says nothing about stock. Type it on Restock, or open a stock sheet "
                "together with the sales."
            )
        self._calm.setText(words)

    def _fill_boards(self) -> None:
        session = self._session
        demand, run, known = session.demand, session.run, session.facts
        if demand is None or run is None or known is None:
            return
        growth, sure, yearly = known.growth, known.sure, known.yearly
        total = known.total
        split = min(SPARK, demand.length)
        level = np.nansum(demand.units[:, -SPARK:], axis=1)
        weight = np.where(sure, np.abs(growth) * level, 0.0)
        note = self.tr("against a year before") if yearly else self.tr("later half against earlier")
        horizon = figures.span(run.forecast.horizon, demand.frequency)
        for board, title, sign in (
            (self._rising, self.tr("Rising"), 1),
            (self._fading, self.tr("Fading"), -1),
        ):
            moving = np.where(np.sign(np.nan_to_num(growth)) == sign, weight, 0.0)
            rows = [int(row) for row in np.argsort(-moving, kind="stable")[:LINES] if moving[row]]
            if sign > 0:
                # Where few rise for certain, those that probably do find room below them.
                hopeful = np.where(known.potential, np.nan_to_num(growth) * level, 0.0)
                order = np.argsort(-hopeful, kind="stable")[: LINES - len(rows)]
                rows += [int(row) for row in order if hopeful[row]]
            board.say(title, note if rows else "")
            board.empty.setVisible(not rows)
            board.empty.setText(self.tr("No item moves more than chance alone would."))
            for number, line in enumerate(board.lines):
                line.setVisible(number < len(rows))
                if number < len(rows):
                    row = rows[number]
                    expected = self.tr("{n} in {span}").format(
                        n=figures.units(float(total[row])), span=horizon
                    )
                    if known.potential[row]:
                        expected = self.tr("potential: {p} likely").format(
                            p=figures.percent(float(known.real[row]))
                        )
                    change = figures.percent(float(growth[row]), sign=True)
                    words = (session.item_name(row), change, expected)
                    spark = np.concatenate([demand.units[row, -SPARK:], known.expected[row]])
                    spark = smoothed(spark[None])[0]
                    line.show_item(row, words, spark, split, board.tone, board.icon)

    def _fill_money(self) -> None:
        session = self._session
        money = still_money(session)
        imported = session.imported
        currency = imported.sales.currency if imported is not None else ""
        if money is None:
            self._amount.clear()
            self._of.setText(self.tr("Stock or cost is not known."))
            for line in self._money_lines:
                line.hide()
            return
        self._amount.setText(figures.money(float(money.excess.sum()), currency))
        self._of.setText(
            self.tr("of {total} in stock").format(total=figures.money(money.total, currency))
        )
        rows = np.argsort(-money.excess, kind="stable")[: len(self._money_lines)]
        for line, row in zip(self._money_lines, rows, strict=False):
            line.setVisible(bool(money.excess[row] > 0))
            if money.excess[row] > 0:
                why = (
                    self.tr("sold nothing for half a year")
                    if money.dead[row]
                    else self.tr("more than sells; stop buying")
                )
                amount = figures.money(float(money.excess[row]), currency)
                words = (session.item_name(int(row)), amount, why)
                nothing = np.zeros(0, dtype=np.float32)
                line.show_item(int(row), words, nothing, 0, "fading", "package")

    def _open_row(self, index: QModelIndex) -> None:
        rows = self._table.items.rows
        if index.isValid() and index.row() < len(rows):
            self._session.select(rows[index.row()])
            self.go.emit("restock")

    def _look_at(self, row: int) -> None:
        self._session.select(row)
        self.go.emit("forecast")
