"""The top line of a page: title, the sentence that says what to do, one button, the search box."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.pages import Head
from gui.pages.card import button, label
from gui.painted import painted
from gui.theme import theme, wear


class Said(QWidget):
    """A sentence on up to two lines, cut with a tooltip where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, text: str) -> None:
        """Write the sentence."""
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Give way to everything else on the line."""
        return QSize(60, 20)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw one line, or two where one is too short."""
        look = theme()
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text_2"))
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        metrics = painter.fontMetrics()
        lines = max(1, min(2, self.height() // max(metrics.height(), 1)))
        text = self._text
        while text and (
            metrics.boundingRect(self.rect(), flags, text).height() > lines * metrics.lineSpacing()
        ):
            text = text.rstrip("…")[: -max(1, len(text) // 24)].rstrip() + "…"
        painter.drawText(self.rect(), flags, text)


class TopLine(QWidget):
    """Shows the head of the page that is open."""

    def __init__(self, search: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(role="headline")
        self.sentence = Said(self)
        self.second = button("plain")
        self.primary = button("primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme().space("page"), 0, theme().space("page"), 0)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addSpacing(4)
        for widget in (self.sentence, self.second, self.primary, search):
            layout.addWidget(widget)
        for pressed in (self.second, self.primary):
            pressed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self._follow)
        self._follow()

    def show_head(self, head: Head, busy: str = "") -> None:
        """Write a head; ``busy`` says why the primary button cannot be pressed just now."""
        self.title.setText(head.title)
        self.sentence.say(head.sentence)
        self.second.setText(head.second)
        self.second.setVisible(bool(head.second))
        self.primary.setVisible(bool(head.action))
        self.primary.setText(head.action)
        enabled = head.enabled and not busy
        self.primary.setEnabled(enabled)
        self.primary.setToolTip("" if enabled else busy or head.why)
        wear(self.primary, head.icon or "check", "on_accent")

    def _follow(self) -> None:
        self.setFixedHeight(theme().size("top_bar"))
