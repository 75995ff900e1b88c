"""What was understood of a sheet, why, and how sure; each line can be corrected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.sales.column_map import REQUIRED, ROLES, ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding.headers import platform_named
from gui.pages.card import Card, emptied, scrolled
from gui.pages.importing.raw_sheet import encoding_name, role_name
from gui.painted import painted
from gui.tables import painting
from gui.theme import theme
from gui.wording import counted, literal, spoken

SURE = 0.95
LIKELY = 0.7


class Line(QAbstractButton):
    """One thing understood: sign, words, reason, how sure. Pressed, it offers the alternatives."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._reason = ""
        self._sure = "sure"
        self._words = ""
        self.offer: Callable[[QMenu], None] | None = None
        self.point: Callable[[], None] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def say(self, words: str, reason: str, sure: str, sure_words: str) -> None:
        """Write the line; ``sure`` is "sure", "likely" or "ask"."""
        self.setText(words)
        self._reason, self._sure, self._words = reason, sure, sure_words
        self.setAccessibleName(f"{words}. {reason}")
        self.setToolTip(f"{words}\n{reason}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return two lines of text and some air."""
        look = theme()
        return QSize(100, round((look.text_size("body") + look.text_size("caption")) * 1.4) + 16)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the line."""
        look = theme()
        box = self.rect()
        if self.underMouse() and self.offer is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        state = look.chip(self._sure)
        middle = box.center().y()
        left = round(26 * look.scale)
        height = round(look.text_size("body") * 1.45)
        sign = box.adjusted(0, 0, 0, 0)
        sign.setRect(4, middle - height, round(16 * look.scale), height)
        painting.glyph(painter, sign.toRectF(), state.icon, state.text, 16)
        font = look.font("caption")
        painter.setFont(font)
        side = painter.fontMetrics().horizontalAdvance(self._words) + 6
        room = box.adjusted(left, middle - height, -side - 6, 0).toRectF()
        room.setHeight(height)
        painting.text(painter, room, self.text(), "text", look.font("body", 500))
        right = box.adjusted(box.width() - side - 4, middle - height, -4, 0).toRectF()
        right.setHeight(height)
        tone = "good" if self._sure == "sure" else state.text
        painting.text(painter, right, self._words, tone, font, painting.RIGHT)
        under = box.adjusted(left, middle, -4, 0).toRectF()
        under.setHeight(height)
        painting.text(painter, under, self._reason, "text_2", font)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(
            QPointF(left, box.bottom() + 0.5), QPointF(box.right(), box.bottom() + 0.5)
        )

    def _open(self) -> None:
        if self.point is not None:
            self.point()
        if self.offer is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.offer(menu)
            menu.popup(self.mapToGlobal(QPoint(0, self.height())))


class Understood(Card):
    """The card at the side of a sheet: every decision the program took about it."""

    role_chosen = Signal(int, str)
    """(column, role or "") the operator wants another column for a role."""

    change_asked = Signal(str, object)
    """(name, value) the operator wants another order of days or decimal mark."""

    pointed = Signal(int)
    """A column is spoken of: it should be seen."""

    afresh_asked = Signal()
    """The operator wants the sheet read without what is remembered of its kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines_box = QWidget()
        self._lines = QVBoxLayout(self._lines_box)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(0)
        self.content.addWidget(scrolled(self._lines_box), 1)

    def _offer_afresh(self, menu: QMenu) -> None:
        menu.addAction(self.tr("Look afresh"), self.afresh_asked.emit)

    def show_sheet(
        self, sheet: RawSheet | None, columns: ColumnMap | None, remembered: str = ""
    ) -> None:
        """Write what was understood of a sheet; ``remembered`` names the one it is read like."""
        emptied(self._lines)
        if sheet is None or columns is None:
            self.say(self.tr("What was understood"))
            return
        if remembered:
            line = self._plain(
                self.tr("Remembered from {name}").format(name=remembered),
                self.tr("read as that sheet was; press to look afresh"),
            )
            line.offer = self._offer_afresh
            line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._write_whole(sheet, columns)
        asked = [role for role in REQUIRED if self._missing(columns, role)]
        for role in asked:
            words = self.tr("Which column is {role}?").format(role=role_name(role))
            self._add(words, self.tr("Choose it here or above the sheet."), 0.0, columns, role)
        # What should be looked at first, then as sheets are read: when, what, how many.
        for guess in sorted(
            columns.guesses, key=lambda g: (g.confidence >= SURE, ROLES.index(g.role))
        ):
            if columns.roles.get(guess.role) != guess.column:
                continue
            words = self.tr("{role} is {header}").format(
                role=role_name(guess.role), header=self._header(columns, guess.column)
            )
            settled = bool(remembered) and guess.confidence >= 1.0
            reason = self.tr("as last time") if settled else spoken(guess.reason)
            self._add(words, reason, guess.confidence, columns, guess.role)
        told = {guess.role for guess in columns.guesses}
        for role, column in columns.roles.items():
            if role not in told:
                words = self.tr("{role} is {header}").format(
                    role=role_name(role), header=self._header(columns, column)
                )
                self._add(words, self.tr("as you said"), 1.0, columns, role)
        if columns.item_parts:
            parts = [self._header(columns, column) for column in columns.item_parts]
            words = self.tr("Items are told apart by {headers}").format(
                headers=self.tr(", ").join(parts)
            )
            line = self._plain(words, self.tr("it stands before the item's own name"))
            line.point = lambda: self.pointed.emit(columns.item_parts[0])
        self._write_ignored(columns)
        self._lines.addStretch(1)
        answered = self._lines.count() - 1 - len(asked)
        if asked:
            note = self.tr("{n} answered, {open} for you").format(n=answered, open=len(asked))
        else:
            note = self.tr("{n} answered").format(n=answered)
        self.say(self.tr("What was understood"), note)

    @staticmethod
    def _missing(columns: ColumnMap, role: str) -> bool:
        if columns.layout not in ("lines",) or role in columns.roles:
            return False
        return not (role == "item" and columns.item_parts)

    @staticmethod
    def _header(columns: ColumnMap, column: int) -> str:
        text = columns.labels[column] if column < len(columns.labels) else ""
        return " ".join(text.split()) or f"#{column + 1}"

    def _write_whole(self, sheet: RawSheet, columns: ColumnMap) -> None:
        if columns.note is not None:
            self._plain(self.tr("This sheet is left out"), spoken(columns.note))
        if columns.platform:
            known = platform_named(columns.platform)
            name = known.name if known else columns.platform
            words = self.tr("An export of {platform}").format(platform=name)
            self._plain(words, self.tr("recognised by its header"))
        if sheet.encoding:
            words = self.tr("Text is {encoding}").format(encoding=encoding_name(sheet.encoding))
            self._plain(words, self.tr("every byte fits"))
        if columns.header_row >= 0:
            words = self.tr("Header is row {row}").format(row=columns.header_row + 1)
            count = sum(bool(text) for text in columns.labels)
            reason = counted(self.tr("{n} columns have names"), n=count)
            if columns.header_depth > 1:
                reason = counted(self.tr("two rows make it up; {n} columns"), n=count)
        else:
            words, reason = self.tr("There is no header"), self.tr("columns go by their contents")
        self._plain(words, reason)
        orders = {
            "ymd": self.tr("Days are year, month, day"),
            "dmy": self.tr("Days are day, month, year"),
            "mdy": self.tr("Days are month, day, year"),
        }
        if "day" in columns.roles:
            line = self._plain(orders[columns.day_order], self.tr("press to read them otherwise"))
            self._offer(line, "day_order", orders, columns.day_order)
        marks = {
            ".": self.tr("1,234.5 has a decimal point"),
            ",": self.tr("1.234,5 has a decimal comma"),
        }
        line = self._plain(marks[columns.decimal_mark], self.tr("press to read them otherwise"))
        self._offer(line, "decimal_mark", marks, columns.decimal_mark)
        if columns.spread:
            words = counted(self.tr("{n} columns hold units"), n=len(columns.spread))
            headers = (
                self._header(columns, columns.spread[0]),
                self._header(columns, columns.spread[-1]),
            )
            self._plain(
                words, self.tr("{first} to {last}").format(first=headers[0], last=headers[1])
            )

    def _write_ignored(self, columns: ColumnMap) -> None:
        named = [column for column in columns.ignored if columns.labels[column].strip()]
        ignored = [self._header(columns, column) for column in named]
        if ignored:
            words = counted(self.tr("{n} columns ignored"), n=len(ignored))
            if len(ignored) == 1:
                words = self.tr("1 column ignored")
            self._plain(words, self.tr(", ").join(ignored))

    def _offer(self, line: Line, name: str, words: dict[str, str], now: str) -> None:
        def offer(menu: QMenu) -> None:
            for value, text in words.items():
                action = menu.addAction(text)
                action.setCheckable(True)
                action.setChecked(value == now)
                action.triggered.connect(
                    lambda _=False, value=value: self.change_asked.emit(name, value)
                )

        line.offer = offer
        line.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _plain(self, words: str, reason: str) -> Line:
        line = Line(self._lines_box)
        line.say(words, reason, "sure", self.tr("sure"))
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines.addWidget(line)
        return line

    def _add(
        self, words: str, reason: str, confidence: float, columns: ColumnMap, role: str
    ) -> None:
        line = Line(self._lines_box)
        if confidence >= SURE:
            line.say(words, reason, "sure", self.tr("sure"))
        elif confidence >= LIKELY:
            line.say(words, reason, "likely", self.tr("likely"))
        else:
            line.say(words, reason, "ask", self.tr("please check"))

        def offer(menu: QMenu) -> None:
            now = columns.roles.get(role, -1)
            for column in range(len(columns.labels)):
                action = menu.addAction(literal(self._header(columns, column)))
                action.setCheckable(True)
                action.setChecked(column == now)
                action.triggered.connect(
                    lambda _=False, column=column: self.role_chosen.emit(column, role)
                )
            if role not in REQUIRED and now >= 0:
                menu.addSeparator()
                menu.addAction(self.tr("None of them"), lambda: self.role_chosen.emit(now, ""))

        line.offer = offer
        if role in columns.roles:
            line.point = lambda: self.pointed.emit(columns.roles[role])
        self._lines.addWidget(line)
