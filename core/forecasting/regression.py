"""A regression on season, events, promotion and price around each item's own level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.demand.covariates import PRICE, PROMOTION
from core.forecasting.design import Design, DesignPlan, design_of, plan_design
from core.forecasting.effects import Effects, fit_effects
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, observed_units
from core.forecasting.rolling import RollingMeans, flat_means, forecast_from_means
from core.forecasting.smoothing import ALPHAS, smoothed_level
from core.forecasting.tuning import tune
from core.frequency import Frequency
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

_WINDOWS = {Frequency.DAILY: 57, Frequency.WEEKLY: 17, Frequency.MONTHLY: 13}
"""Periods over which an item's level is taken to be the same where no yearly season is told."""
_YEARS = {Frequency.DAILY: 365, Frequency.WEEKLY: 53, Frequency.MONTHLY: 13}
_SHUT = -1.6
"""Effects (logarithm) below which a period says nothing of the level: the shop was closed."""


@dataclass(frozen=True, slots=True)
class PooledRegression:
    """A negative-binomial regression with effects learnt on all items and shrunk on each.

    See ``core.forecasting.effects``. The level that the effects multiply goes on as exponential
    smoothing of the units freed of them finds it, with the item's own α. ``covariates`` False: the
    season alone, the yardstick of what covariates gain.
    """

    covariates: bool = True
    name: str = "regression"

    def fit(self, demand: Demand, progress: Progress) -> FittedRegression:
        """Learn the effects, and each item's α."""
        progress.check()
        units = observed_units(demand)
        plan = plan_design(demand, self.covariates)
        design = design_of(demand, demand.length, plan)
        effects = learn_effects(demand, plan, progress.part(0.0, 0.7))
        best = tune(
            _freed(units, effects.logs(design)),
            [(alpha,) for alpha in ALPHAS],
            lambda u, p: smoothed_level(u, *p),
            progress.part(0.7, 1.0),
            say(QT_TRANSLATE_NOOP("core", "Fitting the regression")),
            demand.frequency.default_horizon,
        )
        alpha = np.array(ALPHAS)[best]
        alpha.setflags(write=False)
        return FittedRegression(self.name, plan, effects, alpha)


def learn_effects(demand: Demand, plan: DesignPlan, progress: Progress) -> Effects:
    """Return what the columns of ``plan`` do to the units of each item of ``demand``."""
    return fit_effects(
        observed_units(demand),
        design_of(demand, demand.length, plan),
        groups_of(demand),
        level_window(demand.frequency, demand.length, plan),
        progress,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What a regression's forecast of n items over h periods is made of.

    level  (n) units a period at the present price, without any other effect
    names  (p) season, each event, promotion, price
    logs   (p, n, h) effect of each, in logarithms: 0 leaves the level as it is
    elasticity (n) logarithm of units by that of the price, ≤ 0; None where prices never moved
    """

    level: FloatArray
    names: tuple[str, ...]
    logs: FloatArray
    elasticity: FloatArray | None = None

    def __post_init__(self) -> None:
        self.level.setflags(write=False)
        self.logs.setflags(write=False)
        if self.elasticity is not None:
            self.elasticity.setflags(write=False)


@dataclass(frozen=True, slots=True)
class FittedRegression:
    """A regression with settled effects: plan of its columns, effects, alpha (n)."""

    name: str
    plan: DesignPlan
    effects: Effects
    alpha: FloatArray

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the smoothed level times the effects ahead."""
        units, length = observed_units(demand), demand.length
        index = np.exp(self.effects.logs(design_of(demand, length + horizon, self.plan)))
        flat = flat_means(self._levels(units, np.log(index[:, :length])), horizon)
        ahead = flat.origins[:, None] + np.arange(horizon)
        means = RollingMeans(
            flat.origins, flat.past * index[:, ahead], flat.ahead * index[:, length:]
        )
        return forecast_from_means(self.name, demand, means, paths, seed)

    def parts(self, demand: Demand, horizon: int) -> Parts:
        """Return level and effects of the periods after the end of ``demand``."""
        units, length = observed_units(demand), demand.length
        design = design_of(demand, length + horizon, self.plan)
        levels = self._levels(units, self.effects.logs(design)[:, :length])
        level = np.nan_to_num(levels[:, -1]) if length else np.zeros(len(demand))
        found = self.effects.part_logs(_after(design, max(length - 1, 0)))
        if PRICE in found:
            # What the present price does is part of what sells lately: only changes are told.
            now = found[PRICE][:, :1]
            found[PRICE] = found[PRICE] - now
            level = level * np.exp(now[:, 0])
        found = {name: logs[:, min(length, 1) :] for name, logs in found.items()}
        typed = demand.covariates.lift_window(len(demand), length, length + horizon)
        if typed.any():
            learnt = found.get(PROMOTION, np.zeros(typed.shape))
            found[PROMOTION] = np.asarray(learnt + typed, dtype=np.float64)
        logs = np.stack([*found.values()]) if found else np.zeros((0, len(demand), horizon))
        return Parts(level, tuple(found), logs, self._elasticity())

    def _elasticity(self) -> FloatArray | None:
        if PRICE not in self.plan.own:
            return None
        # The items' own columns come last. That dearer goods sell better is a season or a fashion
        # that was taken for the price.
        own = self.effects.own[:, -len(self.plan.own) :]
        return np.minimum(own[:, self.plan.own.index(PRICE)], 0.0)

    def freed(self, demand: Demand) -> FloatArray:
        """Return (n, t) units freed of all effects: what trends are to be looked for in."""
        design = design_of(demand, demand.length, self.plan)
        return _freed(observed_units(demand), self.effects.logs(design))

    def _levels(self, units: FloatArray, logs: FloatArray) -> FloatArray:
        return smoothed_level(_freed(units, logs), self.alpha)


def _freed(units: FloatArray, logs: FloatArray) -> FloatArray:
    """Return units over their effects; NaN where the shop was as good as closed."""
    return np.where(logs > _SHUT, units / np.exp(logs), np.nan)


def _after(design: Design, length: int) -> Design:
    return Design(
        design.shared[length:], design.own[:, length:], design.parts, design.prior, design.yearly
    )


def level_window(frequency: Frequency, length: int, plan: DesignPlan) -> int:
    """Return the periods over which a level is taken to be the same: a year beside a yearly season,
    which a shorter one would swallow."""
    return min((_YEARS if plan.yearly else _WINDOWS)[frequency], max(length, 1))


def groups_of(demand: Demand) -> NDArray[np.int64]:
    """Return (n) the number of each item's group: its category, else its store."""
    named = demand.categories if any(demand.categories) else demand.stores
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in named], dtype=np.int64)
