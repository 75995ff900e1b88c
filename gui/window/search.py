"""The search box: finds an item on any page by name, code or pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from gui.painted import painted
from gui.tables.search import search_text
from gui.theme import dress, theme

if TYPE_CHECKING:
    from gui.session import Session

ROW = Qt.ItemDataRole.UserRole + 1
SHORTCUT = "Ctrl K"


class _ItemCompleter(QCompleter):
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class Search(QLineEdit):
    """A line that offers items as one types."""

    found = Signal(int)
    """(row) the operator chose an item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="search")
        self._session: Session | None = None
        self._items = QStandardItemModel(self)
        self._outdated = True
        completer = _ItemCompleter(self._items, self)
        completer.setCompletionRole(Qt.ItemDataRole.UserRole)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self.setCompleter(completer)
        self.textEdited.connect(self._refresh)
        theme().changed.connect(self._follow)
        self.retranslate()
        self._follow()

    def follow(self, session: Session) -> None:
        """Find the items of a session."""
        self._session = session
        session.changed.connect(self._note)
        self._outdated = True

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self.setPlaceholderText(self.tr("Find an item"))
        self.setAccessibleName(self.tr("Find an item"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the key at the right."""
        super().resizeEvent(event)
        self.setTextMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign at the left and, while the line is empty, the key at the right."""
        super().paintEvent(event)
        self._draw_signs(event)

    @painted
    def _draw_signs(self, painter: QPainter) -> None:
        look = theme()
        middle = self.height() / 2
        look.draw_icon(painter, QRectF(10, middle - 8, 16, 16), "search", look.colour("text_3"))
        if self.text() or self.hasFocus():
            return
        font = look.font("caption")
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(SHORTCUT) + 12
        place = QRectF(self.width() - width - 7, middle - 9.5, width, 19)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("sunken"))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(look.colour("text_2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, SHORTCUT)

    def _follow(self) -> None:
        self.setFixedWidth(round(208 * max(1.0, theme().scale * 0.9)))

    def _note(self, stage: str) -> None:
        if stage in ("demand", "terms"):
            self._outdated = True

    def _refresh(self) -> None:
        if self._session is None or not self._outdated:
            return
        demand, terms = self._session.demand, self._session.terms
        self._outdated = False
        self._items.clear()
        if demand is None:
            return
        titles = list(terms.table["title"]) if terms is not None else [""] * len(demand)
        for row, (title, code, store) in enumerate(
            zip(titles, demand.items, demand.stores, strict=True)
        ):
            shown = "  ·  ".join(part for part in (str(title), code, store) if part)
            item = QStandardItem(shown)
            item.setData(search_text(str(title), code, store), Qt.ItemDataRole.UserRole)
            item.setData(row, ROW)
            self._items.appendRow(item)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            self.found.emit(int(row))
            self.clear()
            self.clearFocus()
