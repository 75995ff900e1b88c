"""What the marks of a plot lie on: plain items of Qt, drawn and taken away together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene


class Sheet(pg.GraphicsObject):
    """The marks of one plot.

    pyqtgraph's own items each follow the view by signals of their own; a chart of forty marks takes
    as long to clear and fill with them as everything else that a change of item costs.
    """

    def __init__(self, view: pg.ViewBox) -> None:
        super().__init__()
        self.view = view
        self.marks: list[QGraphicsItem] = []
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        view.addItem(self, ignoreBounds=True)

    def put(self, mark: QGraphicsItem, z: float = 0) -> None:
        """Lay a mark on the sheet, above those with a smaller ``z``."""
        mark.setZValue(z)
        mark.setParentItem(self)
        self.marks.append(mark)

    def take(self, mark: QGraphicsItem) -> None:
        """Take one mark away."""
        self.marks.remove(mark)
        self._let_go(mark)

    def clear(self) -> None:
        """Take all marks away."""
        gone, self.marks = self.marks, []
        for mark in gone:
            self._let_go(mark)

    def _let_go(self, mark: QGraphicsItem) -> None:
        mark.setParentItem(None)  # type: ignore[arg-type]
        scene = self.scene()
        if scene is not None:
            # pyqtgraph's own scene looks through all it holds.
            QGraphicsScene.removeItem(scene, mark)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Nothing is drawn on the sheet itself."""
        return QRectF()

    def paint(self, *_: object) -> None:
        """Draw nothing."""

    def viewRangeChanged(self) -> None:  # noqa: N802 - called by the view box
        """Let the marks whose extent is the view's follow pan and zoom."""
        for mark in self.marks:
            if isinstance(mark, InView):
                mark.prepareGeometryChange()


class InView(QGraphicsItem):
    """A mark whose extent depends on what is seen."""

    def __init__(self, view: pg.ViewBox) -> None:
        super().__init__()
        self.view = view

    def pixel(self) -> tuple[float, float]:
        """Return what a pixel is worth on both axes."""
        seen: QRectF = self.view.viewRect()
        return seen.width() / max(self.view.width(), 1), seen.height() / max(self.view.height(), 1)


class Upright(InView):
    """A thin upright line over the whole height."""

    def __init__(self, view: pg.ViewBox, x: float, pen: QPen) -> None:
        super().__init__(view)
        self.x_value, self._pen = x, pen

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Cover the height that is seen."""
        seen, (width, _) = self.view.viewRect(), self.pixel()
        return QRectF(self.x_value - width, seen.top(), 2 * width, seen.height())

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the line."""
        seen = self.view.viewRect()
        painter.setPen(self._pen)
        painter.drawLine(QPointF(self.x_value, seen.top()), QPointF(self.x_value, seen.bottom()))


class Band(InView):
    """An upright band over the whole height of its plot, hatched at 45° if ``hatch`` is given."""

    def __init__(
        self, view: pg.ViewBox, span: tuple[float, float], fill: QColor, hatch: QColor | None = None
    ) -> None:
        super().__init__(view)
        self.span = span
        self._fill, self._hatch = fill, hatch

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Cover the height that is seen, whatever the zoom."""
        seen = self.view.viewRect()
        return QRectF(self.span[0], seen.top(), self.span[1] - self.span[0], seen.height())

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Fill, then hatch in device coordinates, else the hatch would stretch with the axes."""
        rect = self.boundingRect()
        painter.fillRect(rect, self._fill)
        if self._hatch is None:
            return
        device = painter.worldTransform().mapRect(rect)
        painter.save()
        painter.resetTransform()
        painter.setClipRect(device)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thin = QColor(self._hatch)
        thin.setAlphaF(0.55)
        painter.setPen(QPen(thin, 1))
        x = device.left() - device.height()
        # Anchored to the device, so that the hatch does not crawl while panning.
        x -= x % 6
        while x < device.right():
            painter.drawLine(
                QPointF(x, device.bottom()), QPointF(x + device.height(), device.top())
            )
            x += 6
        painter.restore()


class Dots(InView):
    """Marks of a fixed size in pixels; ``shape`` is a path one unit wide."""

    def __init__(
        self,
        view: pg.ViewBox,
        points: Sequence[tuple[float, float]],
        shape: QPainterPath,
        size: float,
        pen: QPen,
        fill: QColor,
    ) -> None:
        super().__init__(view)
        self.points = tuple(QPointF(x, y) for x, y in points)
        self._shape, self._size, self._pen, self._fill = shape, size, pen, fill
        x, y = [p.x() for p in self.points], [p.y() for p in self.points]
        self._extent = QRectF(
            QPointF(min(x, default=0.0), min(y, default=0.0)),
            QPointF(max(x, default=0.0), max(y, default=0.0)),
        )

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Cover all marks, whatever the zoom."""
        across, up = (self._size * pixel for pixel in self.pixel())
        return self._extent.adjusted(-across, -up, across, up)

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the marks in device coordinates, where they keep their size."""
        place = painter.worldTransform()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        painter.setBrush(QBrush(self._fill))
        for point in self.points:
            painter.resetTransform()
            painter.translate(place.map(point))
            painter.scale(self._size, self._size)
            painter.drawPath(self._shape)
        painter.restore()


MARGIN = 2
"""Pixels around the words of a label."""


class Words(QGraphicsItem):
    """A direct label, as large at any zoom; ``anchor`` is the share of it left of and above its
    place."""

    def __init__(
        self,
        text: str,
        colour: QColor,
        font: QFont,
        anchor: tuple[float, float],
        fill: QColor | None = None,
    ) -> None:
        super().__init__()
        self.text = text
        self._colour, self._font, self._fill = colour, font, fill
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        metrics, lines = QFontMetricsF(font), text.split("\n")
        width = max(map(metrics.horizontalAdvance, lines)) + 2 * MARGIN
        height = len(lines) * metrics.lineSpacing() + 2 * MARGIN
        self._box = QRectF(-anchor[0] * width, -anchor[1] * height, width, height)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The room that the words take, in pixels."""
        return self._box

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Write the words."""
        if self._fill is not None:
            painter.fillRect(self._box, self._fill)
        painter.setFont(self._font)
        painter.setPen(self._colour)
        room = self._box.adjusted(MARGIN, MARGIN, MARGIN, MARGIN)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), self.text)
