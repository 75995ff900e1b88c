"""The plan table: suppliers, suggestions, editable order quantities and decisions."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from core.restocking.orders.policy import Plan, Suggestion
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import parsed_number
from gui import figures
from gui.tables import painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.painting import Bar
from gui.tables.plan_rows import Group, groups, is_cut, ordered, urgent
from gui.tables.search import stores_told
from gui.tables.view import Index

SPAN_SCALE = 49.0
"""Days that a run-out bar reaches from today: a little over six weeks."""

NO_PARENT = QModelIndex()


class PlanColumn(IntEnum):
    """Columns of the plan table."""

    NAME = 0
    STOCK = 1
    SPAN = 2
    RUNS_OUT = 3
    ORDER_BY = 4
    ADVISED = 5
    ORDER = 6
    PACK = 7
    COST = 8
    DECISION = 9


RIGHT_COLUMNS = frozenset(
    {
        PlanColumn.STOCK,
        PlanColumn.RUNS_OUT,
        PlanColumn.ORDER_BY,
        PlanColumn.ADVISED,
        PlanColumn.ORDER,
        PlanColumn.COST,
    }
)

CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
TYPED = CHOSEN | Qt.ItemFlag.ItemIsEditable
"""Flags of cells. Qt asks for those of each with every paint, and putting them together anew took
as long as painting them from their pictures."""

TYPED_COLUMNS = (PlanColumn.STOCK, PlanColumn.ORDER)


def number_from(value: object) -> float | None:
    """Return a non-negative number typed or pasted, None where it is none."""
    number = parsed_number(value)
    return number if number is not None and number >= 0 else None


class PlanModel(QAbstractTableModel):
    """A plan, a row a supplier or suggestion. Edits are asked for, never made here.

    ``suggestion_row(row)`` is the row in the plan, −1 for a supplier's row.
    """

    asked = Signal(int, str, float)
    """(row in the plan, decision, quantity) the operator's answer."""
    stocked = Signal(int, float)
    """(row in the plan, units) stock typed in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.young: Collection[tuple[str, str]] = ()
        self.lead_times: np.ndarray = np.empty(0)
        self.currency = ""
        self.kind = "to_order"
        self.words = ""
        self.collapsed: set[str] = set()
        self._several_stores = False
        self._groups: tuple[Group, ...] = ()
        self._rows: list[tuple[int, int]] = []

    def show_plan(
        self,
        plan: Plan | None,
        terms: Terms | None,
        currency: str = "",
        young: Collection[tuple[str, str]] = (),
    ) -> None:
        """Show a plan; one that differs by a few answers keeps its rows where they are. Of
        ``young`` items (code, store) it is said that they are new."""
        before = self.plan
        self.currency, self.young = currency, young
        self._several_stores = plan is not None and any(
            stores_told([s.store for s in plan.suggestions])
        )
        self.lead_times = (
            terms.table["lead_time_days"].to_numpy(dtype=float)
            if terms is not None
            else np.empty(0)
        )
        if plan is not None and before is not None and _same_suggestions(before, plan):
            self.plan = plan
            self._groups = tuple(
                Group(g.supplier, g.members, *_sums(plan, g.members)) for g in self._groups
            )
            if self._rows:
                last = self.index(len(self._rows) - 1, len(PlanColumn) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.plan = plan
        self._arrange()
        self.endResetModel()

    def show_kind(self, kind: str, words: str = "") -> None:
        """Show the suggestions of one of ``KINDS`` that hold ``words``."""
        self.beginResetModel()
        self.kind, self.words = kind, words
        self._arrange()
        self.endResetModel()

    def toggle(self, supplier: str) -> None:
        """Fold a supplier's rows or unfold them."""
        self.beginResetModel()
        self.collapsed ^= {supplier}
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._groups = groups(self.plan, self.kind, self.words) if self.plan is not None else ()
        self._rows = []
        for number, group in enumerate(self._groups):
            self._rows.append((number, -1))
            if group.supplier not in self.collapsed:
                self._rows += [(number, member) for member in group.members]

    # ---- rows

    def group(self, row: int) -> Group:
        """Return the supplier a row belongs to."""
        return self._groups[self._rows[row][0]]

    def is_group(self, row: int) -> bool:
        """Return whether a row is a supplier's."""
        return self._rows[row][1] < 0

    def suggestion_row(self, row: int) -> int:
        """Return the row in the plan, −1 for a supplier's row."""
        return self._rows[row][1]

    def suggestion(self, row: int) -> Suggestion | None:
        """Return the suggestion of a row, None for a supplier's row."""
        place = self._rows[row][1]
        return None if place < 0 or self.plan is None else self.plan.suggestions[place]

    def row_of(self, suggestion_row: int) -> int:
        """Return where a suggestion is shown, −1 where it is not."""
        return next((k for k, (_, s) in enumerate(self._rows) if s == suggestion_row), -1)

    def group_rows(self) -> list[int]:
        """Return the rows that are suppliers'."""
        return [row for row, (_, place) in enumerate(self._rows) if place < 0]

    def bar(self, row: int) -> Bar | None:
        """Return when a row's stock runs out, None where stock is not known."""
        place, suggestion = self._rows[row][1], self.suggestion(row)
        if suggestion is None or self.plan is None or not suggestion.stock_known:
            return None
        low, median = (
            float((day - self.plan.as_of) / np.timedelta64(1, "D"))
            if figures.known(day)
            else np.nan
            for day in (suggestion.early_stockout_day, suggestion.stockout_day)
        )
        # The late end mirrors the early one: what is known are P10 and P50.
        high = 2 * median - low if np.isfinite(median) else np.inf
        tick = float(self.lead_times[place]) if place < len(self.lead_times) else np.nan
        return Bar(low, high, median, tick, SPAN_SCALE, urgent(suggestion, self.plan.as_of))

    # ---- what Qt asks

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """Suppliers and suggestions shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        """The columns."""
        return 0 if parent.isValid() else len(PlanColumn)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Labels."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = PlanColumn(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            if column is PlanColumn.DECISION:
                return painting.CENTRE
            return painting.RIGHT if column in RIGHT_COLUMNS else painting.LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            PlanColumn.NAME: self.tr("Item"),
            PlanColumn.STOCK: self.tr("In stock"),
            PlanColumn.SPAN: self.tr("Next 7 weeks"),
            PlanColumn.RUNS_OUT: self.tr("Runs out"),
            PlanColumn.ORDER_BY: self.tr("Order by"),
            PlanColumn.ADVISED: self.tr("Advised"),
            PlanColumn.ORDER: self.tr("Order"),
            PlanColumn.PACK: "",
            PlanColumn.COST: self.tr("Cost"),
            PlanColumn.DECISION: self.tr("Decision"),
        }[column]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Stock and order quantity can be typed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        typed = index.column() in TYPED_COLUMNS and not self.is_group(index.row())
        return TYPED if typed else CHOSEN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell."""
        if not index.isValid() or self.plan is None:
            return None
        column = PlanColumn(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.RIGHT if column in RIGHT_COLUMNS else painting.LEFT
        suggestion = self.suggestion(index.row())
        if suggestion is None:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return self.group_words(index.row()) if column is PlanColumn.NAME else ""
            return None
        if role == Qt.ItemDataRole.EditRole:
            value = suggestion.on_hand if column is PlanColumn.STOCK else suggestion.final_quantity
            return 0.0 if np.isnan(value) else float(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(suggestion, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column is PlanColumn.NAME:
            beside = self.beside_name(suggestion)
            return self._words(suggestion, column) + (f" · {beside}" if beside else "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, COPY_ROLE):
            return self._words(suggestion, column)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Ask for a quantity or for stock; refuse what is no number."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        place, suggestion = self.suggestion_row(index.row()), self.suggestion(index.row())
        number = number_from(value)
        if suggestion is None or number is None:
            return False
        if index.column() == PlanColumn.STOCK:
            self.stocked.emit(place, number)
        elif index.column() == PlanColumn.ORDER:
            same = number == suggestion.order_quantity
            self.asked.emit(place, "accepted" if same else "changed", number)
        else:
            return False
        return True

    def group_words(self, row: int) -> str:
        """Return a supplier's name."""
        return self.group(row).supplier or self.tr("No supplier named")

    def _words(self, s: Suggestion, column: PlanColumn) -> str:
        inside = ordered(s)
        match column:
            case PlanColumn.NAME:
                return s.title or s.item
            case PlanColumn.STOCK:
                if not s.stock_known:
                    return figures.NOTHING
                more = f" + {figures.units(s.on_order)}" if s.on_order > 0 else ""
                return figures.units(s.on_hand) + more
            case PlanColumn.RUNS_OUT:
                return figures.short_day(s.stockout_day) if s.stock_known else figures.NOTHING
            case PlanColumn.ORDER_BY:
                known = s.stock_known and figures.known(s.order_by)
                if s.order_quantity <= 0 or not known:
                    return figures.NOTHING
                if self.plan is not None and s.order_by <= self.plan.as_of:
                    return self.tr("now")
                return figures.short_day(s.order_by)
            case PlanColumn.ADVISED:
                return figures.units(s.order_quantity)
            case PlanColumn.ORDER:
                return figures.units(s.final_quantity if inside else 0)
            case PlanColumn.PACK:
                return f"× {figures.units(s.pack_size)}" if s.pack_size > 1 else ""
            case PlanColumn.COST:
                if not inside:
                    cut = is_cut(s)
                    return self.tr("left out") if cut else figures.NOTHING
                return figures.money(s.amount, self.currency, 0 if s.amount >= 100 else 2)
            case PlanColumn.DECISION:
                return self.decision_words(s.decision)
            case _:
                return ""

    def is_new(self, s: Suggestion) -> bool:
        """Return whether little is known of an item, for it is new."""
        return (s.item, s.store) in self.young

    def beside_name(self, s: Suggestion) -> str:
        """Return what stands quietly beside an item's name: that it is new, and its store where
        there are several."""
        new = self.tr("new") if self.is_new(s) else ""
        return " · ".join(filter(None, (new, s.store if self._several_stores else "")))

    def decision_words(self, decision: str) -> str:
        """Return a decision in words."""
        return {
            "open": self.tr("not decided"),
            "accepted": self.tr("accepted"),
            "changed": self.tr("changed by you"),
            "rejected": self.tr("rejected"),
            "watched": self.tr("watching"),
        }[decision]

    def _tip(self, s: Suggestion, column: PlanColumn) -> str | None:
        if column is PlanColumn.NAME:
            where = f" · {s.store}" if s.store else ""
            told = f"{s.title or s.item} · {s.item}{where}"
            if self.is_new(s):
                told += "\n" + self.tr(
                    "New: little is known of it yet. Look at its order yourself."
                )
            return told
        if column is PlanColumn.STOCK:
            return self.tr("Type what is in stock (F2)")
        if column is PlanColumn.SPAN:
            return self.tr("Bar: when stock runs out. Tick: delivery if ordered today.")
        return None


def _same_suggestions(before: Plan, after: Plan) -> bool:
    """Return whether two plans differ in nothing but the operator's answers."""
    if before.as_of != after.as_of or len(before.suggestions) != len(after.suggestions):
        return False
    return all(
        a is b or (a.item == b.item and a.store == b.store and a.derivation is b.derivation)
        for a, b in zip(before.suggestions, after.suggestions, strict=True)
    )


def _sums(plan: Plan, members: tuple[int, ...]) -> tuple[int, float, float]:
    taken = [s for s in (plan.suggestions[row] for row in members) if ordered(s)]
    cost = float(np.nansum([s.amount for s in taken])) if taken else 0.0
    return len(taken), float(sum(s.final_quantity for s in taken)), cost
