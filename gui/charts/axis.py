"""Axes and the grid: months below with the year in place of January, hairlines across."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from gui import figures
from gui.charts.sheet import Sheet
from gui.theme import theme

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""Months between two labels, from the finest to the coarsest."""

DAY_STEPS = (1, 2, 7, 14)
"""Days between two labels where less than three months are seen."""


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


class DateAxis(pg.AxisItem):
    """A time axis in days since 1970, labelled in the language of the window."""

    def __init__(self) -> None:
        super().__init__("bottom")
        dress_axis(self)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N802
        """Return the days to label, one level of them."""
        room = max(2, int(size / (QFontMetricsF(theme().font("axis")).averageCharWidth() * 8)))
        first = np.datetime64(int(np.floor(low)), "D").astype("datetime64[M]").astype(int)
        last = np.datetime64(int(np.ceil(high)), "D").astype("datetime64[M]").astype(int)
        months = (high - low) / 30.4
        if months < 2.5:
            step = next((s for s in DAY_STEPS if (high - low) / s <= room), DAY_STEPS[-1])
            # Days are counted from a Monday, so that steps of 7 fall on Mondays.
            start = int(np.ceil((low - 4) / step)) * step + 4
            return [(float(step), [float(d) for d in range(start, int(high) + 1, step)])]
        step = next((s for s in MONTH_STEPS if months / s <= room), MONTH_STEPS[-1])
        numbers = range(first - first % step, last + 1, step)
        days = np.array(list(numbers), dtype="datetime64[M]").astype("datetime64[D]").astype(float)
        return [(30.0 * step, [float(d) for d in days if low <= d <= high])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """Write the labels."""
        days = [np.datetime64(round(v), "D") for v in values]
        if spacing < 28:
            return [figures.short_day(day) for day in days]
        return [figures.month(day) for day in days]


class UnitsAxis(pg.AxisItem):
    """An upright axis of units: 0 and four or five round values."""

    def __init__(self, width: int = 40) -> None:
        super().__init__("left")
        dress_axis(self)
        self.setWidth(width)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N802
        """Return the values to label, one level of them."""
        count = 4 if size > 110 else 3 if size > 80 else 2
        steps = round_steps(high, count)
        return [(steps[1] if len(steps) > 1 else 1.0, [s for s in steps if s >= low])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """Write the labels."""
        return [figures.compact(value) for value in values]


def dress_axis(axis: pg.AxisItem) -> None:
    """Give an axis the theme's colours: labels only, no line."""
    axis.setTickFont(theme().font("axis"))
    axis.setTextPen(theme().chart("axis"))
    axis.setPen(pg.mkPen(None))
    # A null tick pen would fall back to the default pen; the surface colour hides it.
    axis.setTickPen(pg.mkPen(theme().colour("surface")))
    axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=True)


class Grid(pg.GraphicsObject):
    """Horizontal hairlines at the values the left axis labels."""

    def __init__(self, axis: UnitsAxis) -> None:
        super().__init__()
        self._axis = axis
        self.setZValue(-100)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Cover what is seen."""
        view = self.getViewBox()
        return QRectF(view.viewRect()) if view is not None else QRectF()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw the lines one device pixel thin."""
        rect = self.boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pg.mkPen(theme().chart("grid"), width=1))
        low, high = sorted((rect.top(), rect.bottom()))
        for _spacing, values in self._axis.tickValues(low, high, self._axis.height()):
            for value in values:
                painter.drawLine(pg.Point(rect.left(), value), pg.Point(rect.right(), value))

    def viewRangeChanged(self) -> None:  # noqa: N802 - called by the view box
        """Follow pan and zoom."""
        self.prepareGeometryChange()
        self.update()


class Plot(pg.PlotWidget):
    """An empty plot in the theme's dress: no frame, no menu, no buttons; marks go on ``sheet``."""

    def __init__(self, parent: QWidget, left_width: int = 40, dates: bool = True) -> None:
        left = UnitsAxis(left_width)
        axes = {"left": left, "bottom": DateAxis()} if dates else {"left": left}
        # Without a word pyqtgraph makes a menu of a hundred widgets for each plot.
        super().__init__(
            parent, background=theme().colour("surface"), axisItems=axes, enableMenu=False
        )
        self.setFrameShape(self.Shape.NoFrame)
        # The chart that holds the plot takes the keys; a plot would be a stop without a name.
        for part in (self, self.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.layout.setContentsMargins(0, 0, 0, 0)
        view = item.getViewBox()
        view.setDefaultPadding(0)
        view.addItem(Grid(left), ignoreBounds=True)
        # pyqtgraph moves what lies in a view only while it is painted, which then happens twice.
        view.sigRangeChanged.connect(lambda *_: view.updateMatrix())
        self.sheet = Sheet(view)
        self._worn: tuple[str, float, str] | None = None

    def dress(self) -> bool:
        """Wear the look in force; return whether that is another one than before."""
        look = theme()
        wanted = look.name, look.scale, look.language
        if self._worn == wanted:
            return False
        self._worn = wanted
        self.setBackground(look.colour("surface"))
        for name in ("left", "bottom"):
            dress_axis(self.getPlotItem().getAxis(name))
        return True
