"""The event rail above a chart: a bar and a name for all that moves sales in the range seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.charts.series import EventMark
from gui.painted import painted
from gui.theme import theme

LEFT = 44
"""Where the plot below begins (px): its axis of units and the margin beside it."""


class EventRail(QWidget):
    """Names of events over their days; one that finds no room keeps its bar and its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events: tuple[EventMark, ...] = ()
        self._range = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line of names over a bar."""
        return QSize(200, round(QFontMetricsF(theme().font("axis")).height()) + 7)

    def show_events(self, events: Sequence[EventMark]) -> None:
        """Show these events; without any the rail takes no room."""
        self.events = tuple(events)
        self.setVisible(bool(self.events))
        self.setAccessibleName(self.tr("Events"))
        self.setAccessibleDescription("; ".join(event.words() for event in self.events))
        self.update()

    def show_range(self, low: float, high: float) -> None:
        """Follow the range of the chart (days since 1970)."""
        if (low, high) != self._range:
            self._range = (low, high)
            self.update()

    def places(self) -> tuple[tuple[EventMark, QRectF], ...]:
        """Return the events that are seen, and where their bars lie."""
        low, high = self._range
        width = max(self.width() - LEFT - 4, 1)
        made = []
        for event in self.events:
            if event.end <= low or event.start >= high:
                continue
            left = LEFT + width * (max(event.start, low) - low) / (high - low)
            right = LEFT + width * (min(event.end, high) - low) / (high - low)
            made.append((event, QRectF(left, self.height() - 4, max(right - left, 3.0), 3)))
        return tuple(made)

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint bars, and names where they meet no other."""
        look = theme()
        font = look.font("axis", 600)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        reach = 0.0
        for mark, place in self.places():
            painter.fillRect(place, look.chart("event"))
            width = metrics.horizontalAdvance(mark.name)
            left = min(max(place.left(), LEFT - 20.0), self.width() - width - 2)
            if left < reach or left + width > self.width():
                continue
            painter.setPen(QPen(look.chart("event"), 1))
            room = QRectF(left, 0, width + 2, self.height() - 5)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, mark.name
            )
            reach = left + width + 8

    def event(self, event: QEvent) -> bool:
        """Name the event under the pointer."""
        if isinstance(event, QHelpEvent):
            x = event.pos().x()
            under = [
                m.words()
                for m, place in self.places()
                if place.left() - 6 <= x <= place.right() + 6
            ]
            QToolTip.showText(event.globalPos(), "\n".join(under), self)
            return True
        return super().event(event)
