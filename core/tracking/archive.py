"""Forecasts as they were given out, kept until sales tell how good they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.frequency import Frequency

KEPT = 12
"""Forecasts that are kept: a year of monthly ones."""


@dataclass(frozen=True, slots=True)
class Archived:
    """One forecast of n items over h periods, as it was given out.

    cutoff       first day forecast; frequency of its periods
    items, stores, models  (n)
    final        (n, h) float32, units a period, overrides included
    statistical  (n, h) float32, the same before overrides
    naive        (n, h) float32, what seasonal naive forecast
    low, high    (n, h) float32, 80 % range of ``final``
    overridden   (n, h) bool, where overrides were in force
    """

    cutoff: np.datetime64
    frequency: Frequency
    items: tuple[str, ...]
    stores: tuple[str, ...]
    models: tuple[str, ...]
    final: NDArray[np.float32]
    statistical: NDArray[np.float32]
    naive: NDArray[np.float32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]
    overridden: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for name in ("final", "statistical", "naive", "low", "high", "overridden"):
            getattr(self, name).setflags(write=False)


@dataclass(frozen=True, slots=True)
class Archive:
    """The forecasts given out from a workspace, the newest last; at most ``KEPT``."""

    forecasts: tuple[Archived, ...] = ()

    def added(self, forecast: Archived) -> Archive:
        """Return the archive with one more; one of the same cutoff and period is replaced."""
        others = tuple(
            kept
            for kept in self.forecasts
            if (kept.cutoff, kept.frequency) != (forecast.cutoff, forecast.frequency)
        )
        ordered = sorted((*others, forecast), key=lambda kept: str(kept.cutoff))
        return Archive(tuple(ordered[-KEPT:]))

    def before(self, cutoff: np.datetime64, frequency: Frequency) -> Archived | None:
        """Return the newest forecast made before ``cutoff`` for periods of the same length."""
        earlier = [f for f in self.forecasts if f.cutoff < cutoff and f.frequency is frequency]
        return earlier[-1] if earlier else None


def archived(
    final: Forecast,
    statistical: Forecast,
    models: tuple[str, ...],
    medians: Mapping[str, NDArray[np.float32]],
) -> Archived:
    """Return what is kept of a forecast.

    medians  of all models, see ``ForecastRun``; where seasonal naive is not among them, the
             forecast itself stands in, so that no value is claimed to have been added
    """
    mean = statistical.mean().astype(np.float32)
    low, high = final.quantile(np.array([0.1, 0.9]))
    given = mean if final is statistical else final.mean().astype(np.float32)
    return Archived(
        cutoff=final.cutoff,
        frequency=final.frequency,
        items=final.items,
        stores=final.stores,
        models=models,
        final=given.copy(),
        statistical=mean,
        naive=np.asarray(medians.get("seasonal_naive", mean), dtype=np.float32).copy(),
        low=low,
        high=high,
        overridden=np.any(final.paths != statistical.paths, axis=1)
        if final is not statistical
        else np.zeros(mean.shape, dtype=np.bool_),
    )
