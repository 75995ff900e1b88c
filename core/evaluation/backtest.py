"""The rolling backtest: every forecaster judged at the same cutoffs with the same information."""

from __future__ import annotations

import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.errors import OperatorError
from core.evaluation.classes import DemandClass, classify
from core.evaluation.knowing import knowing_matters
from core.evaluation.origins import OriginPlan, plan_origins
from core.evaluation.pools import is_pool, pooled_outline
from core.evaluation.scoring import METRICS, Scored, scales_of, score_forecast
from core.forecasting.catalogue import longest_first, picklable, shares_of_time
from core.forecasting.ensemble import Ensemble
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import FittedForecaster, Forecaster
from core.forecasting.lstm.global_lstm import FittedLSTM
from core.forecasting.lstm.record import ZERO_SHOT, NetworkRecord
from core.forecasting.pooling import Outline, drawn_from, outline_of
from core.progress import Cancelled, Progress
from core.wording import QT_TRANSLATE_NOOP, say

__all__ = ["METRICS", "Backtest", "ModelFailure", "ModelFailureWarning", "backtest"]


class ModelFailureWarning(UserWarning):
    """A model failed in the backtest and was left out.

    A warning so that nothing hides a bug: the program reports it and goes on, while in tests, where
    warnings are errors, it stops the run.
    """


def _not_kept() -> NDArray[np.float16]:
    return np.empty((0, 0, 0, 0), dtype=np.float16)


def _no_classes() -> NDArray[np.uint8]:
    return np.empty((0, 0), dtype=np.uint8)


_NUMBER = {kind: number for number, kind in enumerate(DemandClass)}


@dataclass(frozen=True, slots=True)
class ModelFailure:
    """A model that could not be tested: its name, and the traceback of what went wrong."""

    model: str
    detail: str


@dataclass(frozen=True, slots=True)
class Backtest:
    """Scores of m models on n items at o cutoffs.

    models       (m) names
    items        (n) item codes; stores (n) store names
    cutoffs      (o) first day forecast at each origin; none where history is too short to test
    horizon      periods forecast at each origin, h; 0 where there is none
    scores       (m, n, o, len(METRICS)) float32; NaN where an item has no demand to be judged on
                 or the model failed
    seconds      (m) time each model took, fitting included
    deviates     (m, n, o, h) float16, where each actual fell in its forecast distribution, as a
                 standard normal deviate (0: at the median); see ``scoring.normal_deviates``;
                 empty where they were not kept
    sum_deviates (m, n, o, h) float16, the same for demand summed over the first 1 … h periods
    classes      (n, o) uint8, each item's class of demand at each cutoff, judged by what was known
                 then: number in ``DemandClass``; empty where not kept
    failures     models that could not be tested
    network      what the LSTM had learnt before the first cutoff; None where it was not trained
    """

    models: tuple[str, ...]
    items: tuple[str, ...]
    stores: tuple[str, ...]
    cutoffs: tuple[np.datetime64, ...]
    horizon: int
    scores: NDArray[np.float32]
    seconds: tuple[float, ...]
    deviates: NDArray[np.float16] = field(default_factory=_not_kept)
    sum_deviates: NDArray[np.float16] = field(default_factory=_not_kept)
    classes: NDArray[np.uint8] = field(default_factory=_no_classes)
    failures: tuple[ModelFailure, ...] = ()
    network: NetworkRecord | None = None

    def __post_init__(self) -> None:
        for array in (self.scores, self.deviates, self.sum_deviates, self.classes):
            array.setflags(write=False)

    def score(self, metric: str) -> NDArray[np.float32]:
        """(m, n, o) the scores of one metric."""
        return np.asarray(self.scores[..., METRICS.index(metric)])

    def of(self, items: tuple[str, ...], stores: tuple[str, ...]) -> Backtest:
        """Return the backtest of these items, in this order; of new ones nothing is known."""
        place = {pair: row for row, pair in enumerate(zip(self.items, self.stores, strict=True))}
        rows = np.array([place.get(pair, -1) for pair in zip(items, stores, strict=True)], int)
        known = rows >= 0

        def taken(values: NDArray[Any]) -> NDArray[Any]:
            if not values.size:
                return values
            result = np.asarray(values[:, rows])
            result[:, ~known] = np.nan
            return result

        classes = self.classes
        if classes.size:
            classes = np.where(known[:, None], classes[rows], _NUMBER[DemandClass.NEW])
            classes = classes.astype(np.uint8)
        return replace(
            self,
            items=items,
            stores=stores,
            scores=taken(self.scores),
            deviates=taken(self.deviates),
            sum_deviates=taken(self.sum_deviates),
            classes=classes,
        )

    def at(self, origins: NDArray[np.intp]) -> Backtest:
        """Return the backtest at some of its cutoffs only."""
        return Backtest(
            models=self.models,
            items=self.items,
            stores=self.stores,
            cutoffs=tuple(self.cutoffs[i] for i in origins),
            horizon=self.horizon,
            scores=self.scores[:, :, origins],
            seconds=self.seconds,
            deviates=self.deviates[:, :, origins],
            sum_deviates=self.sum_deviates[:, :, origins],
            classes=self.classes[:, origins] if self.classes.size else self.classes,
            failures=self.failures,
        )


def backtest(
    forecasters: Sequence[Forecaster],
    demand: Demand,
    origins: int,
    horizon: int,
    paths: int,
    seed: int,
    progress: Progress,
    compute: Compute | None = None,
) -> Backtest:
    """Test every forecaster at the same rolling cutoffs.

    Each is fitted once on the demand before the first cutoff and forecasts at each cutoff from
    what was known then. What it gets is cut by ``demand.until``, so that it cannot see further.
    An ensemble of methods that are tested too is made of their forecasts, with weights that only
    the losses at earlier cutoffs have shaped.

    origins, horizon  wanted; see ``plan_origins`` for what a short history allows
    paths             sample paths an item; a few hundred are enough to be scored
    compute           where forecasters are tested side by side; else in a row

    A model that raises is left out, reported in ``failures`` and by ``ModelFailureWarning``; an
    item without valid paths is not judged for that model. ``Cancelled`` and ``OperatorError`` end
    the run.
    """
    plan = plan_origins(demand.length, origins, horizon)
    names = [forecaster.name for forecaster in forecasters]
    pools = {m: f for m, f in enumerate(forecasters) if is_pool(f, names)}
    wanted = {name for pool in pools.values() for name in pool.parts}
    compute = compute or Compute(workers=1)
    test = _Test(demand, plan, paths, seed)
    found = _Findings(names, test)
    tested = [m for m in range(len(names)) if m not in pools]
    # The network holds this process for long; meanwhile the others are tested in theirs.
    apart = [names[m] for m in tested if compute.is_parallel and picklable(names[m])]
    beside = [names.index(name) for name in longest_first(apart)]
    tasks = [_Task(test, forecasters[m], names[m] in wanted) for m in beside]
    order = [names[m] for m in tested if m not in beside]
    order += [names[m] for m in beside] + [names[m] for m in pools]
    shares = dict(zip(order, shares_of_time(order), strict=True))
    as_it_came: _Outcome | None = None
    with compute.started(_tested, tasks) as running:
        for m in (m for m in tested if m not in beside):
            if names[m] == ZERO_SHOT and as_it_came is not None:
                found.take(m, as_it_came)
                continue
            outlined = names[m] in wanted
            task = _Task(test, forecasters[m], outlined)
            outcome = _tested(task, progress.part(*shares[names[m]]))
            found.take(m, outcome)
            kept = outcome.network is None or outcome.network.tuned
            if not kept and outlined == (ZERO_SHOT in wanted):
                # Training that is not kept leaves the network as it came: no need to ask it twice.
                as_it_came = replace(outcome, seconds=0.0, network=None)
        if beside:
            part = progress.part(shares[names[beside[0]]][0], shares[names[beside[-1]]][1])
            for m, outcome in zip(beside, running.results(part, say(_STAGE)), strict=True):
                found.take(m, outcome)
    # Ensembles last: they are made of what their members forecast.
    for m, pool in pools.items():
        part = progress.part(*shares[names[m]])
        found.take(m, _guarded(partial(found.pooled, pool, part)))
    first_days = demand.frequency.periods(demand.start, demand.length + 1)
    return Backtest(
        models=tuple(names),
        items=demand.items,
        stores=demand.stores,
        cutoffs=tuple(np.datetime64(str(first_days[cutoff]), "D") for cutoff in plan.cutoffs),
        horizon=plan.horizon,
        scores=found.scores,
        seconds=tuple(found.seconds),
        deviates=found.deviates,
        sum_deviates=found.sum_deviates,
        classes=found.classes,
        failures=tuple(found.failures),
        network=found.network,
    )


def _classes_at(demand: Demand, plan: OriginPlan) -> NDArray[np.uint8]:
    classes = np.zeros((len(demand), len(plan.cutoffs)), dtype=np.uint8)
    for o, cutoff in enumerate(plan.cutoffs):
        classes[:, o] = [_NUMBER[kind] for kind in classify(demand.until(cutoff))]
    return classes


_STAGE = QT_TRANSLATE_NOOP("core", "Testing models on your own past")
_FITTING_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Trial:
    """The scores of one forecaster at one cutoff, and the outline of its forecast if wanted."""

    scored: Scored
    outline: Outline | None


@dataclass(frozen=True, slots=True)
class _Trials:
    """A forecaster's trials, one a cutoff; and what it learnt, if it is a network."""

    trials: tuple[_Trial, ...]
    network: NetworkRecord | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One forecaster's trials, one a cutoff; or how it failed: the error and its traceback.

    network  what it learnt, if it is one
    """

    trials: tuple[_Trial, ...]
    seconds: float
    error: str = ""
    detail: str = ""
    network: NetworkRecord | None = None


@dataclass(frozen=True, slots=True)
class _Test:
    """What is the same for all forecasters."""

    demand: Demand
    plan: OriginPlan
    paths: int
    seed: int

    def trial(
        self, fitted: FittedForecaster, number: int, outlined: bool, progress: Progress
    ) -> _Trial:
        """Forecast and score at one cutoff."""
        cutoff, horizon = self.plan.cutoffs[number], self.plan.horizon
        past = self.demand.until(cutoff)
        ahead = slice(cutoff, cutoff + horizon)
        # An item not yet sold at the cutoff is not judged: that it was to be sold at all is known
        # only from what came after.
        unsold = np.asarray(np.isnan(past.units).all(axis=1))
        unknown = unsold[:, None] | self.demand.censored[:, ahead]
        actual = np.where(unknown, np.float32(np.nan), self.demand.as_sold[:, ahead])
        seed = self.seed + number
        forecast = fitted.forecast(past, horizon, self.paths, seed)
        _check(forecast, past, horizon)
        scored = score_forecast(forecast, actual, scales_of(past), seed, progress)
        return _Trial(scored, outline_of(forecast) if outlined else None)


@dataclass(frozen=True, slots=True)
class _Task:
    """One forecaster to be tested; whether outlines of its forecasts are wanted."""

    test: _Test
    forecaster: Forecaster
    outlined: bool


def _tested(task: _Task, progress: Progress | None = None) -> _Outcome:
    """Fit and test one forecaster at all cutoffs; runs in another process where there are some."""
    return _guarded(partial(_trials, task, progress or Progress()))


def _trials(task: _Task, progress: Progress) -> _Trials:
    stage, cutoffs = say(_STAGE), task.test.plan.cutoffs
    progress.step(0, 1, stage)
    if not cutoffs:
        return _Trials(())
    past = task.test.demand.until(cutoffs[0])
    fitted = task.forecaster.fit(past, progress.part(0.0, _FITTING_SHARE))
    rest = progress.part(_FITTING_SHARE, 1.0)
    trials = []
    for number in range(len(cutoffs)):
        rest.step(number, len(cutoffs), stage)
        trials.append(task.test.trial(fitted, number, task.outlined, rest))
    return _Trials(tuple(trials), fitted.record if isinstance(fitted, FittedLSTM) else None)


def _guarded(trials: Callable[[], _Trials]) -> _Outcome:
    """Return what a test comes to: one model's fault must not cost the merchant all others."""
    begin = time.perf_counter()
    try:
        made = trials()
        return _Outcome(made.trials, time.perf_counter() - begin, network=made.network)
    except (Cancelled, OperatorError):
        raise
    except Exception as error:
        seconds = time.perf_counter() - begin
        return _Outcome((), seconds, repr(error), traceback.format_exc())


class _Findings:
    """What has been found so far: arrays as in ``Backtest``, and outlines by name of a model."""

    def __init__(self, names: Sequence[str], test: _Test) -> None:
        self._names, self._test = names, test
        shape = (len(names), len(test.demand), len(test.plan.cutoffs))
        self.scores = np.full((*shape, len(METRICS)), np.nan, dtype=np.float32)
        self.deviates = np.full((*shape, test.plan.horizon), np.nan, dtype=np.float16)
        self.sum_deviates = self.deviates.copy()
        self.classes = _classes_at(test.demand, test.plan)
        self.seconds = [0.0] * len(names)
        self.failures: list[ModelFailure] = []
        self.network: NetworkRecord | None = None
        self._outlines: dict[str, tuple[Outline, ...]] = {}

    def take(self, m: int, outcome: _Outcome) -> None:
        """Take down what came of model ``m``."""
        name, self.seconds[m] = self._names[m], outcome.seconds
        self.network = outcome.network or self.network
        if outcome.error:
            self.failures.append(ModelFailure(name, outcome.detail))
            warnings.warn(f"{name}: {outcome.error}", ModelFailureWarning, stacklevel=3)
        for o, trial in enumerate(outcome.trials):
            self.scores[m, :, o] = trial.scored.scores
            self.deviates[m, :, o] = trial.scored.deviates
            self.sum_deviates[m, :, o] = trial.scored.sum_deviates
        outlines = tuple(trial.outline for trial in outcome.trials if trial.outline)
        if outlines:
            self._outlines[name] = outlines

    def pooled(self, pool: Ensemble, progress: Progress) -> _Trials:
        """Return the trials of an ensemble of what its members forecast, weighted at each cutoff by
        their losses at earlier ones."""
        trials = []
        for number, cutoff in enumerate(self._test.plan.cutoffs):
            progress.step(number, len(self._test.plan.cutoffs), say(_STAGE))
            here = {name: parts[number] for name, parts in self._outlines.items()}
            earlier = {name: self.scores[k, :, :number] for k, name in enumerate(self._names)}
            told = knowing_matters(self._test.demand.until(cutoff))
            kinds = self.classes[:, number]
            common = pooled_outline(pool, here, earlier, kinds, cutoff, told)
            fitted = _Pooled(pool.name, common)
            trials.append(self._test.trial(fitted, number, False, progress))
        return _Trials(tuple(trials))


@dataclass(frozen=True, slots=True)
class _Pooled:
    """An ensemble's forecast at one cutoff, ready to be drawn from."""

    name: str
    outline: Outline

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths of the outline, which has the horizon asked for."""
        return drawn_from(self.outline, self.name, demand, paths, seed)


def _check(forecast: Forecast, past: Demand, horizon: int) -> None:
    """Raise ValueError where a forecast is not of the items, day and horizon asked for."""
    if forecast.items != past.items or forecast.stores != past.stores:
        raise ValueError("the forecast is of other items")
    if forecast.cutoff != past.end or forecast.horizon != horizon:
        raise ValueError("the forecast is of other periods")
