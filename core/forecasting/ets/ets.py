"""Automatic exponential smoothing: simple, Holt, damped, Holt-Winters, for all items at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.ets.search import LONGEST_SEASON, search
from core.forecasting.ets.states import Form, Weights, means_ahead, run_over, starting_states
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, observed_units
from core.forecasting.rolling import RollingMeans, forecast_from_means, past_origins
from core.forecasting.season import SeasonalProfile, fit_own_profile
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

_CHUNK = 256  # items searched at once: states of all trials stay in the cache


@dataclass(frozen=True, slots=True)
class AutoETS:
    """Exponential smoothing with trend, damping and season where AICc says so.

    Hyndman, Koehler, Snyder & Grose 2002 (International Journal of Forecasting 18(3)), the models
    with additive errors. Seasons longer than 24 periods are taken out by a profile beforehand.

    longest_fit  periods of history the models are learned on: the last ones
    """

    longest_fit: int = 400
    name: str = "ets"

    def fit(self, demand: Demand, progress: Progress) -> FittedETS:
        """Choose each item's components and coefficients."""
        units = observed_units(demand)
        season = demand.frequency.season_length
        profile = SeasonalProfile(np.ones((len(demand), 1)))
        if season > LONGEST_SEASON:
            profile, season = fit_own_profile(units, season), 1
        first = max(0, demand.length - self.longest_fit)
        first -= first % season
        series = (units / profile.indices(0, demand.length))[:, first:].T
        stage = say(QT_TRANSLATE_NOOP("core", "Fitting exponential smoothing with trend"))
        forms = np.empty(len(demand), dtype=object)
        weights = np.zeros((4, len(demand)))
        for start in range(0, len(demand), _CHUNK):
            progress.step(start, len(demand), stage)
            rows = slice(start, start + _CHUNK)
            forms[rows], weights[:, rows] = search(series[:, rows], season)
        progress.step(len(demand), len(demand), stage)
        weights.setflags(write=False)
        return FittedETS(self.name, tuple(forms), weights, season, first, profile)


@dataclass(frozen=True, slots=True)
class FittedETS:
    """Models with settled components and coefficients; states are run anew over any demand.

    forms    (n); weights (4, n) alpha, beta, gamma, phi
    season   1 where no model has a season; first: period in which the states begin
    profile  season taken out before, where it is too long for the models
    """

    name: str
    forms: tuple[Form, ...]
    weights: FloatArray
    season: int
    first: int
    profile: SeasonalProfile

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths around the models' means."""
        return forecast_from_means(self.name, demand, self.means(demand, horizon), paths, seed)

    def means(self, demand: Demand, horizon: int) -> RollingMeans:
        """Return the mean forecasts at past cutoffs and at the end of ``demand``."""
        length = demand.length
        if length == 0:
            nothing = np.full((len(demand), 1, horizon), np.nan)
            return RollingMeans(past_origins(0, horizon), nothing[:, :0], nothing[:, 0])
        index = self.profile.indices(0, length + horizon)
        units = observed_units(demand) / index[:, :length]
        origins = past_origins(length, horizon)
        cutoffs = np.append(origins, length)
        means = np.full((len(units), cutoffs.size, horizon), np.nan)
        later = cutoffs >= self.first
        for form, rows in self._by_form():
            series = units[rows, self.first :].T
            weights = Weights(*self.weights[:, rows])
            states = starting_states(series, form, self.season)
            kept = run_over(series, states, weights, form, cutoffs[later][:-1] - self.first).kept
            for place, cutoff, at in zip(np.flatnonzero(later), cutoffs[later], kept, strict=True):
                means[rows, place] = means_ahead(
                    at, weights, form, int(cutoff) - self.first, horizon
                )
        seen = np.cumsum(np.isfinite(units), axis=1) > 0
        begun = seen[:, np.maximum(cutoffs - 1, 0)]
        # A trend must not leave what the item has ever sold far behind.
        highest = np.nanmax(units, axis=1, initial=0.0)[:, None, None]
        means = np.where(begun[:, :, None], np.clip(means, 0.0, 2.0 * highest), np.nan)
        means *= index[:, cutoffs[:, None] + np.arange(horizon)]
        return RollingMeans(origins, means[:, :-1], means[:, -1])

    def _by_form(self) -> Iterator[tuple[Form, NDArray[np.intp]]]:
        for form in sorted(set(self.forms), key=lambda form: (form.trend, form.season)):
            yield form, np.flatnonzero([form == own for own in self.forms])
