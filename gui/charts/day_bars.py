"""Amounts by day as bars on a time axis: a calendar of what is to be paid when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import figures
from gui.painted import painted
from gui.theme import theme


@dataclass(frozen=True, slots=True)
class DayBar:
    """A day and its amount: currency where ``money``, else units."""

    day: np.datetime64
    amount: float
    money: bool


class DayBars(QWidget):
    """A bar a day; one of them is marked. A click or ← → chooses a day."""

    chosen = Signal(object)
    """(datetime64) a day was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[DayBar, ...] = ()
        self._currency = ""
        self._marked: np.datetime64 | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A low strip."""
        return QSize(300, round(104 * min(theme().scale, 1.5)))

    def show_bars(self, bars: Sequence[DayBar], currency: str) -> None:
        """Show these days."""
        self.bars, self._currency = tuple(sorted(bars, key=lambda bar: bar.day)), currency
        self._marked = self.bars[0].day if self.bars else None
        self.setAccessibleName(QCoreApplication.translate("DayBars", "Orders by day"))
        self.setAccessibleDescription(
            "; ".join(f"{figures.short_day(b.day)} {self._words(b)}" for b in self.bars)
        )
        self.update()

    def mark(self, day: np.datetime64) -> None:
        """Mark a day."""
        self._marked = day
        self.update()

    def _words(self, bar: DayBar) -> str:
        return figures.money(bar.amount, self._currency) if bar.money else figures.units(bar.amount)

    def places(self) -> tuple[QRectF, ...]:
        """Return where the bars stand."""
        if not self.bars:
            return ()
        metrics = QFontMetricsF(theme().font("axis"))
        plot = QRectF(24, metrics.height() + 4, self.width() - 48, 0)
        plot.setBottom(self.height() - metrics.height() - 6)
        first = self.bars[0].day.astype(np.int64)
        span = max(int(self.bars[-1].day.astype(np.int64) - first), 7)
        width = max(4.0, min(26.0, 0.6 * plot.width() * 7 / (span + 7)))
        most = max((bar.amount for bar in self.bars), default=1.0) or 1.0
        made = []
        for bar in self.bars:
            x = (
                plot.left()
                + (plot.width() - width) * (int(bar.day.astype(np.int64) - first)) / span
            )
            height = max(2.0, plot.height() * bar.amount / most)
            made.append(QRectF(x, plot.bottom() - height, width, height))
        return tuple(made)

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint bars, days below and amounts above where they find room."""
        look = theme()
        font = look.font("axis")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        ground = self.height() - metrics.height() - 6
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(16, ground), QPointF(self.width() - 16, ground))
        reach_day = reach_amount = -1.0
        for bar, place in zip(self.bars, self.places(), strict=True):
            on = self._marked is not None and bar.day == self._marked
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.chart("forecast" if on else "fan_50"))
            painter.drawRoundedRect(place, 2, 2)
            painter.setPen(look.colour("text" if on else "text_2"))
            day, amount = figures.short_day(bar.day), self._words(bar)
            centre = place.center().x()
            for words, y, reach in (
                (day, ground + metrics.ascent() + 3, reach_day),
                (amount, place.top() - 4, reach_amount),
            ):
                half = metrics.horizontalAdvance(words) / 2
                x = min(max(centre - half, 2.0), self.width() - 2 * half - 2)
                if x <= reach:
                    continue
                painter.drawText(QPointF(x, y), words)
                if words is day:
                    reach_day = x + 2 * half + 8
                else:
                    reach_amount = x + 2 * half + 8
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the day whose bar is nearest."""
        places = self.places()
        if places:
            x = event.position().x()
            nearest = min(range(len(places)), key=lambda k: abs(places[k].center().x() - x))
            self._choose(nearest)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """← → choose the day before or after."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self.bars:
            super().keyPressEvent(event)
            return
        days = [bar.day for bar in self.bars]
        here = days.index(self._marked) if self._marked in days else 0
        self._choose(max(0, min(here + step, len(days) - 1)))

    def _choose(self, number: int) -> None:
        self.mark(self.bars[number].day)
        self.chosen.emit(self.bars[number].day)
