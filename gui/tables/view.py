"""The table view of all pages: quiet header, hairlines, hover, focus ring, copy and paste."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.tables import clipboard, painting
from gui.tables.cell_pictures import CellPictures
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex


class QuietHeader(QHeaderView):
    """Labels without fill over a hairline; an arrow at the column that sorts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.scales: dict[int, Callable[[QPainter, QRectF], None]] = {}
        """Columns whose label is painted by hand, as a scale is."""
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the theme says; columns have widths of their own, so no label is measured."""
        return QSize(0, theme().size("table_header"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Paint one label."""
        look = theme()
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model, horizontal = self.model(), Qt.Orientation.Horizontal
        words = model.headerData(section, horizontal, Qt.ItemDataRole.DisplayRole)
        align = model.headerData(section, horizontal, Qt.ItemDataRole.TextAlignmentRole)
        place = QRectF(rect).adjusted(8, 0, -8, 0)
        if section in self.scales:
            self.scales[section](painter, place)
            painter.restore()
            return
        sorts = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        if sorts:
            down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            align_right = bool(align) and bool(Qt.AlignmentFlag(align) & painting.RIGHT)
            width = QFontMetricsF(look.font("label")).horizontalAdvance(str(words or ""))
            x = rect.right() - width - 22 if align_right else rect.left() + width + 10
            arrow = QRectF(x, rect.top(), 12, rect.height())
            painting.glyph(painter, arrow, "chevron-down" if down else "chevron-up", "text_3", 11)
        flags = Qt.AlignmentFlag(align) if align is not None else painting.LEFT
        colour = "text_2" if sorts else "text_3"
        painting.text(painter, place, str(words or ""), colour, look.font("label"), flags)
        painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Paints row background, hairline, left bar and focus ring; subclasses paint the cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell from its picture, which is drawn where there is none yet."""
        view, place = self.parent(), option.rect
        if not isinstance(view, QuietTable):
            self.draw(painter, option, index)
            return
        row = index.row()
        alike = option.state.value, view.hovered == row, view.hasFocus()
        key = (row, index.column(), place.width(), place.height(), *alike)
        picture = view.pictures.of(key)
        if picture is None:
            if view.pictures.put_off(place):
                return
            density = view.devicePixelRatioF()
            picture = QPixmap(place.size() * density)
            picture.setDevicePixelRatio(density)
            with QPainter(picture) as within:
                within.translate(-place.topLeft())
                self.draw(within, option, index)
            view.pictures.keep(key, picture)
        painter.drawPixmap(place.topLeft(), picture)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell, background and all."""
        place = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        view = self.parent()
        hovered = isinstance(view, QuietTable) and view.hovered == index.row()
        behind = "selected" if selected else "hover" if hovered else "surface"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, theme().colour(behind))
        hairline = QRectF(place.left(), place.bottom() - 1, place.width(), 1)
        painter.fillRect(hairline, theme().colour("line"))
        if selected and index.column() == 0:
            bar = QRectF(place.left(), place.top(), 3, place.height())
            painter.fillRect(bar, theme().colour("selected_line"))
        painter.setClipRect(place)
        self.paint_cell(painter, place.adjusted(8, 0, -8, 0), index, behind)
        painter.setClipping(False)
        if (
            state & QStyle.StateFlag.State_HasFocus
            and isinstance(view, QWidget)
            and view.hasFocus()
        ):
            painting.focus_ring(painter, place)
        painter.restore()

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint the cell's content into ``place`` over the colour token ``behind``."""
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        flags = Qt.AlignmentFlag(align) if align is not None else painting.LEFT
        words = index.data(Qt.ItemDataRole.DisplayRole)
        painting.text(painter, place, str(words if words is not None else ""), align=flags)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as the view's rows."""
        return QSize(10, theme().size("row_compact"))


class QuietTable(QTableView):
    """A table whose rows are chosen one at a time and whose cells a delegate paints."""

    def __init__(self, parent: QWidget | None = None, row_height: int = 28) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.pictures = CellPictures()
        self._row_height = row_height
        self.quiet_header = QuietHeader(self)
        self.setHorizontalHeader(self.quiet_header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(10)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(CellDelegate(self))
        for moved in (self.quiet_header.sectionResized, self.quiet_header.sectionMoved):
            moved.connect(self.pictures.forget)
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the theme's row height."""
        height = round(self._row_height * theme().scale)
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)
        self.repaint_cells()
        self.horizontalHeader().updateGeometry()

    def repaint_cells(self) -> None:
        """Draw every cell anew: what they show has changed."""
        self.pictures.forget()
        self.viewport().update()

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802
        """Show a model, and draw its cells anew whenever rows come, go or change places."""
        super().setModel(model)
        self.pictures.forget()
        if model is not None:
            for changed in (
                model.modelReset,
                model.layoutChanged,
                model.rowsInserted,
                model.rowsRemoved,
                model.rowsMoved,
                model.columnsInserted,
                model.columnsRemoved,
            ):
                changed.connect(self.pictures.forget)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint as many cells as one go allows, and the others with the next."""
        self.pictures.begin()
        super().paintEvent(event)
        postponed = self.pictures.end()
        if not postponed.isEmpty():
            QTimer.singleShot(0, self, lambda: self.viewport().update(postponed))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What is drawn over several columns has another width."""
        super().resizeEvent(event)
        self.pictures.forget()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.EnabledChange):
            self.repaint_cells()

    def set_widths(self, widths: tuple[int | None, ...]) -> None:
        """Fix the columns' widths (px at 100 %); the one that is None takes the rest."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width is None:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(column, round(width * theme().scale))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            for changed in (self.hovered, row):
                self.viewport().update(self._line(changed))
            self.hovered = row

    def _line(self, row: int) -> QRect:
        height = self.rowHeight(row) if row >= 0 else 0
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy and paste as tab-separated text; the rest is the table's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(clipboard.copied(self))
        elif event.matches(QKeySequence.StandardKey.Paste):
            clipboard.paste(self, QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def dataChanged(self, first: Index, last: Index, roles: Any = ()) -> None:  # noqa: N802
        """Paint anew; the whole row may depend on one cell."""
        super().dataChanged(first, last, roles)
        self.repaint_cells()
