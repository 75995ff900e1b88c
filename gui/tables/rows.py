"""Tables of frozen rows: each column says what a row's cell is and what it sorts by."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.tables import painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.search import sort_text
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme

NO_PARENT = QModelIndex()

TONE_ROLE = Qt.ItemDataRole.UserRole + 2
"""Palette token of a cell's words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of rows of one class.

    title  words of the header, with the unit
    words  what a row's cell says
    key    what it sorts by: text, by pinyin, or a number; NaN comes last either way
    width  px at 100 %; None takes what is left
    right  whether it stands at the right, as figures do
    tone   palette token of a row's words; strong whether they are heavier
    tip    what is said of a cell in its tooltip
    """

    title: str
    words: Callable[[Any], str]
    key: Callable[[Any], str | float]
    width: int | None = 84
    right: bool = True
    tone: Callable[[Any], str] | None = None
    strong: bool = False
    tip: Callable[[Any], str] | None = None


class RowsModel(QAbstractTableModel):
    """Rows in the order asked for; they are never changed here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.rows: list[Any] = []
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Any]) -> None:
        """Show rows, sorted as before where that was asked for, else as they come."""
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), list(rows)
        if self._order is not None and self._order[0] < len(self.columns):
            self._arrange(*self._order)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; −1 keeps the order as it is."""
        self._order = (column, order) if column >= 0 else None
        if self._order is None or column >= len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self.rows[index.row()] for index in before]
        self._arrange(column, order)
        place = {id(row): number for number, row in enumerate(self.rows)}
        after = [
            self.index(place[id(row)], index.column())
            for index, row in zip(before, kept, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        down, key = order is Qt.SortOrder.DescendingOrder, self.columns[column].key

        def known(row: Any) -> bool:
            value = key(row)
            return isinstance(value, str) or not math.isnan(value)

        def rank(row: Any) -> Any:
            value = key(row)
            return sort_text(value) if isinstance(value, str) else value

        named = sorted(filter(known, self.rows), key=rank, reverse=down)
        self.rows = [*named, *(row for row in self.rows if not known(row))]

    # ---- what Qt asks

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.RIGHT if self.columns[section].right else painting.LEFT
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell, and how they are shown."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.RIGHT if column.right else painting.LEFT
        if role == TONE_ROLE:
            return column.tone(row) if column.tone is not None else "text"
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip or column.words)(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, COPY_ROLE):
            return column.words(row)
        return None


class RowsDelegate(CellDelegate):
    """Paints words in the tone of their cell."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        column = model.columns[index.column()]
        heavy = column.strong or (behind == "selected" and index.column() == 0)
        painting.text(
            painter,
            place,
            str(index.data() or ""),
            str(index.data(TONE_ROLE)),
            theme().font("body", 600 if heavy else 0),
            painting.RIGHT if column.right else painting.LEFT,
        )


class RowsTable(QuietTable):
    """A sortable table of frozen rows; columns that find no room give way from the right."""

    NAME_LEAST: int = 130
    """Room that the stretching column keeps (px at 100 %)."""

    def __init__(self, parent: QWidget | None = None, row_height: int = 30) -> None:
        super().__init__(parent, row_height)
        self.model_of_rows = RowsModel(self)
        self.setItemDelegate(RowsDelegate(self))
        self.setModel(self.model_of_rows)
        self.setSortingEnabled(True)
        # Rows come in an order that means something; a click on a header asks for another.
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSectionsClickable(True)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.model_of_rows.show_rows(columns, rows)
        self._fit()

    def chosen(self) -> Any | None:
        """Return the row of the current cell."""
        index = self.currentIndex()
        return self.model_of_rows.rows[index.row()] if index.isValid() else None

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        """Let columns give way where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def dress(self) -> None:
        """Follow the theme."""
        super().dress()
        if hasattr(self, "model_of_rows"):
            self._fit()

    def _fit(self) -> None:
        widths = tuple(column.width for column in self.model_of_rows.columns)
        self.set_widths(widths)
        scale = theme().scale
        room = self.viewport().width() / scale - self.NAME_LEAST
        used = float(sum(width for width in widths if width is not None))
        for number in reversed(range(len(widths))):
            width = widths[number]
            hidden = width is not None and used > room and number > 1
            self.setColumnHidden(number, hidden)
            used -= width or 0.0 if hidden else 0.0
