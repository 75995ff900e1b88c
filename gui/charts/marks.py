"""The marks of the chart grammar: lines, fans, bands, dots and words, all from the theme's tokens.

Pens are cosmetic and 1 px wide wherever there can be many points (a wider pen takes a hundred times
as long with antialiasing); wider ones are kept for forecasts, which have few.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from pyqtgraph.functions import arrayToQPolygonF
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from gui.charts.line import Line
from gui.charts.series import Floats
from gui.charts.sheet import Band, Dots, Sheet, Upright, Words
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
    """Draws marks on the sheet of one plot.

    ``density`` is the number of device pixels in a pixel: pens are cosmetic, so that Qt would draw
    them thinner on a denser screen.
    """

    def __init__(self, sheet: Sheet, density: float = 1.0) -> None:
        self.sheet = sheet
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
        item = Line(x, y, pen(colour, width * self.density, dashes), self.sheet.view)
        self.sheet.put(item, z)
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
        self.sheet.put(item, z)
        return item

    def band(self, start: float, end: float, fill: QColor, hatch: QColor | None = None) -> Band:
        """Draw an upright band over the whole height, behind everything else."""
        item = Band(self.sheet.view, (start, end), fill, hatch)
        self.sheet.put(item, -60)
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
    ) -> Dots:
        """Draw marks of a fixed size; hollow unless ``fill`` is given."""
        places = [(float(a), float(b)) for a, b in zip(x, y, strict=True) if np.isfinite(float(b))]
        inside = fill if fill is not None else theme().colour("surface")
        edge = pen(colour, width * self.density)
        item = Dots(self.sheet.view, places, Symbols[shape], size, edge, inside)
        self.sheet.put(item, z)
        return item

    def upright(
        self, x: float, colour: QColor, dashes: Sequence[float] = (), z: float = 20
    ) -> Upright:
        """Draw a thin upright line over the whole height."""
        item = Upright(self.sheet.view, x, pen(colour, self.density, dashes))
        self.sheet.put(item, z)
        return item

    def words(
        self,
        text: str,
        colour: QColor,
        anchor: tuple[float, float],
        font: QFont | None = None,
        fill: QColor | None = None,
    ) -> Words:
        """Write a direct label; the caller places it."""
        item = Words(text, colour, font if font is not None else theme().font("axis"), anchor, fill)
        self.sheet.put(item, 50)
        return item
