"""The marks of the chart grammar: lines, fans, bands, dots and words, all from the theme's tokens.

Pens are cosmetic and 1 px wide wherever there can be many points (a wider pen takes a hundred times
as long with antialiasing); wider ones are kept for forecasts, which have few.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from gui.charts.line import Line
from gui.charts.series import Floats
from gui.theme import theme

SHAPES = {"circle": "o", "square": "s", "triangle": "t1", "pentagon": "p", "cross": "x"}
"""The theme's names of shapes, and pyqtgraph's."""

MODEL_TOKENS = ("m_naive", "m_1", "m_2", "m_3", "m_4")
"""Colour tokens of other models; the first is seasonal naive's."""


def dash(token: str) -> tuple[float, ...]:
    """Return the dashes of a mark of the theme."""
    return theme().mark(token).dash


def symbol(token: str) -> str:
    """Return pyqtgraph's name of the shape of a mark of the theme."""
    return SHAPES.get(theme().mark(token).shape, "o")


def pen(colour: QColor, width: float = 1, dashes: Sequence[float] = ()) -> QPen:
    """Return a cosmetic pen; ``dashes`` in units of its width."""
    made: QPen = pg.mkPen(colour, width=width)
    if dashes:
        made.setStyle(Qt.PenStyle.CustomDashLine)
        made.setDashPattern(list(dashes))
    return made


class Pencil:
    """Draws marks on one plot.

    ``density`` is the number of device pixels in a pixel: pens are cosmetic, so that Qt would draw
    them thinner on a denser screen.
    """

    def __init__(self, plot: pg.PlotItem, density: float = 1.0) -> None:
        self.plot = plot
        self.density = density

    def line(
        self,
        x: Floats,
        y: Floats,
        colour: QColor,
        width: float = 1,
        dashes: Sequence[float] = (),
        z: float = 0,
    ) -> Line:
        """Draw a line that stays quick with a million points."""
        item = Line(x, y, pen(colour, width * self.density, dashes))
        item.setZValue(z)
        self.plot.addItem(item, ignoreBounds=True)
        return item

    def fan(
        self, x: Floats, low: Floats, high: Floats, colour: QColor, z: float
    ) -> QGraphicsPathItem:
        """Draw one band of a fan as one path in one solid tint."""
        path = QPainterPath()
        around = np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])
        path.addPolygon(arrayToQPolygonF(*around))
        path.closeSubpath()
        item = QGraphicsPathItem(path)
        item.setPen(QPen(Qt.PenStyle.NoPen))
        item.setBrush(QBrush(colour))
        item.setZValue(z)
        self.plot.addItem(item, ignoreBounds=True)
        return item

    def dots(
        self,
        x: Floats | Sequence[float],
        y: Floats | Sequence[float],
        colour: QColor,
        shape: str = "o",
        size: float = 6,
        fill: QColor | None = None,
        width: float = 1.2,
        z: float = 10,
    ) -> pg.ScatterPlotItem:
        """Draw marks of a fixed size; hollow unless ``fill`` is given."""
        item = pg.ScatterPlotItem(
            x=np.asarray(x, float),
            y=np.asarray(y, float),
            size=size,
            symbol=shape,
            pen=pen(colour, width * self.density),
            brush=pg.mkBrush(fill if fill is not None else theme().colour("surface")),
        )
        item.setZValue(z)
        self.plot.addItem(item, ignoreBounds=True)
        return item

    def upright(
        self, x: float, colour: QColor, dashes: Sequence[float] = (), z: float = 20
    ) -> pg.InfiniteLine:
        """Draw a thin upright line over the whole height."""
        item = pg.InfiniteLine(x, 90, pen=pen(colour, self.density, dashes))
        item.setZValue(z)
        self.plot.addItem(item, ignoreBounds=True)
        return item

    def words(
        self,
        text: str,
        colour: QColor,
        anchor: tuple[float, float],
        font: QFont | None = None,
        fill: QColor | None = None,
    ) -> pg.TextItem:
        """Write a direct label; the caller places it."""
        item = pg.TextItem(
            text, color=colour, anchor=anchor, fill=pg.mkBrush(fill) if fill is not None else None
        )
        item.textItem.document().setDocumentMargin(2)
        item.setFont(font if font is not None else theme().font("axis"))
        item.setZValue(50)
        self.plot.addItem(item, ignoreBounds=True)
        return item


class Band(pg.GraphicsObject):
    """An upright band over the whole height of its plot, hatched at 45° if ``hatch`` is given."""

    def __init__(self, start: float, end: float, fill: QColor, hatch: QColor | None = None) -> None:
        super().__init__()
        self.span = (start, end)
        self._fill, self._hatch = fill, hatch
        self.setZValue(-60)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Cover the height that is seen, whatever the zoom."""
        view = self.getViewBox()
        if view is None:
            return QRectF()
        seen = view.viewRect()
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

    def viewRangeChanged(self) -> None:  # noqa: N802 - called by the view box
        """Follow pan and zoom."""
        self.prepareGeometryChange()
        self.update()
