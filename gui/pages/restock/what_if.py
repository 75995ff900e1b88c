"""What if: the plan under other circumstances, side by side; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from core.errors import OperatorError
from core.restocking.orders.what_if import AS_PLANNED, Scenario, ScenarioOutcome
from gui import figures
from gui.pages.card import button, label
from gui.pages.restock.scenario_form import ScenarioForm
from gui.tables.rows import Column, RowsTable
from gui.theme import theme
from gui.wording import literal

PRESETS = (
    Scenario("demand", demand=1.2),
    Scenario("lead_time", lead_time=2.0),
    Scenario("lean", service_level=0.9),
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
        "lean": QCoreApplication.translate("WhatIf", "{share} in stock").format(
            share=figures.percent(0.9)
        ),
        "service": QCoreApplication.translate("WhatIf", "{share} in stock").format(
            share=figures.percent(0.99)
        ),
    }[scenario.name]


class WhatIfView(QWidget):
    """A column a scenario, a row a measure; below, circumstances to try and to keep by name."""

    kept = Signal(object, str)
    """(tuple of Scenario, str) the scenarios kept from now on, and what undo calls that."""
    refused = Signal(object)
    """(Sentence) what was typed cannot be planned with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved: tuple[Scenario, ...] = ()
        self.sentence = label(tone="text_2", wrap=True)
        self.sentence.setContentsMargins(16, 4, 16, 4)
        # Without a table to fill the page the sentence stays above, the form below.
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = RowsTable(self, row_height=34)
        self.table.setSortingEnabled(False)
        self.form = ScenarioForm(self)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.add = button("small", "plus")
        self.remove = button("small", "trash-2")
        self.removals = QMenu(self.remove)
        self.remove.setMenu(self.removals)
        self.add.clicked.connect(self._add)
        self.form.name.returnPressed.connect(self._add)
        end = QHBoxLayout()
        end.setSpacing(theme().space("s"))
        end.addStretch(1)
        end.addWidget(self.remove)
        end.addWidget(self.add)
        self.form.grid.addLayout(end, 0, 4, 1, 2, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.setSpacing(theme().space("s"))
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 12, 0)
        foot.addWidget(self.form)
        layout.addLayout(foot)
        self.setFocusProxy(self.form.name)

    def show_outcomes(
        self,
        outcomes: Sequence[ScenarioOutcome] | None,
        saved: tuple[Scenario, ...],
        currency: str,
        suppliers: Sequence[str] | None,
        limited: bool,
    ) -> None:
        """Show what scenarios bring; None while that is worked out.

        ``suppliers`` of the items planned; None where there is no plan. ``limited`` where budget or
        rooms cut the plan, which they do not here.
        """
        self._saved = saved
        self._say()
        self.form.show_suppliers(suppliers or ())
        self.remove.setVisible(bool(saved))
        if suppliers is None:
            self.sentence.setText(self.tr("The plan follows the forecast."))
        elif outcomes is None:
            self.sentence.setText(self.tr("Planning under other circumstances…"))
        else:
            self.sentence.setText(self._explained(outcomes, limited))
        self.table.setVisible(bool(outcomes))
        if not outcomes:
            self.table.show_rows((), ())
            return
        first = Column(self.tr("What"), lambda m: m.words, lambda m: m.words, None, right=False)
        columns = [self._column(outcome, outcomes[0]) for outcome in outcomes]
        self.table.show_rows((first, *columns), self._measures(currency))

    def _column(self, outcome: ScenarioOutcome, planned: ScenarioOutcome) -> Column:
        def words(measure: Measure) -> str:
            value = measure.value(outcome)
            text, change = measure.write(value), changed(measure)
            return f"{text}  ({figures.percent(change, sign=True)})" if change else text

        def changed(measure: Measure) -> float:
            """Return the change beside the plan as a share; 0 where it is too small to show."""
            value, before = measure.value(outcome), measure.value(planned)
            if outcome is planned or not before or value != value or before != before:
                return 0.0
            return round(value / before - 1, 2)

        def tone(measure: Measure) -> str:
            return "risk" if measure.loss and changed(measure) > 0 else "text"

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
                self.tr("Lost until next delivery, units"),
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

    def _explained(self, outcomes: Sequence[ScenarioOutcome], limited: bool) -> str:
        said = [
            self.tr(
                "The same forecast, planned under other circumstances. Your plan stays as it is."
            )
        ]
        if limited:
            said.append(self.tr("Budget and storage rooms cut nothing here."))
        if not all(outcome.price_taught for outcome in outcomes):
            said.append(
                self.tr(
                    "Your sheets do not tell what another price does to sales: units stay as "
                    "forecast."
                )
            )
        return ("" if figures.chinese() else " ").join(said)

    def _add(self) -> None:
        try:
            made = self.form.scenario(self.tr("Try {n}").format(n=len(self._saved) + 1))
        except OperatorError as error:
            self.refused.emit(error.sentence)
            return
        self.form.name.clear()
        words = self.tr("scenario “{name}”").format(name=made.name)
        self.kept.emit((*(s for s in self._saved if s.name != made.name), made), words)

    def _remove(self, scenario: Scenario) -> None:
        words = self.tr("removing “{name}”").format(name=scenario.name)
        self.kept.emit(tuple(it for it in self._saved if it != scenario), words)

    def _say(self) -> None:
        self.form.retranslate()
        self.add.setText(self.tr("Try it"))
        self.remove.setText(self.tr("Remove"))
        self.removals.clear()
        for scenario in self._saved:
            self.removals.addAction(literal(scenario.name), partial(self._remove, scenario))
        self.table.setAccessibleName(self.tr("Scenarios compared"))
