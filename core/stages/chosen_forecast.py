"""The models' forecasts put together: each fitted on all history, each item by its chosen one."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.errors import OperatorError
from core.evaluation.backtest import Backtest, ModelFailureWarning
from core.evaluation.choice import Choice
from core.evaluation.knowing import knowing_matters
from core.evaluation.pools import is_pool, pooled_outline
from core.forecasting.catalogue import longest_first, picklable, shares_of_time
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import Forecaster
from core.forecasting.lstm.global_lstm import FittedLSTM
from core.forecasting.lstm.record import ZERO_SHOT, NetworkRecord
from core.forecasting.pooling import Outline, drawn_from, outline_of
from core.progress import Cancelled, Progress
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, say

CHOSEN = "chosen"
"""Name of the forecast that takes each item from the model chosen for it."""

_PATHS_SHOWN = 100
"""Paths of a model that no item uses: its median is all that is shown of it."""
_STAGE = QT_TRANSLATE_NOOP("core", "Forecasting")


@dataclass(frozen=True, slots=True)
class ChosenForecast:
    """What the models say, and which of them says what.

    choice   as made, but for models that failed
    forecast of each item by its model
    medians  (n, h) of every model by name
    network  how the LSTM was trained; None where it was not
    """

    choice: Choice
    forecast: Forecast
    medians: Mapping[str, NDArray[np.float32]]
    network: NetworkRecord | None


@dataclass(frozen=True, slots=True)
class _Order:
    """One method to be fitted on all history, and what is wanted of its forecast.

    chosen    (k) items whose paths are wanted, ``paths`` of each
    outlined  whether an ensemble is made of it
    """

    method: Forecaster
    demand: Demand
    horizon: int
    chosen: NDArray[np.intp]
    paths: int
    seed: int
    outlined: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What one method forecasts: (n, h) medians, (k, p, h) paths of the items that use it.

    error  what went wrong, and then nothing else
    """

    medians: NDArray[np.float32]
    paths: NDArray[np.float32]
    outline: Outline | None = None
    network: NetworkRecord | None = None
    error: str = ""


def _made(order: _Order, progress: Progress | None = None) -> _Made:
    """Fit and forecast; runs in another process where there are some."""
    progress = progress or Progress()
    progress.step(0, 1, say(_STAGE))
    # Whose outline is wanted is outlined for all items; the few that use it alone draw from that.
    count = order.paths if order.chosen.size and not order.outlined else _PATHS_SHOWN
    try:
        fitted = order.method.fit(order.demand, progress)
        made = fitted.forecast(order.demand, order.horizon, count, order.seed)
    except (Cancelled, OperatorError):
        raise
    except Exception as error:  # One model's fault must not cost the merchant all others.
        nothing = np.zeros((0, 0, 0), dtype=np.float32)
        return _Made(np.zeros((0, 0), dtype=np.float32), nothing, error=repr(error))
    network = fitted.record if isinstance(fitted, FittedLSTM) else None
    if not order.outlined:
        return _Made(made.quantile(0.5), made.paths[order.chosen], None, network)
    outline = outline_of(made)
    return _Made(made.quantile(0.5), _drawn(order, outline), outline, network)


def _drawn(order: _Order, outline: Outline) -> NDArray[np.float32]:
    """(k, p, h) paths of the chosen items, drawn from the outline of all."""
    some = order.demand.select(order.chosen)
    own = drawn_from(outline.of(order.chosen), order.method.name, some, order.paths, order.seed)
    return own.paths


def forecast_chosen(
    forecasters: Sequence[Forecaster],
    demand: Demand,
    tested: Backtest,
    choice: Choice,
    horizon: int,
    settings: Settings,
    compute: Compute,
    progress: Progress,
) -> ChosenForecast:
    """Fit every model on all history; keep the paths of the chosen ones and every median.

    Ensembles are made of what their members forecast. The first model stands in for one that fails,
    and the choice then says so.
    """
    models = np.array(choice.models)
    paths = np.zeros((len(demand), settings.paths, horizon), dtype=np.float32)
    pools = [x for x in forecasters if is_pool(x, tested.models)]
    wanted = {name for pool in pools for name in pool.parts}
    orders = {
        method.name: _Order(
            method,
            demand,
            horizon,
            np.flatnonzero(models == method.name),
            settings.paths,
            settings.seed,
            method.name in wanted,
        )
        for method in forecasters
        if method not in pools
    }
    made = dict(_all_made(orders, compute, progress))
    medians: dict[str, NDArray[np.float32]] = {}
    for name, part in made.items():
        if part.error:
            warnings.warn(f"{name}: {part.error}", ModelFailureWarning, stacklevel=2)
            continue
        medians[name] = part.medians
        if orders[name].chosen.size:
            paths[orders[name].chosen] = part.paths
    failed = [name for name, part in made.items() if part.error]
    outlines = {name: part.outline for name, part in made.items() if part.outline is not None}
    scores = dict(zip(tested.models, tested.scores, strict=True))
    kinds = np.array([kind.value for kind in choice.classes])
    told = bool(pools) and knowing_matters(demand)
    for pool in pools:
        chosen = models == pool.name
        count = settings.paths if chosen.any() else _PATHS_SHOWN
        try:
            common = pooled_outline(pool, outlines, scores, kinds, demand.length, told)
        except ValueError as error:
            failed.append(pool.name)
            warnings.warn(f"{pool.name}: {error!r}", ModelFailureWarning, stacklevel=2)
            continue
        drawn = drawn_from(common, pool.name, demand, count, settings.seed)
        medians[pool.name] = drawn.quantile(0.5)
        if chosen.any():
            paths[chosen] = drawn.paths[chosen]
    for name in failed:
        choice = _stood_in(name, choice, orders, medians, paths, progress)
    forecast = Forecast(CHOSEN, demand.items, demand.stores, demand.end, demand.frequency, paths)
    networks = [part.network for part in made.values() if part.network is not None]
    ordered = {
        method.name: medians[method.name] for method in forecasters if method.name in medians
    }
    return ChosenForecast(choice, forecast, ordered, networks[-1] if networks else None)


def _all_made(
    orders: Mapping[str, _Order], compute: Compute, progress: Progress
) -> Iterator[tuple[str, _Made]]:
    """Yield what each method forecasts; the network holds this process, others run beside it."""
    apart = [name for name in orders if compute.is_parallel and picklable(name)]
    beside = longest_first(apart)
    here = [name for name in orders if name not in beside]
    shares = dict(zip([*here, *beside], shares_of_time([*here, *beside]), strict=True))
    with compute.started(_made, [orders[name] for name in beside]) as running:
        as_it_came: _Made | None = None
        for name in here:
            order = orders[name]
            if name == ZERO_SHOT and as_it_came is not None and as_it_came.outline is not None:
                drawn = _drawn(order, as_it_came.outline)
                yield name, replace(as_it_came, paths=drawn, network=None)
                continue
            made = _made(order, progress.part(*shares[name]))
            if made.network is not None and not made.network.tuned:
                # Training was not kept, so the network as it came forecasts the same.
                as_it_came = made
            yield name, made
        if beside:
            part = progress.part(shares[beside[0]][0], 1.0)
            yield from zip(beside, running.results(part, say(_STAGE)), strict=True)


def _stood_in(
    failed: str,
    choice: Choice,
    orders: Mapping[str, _Order],
    medians: dict[str, NDArray[np.float32]],
    paths: NDArray[np.float32],
    progress: Progress,
) -> Choice:
    """Forecast the items of a model that failed by the first that did not."""
    stand_in = next((name for name in orders if name in medians), "")
    if not stand_in:
        raise RuntimeError(f"{failed} failed, and so did all others")
    chosen = np.flatnonzero(np.array(choice.models) == failed)
    made = _made(replace(orders[stand_in], chosen=chosen), progress.part(1.0, 1.0))
    if chosen.size:
        paths[chosen] = made.paths
    return choice.without(failed, stand_in)
