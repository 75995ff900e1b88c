"""Terms of suppliers, categories or the whole shop: what each says, and what its items have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from core.restocking.terms.groups import COLUMN_OF_SCOPE, NOT_SHARED, GroupTerm
from core.restocking.terms.terms import Terms
from gui import figures
from gui.tables import painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.search import sort_text
from gui.tables.term_cells import (
    COLUMNS,
    MONEY,
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
from gui.theme import theme

SHARED = tuple(name for name in COLUMNS[NAMES:] if name not in NOT_SHARED)
"""Terms that a group can say."""

FIRST = 2
"""Columns before them: the group's name, and how many items it has."""

NO_PARENT = QModelIndex()

Value = str | float | np.datetime64


@dataclass(frozen=True, slots=True)
class Group:
    """A group of items: its name ("" the whole shop), how many, the rows of the panel."""

    name: str
    rows: np.ndarray


class GroupTermsModel(QAbstractTableModel):
    """A row a group. Edits are asked for, never made here."""

    asked = Signal(str, str, str, str)
    """(scope, name, column, text) typed; "" takes back what the group says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scope = "supplier"
        self.groups: tuple[Group, ...] = ()
        self._terms: Terms | None = None
        self._said: Mapping[tuple[str, str], Value] = {}

    def show_groups(
        self, scope: str, terms: Terms | None, said: tuple[GroupTerm, ...] = ()
    ) -> None:
        """Show the groups of a scope with what they say."""
        self.beginResetModel()
        self.scope, self._terms = scope, terms
        self._said = {(it.name, it.column): it.value for it in said if it.scope == scope}
        self.groups = groups_of(scope, terms) if terms is not None else ()
        self.endResetModel()

    def said(self, row: int, column: str) -> Value | None:
        """Return what a group itself says of a term, None where it says nothing."""
        return self._said.get((self.groups[row].name, column))

    def in_use(self, row: int, column: str) -> str:
        """Return what the group's items have: one value, from the least to the greatest, or a
        word where they differ otherwise."""
        if self._terms is None:
            return ""
        values = self._terms.table[column].iloc[self.groups[row].rows]
        known = values.dropna()
        if not len(known):
            return figures.NOTHING
        distinct = known.unique()
        if len(distinct) == 1 and len(known) == len(values):
            return cell_words(column, distinct[0])
        if column in TEXTS or len(known) < len(values):
            return self.tr("various")
        return self.tr("{low} to {high}").format(
            low=cell_words(column, known.min()), high=cell_words(column, known.max())
        )

    # ---- what Qt asks

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The groups."""
        return 0 if parent.isValid() else len(self.groups)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """Name, number of items, terms."""
        return 0 if parent.isValid() else FIRST + len(SHARED)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Labels, with the unit in them."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        name = SHARED[section - FIRST] if section >= FIRST else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(name) if name else painting.LEFT if section == 0 else painting.RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(name)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if name:
            return label(name)
        if section:
            return self.tr("Items")
        return {
            "supplier": self.tr("Supplier"),
            "category": self.tr("Category"),
            "shop": self.tr("Shop"),
        }[self.scope]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Terms can be typed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= FIRST else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell: what the group says, else what its items have."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.headerData(column, Qt.Orientation.Horizontal, role)
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, COPY_ROLE)
        if column == 0:
            return (self.groups[row].name or self.tr("All items")) if role in shown else None
        if column < FIRST:
            return figures.units(len(self.groups[row].rows)) if role in shown else None
        name = SHARED[column - FIRST]
        said = self.said(row, name)
        if role == Qt.ItemDataRole.EditRole:
            return "" if said is None else typed_words(name, said)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(said is not None)
        if role in shown:
            return self.in_use(row, name) if said is None else cell_words(name, said)
        return None

    def _tip(self, said: bool) -> str:
        if said:
            return self.tr("Items without a value of their own take this. Delete takes it back.")
        return self.tr("What the items have now. Type to say it for all of them.")

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Ask for a term of the group."""
        if role != Qt.ItemDataRole.EditRole or index.column() < FIRST:
            return False
        row, name = index.row(), SHARED[index.column() - FIRST]
        if str(value) == str(self.data(index, role)):
            return False
        self.asked.emit(self.scope, self.groups[row].name, name, str(value))
        return True


def groups_of(scope: str, terms: Terms) -> tuple[Group, ...]:
    """Return the groups of a scope that have items, by name."""
    if scope not in COLUMN_OF_SCOPE:
        return (Group("", np.arange(len(terms.table))),)
    places = terms.table.groupby(COLUMN_OF_SCOPE[scope], sort=False).indices
    named = sorted((str(name) for name in places if str(name)), key=sort_text)
    return tuple(Group(name, np.asarray(places[name])) for name in named)


class GroupTermsDelegate(CellDelegate):
    """Paints what a group says in the colour of the operator's own words, the rest quietly."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, GroupTermsModel):
            return
        words, column = str(index.data() or ""), index.column()
        own = column >= FIRST and model.said(index.row(), SHARED[column - FIRST]) is not None
        tone = "yours" if own else "text" if column == 0 else "text_2"
        font = theme().font("body", 500 if own else 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painting.text(painter, place, words, tone, font, Qt.AlignmentFlag(align))


class GroupTermsTable(TermTable):
    """Groups with their terms; typed over like a sheet, Delete takes a term back."""

    columns = ("", "", *SHARED)
    # A range of values takes more room than a figure.
    widths = (None, 64, *(max(WIDTHS[name] or 0, 128 if name in MONEY else 104) for name in SHARED))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=30)
        self.groups = GroupTermsModel(self)
        self.setItemDelegate(GroupTermsDelegate(self))
        self.setModel(self.groups)
        self.show_set(self.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete takes back what a group says."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.groups.setData(index, "")
            return
        super().keyPressEvent(event)
