"""Axes of a plot: months below with the year in place of January, round values on the left."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsSceneWheelEvent, QGraphicsWidget

from gui import figures
from gui.theme import theme

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""Months between two labels, from the finest to the coarsest."""

DAY_STEPS = (1, 2, 7, 14)
"""Days between two labels where less than three months are seen."""

GAP = 5
"""Between the plot and a label (px)."""


def round_steps(top: float, count: int = 4) -> list[float]:
    """Return 0 and up to ``count`` + 1 round values above it that reach ``top`` or nearly so."""
    if not np.isfinite(top) or top <= 0:
        return [0.0, 1.0]
    raw = top / count
    size = 10.0 ** np.floor(np.log10(raw))
    step = next((m * size for m in (1, 2, 2.5, 5, 10) if m * size >= raw), 10 * size)
    if step < 1:
        step = 1.0 if top >= 1 else step
    return [round(k * float(step), 9) for k in range(int(np.floor(top / step + 1e-9)) + 1)]


def date_steps(low: float, high: float, room: int) -> tuple[float, list[float]]:
    """Return (days between two labels, the days to label), for ``room`` labels at most; places on
    the axis are days since 1970."""
    first = np.datetime64(int(np.floor(low)), "D").astype("datetime64[M]").astype(int)
    last = np.datetime64(int(np.ceil(high)), "D").astype("datetime64[M]").astype(int)
    months = (high - low) / 30.4
    if months < 2.5:
        step = next((s for s in DAY_STEPS if (high - low) / s <= room), DAY_STEPS[-1])
        # Days are counted from a Monday, so that steps of 7 fall on Mondays.
        start = int(np.ceil((low - 4) / step)) * step + 4
        return float(step), [float(d) for d in range(start, int(high) + 1, step)]
    step = next((s for s in MONTH_STEPS if months / s <= room), MONTH_STEPS[-1])
    numbers = range(first - first % step, last + 1, step)
    days = np.array(list(numbers), dtype="datetime64[M]").astype("datetime64[D]").astype(float)
    return 30.0 * step, [float(d) for d in days if low <= d <= high]


def date_words(day: float, spacing: float) -> str:
    """Write the label of a day, ``spacing`` days from the next, in the language of the window."""
    date = np.datetime64(round(day), "D")
    return figures.short_day(date) if spacing < 28 else figures.month(date)


class Axis(QGraphicsWidget):
    """Labels without a line, beside the ``view`` whose range they tell.

    pyqtgraph's own axis records a picture of itself whenever the view moves, ticks, tick lengths
    and unit prefixes included, which took as long as everything else of a frame.
    """

    def __init__(self, view: pg.ViewBox) -> None:
        super().__init__()
        self.view = view

    def follow(self, *_: object) -> None:
        """The view has moved."""
        self.update()

    def _begin(self, painter: QPainter) -> QFontMetricsF:
        font = theme().font("axis")
        painter.setFont(font)
        painter.setPen(theme().chart("axis"))
        return QFontMetricsF(font)


class DateAxis(Axis):
    """A time axis in days since 1970; the wheel over it zooms, dragging it pans."""

    def __init__(self, view: pg.ViewBox) -> None:
        super().__init__(view)
        self._words: dict[tuple[float, float], str] = {}
        view.sigXRangeChanged.connect(self.follow)

    def dress(self) -> None:
        """Take the room that the type of the theme needs, and its language."""
        self._words.clear()
        self.take_room(self.isVisible())

    def take_room(self, shown: bool) -> None:
        """Be there, or leave the height to the view."""
        height = round(QFontMetricsF(theme().font("axis")).height()) + 2 * GAP if shown else 0
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)
        self.setVisible(shown)

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Write the labels that have their whole width on the axis."""
        metrics, width = self._begin(painter), self.size().width()
        (low, high), _ranges = self.view.viewRange()
        room = max(2, int(width / (metrics.averageCharWidth() * 8)))
        spacing, days = date_steps(low, high, room)
        foot = GAP + metrics.ascent()
        for day in days:
            key = day, spacing
            if key not in self._words:
                self._words[key] = date_words(day, spacing)
            words = self._words[key]
            half = metrics.horizontalAdvance(words) / 2
            x = width * (day - low) / (high - low)
            if half <= x <= width - half:
                painter.drawText(QPointF(x - half, foot), words)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:  # noqa: N802
        """Zoom the time."""
        self.view.wheelEvent(event, axis=0)

    def mouseDragEvent(self, event: Any) -> None:  # noqa: N802 - called by pyqtgraph's scene
        """Pan the time."""
        self.view.mouseDragEvent(event, axis=0)


class UnitsAxis(Axis):
    """An upright axis of units: 0 and four or five round values; without ``words``, room alone."""

    def __init__(self, view: pg.ViewBox, width: int, words: bool = True) -> None:
        super().__init__(view)
        self._has_words = words
        self.setMinimumWidth(width)
        self.setMaximumWidth(width)
        view.sigYRangeChanged.connect(self.follow)

    def steps(self) -> list[float]:
        """Return the values that are labelled."""
        height = self.size().height()
        _ranges, (low, high) = self.view.viewRange()
        count = 4 if height > 110 else 3 if height > 80 else 2
        return [step for step in round_steps(high, count) if step >= low]

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Write the labels that have their whole height on the axis."""
        if not self._has_words:
            return
        metrics, size = self._begin(painter), self.size()
        _ranges, (low, high) = self.view.viewRange()
        # Letters and digits are lower than a line: 0 has room at the foot of the plot.
        half = 0.4 * metrics.height()
        for step in self.steps():
            y = size.height() * (high - step) / (high - low)
            if half <= y <= size.height() - half:
                words = figures.compact(step)
                x = size.width() - GAP - metrics.horizontalAdvance(words)
                foot = y + (metrics.ascent() - metrics.descent()) / 2
                painter.drawText(QPointF(x, foot), words)
