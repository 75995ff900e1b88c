"""A table of ready text: the twin of a chart."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from gui.tables import painting
from gui.tables.view import Index

NO_PARENT = QModelIndex()


class TextModel(QAbstractTableModel):
    """Rows of text below a header; the first column is left-aligned, figures right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.header: tuple[str, ...] = ()

    def show_rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Show rows, the first of which is the header."""
        self.beginResetModel()
        self.header, self.rows = (rows[0], rows[1:]) if rows else ((), ())
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The columns."""
        return 0 if parent.isValid() else len(self.header)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Labels."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.LEFT if section == 0 else painting.RIGHT
        return self.header[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text of a cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.LEFT if index.column() == 0 else painting.RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        return None
