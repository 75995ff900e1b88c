"""Combinations of several methods: steadier than any one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import FittedForecaster, Forecaster
from core.forecasting.history import FloatArray
from core.forecasting.pooling import (
    Outline,
    averaged,
    drawn_from,
    equal_weights,
    middle_of,
    outline_of,
)
from core.progress import Progress

_MEMBER_PATHS = 200  # enough for the quantiles that an outline keeps


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Its members' quantiles averaged with given shares, or their median.

    Combining is the safest way to a better forecast (Clemen 1989, International Journal of
    Forecasting 5(4)); medians of four methods came near the top of M4 (Petropoulos & Svetunkov
    2020, ibid. 36(1)). Shares are set beforehand and bent only a little by what the backtest says
    of a class of demand, for weights estimated freely are no better on histories this short (the
    "forecast combination puzzle", Claeskens et al. 2016, ibid. 32(3)).

    members  the methods; where these are tested anyway, a backtest does not run them twice
    shares   of the members; empty: their median is taken
    young    methods and shares that take part while history is short: the last value is hard to
             beat then
    guests   methods and shares that take part where they are tested anyway: too slow to be fitted
             for the ensemble alone
    knowing  names of those that know promotions and prices to come, and of days the time of year
    learning names of those that learn all from this shop: a short history's tests, which know even
             less, are not held against them
    tailed   names of those whose means hang on their tails alone, see ``core.evaluation.tails``
    """

    members: tuple[Forecaster, ...]
    shares: tuple[float, ...] = ()
    name: str = "ensemble"
    guests: tuple[tuple[str, float], ...] = ()
    young: tuple[tuple[str, float], ...] = ()
    knowing: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    tailed: frozenset[str] = frozenset()

    @property
    def parts(self) -> dict[str, float]:
        """Share of all that may take part by name; all the same for a median."""
        shares = self.shares or (1.0,) * len(self.members)
        names = [member.name for member in self.members]
        return dict(zip(names, shares, strict=True)) | dict(self.guests) | dict(self.young)

    def fit(self, demand: Demand, progress: Progress) -> FittedEnsemble:
        """Fit every member."""
        share = 1.0 / len(self.members)
        fitted = tuple(
            member.fit(demand, progress.part(number * share, (number + 1) * share))
            for number, member in enumerate(self.members)
        )
        return FittedEnsemble(self, fitted)

    def combined(self, outlines: Sequence[Outline], weights: FloatArray | None = None) -> Outline:
        """Return the members' outlines taken together.

        weights  (members, n) adding up to 1 for each item, instead of the shares
        """
        if not self.shares:
            return middle_of(outlines)
        if weights is None:
            weights = equal_weights(self.shares, len(outlines[0].quantiles))
        return averaged(outlines, weights)


@dataclass(frozen=True, slots=True)
class FittedEnsemble:
    """Fitted members, in the order of the ensemble's."""

    ensemble: Ensemble
    members: tuple[FittedForecaster, ...]

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths of the members' common quantiles."""
        outlines = [
            outline_of(member.forecast(demand, horizon, _MEMBER_PATHS, seed))
            for member in self.members
        ]
        common = self.ensemble.combined(outlines)
        return drawn_from(common, self.ensemble.name, demand, paths, seed)
