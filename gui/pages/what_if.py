"""What if: the plan under other circumstances, side by side; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import OperatorError
from core.restocking.what_if import AS_PLANNED, Scenario, ScenarioOutcome
from gui import figures
from gui.pages.card import button, inset, label
from gui.tables.rows import Column, RowsTable
from gui.theme import theme

PRESETS = (
    Scenario("demand", demand=1.2),
    Scenario("lead_time", lead_time=2.0),
    Scenario("service", service_level=0.99),
)
"""Scenarios that are always shown beside the plan."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the comparison: its words, its value of an outcome, how that is written, and
    whether more of it is a loss."""

    words: str
    value: Callable[[ScenarioOutcome], float]
    write: Callable[[float], str]
    loss: bool = False


def scenario_words(scenario: Scenario) -> str:
    """Return what a scenario is called: a preset in the language in force, else its own name."""
    if scenario == AS_PLANNED:
        return QCoreApplication.translate("WhatIf", "As planned")
    if scenario not in PRESETS:
        return scenario.name
    return {
        "demand": QCoreApplication.translate("WhatIf", "Sells {share} more").format(
            share=figures.percent(0.2)
        ),
        "lead_time": QCoreApplication.translate("WhatIf", "Deliveries twice as slow"),
        "service": QCoreApplication.translate("WhatIf", "{share} in stock").format(
            share=figures.percent(0.99)
        ),
    }[scenario.name]


class WhatIfView(QWidget):
    """A column a scenario, a row a measure; below, circumstances to try and to keep by name."""

    kept = Signal(object)
    """(tuple of Scenario) the scenarios that are kept from now on."""
    refused = Signal(object)
    """(Sentence) what was typed cannot be planned with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved: tuple[Scenario, ...] = ()
        self.sentence = label(tone="text_2", wrap=True)
        self.sentence.setContentsMargins(16, 4, 16, 4)
        self.table = RowsTable(self, row_height=34)
        self.table.setSortingEnabled(False)
        self.name = QLineEdit(self)
        self.name.setMaxLength(40)
        self.demand, self.lead_time = _percent(self), _percent(self)
        self.cost, self.service = _percent(self), _percent(self, 0.0, 99.9, 0.0)
        self.service.setDecimals(1)
        self.add = button("small", "plus")
        self.remove = button("small", "trash-2")
        self.words = tuple(label(role="caption", tone="text_2") for _ in range(5))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.name.returnPressed.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.setSpacing(theme().space("s"))
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._form())
        self.setFocusProxy(self.name)

    def _form(self) -> QHBoxLayout:
        form = QHBoxLayout()
        form.setContentsMargins(16, 0, 12, 0)
        form.setSpacing(theme().space("m"))
        fields = (self.name, self.demand, self.lead_time, self.cost, self.service)
        for words, field in zip(self.words, fields, strict=True):
            cell = QVBoxLayout()
            cell.setSpacing(2)
            words.setBuddy(field)
            cell.addWidget(words)
            cell.addWidget(field)
            form.addLayout(cell, 1 if field is self.name else 0)
        end = QVBoxLayout()
        end.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        end.addLayout(buttons)
        form.addLayout(end)
        return form

    def show_outcomes(
        self,
        outcomes: Sequence[ScenarioOutcome] | None,
        saved: tuple[Scenario, ...],
        currency: str,
        planned: bool,
    ) -> None:
        """Show what scenarios bring; None while that is worked out."""
        self._saved = saved
        self._say()
        self.remove.setVisible(bool(saved))
        if not planned:
            self.sentence.setText(self.tr("The plan follows the forecast."))
        elif outcomes is None:
            self.sentence.setText(self.tr("Planning under other circumstances…"))
        else:
            self.sentence.setText(
                self.tr(
                    "The same forecast, planned under other circumstances. "
                    "Your plan stays as it is."
                )
            )
        self.table.setVisible(bool(outcomes))
        if not outcomes:
            self.table.show_rows((), ())
            return
        first = Column(self.tr("What"), lambda m: m.words, lambda m: m.words, None, right=False)
        columns = [self._column(outcome, outcomes[0]) for outcome in outcomes]
        self.table.show_rows((first, *columns), self._measures(currency))

    def _column(self, outcome: ScenarioOutcome, planned: ScenarioOutcome) -> Column:
        def words(measure: Measure) -> str:
            value, before = measure.value(outcome), measure.value(planned)
            text = measure.write(value)
            if outcome is planned or not before or value != value or before != before:
                return text
            change = value / before - 1
            return f"{text}  ({figures.percent(change, sign=True)})"

        def tone(measure: Measure) -> str:
            worse = measure.value(outcome) > measure.value(planned)
            return "risk" if measure.loss and worse else "text"

        return Column(
            scenario_words(outcome.scenario),
            words,
            lambda measure: measure.value(outcome),
            176,
            tone=tone,
            strong=outcome is planned,
            tip=lambda measure: f"{scenario_words(outcome.scenario)}: {words(measure)}",
        )

    def _measures(self, currency: str) -> tuple[Measure, ...]:
        def money(value: float) -> str:
            return figures.money(value, currency)

        return (
            Measure(self.tr("Items to order"), lambda o: float(o.items), figures.units),
            Measure(self.tr("Units to order"), lambda o: o.units, figures.units),
            Measure(self.tr("Cost of the order"), lambda o: o.amount, money),
            Measure(
                self.tr("Sales lost until the next delivery, units"),
                lambda o: o.lost_units,
                figures.units,
                loss=True,
            ),
            Measure(self.tr("Margin lost with them"), lambda o: o.lost_margin, money, loss=True),
            Measure(
                self.tr("Demand served in that time"),
                lambda o: o.fill_rate,
                lambda value: figures.percent(value, 1),
            ),
            Measure(self.tr("Stock after the order"), lambda o: o.stock_value, money),
        )

    def _add(self) -> None:
        name = self.name.text().strip() or self.tr("Try {n}").format(n=len(self._saved) + 1)
        try:
            made = Scenario(
                name,
                demand=self.demand.value() / 100,
                lead_time=self.lead_time.value() / 100,
                cost=self.cost.value() / 100,
                service_level=self.service.value() / 100 if self.service.value() else None,
            )
        except OperatorError as error:
            self.refused.emit(error.sentence)
            return
        self.name.clear()
        self.kept.emit((*(s for s in self._saved if s.name != made.name), made))

    def _remove(self) -> None:
        self.kept.emit(self._saved[:-1])

    def _say(self) -> None:
        texts = (
            self.tr("Name"),
            self.tr("Sells"),
            self.tr("Deliveries take"),
            self.tr("Goods cost"),
            self.tr("In stock, of 100"),
        )
        fields = (self.name, self.demand, self.lead_time, self.cost, self.service)
        for words, field, text in zip(self.words, fields, texts, strict=True):
            words.setText(text)
            field.setAccessibleName(text)
        self.name.setPlaceholderText(self.tr("for example: before the holidays"))
        self.service.setSpecialValueText(self.tr("as set"))
        self.add.setText(self.tr("Try it"))
        last = self._saved[-1].name if self._saved else ""
        self.remove.setToolTip(self.tr("Remove “{name}”").format(name=last))
        self.remove.setAccessibleName(self.tr("Remove “{name}”").format(name=last))
        self.table.setAccessibleName(self.tr("Scenarios compared"))


def _percent(
    parent: QWidget, low: float = 0.0, high: float = 1000.0, value: float = 100.0
) -> QDoubleSpinBox:
    field = QDoubleSpinBox(parent)
    field.setDecimals(0)
    field.setRange(low, high)
    field.setSingleStep(10 if high > 100 else 0.5)
    field.setValue(value)
    field.setSuffix("%" if figures.chinese() else figures.NARROW_SPACE + "%")
    field.setMinimumWidth(104)
    inset(field)
    return field
