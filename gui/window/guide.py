"""The way to the first plan, as four steps above the page, until it has been gone once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.pages.card import button
from gui.painted import painted
from gui.theme import dress, theme


class Steps(QWidget):
    """Numbers and words; what is done has a tick, what comes next stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(30)

    def show_steps(self, words: tuple[str, ...], current: int) -> None:
        """Show these steps; those before ``current`` are done."""
        self.words, self.current = words, current
        here = words[current] if current < len(words) else ""
        self.setAccessibleName(f"{current + 1} / {len(words)}: {here}")
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the steps; where there is no room only the words of the current one."""
        look = theme()
        body, strong = look.font("body"), look.font("body", 600)
        metrics = QFontMetricsF(strong)
        side = 20 * look.scale
        all_words = sum(metrics.horizontalAdvance(w) + side + 34 for w in self.words)
        x, middle = 0.0, self.height() / 2
        for number, words in enumerate(self.words):
            done, here = number < self.current, number == self.current
            circle = QRectF(x, middle - side / 2, side, side)
            painter.setPen(QPen(look.colour("accent" if done or here else "line_strong"), 1.4))
            painter.setBrush(look.colour("accent" if here else "surface"))
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
            if done:
                tick = circle.adjusted(4, 4, -4, -4)
                look.draw_icon(painter, tick, "check", look.colour("accent"))
            else:
                painter.setFont(look.font("caption", 600))
                painter.setPen(look.colour("on_accent" if here else "text_2"))
                painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number + 1))
            x += side + 8
            if here or all_words <= self.width():
                painter.setFont(strong if here else body)
                painter.setPen(look.colour("text" if here else "text_2"))
                width = metrics.horizontalAdvance(words)
                place = QRectF(x, 0, width + 4, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
                x += width + 8
            if number + 1 < len(self.words):
                painter.setPen(QPen(look.colour("line_strong"), 1))
                painter.drawLine(int(x), int(middle), int(x + 14), int(middle))
                x += 20


class Guide(QWidget):
    """Follows how far the first plan is; gone once it is exported or sent away."""

    left = Signal()
    """It is not wanted any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame(self)
        dress(card, kind="card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, theme().space("m"))
        outer.addWidget(card)
        self.steps = Steps(card)
        self.leave = button("link", "x")
        self.leave.clicked.connect(self.left)
        self._current = 0
        layout = QHBoxLayout(card)
        layout.setContentsMargins(14, 4, 6, 4)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.leave)
        self.setFixedHeight(round(42 * min(theme().scale, 1.5)) + theme().space("m"))
        theme().changed.connect(self._follow)
        self.retranslate()

    def show_step(self, current: int) -> None:
        """Show which step is next: 0 open, 1 finish, 2 forecast, 3 export."""
        self._current = current
        self.retranslate()

    def retranslate(self) -> None:
        """Write the steps in the language in force."""
        words = (
            self.tr("Open a sheet"),
            self.tr("Look it over, press Finish"),
            self.tr("Press Forecast"),
            self.tr("Export the plan"),
        )
        self.steps.show_steps(words, self._current)
        self.leave.setToolTip(self.tr("Hide these steps"))
        self.leave.setAccessibleName(self.tr("Hide these steps"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _follow(self) -> None:
        self.setFixedHeight(round(42 * min(theme().scale, 1.5)) + theme().space("m"))
        self.steps.update()
