"""The line below the plan: its sums."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui import figures
from gui.pages.card import button, label
from gui.painted import painted
from gui.tables.plan_rows import Totals
from gui.theme import theme
from gui.wording import counted


class TotalsLine(QFrame):
    """The plan's sums: items, units, suppliers; the total at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(6)
        self.figures = tuple(label(role="strong") for _ in range(3))
        self.words = tuple(label(tone="text_2") for _ in range(3))
        for words, figure in zip(self.words, self.figures, strict=True):
            layout.addWidget(words)
            layout.addWidget(figure)
            layout.addSpacing(18)
        layout.addStretch(1)
        self.edited = button("link")
        layout.addWidget(self.edited)
        layout.addSpacing(12)
        self.without_cost = label(role="caption", tone="caution")
        self.total = label(role="section")
        layout.addWidget(self.without_cost)
        layout.addSpacing(12)
        layout.addWidget(self.total)

        self.retranslate()

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self.edited.setText(self.tr("Read an edited plan…"))
        self.edited.setToolTip(
            self.tr("An exported workbook with your quantities, decisions and notes comes back")
        )

    def show_totals(self, found: Totals | None, currency: str) -> None:
        """Show these sums; nothing where there is no plan."""
        self.setVisible(found is not None)
        if found is None:
            return
        for label_, words in zip(
            self.words, (self.tr("Items"), self.tr("Units"), self.tr("Suppliers")), strict=True
        ):
            label_.setText(words)
        values = (found.items, found.units, found.suppliers)
        for part in (self.words[2], self.figures[2]):
            part.setVisible(found.suppliers > 0)
        for figure, value in zip(self.figures, values, strict=True):
            figure.setText(figures.units(value))
        self.without_cost.setText(
            counted(self.tr("{n} items without a cost"), n=figures.units(found.without_cost))
            if found.without_cost
            else ""
        )
        self.total.setText(
            self.tr("Plan total   {cost}").format(cost=figures.money(found.cost, currency))
            if found.cost > 0
            else ""
        )

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the hairline above."""
        painter.fillRect(0, 0, self.width(), 1, theme().colour("line"))
