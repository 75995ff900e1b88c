"""Copy to and paste from Excel: tab-separated text, a line a row."""

from __future__ import annotations

import re

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt
from PySide6.QtWidgets import QTableView

COPY_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a cell says in a copy, where that differs from what it shows."""


_SPACED_PERCENT = re.compile(r"\s+%$")
_FIGURE = re.compile(r"[+-]?[\d.,]+%?")


def cells(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text as Excel copies it: a last line break is no row."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return [line.split("\t") for line in lines]


def joined(rows: list[list[str]]) -> str:
    """Return rows as tab-separated text; tabs and line breaks in a cell become spaces."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def copied(view: QTableView) -> str:
    """Return the selected cells with their header, all rows where only one cell is current."""
    model, selection = view.model(), view.selectionModel()
    columns = [c for c in range(model.columnCount()) if not view.isColumnHidden(c)]
    chosen = sorted({index.row() for index in selection.selectedIndexes()})
    rows = chosen if len(chosen) > 1 else list(range(model.rowCount()))
    if view.selectionBehavior() is QTableView.SelectionBehavior.SelectItems and chosen:
        rows = chosen
        columns = sorted({index.column() for index in selection.selectedIndexes()})
        return joined([[_cell(model, row, column) for column in columns] for row in rows])
    header = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
    return joined([header, *([_cell(model, row, column) for column in columns] for row in rows)])


def _cell(model: QAbstractItemModel, row: int, column: int) -> str:
    index = model.index(row, column)
    value = index.data(COPY_ROLE)
    if value is None:
        value = index.data(Qt.ItemDataRole.DisplayRole)
    return "" if value is None else for_a_sheet(str(value))


def for_a_sheet(words: str) -> str:
    """Return what a cell says so that a spreadsheet reads it as it is meant: figures with plain
    signs, and a name that begins as a formula does as text."""
    plain = _SPACED_PERCENT.sub("%", words.replace("−", "-"))
    if _FIGURE.fullmatch(plain):
        return plain
    return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words


def paste(view: QTableView, text: str) -> int:
    """Write tab-separated text from the current cell on; return how many cells took it.

    Cells that cannot be edited or that refuse the text are left as they are.
    """
    model, start = view.model(), view.currentIndex()
    if not start.isValid():
        return 0
    taken = 0
    for down, row in enumerate(cells(text)):
        for right, value in enumerate(row):
            index = model.index(start.row() + down, start.column() + right)
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                taken += bool(model.setData(index, value.strip(), Qt.ItemDataRole.EditRole))
    view.selectionModel().setCurrentIndex(start, QItemSelectionModel.SelectionFlag.NoUpdate)
    return taken
