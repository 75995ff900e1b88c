"""Why this number: what a forecast total is made of, as far as can honestly be said."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from core.pipeline import ForecastRun
from gui import figures
from gui.charts.waterfall import Step, Waterfall
from gui.pages.card import Card, label
from gui.wording import spoken


class WhyCard(Card):
    """The recent level, what the model makes of it, the total with its range, and the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.range = label(role="caption", tone="text_2")
        self.bar.addWidget(self.range)
        self.waterfall = Waterfall(self)
        self.facts = label(role="body", tone="text_2", wrap=True)
        self.reason = label(role="body", tone="text_2", wrap=True)
        self.content.addWidget(self.waterfall)
        self.content.addSpacing(4)
        self.content.addWidget(self.facts)
        self.content.addWidget(self.reason)
        self.content.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.say(self.tr("Why this number"))
        self.waterfall.show_steps((), "")
        for words in (self.range, self.facts, self.reason):
            words.clear()

    def show_item(self, run: ForecastRun, row: int) -> None:
        """Explain the total of the item at ``row``."""
        self.say(self.tr("Why this number"))
        forecast, units = run.forecast, run.demand.units[row].astype(np.float64)
        horizon = forecast.horizon
        totals = forecast.paths[row].sum(axis=1)
        total = round(float(totals.mean()))
        low, high = np.quantile(totals, [0.1, 0.9])
        self.range.setText(
            self.tr("{share} sure: {low} to {high}").format(
                share=figures.percent(0.8), low=figures.units(low), high=figures.units(high)
            )
        )
        recent = units[-horizon:]
        recent = recent[np.isfinite(recent)]
        level = float(recent.mean()) if len(recent) else 0.0
        start = round(level * horizon)
        model = figures.model_name(run.choice.models[row], run.demand.frequency)
        self.waterfall.show_steps(
            (
                Step(
                    self.tr("As lately, {n} × {level}").format(
                        n=horizon, level=figures.units(level, 1)
                    ),
                    start,
                    start=True,
                ),
                Step(self.tr("Season and trend, {model}").format(model=model), total - start),
            ),
            self.tr("Next {span}").format(span=figures.span(horizon, forecast.frequency)),
        )
        self.facts.setText(self._last_year(run, units, horizon))
        self.facts.setVisible(bool(self.facts.text()))
        reason = run.choice.reasons[row]
        self.reason.setText(spoken(reason))

    def _last_year(self, run: ForecastRun, units: np.ndarray, horizon: int) -> str:
        """Say what the same periods of last year sold, where they are known."""
        year = round(365.25 / run.demand.frequency.days)
        start = len(units) - year
        if start < 0 or horizon > year:
            return ""
        same = units[start : start + horizon]
        if not np.isfinite(same).all():
            return ""
        return self.tr("The same {span} a year before sold {units}.").format(
            span=figures.span(horizon, run.demand.frequency), units=figures.units(same.sum())
        )
