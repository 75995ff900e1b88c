"""Before you order: goods to move between stores, minimums to reach, orders better put off.

Each proposal says what it costs and what it costs to leave it; taking one is one undoable step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.restocking.advice import Advice
from core.restocking.deferral import Deferral, TopUp
from core.restocking.policy import Plan
from core.restocking.transfers import Transfer, bought_beside
from gui import figures
from gui.pages.card import button, label
from gui.restocking import Restocking
from gui.tables.rows import Column, RowsTable
from gui.theme import theme


@dataclass(frozen=True, slots=True)
class Step:
    """A button of a proposal: its words and what it does."""

    words: str
    take: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Line:
    """An item that a proposal is about: its row in the plan, units ordered now and then."""

    row: int
    now: float
    then: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to settle before ordering.

    kind, words  what it is, and what would be done
    cost, leave  of buying, topping up or holding what it is about, and of not doing so; currency,
                 NaN where not known
    lines        the items it is about; steps what can be done, the one advised first
    """

    kind: str
    words: str
    cost: float
    leave: float
    lines: tuple[Line, ...]
    steps: tuple[Step, ...] = field(compare=False)


def proposals(
    plan: Plan, advice: Advice, restocking: Restocking, currency: str
) -> tuple[Proposal, ...]:
    """Return what the advice proposes of a plan: transfers first, for they change what is bought;
    then minimums and containers, then orders to put off."""
    moves = [_transfer(plan, it, advice, restocking) for it in advice.transfers]
    short = [_top_up(plan, it, restocking, currency) for it in advice.top_ups]
    late = [
        _deferral(plan, it, restocking)
        for it in advice.deferrals
        if plan.suggestions[it.row].decision == "open"
    ]
    return (*moves, *short, *late)


def _name(plan: Plan, row: int) -> str:
    return plan.suggestions[row].title or plan.suggestions[row].item


def _transfer(plan: Plan, it: Transfer, advice: Advice, restocking: Restocking) -> Proposal:
    words = QCoreApplication.translate(
        "Advice", "Move {n} × {item} from {giver} to {taker}"
    ).format(
        n=figures.units(it.units),
        item=_name(plan, it.taker),
        giver=plan.suggestions[it.giver].store,
        taker=plan.suggestions[it.taker].store,
    )
    steps = [
        Step(QCoreApplication.translate("Advice", "Move them"), lambda: restocking.transfer((it,)))
    ]
    if len(advice.transfers) > 1:
        every = QCoreApplication.translate("Advice", "Make all {n} moves").format(
            n=figures.units(len(advice.transfers))
        )
        steps.append(Step(every, lambda: restocking.transfer(advice.transfers)))
    taker = plan.suggestions[it.taker]
    return Proposal(
        kind=QCoreApplication.translate("Advice", "Move"),
        words=words,
        cost=it.saved,
        leave=0.0,
        lines=(Line(it.taker, taker.final_quantity, bought_beside(plan, (it,))[it.taker]),),
        steps=tuple(steps),
    )


def _top_up(plan: Plan, it: TopUp, restocking: Restocking, currency: str) -> Proposal:
    def amount(value: float) -> str:
        if it.aim.in_units:
            return figures.units(value)
        return figures.money(value, currency)

    lines = tuple(
        Line(row, plan.suggestions[row].final_quantity, units)
        for row, units in zip(it.rows, it.quantity, strict=True)
        if units != plan.suggestions[row].final_quantity
    )
    values = {
        "supplier": it.supplier,
        "before": amount(it.before),
        "aim": amount(it.aim.amount),
        "after": amount(it.after),
        "days": figures.units(it.extra_days),
    }
    steps: tuple[Step, ...]
    if it.aim.containers:
        kind = QCoreApplication.translate("Advice", "Container")
        words = QCoreApplication.translate(
            "Advice",
            "{supplier}: {before} of {aim} units that fit in; {after} last {days} days longer",
        )
        steps = (
            Step(QCoreApplication.translate("Advice", "Fill it"), lambda: restocking.top_up(it)),
        )
    else:
        kind = QCoreApplication.translate("Advice", "Minimum")
        words = QCoreApplication.translate(
            "Advice", "{supplier}: {before} of at least {aim}; {after} last {days} days longer"
        )
        reach = Step(QCoreApplication.translate("Advice", "Top up"), lambda: restocking.top_up(it))
        ordered = [row for row in it.rows if plan.suggestions[row].final_quantity > 0]
        wait = Step(
            QCoreApplication.translate("Advice", "Wait"), lambda: restocking.put_off(ordered)
        )
        steps = (wait, reach) if it.wait else (reach, wait)
    # A container that is not full goes out all the same: not filling it loses nothing for certain.
    leave = math.nan if it.aim.containers else it.wait_cost
    return Proposal(kind, words.format(**values), it.order_cost, leave, lines, steps)


def _deferral(plan: Plan, it: Deferral, restocking: Restocking) -> Proposal:
    found = plan.suggestions[it.row]
    days = figures.units(it.days) if math.isfinite(it.days) else "∞"
    words = QCoreApplication.translate(
        "Advice", "{item}: the least order is {n} units, {days} days more than needed"
    ).format(item=_name(plan, it.row), n=figures.units(found.order_quantity), days=days)
    return Proposal(
        kind=QCoreApplication.translate("Advice", "Put off"),
        words=words,
        cost=it.order_cost,
        leave=it.wait_cost,
        lines=(Line(it.row, found.final_quantity, 0.0),),
        steps=(
            Step(
                QCoreApplication.translate("Advice", "Wait"), lambda: restocking.put_off((it.row,))
            ),
        ),
    )


class AdviceView(QWidget):
    """Proposals as rows; beside them the items of the one looked at, below what can be done."""

    chosen = Signal(int)
    """(row of the plan) an item is looked at."""

    def __init__(self, restocking: Restocking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restocking = restocking
        self._plan: Plan | None = None
        self.found: tuple[Proposal, ...] = ()
        self.sentence = label(tone="text_2", wrap=True)
        self.sentence.setContentsMargins(16, 4, 16, 4)
        self.table = RowsTable(self, row_height=34)
        self.table.setSortingEnabled(False)
        self.lines = RowsTable(self)
        self.first, self.second = button("small", "check"), button("small")
        for number, pressed in enumerate((self.first, self.second)):
            pressed.clicked.connect(lambda _=False, number=number: self._take(number))
        tables = QHBoxLayout()
        tables.setSpacing(16)
        tables.addWidget(self.table, 5)
        tables.addWidget(self.lines, 2)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 8)
        foot.setSpacing(theme().space("s"))
        self.hint = label(role="caption", tone="text_3")
        foot.addWidget(self.first)
        foot.addWidget(self.second)
        foot.addWidget(self.hint)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space("s"))
        layout.addWidget(self.sentence)
        layout.addLayout(tables, 1)
        layout.addLayout(foot)
        self.table.selectionModel().currentRowChanged.connect(self._show_lines)
        self.lines.selectionModel().currentRowChanged.connect(self._choose)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._take(0))
        self.setFocusProxy(self.table)

    def show_advice(self, plan: Plan | None, advice: Advice | None, currency: str) -> None:
        """Show what should be settled first; None while that is worked out."""
        here = max(self.table.currentIndex().row(), 0)
        self._plan = plan
        self.found = ()
        if plan is not None and advice is not None:
            self.found = proposals(plan, advice, self._restocking, currency)
        self.sentence.setText(self._sentence(plan, advice))
        self.table.setAccessibleName(self.tr("Before you order"))
        self.lines.setAccessibleName(self.tr("Items of the proposal"))
        for part in (self.table, self.lines, self.first, self.second, self.hint):
            part.setVisible(bool(self.found))
        self.table.show_rows(self._columns(currency), self.found)
        self.lines.show_rows((), ())
        self.hint.setText(self.tr("Enter takes the first; Ctrl+Z takes it back."))
        if self.found:
            here = min(here, len(self.found) - 1)
            self.table.setCurrentIndex(self.table.model_of_rows.index(here, 0))

    def _sentence(self, plan: Plan | None, advice: Advice | None) -> str:
        if plan is None:
            return self.tr("The plan follows the forecast.")
        if advice is None:
            return self.tr("Reckoning what should be settled before you order…")
        moved = len(plan.moves)
        agreed = ""
        if moved:
            agreed = self.tr("{n} moves between stores agreed to; they stand in the workbook.")
            agreed = " " + agreed.format(n=figures.units(moved))
        if not self.found:
            return self.tr("Nothing to settle: the plan can go out as it is.") + agreed
        return (
            self.tr("To settle before you order: {n}. Each says what it costs.").format(
                n=figures.units(len(self.found))
            )
            + agreed
        )

    def _columns(self, currency: str) -> tuple[Column, ...]:
        def money(value: float) -> str:
            return figures.money(value, currency) if math.isfinite(value) else figures.NOTHING

        return (
            Column("", lambda it: it.kind, lambda it: it.kind, 82, right=False, strong=True),
            Column(
                self.tr("Proposal"),
                lambda it: it.words,
                lambda it: it.words,
                None,
                right=False,
                tip=lambda it: it.words,
            ),
            Column(self.tr("Ordering costs"), lambda it: money(it.cost), lambda it: it.cost, 112),
            Column(
                self.tr("Not ordering costs"), lambda it: money(it.leave), lambda it: it.leave, 120
            ),
        )

    def _line_columns(self, plan: Plan) -> Sequence[Column]:
        return (
            Column(
                self.tr("Item"),
                lambda it: _name(plan, it.row),
                lambda it: _name(plan, it.row),
                None,
                right=False,
            ),
            Column(self.tr("Ordered"), lambda it: figures.units(it.now), lambda it: it.now, 72),
            Column(
                self.tr("Then"),
                lambda it: figures.units(it.then),
                lambda it: it.then,
                64,
                tone=lambda it: "forecast",
                strong=True,
            ),
        )

    def _current(self) -> Proposal | None:
        row = self.table.currentIndex().row()
        return self.table.model_of_rows.rows[row] if 0 <= row < len(self.found) else None

    def _show_lines(self, *_: QModelIndex) -> None:
        found, plan = self._current(), self._plan
        if found is None or plan is None:
            return
        self.lines.show_rows(self._line_columns(plan), found.lines)
        for number, pressed in enumerate((self.first, self.second)):
            pressed.setVisible(number < len(found.steps))
            if number < len(found.steps):
                pressed.setText(found.steps[number].words)

    def _take(self, number: int) -> None:
        found = self._current()
        if found is not None and number < len(found.steps):
            found.steps[number].take()

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and self.lines.hasFocus():
            self.chosen.emit(self.lines.model_of_rows.rows[current.row()].row)
