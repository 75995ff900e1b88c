"""A forecast: sample paths of future demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.frequency import Days, Frequency

LEVELS = (0.01, 0.05, 0.10, 0.20, 0.30, 0.40, 0.50, 0.60, 0.70, 0.80, 0.90, 0.95, 0.99)
"""Quantile levels that are shown, scored and exported."""


def quantiles_of(
    paths: NDArray[np.floating], level: float | Sequence[float] | NDArray[np.float64], axis: int
) -> NDArray[np.float64]:
    """Return quantiles of paths along ``axis``, each the value of some path: whole numbers where
    units are counted, which values between two paths would not be. Shaped as by ``np.quantile``."""
    found = np.quantile(paths, level, axis=axis, method="inverted_cdf")
    return np.asarray(found, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Sample paths of the demand of n items over a horizon of h periods.

    Paths rather than quantiles, because restocking needs the quantile of demand *summed* over lead
    time and review period, which per-period quantiles cannot give.

    model     name of the forecaster, as in the catalogue
    items     (n) item codes
    stores    (n) store names, "" where there are none
    cutoff    first day of the first forecast period
    frequency length of a period
    paths     (n, p, h) float32, units per period, ≥ 0; equally likely
    """

    model: str
    items: tuple[str, ...]
    stores: tuple[str, ...]
    cutoff: np.datetime64
    frequency: Frequency
    paths: NDArray[np.float32]

    def __post_init__(self) -> None:
        self.paths.setflags(write=False)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def horizon(self) -> int:
        """The number of forecast periods, h."""
        return int(self.paths.shape[2])

    @property
    def periods(self) -> Days:
        """(h) first days of the forecast periods."""
        return self.frequency.periods(self.cutoff, self.horizon)

    def split(self, periods: int) -> tuple[Forecast, Forecast | None]:
        """Return the forecast of the first ``periods``, and that of the rest: None where none is.

        Both keep their places in the same paths: ``followed_by`` puts them together again.
        """
        if periods >= self.horizon:
            return self, None
        later = np.datetime64(str(self.frequency.periods(self.cutoff, periods + 1)[-1]), "D")
        first, rest = self.paths[:, :, :periods], self.paths[:, :, periods:]
        return replace(self, paths=first), replace(self, cutoff=later, paths=rest)

    def followed_by(self, later: Forecast) -> Forecast:
        """Return this forecast with the paths of the periods after it."""
        return replace(self, paths=np.concatenate([self.paths, later.paths], axis=2))

    def mean(self) -> NDArray[np.float32]:
        """(n, h) expected units per period."""
        return np.asarray(self.paths.mean(axis=1))

    def quantile(self, level: float | NDArray[np.float64]) -> NDArray[np.float32]:
        """Units per period not exceeded with probability ``level`` (0–1).

        (n, h) for one level, (levels, n, h) for an array of them. One of the paths' own values:
        whole numbers where units are counted.
        """
        return quantiles_of(self.paths, level, axis=1).astype(np.float32)

    def totals(self, periods: NDArray[np.float64]) -> NDArray[np.float32]:
        """(n, p) units of each path summed over the first ``periods`` (n) periods of its item.

        A fraction of a period counts that share of its units. Beyond the horizon, the path's mean
        over the horizon goes on.
        """
        cumulative = np.concatenate(
            [np.zeros_like(self.paths[:, :, :1]), np.cumsum(self.paths, axis=2)], axis=2
        )
        inside = np.minimum(np.asarray(periods, dtype=np.float64), self.horizon)
        whole = np.minimum(inside.astype(np.int64), self.horizon - 1)
        rows = np.arange(len(self))
        below, above = cumulative[rows, :, whole], cumulative[rows, :, whole + 1]
        total = below + (inside - whole)[:, None] * (above - below)
        beyond = np.asarray(periods, dtype=np.float64) - inside
        total = total + beyond[:, None] * cumulative[:, :, -1] / self.horizon
        return np.asarray(total, dtype=np.float32)

    def total_quantile(
        self, level: float | NDArray[np.float64], periods: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """(n) quantile of units summed over ``periods`` (n); ``level`` is one for all or (n)."""
        ordered = np.sort(self.totals(periods), axis=1)
        position = np.broadcast_to(level, (len(self),)) * (ordered.shape[1] - 1)
        low = np.floor(position).astype(np.int64)
        high = np.minimum(low + 1, ordered.shape[1] - 1)
        rows = np.arange(len(self))
        share = (position - low).astype(np.float32)
        return np.asarray(ordered[rows, low] * (1 - share) + ordered[rows, high] * share)
