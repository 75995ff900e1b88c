"""Rules replayed on the past: demand served against the stock it took, the merchant's and ours."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.restocking.replay.comparison import COVER, UNITS, FrontierPoint, Replay
from gui import figures
from gui.charts.axis import round_steps
from gui.painted import painted
from gui.theme import theme
from gui.wording import counted

LEAST_SERVED = 0.6
"""Share served below which nobody would run a shop: what lies lower is not drawn."""


def curve(replay: Replay, rule: str) -> tuple[FrontierPoint, ...]:
    """Return a rule's points in the order of their stock."""
    points = [p for p in replay.frontier if p.rule == rule and math.isfinite(p.stock_value)]
    return tuple(sorted(points, key=lambda point: point.stock_value))


def summary(replay: Replay, currency: str) -> str:
    """Say in one sentence what the plan would have served, at which stock, against the rule."""
    return QCoreApplication.translate(
        "ReplayChart",
        "The plan would have served {plan} of demand with {stock} in stock on average; "
        "your rule {rule} with {other}.",
    ).format(
        plan=figures.percent(replay.plan.fill_rate, 1),
        stock=stock_words(replay, replay.plan.stock_value, currency),
        rule=figures.percent(replay.rule.fill_rate, 1),
        other=stock_words(replay, replay.rule.stock_value, currency),
    )


def bought_summary(replay: Replay, currency: str) -> str:
    """Say in one sentence what was really held and missed, and what the plan would have."""
    found = replay.purchases
    if found is None:
        return ""
    return counted(
        QCoreApplication.translate(
            "ReplayChart",
            "You held {other} on average and missed about {lost} units; the plan would have served "
            "{plan} of the same {n} items' demand with {stock}.",
        ),
        other=stock_words(replay, found.bought.stock_value, currency),
        lost=figures.units(found.bought.lost_units),
        plan=figures.percent(found.plan.fill_rate, 1),
        n=figures.units(found.items),
        stock=stock_words(replay, found.plan.stock_value, currency),
    )


def stock_words(replay: Replay, value: float, currency: str) -> str:
    """Write a stock value: money, or units where no cost is known."""
    if replay.priced:
        return figures.money(value, currency)
    return counted(QCoreApplication.translate("ReplayChart", "{n} units"), n=figures.units(value))


class ReplayChart(QWidget):
    """Up and to the left is better: more served from less stock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.replay: Replay | None = None
        self._currency = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A wide picture."""
        return QSize(360, 220)

    def show_replay(self, replay: Replay | None, currency: str) -> None:
        """Show a replay."""
        self.replay, self._currency = replay, currency
        self.setAccessibleName(QCoreApplication.translate("ReplayChart", "Rules on your past"))
        self.setAccessibleDescription("" if replay is None else summary(replay, currency))
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint grid, curves, the two rules and the line between them."""
        replay = self.replay
        if replay is None:
            return
        look = theme()
        metrics = QFontMetricsF(look.font("axis"))
        left = metrics.horizontalAdvance(figures.percent(1.0)) + 10
        plot = QRectF(left, 8, self.width() - left - 16, self.height() - metrics.height() - 18)
        points = [
            p
            for p in (*curve(replay, UNITS), *curve(replay, COVER), replay.plan, replay.rule)
            if p.fill_rate >= LEAST_SERVED
        ]
        if not points:
            return
        near = 2.2 * max(replay.plan.stock_value, replay.rule.stock_value)
        most = min(max(p.stock_value for p in points), near)
        low = min(p.fill_rate for p in points)
        low = math.floor(20 * max(low, LEAST_SERVED)) / 20

        def at(point: FrontierPoint) -> QPointF:
            return QPointF(
                plot.left() + plot.width() * point.stock_value / most,
                plot.bottom() - plot.height() * (point.fill_rate - low) / max(1 - low, 1e-9),
            )

        self._paint_scales(painter, plot, metrics, low, most)
        painter.save()
        painter.setClipRect(plot.adjusted(-6, -6, 8, 6))
        for rule, colour, dashes in ((COVER, "m_2", [6, 3]), (UNITS, "forecast", [])):
            pen = QPen(look.chart(colour), 1.6)
            if dashes:
                pen.setDashPattern(dashes)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            drawn = [at(p) for p in curve(replay, rule) if p.fill_rate >= low]
            painter.drawPolyline(QPolygonF(drawn))
        painter.setPen(QPen(look.colour("line_strong"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(at(replay.rule), at(replay.plan))
        painter.restore()
        self._paint_marks(painter, plot, metrics, at)

    def _paint_scales(
        self, painter: QPainter, plot: QRectF, metrics: QFontMetricsF, low: float, most: float
    ) -> None:
        look = theme()
        painter.setFont(look.font("axis"))
        step = 0.1 if low < 0.8 else 0.05
        share = math.ceil(low / step - 1e-9) * step
        while share <= 1.0 + 1e-9:
            y = plot.bottom() - plot.height() * (share - low) / max(1 - low, 1e-9)
            painter.setPen(QPen(look.chart("grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.chart("axis"))
            painter.drawText(
                QRectF(0, y - 8, plot.left() - 8, 16),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                figures.percent(share),
            )
            share += step
        unit = self._currency if self.replay is not None and self.replay.priced else ""
        for value in round_steps(most, 4):
            words = unit + figures.compact(value)
            x = plot.left() + plot.width() * value / most - metrics.horizontalAdvance(words) / 2
            painter.drawText(QPointF(max(x, 0.0), plot.bottom() + metrics.height() + 4), words)

    def _paint_marks(
        self,
        painter: QPainter,
        plot: QRectF,
        metrics: QFontMetricsF,
        at: Callable[[FrontierPoint], QPointF],
    ) -> None:
        replay, look = self.replay, theme()
        if replay is None:
            return
        ours, theirs = at(replay.plan), at(replay.rule)
        painter.setPen(QPen(look.chart("forecast"), 1.4))
        painter.setBrush(look.chart("forecast"))
        painter.drawEllipse(ours, 5, 5)
        painter.setPen(QPen(look.chart("m_2"), 1.6))
        painter.setBrush(look.colour("surface"))
        painter.drawPolygon(_triangle(theirs, 6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, words, colour, lift in (
            (ours, QCoreApplication.translate("ReplayChart", "this plan"), "forecast", -10.0),
            (theirs, QCoreApplication.translate("ReplayChart", "your rule"), "m_2", 18.0),
        ):
            painter.setFont(look.font("axis", 600))
            painter.setPen(look.chart(colour))
            width = metrics.horizontalAdvance(words) * 1.1
            x = min(max(place.x() + 8, plot.left()), plot.right() - width)
            # Above the mark it would leave the picture at the top.
            y = place.y() + (lift if place.y() + lift > metrics.height() else 20)
            painter.drawText(QPointF(x, y), words)


def _triangle(centre: QPointF, radius: float) -> QPolygonF:
    corners: Sequence[tuple[float, float]] = ((0, -radius), (radius, radius * 0.8))
    return QPolygonF([centre + QPointF(x, y) for x, y in (*corners, (-radius, radius * 0.8))])
