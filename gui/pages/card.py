"""The few pieces that pages are made of: a card, a line of text, a strip with a next step."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.painted import painted
from gui.theme import dress, theme, wear


def label(text: str = "", role: str = "body", tone: str = "text", wrap: bool = False) -> QLabel:
    """Return a line of text in a type role and a palette colour."""
    line = QLabel(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(wrap)
    dress(line, role=role, tone=tone)
    return line


FEWEST = 5
"""Characters from which the beginning of a line still tells something."""


class Elided(QLabel):
    """A line that is cut with "…" where there is no room; its tooltip then has all of it."""

    def __init__(self, role: str = "body", tone: str = "text") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._tone = role, tone
        dress(self, role=role, tone=tone)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(min(48, super().sizeHint().width()), super().minimumSizeHint().height())

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Write as much as there is room for."""
        look = theme()
        painter.setFont(look.font(self._role))
        painter.setPen(look.colour(self._tone))
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        if words == self.text() or len(words) >= FEWEST:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)


def emptied(box: QLayout) -> None:
    """Take every widget out of a layout; it is hidden at once and deleted a moment later."""
    while (entry := box.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def button(kind: str = "plain", icon: str = "", token: str = "") -> QPushButton:
    """Return a button without words yet: "primary", "plain", "small", "link", "quiet", "row"."""
    made = QPushButton()
    dress(made, kind=kind)
    if icon:
        wear(made, icon, token or ("on_accent" if kind == "primary" else "text_2"))
    return made


def inset(field: QSpinBox | QDoubleSpinBox) -> None:
    """Keep a number off the edge of its box, which the style sheet's padding does not do."""
    field.lineEdit().setTextMargins(6, 0, 0, 0)


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    dress(line, kind="rule")
    line.setFixedHeight(1)
    return line


class Choice(QComboBox):
    """A list as wide as the words it shows; opened, as wide as its longest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.currentIndexChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return room for the words shown, the padding and the arrow."""
        width = self.fontMetrics().horizontalAdvance(self.currentText() + "  ")
        return QSize(round(width * 1.06) + 44, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def showPopup(self) -> None:
        """Open the list as wide as its longest words."""
        texts = [self.itemText(number) for number in range(self.count())]
        longest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        self.view().setMinimumWidth(longest + 48)
        super().showPopup()


class Card(QFrame):
    """A surface with a title line; ``content`` is the layout below it."""

    def __init__(self, parent: QWidget | None = None, icon: str = "", token: str = "text_2"):
        super().__init__(parent)
        dress(self, kind="card")
        space = theme().space
        self.title = label(role="section")
        self.note = Elided("caption", "text_3")
        self.bar = QHBoxLayout()
        self.bar.setSpacing(space("s"))
        if icon:
            sign = QLabel()
            wear(sign, icon, token)
            self.bar.addWidget(sign)
        self.bar.addWidget(self.title)
        self.bar.addWidget(self.note)
        self.bar.addStretch(1)
        self.content = QVBoxLayout()
        self.content.setSpacing(space("s"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space("card"), space("m"), space("card"), space("m"))
        layout.setSpacing(space("s"))
        layout.addLayout(self.bar)
        layout.addLayout(self.content, 1)

    def say(self, title: str, note: str = "") -> None:
        """Set the title and the quiet note beside it."""
        self.title.setText(title)
        self.note.setText(note)
        self.setAccessibleName(title)


def open_at(dialog: QWidget, width: int, height: int = 0) -> None:
    """Give a dialog its size (px at 100 %): it grows with the text as far as its screen goes, and
    is as high as it needs to be where no height is given."""
    scale, room = theme().scale, dialog.screen().availableSize()
    high = round(height * scale) or dialog.sizeHint().height()
    dialog.resize(min(round(width * scale), room.width()), min(high, room.height()))


def scrolled(box: QWidget) -> QScrollArea:
    """Return an area in which ``box`` is scrolled up and down on the surface that it stands on."""
    area = QScrollArea()
    area.setWidget(box)
    area.setWidgetResizable(True)
    # What is in it takes the keyboard and brings itself into view.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    box.setAutoFillBackground(False)
    return area


def settle(box: QWidget) -> None:
    """Lay out what was just put into ``box``, the widget of a scroll area.

    Qt shows new children, lays out each level and resizes the box in turns of the event loop of
    their own, and paints in between: rows would stand squeezed for as long as many take.
    """
    children = box.findChildren(QWidget)
    for child in children:
        if not child.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            child.show()
    for widget in (*reversed(children), box):
        layout = widget.layout()
        if layout is not None:
            layout.activate()
    QCoreApplication.sendEvent(box, QEvent(QEvent.Type.LayoutRequest))
    box.resize(box.width(), max(box.height(), box.minimumSizeHint().height()))


class Strip(QFrame):
    """A sentence above the content it concerns, with the next step as a button."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="strip")
        space = theme().space
        sign = QLabel()
        wear(sign, "triangle-alert", "caution")
        self.words = label(wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.step = button("small")
        self.step.clicked.connect(self.pressed)
        self.dismiss = button("link")
        self.dismiss.clicked.connect(self.hide)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(space("m"), space("s"), space("m"), space("s"))
        self.line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(self.words, 1)
        self.line.addWidget(self.step)
        self.line.addWidget(self.dismiss)
        self.hide()

    def say(self, words: str, step: str = "", dismiss: str = "") -> None:
        """Show a sentence; ``step`` and ``dismiss`` are the words of the buttons, "" for none."""
        self.words.setText(words)
        self.step.setText(step)
        self.step.setVisible(bool(step))
        self.dismiss.setText(dismiss)
        self.dismiss.setVisible(bool(dismiss))
        self.show()
