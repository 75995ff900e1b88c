"""Running fitted ARIMA models over their series: errors so far, and forecasts from any cutoff."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.arima.orders import Order
from core.forecasting.arima.search import expanded
from core.forecasting.history import FloatArray


@dataclass(frozen=True, slots=True)
class Recursion:
    """b models, unit roots included, as y_t = c + Σ ar_l y_{t−l} + e_t + Σ ma_l e_{t−l}.

    ar, ma  lag and (b) coefficients of that lag
    shift   (b) the constant c
    need    (b) values before the first forecast: the model's longest lag
    """

    ar: tuple[tuple[int, FloatArray], ...]
    ma: tuple[tuple[int, FloatArray], ...]
    shift: FloatArray
    need: NDArray[np.int64]


def recursion(
    orders: tuple[Order, ...], slots: FloatArray, constant: FloatArray, season: int
) -> Recursion:
    """Return the recursion of b models; ``slots`` (6, b) and ``constant`` (b) as in BatchFit."""
    ar, ma = expanded(slots, season)
    items = len(orders)
    longest = 3 * season + 6
    polynomial = np.zeros((longest, items))  # 1 − Σ ar_l B^l, of the differenced series
    polynomial[0] = 1.0
    for lag, coefficient in ar.items():
        polynomial[lag] -= coefficient
    shift = constant * polynomial.sum(axis=0)
    plain = np.array([o.d for o in orders])
    seasonal = np.array([o.seasonal_d for o in orders])
    for lag, times in ((season, seasonal), (1, plain)):
        for done in range(int(times.max(initial=0))):
            moved = np.zeros_like(polynomial)
            moved[lag:] = polynomial[:-lag]
            polynomial = polynomial - moved * (times > done)
    used = [lag for lag in range(1, longest) if polynomial[lag].any()]
    need = np.zeros(items, dtype=np.int64)
    for lag in used:
        need[polynomial[lag] != 0] = lag
    return Recursion(
        tuple((lag, -polynomial[lag]) for lag in used),
        tuple((lag, coefficient) for lag, coefficient in ma.items() if coefficient.any()),
        shift,
        need,
    )


def run_over(
    model: Recursion, series: FloatArray, start: NDArray[np.int64]
) -> tuple[FloatArray, FloatArray]:
    """Return the series with gaps filled by their one-step forecasts, and the errors; both (t, b).

    series  (t, b) time-major; NaN before ``start`` (b) and in gaps. A gap's error is 0: nothing
            was learned. The first ``need`` periods have none to go by: their error is 0 as well.
    """
    length = len(series)
    values = np.zeros_like(series)
    errors = np.zeros_like(series)
    begin = start + model.need
    last = np.zeros(series.shape[1])
    for period in range(length):
        value = series[period]
        expected = _next(model, values, errors, period)
        running = period >= begin
        expected = np.where(running, expected, last)
        known = np.isfinite(value)
        values[period] = np.where(known, value, np.where(period >= start, expected, 0.0))
        errors[period] = np.where(known & running, value - expected, 0.0)
        last = values[period]
    return values, errors


def forecast_from(
    model: Recursion,
    values: FloatArray,
    errors: FloatArray,
    cutoffs: NDArray[np.int64],
    horizon: int,
) -> FloatArray:
    """Return (b, o, h) means forecast from the values and errors (t, b) before each cutoff (o)."""
    ahead = np.zeros((horizon, cutoffs.size, values.shape[1]))
    for step in range(horizon):
        mean = np.broadcast_to(model.shift, ahead.shape[1:]).copy()
        for lag, coefficient in model.ar:
            if lag <= step:
                mean += coefficient * ahead[step - lag]
            else:
                mean += coefficient * _at(values, cutoffs + step - lag)
        for lag, coefficient in model.ma:
            if lag > step:
                mean += coefficient * _at(errors, cutoffs + step - lag)
        ahead[step] = mean
    return ahead.transpose(2, 1, 0)


def _at(values: FloatArray, periods: NDArray[np.int64]) -> FloatArray:
    """(o, b) values at periods, 0 before the first."""
    return np.where(periods[:, None] >= 0, values[np.maximum(periods, 0)], 0.0)


def _next(model: Recursion, values: FloatArray, errors: FloatArray, period: int) -> FloatArray:
    mean = model.shift.copy()
    for lag, coefficient in model.ar:
        if lag <= period:
            mean += coefficient * values[period - lag]
    for lag, coefficient in model.ma:
        if lag <= period:
            mean += coefficient * errors[period - lag]
    return mean
