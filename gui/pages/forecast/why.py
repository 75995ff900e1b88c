"""Why this number: what a forecast total is made of, as far as can honestly be said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core import pipeline
from core.explaining.explanation import Explanation
from core.explaining.sentences import part_name
from core.pipeline import ForecastRun
from core.wording import Sentence
from gui import figures
from gui.charts.waterfall import Step, Waterfall
from gui.pages.card import Card, button, label, scrolled
from gui.tables.trend_words import trend_words
from gui.theme import theme
from gui.wording import spoken

MOST_ROWS = 4
"""Terms that find room beside their sum; smaller ones are shown together."""


class WhyCard(Card):
    """The recent level, what the model makes of it, the total with its range, and the reason; of a
    new item, ``alike`` leads to the items that it is forecast by."""

    widened = Signal()
    """Its words lie in another width now, and may need another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.range = label(role="caption", tone="text_2")
        self.bar.addWidget(self.range)
        self.waterfall = Waterfall(self)
        self.facts = label(role="body", tone="text_2", wrap=True)
        self.reason = label(role="body", tone="text_2", wrap=True)
        self.alike = button("link")
        # A small screen with large text has no room for all of it: then it is scrolled, not cut.
        self._box = QWidget()
        self._area = scrolled(self._box)
        self._area.verticalScrollBar().rangeChanged.connect(self._take_keys)
        rows = QVBoxLayout(self._box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.content.spacing())
        rows.addWidget(self.waterfall)
        rows.addSpacing(4)
        rows.addWidget(self.facts)
        rows.addWidget(self.reason)
        rows.addWidget(self.alike, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        self.content.addWidget(self._area)
        self.clear()

    @property
    def needed(self) -> int:
        """The height at which all of it is seen without scrolling, pixels."""
        around = self.height() - self._area.height()
        rows = self._box.layout()
        assert rows is not None
        return around + rows.totalHeightForWidth(self._area.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def _take_keys(self, _: int, beyond: int) -> None:
        """Be scrolled by the keyboard where something is out of sight, and else be passed over."""
        keys = Qt.FocusPolicy.TabFocus if beyond else Qt.FocusPolicy.NoFocus
        self._area.setFocusPolicy(keys)

    def _entitle(self) -> None:
        self.say(self.tr("Why this number"))
        self._area.setAccessibleName(self.tr("Why this number"))

    def clear(self) -> None:
        """Show nothing."""
        self._entitle()
        self.waterfall.show_steps((), "")
        for words in (self.range, self.facts, self.reason):
            words.clear()
        self.alike.hide()

    def show_item(self, run: ForecastRun, row: int) -> None:
        """Explain the total of the item at ``row``."""
        self._entitle()
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
        models, yours = run, 0
        if run.statistical is not None:
            # What the models say is explained; what the operator changed is a term of its own.
            models = replace(run, forecast=run.statistical, statistical=None)
            before = round(float(run.statistical.paths[row].sum(axis=1).mean()))
            yours, total = total - before, before
        explanation = pipeline.explain(models, row)
        steps = self._lately(run, units, row, total)
        if explanation is not None:
            steps = self._terms(explanation)
        if yours:
            steps += (Step(self.tr("Your change"), yours, yours=True),)
        self.waterfall.show_steps(
            steps, self.tr("Next {span}").format(span=figures.span(horizon, forecast.frequency))
        )
        trend = "" if run.trends is None else trend_words(run.trends, row, run.demand.periods)
        self.facts.setText(figures.sentences([self._last_year(run, units, horizon), trend]))
        self.facts.setVisible(bool(self.facts.text()))
        self.facts.setToolTip(self.facts.text())
        self.reason.setText("\n".join(spoken(words) for words in pipeline.reason_of(run, row)))
        self.reason.setToolTip(self.reason.text())
        self.alike.setText(self.tr("Items like it"))
        self.alike.setToolTip(self.tr("See and change the items that this new one is forecast by"))
        self.alike.setVisible(pipeline.launch_of(run.launches, run.demand, row) is not None)

    def _terms(self, explanation: Explanation) -> tuple[Step, ...]:
        """What the forecast is made of, the largest terms first; they add up to the forecast."""
        language = theme().language
        level, *others = explanation.contributions
        others.sort(key=lambda part: -abs(part.units))
        if len(others) > MOST_ROWS - 1:
            shown, rest = others[: MOST_ROWS - 2], others[MOST_ROWS - 2 :]
        else:
            shown, rest = others, []
        steps = [
            Step(
                self.tr("As lately, {n} × {level}").format(
                    n=explanation.periods, level=figures.units(explanation.level, 1)
                ),
                level.units,
                start=True,
            )
        ]
        for part in shown:
            name = part_name(part.kind, language)
            words = spoken(name) if isinstance(name, Sentence) else name
            steps.append(Step(words[:1].upper() + words[1:], part.units))
        if rest:
            steps.append(Step(self.tr("All else"), sum(part.units for part in rest)))
        return tuple(steps)

    def _lately(
        self, run: ForecastRun, units: np.ndarray, row: int, total: int
    ) -> tuple[Step, ...]:
        """The recent level and the rest, for a forecast made before explanations were."""
        horizon = run.forecast.horizon
        recent = units[-horizon:]
        recent = recent[np.isfinite(recent)]
        level = float(recent.mean()) if len(recent) else 0.0
        start = round(level * horizon)
        model = figures.model_name(run.choice.models[row], run.demand.frequency)
        words = self.tr("As lately, {n} × {level}").format(n=horizon, level=figures.units(level, 1))
        return (
            Step(words, start, start=True),
            Step(self.tr("Season and trend, {model}").format(model=model), total - start),
        )

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
