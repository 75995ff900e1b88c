"""The stage list on the left: each stage with its latest result; language and theme below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.pages import Head
from gui.pages.card import button, rule
from gui.painted import painted
from gui.theme import RESOURCES, dress, theme, wear

NARROW = 56
"""Width (px) of the list when it shows icons only."""


class StageButton(QAbstractButton):
    """A stage: icon, name, its latest result; an amber dot while that is out of date."""

    def __init__(self, name: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self._icon = icon
        self._result = ""
        self._tone = "text_3"
        self._stale = False
        self.narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.updateGeometry)

    def show_head(self, head: Head, stale: bool) -> None:
        """Write the name and the latest result of the stage."""
        self.setText(head.title)
        self._result, self._tone, self._stale = head.result, head.tone, stale
        both = f"{head.title}: {head.result}" if head.result else head.title
        self.setAccessibleName(both)
        self.setToolTip(both if self.narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two lines of text at the present text scale."""
        lines = theme().text_size("body") + theme().text_size("caption")
        return QSize(100, round(lines * 1.35) + 13)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the stage; the current one is card-coloured with an accent bar."""
        look = theme()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(look.colour("line"), 1))
            painter.setBrush(look.colour("raised" if look.name == "dark" else "surface"))
            painter.drawRoundedRect(box, 7, 7)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(QRectF(0, box.center().y() - 12, 3, 24), 1.5, 1.5)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 7, 7)
        side = round(18 * look.scale)
        left = (self.width() - side) / 2 if self.narrow else 12
        place = QRectF(left, box.center().y() - side / 2, side, side)
        tone = look.colour("accent" if self.isChecked() else "text_2")
        look.draw_icon(painter, place, self._icon, tone)
        if self._stale:
            painter.setPen(QPen(look.colour("sunken"), 1.5))
            painter.setBrush(look.colour("caution"))
            painter.drawEllipse(QPointF(place.right() + 1, place.top() + 1), 4, 4)
        if not self.narrow:
            self._draw_words(painter, box, place.right() + 12)

    def _draw_words(self, painter: QPainter, box: QRectF, left: float) -> None:
        look = theme()
        width = box.right() - left - 6
        name, result = look.font("body", 600 if self.isChecked() else 500), look.font("caption")
        heights = QFontMetrics(name).height(), QFontMetrics(result).height()
        top = box.center().y() - (sum(heights) if self._result else heights[0]) / 2
        for text, font, height, tone in (
            (self.text(), name, heights[0], "text"),
            (self._result, result, heights[1], self._tone),
        ):
            painter.setFont(font)
            painter.setPen(look.colour(tone))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(QRectF(left, top, width, height), 0, shown)
            top += height


class Mark(QWidget):
    """The mark of the program: a shelf line that opens into a forecast fan."""

    def __init__(self, parent: QWidget | None = None, side: int = 28) -> None:
        super().__init__(parent)
        self._drawing = QSvgRenderer(str(RESOURCES / "icons" / "shelfcast.svg"), self)
        self.setFixedSize(side, side)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the mark."""
        self._drawing.render(painter, QRectF(self.rect()))


class Shop(QAbstractButton):
    """Top of the list: the mark and the name of the workspace; opens the menu of files."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.narrow = False
        self._note = ""
        self.mark = Mark(self)
        self.mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(60)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, name: str, note: str) -> None:
        """Write the name of the workspace and a word about it."""
        self.setText(name)
        self._note = note
        self.setAccessibleName(name)
        self.update()

    def resizeEvent(self, _: QResizeEvent) -> None:
        """Keep the mark in its place."""
        self.place_mark()

    def place_mark(self) -> None:
        """Put the mark at the left, or in the middle of a narrow list."""
        left = (self.width() - 28) // 2 if self.narrow else 8
        self.mark.move(left, (self.height() - 28) // 2)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw name and note beside the mark."""
        if self.narrow:
            return
        look = theme()
        left, width = 46, self.width() - 46 - 20
        centre = self.height() / 2
        for text, role, tone, top in (
            (self.text(), "strong", "text", centre - QFontMetrics(look.font("strong")).height()),
            (self._note, "caption", "text_3", centre),
        ):
            font = look.font(role)
            painter.setFont(font)
            painter.setPen(look.colour(tone))
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(left, top, width, metrics.height()), 0, shown)
        place = QRectF(self.width() - 18, centre - 7, 14, 14)
        look.draw_icon(painter, place, "chevrons-up-down", look.colour("text_3"))


class StageList(QFrame):
    """All stages, the workspace above them, language, theme and settings below."""

    chosen = Signal(str)

    def __init__(self, stages: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="rail")
        self.shop = Shop(self)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 12)
        layout.setSpacing(4)
        layout.addWidget(self.shop)
        self.buttons: dict[str, StageButton] = {}
        for number, (name, icon) in enumerate(stages):
            if number == 1:
                layout.addSpacing(2)
                layout.addWidget(rule())
                layout.addSpacing(2)
            stage = StageButton(name, icon, self)
            stage.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._group.addButton(stage)
            self.buttons[name] = stage
            layout.addWidget(stage)
        layout.addStretch(1)
        layout.addWidget(rule())
        self.language = button("quiet", "languages")
        self.theme = button("quiet", "sun")
        self.settings = button("quiet", "settings")
        bottom = QHBoxLayout()
        bottom.setSpacing(0)
        bottom.addWidget(self.theme, 1)
        bottom.addWidget(self.settings)
        layout.addWidget(self.language)
        layout.addLayout(bottom)
        theme().changed.connect(self._follow)
        self.narrow = False
        self._words = ("", "", "")
        self._follow()

    def show_stage(self, name: str) -> None:
        """Mark the stage that is open."""
        self.buttons[name].setChecked(True)

    def say(self, language: str, look: str, settings: str) -> None:
        """Write the words of the switches at the bottom."""
        self._words = (language, look, settings)
        for switch, words in zip((self.language, self.theme), self._words[:2], strict=True):
            switch.setText("" if self.narrow else words)
            switch.setToolTip(words)
            switch.setAccessibleName(words)
        self.settings.setToolTip(settings)
        self.settings.setAccessibleName(settings)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or the words beside them."""
        if narrow != self.narrow:
            self.narrow = narrow
            for stage in self.buttons.values():
                stage.narrow = narrow
            self.shop.narrow = narrow
            for stage in self.buttons.values():
                stage.setToolTip(stage.accessibleName() if narrow else "")
            self.say(*self._words)
            self.settings.setVisible(not narrow)
            self._follow()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nothing: a double click on the list is not a click on what lies below."""
        event.accept()

    def _follow(self) -> None:
        self.setFixedWidth(NARROW if self.narrow else theme().size("rail"))
        signs = {"light": "sun", "dark": "moon", "high_contrast": "contrast"}
        wear(self.theme, signs[theme().name])
        self.shop.place_mark()
        self.update()
