"""Models compared: a dot with its range on one common scale, dashed upright at last year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.frequency import Frequency
from gui import figures
from gui.painted import painted
from gui.theme import theme

NAIVE = "seasonal_naive"
CHOSEN = "chosen"
MOST = 9
"""Rows that the dots ask room for; the Accuracy page shows all models."""


@dataclass(frozen=True, slots=True)
class ModelScore:
    """How much one model misses: the share of units, and its range over the cutoffs (0–1)."""

    name: str
    missed: float
    low: float
    high: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A common scale: from ``low`` to ``high`` with ticks at round shares."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float, left: float, width: float) -> float:
        """Return where ``value`` lies on a line of ``width`` from ``left``, kept on it."""
        share = (value - self.low) / (self.high - self.low)
        return left + width * min(max(share, 0.0), 1.0)


def common_scale(scores: Sequence[ModelScore]) -> Scale:
    """Return the scale that shows all scores; one far outlier does not squeeze the others."""
    values = np.array([v for s in scores for v in (s.low, s.missed, s.high) if np.isfinite(v)])
    if not len(values):
        return Scale(0.0, 1.0, (0.0, 0.5, 1.0))
    low, high = float(values.min()), float(values.max())
    middle = float(np.median([s.missed for s in scores if np.isfinite(s.missed)]))
    high = min(high, max(3 * middle, 0.1))
    low = min(low, high)
    span = max(high - low, 0.04)
    step = next((s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if span / s <= 4), 2.0)
    low, high = low - 0.08 * span, high + 0.08 * span
    ticks = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    return Scale(max(low, -0.02), high, tuple(float(t) for t in ticks if t >= 0))


def that_fit(scores: Sequence[ModelScore], rows: int) -> tuple[ModelScore, ...]:
    """Return as many of the best scores as there are rows, the choice and last year's among them.

    ``scores`` are in order, best first, and stay so.
    """
    kept = {score.name for score in scores if score.chosen or score.name == NAIVE}
    for score in scores:
        if len(kept) >= rows:
            break
        kept.add(score.name)
    return tuple(score for score in scores if score.name in kept)


def paint_score(
    painter: QPainter, place: QRectF, score: ModelScore, scale: Scale, radius: float = 4.0
) -> None:
    """Paint one dot with its range: petrol where it is the choice, hollow for last year's."""
    if not np.isfinite(score.missed):
        return
    colour = theme().chart("forecast" if score.chosen else "m_naive")
    middle = place.center().y()
    painter.setPen(QPen(colour, 1.4))
    painter.drawLine(
        QPointF(scale.place(score.low, place.left(), place.width()), middle),
        QPointF(scale.place(score.high, place.left(), place.width()), middle),
    )
    hollow = score.name == NAIVE and not score.chosen
    painter.setBrush(theme().colour("surface") if hollow else colour)
    x = scale.place(score.missed, place.left(), place.width())
    painter.drawEllipse(QPointF(x, middle), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def summary(scores: Sequence[ModelScore], frequency: Frequency) -> str:
    """Say in one sentence which model misses least, against last year's."""
    known = [s for s in scores if np.isfinite(s.missed)]
    naive = next((s for s in known if s.name == NAIVE), None)
    best = min(known, key=lambda s: s.missed, default=None)
    if best is None:
        return QCoreApplication.translate("ModelDots", "Too little history to compare models.")
    if naive is None or best is naive:
        return QCoreApplication.translate(
            "ModelDots", "{name} misses {missed} of units, the least of all models."
        ).format(name=figures.model_name(best.name, frequency), missed=figures.percent(best.missed))
    return QCoreApplication.translate(
        "ModelDots", "{name} misses {missed} of units; {before} misses {naive}."
    ).format(
        name=figures.model_name(best.name, frequency),
        before=figures.same_time(frequency),
        missed=figures.percent(best.missed),
        naive=figures.percent(naive.missed),
    )


class ModelDots(QWidget):
    """Scores from best to worst, a row each; where they do not all fit, the best of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores: tuple[ModelScore, ...] = ()
        self.frequency = Frequency.WEEKLY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for a row a model."""
        return QSize(240, 28 * min(max(len(self.scores), 3), MOST) + 16)

    def show_scores(self, scores: Sequence[ModelScore], frequency: Frequency) -> None:
        """Show these scores, best first."""
        self.frequency = frequency
        order = sorted(scores, key=lambda s: (not np.isfinite(s.missed), s.missed))
        self.scores = tuple(order)
        self.setAccessibleName(QCoreApplication.translate("ModelDots", "Models on your past"))
        self.setAccessibleDescription(summary(self.scores, frequency))
        self.setToolTip(summary(self.scores, frequency))
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint names, shares, dots and the scale."""
        if not self.scores:
            return
        look = theme()
        axis_height = QFontMetricsF(look.font("axis")).height()
        room = self.height() - axis_height - 2
        rows = max(int(room / (QFontMetricsF(look.font("body")).height() + 1)), 3)
        shown = self.scores if len(self.scores) <= rows else that_fit(self.scores, rows - 1)
        left_out = len(self.scores) - len(shown)
        row = min(room / (len(shown) + bool(left_out)), 34 * look.scale)
        left = self.width() * 0.58
        width = self.width() - left - 14
        scale = common_scale(shown)
        bottom = row * len(shown)
        naive = next((s for s in self.scores if s.name == NAIVE), None)
        if naive is not None and np.isfinite(naive.missed):
            x = scale.place(naive.missed, left, width)
            painter.setPen(QPen(look.chart("m_naive"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
        for number, score in enumerate(shown):
            place = QRectF(0, number * row, self.width(), row)
            self._paint_row(painter, place, score, left)
            paint_score(painter, QRectF(left, place.top(), width, row), score, scale)
        painter.setFont(look.font("axis"))
        painter.setPen(look.colour("text_3"))
        if left_out:
            words = QCoreApplication.translate("ModelDots", "{n} more on Accuracy")
            place = QRectF(20, bottom, left - 20, row)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words.format(n=left_out))
        reach = 0.0
        for tick in scale.ticks:
            x = scale.place(tick, left, width)
            half = QFontMetricsF(look.font("axis")).horizontalAdvance(figures.percent(tick)) / 2
            if x - half < reach:
                continue
            reach = x + half + 6
            painter.drawText(
                QRectF(x - 30, bottom + 1, 60, axis_height),
                Qt.AlignmentFlag.AlignCenter,
                figures.percent(tick),
            )

    def _paint_row(self, painter: QPainter, place: QRectF, score: ModelScore, left: float) -> None:
        look = theme()
        if score.chosen:
            mark = QRectF(0, place.center().y() - 7, 14, 14)
            look.draw_icon(painter, mark, "check", look.colour("accent"))
        font = look.font("body", 600 if score.chosen else 0)
        metrics = QFontMetricsF(font)
        share = figures.percent(score.missed)
        share_width = max(metrics.horizontalAdvance(share), 36)
        painter.setFont(font)
        painter.setPen(look.colour("text" if score.chosen else "text_2"))
        name_place = QRectF(20, place.top(), left - share_width - 36, place.height())
        flags = Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(
            figures.model_name(score.name, self.frequency),
            Qt.TextElideMode.ElideRight,
            name_place.width(),
        )
        painter.drawText(name_place, flags | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(look.colour("text"))
        painter.drawText(
            QRectF(left - share_width - 14, place.top(), share_width, place.height()),
            flags | Qt.AlignmentFlag.AlignRight,
            share,
        )
