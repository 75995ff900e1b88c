"""Methods for items that sell now and then: Croston (SBA) and TSB (restock.md F19)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, observed_units
from core.forecasting.rolling import flat_means, forecast_from_means
from core.forecasting.tuning import tune
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

Weight = float | NDArray[np.float64]

ALPHAS = (0.05, 0.1, 0.15, 0.2, 0.3)
BETAS = (0.02, 0.05, 0.1, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Croston:
    """Size and interval of sales smoothed apart: z / p, a little too high.

    Croston 1972 (Operational Research Quarterly 23(3)).
    """

    name: str = "croston"

    def fit(self, demand: Demand, progress: Progress) -> FittedIntermittent:
        """Choose each item's smoothing weight."""
        return _fitted_croston(self.name, demand, progress)


@dataclass(frozen=True, slots=True)
class CrostonSBA:
    """Croston's method with the correction of the bias of a ratio: (1 − α/2) z / p.

    Syntetos & Boylan 2005 (International Journal of Forecasting 21(2)).
    """

    name: str = "croston_sba"

    def fit(self, demand: Demand, progress: Progress) -> FittedIntermittent:
        """Choose each item's smoothing weight."""
        return _fitted_croston(self.name, demand, progress)


@dataclass(frozen=True, slots=True)
class TSB:
    """Size and probability of sales smoothed apart; the probability falls while nothing sells.

    Teunter, Syntetos & Babai 2011 (European Journal of Operational Research 214(3)): for items
    that fade out, where Croston's rate would stand still.
    """

    name: str = "tsb"

    def fit(self, demand: Demand, progress: Progress) -> FittedIntermittent:
        """Choose each item's two smoothing weights."""
        units = observed_units(demand)
        grid = list(product(ALPHAS[::2], BETAS))
        stage = say(QT_TRANSLATE_NOOP("core", "Fitting the TSB method"))
        best = tune(
            units,
            grid,
            lambda u, p: tsb_rate(u, p[0], p[1]),
            progress,
            stage,
            demand.frequency.default_horizon,
        )
        return _fitted(self.name, grid, best)


@dataclass(frozen=True, slots=True)
class FittedIntermittent:
    """Croston or TSB with settled weights (n): alpha of the size, beta of the probability."""

    name: str
    alpha: FloatArray
    beta: FloatArray

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the rate of sale."""
        units = observed_units(demand)
        if self.name == "tsb":
            rate = tsb_rate(units, self.alpha, self.beta)
        else:
            rate = croston_rate(units, self.alpha, corrected=self.name != "croston")
        return forecast_from_means(self.name, demand, flat_means(rate, horizon), paths, seed)


def croston_rate(
    units: FloatArray, alpha: Weight, corrected: bool = True, averaged_start: bool = True
) -> FloatArray:
    """Return (n, t) units per period expected after each period; 0 before the first sale.

    units           (n, t); a missing period neither lengthens the interval nor counts as no sale
    alpha           weight of the newest sale, one for all or (n)
    corrected       True: Syntetos-Boylan's 1 − α/2; False: Croston's original
    averaged_start  False: begin with the size of the first sale and the periods waited for it, as
                    published. True: begin with the mean of the first ones, until 1/count falls to
                    α. A panel often begins with an item's first sale, and an interval of one
                    period would then stay in the rate for years.
    """
    n = len(units)
    size, interval = np.zeros(n), np.ones(n)
    waited, sales = np.zeros(n), np.zeros(n)
    rates = np.zeros_like(units)
    factor = 1 - np.asarray(alpha) / 2 if corrected else np.asarray(1.0)
    for period, value in enumerate(units.T):
        waited += np.isfinite(value)
        sale = np.isfinite(value) & (value > 0)
        sales += sale
        weight = _start_weight(alpha, sales, averaged_start)
        size = np.where(sale, size + weight * (value - size), size)
        interval = np.where(sale, interval + weight * (waited - interval), interval)
        waited[sale] = 0
        rates[:, period] = factor * size / interval
    return _unknown_before_launch(rates, units)


def tsb_rate(
    units: FloatArray, alpha: Weight, beta: Weight, averaged_start: bool = True
) -> FloatArray:
    """Return (n, t) units per period expected after each period; 0 before the first sale.

    units           (n, t); a missing period changes nothing
    alpha, beta     weight of the newest size, and of the newest sale or no sale; one for all or (n)
    averaged_start  as in ``croston_rate``; False: begin with the size of the first sale and with
                    one sale in the periods waited for it
    """
    n = len(units)
    size, chance = np.zeros(n), np.zeros(n)
    periods, sales = np.zeros(n), np.zeros(n)
    rates = np.zeros_like(units)
    for period, value in enumerate(units.T):
        known = np.isfinite(value)
        periods += known
        sale = known & (value > 0)
        sales += sale
        weight = _start_weight(alpha, sales, averaged_start)
        size = np.where(sale, size + weight * (value - size), size)
        first = sale & (sales == 1)
        begun = known & ((sales > 0) | averaged_start)
        newest = np.maximum(beta, 1.0 / np.maximum(periods, 1.0)) if averaged_start else beta
        chance = np.where(begun, chance + newest * (sale - chance), chance)
        if not averaged_start:
            chance = np.where(first, 1.0 / np.maximum(periods, 1.0), chance)
        rates[:, period] = chance * size
    return _unknown_before_launch(rates, units)


def _start_weight(alpha: Weight, sales: FloatArray, averaged: bool) -> FloatArray:
    """(n) weight of the newest sale: 1 for the first; 1/count until α where ``averaged``."""
    falling = 1.0 / np.maximum(sales, 1.0)
    return np.maximum(alpha, falling) if averaged else np.where(sales <= 1, 1.0, alpha)


def _unknown_before_launch(rates: FloatArray, units: FloatArray) -> FloatArray:
    seen = np.maximum.accumulate(np.isfinite(units), axis=1)
    return np.where(seen, rates, np.nan)


def _fitted_croston(name: str, demand: Demand, progress: Progress) -> FittedIntermittent:
    grid = [(alpha, alpha) for alpha in ALPHAS]
    best = tune(
        observed_units(demand),
        grid,
        lambda u, p: croston_rate(u, p[0], corrected=name != "croston"),
        progress,
        say(QT_TRANSLATE_NOOP("core", "Fitting Croston's method")),
        demand.frequency.default_horizon,
    )
    return _fitted(name, grid, best)


def _fitted(
    name: str, grid: list[tuple[float, float]], best: NDArray[np.int64]
) -> FittedIntermittent:
    chosen = np.array(grid)[best]
    chosen.setflags(write=False)
    return FittedIntermittent(name, chosen[:, 0], chosen[:, 1])
