"""The whole history and forecast as a thin strip, with the range that the chart above shows."""

from __future__ import annotations

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.charts.events import LEFT
from gui.charts.line import peaks
from gui.charts.series import ForecastSeries
from gui.painted import painted
from gui.theme import theme

EDGE = 6
"""How near to an edge of the window the pointer takes hold of it (px)."""

NARROWEST = 12
"""Least width of the window (px)."""


class Overview(QWidget):
    """Dragging inside the window moves it, dragging an edge widens it, a press elsewhere brings it
    there. The keys of the chart do the same, so the strip takes no focus."""

    moved = Signal(float, float)
    """(low, high) the range wanted, in days since 1970."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.series: ForecastSeries | None = None
        self._range = (0.0, 1.0)
        self._held: tuple[str, float, float, float] | None = None
        self._picture: QPixmap | None = None
        self._roomy = True
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._redraw)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A thin strip."""
        return QSize(200, 34)

    def show_history(self, series: ForecastSeries | None) -> None:
        """Show all of a series; a history that the chart shows whole by itself needs no strip."""
        self.series = series
        self.setAccessibleName(self.tr("All of the history"))
        self._appear()
        self._redraw()

    def find_room(self, roomy: bool) -> None:
        """Give way where the charts above need the room."""
        self._roomy = roomy
        self._appear()

    def _appear(self) -> None:
        series = self.series
        long = series is not None and len(series.days) > 3 * len(series.future_days)
        self.setVisible(self._roomy and long)

    def show_range(self, low: float, high: float) -> None:
        """Follow the range of the chart."""
        if (low, high) != self._range:
            self._range = (low, high)
            self.update()

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    # ---- places

    def _span(self) -> tuple[float, float]:
        series = self.series
        if series is None or not len(series.days):
            return 0.0, 1.0
        half = series.frequency.days / 2
        return float(series.days[0]) - half, float(series.future_days[-1]) + half

    def _plot(self) -> QRectF:
        return QRectF(LEFT, 3, max(self.width() - LEFT - 6, 1), self.height() - 6)

    def _x(self, day: float) -> float:
        first, last = self._span()
        plot = self._plot()
        return plot.left() + plot.width() * (day - first) / (last - first)

    def _day(self, x: float) -> float:
        first, last = self._span()
        plot = self._plot()
        return first + (last - first) * (x - plot.left()) / plot.width()

    def window_place(self) -> QRectF:
        """Return where the window lies."""
        plot = self._plot()
        left = max(self._x(self._range[0]), plot.left())
        right = min(self._x(self._range[1]), plot.right())
        return QRectF(left, plot.top(), max(right - left, 3.0), plot.height())

    # ---- paint

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw for the new width."""
        super().resizeEvent(event)
        self._redraw()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the line, kept as a picture, and the window over it."""
        if self.series is None:
            return
        if self._picture is None:
            self._picture = self._drawn(self.series)
        look = theme()
        plot, window = self._plot(), self.window_place()
        painter.fillRect(plot, look.colour("sunken"))
        painter.fillRect(window, look.colour("surface"))
        painter.drawPixmap(0, 0, self._picture)
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.drawRoundedRect(window.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QPen(look.colour("accent"), 3))
        for x in (window.left() + 1.5, window.right() - 1.5):
            middle = window.center().y()
            painter.drawLine(QPointF(x, middle - 5), QPointF(x, middle + 5))

    def _drawn(self, series: ForecastSeries) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        plot, look = self._plot(), theme()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = np.nan_to_num(series.units)
        top = max(float(known.max(initial=0.0)), float(series.median.max(initial=0.0)), 1e-9)
        parts = (
            (series.days, known, look.chart("history"), 1.0),
            (series.future_days, series.median, look.chart("forecast"), 1.6),
        )
        first, last = self._span()
        for days, units, colour, width in parts:
            x, y = days, units
            if len(x) > 2 * plot.width():
                step = int(len(x) / plot.width()) or 1
                at, low, high = peaks(x, y, 0, len(x), step)
                x, y = np.repeat(at, 2), np.column_stack([low, high]).ravel()
            across = plot.left() + plot.width() * (x - first) / (last - first)
            up = plot.bottom() - 2 - (plot.height() - 4) * np.asarray(y, float) / top
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(arrayToQPolygonF(across, up))
        painter.end()
        return picture

    # ---- the pointer

    def _grip(self, x: float) -> str:
        window = self.window_place()
        if abs(x - window.left()) <= EDGE:
            return "left"
        if abs(x - window.right()) <= EDGE:
            return "right"
        return "inside" if window.left() < x < window.right() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the window; a press beside it brings it there first."""
        if self.series is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        grip = self._grip(x)
        if not grip:
            low, high = self._range
            middle = self._day(x)
            self._ask(middle - (high - low) / 2, middle + (high - low) / 2)
            grip = "inside"
        self._held = (grip, x, *self._range)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move or widen the window; elsewhere show what a press would do."""
        x = event.position().x()
        if self._held is None:
            grip = self._grip(x)
            shapes = {"left": Qt.CursorShape.SizeHorCursor, "right": Qt.CursorShape.SizeHorCursor}
            self.setCursor(shapes.get(grip, Qt.CursorShape.ArrowCursor))
            return
        grip, start, low, high = self._held
        days = self._day(x) - self._day(start)
        least = self._day(NARROWEST) - self._day(0)
        if grip == "left":
            self._ask(min(low + days, high - least), high)
        elif grip == "right":
            self._ask(low, max(high + days, low + least))
        else:
            self._ask(low + days, high + days)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._held = None

    def _ask(self, low: float, high: float) -> None:
        first, last = self._span()
        width = min(high - low, last - first)
        low = min(max(low, first), last - width) if high - low <= last - first else first
        self.moved.emit(low, low + width)
