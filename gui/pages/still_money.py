"""Money lying still: stock that is not expected to sell, and where most of it lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import figures
from gui.pages.card import Card, label
from gui.pages.trend_board import TrendLine
from gui.session import Session

LINES = 3
"""Items shown."""


@dataclass(frozen=True, slots=True)
class StillMoney:
    """Money in stock that is not expected to sell within the horizon.

    total    cost of all stock whose cost is known (currency)
    excess   (n) cost of stock beyond what sells 9 times in 10 (currency); dead: of items that
             sold nothing in the last half year
    dead     (n) flags
    """

    total: float
    excess: NDArray[np.float64]
    dead: NDArray[np.bool_]


def still_money(session: Session) -> StillMoney | None:
    """Return the money lying still; None where no cost or no stock is known."""
    facts, terms, demand = session.facts, session.terms, session.demand
    if facts is None or terms is None or demand is None:
        return None
    on_hand = terms.table["on_hand"].to_numpy(dtype=float)
    cost = terms.table["unit_cost"].to_numpy(dtype=float)
    known = np.isfinite(on_hand) & np.isfinite(cost) & (on_hand > 0)
    if not known.any():
        return None
    sells = facts.likely_most
    half_year = max(1, round(182 / demand.frequency.days))
    sold = np.nansum(demand.units[:, -half_year:], axis=1)
    beyond = np.where(known, np.maximum(on_hand - sells, 0) * np.where(known, cost, 0), 0.0)
    total = float(np.where(known, on_hand * np.where(known, cost, 0), 0).sum())
    return StillMoney(total, beyond, known & (sold == 0))


class StillMoneyCard(Card):
    """The sum and the items that hold most of it."""

    chosen = Signal(int)
    """(row) an item was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amount = label(role="figure")
        self._of = label(tone="text_2")
        self.most = LINES
        """Items shown, where so many have too much."""
        self._lines = [TrendLine() for _ in range(LINES)]
        line = QHBoxLayout()
        line.addWidget(self._amount)
        line.addWidget(self._of, 1)
        self.content.addLayout(line)
        for entry in self._lines:
            entry.clicked.connect(lambda _=False, entry=entry: self.chosen.emit(entry.row))
            self.content.addWidget(entry, 4)
        self.content.addStretch(1)

    def show_session(self, session: Session) -> None:
        """Show the money of the session's stock."""
        self.say(self.tr("Money lying still"))
        money = still_money(session)
        imported = session.imported
        currency = imported.sales.currency if imported is not None else ""
        if money is None:
            self._amount.clear()
            self._of.setText(self.tr("Stock or cost is not known."))
            for line in self._lines:
                line.hide()
            return
        self._amount.setText(figures.money(float(money.excess.sum()), currency))
        self._of.setText(
            self.tr("of {total} in stock").format(total=figures.money(money.total, currency))
        )
        rows = np.argsort(-money.excess, kind="stable")[: len(self._lines)]
        for number, (line, row) in enumerate(zip(self._lines, rows, strict=False)):
            line.setVisible(bool(money.excess[row] > 0) and number < self.most)
            if money.excess[row] > 0:
                why = (
                    self.tr("sold nothing for half a year")
                    if money.dead[row]
                    else self.tr("more than sells; stop buying")
                )
                amount = figures.money(float(money.excess[row]), currency)
                words = (session.item_name(int(row)), amount, why)
                nothing = np.zeros(0, dtype=np.float32)
                line.show_item(int(row), words, nothing, 0, "fading", "package")
