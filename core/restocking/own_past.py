"""Some of the futures that orders are reckoned with are stretches of an item's own past.

Ranges of models are right on average and too narrow where promotions and bulk orders come in runs:
what is asked for until the next delivery then adds up to more than steps drawn one by one. A
stretch of the past keeps its runs (a moving block: Künsch 1989). A third of them guards against
what no model saw coming, at little cost where demand is smooth; all of them would forget season and
trend.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast

SHARE = 1 / 3
"""Share of the paths that come from the past; tests/benchmarks/README.md tells what others cost."""

_YEAR = 365.0
_LEAST_STRETCHES = 4  # of the horizon: with less history the same weeks would come again and again


def with_own_past(
    forecast: Forecast,
    known: Demand,
    *,
    share: float = SHARE,
    seed: int = 20260101,
    keep: np.ndarray | None = None,
) -> Forecast:
    """Return the forecast with a ``share`` of its paths taken from each item's last year.

    ``known`` ends where the forecast begins and has its items; periods before an item's launch do
    not count, and an item with fewer than four horizons of history keeps all its paths, as do the
    rows where ``keep`` (n) is true. The same seed gives the same stretches.
    """
    paths, horizon = forecast.paths.shape[1:]
    every = round(1 / share) if share > 0 else paths + 1
    places = np.arange(every - 1, paths, every)
    history = known.units
    length = history.shape[1]
    first = np.where(np.isfinite(history).any(axis=1), np.isfinite(history).argmax(axis=1), length)
    first = np.maximum(first, length - round(_YEAR / known.frequency.days))
    rows = length - first >= _LEAST_STRETCHES * horizon
    if keep is not None:
        rows &= ~keep
    if not places.size or not rows.any():
        return forecast
    chances = np.random.default_rng([seed, 41]).random(places.size)
    room = (length - horizon - first[rows] + 1)[:, None]
    starts = first[rows][:, None] + np.floor(chances * room).astype(np.intp)
    at = starts[:, :, None] + np.arange(horizon)
    stretches = np.nan_to_num(history[np.flatnonzero(rows)[:, None, None], at])
    stretches *= _season(forecast.paths[rows], stretches)[:, None]
    made = forecast.paths.copy()
    made[np.flatnonzero(rows)[:, None], places] = stretches
    return replace(forecast, paths=made)


def _season(ahead: np.ndarray, stretches: np.ndarray) -> np.ndarray:
    """(k) how much more the shop is to sell than in each stretch (n, k, h), where all of it goes by
    the same season; within a factor of two."""
    expected = float(ahead.mean(axis=1, dtype=np.float64).sum())
    sold = stretches.sum(axis=(0, 2), dtype=np.float64)
    factor = np.clip(expected / np.maximum(sold, 1e-9), 0.5, 2.0)
    return np.asarray(factor, dtype=np.float32)
