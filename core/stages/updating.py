"""A new month of sales: forecast by what the last tests taught where that is as good as testing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.demand import Demand
from core.forecasting.lstm.record import NetworkRecord
from core.progress import Progress
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.stages.forecast_run import (
    ForecastRun,
    first_forecast,
    forecast,
    forecast_anew,
    forecasters_of,
)
from core.tracking.scores import PlanScore
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

QUICK_SECONDS = 60.0
"""Tests that took no longer are made anew: an update is a little less accurate than a full run, by
1 to 2 % of pinball loss on weekly gift-shop sales (``tests.benchmarks.update``)."""

MOST_NEW = 0.2
"""Share of recent units sold by items that were never tested, above which tests are made anew."""


FIRST_SHARE = 0.04
"""Share of the time of a whole run that a first forecast takes."""


def reason_to_test(
    last: ForecastRun, demand: Demand, settings: Settings, score: PlanScore | None
) -> Sentence | None:
    """Return why models must be tested again before forecasting; None where they need not be.

    Tests are too old once more periods have passed since than a forecast usually reaches (28 days,
    13 weeks, 6 months); ``score`` is that of the last forecast, which must have beaten repeating
    the last season.
    """
    tested = last.backtest
    if not tested.cutoffs or last.demand.frequency is not demand.frequency:
        return say(QT_TRANSLATE_NOOP("core", "Nothing was tested yet."))
    if tested.models != tuple(method.name for method in forecasters_of(settings)):
        return say(QT_TRANSLATE_NOOP("core", "Other methods are to be tried."))
    if last.seconds.get("backtest", 0.0) < QUICK_SECONDS:
        return say(QT_TRANSLATE_NOOP("core", "Testing takes no time here."))
    passed = int(demand.frequency.steps(np.array([demand.end]), last.demand.end)[0])
    if passed < 1:
        return say(QT_TRANSLATE_NOOP("core", "No period has passed since."))
    if passed > demand.frequency.default_horizon:
        return say(QT_TRANSLATE_NOOP("core", "The tests are too old."))
    known = set(zip(last.demand.items, last.demand.stores, strict=True))
    new = [pair not in known for pair in zip(demand.items, demand.stores, strict=True)]
    recent = np.nansum(demand.units[:, -demand.frequency.default_horizon :], axis=1)
    if recent[np.array(new, dtype=bool)].sum() > MOST_NEW * max(float(recent.sum()), 1e-9):
        return say(QT_TRANSLATE_NOOP("core", "Many items are new."))
    if score is not None and score.final > score.naive:
        return say(QT_TRANSLATE_NOOP("core", "The last forecast was worse than repeating sales."))
    return None


def forecast_or_update(
    last: ForecastRun | None,
    demand: Demand,
    settings: Settings,
    progress: Progress,
    terms: Terms | None = None,
    score: PlanScore | None = None,
    network: NetworkRecord | None = None,
    show_first: Callable[[ForecastRun], None] | None = None,
) -> ForecastRun:
    """Forecast with the last run's tests where they still hold, else test, choose and forecast.

    ``network`` is that of an earlier run on this demand, if any. Before tests, ``show_first`` is
    given a forecast to be looked at meanwhile.
    """
    if last is None or reason_to_test(last, demand, settings, score) is not None:
        if show_first is not None:
            show_first(first_forecast(demand, settings, progress.part(0.0, FIRST_SHARE), terms))
            progress = progress.part(FIRST_SHARE, 1.0)
        return forecast(demand, settings, progress, terms, network)
    return forecast_anew(last, demand, settings, progress, terms)
