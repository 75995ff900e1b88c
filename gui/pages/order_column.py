"""The column beside the plan: what it may cost, and how the order looked at came about."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.budget_card import BudgetCard
from gui.pages.derivation import DerivationCard
from gui.theme import theme

PICTURE_FROM = 770
"""Height of the column (px at 100 %) from which the budget's frontier is drawn."""


class OrderColumn(QWidget):
    """Budget above, derivation below; as a drawer it lies over the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.budget = BudgetCard(self)
        self.derivation = DerivationCard(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space("m"))
        layout.addWidget(self.budget)
        layout.addWidget(self.derivation, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave the picture out where it would take the derivation's room."""
        super().resizeEvent(event)
        self.budget.set_low(self.height() < PICTURE_FROM * theme().scale)
