"""The two protocols every forecasting method follows."""

from __future__ import annotations

from typing import Protocol

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.progress import Progress


class FittedForecaster(Protocol):
    """A method whose parameters are settled."""

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return ``paths`` sample paths of the ``horizon`` periods after the end of ``demand``.

        ``demand`` holds the items it was fitted to, in the same order, and may be longer than at
        fitting: parameters stay, states are updated. The same seed gives the same paths.
        """
        ...


class Forecaster(Protocol):
    """A method of forecasting: a small frozen value that holds its options."""

    @property
    def name(self) -> str:
        """The name in the catalogue, in reports and on the command line."""
        ...

    def fit(self, demand: Demand, progress: Progress) -> FittedForecaster:
        """Settle the parameters on ``demand``; an item that cannot be fitted falls back."""
        ...
