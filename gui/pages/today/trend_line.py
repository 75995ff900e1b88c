"""One item on a board of Today: its name, how it changed, its sparkline, what is expected."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.painted import painted
from gui.tables import painting
from gui.theme import theme


def _no_line() -> NDArray[np.float32]:
    return np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class TrendItem:
    """What a line shows.

    row     of the item; name, change, ahead (what is expected), sure (probability): its words
    icon    before the change, in the colour ``tone`` like that
    spark   (s) units per period, empty for no line; from ``split`` on it is forecast
    """

    row: int
    name: str
    change: str
    ahead: str
    tone: str
    icon: str
    sure: str = ""
    spark: NDArray[np.float32] = field(default_factory=_no_line)
    split: int = 0


def sure_width() -> float:
    """Return the width of the column that says how sure a change is (px)."""
    return QFontMetricsF(theme().font("body")).horizontalAdvance("100 %") + 4


class TrendLine(QAbstractButton):
    """An item as a line that can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: TrendItem | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def row(self) -> int:
        """The item's row in the demand panel, −1 while nothing is shown."""
        return -1 if self.shown is None else self.shown.row

    def show_item(self, item: TrendItem) -> None:
        """Show an item."""
        self.shown = item
        words = (item.name, item.change, item.sure, item.ahead)
        self.setAccessibleName(", ".join(part for part in words if part))
        self.setToolTip(item.name)
        self.setMaximumHeight(round((82 if len(item.spark) else 54) * theme().scale))
        self.show()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a name and a sparkline."""
        return QSize(160, round(60 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        """Two lines must find room."""
        return QSize(120, round(46 * theme().scale))

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the line."""
        item = self.shown
        if item is None:
            return
        look = theme()
        width, height = float(self.width()), float(self.height())
        top, strong = 22 * look.scale, look.font("body", 600)
        right = width
        if item.sure:
            place = QRectF(width - sure_width(), 4, sure_width(), top)
            painting.text(painter, place, item.sure, "text", align=painting.RIGHT)
            right -= sure_width() + 8
        side = QFontMetricsF(strong).horizontalAdvance(item.change) + 4
        left = right - side - 20 * look.scale
        name = QRectF(0, 4, left - 6, top)
        painting.text(painter, name, item.name, "text", look.font("body", 500))
        painting.glyph(painter, QRectF(left, 4, 18 * look.scale, top), item.icon, item.tone)
        change = QRectF(right - side, 4, side, top)
        painting.text(painter, change, item.change, item.tone, strong, painting.RIGHT)
        caption, low = look.font("caption"), height - top
        if len(item.spark):
            room = QRectF(0, top + 4, width * 0.52, low - 10)
            painting.sparkline(painter, room, item.spark, item.split, "forecast")
            beside = QRectF(width * 0.54, top + 4, width * 0.46, low - 10)
            painting.text(painter, beside, item.ahead, "forecast", caption, painting.RIGHT)
        else:
            under = QRectF(0, top + 2, width, low - 8)
            painting.text(painter, under, item.ahead, "text_2", caption)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(0, height - 0.5), QPointF(width, height - 0.5))
