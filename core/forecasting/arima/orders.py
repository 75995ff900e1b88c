"""Which ARIMA orders are tried: differences settled by tests, the rest by candidates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.history import FloatArray

KPSS_CRITICAL = 0.463
"""5 % point of the KPSS statistic for level stationarity (Kwiatkowski et al. 1992, table 1)."""

SEASONAL_STRENGTH = 0.64
"""Above it a seasonal difference is taken, as in forecast::nsdiffs (fpp3, 9.1)."""

LONGEST_SEASON = 24
"""Longer seasons are taken out by a profile beforehand: a model with lags of 52 weeks needs more
years than shops have, and its estimate is poor (Hyndman & Athanasopoulos, fpp3, 13.1)."""


@dataclass(frozen=True, slots=True)
class Order:
    """(p, d, q)(P, D, Q) with or without a constant (mean, or drift after one difference)."""

    p: int
    d: int
    q: int
    seasonal_p: int = 0
    seasonal_d: int = 0
    seasonal_q: int = 0
    constant: bool = False

    @property
    def parameters(self) -> int:
        """Estimated coefficients, with the constant and the error variance."""
        return self.p + self.q + self.seasonal_p + self.seasonal_q + self.constant + 1


def candidate_orders(d: int, seasonal_d: int, seasonal: bool, most: int = 2) -> tuple[Order, ...]:
    """Return all orders tried for given differences: p, q up to ``most``, P, Q up to 1.

    A constant is always in where nothing is differenced, optional (drift) after one difference,
    never after two: a quadratic trend is no forecast of demand.
    """
    constants = {0: (True,), 1: (False, True)}.get(d + seasonal_d, (False,))
    steps = range(2) if seasonal else range(1)
    return tuple(
        Order(p, d, q, sp, seasonal_d, sq, constant)
        for p in range(most + 1)
        for q in range(most + 1)
        for sp in steps
        for sq in steps
        for constant in constants
    )


def differenced(series: FloatArray, d: int, seasonal_d: int, season: int) -> FloatArray:
    """Return (t', b) time-major series after D seasonal and d plain differences."""
    for _ in range(seasonal_d):
        series = series[season:] - series[:-season]
    for _ in range(d):
        series = series[1:] - series[:-1]
    return series


def seasonal_differences(
    series: FloatArray, start: NDArray[np.int64], season: int
) -> NDArray[np.int64]:
    """Return (b) 0 or 1: one where the season is strong.

    series  (t, b) time-major, NaN before ``start`` (b)
    Strength F = max(0, 1 − var(rest) / var(season + rest)) after classical decomposition (Wang,
    Smith & Hyndman 2006, Data Mining and Knowledge Discovery 13(3)).
    """
    length, items = series.shape
    if season < 2 or length < 2 * season + 1:
        return np.zeros(items, dtype=np.int64)
    kernel = np.ones(season) if season % 2 else np.r_[0.5, np.ones(season - 1), 0.5]
    windows = np.lib.stride_tricks.sliding_window_view(series, len(kernel), axis=0)
    trend = windows @ (kernel / season)
    half = len(kernel) // 2
    rest = series[half : half + len(trend)] - trend
    known = np.isfinite(rest)
    phase = np.arange(len(rest)) % season
    seasonal = np.zeros_like(rest)
    enough = (length - start) >= 3 * season
    for place in range(season):
        here = phase == place
        count = np.maximum(known[here].sum(axis=0), 1)
        seasonal[here] = np.where(known[here], rest[here], 0.0).sum(axis=0) / count
    strength = 1 - _variance(rest - seasonal, known) / np.maximum(_variance(rest, known), 1e-12)
    return np.where(enough & (strength > SEASONAL_STRENGTH), 1, 0).astype(np.int64)


def plain_differences(series: FloatArray, most: int) -> NDArray[np.int64]:
    """Return (b) the differences, at most ``most``, until KPSS no longer rejects a stable level.

    series  (t, b) time-major, NaN before each item's start
    """
    result = np.zeros(series.shape[1], dtype=np.int64)
    active = np.arange(series.shape[1])
    for _ in range(most):
        unstable = kpss_statistic(series[:, active]) > KPSS_CRITICAL
        active = active[unstable]
        if active.size == 0:
            break
        result[active] += 1
        series = np.diff(series, axis=0)
    return result


def kpss_statistic(series: FloatArray) -> FloatArray:
    """Return (b) the KPSS statistic for level stationarity; 0 for a series without variation.

    series  (t, b) time-major, NaN before each item's start
    Long-run variance by Bartlett's window with lag 3√n/13, as forecast::ndiffs does.
    """
    known = np.isfinite(series)
    count = np.maximum(known.sum(axis=0), 1)
    centre = np.where(known, series, 0.0).sum(axis=0) / count
    error = np.where(known, series - centre, 0.0)
    lags = np.trunc(3 * np.sqrt(count) / 13)
    variance = (error**2).sum(axis=0) / count
    scale = variance.copy()
    for lag in range(1, int(lags.max(initial=0)) + 1):
        weight = np.where(lag <= lags, 1 - lag / (lags + 1), 0.0)
        variance += 2 * weight * (error[lag:] * error[:-lag]).sum(axis=0) / count
    partial = (np.cumsum(error, axis=0) ** 2).sum(axis=0)
    flat = scale <= 1e-12 * np.maximum(np.abs(centre), 1e-12) ** 2
    safe = np.maximum(variance, 1e-3 * np.maximum(scale, 1e-300))
    return np.where(flat, 0.0, partial / (count.astype(np.float64) ** 2 * safe))


def _variance(values: FloatArray, known: NDArray[np.bool_]) -> FloatArray:
    count = np.maximum(known.sum(axis=0), 1)
    centre = np.where(known, values, 0.0).sum(axis=0) / count
    return np.asarray((np.where(known, values - centre, 0.0) ** 2).sum(axis=0) / count)
