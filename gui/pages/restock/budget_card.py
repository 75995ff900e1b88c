"""What the plan may cost: a frontier with its slider, the amount to type, what one more keeps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from core import pipeline
from core.pipeline import ForecastRun
from core.restocking.limits.plan_budget import PlanOffer, budget_frontier
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from core.settings import Settings
from gui.charts.frontier_chart import Frontier, FrontierChart, summary
from gui.pages.card import Card, button, inset, label

LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class Spending:
    """What the plan offers for money, and the (k) cost and margin of budgets between."""

    offer: PlanOffer
    cost: np.ndarray
    kept: np.ndarray

    def frontier(self, currency: str) -> Frontier | None:
        """Return the frontier; None where nothing of the plan has a cost."""
        if self.offer.total_cost() <= 0:
            return None
        return Frontier(self.cost, self.kept, currency)


def spending(run: ForecastRun, terms: Terms, plan: Plan, settings: Settings) -> Spending:
    """Work out what the open orders of a plan offer for money, as far as there is room."""
    offer = pipeline.offer_of(run, terms, plan, settings)
    bought = budget_frontier(offer)
    cost = offer.fixed + np.array([purchase.cost for purchase in bought])
    kept = np.array([purchase.gain for purchase in bought])
    # The last block may round a little past the last step: the whole plan is what is paid for.
    cost[-1] = max(cost[-1], offer.total_cost())
    return Spending(offer, np.maximum.accumulate(cost), np.maximum.accumulate(kept))


class BudgetCard(Card):
    """The budget of the plan."""

    moved = Signal(object)
    """(float or None) the budget while it is dragged, None for no limit."""
    chosen = Signal(object)
    """(float or None) the budget stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = 0.0
        self._tall, self._picture = True, True
        self.amount = QDoubleSpinBox(self)
        self.amount.setDecimals(0)
        self.amount.setRange(0, LARGEST)
        self.amount.setGroupSeparatorShown(True)
        self.amount.setKeyboardTracking(False)
        self.amount.setFixedWidth(120)
        inset(self.amount)
        self.amount.valueChanged.connect(self._typed)
        self.lift = button("link")
        self.lift.clicked.connect(lambda: self.chosen.emit(None))
        self.bar.addWidget(self.lift)
        self.bar.addWidget(self.amount)
        self.axis = label(role="caption", tone="text_2")
        self.chart = FrontierChart(self)
        self.chart.moved.connect(self._moved)
        self.chart.chosen.connect(lambda budget: self.chosen.emit(self._limit(budget)))
        self.words = label(role="caption", tone="text_2", wrap=True)
        for part in (self.axis, self.chart, self.words):
            self.content.addWidget(part)
        self.content.setSpacing(2)

    def show_spending(self, found: Spending | None, budget: float | None, currency: str) -> None:
        """Show what budgets keep, with the one in force; nothing known yet where None."""
        self.say(self.tr("Budget"))
        frontier = found.frontier(currency) if found is not None else None
        words = self.tr("Margin kept until the next orders arrive{unit}").format(
            unit=f", {currency}" if currency else ""
        )
        self.axis.setText(words)
        self.amount.setVisible(frontier is not None)
        self._fit(frontier is not None)
        self.lift.setVisible(frontier is not None and budget is not None)
        self.lift.setText(self.tr("No limit"))
        self.amount.setAccessibleName(self.tr("Budget"))
        if frontier is None:
            self.chart.show_frontier(None, None)
            self.words.setText(self._why_none(found))
            return
        self._whole = frontier.whole
        with QSignalBlocker(self.amount):
            self.amount.setPrefix(currency)
            self.amount.setSingleStep(max(1.0, round(frontier.whole / 100)))
            self.amount.setValue(frontier.whole if budget is None else budget)
        self.chart.show_frontier(frontier, budget)
        self.words.setText(summary(frontier, budget))
        self.chart.setToolTip(f"{words}\n{self.words.text()}")

    def _why_none(self, found: Spending | None) -> str:
        if found is None:
            return self.tr("Reckoning what money keeps…")
        if found.offer.unpriced:
            return self.tr("Type unit costs under Terms to plan within a budget.")
        return self.tr("No order is open that money could be spent on.")

    def set_room(self, tall: bool, picture: bool) -> None:
        """Draw all of it, a low picture whose words stand in its tooltip, or the amount alone."""
        if (tall, picture) != (self._tall, self._picture):
            self._tall, self._picture = tall, picture
            self.chart.set_low(not tall)
            self._fit(self.chart.frontier is not None)

    def _fit(self, known: bool) -> None:
        self.chart.setVisible(known and self._picture)
        self.axis.setVisible(known and self._tall)
        # Without a picture the words say what it would.
        self.words.setVisible(self._tall or not (known and self._picture))

    def _limit(self, budget: float) -> float | None:
        return None if budget >= self._whole else budget

    def _moved(self, budget: float) -> None:
        with QSignalBlocker(self.amount):
            self.amount.setValue(budget)
        if self.chart.frontier is not None:
            self.words.setText(summary(self.chart.frontier, budget))
        self.moved.emit(self._limit(budget))

    def _typed(self, budget: float) -> None:
        self.chosen.emit(self._limit(budget))
