"""The small card with exact values that follows the pointer over a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.painted import painted
from gui.theme import theme


@dataclass(frozen=True, slots=True)
class HoverLine:
    """One line of the card: a figure in the colour of its voice (a token), then words."""

    figure: str
    text: str
    voice: str = "text"


class HoverCard(QWidget):
    """A title and lines, kept inside the rectangle it is placed in."""

    MARGIN = 10

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.title = ""
        self.lines: tuple[HoverLine, ...] = ()
        self.hide()

    def show_at(self, place: QPoint, inside: QRect, title: str, lines: Sequence[HoverLine]) -> None:
        """Show ``lines`` beside ``place``, left of it where the right has no room."""
        self.title, self.lines = title, tuple(lines)
        width = QFontMetricsF(theme().font("caption")).horizontalAdvance(title)
        for line in self.lines:
            figure = QFontMetricsF(self._strong()).horizontalAdvance(line.figure)
            gap = 6 if line.figure and line.text else 0
            width = max(
                width,
                figure + gap + QFontMetricsF(theme().font("body")).horizontalAdvance(line.text),
            )
        self.resize(
            int(width) + 2 * self.MARGIN + 2,
            int(self._line_height() * len(self.lines) + self._title_height() + 14),
        )
        left = place.x() - self.width() - 12
        if left < inside.left():
            left = place.x() + 12
        left = max(inside.left(), min(left, inside.right() - self.width()))
        top = max(
            inside.top(), min(place.y() - self.height() - 12, inside.bottom() - self.height())
        )
        self.move(left, top)
        self.show()
        self.raise_()
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the card."""
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.setBrush(theme().colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        y = 6.0
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("text_2"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRectF(self.MARGIN, y, self.width(), self._title_height()), flags, self.title
        )
        y += self._title_height() + 1
        for line in self.lines:
            x = float(self.MARGIN)
            if line.figure:
                painter.setFont(self._strong())
                painter.setPen(theme().colour(line.voice))
                painter.drawText(
                    QRectF(x, y, self.width(), self._line_height()), flags, line.figure
                )
                x += QFontMetricsF(self._strong()).horizontalAdvance(line.figure) + 6
            painter.setFont(theme().font("body"))
            painter.setPen(theme().colour("text"))
            painter.drawText(QRectF(x, y, self.width(), self._line_height()), flags, line.text)
            y += self._line_height()

    def _strong(self) -> QFont:
        return theme().font("strong")

    def _title_height(self) -> float:
        return QFontMetricsF(theme().font("caption")).height() + 1

    def _line_height(self) -> float:
        return QFontMetricsF(theme().font("body")).height() + 2
