"""The items that run out before a delivery can arrive, as a table on Today."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from core.restocking.orders.policy import Plan, Suggestion
from gui import figures
from gui.tables import painting
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme
from gui.wording import counted

NO_PARENT = QModelIndex()

ITEM, STOCK, BAR, DAY, RISK, ORDER = range(6)

FIXED = (70, 78, 62, 116)
"""Widths of the columns of figures and of the button (px at 100 %)."""

BAR_LEAST = 110
"""Room that the bar keeps (px at 100 %)."""


def running_out(plan: Plan) -> tuple[int, ...]:
    """Return the rows that run out before a delivery can arrive, what sells most first."""

    def daily(row: int) -> float:
        found = plan.suggestions[row]
        return found.expected_demand / max(found.protection_days, 1.0)

    rows = [
        row
        for row, found in enumerate(plan.suggestions)
        if found.runs_out and found.decision != "rejected"
    ]
    return tuple(sorted(rows, key=lambda row: -plan.suggestions[row].stockout_risk * daily(row)))


class RunsOutModel(QAbstractTableModel):
    """The suggestions of items that run out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.rows: tuple[int, ...] = ()
        self.lead_days: tuple[float, ...] = ()

    def show(self, plan: Plan | None, rows: tuple[int, ...], lead_days: tuple[float, ...]) -> None:
        """Show these rows of a plan; ``lead_days`` of each in days."""
        self.beginResetModel()
        self.plan, self.rows, self.lead_days = plan, rows, lead_days
        self.endResetModel()

    def suggestion(self, number: int) -> Suggestion:
        """Return the suggestion shown in line ``number``."""
        assert self.plan is not None
        return self.plan.suggestions[self.rows[number]]

    @property
    def days_shown(self) -> float:
        """Days that the bars show."""
        longest = max(self.lead_days, default=28.0)
        return float(max(28.0, np.ceil(1.35 * longest / 14) * 14))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many items run out."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the columns: item, stock, bar, day, probability, order."""
        return 0 if parent.isValid() else 6

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell in words; figures stand at the right."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = index.column() in (ITEM, BAR)
            return Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self.suggestion(index.row())
        if index.column() == ITEM:
            return found.title or found.item
        if index.column() == STOCK:
            return figures.units(found.on_hand)
        if index.column() == DAY:
            return figures.short_day(found.stockout_day)
        if index.column() == RISK:
            return figures.surely(found.stockout_risk)
        if index.column() == ORDER and found.final_quantity > 0:
            words = QCoreApplication.translate("RunsOut", "Order {n}")
            return words.format(n=figures.units(found.final_quantity))
        return ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's name."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = section in (ITEM, BAR)
            return Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            QCoreApplication.translate("RunsOut", "Item"),
            QCoreApplication.translate("RunsOut", "In stock"),
            counted(
                QCoreApplication.translate("RunsOut", "today, and the next {n} days"),
                n=round(self.days_shown),
            ),
            QCoreApplication.translate("RunsOut", "Runs out"),
            QCoreApplication.translate("RunsOut", "Odds"),
            "",
        )[section]


class RunsOutCells(CellDelegate):
    """Paints two lines for the item and the bar of days until stock is gone."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell."""
        look, model = theme(), index.model()
        if not isinstance(model, RunsOutModel):
            return
        found = model.suggestion(index.row())
        column, words = index.column(), str(index.data())
        if column == ITEM:
            upper = QRectF(place.left(), place.top(), place.width(), place.height() * 0.56)
            lower = QRectF(place.left(), place.center().y(), place.width(), place.height() * 0.42)
            painting.text(painter, upper, words, "text", look.font("body", 500))
            parts = [found.item if found.title else "", found.store, found.supplier]
            under = " · ".join(part for part in parts if part)
            painting.text(painter, lower, under, "text_3", look.font("axis"))
        elif column == BAR:
            self._paint_bar(painter, place, model, index.row(), behind)
        elif column == DAY:
            font = look.font("body", 500)
            painting.text(painter, place, words, "risk", font, painting.RIGHT)
        elif column == ORDER and words:
            width = painter.fontMetrics().horizontalAdvance(words) + 28
            height = 25 * look.scale
            top = place.center().y() - height / 2
            box = QRectF(place.right() - width, top, width, height)
            painter.setPen(QPen(look.colour("edge"), 1))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            font = look.font("body", 500)
            painting.text(painter, box, words, "accent", font, painting.CENTRE)
        else:
            super().paint_cell(painter, place, index, behind)

    @staticmethod
    def _paint_bar(
        painter: QPainter, place: QRectF, model: RunsOutModel, number: int, behind: str
    ) -> None:
        look, plan = theme(), model.plan
        if plan is None:
            return
        found, lead = model.suggestion(number), model.lead_days[number]
        middle, span = place.center().y(), model.days_shown

        def x(day: np.datetime64, default: float) -> float:
            days = default if np.isnat(day) else float((day - plan.as_of).astype(int))
            return place.left() + place.width() * min(max(days, 0.0), span) / span

        painter.fillRect(QRectF(place.left(), middle - 0.5, place.width(), 1), look.colour("line"))
        early, gone = x(found.early_stockout_day, span), x(found.stockout_day, span)
        arrives = place.left() + place.width() * min(lead, span) / span
        if arrives > gone:
            _hatch(painter, QRectF(gone, middle - 7, arrives - gone, 14))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.chart("stock"))
        width = max(early - place.left(), 3.0)
        painter.drawRoundedRect(QRectF(place.left(), middle - 4, width, 8), 3, 3)
        if gone > early:
            painter.setBrush(look.chart("raw"))
            painter.drawRect(QRectF(early, middle - 2, gone - early, 4))
        painter.setBrush(look.colour(behind))
        painter.setPen(QPen(look.colour("risk"), 1.6))
        painter.drawEllipse(QPointF(gone, middle), 4, 4)
        painter.setPen(QPen(look.chart("order"), 1.6))
        corners = [(0, -6), (6, 5), (-6, 5)]
        painter.drawPolygon(QPolygonF([QPointF(arrives + a, middle + b) for a, b in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _hatch(painter: QPainter, place: QRectF) -> None:
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.fillRect(place, theme().chart("stockout_fill"))
    colour = QColor(theme().chart("stockout"))
    colour.setAlphaF(0.55)
    painter.setPen(QPen(colour, 1))
    left = place.left() - place.height()
    while left < place.right():
        painter.drawLine(QPointF(left, place.bottom()), QPointF(left + place.height(), place.top()))
        left += 6
    painter.restore()


class RunsOutTable(QuietTable):
    """The table; its rows are two lines high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=44)
        self.items = RunsOutModel(self)
        self.setModel(self.items)
        self.setItemDelegate(RunsOutCells(self))
        self.fit()
        theme().changed.connect(self.fit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width anew."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Set the columns' widths; names give way first, then the odds, for the bar to be read."""
        room = self.viewport().width() / theme().scale - sum(FIXED)
        self.set_widths((max(120, min(216, round(room - BAR_LEAST))), 70, None, 78, 62, 116))
        self.setColumnHidden(RISK, room < 120 + BAR_LEAST)
        self.horizontalHeader().setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)
