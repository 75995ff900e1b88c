"""The rolling backtest: every forecaster judged at the same cutoffs with the same information."""

from __future__ import annotations

import time
import traceback
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.errors import OperatorError
from core.evaluation.classes import DemandClass, classify
from core.evaluation.pools import is_pool, pooled_outline
from core.evaluation.scoring import METRICS, Scales, Scored, scales_of, score_forecast
from core.forecasting.catalogue import picklable, shares_of_time
from core.forecasting.ensemble import Ensemble
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import FittedForecaster, Forecaster
from core.forecasting.pooling import Outline, drawn_from, outline_of
from core.progress import Cancelled, Progress
from core.wording import QT_TRANSLATE_NOOP, say

__all__ = ["METRICS", "Backtest", "ModelFailure", "ModelFailureWarning", "backtest", "plan_origins"]

SHORTEST_PAST = 8
"""Periods that must be known before the first cutoff."""
FEWEST_ORIGINS = 3
KNOWN_SHARE = 0.6
"""Share of the history that the first cutoff should know."""


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


@dataclass(frozen=True, slots=True)
class OriginPlan:
    """Where a backtest cuts history: periods before each cutoff, ascending, and the horizon.

    No cutoffs (and horizon 0): history is too short for an honest test.
    """

    cutoffs: tuple[int, ...]
    horizon: int


def plan_origins(length: int, origins: int, horizon: int) -> OriginPlan:
    """Return evenly spaced cutoffs for ``length`` periods of history.

    The last cutoff leaves one whole horizon; the others lie at most a horizon apart, so that with
    enough history no period is judged twice; they lie closer where the first would otherwise know
    less than 60 % of the history: a test in which seasonal methods have not seen a second season
    yet says little of a forecast made with five. The ladder for short histories, first that can be
    had:

    1. ``origins`` cutoffs, or as many as fit but at least 3, a quarter of the horizon or more
       apart (closer ones would all judge the same periods), with max(8, horizon) periods before
       the first;
    2. the same at a horizon shortened period by period, down to a quarter (at least 1);
    3. no test.
    """
    for shorter in range(horizon, max(1, horizon // 4) - 1, -1):
        last = length - shorter
        room = last - max(SHORTEST_PAST, shorter)
        count = min(max(origins, FEWEST_ORIGINS), room // max(1, shorter // 4) + 1)
        if count >= FEWEST_ORIGINS:
            apart = min(shorter, room // (count - 1))
            close = (last - int(np.ceil(KNOWN_SHARE * length))) // (count - 1)
            apart = max(min(apart, close), min(apart, max(1, shorter // 4)))
            return OriginPlan(tuple(last - apart * k for k in reversed(range(count))), shorter)
    return OriginPlan((), 0)


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
    compute           where forecasts at different cutoffs are made side by side; else in a row

    A model that raises is left out, reported in ``failures`` and by ``ModelFailureWarning``; an
    item without valid paths is not judged for that model. ``Cancelled`` and ``OperatorError`` end
    the run.
    """
    plan = plan_origins(demand.length, origins, horizon)
    shape = (len(forecasters), len(demand), len(plan.cutoffs))
    scores = np.full((*shape, len(METRICS)), np.nan, dtype=np.float32)
    deviates = np.full((*shape, plan.horizon), np.nan, dtype=np.float16)
    sum_deviates = np.full((*shape, plan.horizon), np.nan, dtype=np.float16)
    seconds, failures = [0.0] * len(forecasters), []
    classes = _classes_at(demand, plan)
    test = _Test(demand, plan, paths, seed, compute or Compute(workers=1))
    names = [forecaster.name for forecaster in forecasters]
    shares = shares_of_time(names)
    pools = {m: f for m, f in enumerate(forecasters) if is_pool(f, names)}
    wanted = {name for pool in pools.values() for name in pool.parts}
    outlines: dict[str, tuple[Outline, ...]] = {}
    # Ensembles last: they are made of what their members forecast.
    for m in sorted(range(len(forecasters)), key=lambda m: m in pools):
        forecaster, begin = forecasters[m], time.perf_counter()
        part = progress.part(*shares[m])
        try:
            if not plan.cutoffs:
                tried = []
            elif m in pools:
                loss = scores[..., METRICS.index(_LOSS)]
                losses = {name: loss[k] for k, name in enumerate(names)}
                tried = test.pooled(pools[m], outlines, losses, classes, part)
            else:
                tried = test.run(forecaster, part, forecaster.name in wanted)
            for o, trial in enumerate(tried):
                scores[m, :, o] = trial.scored.scores
                deviates[m, :, o] = trial.scored.deviates
                sum_deviates[m, :, o] = trial.scored.sum_deviates
            if forecaster.name in wanted:
                outlines[forecaster.name] = tuple(x.outline for x in tried if x.outline)
        except (Cancelled, OperatorError):
            raise
        except Exception as error:  # One model's fault must not cost the merchant all others.
            failures.append(ModelFailure(forecaster.name, traceback.format_exc()))
            for array in (scores, deviates, sum_deviates):
                array[m] = np.nan
            warnings.warn(f"{forecaster.name}: {error!r}", ModelFailureWarning, stacklevel=2)
        seconds[m] = time.perf_counter() - begin
    first_days = demand.frequency.periods(demand.start, demand.length + 1)
    return Backtest(
        models=tuple(names),
        items=demand.items,
        stores=demand.stores,
        cutoffs=tuple(np.datetime64(str(first_days[cutoff]), "D") for cutoff in plan.cutoffs),
        horizon=plan.horizon,
        scores=scores,
        seconds=tuple(seconds),
        deviates=deviates,
        sum_deviates=sum_deviates,
        classes=classes,
        failures=tuple(failures),
    )


def _classes_at(demand: Demand, plan: OriginPlan) -> NDArray[np.uint8]:
    classes = np.zeros((len(demand), len(plan.cutoffs)), dtype=np.uint8)
    for o, cutoff in enumerate(plan.cutoffs):
        classes[:, o] = [_NUMBER[kind] for kind in classify(demand.until(cutoff))]
    return classes


_STAGE = QT_TRANSLATE_NOOP("core", "Testing models on your own past")
_FITTING_SHARE = 0.5
_LOSS = "pinball"


@dataclass(frozen=True, slots=True)
class _Trial:
    """The scores of one forecaster at one cutoff, and the outline of its forecast if wanted."""

    scored: Scored
    outline: Outline | None


@dataclass(frozen=True, slots=True)
class _Task:
    """One forecaster at one cutoff; ``actual`` (n, h) is what was sold then."""

    fitted: FittedForecaster
    past: Demand
    actual: NDArray[np.float32]
    scales: Scales
    paths: int
    seed: int
    outlined: bool


def _tried(task: _Task, progress: Progress | None = None) -> _Trial:
    """Forecast and score; runs in a worker process where there are several."""
    horizon = task.actual.shape[1]
    forecast = task.fitted.forecast(task.past, horizon, task.paths, task.seed)
    _check(forecast, task.past, horizon)
    scored = score_forecast(forecast, task.actual, task.scales, task.seed, progress or Progress())
    return _Trial(scored, outline_of(forecast) if task.outlined else None)


@dataclass(frozen=True, slots=True)
class _Test:
    """What is the same for all forecasters."""

    demand: Demand
    plan: OriginPlan
    paths: int
    seed: int
    compute: Compute

    def run(self, forecaster: Forecaster, progress: Progress, outlined: bool) -> list[_Trial]:
        """Return the trials of one forecaster, one a cutoff."""
        stage = say(_STAGE)
        progress.step(0, 1, stage)
        cutoffs = self.plan.cutoffs
        past = self.demand.until(cutoffs[0])
        fitted = forecaster.fit(past, progress.part(0.0, _FITTING_SHARE))
        rest = progress.part(_FITTING_SHARE, 1.0)
        tasks = [self._task(fitted, number, outlined) for number in range(len(cutoffs))]
        if picklable(forecaster.name):
            return list(self.compute.map(_tried, tasks, rest, stage))
        trials = []
        for number, task in enumerate(tasks):
            rest.step(number, len(tasks), stage)
            trials.append(_tried(task, rest))
        return trials

    def pooled(
        self,
        pool: Ensemble,
        outlines: Mapping[str, tuple[Outline, ...]],
        losses: Mapping[str, NDArray[np.float32]],
        classes: NDArray[np.uint8],
        progress: Progress,
    ) -> list[_Trial]:
        """Return the trials of an ensemble of what its members forecast.

        outlines  of members by name, one a cutoff; losses (n, o) by name
        """
        trials = []
        for number in range(len(self.plan.cutoffs)):
            progress.step(number, len(self.plan.cutoffs), say(_STAGE))
            here = {name: parts[number] for name, parts in outlines.items()}
            earlier = {name: loss[:, :number] for name, loss in losses.items()}
            cutoff = self.plan.cutoffs[number]
            common = pooled_outline(pool, here, earlier, classes[:, number], cutoff)
            task = self._task(_Pooled(pool.name, common), number, False)
            trials.append(_tried(task, progress))
        return trials

    def _task(self, fitted: FittedForecaster, number: int, outlined: bool) -> _Task:
        cutoff, horizon = self.plan.cutoffs[number], self.plan.horizon
        past = self.demand.until(cutoff)
        ahead = slice(cutoff, cutoff + horizon)
        # An item not yet sold at the cutoff is not judged: that it was to be sold at all is known
        # only from what came after.
        unsold = np.asarray(np.isnan(past.units).all(axis=1))
        unknown = unsold[:, None] | self.demand.censored[:, ahead]
        actual = np.where(unknown, np.float32(np.nan), self.demand.as_sold[:, ahead])
        seed = self.seed + number
        return _Task(fitted, past, actual, scales_of(past), self.paths, seed, outlined)


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
