"""Before you order: goods to move between stores, minimums to reach, orders better put off.

Each proposal says what it costs and what it costs to leave it; taking one is one undoable step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.restocking.advice import Advice
from core.restocking.limits.rooms import room_sentence
from core.restocking.orders.heavy_safety import heavy_safety_sentence
from core.restocking.orders.policy import Plan
from gui import figures
from gui.pages.card import button, label
from gui.pages.restock.proposals import Proposal, item_name, proposals
from gui.session.restocking import Restocking
from gui.tables.rows import Column, RowsTable
from gui.theme import theme
from gui.wording import counted, literal, spoken


class AdviceView(QWidget):
    """Proposals as rows; beside them the items of the one looked at, below what can be done."""

    chosen = Signal(int)
    """(row of the plan) an item is looked at."""
    rules = Signal()
    """What moving and holding cost, and what rooms hold, is to be changed."""

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
        self.costs = button("link")
        self.costs.clicked.connect(self.rules)
        foot.addWidget(self.costs)
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
        self.costs.setText(self.tr("Costs and rooms…"))
        if self.found:
            here = min(here, len(self.found) - 1)
            self.table.setCurrentIndex(self.table.model_of_rows.index(here, 0))

    def _sentence(self, plan: Plan | None, advice: Advice | None) -> str:
        if plan is None:
            return self.tr("The plan follows the forecast.")
        if advice is None:
            return self.tr("Reckoning what should be settled before you order…")
        said = [self.tr("Nothing to settle: the plan can go out as it is.")]
        if self.found:
            words = self.tr("To settle before you order: {n}. Each says what it costs.")
            said = [counted(words, n=figures.units(len(self.found)))]
        if plan.moves:
            words = self.tr("{n} moves between stores agreed to; they stand in the workbook.")
            said.append(counted(words, n=figures.units(len(plan.moves))))
        said += [spoken(room_sentence(it)) for it in advice.rooms]
        if advice.heavy is not None:
            said.append(spoken(heavy_safety_sentence(advice.heavy)))
        return ("" if figures.chinese() else " ").join(said)

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
                lambda it: item_name(plan, it.row),
                lambda it: item_name(plan, it.row),
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
                pressed.setText(literal(found.steps[number].words))

    def _take(self, number: int) -> None:
        found = self._current()
        if found is not None and number < len(found.steps):
            found.steps[number].take()

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and self.lines.hasFocus():
            self.chosen.emit(self.lines.model_of_rows.rows[current.row()].row)
