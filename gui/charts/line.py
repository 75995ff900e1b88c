"""A line that stays quick with a million points: what is not seen or cannot be told apart is not
drawn.

Where many points fall on one pixel only their least and greatest value can be seen, so a block of
points is drawn as the two of them (M4: Jugel et al. 2014, PVLDB 7(10)). Blocks begin at fixed
points, so that a line does not flicker while it is panned.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from gui.charts.series import Floats

SMOOTH_UNTIL = 5000
"""Points up to which a line is antialiased; beyond, it is a texture of ups and downs anyway."""

POINTS_A_PIXEL = 4
"""From so many points on a pixel, blocks of them are drawn."""

COARSE = 64
"""Points of the blocks that are summed up once, when a long line is made."""


class Line(QGraphicsItem):
    """A line through (n) ``x``, ascending, and ``y``, seen in ``view``; NaN leaves a gap."""

    def __init__(self, x: Floats, y: Floats, pen: QPen, view: pg.ViewBox) -> None:
        super().__init__()
        self._view = view
        self.places, self.values = np.asarray(x, float), np.asarray(y, float)
        self._pen = pen
        self._whole = bool(np.isfinite(self.values).all())
        known = self.values if self._whole else self.values[np.isfinite(self.values)]
        self._bounds = QRectF()
        if len(known):
            low, high = float(known.min()), float(known.max())
            left, right = float(self.places[0]), float(self.places[-1])
            self._bounds = QRectF(left, low, max(right - left, 1e-9), max(high - low, 1e-9))
        self._coarse: tuple[Floats, Floats, Floats] | None = None
        if len(self.places) >= 16 * COARSE * COARSE:
            self._coarse = peaks(self.places, self.values, 0, len(self.places), COARSE)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Cover all points."""
        return self._bounds

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw what is seen."""
        if len(self.places) < 2:
            return
        seen, width = self._view.viewRect(), max(self._view.width(), 1.0)
        x, y = self.points(seen.left(), seen.right(), width)
        # Thinned, a line is a texture of ups and downs: smooth edges cost much and show nothing.
        smooth = len(x) <= SMOOTH_UNTIL and len(self.places) <= SMOOTH_UNTIL
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        painter.setPen(self._pen)
        if self._whole:
            painter.drawPolyline(arrayToQPolygonF(x, y))
            return
        known = np.isfinite(y)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], known.astype(np.int8), [0]])))
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            painter.drawPolyline(arrayToQPolygonF(x[start:stop], y[start:stop]))

    def highest(self, left: float, right: float) -> float:
        """Return the greatest value between two places, NaN where nothing is known there."""
        _, y = self.points(left, right, COARSE)
        return float(np.fmax.reduce(y)) if len(y) else float("nan")

    def points(self, left: float, right: float, width: float) -> tuple[Floats, Floats]:
        """Return the points to draw between two places on a view of so many pixels."""
        first = max(int(np.searchsorted(self.places, left)) - 1, 0)
        last = min(int(np.searchsorted(self.places, right)) + 1, len(self.places))
        count = last - first
        if count <= POINTS_A_PIXEL * width:
            return self.places[first:last], self.values[first:last]
        step = max(int(count / width), 2)
        if self._coarse is not None and step >= 2 * COARSE:
            x, low, high = self._coarse
            step //= COARSE
            first, last = first // COARSE, min(-(-last // COARSE), len(x))
            first -= first % step
            starts = np.arange(first, last, step)
            x, low = x[starts], np.fmin.reduceat(low[:last], starts)
            high = np.fmax.reduceat(high[:last], starts)
        else:
            first -= first % step
            x, low, high = peaks(self.places, self.values, first, last, step)
        return np.repeat(x, 2), np.column_stack([low, high]).ravel()


def peaks(x: Floats, y: Floats, first: int, last: int, step: int) -> tuple[Floats, Floats, Floats]:
    """Return the first x, the least and the greatest y of each block of ``step`` points."""
    starts = np.arange(first, last, step)
    with np.errstate(invalid="ignore"):
        return x[starts], np.fmin.reduceat(y[:last], starts), np.fmax.reduceat(y[:last], starts)
