"""Money lying still: stock that is not expected to sell, and where most of it lies."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.restocking.orders.excess import DEAD, Excess
from core.restocking.terms.terms import Terms
from gui import figures
from gui.pages.card import Card, label
from gui.pages.today.trend_line import TrendItem, TrendLine
from gui.session import Session

LINES = 3
"""Items shown."""


def money_in_stock(terms: Terms) -> float | None:
    """Return the cost of all stock whose cost is known; None where none is."""
    on_hand = terms.table["on_hand"].to_numpy(dtype=float)
    worth = on_hand * terms.table["unit_cost"].to_numpy(dtype=float)
    known = np.isfinite(worth) & (on_hand > 0)
    return float(worth[known].sum()) if known.any() else None


class StillMoneyCard(Card):
    """The sum and the items that hold most of it."""

    chosen = Signal(int)
    """(row) an item was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = label(role="figure")
        self._of = label(tone="text_2")
        self.most = LINES
        """Items shown, where so many have too much."""
        self.lines = [TrendLine() for _ in range(LINES)]
        line = QHBoxLayout()
        line.addWidget(self.amount)
        line.addWidget(self._of, 1)
        self.content.addLayout(line)
        for entry in self.lines:
            entry.clicked.connect(lambda _=False, entry=entry: self.chosen.emit(entry.row))
            self.content.addWidget(entry, 4)
        self.content.addStretch(1)

    def show_session(self, session: Session) -> None:
        """Show what is too much of the session's stock, as the Overstock view does."""
        self.say(self.tr("Money lying still"))
        total = None if session.terms is None else money_in_stock(session.terms)
        advice = session.advice.value
        found = [] if advice is None else [it for it in advice.excess if it.value > 0]
        self.amount.setVisible(bool(found))
        for number, line in enumerate(self.lines):
            line.setVisible(number < min(self.most, len(found)))
        if total is None:
            self._of.setText(self.tr("Stock or cost is not known."))
        elif advice is None:
            session.advice.ask()
            self._of.setText(self.tr("Reckoning what is too much…"))
        elif not found:
            self._of.setText(self.tr("None: all stock will sell in time."))
        else:
            self._show_found(session, found, total)

    def _show_found(self, session: Session, found: Sequence[Excess], total: float) -> None:
        imported = session.imported
        currency = imported.sales.currency if imported is not None else ""
        self.amount.setText(figures.money(math.fsum(it.value for it in found), currency))
        self._of.setText(
            self.tr("of {total} in stock").format(total=figures.money(total, currency))
        )
        for line, it in zip(self.lines[: self.most], found, strict=False):
            why = (
                self.tr("sold nothing for half a year")
                if it.kind == DEAD
                else self.tr("more than sells; stop buying")
            )
            name, value = session.item_name(it.row), figures.money(it.value, currency)
            line.show_item(TrendItem(it.row, name, value, why, "fading", "package"))
