"""Cells of the plan: how suppliers and suggestions are painted, and the editor of a quantity."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from core.restocking.orders.policy import Suggestion
from gui import figures
from gui.tables import painting
from gui.tables.plan import PlanColumn, PlanModel, number_from
from gui.tables.plan_rows import is_cut, ordered, urgent
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme
from gui.wording import counted


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
        if not isinstance(model, PlanModel) or not isinstance(view, QuietTable):
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
                self._paint_name(painter, place, s, model.beside_name(s), dim, behind)
            case PlanColumn.SPAN:
                bar = model.bar(index.row())
                if bar is not None:
                    painting.span_bar(painter, place, bar, behind)
            case PlanColumn.RUNS_OUT:
                late = late and figures.known(s.stockout_day)
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
        painter: QPainter, place: QRectF, s: Suggestion, beside: str, dim: str, behind: str
    ) -> None:
        font = theme().font("body", 600 if behind == "selected" else 0)
        room = place.adjusted(22, 0, 0, 0)
        strike = s.decision == "rejected"
        painting.name_in_store(painter, room, s.title or s.item, beside, font, dim, strike)

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
            editor.setText(f"{value:.10g}")
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
