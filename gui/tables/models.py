"""The table of models, each against seasonal naive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from core.frequency import Frequency
from gui import figures
from gui.tables import painting
from gui.tables.view import Index

NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model's figures: shares (0–1), items it forecasts, seconds; NaN where not known."""

    name: str
    missed: float
    better: float
    items: int
    leans: float
    held: float
    seconds: float
    chosen: bool


class ModelColumn(IntEnum):
    """Columns of the model table."""

    NAME = 0
    MISSED = 1
    DOT = 2
    BETTER = 3
    ITEMS = 4
    LEANS = 5
    HELD = 6
    TIME = 7


class ModelsModel(QAbstractTableModel):
    """Models, a row each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ModelRow, ...] = ()
        self.frequency = Frequency.WEEKLY

    def show_rows(self, rows: Sequence[ModelRow], frequency: Frequency) -> None:
        """Show these models of a panel of ``frequency``."""
        self.beginResetModel()
        self.frequency = frequency
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The models."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The columns."""
        return 0 if parent.isValid() else len(ModelColumn)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Labels."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = ModelColumn(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = column in (ModelColumn.NAME, ModelColumn.DOT)
            return painting.LEFT if left else painting.RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return {
                ModelColumn.MISSED: self.tr("Of 100 units sold, how many the forecast was off by"),
                ModelColumn.BETTER: self.tr("How much less it misses than {before}").format(
                    before=figures.same_time(self.frequency)
                ),
                ModelColumn.ITEMS: self.tr("Items it was chosen for"),
                ModelColumn.LEANS: self.tr(
                    "Plus: forecasts too much on the whole; minus: too little"
                ),
                ModelColumn.HELD: self.tr("How often sales lay inside the 80 % range"),
            }.get(column)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            ModelColumn.NAME: self.tr("Model"),
            ModelColumn.MISSED: self.tr("Missed"),
            ModelColumn.DOT: "",
            ModelColumn.BETTER: self.tr("Better by"),
            ModelColumn.ITEMS: self.tr("Items"),
            ModelColumn.LEANS: self.tr("Leans"),
            ModelColumn.HELD: self.tr("{share} held").format(share=figures.percent(0.8)),
            ModelColumn.TIME: self.tr("Time"),
        }[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], ModelColumn(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = column in (ModelColumn.NAME, ModelColumn.DOT)
            return painting.LEFT if left else painting.RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        match column:
            case ModelColumn.NAME:
                return figures.model_name(row.name, self.frequency)
            case ModelColumn.MISSED:
                return figures.percent(row.missed, 1)
            case ModelColumn.BETTER:
                return figures.percent(row.better)
            case ModelColumn.ITEMS:
                return figures.units(row.items)
            case ModelColumn.LEANS:
                return figures.percent(row.leans, 1, sign=True)
            case ModelColumn.HELD:
                return figures.percent(row.held)
            case ModelColumn.TIME:
                return self._seconds(row.seconds)
        return ""

    def _seconds(self, seconds: float) -> str:
        if not np.isfinite(seconds):
            return ""
        if seconds >= 90:
            return self.tr("{n} min").format(n=figures.units(seconds / 60, 1))
        return self.tr("{n} s").format(n=figures.units(seconds, 0 if seconds >= 10 else 1))
