"""What lies beyond the plan itself: what to settle first, overstock, orders to come, other
circumstances."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core import pipeline
from core.pipeline import ForecastRun
from core.restocking.orders.policy import Plan
from core.restocking.orders.what_if import AS_PLANNED, Scenario, ScenarioOutcome
from core.restocking.terms.terms import Terms
from core.settings import Settings
from gui.pages.restock.advice import AdviceView
from gui.pages.restock.order_dates import OrderDatesView
from gui.pages.restock.overstock import OverstockView
from gui.pages.restock.what_if import PRESETS, WhatIfView
from gui.session import Session
from gui.session.reckoning import Reckoning
from gui.session.restocking import Restocking


def outcomes_of(
    run: ForecastRun, terms: Terms, _: Plan, settings: Settings
) -> tuple[ScenarioOutcome, ...]:
    """Plan as it is, under the preset circumstances, and under those kept by name."""
    return pipeline.scenarios_of(run, terms, settings, (AS_PLANNED, *PRESETS, *settings.scenarios))


class Outlooks(QObject):
    """Four views, drawn only while they are looked at; ``views`` are the widgets by name."""

    refused = Signal(object)
    """(Sentence) what was typed cannot be used."""
    advised = Signal()
    """There is advice for the plan as it stands."""
    rules = Signal()
    """What the shop plans by is to be changed."""

    def __init__(self, session: Session, restocking: Restocking, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._current = ""
        self.first = AdviceView(restocking, parent)
        self.overstock = OverstockView(parent)
        self.dates = OrderDatesView(parent)
        self.what_if = WhatIfView(parent)
        self.views: dict[str, QWidget] = {
            "advice": self.first,
            "overstock": self.overstock,
            "dates": self.dates,
            "what_if": self.what_if,
        }
        self.outcomes: Reckoning[tuple[ScenarioOutcome, ...]] = Reckoning(
            session, outcomes_of, lambda _: session.settings.scenarios, self
        )
        session.advice.made.connect(self._draw)
        session.advice.made.connect(self.advised)
        self.outcomes.made.connect(self._draw)
        self.first.rules.connect(self.rules)
        self.what_if.kept.connect(self._keep)
        self.what_if.refused.connect(self.refused)
        session.changed.connect(self._changed)
        for view in (self.first, self.overstock, self.dates):
            view.chosen.connect(session.select)

    def show(self, name: str) -> None:
        """Show the view called ``name``, if it is one of these, for the plan as it stands."""
        self._current = name
        self._draw()

    def _draw(self) -> None:
        session = self._session
        plan, imported = session.plan, session.imported
        currency = imported.sales.currency if imported is not None else ""
        if self._current == "what_if":
            outcomes = self.outcomes.value
            if outcomes is None:
                self.outcomes.ask()
            saved = session.settings.scenarios
            names = None if plan is None else sorted({s.supplier for s in plan.suggestions} - {""})
            limited = session.settings.budget is not None or bool(session.settings.rooms)
            self.what_if.show_outcomes(outcomes, saved, currency, names, limited)
        elif self._current in self.views:
            advice = session.advice.value
            if advice is None:
                session.advice.ask()
            if self._current == "advice":
                self.first.show_advice(plan, advice, currency)
            elif self._current == "overstock":
                self.overstock.show_excess(plan, advice.excess if advice else None, currency)
            else:
                self.dates.show_orders(plan, advice.orders if advice else None, currency)

    def _keep(self, scenarios: tuple[Scenario, ...], words: str) -> None:
        self._session.change_undoably(words, scenarios=scenarios)

    def _changed(self, stage: str) -> None:
        if stage == "settings" and self._current == "what_if":
            self._draw()
