"""Order dates: what goes out to whom on which day, this time and at the next reviews."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.restocking.orders.order_calendar import PlannedOrder
from core.restocking.orders.policy import Plan
from gui import figures
from gui.charts.day_bars import DayBar, DayBars
from gui.pages.card import label
from gui.tables.rows import Column, RowsTable
from gui.theme import theme
from gui.wording import counted


@dataclass(frozen=True, slots=True)
class SupplierOrder:
    """All that goes out to one supplier on one day: its lines, units, and cost (NaN unknown)."""

    day: np.datetime64
    supplier: str
    lines: tuple[PlannedOrder, ...]

    @property
    def units(self) -> float:
        """Units of all lines."""
        return math.fsum(line.units for line in self.lines)

    @property
    def amount(self) -> float:
        """Cost of the lines whose cost is known; NaN where none is."""
        known = [line.amount for line in self.lines if line.amount == line.amount]
        return math.fsum(known) if known else math.nan

    @property
    def arrival(self) -> np.datetime64:
        """The day on which the last of it arrives."""
        return max(line.arrival for line in self.lines)


def by_supplier(plan: Plan, orders: Sequence[PlannedOrder]) -> tuple[SupplierOrder, ...]:
    """Return the orders put together by day and supplier, in the order of their days."""
    together: dict[tuple[np.datetime64, str], list[PlannedOrder]] = {}
    for order in orders:
        key = (order.day, plan.suggestions[order.row].supplier)
        together.setdefault(key, []).append(order)
    return tuple(
        SupplierOrder(day, supplier, tuple(lines))
        for (day, supplier), lines in sorted(
            together.items(), key=lambda entry: (entry[0][0], not entry[0][1], entry[0][1])
        )
    )


class OrderDatesView(QWidget):
    """Money by day as bars; below, a row a day and supplier, and beside it that order's lines."""

    chosen = Signal(int)
    """(row of the plan) an item is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._currency = ""
        self.sentence = label(tone="text_2", wrap=True)
        self.sentence.setContentsMargins(16, 4, 16, 0)
        self.bars = DayBars(self)
        self.orders = RowsTable(self)
        self.lines = RowsTable(self, row_height=28)
        tables = QHBoxLayout()
        tables.setSpacing(16)
        tables.addWidget(self.orders, 3)
        tables.addWidget(self.lines, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space("s"))
        layout.addWidget(self.sentence)
        layout.addWidget(self.bars)
        layout.addLayout(tables, 1)
        self.orders.selectionModel().currentRowChanged.connect(self._show_lines)
        self.lines.selectionModel().currentRowChanged.connect(self._choose)
        self.bars.chosen.connect(self._find_day)
        self.setFocusProxy(self.orders)

    def show_orders(
        self, plan: Plan | None, found: tuple[PlannedOrder, ...] | None, currency: str
    ) -> None:
        """Show what was found; None while that is worked out."""
        self._plan, self._currency = plan, currency
        self.orders.setAccessibleName(self.tr("Orders by day and supplier"))
        self.lines.setAccessibleName(self.tr("Items of the order"))
        rows = by_supplier(plan, found) if plan is not None and found is not None else ()
        self.sentence.setText(self._sentence(found, rows))
        for part in (self.bars, self.orders, self.lines):
            part.setVisible(bool(rows))
        self.bars.show_bars(self._bars(rows), currency)
        self.orders.show_rows(self._columns(), rows)
        self.lines.show_rows((), ())
        if rows:
            self.orders.setCurrentIndex(self.orders.model_of_rows.index(0, 0))

    def _sentence(
        self, found: tuple[PlannedOrder, ...] | None, rows: Sequence[SupplierOrder]
    ) -> str:
        if self._plan is None:
            return self.tr("The plan follows the forecast.")
        if found is None:
            return self.tr("Reckoning the orders to come…")
        if not rows:
            return self.tr("Nothing needs to be ordered in the weeks ahead.")
        amount = math.fsum(row.amount for row in rows if row.amount == row.amount)
        words = counted(
            self.tr("{n} orders until {day}, if sales go as expected."),
            n=figures.units(len(rows)),
            day=figures.short_day(rows[-1].day),
        )
        if amount > 0:
            words += " " + self.tr("Together {amount}.").format(
                amount=figures.money(amount, self._currency)
            )
        return words

    def _bars(self, rows: Sequence[SupplierOrder]) -> list[DayBar]:
        priced = any(row.amount == row.amount for row in rows)
        sums: dict[np.datetime64, float] = {}
        for row in rows:
            value = row.amount if priced else row.units
            sums[row.day] = sums.get(row.day, 0.0) + (0.0 if math.isnan(value) else value)
        return [DayBar(day, value, priced) for day, value in sums.items()]

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                self.tr("Order on"),
                lambda it: self._day(it.day),
                lambda it: float(it.day.astype(np.int64)),
                132,
                right=False,
                strong=True,
            ),
            Column(
                self.tr("Supplier"),
                lambda it: it.supplier or self.tr("No supplier named"),
                lambda it: it.supplier,
                None,
                right=False,
            ),
            Column(
                self.tr("Items"),
                lambda it: figures.units(len(it.lines)),
                lambda it: float(len(it.lines)),
                64,
            ),
            Column(
                self.tr("Cost"),
                lambda it: figures.money(it.amount, self._currency),
                lambda it: it.amount,
                92,
            ),
            Column(
                self.tr("Arrives"),
                lambda it: figures.short_day(it.arrival),
                lambda it: float(it.arrival.astype(np.int64)),
                86,
            ),
            Column(self.tr("Units"), lambda it: figures.units(it.units), lambda it: it.units, 76),
        )

    def _day(self, day: np.datetime64) -> str:
        if self._plan is not None and day <= self._plan.as_of:
            return self.tr("{day}, now").format(day=figures.short_day(day))
        return figures.short_day(day)

    def _show_lines(self, current: QModelIndex, _: QModelIndex) -> None:
        plan = self._plan
        if not current.isValid() or plan is None:
            return
        order = self.orders.model_of_rows.rows[current.row()]

        def name(line: PlannedOrder) -> str:
            found = plan.suggestions[line.row]
            return " · ".join(filter(None, (found.title or found.item, found.store)))

        self.lines.show_rows(
            (
                Column(self.tr("Item"), name, name, None, right=False),
                Column(
                    self.tr("Units"), lambda it: figures.units(it.units), lambda it: it.units, 72
                ),
                Column(
                    self.tr("Cost"),
                    lambda it: figures.money(it.amount, self._currency),
                    lambda it: it.amount,
                    84,
                ),
            ),
            order.lines,
        )
        self.bars.mark(order.day)

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and self.lines.hasFocus():
            self.chosen.emit(self.lines.model_of_rows.rows[current.row()].row)

    def _find_day(self, day: object) -> None:
        for number, row in enumerate(self.orders.model_of_rows.rows):
            if row.day == day:
                index = self.orders.model_of_rows.index(number, 0)
                self.orders.setCurrentIndex(index)
                self.orders.scrollTo(index)
                return
