"""What is done to a chart with the pointer held down: a point of the forecast is dragged to another
height, or a span of the past is marked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGraphicsItem

from gui.charts import marks
from gui.charts.plot import Plot
from gui.charts.series import ForecastSeries
from gui.charts.sheet import Band, Dots
from gui.theme import theme

GRIP = 10
"""How near to a point of the forecast the pointer takes hold of it (px)."""


class Hand(QObject):
    """Follows the pointer over the plot of a ``ForecastSeries``."""

    dragged = Signal(int, float)
    """(period ahead, units) a point of the forecast was dragged to another height."""
    spanned = Signal(int, int)
    """(first, last period of the past) a span was drawn while ``marking``."""

    def __init__(self, plot: Plot, pencil: Callable[[], marks.Pencil], parent: QObject) -> None:
        super().__init__(parent)
        self._plot, self._pencil = plot, pencil
        self._series: ForecastSeries | None = None
        self.changeable = False
        """Whether points of the forecast can be dragged."""
        self.marking = False
        """Whether dragging over the past draws a span, in place of moving the chart."""
        self._held = -1
        self._begun = -1
        self._ghost: Dots | None = None
        self._band: Band | None = None

    def follow(self, series: ForecastSeries | None) -> None:
        """The plot was cleared, and what was drawn on it with it: it shows ``series`` now."""
        self._series = series
        self._ghost = self._band = None
        self._held = self._begun = -1

    def take(self, event: QMouseEvent) -> bool:
        """Do what the pointer says; True where the chart is not to move with it."""
        series, view = self._series, self._plot.view
        if series is None:
            return False
        place = view.mapSceneToView(self._plot.mapToScene(event.position().toPoint()))
        kind, period = event.type(), series.place(place.x())
        pressed = kind is QEvent.Type.MouseButtonPress
        left = pressed and event.button() is Qt.MouseButton.LeftButton
        if left and self.marking and period < len(series.days):
            self._begun = period
            self._show_span(period)
            return True
        if left and self.changeable and self._grips(period - len(series.days), event.position()):
            self._held = period - len(series.days)
            return True
        if self._begun >= 0:
            self._draw_span(kind, min(period, len(series.days) - 1))
            return True
        if self._held >= 0:
            self._drag(kind, max(0.0, round(place.y())))
            return True
        return False

    def _grips(self, ahead: int, at: QPointF) -> bool:
        series, plot = self._series, self._plot
        if series is None or ahead < 0:
            return False
        view = plot.view
        point = QPointF(series.future_days[ahead], series.median[ahead])
        seen = plot.mapFromScene(view.mapViewToScene(point))
        return bool((QPointF(seen) - at).manhattanLength() <= GRIP)

    def _drag(self, kind: QEvent.Type, units: float) -> None:
        if kind is QEvent.Type.MouseMove:
            self._show_held(self._held, units)
        elif kind is QEvent.Type.MouseButtonRelease:
            held, self._held = self._held, -1
            self._show_held(-1, 0.0)
            self.dragged.emit(held, units)

    def _draw_span(self, kind: QEvent.Type, period: int) -> None:
        if kind is QEvent.Type.MouseMove:
            self._show_span(period)
        elif kind is QEvent.Type.MouseButtonRelease:
            begun, self._begun = self._begun, -1
            self._clear(self._band)
            self._band = None
            self.spanned.emit(min(begun, period), max(begun, period))

    def _show_held(self, ahead: int, units: float) -> None:
        self._clear(self._ghost)
        self._ghost = None
        series = self._series
        if ahead >= 0 and series is not None:
            colour, days = theme().chart("override"), series.future_days
            self._ghost = self._pencil().dots([days[ahead]], [units], colour, "d", 12, colour)

    def _show_span(self, period: int) -> None:
        self._clear(self._band)
        series = self._series
        if series is None:
            return
        first, last = sorted((self._begun, period))
        half = series.frequency.days / 2
        colour = theme().chart("override")
        self._band = self._pencil().band(
            float(series.days[first] - half),
            float(series.days[last] + half),
            theme().colour("yours_soft"),
            colour,
        )

    def _clear(self, mark: QGraphicsItem | None) -> None:
        if mark is not None:
            self._plot.sheet.take(mark)
