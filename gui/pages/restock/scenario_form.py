"""Circumstances to try: what sells, costs and takes how long, and whose goods are meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.restocking.orders.what_if import Scenario
from gui import figures
from gui.pages.card import inset, label


class ScenarioForm(QWidget):
    """Fields of a scenario; what is left as it is stays as planned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(self)
        self.name.setMaxLength(40)
        self.supplier, self.instead = QComboBox(self), QComboBox(self)
        for box in (self.supplier, self.instead):
            box.setMinimumWidth(104)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
        self.demand, self.price, self.cost, self.lead_time = (_percent(self) for _ in range(4))
        self.review = _or_as_set(self, 365.0)
        self.review.setDecimals(0)
        self.service = _or_as_set(self, 99.9)
        self.service.setDecimals(1)
        self.service.setSuffix(_percent_sign())
        self._words: dict[QWidget, QLabel] = {
            field: label(role="caption", tone="text_2")
            for field in (
                self.name,
                self.supplier,
                self.instead,
                self.demand,
                self.price,
                self.cost,
                self.lead_time,
                self.review,
                self.service,
            )
        }
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6)
        self._place(self.name, 0, 0, 2)
        self._place(self.supplier, 0, 2)
        self._place(self.instead, 0, 3)
        numbers = (self.demand, self.price, self.cost, self.lead_time, self.review, self.service)
        for column, field in enumerate(numbers):
            self._place(field, 1, column)
            self.grid.setColumnStretch(column, 1)

    def _place(self, field: QWidget, row: int, column: int, span: int = 1) -> None:
        cell = QVBoxLayout()
        cell.setSpacing(2)
        self._words[field].setBuddy(field)
        cell.addWidget(self._words[field])
        cell.addWidget(field)
        self.grid.addLayout(cell, row, column, 1, span)

    def show_suppliers(self, names: Sequence[str]) -> None:
        """Offer these suppliers, and keep what is chosen."""
        for box, first in (
            (self.supplier, self.tr("all items")),
            (self.instead, self.tr("as now")),
        ):
            before = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                box.addItem(first, userData="")
                for name in names:
                    box.addItem(name, userData=name)
                box.setCurrentIndex(max(box.findData(before), 0))
            box.setEnabled(bool(names))
        self.instead.setEnabled(len(names) > 1)

    def scenario(self, unnamed: str) -> Scenario:
        """Return what is filled in, called ``unnamed`` where no name is; raises ``OptionError``
        for what cannot be planned with."""
        return Scenario(
            self.name.text().strip() or unnamed,
            demand=self.demand.value() / 100,
            lead_time=self.lead_time.value() / 100,
            cost=self.cost.value() / 100,
            price=self.price.value() / 100,
            service_level=self.service.value() / 100 if self.service.value() else None,
            review_days=self.review.value() or None,
            supplier=str(self.supplier.currentData() or ""),
            instead=str(self.instead.currentData() or ""),
        )

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        texts: dict[QWidget, str] = {
            self.name: self.tr("Name"),
            self.supplier: self.tr("Items of"),
            self.instead: self.tr("Bought from"),
            self.demand: self.tr("Sells"),
            self.price: self.tr("Price"),
            self.cost: self.tr("Goods cost"),
            self.lead_time: self.tr("Deliveries take"),
            self.review: self.tr("Order every, days"),
            self.service: self.tr("In stock, of 100"),
        }
        for field, text in texts.items():
            self._words[field].setText(text)
            field.setAccessibleName(text)
        self.name.setPlaceholderText(self.tr("for example: before the holidays"))
        self.instead.setToolTip(
            self.tr("With the delivery time, order days and minimums usual with that supplier")
        )
        self.price.setToolTip(self.tr("Moves what sells as far as your sheets show what it does"))
        for field in (self.review, self.service):
            field.setSpecialValueText(self.tr("as set"))


def _percent(parent: QWidget) -> QDoubleSpinBox:
    field = QDoubleSpinBox(parent)
    field.setDecimals(0)
    field.setRange(0.0, 1000.0)
    field.setSingleStep(10)
    field.setValue(100.0)
    field.setSuffix(_percent_sign())
    field.setMinimumWidth(92)
    inset(field)
    return field


def _or_as_set(parent: QWidget, most: float) -> QDoubleSpinBox:
    """A number whose least value stands for what is set."""
    field = QDoubleSpinBox(parent)
    field.setRange(0.0, most)
    field.setMinimumWidth(92)
    inset(field)
    return field


def _percent_sign() -> str:
    return "%" if figures.chinese() else figures.NARROW_SPACE + "%"
