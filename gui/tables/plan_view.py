"""The plan table on the screen: painted cells, the quantity editor, keys and clicks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDoubleSpinBox,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from core.restocking.orders.policy import Suggestion
from gui import figures
from gui.tables import painting
from gui.tables.plan import PlanColumn, PlanModel, number_from
from gui.tables.plan_rows import is_cut, ordered, urgent
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme
from gui.wording import counted

GROUP_HEIGHT = 34

KEYS = {
    Qt.Key.Key_A: "accepted",
    Qt.Key.Key_C: "changed",
    Qt.Key.Key_X: "rejected",
    Qt.Key.Key_W: "watched",
}


class QuantitySpin(QDoubleSpinBox):
    """Order quantities: ↑ ↓ go one pack, typed numbers are taken as they are."""

    def __init__(self, parent: QWidget, pack: float) -> None:
        super().__init__(parent)
        self.setRange(0, 1e9)
        self.setDecimals(0)
        self.setSingleStep(max(pack, 1))
        self.setAlignment(painting.RIGHT)
        self.setFrame(False)
        self.setAccessibleName(self.tr("Order quantity"))

    def stepBy(self, steps: int) -> None:  # noqa: N802
        """Go to the next whole pack in that direction."""
        pack, value = self.singleStep(), self.value()
        below = value // pack
        whole = below * pack == value
        target = below + steps if whole or steps > 0 else below + steps + 1
        self.setValue(max(0.0, target * pack))


class PlanDelegate(CellDelegate):
    """Paints suppliers and suggestions."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a supplier's row over all columns, any other cell as usual."""
        model, view = index.model(), self.parent()
        if not isinstance(model, PlanModel) or not isinstance(view, PlanTable):
            return
        if not model.is_group(index.row()):
            super().draw(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(0, option.rect.top(), view.viewport().width(), option.rect.height())
        self._paint_group(painter, place, model, index.row())
        if option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
            painting.focus_ring(painter, place)
        painter.restore()

    def _paint_group(self, painter: QPainter, place: QRectF, model: PlanModel, row: int) -> None:
        look, group = theme(), model.group(row)
        fill = "sunken" if look.name == "light" else "raised"
        painter.fillRect(place, look.colour(fill))
        painter.setPen(QPen(look.colour("line"), 1))
        bottom = place.bottom() - 0.5
        painter.drawLine(QPointF(place.left(), bottom), QPointF(place.right(), bottom))
        folded = group.supplier in model.collapsed
        fold = QRectF(place.left() + 8, place.top(), 16, place.height())
        painting.glyph(painter, fold, "chevron-right" if folded else "chevron-down", "text_2")
        strong = look.font("strong")
        accept = accept_place(place)
        view = self.parent()
        cost = accept.left()
        if isinstance(view, QuietTable):
            cost = view.columnViewportPosition(PlanColumn.DECISION) - 8
        sums = self._sums(model, row)
        sums_width = QFontMetricsF(strong).horizontalAdvance(sums)
        right = min(cost, accept.left() - 12)
        painting.text(
            painter,
            QRectF(right - sums_width, place.top(), sums_width, place.height()),
            sums,
            font=strong,
            align=painting.RIGHT,
        )
        x = place.left() + 30
        name = model.group_words(row)
        room = right - sums_width - x - 12
        painting.text(painter, QRectF(x, place.top(), room, place.height()), name, font=strong)
        x += min(QFontMetricsF(strong).horizontalAdvance(name), room) + 12
        lead = self._lead(model, group.members)
        caption = look.font("caption")
        if lead and right - sums_width - x > QFontMetricsF(caption).horizontalAdvance(lead) + 12:
            painting.text(
                painter, QRectF(x, place.top(), 300, place.height()), lead, "text_2", caption
            )
        font = look.font("body", 500)
        words = self.tr("Accept all")
        painting.text(painter, accept, words, "accent", font, painting.RIGHT)

    def _sums(self, model: PlanModel, row: int) -> str:
        group = model.group(row)
        items = counted(self.tr("{n} items"), n=figures.units(group.items))
        cost = figures.money(group.cost, model.currency) if group.cost else ""
        return f"{items}   {cost}".rstrip()

    def _lead(self, model: PlanModel, members: tuple[int, ...]) -> str:
        days = [model.lead_times[m] for m in members if m < len(model.lead_times)]
        if not days:
            return ""
        low, high = min(days), max(days)
        if high - low < 0.5:
            return counted(self.tr("{days} days to deliver"), days=figures.units(low))
        return counted(
            self.tr("{low}–{high} days to deliver"),
            low=figures.units(low),
            high=figures.units(high),
        )

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell of a suggestion."""
        model = index.model()
        if not isinstance(model, PlanModel) or model.plan is None:
            return
        s = model.suggestion(index.row())
        if s is None:
            return
        look, column, words = theme(), PlanColumn(index.column()), str(index.data() or "")
        inside, late = ordered(s), urgent(s, model.plan.as_of)
        dim = "text" if inside else "text_3"
        match column:
            case PlanColumn.NAME:
                self._paint_name(painter, place, s, words, dim, behind)
            case PlanColumn.SPAN:
                bar = model.bar(index.row())
                if bar is not None:
                    painting.span_bar(painter, place, bar, behind)
            case PlanColumn.RUNS_OUT:
                late = late and s.stock_known
                font = look.font("body", 500 if late else 0)
                colour = "risk" if late else dim
                painting.text(painter, place, words, colour, font, painting.RIGHT)
            case PlanColumn.ORDER_BY if late:
                x = place.right() - painting.chip_width(words)
                painting.chip(painter, x, place.center().y(), words, "risk", "risk_soft")
            case PlanColumn.ADVISED:
                colour = "forecast" if inside else "text_3"
                font = look.font("body", 500)
                painting.text(painter, place, words, colour, font, painting.RIGHT)
            case PlanColumn.ORDER:
                changed = s.decision == "changed"
                painting.spinner(painter, order_place(place), words, changed, not inside)
            case PlanColumn.PACK:
                painting.text(
                    painter, place.adjusted(-6, 0, 6, 0), words, "text_3", look.font("caption")
                )
            case PlanColumn.COST if is_cut(s) and not inside:
                painting.text(painter, place, words, "text_3", look.font("caption"), painting.RIGHT)
            case PlanColumn.DECISION:
                painting.decision_buttons(painter, place, s.decision)
            case _:
                painting.text(painter, place, words, dim, align=painting.RIGHT)

    @staticmethod
    def _paint_name(
        painter: QPainter, place: QRectF, s: Suggestion, words: str, dim: str, behind: str
    ) -> None:
        font = theme().font("body", 600 if behind == "selected" else 0)
        room = place.adjusted(22, 0, 0, 0)
        strike = s.decision == "rejected"
        painting.text(painter, room, words, dim, font, strike=strike)
        if s.store:
            used = QFontMetricsF(font).horizontalAdvance(words) + 8
            if room.width() - used > 30:
                beside = room.adjusted(used, 0, 0, 0)
                painting.text(painter, beside, s.store, "text_3", theme().font("caption"))

    # ---- the editor, made only for the cell that is edited

    def createEditor(  # noqa: N802
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """Return a spinner for the order, a plain field for stock."""
        model = index.model()
        s = model.suggestion(index.row()) if isinstance(model, PlanModel) else None
        if index.column() == PlanColumn.ORDER and s is not None:
            return QuantitySpin(parent, s.pack_size)
        field = QLineEdit(parent)
        field.setAlignment(painting.RIGHT)
        field.setAccessibleName(self.tr("In stock"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Show the value in force, selected so that typing replaces it."""
        value = float(index.data(Qt.ItemDataRole.EditRole) or 0)
        if isinstance(editor, QuantitySpin):
            editor.setValue(value)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(f"{value:g}")
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: PlanModel, index: Index) -> None:  # type: ignore[override]  # noqa: N802
        """Ask for the value typed."""
        if isinstance(editor, QuantitySpin):
            editor.interpretText()
            if editor.value() != float(index.data(Qt.ItemDataRole.EditRole) or 0):
                model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit) and number_from(editor.text()) is not None:
            model.setData(index, editor.text())

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Fill the cell."""
        editor.setGeometry(option.rect.adjusted(2, 1, -2, -2))


def order_place(place: QRectF) -> QRectF:
    """Return where the spinner lies in a cell."""
    height = 25 * theme().scale
    return QRectF(place.left() - 2, place.center().y() - height / 2, place.width() + 4, height)


def accept_place(place: QRectF) -> QRectF:
    """Return where "Accept all" lies in a supplier's row."""
    width = QFontMetricsF(theme().font("body", 500)).horizontalAdvance("Accept all 全部") + 8
    return QRectF(place.right() - width - 10, place.top(), width, place.height())


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

    def _give_way(self) -> None:
        used = round(sum(w for w in self._widths() if w is not None) * theme().scale)
        room = self.viewport().width() - NAME_LEAST * theme().scale
        for column in GIVE_WAY:
            hidden = used > room
            self.setColumnHidden(column, hidden)
            used -= round((self._widths()[column] or 0) * theme().scale) if hidden else 0

    @staticmethod
    def _widths() -> tuple[int | None, ...]:
        wide = figures.chinese()
        return (None, 68, 96, 84 if wide else 70, 82 if wide else 72, 64, 82, 42, 80, 120)

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
