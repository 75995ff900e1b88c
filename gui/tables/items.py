"""The item table: tens of thousands of rows, sorted and filtered by numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from core.frequency import Frequency
from gui import figures
from gui.tables import painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.item_facts import ItemFacts
from gui.tables.search import found, search_text, sort_text
from gui.tables.trend_words import trend_words
from gui.tables.view import Index
from gui.wording import counted

COVER_SCALE = 60.0
"""Days that a full cover bar stands for."""

NO_PARENT = QModelIndex()


class ItemColumn(IntEnum):
    """Columns of the item table."""

    NAME = 0
    SPARK = 1
    GROWTH = 2
    TOTAL = 3
    COVER = 4
    STOCK = 5
    CLASS = 6
    SUPPLIER = 7
    CATEGORY = 8
    CODE = 9
    SURE = 10


RIGHT_COLUMNS = frozenset({ItemColumn.GROWTH, ItemColumn.TOTAL, ItemColumn.STOCK, ItemColumn.SURE})

FACETS = ("supplier", "category", "class")
"""By what items are grouped, and to one value of which a table is narrowed."""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """A row above the items it groups: their common value, how many, their expected units."""

    name: str
    count: int
    total: float


FILTERS = ("all", "runs_out", "rising", "potential", "fading", "new")
"""Which items are shown."""


class ItemModel(QAbstractTableModel):
    """The items of a forecast. ``source(row)`` is the item's row in the demand panel."""

    counted = Signal()
    """Which items there are, or which are shown, changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: ItemFacts | None = None
        self.frequency = Frequency.WEEKLY
        self.horizon = 13
        self.changed_rows: frozenset[int] = frozenset()
        self.kind = "all"
        self.words = ""
        self._order = (ItemColumn.TOTAL, Qt.SortOrder.DescendingOrder)
        self.narrowed: Mapping[str, str] = {}
        self.grouped = ""
        self.groups: tuple[ItemGroup, ...] = ()
        # Rows of the panel; a group's row is −1 − its number.
        self._rows: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._search: tuple[str, ...] | None = None
        self._ranks: NDArray[np.intp] | None = None

    def show_facts(self, facts: ItemFacts | None, frequency: Frequency, horizon: int) -> None:
        """Show other items, or the same with other values, sorted and filtered as before."""
        self.beginResetModel()
        if facts is None or self.facts is None or facts.titles != self.facts.titles:
            self._search = self._ranks = None
        self.facts, self.frequency, self.horizon = facts, frequency, horizon
        self._rows = self._arranged()
        self.endResetModel()
        self.counted.emit()

    def show_kind(self, kind: str) -> None:
        """Show the items of one of ``FILTERS``."""
        self.kind = kind
        self._rearrange()

    def narrow(self, values: Mapping[str, str]) -> None:
        """Show only the items that have these values, by facet."""
        self.narrowed = dict(values)
        self._rearrange()

    def group(self, facet: str) -> None:
        """Put the items together by one of ``FACETS``; "" leaves them in one list."""
        self.grouped = facet
        self._rearrange()

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values that items have of a facet, in the order of their names."""
        return tuple(sorted(set(self._facet(facet)) - {""}, key=sort_text))

    def _facet(self, facet: str) -> tuple[str, ...]:
        facts = self.facts
        if facts is None:
            return ()
        given = {
            "supplier": facts.suppliers,
            "category": facts.categories,
            "class": facts.classes,
        }[facet]
        return given or ("",) * len(facts)

    def search(self, words: str) -> None:
        """Show the items whose name, code, store or pinyin has all the words."""
        self.words = words
        self._rearrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is not known comes last either way."""
        self._order = (ItemColumn(max(column, 0)), order)
        self._rearrange()

    def count(self, kind: str) -> int:
        """Return how many items one of ``FILTERS`` shows, whatever is searched for."""
        return int(self._mask(kind).sum())

    def source(self, row: int) -> int:
        """Return the row in the demand panel that a shown row stands for, −1 for a group's."""
        return max(int(self._rows[row]), -1)

    def group_of(self, row: int) -> ItemGroup | None:
        """Return the group whose row this is, None for an item's."""
        place = int(self._rows[row])
        return None if place >= 0 else self.groups[-1 - place]

    def group_rows(self) -> list[int]:
        """Return the rows that are groups'."""
        return [int(row) for row in np.flatnonzero(self._rows < 0)]

    def first_item(self) -> int:
        """Return the first row that is an item's, −1 where there is none."""
        items = np.flatnonzero(self._rows >= 0)
        return int(items[0]) if len(items) else -1

    def row_of(self, source: int) -> int:
        """Return where a row of the demand panel is shown, −1 where it is not."""
        if source < 0:
            return -1
        places = np.flatnonzero(self._rows == source)
        return int(places[0]) if len(places) else -1

    def _rearrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        sources = [self.source(index.row()) for index in before]
        self._rows = self._arranged()
        after = [
            self.index(place, index.column()) if (place := self.row_of(source)) >= 0 else NO_PARENT
            for index, source in zip(before, sources, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.counted.emit()

    def _mask(self, kind: str) -> NDArray[np.bool_]:
        facts = self.facts
        if facts is None:
            return np.zeros(0, dtype=bool)
        if kind == "all":
            return np.ones(len(facts), dtype=bool)
        flags: NDArray[np.bool_] = getattr(facts, kind)
        return flags

    def _arranged(self) -> NDArray[np.intp]:
        facts = self.facts
        if facts is None:
            return np.empty(0, dtype=np.intp)
        mask = self._mask(self.kind)
        for facet, value in self.narrowed.items():
            mask = mask & (np.array(self._facet(facet), dtype=object) == value)
        rows = np.flatnonzero(mask)
        if self.words.strip():
            if self._search is None:
                self._search = tuple(map(search_text, facts.titles, facts.codes, facts.stores))
            rows = rows[[found(self.words, self._search[row]) for row in rows]]
        column, order = self._order
        keys = self._keys(facts, column)[rows].astype(np.float64)
        down = order is Qt.SortOrder.DescendingOrder
        keys = np.where(np.isnan(keys), np.inf, -keys if down else keys)
        rows = rows[np.argsort(keys, kind="stable")]
        self.groups = ()
        return self._in_groups(facts, rows) if self.grouped else rows

    def _in_groups(self, facts: ItemFacts, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the rows with those of groups above them, the group that sells most first."""
        values = self._facet(self.grouped)
        members: dict[str, list[int]] = {}
        for row in rows:
            members.setdefault(values[row], []).append(int(row))
        made = [
            ItemGroup(name, len(items), float(facts.total[items].sum()))
            for name, items in members.items()
        ]
        if self.grouped == "class":
            made.sort(key=lambda group: (not group.name, group.name))
        else:
            made.sort(key=lambda group: (not group.name, -group.total))
        self.groups = tuple(made)
        parts = [
            np.concatenate([[-1 - number], members[group.name]])
            for number, group in enumerate(made)
        ]
        return np.concatenate(parts).astype(np.intp) if parts else rows

    def _keys(self, facts: ItemFacts, column: ItemColumn) -> NDArray[np.generic]:
        if column is ItemColumn.NAME:
            return self._by_name(facts)
        texts = {
            ItemColumn.CLASS: self._facet("class"),
            ItemColumn.SUPPLIER: self._facet("supplier"),
            ItemColumn.CATEGORY: self._facet("category"),
            ItemColumn.CODE: facts.codes,
        }.get(column)
        if texts is None:
            return self._numbers(facts, column)
        place = {text: k for k, text in enumerate(sorted(set(texts), key=sort_text))}
        return np.array([place[text] for text in texts], dtype=np.intp)

    def _by_name(self, facts: ItemFacts) -> NDArray[np.intp]:
        """Return (n) the place of each item in the order of names; spelling them takes a while."""
        if self._ranks is None:
            order = sorted(range(len(facts)), key=list(map(sort_text, facts.titles)).__getitem__)
            self._ranks = np.empty(len(facts), dtype=np.intp)
            self._ranks[order] = np.arange(len(facts))
        return self._ranks

    @staticmethod
    def _numbers(facts: ItemFacts, column: ItemColumn) -> NDArray[np.float32]:
        return {
            ItemColumn.SPARK: facts.sold,
            ItemColumn.GROWTH: facts.growth,
            ItemColumn.TOTAL: facts.total,
            ItemColumn.COVER: facts.cover,
            ItemColumn.STOCK: facts.stock,
            ItemColumn.SURE: facts.real,
        }[column]

    # ---- what Qt asks

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The items shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The columns."""
        return 0 if parent.isValid() else len(ItemColumn)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Labels, with the unit in them."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = ItemColumn(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column in RIGHT_COLUMNS
            return painting.RIGHT if right else painting.LEFT
        if role == Qt.ItemDataRole.ToolTipRole and column is ItemColumn.SURE:
            return self.tr("How likely it is that sales truly rise or fall")
        if role == Qt.ItemDataRole.ToolTipRole and column is ItemColumn.GROWTH:
            if self.facts is not None and not self.facts.yearly:
                return self.tr("The later half of the history against the earlier")
            return self.tr("Sales against the same time a year before")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.title(column)

    def title(self, column: ItemColumn) -> str:
        """Return the label of a column."""
        yearly = self.facts is None or self.facts.yearly
        return {
            ItemColumn.NAME: self.tr("Item"),
            ItemColumn.SPARK: self.tr("Sales"),
            ItemColumn.GROWTH: self.tr("A year") if yearly else self.tr("Change"),
            ItemColumn.TOTAL: figures.short_span(self.horizon, self.frequency),
            ItemColumn.COVER: self.tr("Cover, days"),
            ItemColumn.STOCK: self.tr("In stock"),
            ItemColumn.CLASS: self.tr("Class"),
            ItemColumn.SUPPLIER: self.tr("Supplier"),
            ItemColumn.CATEGORY: self.tr("Category"),
            ItemColumn.CODE: self.tr("Code"),
            ItemColumn.SURE: self.tr("Sure"),
        }[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell; the delegate paints from ``facts``."""
        facts = self.facts
        if facts is None or not index.isValid():
            return None
        row, column = self.source(index.row()), ItemColumn(index.column())
        group = self.group_of(index.row())
        if group is not None:
            if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return None
            return self.group_words(group) if column is ItemColumn.NAME else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column in RIGHT_COLUMNS
            return painting.RIGHT if right else painting.LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(facts, row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, COPY_ROLE):
            return self._words(facts, row, column)
        return None

    def group_words(self, group: ItemGroup) -> str:
        """Return what a group is called."""
        if group.name:
            return group.name
        return {
            "supplier": self.tr("No supplier named"),
            "category": self.tr("No category named"),
            "class": self.tr("Not classed"),
        }[self.grouped]

    def _words(self, facts: ItemFacts, row: int, column: ItemColumn) -> str:
        match column:
            case ItemColumn.NAME:
                return facts.titles[row]
            case ItemColumn.SPARK:
                return figures.units(float(facts.sold[row]))
            case ItemColumn.GROWTH:
                return figures.percent(float(facts.growth[row]), sign=True)
            case ItemColumn.TOTAL:
                return figures.units(float(facts.total[row]))
            case ItemColumn.COVER:
                return cover_words(float(facts.cover[row]))
            case ItemColumn.STOCK:
                return figures.units(float(facts.stock[row]))
            case ItemColumn.CODE:
                return facts.codes[row]
            case ItemColumn.SURE:
                return figures.surely(float(facts.real[row]))
            case _:
                return self._facet(column.name.lower())[row]

    def _tip(self, facts: ItemFacts, row: int, column: ItemColumn) -> str:
        if column is ItemColumn.SPARK:
            return self.tr("{units} sold in the last year").format(
                units=figures.units(float(facts.sold[row]))
            )
        if column is ItemColumn.COVER and np.isfinite(facts.cover[row]):
            return counted(
                self.tr("Stock lasts {cover} days; a delivery takes {lead}."),
                cover=cover_words(float(facts.cover[row])),
                lead=figures.units(float(facts.lead_time[row])),
            )
        if column in (ItemColumn.GROWTH, ItemColumn.SURE):
            trends, periods = facts.trends, facts.periods
            if trends is not None and periods is not None:
                return trend_words(trends, row, periods)
        where = f" · {facts.stores[row]}" if facts.stores[row] else ""
        return f"{facts.titles[row]} · {facts.codes[row]}{where}"


def cover_words(days: float) -> str:
    """Write days of cover, 90+ from there on, a dash where stock is not known."""
    if np.isnan(days):
        return figures.NOTHING
    return "90+" if days > 90 else figures.units(max(days, 0.0))
