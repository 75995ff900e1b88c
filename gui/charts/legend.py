"""The one-line legend above a chart, drawn with the same pens as the chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.charts import marks
from gui.painted import painted
from gui.theme import theme

SHAPES = {
    "rising": ("rising", "t1", True),
    "may_rise": ("rising", "t1", False),
    "fading": ("fading", "t", True),
    "runs_out": ("risk", "o", False),
    "order": ("forecast", "t1", False),
}
"""Marks that are a shape alone: its colour token, its symbol, whether it is filled."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A mark ("line", "raw", "fan", "yours", "stockout", "stock", one of ``SHAPES`` or a model's
    colour token) and its name."""

    mark: str
    text: str


class Legend(QWidget):
    """Entries side by side; those that find no room are left out and named in the tooltip."""

    SWATCH = 18.0
    GAP = 16.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[LegendEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line of captions."""
        return QSize(200, int(QFontMetricsF(theme().font("caption")).height()) + 6)

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Show these entries."""
        self.entries = tuple(entries)
        self.setToolTip("\n".join(entry.text for entry in self.entries))
        self.updateGeometry()
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint each entry's mark and name."""
        metrics = QFontMetricsF(theme().font("caption"))
        middle, x = self.height() / 2, 0.0
        for entry in self.entries:
            width = self.SWATCH + 6 + metrics.horizontalAdvance(entry.text)
            if x + width > self.width():
                break
            self._swatch(painter, entry.mark, x, middle)
            painter.setFont(theme().font("caption"))
            painter.setPen(theme().colour("text_2"))
            painter.drawText(
                QRectF(x + self.SWATCH + 6, 0, width, self.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                entry.text,
            )
            x += width + self.GAP

    def _swatch(self, painter: QPainter, mark: str, x: float, y: float) -> None:
        start, end = QPointF(x, y), QPointF(x + self.SWATCH, y)
        if mark == "line":
            painter.setPen(marks.pen(theme().chart("history"), 1.4))
            painter.drawLine(start, end)
        elif mark == "raw":
            painter.setPen(marks.pen(theme().chart("raw"), 1.2))
            painter.setBrush(theme().colour("surface"))
            painter.drawEllipse(QPointF(x + self.SWATCH / 2, y), 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif mark == "yours":
            painter.setPen(marks.pen(theme().chart("override"), 2))
            painter.drawLine(start, end)
            painter.setBrush(theme().chart("override"))
            draw_shape(painter, "d", QPointF(x + self.SWATCH / 2, y), 3.4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif mark in SHAPES:
            token, symbol, filled = SHAPES[mark]
            painter.setPen(marks.pen(theme().colour(token), 1.2))
            painter.setBrush(theme().colour(token if filled else "surface"))
            draw_shape(painter, symbol, QPointF(x + self.SWATCH / 2, y), 4.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif mark == "stock":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().chart("stock"))
            painter.drawRoundedRect(QRectF(x, y - 4, self.SWATCH, 8), 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif mark == "fan":
            for token, height in (("fan_95", 14), ("fan_80", 10), ("fan_50", 6)):
                band = QRectF(x, y - height / 2, self.SWATCH, height)
                painter.fillRect(band, theme().chart(token))
            painter.setPen(marks.pen(theme().chart("forecast"), 2))
            painter.drawLine(start, end)
        elif mark == "stockout":
            band = QRectF(x, y - 6, self.SWATCH, 12)
            painter.fillRect(band, theme().chart("stockout_fill"))
            painter.save()
            painter.setClipRect(band)
            painter.setPen(marks.pen(theme().chart("stockout")))
            for k in range(-12, int(self.SWATCH), 6):
                painter.drawLine(QPointF(x + k, y + 6), QPointF(x + k + 12, y - 6))
            painter.restore()
        else:
            painter.setPen(marks.pen(theme().chart(mark), 1.2, marks.dash(mark)))
            painter.drawLine(start, end)
            painter.setPen(marks.pen(theme().chart(mark), 1.2))
            painter.setBrush(theme().colour("surface"))
            draw_shape(painter, marks.symbol(mark), QPointF(x + self.SWATCH / 2, y), 2.8)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_shape(painter: QPainter, symbol: str, centre: QPointF, radius: float) -> None:
    """Draw pyqtgraph's ``symbol`` with the painter's pen and brush."""
    if symbol == "o":
        painter.drawEllipse(centre, radius, radius)
        return
    if symbol == "x":
        for sign in (1, -1):
            painter.drawLine(
                centre + QPointF(-radius, -radius * sign), centre + QPointF(radius, radius * sign)
            )
        return
    every: dict[str, list[tuple[float, float]]] = {
        "s": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        "t": [(0, 1.1), (1, -0.9), (-1, -0.9)],
        "t1": [(0, -1.1), (1, 0.9), (-1, 0.9)],
        "p": [(0, -1.1), (1.05, -0.34), (0.65, 0.9), (-0.65, 0.9), (-1.05, -0.34)],
        "d": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    }
    painter.drawPolygon(
        QPolygonF([centre + QPointF(a * radius, b * radius) for a, b in every[symbol]])
    )
