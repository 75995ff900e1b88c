"""The budget as it is dragged and chosen: what it would buy is shown before it is in force."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.restocking.limits.plan_budget import plan_within
from gui.pages.restock.budget_card import BudgetCard, Spending, spending
from gui.session import Session
from gui.session.reckoning import Reckoning, decisions

PREVIEW_MS = 40
"""How often the plan follows the budget while it is dragged."""


class SpendingLimit(QObject):
    """Works out what money buys while the card is looked at, and sets what is chosen there."""

    previewed = Signal(object)
    """(Plan) what the budget that is being dragged would buy."""
    returned = Signal()
    """The budget was dragged there and back: the plan in force is to be shown again."""

    def __init__(self, session: Session, card: BudgetCard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._card = session, card
        self.spending: Reckoning[Spending] = Reckoning(session, spending, decisions, self)
        self._wanted: float | None = None
        self._preview = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._preview.timeout.connect(self._show_preview)
        self.spending.made.connect(self.show)
        card.moved.connect(self._moved)
        card.chosen.connect(self._chosen)

    def show(self) -> None:
        """Show what budgets keep, with the one in force."""
        session, found = self._session, self.spending.value
        self._card.setVisible(session.plan is not None)
        if session.plan is None:
            return
        if found is None:
            self.spending.ask()
            if self.spending.last is not None:
                return
        imported = session.imported
        currency = imported.sales.currency if imported is not None else ""
        self._card.show_spending(found, session.settings.budget, currency)

    def _moved(self, budget: float | None) -> None:
        self._wanted = budget
        if not self._preview.isActive():
            self._preview.start()

    def _show_preview(self) -> None:
        found, plan = self.spending.value, self._session.plan
        if found is not None and plan is not None:
            self.previewed.emit(plan_within(plan, found.offer, self._wanted))

    def _chosen(self, budget: float | None) -> None:
        self._preview.stop()
        found = self.spending.value
        if budget == self._session.settings.budget:
            self.returned.emit()
        self._session.set_budget(budget, found.offer if found is not None else None)
