"""A board of items that move the same way: name, change, sparkline, what is expected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui import figures
from gui.charts.growth_chart import GrowthPoint
from gui.pages.card import Card, label
from gui.session import Session
from gui.tables import painting
from gui.tables.item_facts import smoothed
from gui.theme import theme

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
        self.most = LINES
        """Items shown, where so many move."""
        self.lines = [TrendLine(self) for _ in range(LINES)]
        self.empty = label(tone="text_2", wrap=True)
        self.content.setSpacing(0)
        self.content.addWidget(self.empty)
        for line in self.lines:
            line.clicked.connect(lambda _=False, line=line: self.chosen.emit(line.row))
            self.content.addWidget(line, 4)
        self.content.addStretch(1)

    def show_items(self, session: Session, rows: list[int], title: str) -> None:
        """Show the items at ``rows`` under a title, or that there are none."""
        demand, run, known = session.demand, session.run, session.facts
        if demand is None or run is None or known is None:
            return
        note = (
            self.tr("against a year before")
            if known.yearly
            else self.tr("later half against earlier")
        )
        rows = rows[: self.most]
        self.say(title, note if rows else "")
        self.empty.setVisible(not rows)
        self.empty.setText(self.tr("No item moves more than chance alone would."))
        split = min(SPARK, demand.length)
        horizon = figures.span(run.forecast.horizon, demand.frequency)
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(rows))
            if number >= len(rows):
                continue
            row = rows[number]
            expected = self.tr("{n} in {span}").format(
                n=figures.units(float(known.total[row])), span=horizon
            )
            if known.potential[row]:
                expected = self.tr("potential: {p} likely").format(
                    p=figures.percent(float(known.real[row]))
                )
            change = figures.percent(float(known.growth[row]), sign=True)
            words = (session.item_name(row), change, expected)
            spark = np.concatenate([demand.units[row, -SPARK:], known.expected[row]])
            line.show_item(row, words, smoothed(spark[None])[0], split, self.tone, self.icon)


def movers(session: Session, sign: int) -> list[int]:
    """Return the rows of a board: what surely rises (1) or fades (−1), most units first.

    Where few rise for certain, those that probably do find room below them.
    """
    demand, known = session.demand, session.facts
    if demand is None or known is None:
        return []
    growth = np.nan_to_num(known.growth)
    level = np.nansum(demand.units[:, -SPARK:], axis=1)
    weight = np.where(known.sure & (np.sign(growth) == sign), np.abs(growth) * level, 0.0)
    rows = [int(row) for row in np.argsort(-weight, kind="stable")[:LINES] if weight[row]]
    if sign > 0:
        hopeful = np.where(known.potential, growth * level, 0.0)
        order = np.argsort(-hopeful, kind="stable")[: LINES - len(rows)]
        rows += [int(row) for row in order if hopeful[row]]
    return rows


def growth_points(session: Session) -> GrowthPoint | None:
    """Return every item whose growth is known as a point; None before a forecast."""
    known = session.facts
    if known is None or session.demand is None:
        return None
    volume = known.total.astype(np.float64)
    rows = np.flatnonzero(np.isfinite(known.growth) & (volume > 0.05))
    moves = np.zeros(len(volume), dtype=np.int8)
    moves[known.potential] = 2
    moves[known.rising], moves[known.fading] = 1, -1
    return GrowthPoint(
        rows=rows,
        name=session.item_name,
        volume=volume[rows],
        growth=known.growth[rows].astype(np.float64),
        moves=moves[rows],
        real=known.real[rows].astype(np.float64),
    )
