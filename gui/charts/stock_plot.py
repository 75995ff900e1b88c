"""Projected stock with arrivals, under the forecast on the same time axis or alone."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.restocking.simulation import StockProjection
from gui import figures
from gui.charts import marks
from gui.charts.axis import Grid, dress_axis, plot_widget
from gui.charts.series import ForecastSeries, days_since_1970, stock_level
from gui.theme import theme


class StockPlot:
    """The plot of a ``StockProjection``; ``plot`` is the widget."""

    def __init__(self, parent: QWidget, height: int = 150, left_width: int = 40) -> None:
        self.plot = plot_widget(parent, left_width)
        self.plot.setFixedHeight(height)
        self.density = 0.0
        self.plot.getPlotItem().getViewBox().setMouseEnabled(x=True, y=False)

    def show_stock(self, series: ForecastSeries) -> None:
        """Draw the stock of ``series``, or nothing where it is unknown."""
        item = self._cleared()
        pencil = self._pencil()
        stock = series.stock
        if stock is None:
            return
        colour = theme().chart
        days, median = days_since_1970(stock.days), stock_level(stock)
        pencil.fan(days, np.zeros_like(median), median, colour("fan_95"), 1)
        pencil.line(days, median, colour("forecast"), 1.6, z=4)
        pencil.line(days, stock_level(stock, 0.1), colour("forecast"), 1, (3, 3), z=3)
        pencil.upright(series.cutoff, colour("cutoff"))
        empty = first_empty_span(stock)
        if empty is not None:
            band = marks.Band(*empty, colour("stockout_fill"), colour("stockout"))
            item.addItem(band, ignoreBounds=True)
        ends = days[[0, -1]]
        if stock.safety_stock > 0:
            level = np.full(2, stock.safety_stock)
            pencil.line(ends, level, colour("safety"), 1, (6, 4), z=2)
            text = QCoreApplication.translate("StockPlot", "safety stock {units}").format(
                units=figures.units(stock.safety_stock)
            )
            label = pencil.words(text, colour("safety"), (1, 0.5), fill=theme().colour("surface"))
            label.setPos(days[0] - 1, stock.safety_stock)
        top = self._arrivals(stock, max(float(median.max()), stock.safety_stock, 1.0))
        item.getViewBox().setYRange(-0.08 * top, top, padding=0)

    def show_order(self, stock: StockProjection) -> None:
        """Draw the stock with the order (range and median) and without it."""
        item = self._cleared()
        pencil = self._pencil()
        colour = theme().chart
        days, high = days_since_1970(stock.days), stock_level(stock, 0.9)
        pencil.fan(days, stock_level(stock, 0.1), high, colour("fan_80"), 1)
        pencil.line(days, stock_level(stock), colour("forecast"), 2, z=4)
        if any(arrival.kind == "advised" for arrival in stock.arrivals):
            without = stock_level(stock, ordered=False)
            pencil.line(days, without, colour("m_naive"), 1.2, (3, 3), z=3)
        top = self._arrivals(stock, max(float(high.max()), 1.0))
        view = item.getViewBox()
        view.setYRange(-0.08 * top, top, padding=0)
        view.setXRange(days[0], days[-1], padding=0)

    def _pencil(self) -> marks.Pencil:
        item = self.plot.getPlotItem()
        return marks.Pencil(item, self.density or self.plot.devicePixelRatioF())

    def _cleared(self) -> pg.PlotItem:
        item = self.plot.getPlotItem()
        item.clear()
        self.plot.setBackground(theme().colour("surface"))
        left = item.getAxis("left")
        for axis in (left, item.getAxis("bottom")):
            dress_axis(axis)
        item.addItem(Grid(left), ignoreBounds=True)
        return item

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
            pencil.words(text, colour("order"), anchor).setPos(days[0], top)
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
