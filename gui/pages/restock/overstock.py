"""Overstock: what is more than will sell in time, what it costs to keep, what to do about it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.restocking.orders.excess import DEAD, Excess
from core.restocking.orders.policy import Plan, Suggestion
from gui import figures
from gui.pages.card import label
from gui.tables.rows import Column, RowsTable
from gui.theme import theme
from gui.wording import counted


@dataclass(frozen=True, slots=True)
class Surplus:
    """An item with too much stock: what core found, and the item's suggestion."""

    excess: Excess
    suggestion: Suggestion

    @property
    def name(self) -> str:
        """Title, or the code where there is none."""
        return self.suggestion.title or self.suggestion.item


class OverstockView(QWidget):
    """A sentence with the money, then a row an item, the dearest first."""

    chosen = Signal(int)
    """(row of the plan) an item is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = label(tone="text_2", wrap=True)
        self.sentence.setContentsMargins(16, 4, 16, 4)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.table = RowsTable(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space("s"))
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.setFocusProxy(self.table)

    def show_excess(
        self, plan: Plan | None, found: tuple[Excess, ...] | None, currency: str
    ) -> None:
        """Show what was found; None while that is worked out."""
        self.table.setAccessibleName(self.tr("Overstock"))
        rows = []
        if plan is not None and found is not None:
            rows = [Surplus(it, plan.suggestions[it.row]) for it in found]
        self.sentence.setText(self._sentence(plan, found, currency))
        self.table.setVisible(bool(rows))
        self.table.show_rows(self._columns(currency), rows)

    def _sentence(self, plan: Plan | None, found: tuple[Excess, ...] | None, currency: str) -> str:
        if plan is None:
            return self.tr("The plan follows the forecast.")
        if found is None:
            return self.tr("Reckoning what is too much…")
        if not any(s.stock_known for s in plan.suggestions):
            return self.tr("Type or paste your stock under Terms to see what is too much.")
        if not found:
            return self.tr("Nothing: all stock will sell in time.")
        money = math.fsum(it.value for it in found if it.value == it.value)
        if money <= 0 and len(found) == 1:
            return self.tr("1 item has more in stock than will sell in time.")
        if money <= 0:
            return counted(
                self.tr("{n} items have more in stock than will sell in time."),
                n=figures.units(len(found)),
            )
        yearly = math.fsum(it.yearly_cost for it in found if it.yearly_cost == it.yearly_cost)
        words = self.tr(
            "{n} items have more in stock than will sell in time: {money} lies still and costs "
            "about {yearly} a year to keep."
        )
        if len(found) == 1:
            words = self.tr(
                "1 item has more in stock than will sell in time: {money} lies still and costs "
                "about {yearly} a year to keep."
            )
        return counted(
            words,
            n=figures.units(len(found)),
            money=figures.money(money, currency),
            yearly=figures.money(yearly, currency),
        )

    def _columns(self, currency: str) -> tuple[Column, ...]:
        def money(value: float) -> str:
            return figures.money(value, currency)

        return (
            Column(
                self.tr("Item"),
                lambda it: it.name,
                lambda it: it.name,
                None,
                right=False,
                tip=lambda it: f"{it.name} · {it.suggestion.item}",
            ),
            Column(
                self.tr("Too much, units"),
                lambda it: figures.units(it.excess.units),
                lambda it: it.excess.units,
                112,
            ),
            Column(
                self.tr("Money in it"),
                lambda it: money(it.excess.value),
                lambda it: it.excess.value,
                96,
                tone=lambda it: "fading",
                strong=True,
            ),
            Column(
                self.tr("What to do"),
                self.advice,
                self.advice,
                236,
                right=False,
                tone=lambda it: "text_2",
            ),
            Column(
                self.tr("Sold out in"),
                self.clearing,
                lambda it: it.excess.weeks,
                104,
            ),
            Column(
                self.tr("Last sold"),
                self.idle,
                lambda it: it.excess.idle_days,
                110,
            ),
            Column(
                self.tr("Keeping, a year"),
                lambda it: money(it.excess.yearly_cost),
                lambda it: it.excess.yearly_cost,
                112,
            ),
            Column(
                self.tr("In stock"),
                lambda it: figures.units(it.suggestion.on_hand),
                lambda it: it.suggestion.on_hand,
                80,
            ),
            Column(
                self.tr("Supplier"),
                lambda it: it.suggestion.supplier,
                lambda it: it.suggestion.supplier,
                150,
                right=False,
                tone=lambda it: "text_2",
            ),
        )

    def advice(self, it: Surplus) -> str:
        """Return what to do about an item."""
        if it.excess.kind == DEAD:
            return self.tr("does not sell: clear it, or return it")
        if it.suggestion.on_order > 0:
            return self.tr("cancel or put off what is on the way")
        if it.excess.weeks > 52:
            return self.tr("offer it cheaper; buy no more")
        return self.tr("buy no more until it is sold")

    def clearing(self, it: Surplus) -> str:
        """Return how long all of the stock lasts."""
        if math.isinf(it.excess.weeks):
            return self.tr("never")
        if it.excess.weeks > 104:
            return counted(self.tr("{n} years"), n=figures.units(it.excess.weeks / 52, 1))
        return counted(self.tr("{n} weeks"), n=figures.units(it.excess.weeks))

    def idle(self, it: Surplus) -> str:
        """Return how long ago the last one was sold."""
        if it.excess.idle_days < 31:
            return self.tr("lately")
        return counted(self.tr("{n} days ago"), n=figures.units(it.excess.idle_days))

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and self.table.hasFocus():
            self.chosen.emit(self.table.model_of_rows.rows[current.row()].excess.row)
