"""The terms of supply as an editable table that takes whole columns pasted from Excel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from core.errors import OptionError
from core.restocking.term_values import checked
from core.restocking.terms import Terms
from gui import figures
from gui.tables import clipboard, painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.search import found, search_text
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme

COLUMNS = (
    "item",
    "title",
    "supplier",
    "on_hand",
    "on_order",
    "lead_time_days",
    "lead_time_sd_days",
    "review_days",
    "pack_size",
    "minimum_order",
    "unit_cost",
    "unit_price",
    "service_level",
)
"""Columns shown; the first two name the item and cannot be edited."""

MAY_BE_EMPTY = ("supplier", "on_hand", "unit_cost", "unit_price")
"""Columns in which an empty cell means that it is not known."""

NAMES = 2

NAME_LEAST = 150
"""Room that names keep (px at 100 %)."""

NO_PARENT = QModelIndex()


class TermsModel(QAbstractTableModel):
    """Terms, a row an item. Edits are asked for, never made here."""

    asked = Signal(object)
    """({(row in the panel, column name): value}) what was typed or pasted."""
    refused = Signal(object)
    """(Sentence) why something typed or pasted cannot be used."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.terms: Terms | None = None
        self.words = ""
        self._columns: dict[str, NDArray[np.object_]] = {}
        self._search: tuple[str, ...] = ()
        self._rows: NDArray[np.intp] = np.empty(0, dtype=np.intp)

    def show_terms(self, terms: Terms | None) -> None:
        """Show terms; the same items with other values keep their places."""
        before = self._columns.get("item")
        self.terms = terms
        columns = (
            {name: terms.table[name].to_numpy(dtype=object) for name in COLUMNS}
            if terms is not None
            else {}
        )
        if before is not None and columns and np.array_equal(before, columns["item"]):
            self._columns = columns
            if len(self._rows):
                last = self.index(len(self._rows) - 1, len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._columns = columns
        self._search = ()
        self._rows = self._found()
        self.endResetModel()

    def search(self, words: str) -> None:
        """Show the items whose name, code or supplier has all the words."""
        self.beginResetModel()
        self.words = words
        self._rows = self._found()
        self.endResetModel()

    def _found(self) -> NDArray[np.intp]:
        if not self._columns:
            return np.empty(0, dtype=np.intp)
        every = np.arange(len(self._columns["item"]))
        if not self.words.strip():
            return every
        if not self._search:
            self._search = tuple(
                search_text(str(title), str(item), str(supplier))
                for title, item, supplier in zip(
                    self._columns["title"],
                    self._columns["item"],
                    self._columns["supplier"],
                    strict=True,
                )
            )
        return every[[found(self.words, text) for text in self._search]]

    def source(self, row: int) -> int:
        """Return the row in the demand panel that a shown row stands for."""
        return int(self._rows[row])

    def row_of(self, source: int) -> int:
        """Return where a row of the panel is shown, −1 where it is not."""
        places = np.flatnonzero(self._rows == source)
        return int(places[0]) if len(places) else -1

    def taken(self, source: int, column: str, text: str) -> object | None:
        """Return the value that typed text stands for, None (and a refusal) where it cannot be.

        ``source`` is the row in the panel: an item sold by the piece needs whole packs.
        """
        terms = self.terms
        if terms is None:
            return None
        try:
            value = checked(column, text)
            if column == "pack_size":
                terms.edited(source, column, value)
        except OptionError as error:
            self.refused.emit(error.sentence)
            return None
        return value

    def fill(self, chosen: Sequence[Index], text: str) -> int:
        """Ask for the same text in all chosen cells at once; return how many can use it."""
        taken: dict[tuple[int, str], object] = {}
        for index in chosen:
            if index.column() >= NAMES:
                key = (self.source(index.row()), COLUMNS[index.column()])
                value = self.taken(*key, text)
                if value is None:
                    break
                taken[key] = value
        if taken:
            self.asked.emit(taken)
        return len(taken)

    def paste(self, start: Index, text: str) -> int:
        """Ask for all cells of tab-separated text at once; return how many can be used."""
        taken: dict[tuple[int, str], object] = {}
        for down, cells in enumerate(clipboard.cells(text)):
            for right, cell in enumerate(cells):
                row, column = start.row() + down, start.column() + right
                if row < len(self._rows) and NAMES <= column < len(COLUMNS):
                    value = self.taken(self.source(row), COLUMNS[column], cell)
                    if value is not None:
                        taken[(self.source(row), COLUMNS[column])] = value
        if taken:
            self.asked.emit(taken)
        return len(taken)

    # ---- what Qt asks

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The items shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Labels, with the unit in them."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        name = COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.LEFT if name in COLUMNS[:3] else painting.RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained().get(name)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            "item": self.tr("Code"),
            "title": self.tr("Item"),
            "supplier": self.tr("Supplier"),
            "on_hand": self.tr("In stock"),
            "on_order": self.tr("On the way"),
            "lead_time_days": self.tr("Delivery, days"),
            "lead_time_sd_days": self.tr("± days"),
            "review_days": self.tr("Order every, days"),
            "pack_size": self.tr("Pack"),
            "minimum_order": self.tr("Minimum"),
            "unit_cost": self.tr("Unit cost"),
            "unit_price": self.tr("Price"),
            "service_level": self.tr("In stock, %"),
        }[name]

    def _explained(self) -> dict[str, str]:
        return {
            "on_hand": self.tr("Units on the shelf now; empty if not known"),
            "lead_time_days": self.tr("Days from order to delivery"),
            "lead_time_sd_days": self.tr("How much delivery days vary"),
            "review_days": self.tr("Days between two orders"),
            "pack_size": self.tr("Units in a pack; orders are whole packs"),
            "minimum_order": self.tr("Least units the supplier accepts"),
            "service_level": self.tr("How often stock should last until the next delivery"),
        }

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything but the item's names can be typed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= NAMES else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell; what is edited and copied is the plain number."""
        if not index.isValid() or not self._columns:
            return None
        name = COLUMNS[index.column()]
        value = self._columns[name][self.source(index.row())]
        text = isinstance(value, str)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.LEFT if name in COLUMNS[:3] else painting.RIGHT
        if role in (Qt.ItemDataRole.EditRole, COPY_ROLE):
            if text:
                return value
            number = 100 * float(value) if name == "service_level" else float(value)
            return "" if np.isnan(number) else f"{number:.10g}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if text:
                return value
            return self._figure(name, float(value))
        if role == Qt.ItemDataRole.ToolTipRole and text:
            return value
        return None

    @staticmethod
    def _figure(name: str, value: float) -> str:
        if name == "service_level":
            return figures.percent(value, 0 if round(100 * value, 3) % 1 == 0 else 1)
        if name in ("unit_cost", "unit_price"):
            return figures.units(value, 2)
        return figures.units(value, 0 if not np.isfinite(value) or value % 1 == 0 else 1)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Ask for a value; refuse what cannot be used."""
        if role != Qt.ItemDataRole.EditRole or index.column() < NAMES:
            return False
        name = COLUMNS[index.column()]
        taken = self.taken(self.source(index.row()), name, str(value))
        if taken is None:
            return False
        self.asked.emit({(self.source(index.row()), name): taken})
        return True


class TermsDelegate(CellDelegate):
    """Paints terms; what is not known is a quiet dash."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell."""
        words = str(index.data() or "")
        left = index.column() < 3
        quiet = index.column() < 1 or words == figures.NOTHING
        painting.text(
            painter,
            place,
            words,
            "text_3" if quiet else "text",
            align=painting.LEFT if left else painting.RIGHT,
        )


class TermsTable(QuietTable):
    """Terms with cells chosen in blocks, so that columns can be copied and pasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=28)
        self.terms = TermsModel(self)
        self.setItemDelegate(TermsDelegate(self))
        self.setModel(self.terms)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(self.tr("Terms of supply"))
        self.lay_out()

    def lay_out(self) -> None:
        """Give the columns their widths."""
        widths = (96, None, 132, 72, 82, 98, 64, 122, 56, 78, 82, 74, 84)
        fixed = sum(width for width in widths if width is not None)
        # Where the columns need more than there is, they scroll, and the name keeps its room.
        tight = fixed + NAME_LEAST > self.viewport().width() / theme().scale
        self.set_widths(tuple(NAME_LEAST if w is None and tight else w for w in widths))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the new width."""
        super().resizeEvent(event)
        self.lay_out()

    def dress(self) -> None:
        """Follow the theme."""
        super().dress()
        if hasattr(self, "terms"):
            self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Paste a block as one change; Delete empties what may be unknown."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.currentIndex().isValid():
            chosen = self.selectionModel().selectedIndexes()
            start = min(chosen, key=lambda i: (i.row(), i.column())) if chosen else None
            text = QGuiApplication.clipboard().text()
            block = clipboard.cells(text)
            if len(chosen) > 1 and len(block) == 1 and len(block[0]) == 1:
                self.terms.fill(chosen, block[0][0])
            else:
                self.terms.paste(start or self.currentIndex(), text)
            return
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            chosen = self.selectionModel().selectedIndexes()
            self.terms.fill([i for i in chosen if COLUMNS[i.column()] in MAY_BE_EMPTY], "")
            return
        super().keyPressEvent(event)

    def commitData(self, editor: QWidget) -> None:  # noqa: N802
        """Write what was typed into all chosen cells of the column."""
        column = self.currentIndex().column()
        chosen = [i for i in self.selectionModel().selectedIndexes() if i.column() == column]
        if len(chosen) > 1 and isinstance(editor, QLineEdit):
            self.terms.fill(chosen, editor.text())
        else:
            super().commitData(editor)
