"""Gradient-boosted trees: one model of all items' sales, with quantiles instead of a mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.forecasting.boosting.features import Array32, History, features, history_of
from core.forecasting.boosting.growing import HEADS, STAGE, Effort, Trees, grown
from core.forecasting.boosting.known_ahead import KnownAhead, freed, learn_known_ahead, promoted
from core.forecasting.forecast import Forecast
from core.forecasting.history import (
    FloatArray,
    is_counted,
    is_withdrawn,
    observed_units,
    pooled_level,
)
from core.forecasting.paths import Dependence, arrange_alike, seeded
from core.forecasting.pooling import whole_numbers
from core.forecasting.quantiles import (
    empirical_quantiles,
    interpolated_quantiles,
    marginal_quantiles,
)
from core.forecasting.regression import groups_of
from core.forecasting.rolling import RollingMeans, past_errors
from core.forecasting.season import SeasonalProfile, fit_profile
from core.forecasting.spread import measure_spread
from core.progress import Progress

FEWEST_ROWS = 300
"""Pairs of an item and a period below which trees would learn the noise by heart."""

_USUAL = Effort(rows=40_000, rounds=50, rate=0.15)
_TOLD = Effort(rows=60_000, rounds=80, rate=0.1)
_LARGEST_TARGET = 20.0  # times the item's level: one bulk order must not shape all trees
_JUDGED_CUTOFFS = 6  # past cutoffs at which it is measured how errors go together
_JUDGED_ITEMS = 1000  # items at which it is measured: more cost time, not accuracy
_KNOWN_SHARE = 0.2  # of the time of fitting: what is known ahead


@dataclass(frozen=True, slots=True)
class Boosting:
    """Regression trees on lags, rolling means, season, age and what is known ahead, of all items.

    Friedman 2001 (Annals of Statistics 29(5)); histogram trees as in LightGBM (Ke et al. 2017,
    NeurIPS 30), by scikit-learn. Global trees on such features won the M5 competition (Makridakis,
    Spiliotis & Assimakopoulos 2022, International Journal of Forecasting 38(4)). Each row of the
    training table is an item at a past cutoff and a number of periods ahead, so that one model
    serves the whole horizon.

    effort, told  what is learnt from; and where promotions or prices of single items are known,
                  for how these act with all else takes more rows and more trees to tell
    seed          of the draws
    compute       where models of several quantiles are grown side by side
    """

    effort: Effort = _USUAL
    told: Effort = _TOLD
    seed: int = 0
    compute: Compute = field(default_factory=lambda: Compute(workers=1))
    name: str = "boosting"

    def fit(self, demand: Demand, progress: Progress) -> FittedBoosting:
        """Grow the trees on all items' past."""
        progress.step(0, 1, STAGE)
        known = learn_known_ahead(demand, progress.part(0.0, _KNOWN_SHARE))
        units = freed(observed_units(demand), known.logs(demand, demand.length))
        profile = fit_profile(units, demand.frequency.season_length)
        yearly = demand.length * demand.frequency.days >= 730
        reach = max(1, min(demand.length // 3, 2 * demand.frequency.default_horizon))
        nothing = Dependence(np.zeros(len(demand)), np.zeros(len(demand)))
        fitted = FittedBoosting(self.name, None, reach, profile, known, nothing, yearly)
        history = fitted.history(demand, 0)
        effort = self.told if history.own.shape[2] else self.effort
        table, target = _training_table(history, reach, effort.rows, self.seed)
        if len(target) < FEWEST_ROWS:
            return fitted
        trees = grown(
            table, target, effort, self.seed, self.compute, progress.part(_KNOWN_SHARE, 1.0)
        )
        return replace(fitted, trees=trees).with_dependence(history, self.seed)


@dataclass(frozen=True, slots=True)
class FittedBoosting:
    """Grown trees; None where there was too little to learn from.

    reach       steps ahead that were learnt; further ones are forecast as the last of them
    profile     season known at fitting
    known       what events, promotions and prices do
    dependence  how errors of one forecast go together
    yearly      whether the phase of the year is told apart
    """

    name: str
    trees: Trees | None
    reach: int
    profile: SeasonalProfile
    known: KnownAhead
    dependence: Dependence
    yearly: bool

    def history(self, demand: Demand, horizon: int) -> History:
        """Return what features of ``demand`` and the periods after it are read off."""
        stop = demand.length + horizon
        logs = self.known.logs(demand, stop)
        units = freed(observed_units(demand), logs[:, : demand.length])
        day = float(demand.start.astype("datetime64[D]").astype(np.int64))
        season, days = demand.frequency.season_length, demand.frequency.days
        own = self.known.columns(demand, stop)
        groups = groups_of(demand)
        flags = promoted(own, self.known.plan.own)
        return history_of(
            units, season, day, days, self.profile, self.yearly, groups, logs, own, flags
        )

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths that hold the trees' quantiles."""
        units = observed_units(demand)
        n = len(units)
        drawn = np.zeros((n, horizon, paths), dtype=np.float32)
        history = self.history(demand, horizon)
        begun = np.asarray(np.isfinite(history.units).any(axis=1))
        rows = np.flatnonzero(begun)
        if self.trees is not None and rows.size:
            table, scale = self._table(history, rows, np.array([demand.length]), horizon)
            shape = (rows.size, horizon, -1)
            heads = (self.trees.quantiles(table) * scale[:, None]).reshape(shape)
            ahead = np.exp(history.logs[rows, demand.length :, None])
            drawn[rows] = interpolated_quantiles(np.array(HEADS), heads * ahead, paths)
        else:
            begun = np.zeros(n, dtype=np.bool_)
        guess = _guesses(units, begun, paths)
        drawn[~begun] = guess[:, None, :]
        counted = is_counted(units)
        drawn[counted] = whole_numbers(drawn[counted])
        drawn[is_withdrawn(demand)] = 0.0
        arranged = arrange_alike(drawn, self.dependence, seeded(seed, self.name))
        return Forecast(
            self.name, demand.items, demand.stores, demand.end, demand.frequency, arranged
        )

    def with_dependence(self, history: History, seed: int) -> FittedBoosting:
        """Return the same trees knowing how errors of one forecast went together in the past."""
        if self.trees is None:
            return self
        n, length = history.units.shape
        horizon = self.reach
        latest = length - horizon
        origins = np.unique(np.linspace(max(latest // 2, 1), latest, _JUDGED_CUTOFFS).astype(int))
        rows = np.arange(n)
        if n > _JUDGED_ITEMS:
            drawn = np.random.default_rng(seed).choice(n, _JUDGED_ITEMS, replace=False)
            rows = np.sort(drawn)
        table, scale = self._table(history, rows, origins, horizon)
        past = (self.trees.medians(table) * scale).reshape(len(rows), origins.size, horizon)
        begun = history.launch[rows, None] < origins
        past = np.where(begun[:, :, None], past, np.nan)
        means = RollingMeans(origins, past, past[:, -1])
        found = measure_spread(past_errors(history.units[rows], means), past).dependence
        common, serial = (np.full(n, np.median(part)) for part in (found.common, found.serial))
        common[rows], serial[rows] = found.common, found.serial
        return replace(self, dependence=Dependence(common, serial))

    def _table(
        self,
        history: History,
        rows: NDArray[np.intp],
        cutoffs: NDArray[np.intp],
        horizon: int,
    ) -> tuple[Array32, FloatArray]:
        """(r · o · h, f) features of items ``rows`` at the cutoffs, and (r · o · h) scales."""
        shape = (len(rows), cutoffs.size, horizon)
        step = np.broadcast_to(np.arange(horizon), shape).ravel()
        item = np.broadcast_to(rows[:, None, None], shape).ravel()
        cutoff = np.broadcast_to(cutoffs[None, :, None], shape).ravel()
        table, scale = features(history, item, cutoff, step)
        table[:, 0] = np.minimum(table[:, 0], self.reach - 1)
        return table, scale


def _training_table(
    history: History, reach: int, most: int, seed: int
) -> tuple[Array32, FloatArray]:
    """Features (r, f) and scaled units (r) of random items, cutoffs and steps ahead."""
    n, length = history.units.shape
    rng = np.random.default_rng(seed)
    first = min(max(2, length // 4), history.season)
    if n == 0 or length <= first:
        return np.zeros((0, 1), dtype=np.float32), np.zeros(0)
    periods = length - first
    # Several draws of every pair where pairs are few, each with a step of its own; some will lie
    # before an item's launch or beyond the end.
    wanted = min(2 * most, n * periods * reach)
    pair = rng.integers(0, n * periods, wanted)
    rows, cutoffs = pair // periods, first + pair % periods
    # Near periods more often than far ones: most restocks look only a few ahead.
    steps = (reach * rng.random(wanted) ** 2).astype(np.int64)
    inside = (history.launch[rows] < cutoffs) & (cutoffs + steps < length)
    rows, cutoffs, steps = rows[inside], cutoffs[inside], steps[inside]
    units = history.units[rows, cutoffs + steps]
    known = np.flatnonzero(np.isfinite(units))[:most]
    if not known.size:
        return np.zeros((0, 1), dtype=np.float32), np.zeros(0)
    table, scale = features(history, rows[known], cutoffs[known], steps[known])
    return table, np.minimum(units[known] / scale, _LARGEST_TARGET)


def _guesses(units: FloatArray, begun: NDArray[np.bool_], paths: int) -> Array32:
    """(k, p) quantiles for items that the trees say nothing of: their recent ones, or a guess."""
    others = units[~begun]
    drawn = empirical_quantiles(others[:, -26:], paths)
    guess, variance = pooled_level(units)
    unknown = ~np.isfinite(others).any(axis=1)
    one = np.ones((1, 1))
    wide = marginal_quantiles(guess * one, variance * one, np.ones(1, dtype=np.bool_), paths)
    drawn[unknown] = wide[0]
    return drawn
