"""The item table: columns to choose, several items at once, groups."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from gui.tables.item_cells import ItemDelegate
from gui.tables.items import ItemColumn, ItemModel
from gui.tables.view import QuietTable
from gui.theme import theme

USUAL = frozenset(
    {ItemColumn.NAME, ItemColumn.SPARK, ItemColumn.GROWTH, ItemColumn.TOTAL, ItemColumn.COVER}
)
"""Columns shown until others are chosen."""

WIDTHS = {
    ItemColumn.SPARK: 78,
    ItemColumn.GROWTH: 80,
    ItemColumn.TOTAL: 62,
    ItemColumn.COVER: 94,
    ItemColumn.STOCK: 72,
    ItemColumn.CLASS: 52,
    ItemColumn.SUPPLIER: 130,
    ItemColumn.CATEGORY: 110,
    ItemColumn.CODE: 88,
    ItemColumn.SURE: 60,
}
"""Widths of the columns (px at 100 %); the name takes what is left."""


class ItemTable(QuietTable):
    """The items of a forecast. Several can be chosen; the current one is the one looked at."""

    asked_for_menu = Signal(QPoint)
    """(place on the screen) what can be done with the chosen items is asked for."""
    columns_chosen = Signal()
    """Other columns are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=28)
        self.items = ItemModel(self)
        self.chosen_columns: frozenset[ItemColumn] = USUAL
        self.setItemDelegate(ItemDelegate(self))
        self.setModel(self.items)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(ItemColumn.TOTAL, Qt.SortOrder.DescendingOrder)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.column_menu().popup(header.mapToGlobal(place))
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda place: self.asked_for_menu.emit(self.viewport().mapToGlobal(place))
        )
        self.items.modelReset.connect(self._span_groups)
        self.items.layoutChanged.connect(self._span_groups)
        self.lay_out()

    # ---- columns

    def column_menu(self) -> QMenu:
        """Return the menu that chooses columns; the name always stays."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in ItemColumn:
            if column is ItemColumn.NAME:
                continue
            action = QAction(self.items.title(column), menu)
            action.setCheckable(True)
            action.setChecked(column in self.chosen_columns)
            action.toggled.connect(lambda on, c=column: self._choose(c, on))
            menu.addAction(action)
        return menu

    def _choose(self, column: ItemColumn, on: bool) -> None:
        self.show_columns(self.chosen_columns | {column} if on else self.chosen_columns - {column})

    def show_columns(self, columns: Collection[ItemColumn]) -> None:
        """Show these columns, and the name."""
        self.chosen_columns = frozenset(columns) | {ItemColumn.NAME}
        self.columns_chosen.emit()
        self.lay_out()

    @property
    def further_width(self) -> int:
        """Room that columns beyond the usual ones need (px at 100 %)."""
        return sum(WIDTHS[column] for column in self.chosen_columns - USUAL)

    def lay_out(self) -> None:
        """Give the columns their widths; what is not known, or finds no room, gives way."""
        self.set_widths(tuple(WIDTHS.get(column) for column in ItemColumn))
        facts = self.items.facts
        stocked = facts is not None and bool(np.isfinite(facts.cover).any())
        width = self.viewport().width() / theme().scale - self.further_width
        for column in ItemColumn:
            hidden = column not in self.chosen_columns
            # What a narrow table gives up first is what the chart beside it shows anyway.
            if column is ItemColumn.SPARK:
                hidden |= width < 440
            elif column is ItemColumn.COVER:
                hidden |= not stocked or width < 330
            self.setColumnHidden(column, hidden)
        self._span_groups()

    def _span_groups(self) -> None:
        self.clearSpans()
        for row in self.items.group_rows():
            self.setSpan(row, 0, 1, len(ItemColumn))

    # ---- several at once

    def chosen_items(self) -> tuple[int, ...]:
        """Return the rows in the panel of all chosen items, groups standing for theirs."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        if not rows and self.currentIndex().isValid():
            rows = {self.currentIndex().row()}
        found = {self.items.source(row) for row in rows if self.items.group_of(row) is None}
        for row in rows:
            if self.items.group_of(row) is not None:
                following = row + 1
                while following < self.items.rowCount() and not self.items.group_of(following):
                    found.add(self.items.source(following))
                    following += 1
        return tuple(sorted(found))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let columns give way where there is no room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.lay_out)

    def dress(self) -> None:
        """Follow the theme."""
        super().dress()
        if hasattr(self, "items"):
            self.lay_out()
