"""The forecast of one item: history, fan, median, other models and, below, the stock to come."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QLabel, QVBoxLayout, QWidget

from core.forecasting.decomposition import Decomposition
from core.frequency import Frequency
from gui.charts import marks
from gui.charts.events import EventRail
from gui.charts.forecast_drawing import draw
from gui.charts.forecast_words import period_words, table, values
from gui.charts.hand import Hand
from gui.charts.hover import HoverCard, HoverLine
from gui.charts.legend import Legend
from gui.charts.line import Line
from gui.charts.overview import Overview
from gui.charts.parts_plot import PartsPlot
from gui.charts.plot import Plot
from gui.charts.series import ForecastSeries, summary
from gui.charts.sheet import Words
from gui.charts.stock_plot import StockPlot
from gui.painted import painted
from gui.redraw import Redraw
from gui.theme import theme

BELOW, LOWEST, HIGHEST = 0.32, 84, 150
"""Share of the height that the plot below takes, and its least and greatest height (px)."""

OVERVIEW_FROM = 330
"""Height of the chart (px at 100 %) from which all of the history is shown as a strip."""


class ForecastChart(QWidget):
    """Shows a ``ForecastSeries``; the wheel zooms, dragging pans, the pointer or ← → reads values.

    ``pointed`` tells which period is read (its number, past first; −1 for none).
    """

    pointed = Signal(int)
    change_asked = Signal(int)
    """(period ahead) Enter: the forecast of the period that is read is to be changed."""
    mark_asked = Signal(int)
    """(period of the past) M: something is to be said of the period that is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.series: ForecastSeries | None = None
        self.point = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.legend = Legend(self)
        self.rail = EventRail(self)
        self.plot = Plot(self)
        self.stock_heading = QLabel(self)
        self.stock = StockPlot(self)
        self.parts = PartsPlot(self)
        self._decomposition: Decomposition | None = None
        self.overview = Overview(self)
        self.card = HoverCard(self)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(2, 2, 2, 2)
        self.box.setSpacing(2)
        self.box.addWidget(self.legend)
        self.box.addWidget(self.rail)
        self.box.addWidget(self.plot, 1)
        self.box.addWidget(self.stock_heading)
        self.box.addWidget(self.stock.plot)
        self.box.addWidget(self.parts.plot)
        self.box.addWidget(self.overview)
        for below in (self.stock.plot, self.parts.plot):
            below.view.setXLink(self.plot.view)
        view = self.plot.view
        view.setMouseEnabled(x=True, y=False)
        view.sigXRangeChanged.connect(self._fit_height)
        self.overview.moved.connect(lambda low, high: view.setXRange(low, high, padding=0))
        for plot in (self.plot, self.stock.plot, self.parts.plot):
            plot.scene().sigMouseMoved.connect(self._moved)
            plot.viewport().setMouseTracking(True)
            plot.viewport().installEventFilter(self)
        self._later = Redraw(self, self.redraw)
        theme().changed.connect(self._later.ask)
        self.density = 0.0
        """Device pixels in a pixel; 0 asks the screen."""
        self._labels: tuple[tuple[Words, float], ...] = ()
        self._beside: tuple[tuple[Words, float], ...] = ()
        self._read: list[QGraphicsItem] = []
        self.hand = Hand(self.plot, self.pencil, self)
        self.recorded: Line | None = None
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """On a low chart what lies below the forecast gives way to it."""
        super().resizeEvent(event)
        share = round(BELOW * self.height())
        for below in (self.stock.plot, self.parts.plot):
            below.setFixedHeight(max(LOWEST, min(share, HIGHEST)))
        self.overview.find_room(self.height() > OVERVIEW_FROM * theme().scale)

    # ---- what is shown

    def show_series(self, series: ForecastSeries | None) -> None:
        """Show an item; the time range goes back to history twice as long as the forecast."""
        other_item = (
            self.series is None
            or series is None
            or (self.series.item, self.series.store) != (series.item, series.store)
            or self.series.cutoff != series.cutoff
        )
        self.series = series
        self.point = -1
        if other_item:
            self._decomposition = None
        self.redraw()
        if series is not None and other_item:
            self.show_default()

    def redraw(self) -> None:
        """Draw everything again: after new values, another theme or another language."""
        self._later.done()
        seen = self.plot.view.viewRange()[0]
        self.plot.sheet.clear()
        self.card.hide()
        self.hand.follow(self.series)
        self._labels, self._beside, self._read = (), (), []
        if self.plot.dress():
            self.stock_heading.setFont(theme().font("label"))
            self.stock_heading.setStyleSheet(f"color: {theme().colour('text_2').name()}")
        series = self.series
        self.stock_heading.setText(self.tr("Units in stock, and what is coming"))
        self._show_below()
        if series is None:
            self.legend.show_entries(())
            self.rail.show_events(())
            self.overview.show_history(None)
            return
        drawn = draw(series, self.pencil())
        self.history, self.median = drawn.history, drawn.median
        self.recorded = drawn.recorded
        self._labels, self._beside = drawn.labels, drawn.beside
        self.legend.show_entries(drawn.entries)
        self.rail.show_events(series.events)
        self.stock.density = self.density
        self.stock.show_stock(series)
        self.setAccessibleName(self.tr("Forecast of {name}").format(name=series.name))
        self.setAccessibleDescription(summary(series))
        self.overview.show_history(series)
        self.plot.view.setXRange(*seen, padding=0)
        self._fit_height()

    def show_parts(self, parts: Decomposition | None) -> None:
        """Show level, season and rest below, in place of the stock; None shows the stock again."""
        self._decomposition = parts
        self._show_below()

    def _show_below(self) -> None:
        series, parts = self.series, self._decomposition
        apart = series is not None and parts is not None and len(parts.level) == len(series)
        stocked = not apart and series is not None and series.stocked
        self.stock_heading.setVisible(stocked)
        self.stock.plot.setVisible(stocked)
        self.parts.plot.setVisible(apart)
        self.plot.dates.take_room(not stocked and not apart)
        if series is not None and parts is not None and apart:
            self.parts.density = self.density
            self.parts.show_parts(series, parts)

    def pencil(self) -> marks.Pencil:
        """Return what draws on the plot."""
        return marks.Pencil(self.plot.sheet, self.density or self.devicePixelRatioF())

    def _fit_height(self) -> None:
        """Fit the upright axis to what is seen and put the labels at its top."""
        series = self.series
        if series is None:
            return
        view = self.plot.view
        (low, high), _ = view.viewRange()
        self.rail.show_range(low, high)
        self.overview.show_range(low, high)
        ahead = (series.future_days >= low) & (series.future_days <= high)
        seen = [series.bands[0, 1][ahead], *(median[ahead] for median in series.others.values())]
        highest = [float(values.max()) for values in seen if len(values)]
        lines = (self.history, self.recorded) if self.recorded is not None else (self.history,)
        highest += [line.highest(low, high) for line in lines]
        top = max(1.0, *(value for value in highest if np.isfinite(value)), 1.0) * 1.16
        view.setYRange(-0.03 * top, top, padding=0)
        for label, x in self._labels:
            label.setPos(x, top)
        self._place_beside(low, high, top)

    def _place_beside(self, low: float, high: float, top: float) -> None:
        """Put the words on stockouts right of their bands, where they meet no other words."""
        view = self.plot.view
        pixels = view.width() / (high - low)
        until = self._labels[0]
        free_until = until[1] - until[0].boundingRect().width() / pixels
        free_from = low
        for label, end in self._beside:
            width = label.boundingRect().width() / pixels
            fits = end >= free_from and end + width <= free_until
            label.setVisible(fits)
            if fits:
                label.setPos(end, top)
                free_from = end + width

    # ---- time range

    def show_default(self) -> None:
        """Show history twice as long as the forecast, and the forecast."""
        if self.series is not None:
            ahead = self._end() - self.series.cutoff
            self.show_range(self.series.cutoff - 2 * ahead)

    def show_days(self, days: float) -> None:
        """Show the last ``days`` of history, and the forecast."""
        if self.series is not None:
            self.show_range(self.series.cutoff - days)

    def show_all(self) -> None:
        """Show everything."""
        if self.series is not None:
            self.show_range(-np.inf)

    def show_range(self, start: float) -> None:
        """Show from ``start`` (days since 1970) to the end of the forecast."""
        series = self.series
        if series is None:
            return
        view = self.plot.view
        first, end = self._start(), self._end()
        room = 0.05 * (end - first)
        view.setLimits(
            xMin=first - room,
            xMax=end + room,
            minXRange=min(5 * series.frequency.days, end - first),
            maxXRange=end - first + 2 * room,
        )
        view.setXRange(max(first, start), end, padding=0)
        self._fit_height()

    def _start(self) -> float:
        series = self.series
        if series is None:
            return 0.0
        return float(series.days[0] if len(series.days) else series.cutoff) - series.frequency.days

    def _end(self) -> float:
        series = self.series
        return float(series.future_days[-1] + series.frequency.days / 2) if series else 1.0

    # ---- reading values

    def read(self, point: int) -> None:
        """Show the exact values of a period (past first, then future); −1 shows none."""
        for mark in self._read:
            self.plot.sheet.take(mark)
        self._read = []
        self.point = point
        self.pointed.emit(point)
        series = self.series
        if series is None or point < 0:
            self.card.hide()
            return
        ahead = point - len(series.days)
        x = float(series.future_days[ahead] if ahead >= 0 else series.days[point])
        y = float(series.median[ahead] if ahead >= 0 else series.units[point])
        pencil = self.pencil()
        voice = "forecast" if ahead >= 0 else "history"
        self._read.append(pencil.upright(x, theme().colour("text_3"), (1, 3), z=19))
        if np.isfinite(y):
            self._read.append(pencil.dots([x], [y], theme().chart(voice), size=9, width=2, z=30))
        scene = self.plot.view.mapViewToScene(QPointF(x, y if np.isfinite(y) else 0))
        place = self.plot.mapTo(self, self.plot.mapFromScene(scene))
        inside = QRect(self.plot.mapTo(self, QPoint(44, 4)), self.plot.size())
        inside.setRight(self.width() - 4)
        self.card.show_at(place, inside, period_words(series, point), values(series, point))

    def _moved(self, place: QPointF) -> None:
        series = self.series
        if series is None:
            return
        view = self.plot.view
        x = view.mapSceneToView(place).x()
        (low, high), _ = view.viewRange()
        if low <= x <= high:
            point = series.place(x)
            if point != self.point:
                self.read(point)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Hide the card when the pointer leaves; take the focus on a click."""
        if event.type() is QEvent.Type.Leave and not self.hasFocus():
            self.read(-1)
        elif event.type() is QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        if watched is self.plot.viewport() and isinstance(event, QMouseEvent):
            return self.hand.take(event)
        return False

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """← → read, Shift with them pans, + − zoom, 0 shows all, Esc lets go."""
        series = self.series
        if series is None:
            super().keyPressEvent(event)
            return
        view = self.plot.view
        (low, high), _ = view.viewRange()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key:
                sign = 1 if key == Qt.Key.Key_Right else -1
                if shift:
                    view.translateBy(x=sign * 0.1 * (high - low))
                else:
                    start = self.point if self.point >= 0 else len(series.days) - (sign < 0)
                    here = start + sign if self.point >= 0 else start
                    self.read(max(0, min(here, len(series) - 1)))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                view.setXRange(*_zoomed(low, high, 0.8), padding=0)
            case Qt.Key.Key_Minus:
                view.setXRange(*_zoomed(low, high, 1.25), padding=0)
            case Qt.Key.Key_0:
                self.show_all()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.point >= len(series.days):
                self.change_asked.emit(self.point - len(series.days))
            case Qt.Key.Key_M if 0 <= self.point < len(series.days):
                self.mark_asked.emit(self.point)
            case Qt.Key.Key_E:
                self.next_event()
            case Qt.Key.Key_Escape if self.point >= 0:
                self.read(-1)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the card and the ring."""
        self.read(-1)
        self.update()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the focus ring."""
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._later.ask()
        super().changeEvent(event)

    def next_event(self) -> None:
        """Read the next event after the period that is read, or the first one seen."""
        series = self.series
        if series is None or not series.events:
            return
        (low, high), _ = self.plot.view.viewRange()
        days = np.concatenate([series.days, series.future_days])
        here = days[self.point] if self.point >= 0 else low
        ahead = [event.start for event in series.events if event.start > here + 0.5]
        if not ahead:
            ahead = [event.start for event in series.events if event.end > low]
        if ahead:
            start = min(ahead)
            if not low <= start <= high:
                view = self.plot.view
                view.translateBy(x=start - (low + high) / 2)
            self.read(series.place(start + series.frequency.days / 2))

    # ---- twins

    def values(self, point: int) -> tuple[HoverLine, ...]:
        """Return the exact values of a period in words."""
        return values(self.series, point) if self.series is not None else ()

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return the chart's data as a table of text: a header, then a row a period."""
        return table(self.series) if self.series is not None else ()

    def picture(self, scale: float = 2.0) -> QImage:
        """Return the chart as it is on the screen, without pointer, at ``scale`` × its size."""
        self._later.now()
        self.read(-1)
        image = QImage(self.size() * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(theme().colour("surface"))
        self.render(image)
        return image


def _zoomed(low: float, high: float, factor: float) -> tuple[float, float]:
    """Zoom about the right third, where the forecast begins."""
    middle = low + (high - low) * 0.66
    return middle - (middle - low) * factor, middle + (high - middle) * factor


def half_year(frequency: Frequency) -> float:
    """Return the days of history that the button "6 m" shows."""
    return 183.0 if frequency is not Frequency.MONTHLY else 365.25
