"""A forecast of all items: models tested on the past, chosen, fitted, their ranges calibrated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.evaluation.backtest import Backtest, backtest
from core.evaluation.calibration import calibrated
from core.evaluation.choice import Choice, choose_models
from core.evaluation.classes import classify
from core.evaluation.pools import is_pool
from core.evaluation.scoring import METRICS
from core.explaining.trends import Trends, find_trends
from core.forecasting.analogues import Analogues
from core.forecasting.catalogue import MODELS, forecaster
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import Forecaster
from core.forecasting.launch import Launches, find_launches, with_analogues, with_chosen
from core.forecasting.lift import lift_factors, with_typed_lifts
from core.forecasting.lstm.record import NetworkRecord
from core.forecasting.regression import Parts, PooledRegression
from core.progress import Progress, StageClock
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.stages.chosen_forecast import forecast_chosen
from core.stages.horizon import periods_ahead, protection_periods
from core.wording import QT_TRANSLATE_NOOP, say


@dataclass(frozen=True, slots=True)
class ForecastRun:
    """What a forecast yields.

    demand   the panel that was forecast
    backtest scores of all models at all cutoffs
    choice   which model forecasts which item
    forecast the chosen models' calibrated paths
    medians  (n, h) median of every model by name, to compare on the chart
    seconds  each stage took
    parts    level, season and events that the pooled regression sees ahead: what explanations of
             any model's forecast are made of
    trends   which items rise, fade, or have potential
    statistical  the models' forecast, where the operator's changes are in force in ``forecast``
    launches young items, and the items like them that their forecasts lean on; None: there are none
    network  how the LSTM was trained, and its weights; None where it was not
    beyond   the same paths in the periods after those asked for, through which orders must last;
             None where what was asked for reaches as far
    """

    demand: Demand
    backtest: Backtest
    choice: Choice
    forecast: Forecast
    medians: Mapping[str, NDArray[np.float32]]
    seconds: Mapping[str, float]
    parts: Parts | None = None
    trends: Trends | None = None
    statistical: Forecast | None = None
    launches: Launches | None = None
    network: NetworkRecord | None = None
    beyond: Forecast | None = None

    @property
    def whole(self) -> Forecast:
        """The forecast as far as it was made: what orders are reckoned by."""
        return self.forecast if self.beyond is None else self.forecast.followed_by(self.beyond)

    @property
    def is_first(self) -> bool:
        """Whether this is a ``first_forecast``, made before any model was tested."""
        return not self.backtest.cutoffs and "backtest" not in self.seconds


def with_chosen_analogues(run: ForecastRun, chosen: Sequence[Analogues], seed: int) -> ForecastRun:
    """Return the run with these of the operator's analogues in force, and none that were before.

    ``seed`` is that of the run's settings. The operator's changes of figures are no longer in
    force: apply them again.
    """
    if run.launches is None or not (chosen or run.launches.chosen):
        return run
    shown = run.forecast if run.statistical is None else run.statistical
    whole = replace(run, forecast=shown).whole
    made, launches = with_chosen(whole, run.demand, run.launches, chosen, seed)
    shown, beyond = made.split(shown.horizon)
    return replace(run, launches=launches, forecast=shown, statistical=None, beyond=beyond)


def forecast(
    demand: Demand,
    settings: Settings,
    progress: Progress,
    terms: Terms | None = None,
    network: NetworkRecord | None = None,
) -> ForecastRun:
    """Test every model on the past, choose one an item, forecast, and calibrate the ranges.

    Orders must last through the longest lead time and review of any item in ``terms``: where the
    settings ask for fewer periods, the others lie ``beyond``. ``network`` is that of an earlier
    run, which need not be trained again where nothing that shapes it has changed.
    """
    clock = StageClock()
    with clock.stage("backtest"):
        tested = backtest_models(demand, settings, progress.part(0.0, 0.65))
    failed = {failure.model for failure in tested.failures}
    networks = tuple(known for known in (network, tested.network) if known is not None)
    methods = [method for method in forecasters_of(settings, networks) if method.name not in failed]
    # The run keeps the network itself; there is no need for a second one beside the scores.
    tested = replace(tested, network=None)
    with clock.stage("choice"):
        choice = choose_models(tested, demand)
    rest = progress.part(0.65, 1.0)
    return _forecast_by(tested, choice, methods, demand, settings, rest, terms, clock)


FIRST = ("seasonal_naive", "regression")
"""What a first forecast is made by: the yardstick to compare with, and a method that knows seasons
and events and learns from all items in seconds."""


def first_forecast(
    demand: Demand, settings: Settings, progress: Progress, terms: Terms | None = None
) -> ForecastRun:
    """Forecast every item in seconds and without a test, to be looked at while models are tested.

    Its horizon is that of ``forecast``; ranges are as the method gives them, for nothing is known
    yet of how they hold.
    """
    methods = forecasters_of(replace(settings, models=FIRST))
    n, m = len(demand), len(methods)
    nothing = np.full((m, n, 0, len(METRICS)), np.nan, dtype=np.float32)
    names = tuple(method.name for method in methods)
    untested = Backtest(names, demand.items, demand.stores, (), 0, nothing, (0.0,) * m)
    reason = say(QT_TRANSLATE_NOOP("core", "A first figure: the models are still being tested."))
    unknown = np.full(n, np.nan, dtype=np.float32)
    choice = Choice((FIRST[-1],) * n, unknown, (reason,) * n, classify(demand))
    return _forecast_by(untested, choice, methods, demand, settings, progress, terms, StageClock())


def forecast_anew(
    last: ForecastRun,
    demand: Demand,
    settings: Settings,
    progress: Progress,
    terms: Terms | None = None,
) -> ForecastRun:
    """Forecast from longer demand by what the last run's tests taught, without testing again.

    Models are chosen anew from those tests, since items may have changed their class of demand, and
    new items get what suits their class; only models chosen for some item are fitted, on all that
    is known now. Whether the tests are too old for that says ``core.stages.updating``.
    """
    tested = last.backtest.of(demand.items, demand.stores)
    choice = choose_models(tested, demand)
    wanted = {*choice.models, "seasonal_naive"}
    candidates = forecasters_of(settings, () if last.network is None else (last.network,))
    for method in candidates:
        if method.name in wanted and is_pool(method, tested.models):
            wanted |= set(method.parts)
    methods = [method for method in candidates if method.name in wanted]
    return _forecast_by(tested, choice, methods, demand, settings, progress, terms, StageClock())


def _forecast_by(
    tested: Backtest,
    choice: Choice,
    methods: Sequence[Forecaster],
    demand: Demand,
    settings: Settings,
    progress: Progress,
    terms: Terms | None,
    clock: StageClock,
) -> ForecastRun:
    """Forecast by the methods, each item as chosen, calibrate by the tests, and explain."""
    horizon = periods_ahead(demand, settings, terms)
    with clock.stage("forecast"):
        made = forecast_chosen(
            methods,
            demand,
            tested,
            choice,
            horizon,
            settings,
            compute_of(settings),
            progress.part(0.0, 0.9),
        )
    with clock.stage("calibration"):
        chosen = calibrated(made.forecast, tested, made.choice, demand, compute_of(settings))
    with clock.stage("launches"):
        launches = find_launches(demand, settings.seed)
        if launches is not None:
            chosen = with_analogues(chosen, demand, launches, settings.seed)
    chosen = with_typed_lifts(chosen, demand)
    shown, beyond = chosen.split(settings.horizon or horizon)
    lifted = lift_factors(demand, horizon)
    medians = {
        name: (median * lifted).astype(np.float32)[:, : shown.horizon]
        for name, median in made.medians.items()
    }
    with clock.stage("explanation"):
        fitted = PooledRegression().fit(demand, progress.part(0.9, 1.0))
        parts = fitted.parts(demand, shown.horizon)
        trends = find_trends(fitted.freed(demand), demand.frequency)
    progress.step(1, 1)
    return ForecastRun(
        demand,
        tested,
        made.choice,
        shown,
        medians,
        clock.seconds,
        parts,
        trends,
        launches=launches,
        network=made.network,
        beyond=beyond,
    )


def backtest_models(demand: Demand, settings: Settings, progress: Progress) -> Backtest:
    """Run the rolling backtest of the settings' models over at least one protection period."""
    return backtest(
        forecasters_of(settings),
        demand,
        origins=settings.origins,
        horizon=min(periods_ahead(demand, settings), protection_periods(demand, settings)),
        paths=BACKTEST_PATHS,
        seed=settings.seed,
        progress=progress,
        compute=compute_of(settings),
    )


def compute_of(settings: Settings) -> Compute:
    """Return where methods run side by side."""
    return Compute(settings.workers, settings.cluster)


BACKTEST_PATHS = 100
"""Paths an item in the backtest: enough for the quantiles scored, at a fraction of the time."""


def forecasters_of(
    settings: Settings, networks: tuple[NetworkRecord, ...] = ()
) -> list[Forecaster]:
    """Return the forecasters that the settings name, all of them where it names none.

    ``networks`` are what earlier fits of the network to this shop came to.
    """
    # Seasonal naive is always among the candidates: every gain is measured against it.
    named = [name for name in MODELS if name in settings.models or name == "seasonal_naive"]
    # Methods run side by side, so none of them spreads its own work further.
    alone = Compute(workers=1)
    return [
        forecaster(
            name, compute=alone, device=settings.device, seed=settings.seed, networks=networks
        )
        for name in (named if settings.models else MODELS)
    ]
