"""Demand of sample paths accumulated over days, whatever the length of a period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DemandToCome:
    """Units that each path has sold by each period boundary, counted from a day of planning.

    boundaries (h + 1) days from the day of planning to the boundary; the first is 0
    units      (n, p, h + 1) units sold by then; the first column is 0

    Within a period sales run evenly; beyond the horizon each path goes on at its own mean rate.
    """

    boundaries: Floats
    units: Floats

    @property
    def rate(self) -> Floats:
        """(n, p) mean units a day of each path."""
        return np.asarray(self.units[:, :, -1] / self.boundaries[-1])

    def by(self, days: Floats) -> Floats:
        """(n, p) units sold within ``days``, an array that broadcasts to (n, p)."""
        n, p, _ = self.units.shape
        wanted = np.broadcast_to(days, (n, p))
        last = len(self.boundaries) - 2
        index = np.clip(np.searchsorted(self.boundaries, wanted, side="right") - 1, 0, last)
        flat = self.units.reshape(n * p, -1)
        rows = np.arange(n * p)
        at = index.ravel()
        below, above = flat[rows, at].reshape(n, p), flat[rows, at + 1].reshape(n, p)
        begin, end = self.boundaries[index], self.boundaries[index + 1]
        inside = np.minimum(wanted, end)
        units = below + (above - below) * (inside - begin) / (end - begin)
        beyond = np.maximum(wanted - self.boundaries[-1], 0.0)
        return np.asarray(units + beyond * self.rate if beyond.any() else units)

    def by_days(self, days: Floats) -> Floats:
        """(n, p, d) units sold within each of ``days`` (d), ascending or not, none negative."""
        last = len(self.boundaries) - 2
        at = np.clip(np.searchsorted(self.boundaries, days, side="right") - 1, 0, last)
        begin, end = self.boundaries[at], self.boundaries[at + 1]
        share = (np.minimum(days, end) - begin) / (end - begin)
        below, above = self.units[:, :, at], self.units[:, :, at + 1]
        beyond = np.maximum(days - self.boundaries[-1], 0.0)
        return np.asarray(below + (above - below) * share + beyond * self.rate[:, :, None])

    def days_until(self, stock: Floats) -> Floats:
        """(n, p) days until demand exceeds ``stock`` (n), ≥ 0; inf where a path never sells it."""
        n, p, width = self.units.shape
        limit = np.asarray(stock, dtype=np.float64)[:, None]
        passed = (self.units <= limit[:, :, None]).sum(axis=2)  # ≥ 1, for the first column is 0
        at = np.minimum(passed, width - 1)
        flat = self.units.reshape(n * p, -1)
        rows = np.arange(n * p)
        above = flat[rows, at.ravel()].reshape(n, p)
        below = flat[rows, at.ravel() - 1].reshape(n, p)
        begin, end = self.boundaries[at - 1], self.boundaries[at]
        with np.errstate(divide="ignore", invalid="ignore"):
            days = begin + (limit - below) / (above - below) * (end - begin)
            beyond = passed == width
            if beyond.any():
                rate = self.rate
                later = self.boundaries[-1] + (limit - above) / rate
                days = np.where(beyond, np.where(rate > 0, later, np.inf), days)
        return np.asarray(days)


def demand_to_come(
    forecast: Forecast, as_of: np.datetime64, rows: slice = slice(None)
) -> DemandToCome:
    """Accumulate the forecast of the items in ``rows`` from ``as_of`` on.

    The sheet may end after the forecast's cutoff (the last, incomplete period is left out of the
    forecast's history): what was forecast for days before ``as_of`` is not demand to come.
    Months count their own days.
    """
    first_days = forecast.frequency.periods(forecast.cutoff, forecast.horizon + 1)
    boundaries = (first_days - forecast.cutoff).astype(np.float64)
    paths = forecast.paths[rows]
    units = np.zeros((*paths.shape[:2], paths.shape[2] + 1))
    np.cumsum(paths, axis=2, dtype=np.float64, out=units[:, :, 1:])
    whole = DemandToCome(boundaries, units)
    gone = days_gone(forecast, as_of)
    if gone == 0:
        return whole
    if gone >= boundaries[-1]:
        # The plan is made after the forecast ends: only the mean rate is left to go by.
        flat = np.stack([np.zeros_like(whole.rate), whole.rate * boundaries[-1]], axis=2)
        return DemandToCome(boundaries[[0, -1]], flat)
    sold = whole.by(np.asarray(gone))
    later = boundaries > gone
    kept = np.concatenate(
        [np.zeros_like(sold)[:, :, None], units[:, :, later] - sold[..., None]], 2
    )
    return DemandToCome(np.concatenate([[0.0], boundaries[later] - gone]), kept)


def days_gone(forecast: Forecast, as_of: np.datetime64) -> float:
    """Return the days between the forecast's cutoff and ``as_of``, at least 0."""
    day = as_of.astype("datetime64[D]") - forecast.cutoff.astype("datetime64[D]")
    return max(0.0, float(day.astype(np.int64)))


def planning_day(forecast: Forecast, as_of: np.datetime64) -> np.datetime64:
    """Return the day from which stock and demand are counted: ``as_of``, or a later cutoff."""
    return max(as_of.astype("datetime64[D]"), forecast.cutoff.astype("datetime64[D]"))
