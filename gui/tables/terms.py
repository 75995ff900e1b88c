"""The terms of supply as an editable table that takes whole columns pasted from Excel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from core.errors import OptionError
from core.restocking.terms.groups import CATEGORY, ITEM, SHOP, SUPPLIER
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import checked
from gui import figures
from gui.tables import clipboard, painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.search import found, search_text, stores_told
from gui.tables.term_cells import (
    COLUMNS,
    MAY_BE_EMPTY,
    NAMES,
    TEXTS,
    WIDTHS,
    alignment,
    cell_words,
    explained,
    label,
    typed_words,
)
from gui.tables.term_table import TermTable
from gui.tables.view import CellDelegate, Index

NO_PARENT = QModelIndex()


class TermsModel(QAbstractTableModel):
    """Terms, a row an item. Edits are asked for, never made here."""

    asked = Signal(object)
    """({(row in the panel, column name): value}) what was typed or pasted."""
    refused = Signal(object)
    """(Sentence) why something typed or pasted cannot be used."""
    inherited = Signal(object)
    """((row in the panel, column name), …) cells emptied: they take what their group says again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.terms: Terms | None = None
        self.words = ""
        self._columns: dict[str, NDArray[np.object_]] = {}
        self._origins: dict[str, NDArray[np.int8]] = {}
        self._stores: tuple[str, ...] = ()
        self._search: tuple[str, ...] = ()
        self._rows: NDArray[np.intp] = np.empty(0, dtype=np.intp)

    def show_terms(self, terms: Terms | None) -> None:
        """Show terms; the same items with other values keep their places."""
        before = self._columns.get("item")
        self.terms = terms
        self._origins, self._stores = {}, ()
        columns = {"item": terms.table["item"].to_numpy(dtype=object)} if terms is not None else {}
        if before is not None and columns and np.array_equal(before, columns["item"]):
            self._columns = columns
            self._search = ()
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
                    self.values("title"),
                    self.values("item"),
                    self.values("supplier"),
                    strict=True,
                )
            )
        return every[[found(self.words, text) for text in self._search]]

    def values(self, column: str) -> NDArray[np.object_]:
        """(n) cells of a column; columns that nobody looks at are not taken apart."""
        if column not in self._columns and self.terms is not None:
            self._columns[column] = self.terms.table[column].to_numpy(dtype=object)
        return self._columns[column]

    def origin(self, source: int, column: str) -> int:
        """Return who says a cell of the panel's row: see ``group_terms``."""
        if self.terms is None or column not in self.terms.said_by:
            return ITEM
        if column not in self._origins:
            self._origins[column] = self.terms.said_by[column].to_numpy(dtype=np.int8)
        return int(self._origins[column][source])

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

    def empty(self, chosen: Sequence[Index]) -> None:
        """Ask for chosen cells to be unknown, or to take what their group says again."""
        names = [(index, COLUMNS[index.column()]) for index in chosen if index.column() >= NAMES]
        own = [
            (self.source(index.row()), name)
            for index, name in names
            if name not in MAY_BE_EMPTY and self.origin(self.source(index.row()), name) == ITEM
        ]
        self.fill([index for index, name in names if name in MAY_BE_EMPTY], "")
        if own:
            self.inherited.emit(tuple(own))

    def paste(self, start: Index, text: str, columns: Sequence[int] = range(len(COLUMNS))) -> int:
        """Ask for all cells of tab-separated text at once; return how many can be used.

        ``columns`` are those shown, in their order: the block fills them from ``start`` on.
        """
        taken: dict[tuple[int, str], object] = {}
        shown = [column for column in columns if column >= start.column()]
        for down, cells in enumerate(clipboard.cells(text)):
            row = start.row() + down
            if row >= len(self._rows):
                break
            for column, cell in zip(shown, cells, strict=False):
                if column >= NAMES:
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
            return alignment(name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(name)
        return label(name) if role == Qt.ItemDataRole.DisplayRole else None

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
        value = self.values(name)[self.source(index.row())]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(name)
        if role in (Qt.ItemDataRole.EditRole, COPY_ROLE):
            return typed_words(name, value)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if name == "title":
                return self._named(self.source(index.row()))
            return cell_words(name, value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index, name, value)
        return None

    def _named(self, source: int) -> str:
        """Return what an item is called, with its store where there are several."""
        if not self._stores and self.terms is not None:
            self._stores = stores_told([str(store) for store in self.values("store")])
        name = str(self.values("title")[source]) or str(self.values("item")[source])
        return " · ".join(filter(None, (name, self._stores[source])))

    def _tip(self, index: Index, name: str, value: object) -> str | None:
        """Return who says a term where it is not the item itself, and long words in full."""
        words = cell_words(name, value) if name in TEXTS and str(value) else ""
        if name == "title":
            words = self._named(self.source(index.row()))
        said = self.origin(self.source(index.row()), name)
        who = {
            SUPPLIER: self.tr("Said for all items of this supplier"),
            CATEGORY: self.tr("Said for all items of this category"),
            SHOP: self.tr("As for the whole shop"),
        }.get(said, "")
        return "\n".join(filter(None, (words, who))) or None

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
    """Paints terms: what the item itself says in ink, what it inherits quieter, what is not known
    as a dash."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell."""
        words, model = str(index.data() or ""), index.model()
        name = COLUMNS[index.column()]
        own = index.column() < NAMES or not isinstance(model, TermsModel)
        if isinstance(model, TermsModel) and not own:
            own = model.origin(model.source(index.row()), name) == ITEM
        quiet = index.column() < 1 or words == figures.NOTHING
        tone = "text_3" if quiet else "text" if own else "text_2"
        painting.text(painter, place, words, tone, align=alignment(name))


class TermsTable(TermTable):
    """Terms with cells chosen in blocks, so that columns can be copied and pasted."""

    columns = COLUMNS
    widths = tuple(WIDTHS[name] for name in COLUMNS)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=28)
        self.terms = TermsModel(self)
        self.setItemDelegate(TermsDelegate(self))
        self.setModel(self.terms)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setAccessibleName(self.tr("Terms of supply"))
        self.show_set(self.shown)

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
                shown = [n for n in range(len(COLUMNS)) if not self.isColumnHidden(n)]
                self.terms.paste(start or self.currentIndex(), text, shown)
            return
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.terms.empty(self.selectionModel().selectedIndexes())
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
