"""Windows beside the main one: the keyboard's shortcuts and a crash report. None is modal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gui.pages.card import button, label, open_at
from gui.painted import painted
from gui.theme import theme


class Shortcuts(QDialog):
    """What every key does."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard"))
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        half = (len(keys) + 1) // 2
        for number, (key, words) in enumerate(keys):
            row, column = number % half, 2 * (number // half)
            grid.addWidget(label(key, "strong"), row, column)
            grid.addWidget(label(words), row, column + 1)


class CrashReport(QDialog):
    """Says that the program is at fault, and shows the report."""

    def __init__(self, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Shelfcast made a mistake"))
        open_at(self, 720, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Shelfcast made a mistake"), "section"))
        words = self.tr(
            "Your sheets and what was stored are unharmed. The report below holds no sales; "
            "copy it if you want to tell us what happened."
        )
        layout.addWidget(label(words, wrap=True))
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        layout.addWidget(self.text, 1)
        copy, close = button("plain", "copy"), button("plain")
        copy.setText(self.tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(copy)
        line.addWidget(close)
        layout.addLayout(line)


class FocusRing(QWidget):
    """A 2 px ring, 2 px off, around the button or list that has the keyboard's focus.

    Those take focus from the keyboard alone, so a click never shows the ring. Fields and tables
    draw their own focus.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._followed: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._move_to)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget when it moves, and go when it goes."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.Destroy):
            self.hide()
        return False

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the ring."""
        painter.setPen(QPen(theme().colour("focus"), theme().size("focus_ring")))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def _move_to(self, _: QWidget | None, focused: QWidget | None) -> None:
        if self._followed is not None:
            self._followed.removeEventFilter(self)
            self._followed = None
        ringed = (QAbstractButton, QComboBox, QSlider)
        if isinstance(focused, ringed) and focused.window() is self.window():
            self._followed = focused
            focused.installEventFilter(self)
            self._place()
            self.show()
            self.raise_()
        else:
            self.hide()

    def _place(self) -> None:
        if self._followed is not None:
            corner = self._followed.mapTo(self.window(), self._followed.rect().topLeft())
            gap = theme().size("focus_gap") + theme().size("focus_ring")
            self.setGeometry(QRect(corner, self._followed.size()).adjusted(-gap, -gap, gap, gap))
