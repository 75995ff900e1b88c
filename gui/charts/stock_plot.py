"""Projected stock with arrivals, under the forecast on the same time axis or alone."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.restocking.orders.simulation import StockProjection
from core.restocking.replay.past_stock import PastStock
from gui import figures
from gui.charts import marks
from gui.charts.plot import Plot
from gui.charts.series import ForecastSeries, days_since_1970, stock_level
from gui.charts.sheet import Words
from gui.theme import theme


class StockPlot:
    """The plot of a ``StockProjection``; ``plot`` is the widget."""

    def __init__(self, parent: QWidget, height: int = 150, left_width: int = 40) -> None:
        self.plot = Plot(parent, left_width)
        self.plot.setFixedHeight(height)
        self.density = 0.0
        self._past: PastStock | None = None
        self._highest = 1.0
        self._labels: list[tuple[Words, float]] = []
        view = self.plot.view
        view.setMouseEnabled(x=True, y=False)
        view.sigXRangeChanged.connect(self._fit_height)

    def show_stock(self, series: ForecastSeries) -> None:
        """Draw the stock of ``series`` until today and from then on, as far as it is known."""
        self._cleared()
        self._past = series.past_stock
        if self._past is not None:
            self._draw_past(self._past)
        if series.stock is not None:
            self._highest = self._draw_future(series.stock)
        self._pencil().upright(series.cutoff, theme().chart("cutoff"))
        self._fit_height()

    def _draw_past(self, past: PastStock) -> None:
        """Draw a thin grey step: stock is what it was at the end of the day before."""
        pencil, colour = self._pencil(), theme().chart
        days = days_since_1970(past.days) + 1
        x, y = np.repeat(days, 2)[1:], np.repeat(past.stock, 2)[:-1]
        pencil.line(x, y, colour("raw"), 1.2, z=3)
        if len(past.received):
            at = days_since_1970(past.received)
            pencil.dots(at, np.zeros(len(at)), colour("raw"), "t1", 9, colour("raw"), z=12)

    def _draw_future(self, stock: StockProjection) -> float:
        """Draw what is to come; return the height that it needs."""
        pencil, colour = self._pencil(), theme().chart
        days, median = days_since_1970(stock.days), stock_level(stock)
        pencil.fan(days, np.zeros_like(median), median, colour("fan_95"), 1)
        pencil.line(days, median, colour("forecast"), 1.6, z=4)
        pencil.line(days, stock_level(stock, 0.1), colour("forecast"), 1, (3, 3), z=3)
        empty = first_empty_span(stock)
        if empty is not None:
            pencil.band(*empty, colour("stockout_fill"), colour("stockout"))
        if stock.safety_stock > 0:
            level = np.full(2, stock.safety_stock)
            pencil.line(days[[0, -1]], level, colour("safety"), 1, (6, 4), z=2)
            text = QCoreApplication.translate("StockPlot", "safety stock {units}").format(
                units=figures.units(stock.safety_stock)
            )
            label = pencil.words(text, colour("safety"), (1, 0.5), fill=theme().colour("surface"))
            label.setPos(days[0] - 1, stock.safety_stock)
        return self._arrivals(stock, max(float(median.max()), stock.safety_stock, 1.0))

    def _fit_height(self) -> None:
        """Fit the upright axis to the past that is seen, and to all that is to come."""
        view = self.plot.view
        (low, high), _ = view.viewRange()
        top = self._highest
        if self._past is not None:
            days = days_since_1970(self._past.days) + 1
            first, last = np.searchsorted(days, [low, high])
            seen = self._past.stock[max(first - 1, 0) : last]
            top = max(top, 1.12 * float(seen.max())) if len(seen) else top
        view.setYRange(-0.08 * top, top, padding=0)
        for label, x in self._labels:
            label.setPos(x, top)

    def show_order(self, stock: StockProjection) -> None:
        """Draw the stock with the order (range and median) and without it."""
        pencil = self._cleared()
        colour = theme().chart
        days, high = days_since_1970(stock.days), stock_level(stock, 0.9)
        pencil.fan(days, stock_level(stock, 0.1), high, colour("fan_80"), 1)
        pencil.line(days, stock_level(stock), colour("forecast"), 2, z=4)
        if any(arrival.kind == "advised" for arrival in stock.arrivals):
            without = stock_level(stock, ordered=False)
            pencil.line(days, without, colour("m_naive"), 1.2, (3, 3), z=3)
        self._highest = self._arrivals(stock, max(float(high.max()), 1.0))
        self.plot.view.setXRange(days[0], days[-1], padding=0)
        self._fit_height()

    def _pencil(self) -> marks.Pencil:
        return marks.Pencil(self.plot.sheet, self.density or self.plot.devicePixelRatioF())

    def _cleared(self) -> marks.Pencil:
        self.plot.sheet.clear()
        self.plot.dress()
        self._past, self._highest, self._labels = None, 1.0, []
        return self._pencil()

    def _arrivals(self, stock: StockProjection, highest: float) -> float:
        """Mark what comes in with triangles on the zero line; return the top the axis needs."""
        pencil, colour = self._pencil(), theme().chart
        top = highest * (1.45 if stock.arrivals else 1.12)
        first, last = days_since_1970(stock.days[[0, -1]])
        by_day: dict[float, list[float]] = {}
        for arrival in stock.arrivals:
            day = float(days_since_1970(np.array([arrival.day]))[0])
            if not first <= day <= last:
                continue
            later = arrival.kind == "planned"
            if not later:  # orders of later reviews are marked, not named: there are many
                by_day.setdefault(day, []).append(arrival.units)
            placed = arrival.kind == "ordered"
            fill = colour("order") if placed else theme().colour("surface")
            height = [0.06 * top]
            size = 8 if later else 11
            pencil.dots([day], height, colour("order"), "t1", size, fill, 1.6, z=12)
        for days in _close_together(sorted(by_day), CLOSE * (last - first)):
            lines = [
                QCoreApplication.translate("StockPlot", "+{units} arrives\n{day}").format(
                    units=" +".join(figures.units(q) for q in by_day[day]),
                    day=figures.short_day(np.datetime64(int(day), "D")),
                )
                for day in days
            ]
            # Two labels side by side would run into each other: then a line each, one label.
            text = lines[0] if len(lines) == 1 else "\n".join(x.replace("\n", " ") for x in lines)
            share = (days[0] - first) / (last - first)
            anchor = (0.0 if share < 0.15 else 1.0 if share > 0.85 else 0.5, 0.0)
            self._labels.append((pencil.words(text, colour("order"), anchor), days[0]))
        return top


CLOSE = 0.3
"""Share of the axis within which the labels of two deliveries would overlap."""


def _close_together(days: list[float], reach: float) -> list[list[float]]:
    """Return ascending days in groups that begin less than ``reach`` after their first day."""
    groups: list[list[float]] = []
    for day in days:
        if groups and day - groups[-1][0] < reach:
            groups[-1].append(day)
        else:
            groups.append([day])
    return groups


def first_empty_span(stock: StockProjection) -> tuple[float, float] | None:
    """Return the first span (days since 1970) in which P10 touches zero; None if it never does."""
    empty = stock_level(stock, 0.1) <= 0.5
    if not empty.any():
        return None
    first = int(empty.argmax())
    later = np.flatnonzero(~empty[first:])
    last = first + int(later[0]) if len(later) else len(empty) - 1
    days = days_since_1970(stock.days)
    return float(days[first]), float(max(days[last], days[first] + 1))
