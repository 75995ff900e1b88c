"""The stages in order: all that the window and the command line ever call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.evaluation.backtest import Backtest
from core.evaluation.choice import Choice
from core.forecasting.forecast import Forecast
from core.sales.cleaning import Sales
from core.sales.quality import QualityReport


@dataclass(frozen=True, slots=True)
class Import:
    """What an import yields: clean sales and the account of every row."""

    sales: Sales
    report: QualityReport


@dataclass(frozen=True, slots=True)
class ForecastRun:
    """What a forecast yields.

    demand   the panel that was forecast
    backtest scores of all models at all cutoffs
    choice   which model forecasts which item
    forecast the chosen models' calibrated paths
    medians  (n, h) median of every model by name, to compare on the chart
    seconds  each stage took
    """

    demand: Demand
    backtest: Backtest
    choice: Choice
    forecast: Forecast
    medians: Mapping[str, NDArray[np.float32]]
    seconds: Mapping[str, float]
