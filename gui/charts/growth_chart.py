"""Growth against volume: every item a point, to find what is large and moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui import figures
from gui.charts.legend import SHAPES, draw_shape
from gui.painted import painted
from gui.theme import theme
from gui.wording import counted

REACH = 14.0
"""How near to a point the pointer has to be (px)."""

STEEPEST = 1.5
"""Growth beyond which points lie on the edge: a thing sold once and then twice says little."""

NAMED = 5
"""Points that carry their name, the largest of those that move."""


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """n items as points.

    rows    (n) of the items; name gives that of a row
    volume  (n) units expected over the horizon, > 0
    growth  (n) share a year, −1 …
    moves   (n) 1 rises, −1 fades, 2 may rise, 0 as chance would do; real (n) probability of it
    """

    rows: NDArray[np.intp]
    name: Callable[[int], str]
    volume: NDArray[np.float64]
    growth: NDArray[np.float64]
    moves: NDArray[np.int8]
    real: NDArray[np.float64]


class GrowthChart(QWidget):
    """Volume across (each step ten times as much), growth up; the pointer or ← → reads a point."""

    chosen = Signal(int)
    """(row) an item was pressed, or Enter on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: GrowthPoint | None = None
        self.across = ""
        self.read = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for axes and a few names."""
        return QSize(320, 220)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Smaller, points lie on one another."""
        return QSize(200, 130)

    def show_points(self, points: GrowthPoint | None, across: str = "") -> None:
        """Show items; what was read is forgotten. ``across`` says what the axis of volume is."""
        self.points, self.read, self.across = points, -1, across
        self.setAccessibleName(self.tr("Growth against volume"))
        self.setAccessibleDescription(self.summary())
        self.update()

    def summary(self) -> str:
        """Say in one sentence what the chart shows."""
        points = self.points
        if points is None or not len(points.rows):
            return self.tr("Too little history to tell growth.")
        return counted(
            self.tr("{n} items: {up} rise, {maybe} may rise, {down} fade."),
            n=f"{len(points.rows):,}",
            up=int((points.moves == 1).sum()),
            maybe=int((points.moves == 2).sum()),
            down=int((points.moves == -1).sum()),
        )

    # ---- where things lie

    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(theme().font("axis"))
        left = metrics.horizontalAdvance(figures.percent(STEEPEST, sign=True) + "+") + 8
        return QRectF(self.rect()).adjusted(
            left, metrics.height() / 2, -10, -2.6 * metrics.height()
        )

    def places(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where the points lie in the widget, (n) x and y."""
        points, plot = self.points, self._plot()
        if points is None or not len(points.rows):
            return np.empty(0), np.empty(0)
        low, high = self._decades()
        across = (np.log10(points.volume) - low) / (high - low)
        up = (np.clip(points.growth, -1.0, STEEPEST) + 1.0) / (STEEPEST + 1.0)
        return plot.left() + plot.width() * across, plot.bottom() - plot.height() * up

    def _decades(self) -> tuple[float, float]:
        points = self.points
        if points is None or not len(points.rows):
            return 0.0, 2.0
        logs = np.log10(points.volume)
        low, high = float(logs.min()) - 0.1, float(logs.max()) + 0.1
        return low, max(high, low + 1.0)

    # ---- painting

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Draw axes, quiet points, those that move, their names, what is read."""
        look = theme()
        self._draw_axes(painter)
        points = self.points
        if points is None or not len(points.rows):
            painter.setFont(look.font("body"))
            painter.setPen(look.colour("text_2"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self._plot(), flags, self.summary())
            return
        x, y = self.places()
        quiet = np.flatnonzero(points.moves == 0)
        pen = QPen(look.chart("raw"), 4.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(arrayToQPolygonF(x[quiet], y[quiet]))
        for sign, mark in ((-1, "fading"), (2, "may_rise"), (1, "rising")):
            colour, shape, solid = SHAPES[mark]
            tint = look.colour(colour)
            painter.setPen(QPen(tint, 1.2))
            painter.setBrush(tint if solid else look.colour("surface"))
            for i in np.flatnonzero(points.moves == sign):
                draw_shape(painter, shape, QPointF(x[i], y[i]), 4.0)
        self._draw_names(painter, x, y)
        self._draw_read(painter, x, y)

    def _draw_axes(self, painter: QPainter) -> None:
        look, plot = theme(), self._plot()
        painter.setFont(look.font("axis"))
        for growth in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5):
            y = plot.bottom() - plot.height() * (growth + 1.0) / (STEEPEST + 1.0)
            painter.setPen(QPen(look.chart("cutoff" if growth == 0 else "grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.chart("axis"))
            room = QRectF(0, y - 10, plot.left() - 6, 20)
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            words = figures.percent(growth, sign=True)
            painter.drawText(room, flags, words + ("+" if growth == STEEPEST else ""))
        low, high = self._decades()
        under = QRectF(0, plot.bottom() + 3, 0, self.height() - plot.bottom() - 3)
        for decade in range(int(np.ceil(low)), int(np.floor(high)) + 1):
            x = plot.left() + plot.width() * (decade - low) / (high - low)
            painter.setPen(QPen(look.chart("grid"), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(look.chart("axis"))
            room = QRectF(x - 40, under.top(), 80, under.height())
            flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            painter.drawText(room, flags, figures.units(10.0**decade, 1 if decade < 0 else 0))
        line = painter.fontMetrics().height()
        caption = QRectF(plot.left(), self.height() - line, plot.width(), line)
        words = painter.fontMetrics().elidedText(
            self.across, Qt.TextElideMode.ElideRight, int(caption.width())
        )
        painter.drawText(caption, int(Qt.AlignmentFlag.AlignRight), words)

    def _draw_names(
        self, painter: QPainter, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> None:
        points, plot, look = self.points, self._plot(), theme()
        if points is None:
            return
        font = look.font("caption")
        painter.setFont(font)
        taken: list[QRectF] = []
        weight = points.volume * np.abs(points.growth) * (points.moves != 0)
        for i in np.argsort(-weight, kind="stable")[: 3 * NAMED]:
            if len(taken) >= NAMED or not weight[i]:
                break
            words = painter.fontMetrics().elidedText(
                points.name(int(points.rows[i])),
                Qt.TextElideMode.ElideRight,
                int(0.45 * plot.width()),
            )
            size = QSizeF(painter.fontMetrics().horizontalAdvance(words) + 2.0, 18)
            room = self._free_room(x, y, int(i), size, taken)
            if room is None:
                continue
            taken.append(room)
            painter.setPen(look.colour("fading" if points.moves[i] == -1 else "rising"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _free_room(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        point: int,
        size: QSizeF,
        taken: Sequence[QRectF],
    ) -> QRectF | None:
        """Return a place beside a point that meets neither points nor names; None without one."""
        plot, width, height = self._plot(), size.width(), size.height()
        px, py = float(x[point]), float(y[point])
        for left, top in (
            (px + 8, py - height / 2),
            (px - width - 8, py - height / 2),
            (px - width / 2, py - height - 4),
            (px - width / 2, py + 4),
        ):
            room = QRectF(left, top, width, height)
            hidden = (x > left - 4) & (x < left + width + 4) & (y > top) & (y < top + height)
            hidden[point] = False
            met = any(room.intersects(other) for other in taken)
            if plot.contains(room) and not hidden.any() and not met:
                return room
        return None

    def _draw_read(self, painter: QPainter, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        look = theme()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if 0 <= self.read < len(x):
            painter.setPen(QPen(look.colour("text"), 1.6))
            painter.drawEllipse(QPointF(x[self.read], y[self.read]), 7.5, 7.5)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    # ---- reading

    def words(self, point: int) -> str:
        """Return what a point is, in words."""
        points = self.points
        if points is None:
            return ""
        move = int(points.moves[point])
        said = {
            1: self.tr("rising"),
            -1: self.tr("fading"),
            2: self.tr("may rise"),
            0: self.tr("no more than chance would do"),
        }[move]
        if move:
            sure = figures.percent(float(points.real[point]))
            said = self.tr("{what}, {p} sure").format(what=said, p=sure)
        return self.tr("{name}: {units} expected, {growth} a year; {move}").format(
            name=points.name(int(points.rows[point])),
            units=figures.units(float(points.volume[point])),
            growth=figures.percent(float(points.growth[point]), sign=True),
            move=said,
        )

    def _nearest(self, place: QPointF) -> int:
        x, y = self.places()
        if not len(x):
            return -1
        far = np.hypot(x - place.x(), y - place.y())
        nearest = int(far.argmin())
        return nearest if far[nearest] <= REACH else -1

    def _show(self, point: int) -> None:
        if point == self.read:
            return
        self.read = point
        self.setAccessibleDescription(self.words(point) if point >= 0 else self.summary())
        self.update()
        if point < 0:
            QToolTip.hideText()
            return
        x, y = self.places()
        corner = QPointF(x[point] + 10, y[point] + 10).toPoint()
        QToolTip.showText(self.mapToGlobal(corner), self.words(point), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Read the point under the pointer."""
        point = self._nearest(event.position())
        shape = Qt.CursorShape.PointingHandCursor if point >= 0 else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self._show(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the item under the pointer."""
        point = self._nearest(event.position())
        if point >= 0 and self.points is not None:
            self.chosen.emit(int(self.points.rows[point]))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """← → go through the points by volume, Enter opens the one that is read."""
        points = self.points
        if points is None or not len(points.rows):
            super().keyPressEvent(event)
            return
        order = np.argsort(points.volume, kind="stable")
        here = int(np.flatnonzero(order == self.read)[0]) if self.read >= 0 else len(order)
        match event.key():
            case Qt.Key.Key_Left:
                self._show(int(order[max(here - 1, 0)]))
            case Qt.Key.Key_Right:
                self._show(int(order[min(here + 1, len(order) - 1)]))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.read >= 0:
                self.chosen.emit(int(points.rows[self.read]))
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the ring away."""
        self._show(-1)
        self.update()
        super().focusOutEvent(event)
