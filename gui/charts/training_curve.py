"""How a network learns: its loss on the newest periods, look by look, against where it began."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.painted import painted
from gui.theme import theme

SMALL = QSize(84, 22)
LOOKS_AT_LEAST = 6
"""Looks that the width has room for: a line of two would say more than it knows."""


def summary(losses: Sequence[float]) -> str:
    """Say in one sentence how far the loss has come."""
    if len(losses) < 2:
        return QCoreApplication.translate("TrainingCurve", "Training has just begun.")
    return QCoreApplication.translate(
        "TrainingCurve", "Loss {last}, at best {best}; {first} before training."
    ).format(last=f"{losses[-1]:.3f}", best=f"{min(losses):.3f}", first=f"{losses[0]:.3f}")


class TrainingCurve(QWidget):
    """A line of losses, the lower the better; dashes where it began, a dot at the best.

    ``small``: without words, to stand in a line of text.
    """

    def __init__(self, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.losses: tuple[float, ...] = ()
        self._small = small
        policy = QSizePolicy.Policy
        kind = policy.Fixed if small else policy.Expanding
        self.setSizePolicy(kind, kind)
        if not small:
            self.setMinimumHeight(150)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A word's width where it is small."""
        return SMALL if self._small else QSize(420, 190)

    def show_losses(self, losses: Sequence[float]) -> None:
        """Show these losses: the first is that before training."""
        if tuple(losses) == self.losses:
            return
        self.losses = tuple(losses)
        self.setAccessibleName(QCoreApplication.translate("TrainingCurve", "How training goes"))
        self.setAccessibleDescription(summary(self.losses))
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint dashes, line and dot; larger, also what they stand for."""
        losses = self.losses
        if not losses:
            return
        look = theme()
        metrics = QFontMetricsF(look.font("axis"))
        words = 0.0 if self._small else metrics.height() + 6
        plot = QRectF(3, 3 + words, self.width() - 6, self.height() - 6 - 2 * words)
        low, high = min(losses), max(losses)
        span = max(high - low, 1e-9)
        count = max(len(losses), LOOKS_AT_LEAST) - 1

        def at(look_number: int, loss: float) -> QPointF:
            share = 0.5 if high == low else (high - loss) / span
            return QPointF(
                plot.left() + plot.width() * look_number / count, plot.top() + plot.height() * share
            )

        begun = at(0, losses[0]).y()
        painter.setPen(QPen(look.chart("m_naive"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), begun), QPointF(plot.right(), begun))
        points = [at(number, loss) for number, loss in enumerate(losses)]
        painter.setPen(QPen(look.chart("forecast"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        best = losses.index(low)
        painter.setBrush(look.chart("forecast"))
        painter.drawEllipse(points[best], 2.5, 2.5)
        if not self._small:
            self._write(painter, plot, begun, points[best], metrics)

    def _write(
        self,
        painter: QPainter,
        plot: QRectF,
        begun: float,
        best: QPointF,
        metrics: QFontMetricsF,
    ) -> None:
        look, losses = theme(), self.losses
        painter.setFont(look.font("axis"))
        first = QCoreApplication.translate("TrainingCurve", "as it came {loss}")
        lowest = QCoreApplication.translate("TrainingCurve", "best {loss}")
        for words, loss, place, below in (
            (first, losses[0], QPointF(plot.right(), begun), False),
            (lowest, min(losses), best, True),
        ):
            if below and losses.index(loss) == 0:
                continue
            written = words.format(loss=f"{loss:.3f}")
            width = metrics.horizontalAdvance(written)
            x = min(max(place.x() - (width / 2 if below else width), 0), self.width() - width)
            y = place.y() + (4 + metrics.ascent() if below else -4)
            painter.setPen(look.chart("forecast" if below else "axis"))
            painter.drawText(QPointF(x, y), written)
