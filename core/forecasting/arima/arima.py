"""Automatic seasonal ARIMA for the whole catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.forecasting.arima.batch import fit_batch
from core.forecasting.arima.orders import (
    LONGEST_SEASON,
    Order,
    candidate_orders,
    differenced,
    plain_differences,
    seasonal_differences,
)
from core.forecasting.arima.search import SLOTS
from core.forecasting.arima.states import forecast_from, recursion, run_over
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, filled_gaps, first_observed, observed_units
from core.forecasting.rolling import RollingMeans, forecast_from_means, past_origins
from core.forecasting.season import SeasonalProfile, fit_profile
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

SHORTEST = 16
"""Observed periods below which no orders are estimated."""

FALLBACK = Order(0, 1, 1)
FALLBACK_MA = -0.8
"""Short and unvarying items: simple exponential smoothing with α = 0.2, which is ARIMA(0,1,1) with
θ = α − 1 (Muth 1960): nothing is estimated, the level adapts slowly."""

_AT_ONCE = 9  # candidates that ``fit_batch`` fits together
_TASK_VALUES = 60_000  # periods × items × candidates at once: more outgrows the cache


@dataclass(frozen=True, slots=True)
class Arima:
    """ARIMA with differences by tests and orders by AICc, fitted to many items at once.

    Hyndman & Khandakar 2008 (Journal of Statistical Software 27(3)) with all candidates instead
    of a stepwise search, by conditional sum of squares; see ``arima_batch``.

    compute      where chunks of items are fitted
    longest_fit  periods of history the orders and coefficients are learned on: the last ones
    """

    compute: Compute = field(default_factory=Compute)
    longest_fit: int = 800
    name: str = "arima"

    def fit(self, demand: Demand, progress: Progress) -> FittedArima:
        """Choose orders and coefficients of each item."""
        units = observed_units(demand)
        season = demand.frequency.season_length
        if season > LONGEST_SEASON:
            profile = fit_profile(units, season)
            season = 1
        else:
            profile = SeasonalProfile(np.ones((len(demand), 1)))
        level_units = (units / profile.indices(0, demand.length))[:, -self.longest_fit :]
        tasks = _tasks(level_units, season)
        n = len(demand)
        orders: list[Order] = [FALLBACK] * n
        slots = np.zeros((len(SLOTS), n))
        slots[SLOTS.index("ma1")] = FALLBACK_MA
        constant = np.zeros(n)
        stage = say(QT_TRANSLATE_NOOP("core", "Fitting ARIMA models"))
        for task, part in zip(
            tasks, self.compute.map(fit_task, tasks, progress, stage), strict=True
        ):
            for row, order in zip(task.rows, part.orders, strict=True):
                orders[row] = order
            slots[:, task.rows] = part.slots
            constant[task.rows] = part.constant
        slots.setflags(write=False)
        constant.setflags(write=False)
        return FittedArima(self.name, season, tuple(orders), slots, constant, profile)


@dataclass(frozen=True, slots=True)
class FittedArima:
    """ARIMA models with settled orders and coefficients; errors are run anew over any demand.

    season    1 where no model has a season
    orders    (n); slots (6, n) and constant (n) as in ``arima_batch.BatchFit``
    profile   season taken out before, where it is too long for the models
    """

    name: str
    season: int
    orders: tuple[Order, ...]
    slots: FloatArray
    constant: FloatArray
    profile: SeasonalProfile

    def means(self, demand: Demand, horizon: int) -> RollingMeans:
        """Return the mean forecasts at past cutoffs and at the end of ``demand``."""
        length = demand.length
        if length == 0:
            nothing = np.full((len(demand), 1, horizon), np.nan)
            return RollingMeans(np.zeros(0, dtype=np.int64), nothing[:, :0], nothing[:, 0])
        index = self.profile.indices(0, length + horizon)
        units = observed_units(demand) / index[:, :length]
        start = first_observed(units)
        model = recursion(self.orders, self.slots, self.constant, self.season)
        values, errors = run_over(model, units.T, start)
        origins = past_origins(length, horizon)
        cutoffs = np.append(origins, length)
        means = forecast_from(model, values, errors, cutoffs, horizon)
        # A trend must not leave what the item has ever sold far behind.
        highest = np.nanmax(units, axis=1, initial=0.0)[:, None, None]
        means = np.clip(means, 0.0, 2.0 * highest)
        seen = start[:, None] < cutoffs
        means = np.where(seen[:, :, None], means, np.nan)
        means *= index[:, cutoffs[:, None] + np.arange(horizon)]
        return RollingMeans(origins, means[:, :-1], means[:, -1])

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the models' means."""
        return forecast_from_means(self.name, demand, self.means(demand, horizon), paths, seed)


@dataclass(frozen=True, slots=True)
class Task:
    """Items with the same differences, fitted together.

    rows  (b) in the panel; series (t, b) time-major without gaps, NaN before launch
    real  (t, b) True where a value was observed; orders the candidates
    """

    rows: NDArray[np.intp]
    series: FloatArray
    real: NDArray[np.bool_]
    orders: tuple[Order, ...]
    season: int


@dataclass(frozen=True, slots=True)
class TaskResult:
    """Orders (b), slots (6, b) and constant (b) of a task's items."""

    orders: tuple[Order, ...]
    slots: FloatArray
    constant: FloatArray


def fit_task(task: Task) -> TaskResult:
    """Fit one task; runs in a worker process."""
    fit = fit_batch(task.series, task.real, task.orders, task.season)
    return TaskResult(fit.orders, fit.slots, fit.constant)


def _tasks(units: FloatArray, season: int) -> list[Task]:
    """Group items that can be fitted by their differences, and cut the groups into chunks."""
    filled = filled_gaps(units)
    start = first_observed(units)
    length = units.shape[1] - start
    observed = np.isfinite(units).sum(axis=1)
    spread = np.nanmax(units, axis=1, initial=-np.inf) > np.nanmin(units, axis=1, initial=np.inf)
    usable = spread & (observed >= SHORTEST)
    seasonal = usable & (length >= 3 * season + 2) if season > 1 else np.zeros_like(usable)
    tasks: list[Task] = []
    for with_season in (False, True):
        rows = np.flatnonzero(usable & (seasonal == with_season))
        lag = season if with_season else 1
        tasks += _grouped(filled, units, rows, start, lag)
    return tasks


def _grouped(
    filled: FloatArray,
    units: FloatArray,
    rows: NDArray[np.intp],
    start: NDArray[np.int64],
    season: int,
) -> list[Task]:
    series = filled[rows].T
    seasonal_d = seasonal_differences(series, start[rows], season)
    tasks: list[Task] = []
    for twice in (0, 1):
        here = np.flatnonzero(seasonal_d == twice)
        changes = differenced(series[:, here], 0, twice, season)
        d = plain_differences(changes, most=1 if twice else 2)
        for plain in (0, 1, 2):
            group = rows[here[d == plain]]
            orders = candidate_orders(plain, twice, season > 1)
            # Items of like age together: a chunk is as long as its oldest item.
            group = group[np.argsort(start[group], kind="stable")]
            length = filled.shape[1] - (int(start[group].min()) if len(group) else 0)
            size = max(2, _TASK_VALUES // (_AT_ONCE * max(length, 1)))
            bounds = [*range(0, len(group), size), len(group)]
            for low, high in pairwise(bounds):
                part = group[low:high]
                since = int(start[part].min())
                real = np.isfinite(units[part, since:]).T
                tasks.append(Task(part, filled[part, since:].T, real, orders, season))
    return tasks
