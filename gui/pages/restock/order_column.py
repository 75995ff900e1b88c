"""The column beside the plan: what it may cost, and how the order looked at came about."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.restock.budget_card import BudgetCard
from gui.pages.restock.derivation import DerivationCard
from gui.theme import theme

TALL_FROM, STOCK_FROM, PICTURE_FROM = 770, 650, 530
"""Heights of the column (px at 100 %) from which the budget's frontier is drawn at its height, the
stock to come below the derivation, and the frontier at all: a sum keeps all its terms."""


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
        """Keep the picture low where it would take the derivation's room."""
        super().resizeEvent(event)
        height = self.height() / theme().scale
        self.budget.set_room(tall=height >= TALL_FROM, picture=height >= PICTURE_FROM)
        self.derivation.set_room(height >= STOCK_FROM)
