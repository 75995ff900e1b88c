"""What the tables of terms have in common: cells typed over like a sheet, columns in sets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.tables.term_cells import SETS
from gui.tables.view import QuietTable
from gui.theme import theme

NAME_LEAST = 150
"""Room that names keep (px at 100 %)."""


class TermTable(QuietTable):
    """A table of which one set of columns is shown at a time; what does not fit scrolls.

    ``columns`` names the term of each column, "" where it is none and always shown; ``widths`` are
    px at 100 %, None for the name, which takes what is left.
    """

    columns: tuple[str, ...] = ()
    widths: tuple[int | None, ...] = ()

    def __init__(self, parent: QWidget | None, row_height: int) -> None:
        super().__init__(parent, row_height=row_height)
        self.shown = "everyday"
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_set(self, name: str) -> None:
        """Show the columns of one of ``SETS``."""
        self.shown = name
        for number, column in enumerate(self.columns):
            self.setColumnHidden(number, not self._shows(column))
        self.lay_out()

    def _shows(self, column: str) -> bool:
        return not column or column in SETS[self.shown]

    def lay_out(self) -> None:
        """Give the columns their widths; where they need more than there is, names keep theirs."""
        if self.model() is None:
            return
        pairs = zip(self.columns, self.widths, strict=True)
        fixed = sum(width or 0 for column, width in pairs if self._shows(column))
        tight = fixed + NAME_LEAST > self.viewport().width() / theme().scale
        self.set_widths(tuple(NAME_LEAST if w is None and tight else w for w in self.widths))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the new width."""
        super().resizeEvent(event)
        self.lay_out()

    def dress(self) -> None:
        """Follow the theme."""
        super().dress()
        self.lay_out()
