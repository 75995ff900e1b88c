"""The item table: tens of thousands of rows, sorted and filtered by numpy."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.demand import Frequency
from gui import figures
from gui.tables import painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.item_facts import ItemFacts
from gui.tables.painting import Bar
from gui.tables.search import found, search_text, sort_text
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme

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


FILTERS = ("all", "runs_out", "rising", "fading", "new")
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
        """Return the row in the demand panel that a shown row stands for."""
        return int(self._rows[row])

    def row_of(self, source: int) -> int:
        """Return where a row of the demand panel is shown, −1 where it is not."""
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
        rows = np.flatnonzero(self._mask(self.kind))
        if self.words.strip():
            if self._search is None:
                self._search = tuple(map(search_text, facts.titles, facts.codes, facts.stores))
            rows = rows[[found(self.words, self._search[row]) for row in rows]]
        column, order = self._order
        keys = (
            self._by_name(facts) if column is ItemColumn.NAME else self._numbers(facts, column)
        )[rows].astype(np.float64)
        down = order is Qt.SortOrder.DescendingOrder
        keys = np.where(np.isnan(keys), np.inf, -keys if down else keys)
        return rows[np.argsort(keys, kind="stable")]

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
            right = column in (ItemColumn.GROWTH, ItemColumn.TOTAL)
            return painting.RIGHT if right else painting.LEFT
        if role == Qt.ItemDataRole.ToolTipRole and column is ItemColumn.GROWTH:
            if self.facts is not None and not self.facts.yearly:
                return self.tr("The later half of the history against the earlier")
            return self.tr("Sales against the same time a year before")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        yearly = self.facts is None or self.facts.yearly
        return {
            ItemColumn.NAME: self.tr("Item"),
            ItemColumn.SPARK: self.tr("Sales"),
            ItemColumn.GROWTH: self.tr("A year") if yearly else self.tr("Change"),
            ItemColumn.TOTAL: figures.short_span(self.horizon, self.frequency),
            ItemColumn.COVER: self.tr("Cover, days"),
        }[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell; the delegate paints from ``facts``."""
        facts = self.facts
        if facts is None or not index.isValid():
            return None
        row, column = self.source(index.row()), ItemColumn(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column in (ItemColumn.GROWTH, ItemColumn.TOTAL)
            return painting.RIGHT if right else painting.LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(facts, row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, COPY_ROLE):
            return self._words(facts, row, column)
        return None

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

    def _tip(self, facts: ItemFacts, row: int, column: ItemColumn) -> str:
        if column is ItemColumn.SPARK:
            return self.tr("{units} sold in the last year").format(
                units=figures.units(float(facts.sold[row]))
            )
        if column is ItemColumn.COVER and np.isfinite(facts.cover[row]):
            return self.tr("Stock lasts {cover} days; a delivery takes {lead}.").format(
                cover=cover_words(float(facts.cover[row])),
                lead=figures.units(float(facts.lead_time[row])),
            )
        where = f" · {facts.stores[row]}" if facts.stores[row] else ""
        return f"{facts.titles[row]} · {facts.codes[row]}{where}"


def cover_words(days: float) -> str:
    """Write days of cover, 90+ from there on, a dash where stock is not known."""
    if np.isnan(days):
        return figures.NOTHING
    return "90+" if days > 90 else figures.units(max(days, 0.0))


class ItemDelegate(CellDelegate):
    """Paints the item table's cells."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell from the facts."""
        model = index.model()
        if not isinstance(model, ItemModel) or model.facts is None:
            return
        facts, row = model.facts, model.source(index.row())
        look, column = theme(), ItemColumn(index.column())
        words = str(index.data())
        if column is ItemColumn.NAME:
            self._paint_name(painter, place, facts, row, behind)
        elif column is ItemColumn.SPARK:
            place = place.adjusted(-4, 4, 2, -4)
            painting.sparkline(painter, place, facts.spark[row], facts.split, "forecast")
        elif column is ItemColumn.GROWTH:
            rising, fading = bool(facts.rising[row]), bool(facts.fading[row])
            colour = "rising" if rising else "fading" if fading else "text_3"
            name = "arrow-up-right" if rising else "arrow-down-right" if fading else "arrow-right"
            if np.isfinite(facts.growth[row]):
                arrow = QRectF(place.left() - 4, place.top(), 14, place.height())
                painting.glyph(painter, arrow, name, colour)
            painting.text(painter, place.adjusted(4, 0, 4, 0), words, colour, align=painting.RIGHT)
        elif column is ItemColumn.TOTAL:
            yours = row in model.changed_rows
            colour, font = "yours" if yours else "forecast", look.font("body", 500)
            painting.text(painter, place.adjusted(-6, 0, 4, 0), words, colour, font, painting.RIGHT)
        else:
            low = bool(facts.runs_out[row])
            font = look.font("body", 600 if low else 0)
            width = QFontMetricsF(look.font("body", 600)).horizontalAdvance("90+") + 2
            number = QRectF(place.left() - 6, place.top(), width, place.height())
            painting.text(painter, number, words, "risk" if low else "text", font, painting.RIGHT)
            cover = float(facts.cover[row])
            if not np.isnan(cover):
                trough = QRectF(
                    place.left() + width + 4,
                    place.top(),
                    place.width() - width,
                    place.height(),
                )
                tick = float(facts.lead_time[row])
                bar = Bar(0.0, cover, np.nan, tick, COVER_SCALE, low)
                painting.cover_bar(painter, trough, bar, behind)

    @staticmethod
    def _paint_name(
        painter: QPainter, place: QRectF, facts: ItemFacts, row: int, behind: str
    ) -> None:
        look = theme()
        font = look.font("body", 600 if behind == "selected" else 0)
        width = place.width()
        store = facts.stores[row]
        name = facts.titles[row]
        used = min(QFontMetricsF(font).horizontalAdvance(name), width)
        painting.text(painter, place, name, "text", font)
        room = width - used - 8
        if store and room > 30:
            beside = place.adjusted(used + 8, 0, 0, 0)
            painting.text(painter, beside, store, "text_3", look.font("caption"))


class ItemTable(QuietTable):
    """The item table as the Forecast page shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=28)
        self.items = ItemModel(self)
        self.setItemDelegate(ItemDelegate(self))
        self.setModel(self.items)
        self.setSortingEnabled(True)
        self.sortByColumn(ItemColumn.TOTAL, Qt.SortOrder.DescendingOrder)
        self.horizontalHeader().setSectionsClickable(True)
        self.lay_out()

    def lay_out(self) -> None:
        """Give the columns their widths; without stock the cover column gives way."""
        self.set_widths((None, 78, 80, 62, 94))
        facts = self.items.facts
        stocked = facts is not None and bool(np.isfinite(facts.cover).any())
        width = self.viewport().width() / theme().scale
        # What a narrow table gives up first is what the chart beside it shows anyway.
        self.setColumnHidden(ItemColumn.SPARK, width < 400)
        self.setColumnHidden(ItemColumn.COVER, not stocked or width < 330)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let columns give way where there is no room."""
        super().resizeEvent(event)
        self.lay_out()

    def dress(self) -> None:
        """Follow the theme."""
        super().dress()
        if hasattr(self, "items"):
            self.lay_out()
