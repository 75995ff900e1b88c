"""Small made-up values of each stage, seeded, for tests that need one to start from."""

from __future__ import annotations

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.frequency import Frequency


def made_up_demand(
    items: int = 12, length: int = 120, frequency: Frequency = Frequency.WEEKLY, seed: int = 7
) -> Demand:
    """Return seasonal counts of mixed volume; every sixth item is slow, the last launches late."""
    rng = np.random.default_rng(seed)
    season = frequency.season_length
    level = rng.lognormal(2.5, 0.8, items)
    level[::6] = 0.4
    phase = rng.uniform(0, 2 * np.pi, items)
    time = np.arange(length)
    wave = 1 + 0.4 * np.sin(2 * np.pi * time / season + phase[:, None])
    units = rng.poisson(level[:, None] * wave).astype(np.float32)
    if items:
        units[-1, : length // 2] = np.nan
    return Demand(
        items=tuple(f"{i:04d}" for i in range(items)),
        stores=("",) * items,
        start=np.datetime64("2023-01-02"),
        frequency=frequency,
        units=units,
        censored=np.zeros(units.shape, dtype=bool),
    )


def made_up_forecast(
    demand: Demand, horizon: int = 13, paths: int = 200, seed: int = 3
) -> Forecast:
    """Return a Poisson forecast around each item's recent mean."""
    rng = np.random.default_rng(seed)
    mean = np.nan_to_num(np.nanmean(demand.units[:, -26:], axis=1))
    drawn = rng.poisson(mean[:, None, None], (len(demand), paths, horizon))
    return Forecast(
        model="made_up",
        items=demand.items,
        stores=demand.stores,
        cutoff=demand.end,
        frequency=demand.frequency,
        paths=drawn.astype(np.float32),
    )
