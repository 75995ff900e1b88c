"""What money buys: margin kept against budget; the slider below is the chart's axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from gui import figures
from gui.charts.axis import round_steps
from gui.painted import painted
from gui.theme import theme

Floats = NDArray[np.float64]

STEPS = 400
"""Positions of the slider between nothing and the whole plan."""

SETTLED_MS = 250
"""After the last key, before a budget counts as chosen."""

HANDLE = 8
"""Half the width of the slider's handle (px)."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """What budgets buy: (k) cost and (k) margin kept by it, both rising, in currency.

    The first point is what is spent already, the last the whole plan.
    """

    cost: Floats
    kept: Floats
    currency: str = ""

    @property
    def whole(self) -> float:
        """Cost of the whole plan."""
        return float(self.cost[-1])

    def kept_at(self, budget: float) -> float:
        """Return the margin that a budget keeps."""
        return float(np.interp(budget, self.cost, self.kept))


def round_down(value: float, whole: float) -> float:
    """Return a budget in steps as people say them: a two-hundredth of the whole, rounded."""
    step = 10.0 ** np.floor(np.log10(max(whole, 1.0) / 200)) if whole > 200 else 1.0
    return float(np.floor(value / step + 1e-9) * step)


def summary(frontier: Frontier, budget: float | None) -> str:
    """Say what one more unit of money keeps here, and what the first quarter kept."""
    whole, spent = frontier.whole, float(frontier.cost[0])
    if whole - spent <= 0:
        return QCoreApplication.translate("FrontierChart", "Nothing is open to be cut.")
    quarter = spent + 0.25 * (whole - spent)
    first = (frontier.kept_at(quarter) - float(frontier.kept[0])) / (quarter - spent)
    if budget is None or budget >= whole:
        last = (float(frontier.kept[-1]) - frontier.kept_at(0.75 * whole + 0.25 * spent)) / (
            0.25 * (whole - spent)
        )
        return QCoreApplication.translate(
            "FrontierChart",
            "No limit: all needs are met. The last {part} keeps {last} for each {spent}, "
            "the first {first}.",
        ).format(
            part=figures.money(0.25 * (whole - spent), frontier.currency),
            last=_each(last, frontier),
            spent=_spent(frontier),
            first=_each(first, frontier),
        )
    width = 0.03 * (whole - spent)
    here = (frontier.kept_at(budget + width) - frontier.kept_at(budget - width)) / (2 * width)
    return QCoreApplication.translate(
        "FrontierChart",
        "Here {spent} more keeps {here} of margin. The first {quarter} kept {first} for each "
        "{spent}.",
    ).format(
        spent=_spent(frontier),
        here=_each(here, frontier),
        quarter=figures.money(quarter - spent, frontier.currency),
        first=_each(first, frontier),
    )


def _spent(frontier: Frontier) -> str:
    """Return what gains are told of: one of the currency, a hundred where its name is not known,
    for "0.03 for each 1" says little."""
    return figures.money(1 if frontier.currency else 100, frontier.currency)


def _each(share: float, frontier: Frontier) -> str:
    if frontier.currency:
        return figures.money(share, frontier.currency, 2)
    return figures.money(100 * share, "", 0)


class FrontierChart(QWidget):
    """The frontier with the budget in force; dragging, keys and clicks move it."""

    moved = Signal(float)
    """(budget) while it is dragged; the whole plan's cost for no limit."""
    chosen = Signal(float)
    """(budget) it stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frontier: Frontier | None = None
        self.budget = 0.0
        self._low = False
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, STEPS)
        self.slider.setSingleStep(STEPS // 100)
        self.slider.setPageStep(STEPS // 10)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(self._settle)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._settle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._follow)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A low, wide picture; lower still where there is little room."""
        return QSize(260, round((88 if self._low else 176) * min(theme().scale, 1.5)))

    def set_low(self, low: bool) -> None:
        """Draw with less height, or with all of it."""
        if low != self._low:
            self._low = low
            self.updateGeometry()

    def show_frontier(self, frontier: Frontier | None, budget: float | None) -> None:
        """Show a frontier with the budget in force, None for no limit."""
        self.frontier = frontier
        self.slider.setEnabled(frontier is not None and frontier.whole > float(frontier.cost[0]))
        if frontier is None:
            self.update()
            return
        self.budget = frontier.whole if budget is None else min(budget, frontier.whole)
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(STEPS * self.budget / max(frontier.whole, 1e-9)))
            self.slider.blockSignals(False)
        self._describe()
        self.update()

    def _describe(self) -> None:
        name = QCoreApplication.translate("FrontierChart", "Budget")
        self.slider.setAccessibleName(name)
        self.setAccessibleName(name)
        if self.frontier is not None:
            self.setAccessibleDescription(summary(self.frontier, self.budget))
            self.slider.setAccessibleDescription(figures.money(self.budget, self.frontier.currency))

    def _follow(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _slid(self, value: int) -> None:
        if self.frontier is None:
            return
        whole = self.frontier.whole
        self.budget = whole if value >= STEPS else round_down(whole * value / STEPS, whole)
        self._describe()
        self.update()
        self.moved.emit(self.budget)
        if not self.slider.isSliderDown():
            self._settled.start()

    def _settle(self) -> None:
        self._settled.stop()
        if self.frontier is not None:
            self.chosen.emit(self.budget)

    # ---- geometry and paint

    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(theme().font("axis"))
        left = metrics.horizontalAdvance("88.8k") + 8
        bottom = self.slider.sizeHint().height() + metrics.height() + 8
        return QRectF(left, 6, self.width() - left - HANDLE - 4, self.height() - bottom - 8)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the slider exactly under the plot."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        plot, height = self._plot(), self.slider.sizeHint().height() + 2
        self.slider.setGeometry(
            round(plot.left()) - HANDLE,
            self.height() - height,
            round(plot.width()) + 2 * HANDLE,
            height,
        )

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint grid, frontier, what is bought, and the budget's upright."""
        frontier = self.frontier
        if frontier is None or frontier.whole <= 0:
            return
        look, plot = theme(), self._plot()
        top = max(float(frontier.kept[-1]) * 1.08, 1e-9)

        def at(cost: float, kept: float) -> QPointF:
            return QPointF(
                plot.left() + plot.width() * cost / frontier.whole,
                plot.bottom() - plot.height() * kept / top,
            )

        font = look.font("axis")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for step in round_steps(top, 2 if self._low else 3):
            y = at(0, step).y()
            painter.setPen(QPen(look.chart("grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.chart("axis"))
            words = figures.compact(step)
            painter.drawText(
                QRectF(0, y - 8, plot.left() - 6, 16),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                words,
            )
        self._paint_scale(painter, plot, metrics, at(0, 0).y())
        points = [at(c, k) for c, k in zip(frontier.cost, frontier.kept, strict=True)]
        here = at(self.budget, frontier.kept_at(self.budget))
        bought = [p for p in points if p.x() <= here.x()]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.chart("fan_95"))
        ground = plot.bottom()
        painter.drawPolygon(
            QPolygonF([QPointF(points[0].x(), ground), *bought, here, QPointF(here.x(), ground)])
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.chart("forecast"), 1.6))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(look.chart("forecast"), 1))
        painter.drawLine(QPointF(here.x(), plot.top()), QPointF(here.x(), self.height() - 12))
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("text_2"), 1.3))
        painter.drawRect(QRectF(points[-1].x() - 4, points[-1].y() - 4, 8, 8))
        painter.setPen(QPen(look.chart("forecast"), 2))
        painter.drawEllipse(here, 4.5, 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if here.x() < plot.left() + 0.7 * plot.width():
            painter.setPen(look.chart("axis"))
            words = QCoreApplication.translate("FrontierChart", "all needs")
            width = metrics.horizontalAdvance(words)
            place = QRectF(plot.right() - width, points[-1].y() + 8, width + 2, metrics.height())
            painter.drawText(place, 0, words)

    def _paint_scale(
        self, painter: QPainter, plot: QRectF, metrics: QFontMetricsF, ground: float
    ) -> None:
        frontier = self.frontier
        if frontier is None:
            return
        painter.setPen(theme().chart("axis"))
        reach = -1.0
        for step in round_steps(frontier.whole, 4):
            words = frontier.currency + figures.compact(step)
            width = metrics.horizontalAdvance(words)
            x = plot.left() + plot.width() * step / frontier.whole - width / 2
            x = max(0.0, min(x, self.width() - width))
            if x > reach:
                painter.drawText(QPointF(x, ground + metrics.ascent() + 3), words)
                reach = x + width + 6
