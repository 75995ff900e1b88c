"""The sheet as it lies in the file, with what was recognised painted on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QMenu, QStyleOptionViewItem, QTableView, QWidget

from core.sales.cleaning.rows import CAME_BACK, UNJUDGED
from core.sales.cleaning.rules import CLASSES
from core.sales.column_map import ROLES, ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding.days import is_quarter
from core.sales.understanding.words import is_total_word
from gui.tables import painting
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme

NO_PARENT = QModelIndex()
NUMERIC = ("units", "unit_price", "amount", "unit_cost", "on_hand", "on_order", "lead_time")


def encoding_name(encoding: str) -> str:
    """Write an encoding as programs of the merchant's show it."""
    return {"utf-8-sig": "UTF-8 BOM", "gb18030": "GB18030"}.get(encoding, encoding.upper())


def role_name(role: str) -> str:
    """Write a role in the merchant's words."""
    words = {
        "day": QCoreApplication.translate("Roles", "Day"),
        "item": QCoreApplication.translate("Roles", "Item code"),
        "units": QCoreApplication.translate("Roles", "Units"),
        "title": QCoreApplication.translate("Roles", "Item name"),
        "category": QCoreApplication.translate("Roles", "Category"),
        "store": QCoreApplication.translate("Roles", "Store"),
        "order_id": QCoreApplication.translate("Roles", "Order"),
        "status": QCoreApplication.translate("Roles", "Status"),
        "after_sale": QCoreApplication.translate("Roles", "After sale"),
        "cancelled": QCoreApplication.translate("Roles", "Cancelled"),
        "unit_price": QCoreApplication.translate("Roles", "Price"),
        "amount": QCoreApplication.translate("Roles", "Amount"),
        "currency": QCoreApplication.translate("Roles", "Currency"),
        "unit_cost": QCoreApplication.translate("Roles", "Cost"),
        "on_hand": QCoreApplication.translate("Roles", "In stock"),
        "on_order": QCoreApplication.translate("Roles", "On order"),
        "supplier": QCoreApplication.translate("Roles", "Supplier"),
        "lead_time": QCoreApplication.translate("Roles", "Lead time"),
        "pack_size": QCoreApplication.translate("Roles", "Pack"),
        "minimum_order": QCoreApplication.translate("Roles", "Minimum order"),
        "promotion": QCoreApplication.translate("Roles", "Promotion"),
        "year": QCoreApplication.translate("Roles", "Year"),
        "month": QCoreApplication.translate("Roles", "Month"),
        "week": QCoreApplication.translate("Roles", "Week"),
        "day_of_month": QCoreApplication.translate("Roles", "Day of the month"),
    }
    return words.get(role, role.replace("_", " "))


def fate_name(fate: int) -> str:
    """Write in a word or two what became of a row, "" for a sale; see ``rows``."""
    if fate < 0:
        return QCoreApplication.translate("Roles", "return") if fate == CAME_BACK else ""
    words = {
        "repeated_header": QCoreApplication.translate("Roles", "header"),
        "total": QCoreApplication.translate("Roles", "total"),
        "no_item": QCoreApplication.translate("Roles", "no item"),
        "unreadable_day": QCoreApplication.translate("Roles", "no date"),
        "unlikely_day": QCoreApplication.translate("Roles", "unlikely"),
        "unlikely_units": QCoreApplication.translate("Roles", "unlikely"),
        "cancelled": QCoreApplication.translate("Roles", "cancelled"),
        "refunded": QCoreApplication.translate("Roles", "refunded"),
        "test": QCoreApplication.translate("Roles", "test"),
        "gift": QCoreApplication.translate("Roles", "gift"),
        "transfer": QCoreApplication.translate("Roles", "transfer"),
        "non_product": QCoreApplication.translate("Roles", "no product"),
        "duplicate": QCoreApplication.translate("Roles", "duplicate"),
        "overlap": QCoreApplication.translate("Roles", "overlap"),
        "restated": QCoreApplication.translate("Roles", "corrected"),
        "shared_day": QCoreApplication.translate("Roles", "shared day"),
        "price_not_positive": QCoreApplication.translate("Roles", "no price"),
        "unreadable_units": QCoreApplication.translate("Roles", "unreadable"),
        "no_units": QCoreApplication.translate("Roles", "no units"),
        "counter_start": QCoreApplication.translate("Roles", "first count"),
        "counter_reset": QCoreApplication.translate("Roles", "count fell"),
        "returned": QCoreApplication.translate("Roles", "return"),
        "not_sales": QCoreApplication.translate("Roles", "left out"),
    }
    return words.get(CLASSES[fate], "")


class SheetModel(QAbstractTableModel):
    """The cells of a sheet; column 0 is the row number as Excel counts it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: list[object] = []
        self._rows = 0
        self.columns: ColumnMap | None = None
        self._fates: NDArray[np.int8] | None = None

    def show(self, sheet: RawSheet | None, columns: ColumnMap | None) -> None:
        """Show another sheet, or the same one understood otherwise."""
        self.beginResetModel()
        self._columns = (
            [] if sheet is None else [sheet.cells[name].array for name in sheet.cells.columns]
        )
        self._rows = 0 if sheet is None else len(sheet.cells)
        self.columns = columns
        self._fates = None
        self.endResetModel()

    def show_fates(self, fates: NDArray[np.int8] | None) -> None:
        """Say what became of each row; None while that is not known."""
        self._fates = fates if fates is not None and len(fates) == self._rows else None
        if self._rows:
            last = self.index(self._rows - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def fate_of(self, row: int) -> int:
        """Return what became of a row: a place in CLASSES, SOLD, CAME_BACK or UNJUDGED."""
        return UNJUDGED if self._fates is None else int(self._fates[row])

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the rows of the sheet."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the columns of the sheet and one for the row number."""
        return 0 if parent.isValid() or not self._columns else len(self._columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return str(index.row() + 1)
            value = self._columns[index.column() - 1][index.row()]  # type: ignore[index]
            return value if isinstance(value, str) else ""
        if role == Qt.ItemDataRole.ToolTipRole and not index.column():
            return fate_name(self.fate_of(index.row())) or None
        if role == Qt.ItemDataRole.ToolTipRole:
            text = str(self.data(index))
            return text if len(text) > 12 else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            section = index.column()
            right = not section or self.role_of(section) in NUMERIC or self.is_sum(section)
            return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the role of a column in words."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.role_words(section)
        return None

    def role_of(self, section: int) -> str:
        """Return the role of the column shown at ``section``, "" for none."""
        if self.columns is None or section == 0:
            return ""
        column = section - 1
        for role, number in self.columns.roles.items():
            if number == column:
                return role
        if column in self.columns.spread:
            return "units"
        return "item" if column in self.columns.item_parts else ""

    def role_words(self, section: int) -> str:
        """Return what stands in the role band."""
        if section == 0:
            return ""
        role = self.role_of(section)
        if role:
            return role_name(role)
        if self.is_sum(section):
            return QCoreApplication.translate("Roles", "total")
        return QCoreApplication.translate("Roles", "ignored")

    def is_sum(self, section: int) -> bool:
        """Return whether the column shown at ``section`` sums up columns that units lie across."""
        columns = self.columns
        if columns is None or section == 0 or not columns.spread or self.role_of(section):
            return False
        label = columns.labels[section - 1]
        return is_total_word(label) or is_quarter(label)

    def is_header(self, row: int) -> bool:
        """Return whether a row is part of the header."""
        columns = self.columns
        if columns is None or columns.header_row < 0:
            return False
        return columns.header_row - columns.header_depth < row <= columns.header_row

    def title_start(self, row: int, column: int) -> int:
        """Return the column whose text shows at ``column`` of a row of titles, 0 for none."""
        return next((c for c in range(column, 0, -1) if self.data(self.index(row, c))), 0)

    def is_title(self, row: int) -> bool:
        """Return whether a row stands above the header."""
        columns = self.columns
        return columns is not None and row <= columns.header_row - columns.header_depth


class RoleBand(QHeaderView):
    """Above each column: its role, accent edge where it is used, grey where it is ignored."""

    role_chosen = Signal(int, str)
    """(column of the sheet, role or "") the operator gave a column another role."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)
        self.sectionClicked.connect(self._offer)
        theme().changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setFixedHeight(theme().size("table_header") + 2)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the band above one column."""
        look, model = theme(), self.model()
        painter.save()
        if section == 0 or not isinstance(model, SheetModel):
            painter.fillRect(rect, look.colour("surface"))
            painter.restore()
            return
        used = bool(model.role_of(section))
        painter.fillRect(rect, look.colour("accent_soft" if used else "sunken"))
        if used:
            edge = QRect(rect.left(), rect.top(), rect.width() - 1, 3)
            painter.fillRect(edge, look.colour("accent"))
        room = QRectF(rect).adjusted(8, 3, -22, 0)
        tone, font = ("accent", look.font("label", 600)) if used else ("text_3", look.font("label"))
        painting.text(painter, room, model.role_words(section), tone, font)
        arrow = QRectF(rect.right() - 19, rect.top() + 3, 14, rect.height() - 3)
        painting.glyph(painter, arrow, "chevron-down", tone, 12)
        painter.restore()

    def _offer(self, section: int) -> None:
        model = self.model()
        if section == 0 or not isinstance(model, SheetModel):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = model.role_of(section)
        for role in ("", *ROLES):
            words = role_name(role) if role else QCoreApplication.translate("Roles", "ignored")
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(role == now)
            action.triggered.connect(
                lambda _=False, role=role: self.role_chosen.emit(section - 1, role)
            )
        place = QPoint(self.sectionViewportPosition(section), self.height())
        menu.popup(self.mapToGlobal(place))


class SheetCells(CellDelegate):
    """Paints a cell as it was understood: title, header, used, ignored."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, SheetModel):
            return
        look, place = theme(), QRectF(option.rect)
        row, column = index.row(), index.column()
        header, title = model.is_header(row), model.is_title(row)
        columns = model.columns
        used = column > 0 and bool(model.role_of(column))
        behind = "surface"
        if column == 0 or (not used and not title and not header):
            behind = "sunken"
        elif header:
            behind = "accent_soft" if used else "sunken"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, look.colour(behind))
        painter.setPen(QPen(look.colour("line"), 1))
        low = place.bottom() - 0.5
        painter.drawLine(QPointF(place.left(), low), QPointF(place.right(), low))
        painter.setClipRect(place)
        if column == 0:
            self._paint_number(painter, place, index, header, title, model.fate_of(row))
        else:
            fate = model.fate_of(row)
            tone = "text_3" if title or not used or fate >= 0 else "text"
            if fate == CAME_BACK and model.role_of(column) == "units":
                tone = "caution"
            font = look.font("body", 600) if header else look.font("body")
            align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
            room = place.adjusted(8, 0, -8, 0)
            words = str(index.data())
            if title:
                # A title is longer than its cell and runs on over the empty ones beside it.
                start = model.title_start(row, column)
                view = option.widget
                if isinstance(view, QTableView) and start:
                    words = str(model.index(row, start).data())
                    room.setLeft(view.columnViewportPosition(start) + 8)
                room.setWidth(painter.fontMetrics().horizontalAdvance(words) * 1.2 + 40)
                align = Qt.AlignmentFlag.AlignLeft  # each cell shows its part of one text
            below = columns is not None and row > columns.header_row
            strike = fate >= 0 or (below and model.is_sum(column))
            painting.text(painter, room, words, tone, font, align, strike=strike)
        painter.restore()

    def _paint_number(
        self,
        painter: QPainter,
        place: QRectF,
        index: Index,
        header: bool,
        title: bool,
        fate: int,
    ) -> None:
        look = theme()
        number = QRectF(place.left(), place.top(), 52 * look.scale, place.height())
        font = look.font("axis")
        painting.text(painter, number, str(index.data()), "text_3", font, painting.RIGHT)
        left, middle = number.right() + 8, place.center().y()
        if header:
            words = QCoreApplication.translate("Roles", "header")
            painting.chip(painter, left, middle, words, "accent", "accent_soft", "", "", 18)
        elif title:
            words = QCoreApplication.translate("Roles", "title")
            painting.chip(painter, left, middle, words, "text_2", "surface", "", "line", 18)
        elif words := fate_name(fate):
            back = fate == CAME_BACK
            tone, fill, edge = (
                ("caution", "caution_soft", "") if back else ("text_2", "surface", "line")
            )
            painting.chip(painter, left, middle, words, tone, fill, "", edge, 18)


class RawSheetView(QuietTable):
    """The table of a sheet with its band of roles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=24)
        self.band = RoleBand(self)
        self.setHorizontalHeader(self.band)
        self.sheet = SheetModel(self)
        self.setModel(self.sheet)
        self.setItemDelegate(SheetCells(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)

    def point_at(self, column: int) -> None:
        """Bring a column of the sheet into view."""
        row = max(self.rowAt(0), 0)
        self.scrollTo(self.sheet.index(row, column + 1), QTableView.ScrollHint.EnsureVisible)

    def show_sheet(self, sheet: RawSheet | None, columns: ColumnMap | None) -> None:
        """Show a sheet, columns as wide as their first rows ask for."""
        offset = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        self.sheet.show(sheet, columns)
        scale = theme().scale
        metrics = self.fontMetrics()
        for section in range(self.sheet.columnCount()):
            if section == 0:
                self.setColumnWidth(0, round(136 * scale))
                continue
            words = [
                str(self.sheet.data(self.sheet.index(row, section)))
                for row in range(min(30, self.sheet.rowCount()))
                if not self.sheet.is_title(row)
            ]
            longest = max((metrics.horizontalAdvance(w) for w in words), default=40)
            band = metrics.horizontalAdvance(self.sheet.role_words(section)) + 34
            self.setColumnWidth(section, min(max(longest + 20, band, 56), round(240 * scale)))
        self.verticalScrollBar().setValue(offset[0])
        self.horizontalScrollBar().setValue(offset[1])
