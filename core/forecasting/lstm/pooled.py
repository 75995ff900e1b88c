"""What is left when there is too little history to train on: what was sold so far, pooled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast

_HALF_TRUST = 6.0
"""Own periods at which an item's own history and the pool weigh the same: n / (n + 6)."""


@dataclass(frozen=True, slots=True)
class PooledQuantiles:
    """Draws each period from the item's own past or, the younger it is the more, from the pool.

    The pool is what all items sold, each over its own mean, so that a young item is as uncertain
    as its elders were. An item without any history is as large as a random other one.
    """

    model: str

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return ``paths`` paths of independent draws; see ``FittedForecaster``."""
        rng = np.random.default_rng(seed)
        seen = np.isfinite(demand.units) & ~demand.censored
        units = np.where(seen, demand.units, 0.0)
        count = seen.sum(axis=1)
        mean = units.sum(axis=1) / np.maximum(count, 1)
        known = np.flatnonzero((count > 0) & (mean > 0))
        drawn = np.zeros((len(demand), paths, horizon), dtype=np.float32)
        pool = np.concatenate([(units[i] / mean[i])[seen[i]] for i in known] or [np.zeros(1)])
        for row in range(len(demand)):
            pooled = rng.choice(pool, (paths, horizon))
            if count[row] == 0:
                scale = rng.choice(mean[known], (paths, 1)) if len(known) else 0.0
                drawn[row] = pooled * scale
                continue
            own = rng.choice(units[row][seen[row]], (paths, horizon))
            trust = count[row] / (count[row] + _HALF_TRUST)
            drawn[row] = np.where(rng.random((paths, 1)) < trust, own, pooled * mean[row])
        return Forecast(
            model=self.model,
            items=demand.items,
            stores=demand.stores,
            cutoff=demand.end,
            frequency=demand.frequency,
            paths=drawn,
        )
