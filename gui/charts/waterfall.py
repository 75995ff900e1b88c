"""How a total comes about: terms that add up, rises solid, falls hollow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import figures
from gui.painted import painted
from gui.theme import theme


@dataclass(frozen=True, slots=True)
class Step:
    """One term: its words and whole units; ``start`` for the first, whose figure has no sign."""

    words: str
    units: int
    start: bool = False
    yours: bool = False
    """Whether the operator said it."""


class Waterfall(QWidget):
    """Terms, a rule and their sum. The terms add up as shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()
        self.sum_words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    @property
    def total(self) -> int:
        """The sum of the terms."""
        return sum(step.units for step in self.steps)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A row a term and one for the sum."""
        return QSize(240, int((len(self.steps) + 1) * self._row()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Every term and the sum: what stands below gives way first."""
        return QSize(120, self.sizeHint().height())

    def _row(self) -> float:
        return 25 * theme().scale

    def show_steps(self, steps: Sequence[Step], sum_words: str) -> None:
        """Show these terms."""
        self.steps, self.sum_words = tuple(steps), sum_words
        spoken = "; ".join(f"{s.words} {figures.signed(s.units)}" for s in self.steps)
        self.setToolTip("\n".join(s.words for s in self.steps))
        self.setAccessibleDescription(f"{spoken}; {sum_words} {figures.units(self.total)}")
        self.updateGeometry()
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint words, figures and bars."""
        if not self.steps:
            return
        look, row = theme(), self._row()
        left = self._words_width()
        reach, running = 1, 0
        for step in self.steps:
            running += step.units
            reach = max(reach, running)
        scale = (self.width() - left - 4) / (reach * 1.02)
        running = 0
        for number, step in enumerate(self.steps):
            place = QRectF(0, number * row, left - 14, row)
            figure = figures.units(step.units) if step.start else figures.signed(step.units)
            tone = "yours" if step.yours else "text"
            self._write(
                painter, place, step.words, figure, "yours" if step.yours else "text_2", tone, False
            )
            x = left + scale * min(running, running + step.units)
            width = max(2.0, scale * abs(step.units))
            middle = place.center().y()
            if step.units < 0:
                tint = look.chart("override" if step.yours else "forecast")
                painter.setPen(QPen(tint, 1.2))
                painter.setBrush(look.colour("surface"))
                painter.drawRect(QRectF(x + 0.6, middle - 4.4, max(2.0, width - 1.2), 8.8))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                token = "override" if step.yours else "fan_50" if step.start else "forecast"
                painter.setBrush(look.chart(token))
                painter.drawRect(QRectF(x, middle - 5, width, 10))
            running += step.units
            painter.setPen(QPen(look.colour("line_strong"), 1, Qt.PenStyle.DotLine))
            end = left + scale * running
            painter.drawLine(QPointF(end, middle + 5), QPointF(end, middle + row - 5))
        top = len(self.steps) * row
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.drawLine(QPointF(0, top), QPointF(left - 14, top))
        place = QRectF(0, top, left - 14, row)
        total = figures.units(self.total)
        self._write(painter, place, self.sum_words, total, "text", "forecast", True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.chart("forecast"))
        painter.drawRect(QRectF(left, top + row / 2 - 5, scale * max(self.total, 0), 10))

    def _words_width(self) -> float:
        """Room of words and figures: as much as the longest need, and half of it for the bars."""
        look, longest = theme(), 0.0
        plain, figure = QFontMetricsF(look.font("strong")), QFontMetricsF(look.font("strong"))
        for step in (*self.steps, Step(self.sum_words, self.total, True)):
            used = plain.horizontalAdvance(step.words)
            longest = max(longest, used + figure.horizontalAdvance(figures.signed(step.units)))
        return min(max(longest + 28, 0.45 * self.width()), 0.74 * self.width())

    @staticmethod
    def _write(
        painter: QPainter,
        place: QRectF,
        words: str,
        figure: str,
        words_colour: str,
        figure_colour: str,
        strong: bool,
    ) -> None:
        look = theme()
        flags = Qt.AlignmentFlag.AlignVCenter
        figure_font = look.font("strong") if strong else look.font("body", 500)
        used = QFontMetricsF(figure_font).horizontalAdvance(figure)
        painter.setFont(figure_font)
        painter.setPen(look.colour(figure_colour))
        painter.drawText(place, flags | Qt.AlignmentFlag.AlignRight, figure)
        font = look.font("strong" if strong else "body")
        painter.setFont(font)
        painter.setPen(look.colour(words_colour))
        room = place.adjusted(0, 0, -used - 10, 0)
        words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, words)
