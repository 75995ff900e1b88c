"""Gradient-boosted trees: one model of all items' sales, with quantiles instead of a mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.boosting.features import History, features, history_of
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
from core.forecasting.rolling import RollingMeans, past_errors
from core.forecasting.season import SeasonalProfile, fit_profile
from core.forecasting.spread import measure_spread
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingRegressor

HEADS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Quantile levels that trees are grown for; between and beyond them as an exponential goes."""

FEWEST_ROWS = 300
"""Pairs of an item and a period below which trees would learn the noise by heart."""

_LARGEST_TARGET = 20.0  # times the item's level: one bulk order must not shape all trees
_JUDGED_CUTOFFS = 6  # past cutoffs at which it is measured how errors go together


@dataclass(frozen=True, slots=True)
class Boosting:
    """Quantile regression trees on lags, rolling means, season and age of all items together.

    Friedman 2001 (Annals of Statistics 29(5)); histogram trees as in LightGBM (Ke et al. 2017,
    NeurIPS 30), by scikit-learn. Global trees on such features won the M5 competition (Makridakis,
    Spiliotis & Assimakopoulos 2022, International Journal of Forecasting 38(4)). Each row of the
    training table is an item at a past cutoff and a number of periods ahead, so that one model
    serves the whole horizon.

    rows, rounds  of the training table, drawn at random, and trees a quantile
    seed          of the draws
    """

    rows: int = 60_000
    rounds: int = 80
    seed: int = 0
    name: str = "boosting"

    def fit(self, demand: Demand, progress: Progress) -> FittedBoosting:
        """Grow the trees on all items' past."""
        stage = say(QT_TRANSLATE_NOOP("core", "Growing trees on all items' sales"))
        progress.step(0, len(HEADS) + 1, stage)
        season = demand.frequency.season_length
        units = observed_units(demand)
        profile = fit_profile(units, season)
        yearly = demand.length * demand.frequency.days >= 730
        history = _history(demand, units, profile, yearly)
        reach = max(1, min(demand.length // 3, 2 * demand.frequency.default_horizon))
        table, target = _training_table(history, reach, self.rows, self.seed)
        if len(target) < FEWEST_ROWS:
            nothing = Dependence(np.zeros(len(demand)), np.zeros(len(demand)))
            return FittedBoosting(self.name, (), np.zeros(0, np.bool_), reach, profile, nothing)
        # Lags longer than the history are unknown throughout; the binning refuses such columns.
        used = np.asarray(np.isfinite(table).any(axis=0))
        trees = []
        for number, level in enumerate(HEADS):
            progress.step(number, len(HEADS) + 1, stage)
            trees.append(_grown(table[:, used], target, level, self.rounds, self.seed))
        progress.step(len(HEADS), len(HEADS) + 1, stage)
        fitted = FittedBoosting(
            self.name,
            tuple(trees),
            used,
            reach,
            profile,
            Dependence(np.full(len(demand), 0.2), np.zeros(len(demand))),
            yearly,
        )
        return fitted.with_dependence(history)


@dataclass(frozen=True, slots=True)
class FittedBoosting:
    """Grown trees, one model a quantile level; none where there was too little to learn from.

    used        columns of the features that the trees know
    reach       steps ahead that were learnt; further ones are forecast as the last of them
    profile     season known at fitting; dependence: how errors of one forecast go together
    yearly      whether the phase of the year is told apart
    """

    name: str
    trees: tuple[HistGradientBoostingRegressor, ...]
    used: NDArray[np.bool_]
    reach: int
    profile: SeasonalProfile
    dependence: Dependence
    yearly: bool = False

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths that hold the trees' quantiles."""
        units = observed_units(demand)
        n = len(units)
        drawn = np.zeros((n, horizon, paths), dtype=np.float32)
        history = _history(demand, units, self.profile, self.yearly)
        begun = np.asarray(np.isfinite(units).any(axis=1))
        rows = np.flatnonzero(begun)
        if self.trees and rows.size:
            heads = self._quantiles(history, rows, np.array([demand.length]), horizon)[:, 0]
            drawn[rows] = interpolated_quantiles(np.array(HEADS), heads, paths)
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

    def with_dependence(self, history: History) -> FittedBoosting:
        """Return the same trees knowing how errors of one forecast went together in the past."""
        length = history.units.shape[1]
        horizon = self.reach
        latest = length - horizon
        origins = np.unique(np.linspace(max(latest // 2, 1), latest, _JUDGED_CUTOFFS).astype(int))
        rows = np.arange(len(history.units))
        middle = HEADS.index(0.5)
        past = self._quantiles(history, rows, origins, horizon, (middle,))[..., 0]
        begun = history.launch[:, None] < origins
        past = np.where(begun[:, :, None], past, np.nan)
        means = RollingMeans(origins, past, past[:, -1])
        spread = measure_spread(past_errors(history.units, means), past)
        return replace(self, dependence=spread.dependence)

    def _quantiles(
        self,
        history: History,
        rows: NDArray[np.intp],
        cutoffs: NDArray[np.intp],
        horizon: int,
        which: tuple[int, ...] = tuple(range(len(HEADS))),
    ) -> FloatArray:
        """(r, o, h, heads) units at the levels of ``which`` heads, for items ``rows``."""
        shape = (len(rows), cutoffs.size, horizon)
        step = np.broadcast_to(np.arange(horizon), shape).ravel()
        item = np.broadcast_to(rows[:, None, None], shape).ravel()
        cutoff = np.broadcast_to(cutoffs[None, :, None], shape).ravel()
        table, scale = features(history, item, cutoff, step)
        table[:, 0] = np.minimum(table[:, 0], self.reach - 1)
        values = [self.trees[head].predict(table[:, self.used]) * scale for head in which]
        return np.sort(np.maximum(np.stack(values, axis=1), 0.0), axis=1).reshape(*shape, -1)


def _history(demand: Demand, units: FloatArray, profile: SeasonalProfile, yearly: bool) -> History:
    day = float(demand.start.astype("datetime64[D]").astype(np.int64))
    season, days = demand.frequency.season_length, demand.frequency.days
    return history_of(units, season, day, days, profile, yearly)


def _training_table(
    history: History, reach: int, most: int, seed: int
) -> tuple[NDArray[np.float32], FloatArray]:
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


def _grown(
    table: NDArray[np.float32], target: FloatArray, level: float, rounds: int, seed: int
) -> HistGradientBoostingRegressor:
    from sklearn.ensemble import HistGradientBoostingRegressor

    model = HistGradientBoostingRegressor(
        loss="quantile",
        quantile=level,
        max_iter=rounds,
        learning_rate=0.1,
        max_leaf_nodes=15,
        min_samples_leaf=40,
        max_features=0.7,
        max_bins=63,
        early_stopping=False,
        random_state=seed,
    )
    return model.fit(table, target)


def _guesses(units: FloatArray, begun: NDArray[np.bool_], paths: int) -> NDArray[np.float32]:
    """(k, p) quantiles for items that the trees say nothing of: their recent ones, or a guess."""
    others = units[~begun]
    drawn = empirical_quantiles(others[:, -26:], paths)
    guess, variance = pooled_level(units)
    unknown = ~np.isfinite(others).any(axis=1)
    one = np.ones((1, 1))
    wide = marginal_quantiles(guess * one, variance * one, np.ones(1, dtype=np.bool_), paths)
    drawn[unknown] = wide[0]
    return drawn
