"""What the operator expects of planned promotions, in place of what past ones taught."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import is_counted, observed_units


def with_typed_lifts(forecast: Forecast, demand: Demand) -> Forecast:
    """Return the forecast with paths multiplied by typed lifts; whole numbers stay whole.

    ``forecast`` is of the periods after ``demand`` and knows nothing of these promotions.
    """
    factor = lift_factors(demand, forecast.horizon)
    rows, steps = np.nonzero(factor != 1.0)
    if not rows.size:
        return forecast
    paths = forecast.paths.copy()
    # (k, p): what one path of one period becomes.
    moved = paths[rows, :, steps] * factor[rows, steps, None].astype(np.float32)
    count = moved.shape[1]
    # Rounded at evenly spread places, so that 0.7 units stay 0.7 on average over the paths.
    places = np.random.default_rng(count).permutation((np.arange(count) + 0.5) / count)
    whole = is_counted(observed_units(demand))[rows, None]
    paths[rows, :, steps] = np.where(whole, np.floor(moved + places), moved)
    return replace(forecast, paths=paths)


def lift_factors(demand: Demand, horizon: int) -> NDArray[np.float64]:
    """Return (n, h) how many times as much the operator expects; 1 where nothing was typed."""
    known, length = demand.covariates, demand.length
    logs = known.lift_window(len(demand), length, length + horizon)
    return np.asarray(np.exp(logs, dtype=np.float64))
