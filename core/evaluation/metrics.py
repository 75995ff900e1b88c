"""Measures of forecast error (restock.md F21): pure functions of arrays, no models known.

Everywhere: ``actual`` may hold NaN (not sold yet, withdrawn, out of stock), and such a period
counts nowhere, neither in errors nor in the units they are divided by. A measure without anything
to judge, or with nothing to divide by, is NaN. No percentage errors per period (MAPE): they favour
forecasts that are too low and cannot be formed where nothing sold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


def wape(actual: ArrayLike, forecast: ArrayLike) -> float:
    """Return Σ|actual − forecast| / Σ actual over all periods of two arrays of one shape."""
    actual, error = _errors(actual, forecast)
    return _ratio(float(np.nansum(np.abs(error))), float(np.nansum(actual)))


def bias(actual: ArrayLike, forecast: ArrayLike) -> float:
    """Return Σ(forecast − actual) / Σ actual: positive means forecasts were too high."""
    actual, error = _errors(actual, forecast)
    return _ratio(float(-np.nansum(error)), float(np.nansum(actual)))


def absolute_scale(history: ArrayLike, season_length: int = 1) -> FloatArray:
    """Return (n) the mean |y_t − y_(t−season_length)| of each item's past, from its first sale on.

    history (n, t). Hyndman & Koehler 2006 (International Journal of Forecasting 22(4)), the scale
    of MASE. NaN where an item has no two periods a season apart, or where they are all equal:
    nothing can be divided by 0.
    """
    return _scale(history, season_length, np.abs)


def squared_scale(history: ArrayLike) -> FloatArray:
    """Return (n) the mean (y_t − y_(t−1))² of each item's past, from its first sale on.

    history (n, t). The scale of RMSSE in the M5 competition (Makridakis, Spiliotis & Assimakopoulos
    2022, International Journal of Forecasting 38(4)). NaN as in ``absolute_scale``.
    """
    return _scale(history, 1, np.square)


def mase(actual: ArrayLike, forecast: ArrayLike, scale: ArrayLike) -> FloatArray:
    """Return (n) the mean absolute error over (n, h) periods, divided by (n) ``scale``."""
    _, error = _errors(actual, forecast)
    return _over(mean_known(np.abs(error)), np.asarray(scale, dtype=np.float64))


def rmsse(actual: ArrayLike, forecast: ArrayLike, scale: ArrayLike) -> FloatArray:
    """Return (n) √(mean squared error over (n, h) periods / (n) ``scale``)."""
    _, error = _errors(actual, forecast)
    mean = mean_known(np.square(error))
    return np.asarray(np.sqrt(_over(mean, np.asarray(scale, dtype=np.float64))))


def pinball(actual: ArrayLike, quantiles: ArrayLike, levels: ArrayLike) -> FloatArray:
    """Return the quantile loss of each level and period.

    actual (…), quantiles (levels, …), levels (levels) 0–1; result (levels, …):
    τ·(y − q) where the actual is above the quantile, (1 − τ)·(q − y) where it is below
    (Koenker & Bassett 1978, Econometrica 46(1)). Twice the loss at ½ is the absolute error.
    """
    quantiles = np.asarray(quantiles, dtype=np.float64)
    error = np.asarray(actual, dtype=np.float64) - quantiles
    level = np.asarray(levels, dtype=np.float64).reshape(-1, *(1,) * (quantiles.ndim - 1))
    return np.asarray(np.maximum(level * error, (level - 1.0) * error))


def scaled_pinball(
    actual: ArrayLike, quantiles: ArrayLike, levels: ArrayLike, scale: ArrayLike
) -> FloatArray:
    """Return (n) the mean quantile loss over levels and periods, divided by (n) ``scale``.

    actual (n, h), quantiles (levels, n, h). With ``absolute_scale`` of season 1 this is the loss
    behind M5's weighted scaled pinball loss.
    """
    loss = pinball(actual, quantiles, levels).mean(axis=0)
    return _over(mean_known(loss), np.asarray(scale, dtype=np.float64))


def weighted_quantile_loss(actual: ArrayLike, quantiles: ArrayLike, levels: ArrayLike) -> float:
    """Return 2 Σ pinball / Σ actual, averaged over levels; shapes as in ``pinball``."""
    loss = pinball(actual, quantiles, levels)
    count = len(loss)
    return _ratio(2.0 * float(np.nansum(loss)) / max(count, 1), float(np.nansum(actual)))


def coverage(actual: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> float:
    """Return the share (0–1) of known periods that lie inside their range, edges included."""
    actual = np.asarray(actual, dtype=np.float64)
    known = np.isfinite(actual)
    held = known & (actual >= lower) & (actual <= upper)
    return _ratio(float(held.sum()), float(known.sum()))


def mean_known(values: FloatArray) -> FloatArray:
    """Return the mean over the last axis of what is known; NaN where nothing is."""
    known = np.isfinite(values)
    return _over(np.where(known, values, 0.0).sum(axis=-1), known.sum(axis=-1).astype(np.float64))


def _errors(actual: ArrayLike, forecast: ArrayLike) -> tuple[FloatArray, FloatArray]:
    actual = np.asarray(actual, dtype=np.float64)
    return actual, actual - np.asarray(forecast, dtype=np.float64)


def _scale(history: ArrayLike, lag: int, measure: np.ufunc) -> FloatArray:
    history = np.asarray(history, dtype=np.float64)
    sold = np.maximum.accumulate(np.nan_to_num(history) > 0, axis=1)
    since = np.where(sold, history, np.nan)
    if history.shape[1] <= lag:
        return np.full(len(history), np.nan)
    scale = mean_known(measure(since[:, lag:] - since[:, :-lag]))
    return np.where(scale > 0, scale, np.nan)


def _over(above: FloatArray, below: FloatArray) -> FloatArray:
    result = np.full(np.shape(above), np.nan)
    return np.asarray(np.divide(above, below, out=result, where=np.nan_to_num(below) > 0))


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0 else float("nan")
