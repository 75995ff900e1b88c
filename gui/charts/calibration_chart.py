"""Promised ranges audited: how often the ranges of each width held."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import figures
from gui.painted import painted
from gui.theme import theme


@dataclass(frozen=True, slots=True)
class Promise:
    """Of ``count`` ranges that promised to hold ``promised`` of outcomes, ``held`` (0–1) did.

    before is what held before the ranges were corrected, NaN where that is not known; chance is
    how far ``held`` may lie from ``promised`` by chance alone (half the band's height, 0–1).
    """

    promised: float
    held: float
    count: int
    chance: float
    before: float = math.nan


def summary(promises: Sequence[Promise]) -> str:
    """Say in one sentence how many of the 80 % ranges held."""
    eighty = next((p for p in promises if abs(p.promised - 0.8) < 1e-6), None)
    if eighty is None or eighty.count == 0:
        return QCoreApplication.translate("CalibrationChart", "No ranges to audit yet.")
    return QCoreApplication.translate(
        "CalibrationChart", "Of the last {count} ranges that promised {promised}, {held} held."
    ).format(
        count=figures.units(eighty.count),
        promised=figures.percent(0.8),
        held=figures.units(round(eighty.held * eighty.count)),
    )


class CalibrationChart(QWidget):
    """Held against promised: on the diagonal is right, inside the band chance explains the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.promises: tuple[Promise, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(140)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square or so."""
        return QSize(300, 300)

    def show_promises(self, promises: Sequence[Promise]) -> None:
        """Show these shares."""
        self.promises = tuple(sorted(promises, key=lambda p: p.promised))
        self.setAccessibleName(QCoreApplication.translate("CalibrationChart", "Promised ranges"))
        self.setAccessibleDescription(summary(self.promises))
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint grid, band, diagonal and dots."""
        if not self.promises:
            return
        look = theme()
        metrics = QFontMetricsF(look.font("axis"))
        left = metrics.horizontalAdvance(figures.percent(1)) + 8
        plot = QRectF(left, 8, self.width() - left - 10, self.height() - metrics.height() - 16)
        low_x = min(0.5, min(p.promised for p in self.promises)) - 0.06
        high_x = min(max(0.95, max(p.promised for p in self.promises)) + 0.04, 1.0)
        lowest = min(low_x, *(min(p.held, p.before) for p in self.promises))
        low_y = np.floor(10 * (lowest - 0.03)) / 10

        def at(promised: float, held: float) -> QPointF:
            return QPointF(
                plot.left() + plot.width() * (promised - low_x) / (high_x - low_x),
                plot.bottom() - plot.height() * (held - low_y) / (1.0 - low_y),
            )

        painter.setFont(look.font("axis"))
        for tick in np.arange(np.ceil(low_y * 10), 11) / 10:
            y = at(low_x, tick).y()
            painter.setPen(QPen(look.chart("grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.chart("axis"))
            painter.drawText(
                QRectF(0, y - 8, left - 6, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                figures.percent(tick),
            )
        painter.setClipRect(plot.adjusted(0, -6, 8, 4))
        x = np.linspace(low_x, high_x, 60)
        error = np.sqrt(np.clip(x * (1 - x), 0, None)) * self._band()
        edge = [at(a, min(b, 1)) for a, b in zip(x, x + error, strict=True)]
        edge += [at(a, b) for a, b in zip(x[::-1], (x - error)[::-1], strict=True)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.chart("stock_fill"))
        painter.drawPolygon(QPolygonF(edge))
        painter.setPen(QPen(look.chart("m_naive"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(at(low_x, low_x), at(high_x, high_x))
        self._paint_before(painter, at)
        dots = [at(p.promised, p.held) for p in self.promises]
        painter.setPen(QPen(look.chart("forecast"), 1.4))
        painter.drawPolyline(QPolygonF(dots))
        painter.setBrush(look.chart("forecast"))
        for dot in dots:
            painter.drawEllipse(dot, 4.5, 4.5)
        painter.setClipping(False)
        self._paint_words(painter, plot, metrics, at)

    def _band(self) -> float:
        """Return chance ÷ √(p(1 − p)), which is the same for all shares of the same evidence."""
        return max(
            p.chance / math.sqrt(p.promised * (1 - p.promised))
            for p in self.promises
            if 0 < p.promised < 1
        )

    def _paint_before(self, painter: QPainter, at: Callable[[float, float], QPointF]) -> None:
        known = [p for p in self.promises if math.isfinite(p.before)]
        if not known:
            return
        look = theme()
        dots = [at(p.promised, p.before) for p in known]
        pen = QPen(look.chart("m_2"), 1)
        pen.setDashPattern([6, 3, 1, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(dots))
        painter.setPen(QPen(look.chart("m_2"), 1.3))
        painter.setBrush(look.colour("surface"))
        for dot in dots:
            corners = ((0, -5), (4.6, 3.6), (-4.6, 3.6))
            painter.drawPolygon(QPolygonF([dot + QPointF(x, y) for x, y in corners]))

    def _paint_words(
        self,
        painter: QPainter,
        plot: QRectF,
        metrics: QFontMetricsF,
        at: Callable[[float, float], QPointF],
    ) -> None:
        look = theme()
        painter.setPen(look.chart("axis"))
        last_right = -1.0
        for level in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
            text = figures.percent(level)
            width = metrics.horizontalAdvance(text)
            x = at(level, level).x() - width / 2
            x = min(x, self.width() - width)
            if x > last_right + 4:
                painter.drawText(QPointF(x, plot.bottom() + metrics.height() + 2), text)
                last_right = x + width
        eighty = next((p for p in self.promises if abs(p.promised - 0.8) < 1e-6), None)
        if eighty is None:
            return
        painter.setFont(look.font("axis", 600))
        painter.setPen(look.chart("forecast"))
        text = QCoreApplication.translate(
            "CalibrationChart", "{promised} promised,\n{held} held"
        ).format(promised=figures.percent(0.8), held=figures.percent(eighty.held))
        place = at(0.8, eighty.held)
        if eighty.before > eighty.held:  # what was before correction lies above: words go below
            width = max(metrics.horizontalAdvance(line) for line in text.split("\n")) + 8
            left = min(place.x() + 10, plot.right() - width)
            painter.drawText(
                QRectF(left, place.y() + 6, width, 2.4 * metrics.height()),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
                text,
            )
        else:
            height = 2.4 * metrics.height()
            painter.drawText(
                QRectF(place.x() - 190, place.y() - 3 * metrics.height(), 180, height),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
                text,
            )
        if not math.isfinite(eighty.before):
            return
        painter.setFont(look.font("axis"))
        painter.setPen(look.chart("m_2"))
        text = QCoreApplication.translate("CalibrationChart", "before correction")
        # Beside the marks, on the other side of them than the corrected ranges, where nothing is.
        under = eighty.before <= eighty.held
        marked = next((p for p in self.promises if abs(p.promised - 0.7) < 1e-6), eighty)
        place = at(marked.promised, marked.before)
        width = metrics.horizontalAdvance(text)
        left = place.x() + 14 if under else place.x() - 14 - width
        left = min(max(left, plot.left()), plot.right() - width)
        painter.drawText(
            QRectF(left, place.y() - metrics.height() / 2, width + 2, metrics.height()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            text,
        )
