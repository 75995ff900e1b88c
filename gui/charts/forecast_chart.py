"""The forecast of one item: history, fan, median, other models and, below, the stock to come."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.demand import Frequency
from gui import figures
from gui.charts import marks
from gui.charts.axis import Grid, UnitsAxis, dress_axis, plot_widget
from gui.charts.hover import HoverCard, HoverLine
from gui.charts.legend import Legend, LegendEntry
from gui.charts.series import RANGES, ForecastSeries, days_since_1970, stock_level, summary
from gui.charts.stock_plot import StockPlot
from gui.redraw import Redraw
from gui.theme import theme

THICK_UNTIL = 500
"""Points up to which history is drawn a little thicker than 1 px."""

OTHERS_AT_MOST = 3


class ForecastChart(QWidget):
    """Shows a ``ForecastSeries``; the wheel zooms, dragging pans, the pointer or ← → reads values.

    ``pointed`` tells which period is read (its number, past first; −1 for none).
    """

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.series: ForecastSeries | None = None
        self.point = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.legend = Legend(self)
        self.plot = plot_widget(self)
        self.stock_heading = QLabel(self)
        self.stock = StockPlot(self)
        self.card = HoverCard(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.stock_heading)
        layout.addWidget(self.stock.plot)
        self.stock.plot.setXLink(self.plot.getPlotItem())
        view = self.plot.getPlotItem().getViewBox()
        view.setMouseEnabled(x=True, y=False)
        view.sigXRangeChanged.connect(self._fit_height)
        for plot in (self.plot, self.stock.plot):
            plot.scene().sigMouseMoved.connect(self._moved)
            plot.viewport().setMouseTracking(True)
            plot.viewport().installEventFilter(self)
        self._later = Redraw(self, self.redraw)
        theme().changed.connect(self._later.ask)
        self.density = 0.0
        """Device pixels in a pixel; 0 asks the screen."""
        self._labels: list[tuple[pg.TextItem, float]] = []
        self._beside: list[tuple[pg.TextItem, float]] = []
        self._read: list[pg.GraphicsObject] = []
        self.redraw()

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
        self.redraw()
        if series is not None and other_item:
            self.show_default()

    def redraw(self) -> None:
        """Draw everything again: after new values, another theme or another language."""
        self._later.done()
        item = self.plot.getPlotItem()
        seen = item.getViewBox().viewRange()[0]
        item.clear()
        self.card.hide()
        self._labels, self._beside, self._read = [], [], []
        self.plot.setBackground(theme().colour("surface"))
        left: UnitsAxis = item.getAxis("left")
        for axis in (left, item.getAxis("bottom")):
            dress_axis(axis)
        item.addItem(Grid(left), ignoreBounds=True)
        series = self.series
        self.stock_heading.setFont(theme().font("label"))
        self.stock_heading.setStyleSheet(f"color: {theme().colour('text_2').name()}")
        self.stock_heading.setText(self.tr("Units in stock, and what is coming"))
        stocked = series is not None and series.stock is not None
        self.stock_heading.setVisible(stocked)
        self.stock.plot.setVisible(stocked)
        item.showAxis("bottom", not stocked)
        if series is None:
            self.legend.show_entries(())
            return
        self._draw(series, item)
        self.stock.density = self.density
        self.stock.show_stock(series)
        self.setAccessibleName(self.tr("Forecast of {name}").format(name=series.name))
        self.setAccessibleDescription(summary(series))
        item.getViewBox().setXRange(*seen, padding=0)
        self._fit_height()

    def _draw(self, series: ForecastSeries, item: pg.PlotItem) -> None:
        colour, pencil = theme().chart, self._pencil(item)
        for start, end in series.stockouts:
            band = marks.Band(start, end, colour("stockout_fill"), colour("stockout"))
            item.addItem(band, ignoreBounds=True)
        x, tied = self._joined(series)
        for number, (_, token) in enumerate(RANGES):
            low, high = (np.concatenate([tied, edge]) for edge in series.bands[number])
            pencil.fan(x, low, high, colour(token), 1 + number)
            if number == 0:
                for edge in (low, high):
                    pencil.line(x, edge, colour("fan_80"), 1, (1, 2), z=1.5)
        width = 1.3 if len(series.days) <= THICK_UNTIL else 1
        self.history = pencil.line(series.days, series.units, colour("history"), width, z=5)
        entries = [LegendEntry("line", self.tr("sales")), LegendEntry("fan", self._fan_words())]
        if series.stockouts:
            entries.append(LegendEntry("stockout", self.tr("probably out of stock")))
        for token, name in model_tokens(tuple(series.others)):
            median = series.others[name]
            pencil.line(x, np.concatenate([tied, median]), colour(token), 1, marks.dash(token), z=6)
            pencil.dots(
                series.future_days,
                median,
                colour(token),
                marks.symbol(token),
                5,
                width=1,
                z=6.5,
            )
            entries.append(LegendEntry(token, figures.model_name(name, series.frequency)))
        median = np.concatenate([tied, series.median])
        pencil.line(x, median, theme().colour("surface"), 4.5, z=7)
        self.median = pencil.line(x, median, colour("forecast"), 2, z=8)
        pencil.upright(series.cutoff, colour("cutoff"))
        strong = theme().font("axis", 600)
        last_day = np.datetime64(int(series.cutoff) - 1, "D")
        until = self.tr("Sales to {day}").format(day=figures.short_day(last_day))
        self._label(pencil, until, colour("cutoff"), (1, 0), series.cutoff)
        self._label(pencil, self.tr("Forecast"), colour("forecast"), (0, 0), series.cutoff, strong)
        for start, end in series.stockouts:
            text = self.tr("Probably out of stock\n{start} – {end}").format(
                start=figures.short_day(np.datetime64(int(start), "D")),
                end=figures.short_day(np.datetime64(int(end) - 1, "D")),
            )
            self._beside.append((pencil.words(text, colour("stockout"), (0, 0)), end))
        self.legend.show_entries(entries)

    def _joined(self, series: ForecastSeries) -> tuple[np.ndarray, np.ndarray]:
        """Return the fan's x and the value it opens from: the last sale, where there is one."""
        if len(series.units) and np.isfinite(series.units[-1]):
            return np.concatenate([series.days[-1:], series.future_days]), series.units[-1:]
        return series.future_days, np.empty(0)

    def _fan_words(self) -> str:
        if figures.chinese():
            return self.tr("forecast, 50 · 80 · 95 %").replace(" %", "%")
        return self.tr("forecast, 50 · 80 · 95 %")

    def _pencil(self, item: pg.PlotItem) -> marks.Pencil:
        return marks.Pencil(item, self.density or self.devicePixelRatioF())

    def _label(
        self,
        pencil: marks.Pencil,
        text: str,
        colour: QColor,
        anchor: tuple[float, float],
        x: float,
        font: QFont | None = None,
    ) -> None:
        self._labels.append((pencil.words(text, colour, anchor, font), x))

    def _fit_height(self) -> None:
        """Fit the upright axis to what is seen and put the labels at its top."""
        series = self.series
        if series is None:
            return
        view = self.plot.getPlotItem().getViewBox()
        (low, high), _ = view.viewRange()
        past = series.units[(series.days >= low) & (series.days <= high)]
        ahead = (series.future_days >= low) & (series.future_days <= high)
        seen = [past[np.isfinite(past)], series.bands[0, 1][ahead]]
        seen += [median[ahead] for median in series.others.values()]
        every = np.concatenate(seen)
        top = max(float(every.max()) if len(every) else 1.0, 1.0) * 1.16
        view.setYRange(-0.03 * top, top, padding=0)
        for label, x in self._labels:
            label.setPos(x, top)
        self._place_beside(low, high, top)

    def _place_beside(self, low: float, high: float, top: float) -> None:
        """Put the words on stockouts right of their bands, where they meet no other words."""
        view = self.plot.getPlotItem().getViewBox()
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
        view = self.plot.getPlotItem().getViewBox()
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
        item = self.plot.getPlotItem()
        for mark in self._read:
            item.removeItem(mark)
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
        pencil = self._pencil(item)
        voice = "forecast" if ahead >= 0 else "history"
        self._read.append(pencil.upright(x, theme().colour("text_3"), (1, 3), z=19))
        if np.isfinite(y):
            self._read.append(pencil.dots([x], [y], theme().chart(voice), size=9, width=2, z=30))
        view = item.getViewBox()
        scene = view.mapViewToScene(QPointF(x, y if np.isfinite(y) else 0))
        place = self.plot.mapTo(self, self.plot.mapFromScene(scene))
        inside = QRect(self.plot.mapTo(self, QPoint(44, 4)), self.plot.size())
        inside.setRight(self.width() - 4)
        self.card.show_at(place, inside, self._period(point), self.values(point))

    def values(self, point: int) -> tuple[HoverLine, ...]:
        """Return the exact values of a period in words."""
        series = self.series
        if series is None:
            return ()
        ahead = point - len(series.days)
        if ahead < 0:
            units = series.units[point]
            if not np.isfinite(units):
                return (HoverLine("", self.tr("not on sale")),)
            out = any(a <= series.days[point] <= b for a, b in series.stockouts)
            text = self.tr("sold, probably out of stock") if out else self.tr("sold")
            return (HoverLine(figures.units(units), text),)
        low, high = series.bands[1, :, ahead]
        lines = [
            HoverLine(
                figures.units(series.median[ahead], 0 if series.median[ahead] >= 3 else 1),
                figures.percent(0.8)
                + self.tr(": {low}–{high}").format(
                    low=figures.units(low), high=figures.units(high)
                ),
                "forecast",
            )
        ]
        for name, median in list(series.others.items())[:OTHERS_AT_MOST]:
            lines.append(
                HoverLine(
                    figures.units(median[ahead]),
                    figures.model_name(name, series.frequency),
                    "text_2",
                )
            )
        if series.stock is not None:
            first = days_since_1970(series.stock.days[:1])[0]
            day = int(series.future_days[ahead] - first)
            if 0 <= day < len(series.stock.days):
                left = figures.units(float(stock_level(series.stock)[day]))
                lines.append(HoverLine(left, self.tr("in stock"), "text_2"))
        return tuple(lines)

    def _period(self, point: int) -> str:
        series = self.series
        if series is None:
            return ""
        ahead = point - len(series.days)
        day = series.future_first_days[ahead] if ahead >= 0 else series.first_days[point]
        return figures.period(day, series.frequency)

    def _moved(self, place: QPointF) -> None:
        series = self.series
        if series is None:
            return
        item = self.plot.getPlotItem()
        x = item.getViewBox().mapSceneToView(place).x()
        (low, high), _ = item.getViewBox().viewRange()
        if low <= x <= high:
            point = series.place(x)
            if point != self.point:
                self.read(point)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # noqa: N802
        """Hide the card when the pointer leaves; take the focus on a click."""
        if event.type() is QEvent.Type.Leave and not self.hasFocus():
            self.read(-1)
        elif event.type() is QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        return False

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """← → read, Shift with them pans, + − zoom, 0 shows all, Esc lets go."""
        series = self.series
        if series is None:
            super().keyPressEvent(event)
            return
        view = self.plot.getPlotItem().getViewBox()
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
            case Qt.Key.Key_Escape if self.point >= 0:
                self.read(-1)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802
        """Hide the card and the ring."""
        self.read(-1)
        self.update()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the focus ring."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._later.ask()
        super().changeEvent(event)

    # ---- twins

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return the chart's data as a table of text: a header, then a row a period."""
        series = self.series
        if series is None:
            return ()
        ranges = [figures.percent(share) for share, _ in reversed(RANGES)]
        header = [self.tr("Period begins"), self.tr("Sold"), self.tr("Forecast")]
        for name in ranges:
            header += [
                self.tr("{range} from").format(range=name),
                self.tr("{range} to").format(range=name),
            ]
        header += [figures.model_name(name, series.frequency) for name in series.others]
        rows = [tuple(header)]
        empty = ("",) * (len(header) - 2)
        for day, units in zip(series.first_days, series.units, strict=True):
            rows.append((str(day), figures.units(float(units)), *empty))
        for k, day in enumerate(series.future_first_days):
            cells = [str(day), "", figures.units(series.median[k], 1)]
            for number in reversed(range(len(RANGES))):
                cells += [figures.units(edge, 1) for edge in series.bands[number, :, k]]
            cells += [figures.units(median[k], 1) for median in series.others.values()]
            rows.append(tuple(cells))
        return tuple(rows)

    def picture(self, scale: float = 2.0) -> QImage:
        """Return the chart as it is on the screen, without pointer, at ``scale`` × its size."""
        self._later.now()
        self.read(-1)
        image = QImage(self.size() * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(theme().colour("surface"))
        self.render(image)
        return image


def model_tokens(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return (colour token, name) of the models drawn, at most three; last year's is grey."""
    free = iter(marks.MODEL_TOKENS[1:])
    return [
        ("m_naive" if name == "seasonal_naive" else next(free), name)
        for name in names[:OTHERS_AT_MOST]
    ]


def _zoomed(low: float, high: float, factor: float) -> tuple[float, float]:
    """Zoom about the right third, where the forecast begins."""
    middle = low + (high - low) * 0.66
    return middle - (middle - low) * factor, middle + (high - middle) * factor


def half_year(frequency: Frequency) -> float:
    """Return the days of history that the button "6 m" shows."""
    return 183.0 if frequency is not Frequency.MONTHLY else 365.25
