"""The plan table on the screen: its columns, keys and clicks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QToolTip, QWidget

from gui import figures
from gui.tables import painting
from gui.tables.plan import PlanColumn, PlanModel
from gui.tables.plan_cells import PlanDelegate, QuantitySpin, accept_place, order_place
from gui.tables.plan_rows import ordered
from gui.tables.view import Index, QuietTable
from gui.theme import theme

GROUP_HEIGHT = 34

KEYS = {
    Qt.Key.Key_A: "accepted",
    Qt.Key.Key_C: "changed",
    Qt.Key.Key_X: "rejected",
    Qt.Key.Key_W: "watched",
}

GIVE_WAY = (
    PlanColumn.PACK,
    PlanColumn.SPAN,
    PlanColumn.ADVISED,
    PlanColumn.COST,
    PlanColumn.RUNS_OUT,
)
"""Columns that a narrow table does without, the first one first."""

NAME_LEAST = 130
"""Room that names keep (px at 100 %)."""


class PlanTable(QuietTable):
    """The plan; ``decided`` and ``accepted_all`` ask, the page answers through the session."""

    decided = Signal(int, str)
    """(row in the plan, decision) a button or key; "open" takes an answer back."""
    accepted_all = Signal(tuple)
    """(rows in the plan) of one supplier."""
    derivation = Signal()
    """Enter: show how the number came about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=30)
        self.suggestions = PlanModel(self)
        self._untold: frozenset[PlanColumn] = frozenset()
        self._figure = self._money = 0.0
        self.setItemDelegate(PlanDelegate(self))
        self.setModel(self.suggestions)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.suggestions.modelReset.connect(self.lay_out)
        self.setAccessibleName(self.tr("Restock plan"))
        self.lay_out()

    def lay_out(self) -> None:
        """Give columns their widths and suppliers' rows their span and height."""
        self._measure()
        self.set_widths(self._widths())
        self._give_way()
        self.clearSpans()
        default = self.verticalHeader().defaultSectionSize()
        for row in range(self.suggestions.rowCount()):
            if self.verticalHeader().sectionSize(row) != default:
                self.verticalHeader().resizeSection(row, default)
        for row in self.suggestions.group_rows():
            self.setSpan(row, 0, 1, len(PlanColumn))
            self.verticalHeader().resizeSection(row, round(GROUP_HEIGHT * theme().scale))

    def dress(self) -> None:
        """Follow the theme."""
        super().dress()
        if hasattr(self, "suggestions"):
            self.lay_out()

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Let columns give way where there is no room: pack first, then the run-out bar."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._give_way()

    def _measure(self) -> None:
        """Find the room of the largest figures, and the columns of which nothing is known: where no
        stock is, no day can be told, and a column of dashes only takes room from names."""
        plan = self.suggestions.plan
        lines = plan.suggestions if plan is not None else ()
        untold: set[PlanColumn] = set()
        if lines and not any(line.stock_known for line in lines):
            untold |= {PlanColumn.SPAN, PlanColumn.RUNS_OUT, PlanColumn.ORDER_BY}
        if lines and all(line.amount != line.amount for line in lines):
            untold.add(PlanColumn.COST)
        self._untold = frozenset(untold)
        largest = max((max(it.order_quantity, it.final_quantity) for it in lines), default=0.0)
        dearest = max((it.amount for it in lines if it.amount == it.amount), default=0.0)
        money = figures.money(dearest, self.suggestions.currency, 0)
        font, scale = QFontMetricsF(theme().font("strong")), theme().scale
        self._figure = font.horizontalAdvance(figures.units(largest)) / scale
        self._money = font.horizontalAdvance(money) / scale

    def _give_way(self) -> None:
        widths = [round((width or 0) * theme().scale) for width in self._widths()]
        used = sum(widths) - sum(widths[column] for column in self._untold)
        room = self.viewport().width() - NAME_LEAST * theme().scale
        self.setColumnHidden(PlanColumn.ORDER_BY, PlanColumn.ORDER_BY in self._untold)
        for column in GIVE_WAY:
            untold = column in self._untold
            self.setColumnHidden(column, untold or used > room)
            used -= widths[column] if used > room and not untold else 0

    def _widths(self) -> tuple[int | None, ...]:
        wide = figures.chinese()
        advised, order = max(64, round(self._figure) + 18), max(82, round(self._figure) + 48)
        days = (84, 82) if wide else (70, 72)
        cost = max(80, round(self._money) + 18)
        return (None, 68, 96, *days, advised, order, 42, cost, 120)

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A C X W decide, digits and F2 type a quantity, [ ] go from supplier to supplier."""
        row = self.currentIndex().row()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        # Keys that an editor does not use come up to here: Enter would open the derivation.
        editing = self.state() is QAbstractItemView.State.EditingState
        if not plain or row < 0 or editing:
            super().keyPressEvent(event)
            return
        place = self.suggestions.suggestion_row(row)
        key = event.key()
        if key in KEYS and place >= 0:
            self._answer(row, KEYS[Qt.Key(key)])
        elif event.text().isdigit() and place >= 0:
            self._edit(row, event)
        elif key == Qt.Key.Key_F2 and place >= 0:
            stock = self.currentIndex().column() == PlanColumn.STOCK
            column = PlanColumn.STOCK if stock else PlanColumn.ORDER
            self.edit(self.suggestions.index(row, column))
        elif key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            self._next_supplier(row, 1 if key == Qt.Key.Key_BracketRight else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if place < 0:
                self.suggestions.toggle(self.suggestions.group(row).supplier)
            else:
                self.derivation.emit()
        else:
            super().keyPressEvent(event)

    def _edit(self, row: int, event: QKeyEvent) -> None:
        column = self.currentIndex().column()
        column = PlanColumn.STOCK if column == PlanColumn.STOCK else PlanColumn.ORDER
        index = self.suggestions.index(row, column)
        self.edit(index)
        editor = self.indexWidget(index) or self.findChild(QuantitySpin)
        field = editor if isinstance(editor, QLineEdit) else None
        if isinstance(editor, QuantitySpin):
            field = editor.lineEdit()
        if field is not None:
            field.setText(event.text())

    def _answer(self, row: int, decision: str) -> None:
        if decision == "changed":
            self.edit(self.suggestions.index(row, PlanColumn.ORDER))
            return
        s = self.suggestions.suggestion(row)
        if s is not None:
            again = s.decision == decision
            self.decided.emit(self.suggestions.suggestion_row(row), "open" if again else decision)

    def _next_supplier(self, row: int, step: int) -> None:
        rows = self.suggestions.group_rows()
        if step > 0:
            wanted = next((r for r in rows if r > row), None)
        else:
            own = max((r for r in rows if r <= row), default=0)
            wanted = max((r for r in rows if r < own), default=None)
        if wanted is not None:
            self.setCurrentIndex(self.suggestions.index(wanted, 0))

    # ---- clicks

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Press painted buttons."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self._press(index, event.position())
        super().mouseReleaseEvent(event)

    def _press(self, index: Index, place: QPointF) -> None:
        row = index.row()
        cell = QRectF(self.visualRect(self.suggestions.index(row, index.column())))
        if self.suggestions.is_group(row):
            whole = QRectF(0, cell.top(), self.viewport().width(), cell.height())
            if accept_place(whole).contains(place):
                self.accepted_all.emit(self.suggestions.group(row).members)
            elif place.x() < 28:
                self.suggestions.toggle(self.suggestions.group(row).supplier)
            return
        inner = cell.adjusted(8, 0, -8, 0)
        if index.column() == PlanColumn.DECISION:
            for button, (decision, _) in zip(
                painting.decision_places(inner), painting.DECISION_GLYPHS, strict=True
            ):
                if button.contains(place):
                    self._answer(row, decision)
        elif index.column() == PlanColumn.ORDER:
            self._press_order(row, order_place(inner), place)

    def _press_order(self, row: int, spinner: QRectF, place: QPointF) -> None:
        s = self.suggestions.suggestion(row)
        index = self.suggestions.index(row, PlanColumn.ORDER)
        if s is None or not spinner.contains(place):
            return
        if place.x() < spinner.right() - 24:
            self.edit(index)
            return
        spin = QuantitySpin(self, s.pack_size)
        spin.setValue(s.final_quantity if ordered(s) else 0)
        spin.stepBy(1 if place.y() < spinner.center().y() else -1)
        self.suggestions.setData(index, spin.value())
        spin.deleteLater()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Name the glyph buttons in tooltips; show a hand over what can be pressed."""
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid() and index.column() == PlanColumn.DECISION:
                cell = QRectF(self.visualRect(index)).adjusted(8, 0, -8, 0)
                for button, words in zip(
                    painting.decision_places(cell), self._button_words(), strict=True
                ):
                    if button.contains(QPointF(event.pos())):
                        QToolTip.showText(event.globalPos(), words, self, button.toRect())
                        return True
        return super().viewportEvent(event)

    def _button_words(self) -> tuple[str, ...]:
        return (
            self.tr("Accept (A)"),
            self.tr("Change the quantity (C)"),
            self.tr("Reject (X)"),
            self.tr("Watch, decide later (W)"),
        )
