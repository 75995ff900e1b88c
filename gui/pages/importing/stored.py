"""The first sales of an import, as they would be stored."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.pipeline import Import
from gui import figures
from gui.pages.card import Card
from gui.tables.view import Index, QuietTable
from gui.theme import theme
from gui.wording import counted

NO_PARENT = QModelIndex()
PREVIEW_ROWS = 4
COLUMNS = ("day", "code", "name", "units", "price")
CODE, PRICE = COLUMNS.index("code"), COLUMNS.index("price")
NAME_LEAST = 84
"""Room (px at 100 %) under which a name says nothing."""


class StoredModel(QAbstractTableModel):
    """The first sales as they would be stored."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []
        self._names: tuple[str, ...] = ()

    def show(self, imported: Import | None, names: tuple[str, ...]) -> None:
        """Show the first sales of an import."""
        self.beginResetModel()
        self._names, self._rows = names, []
        if imported is not None and len(imported.sales.rows):
            first = imported.sales.rows.head(PREVIEW_ROWS)
            titles = dict(
                zip(
                    imported.sales.catalogue["item"], imported.sales.catalogue["title"], strict=True
                )
            )
            for row in first.itertuples():
                day = np.datetime64(row.day, "D")
                price = figures.units(row.unit_price, 2) if row.unit_price == row.unit_price else ""
                decimals = 0 if float(row.units).is_integer() else 2
                self._rows.append(
                    (
                        figures.full_day(day),
                        str(row.item),
                        str(titles.get(row.item, "")),
                        figures.units(row.units, decimals),
                        price,
                    )
                )
        self.endResetModel()

    @property
    def titled(self) -> bool:
        """Whether any of the sales has a name beside the code."""
        return any(row[CODE + 1] for row in self._rows)

    def widest(self, column: int, metrics: QFontMetrics) -> int:
        """Return the room (px) that a column's cells and name need."""
        texts = [*(row[column] for row in self._rows), *self._names[column : column + 1]]
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many sales are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the columns: day, code, name, units, price."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text; figures stand at the right."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = index.column() >= 3
            return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._names[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = section >= 3
                return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return None


class StoredCard(Card):
    """The first sales of the import, with how many items and days there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QuietTable(row_height=26)
        self._model = StoredModel(self)
        self.table.setModel(self._model)
        self.content.addWidget(self.table)

    def show_import(self, imported: Import | None) -> None:
        """Show what an import would store; nothing yet where None."""
        names = (
            self.tr("Day"),
            self.tr("Item code"),
            self.tr("Item name"),
            self.tr("Units"),
            self.tr("Price"),
        )
        self._model.show(imported, names)
        self.fit()
        note = ""
        if imported is not None and len(imported.sales.rows):
            days = imported.sales.rows["day"]
            note = counted(
                self.tr("{items} items, {days} days"),
                items=f"{imported.sales.rows['item'].nunique():,}",
                days=f"{(days.max() - days.min()).days + 1:,}",
            )
        self.say(self.tr("What Shelfcast will store"), note)

    def fit(self) -> None:
        """Give each column the room that its cells need: the price gives way to names, names to
        the rest. Goods without a code are told by their names, which then take the room."""
        metrics, scale = self.table.fontMetrics(), theme().scale
        needed = [self._model.widest(column, metrics) + 18 for column in range(len(COLUMNS))]
        day, code, _, units, price = needed
        left = self.table.viewport().width() - day - units
        titled = self._model.titled and left - code >= NAME_LEAST * scale
        priced = left - price - (code if titled else 0) >= NAME_LEAST * scale
        item = (round(code / scale), None) if titled else (None, 0)
        self.table.set_widths(
            (round(day / scale), *item, round(units / scale), round(price / scale))
        )
        self.table.setColumnHidden(CODE + 1, not titled)
        self.table.setColumnHidden(PRICE, not priced)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit()
