"""The average of several methods: steadier than any one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import FittedForecaster, Forecaster
from core.progress import Progress


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Equal shares of the sample paths of its members: a linear pool of their distributions.

    Combining is the safest way to a better forecast (Clemen 1989, International Journal of
    Forecasting 5(4); Petropoulos & Svetunkov 2020, ibid. 36(1)). Whole paths are taken, so counts
    stay whole, what goes together over time stays together, and where members disagree the range
    is wide. Equal weights: estimated ones are no better on histories this short (the "forecast
    combination puzzle", Claeskens et al. 2016, ibid. 32(3)).
    """

    members: tuple[Forecaster, ...]
    name: str = "ensemble"

    def fit(self, demand: Demand, progress: Progress) -> FittedEnsemble:
        """Fit every member."""
        share = 1.0 / len(self.members)
        fitted = tuple(
            member.fit(demand, progress.part(number * share, (number + 1) * share))
            for number, member in enumerate(self.members)
        )
        return FittedEnsemble(self.name, fitted)


@dataclass(frozen=True, slots=True)
class FittedEnsemble:
    """Fitted members, in the order in which their paths are taken."""

    name: str
    members: tuple[FittedForecaster, ...]

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return paths of all members; the first ones give one more where shares are uneven."""
        count = len(self.members)
        shares = [paths // count + (place < paths % count) for place in range(count)]
        drawn = [
            member.forecast(demand, horizon, share, seed).paths
            for member, share in zip(self.members, shares, strict=True)
            if share
        ]
        return Forecast(
            self.name,
            demand.items,
            demand.stores,
            demand.end,
            demand.frequency,
            np.concatenate(drawn, axis=1),
        )
