"""The search for the coefficients of many ARMA models at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.arima.orders import Order
from core.forecasting.history import FloatArray

SLOTS = ("ar1", "ar2", "ma1", "ma2", "seasonal_ar", "seasonal_ma")
_START = np.array([0.1, 0.0, -0.1, 0.0, 0.1, -0.1])
_LIMIT = 3.0  # of a slot before tanh: keeps roots off the unit circle by half a per cent
_ITERATIONS = 25
_VALUES_AT_ONCE = 1000  # of a recursion: fewer cost as much
_ENOUGH = 1e-6  # relative fall of the sum of squares at which a fit has settled


@dataclass(frozen=True, slots=True)
class Columns:
    """c pairs of a series and an order to fit to it.

    changes  (t, c) differenced series at unit scale, 0 before they begin
    counted  (t, c) True where the error counts
    orders   (c)
    season   1 where there is none
    """

    changes: FloatArray
    counted: NDArray[np.bool_]
    orders: tuple[Order, ...]
    season: int


@dataclass(frozen=True, slots=True)
class Found:
    """Slots (6, c) between −1 and 1, constant (c) and sum of squared errors (c)."""

    slots: FloatArray
    constant: FloatArray
    total: FloatArray


def expanded(slots: FloatArray, season: int) -> tuple[dict[int, FloatArray], dict[int, FloatArray]]:
    """Return AR and MA coefficients by lag, of z_t = Σ ar_l z_{t−l} + e_t + Σ ma_l e_{t−l}.

    slots  (6, b) between −1 and 1. The plain polynomials are parametrised by partial
           autocorrelations, so that every value is stationary and invertible
           (Barndorff-Nielsen & Schou 1973, Journal of Multivariate Analysis 3); the seasonal
           factors multiply them.
    """
    ar = {1: slots[0] * (1 - slots[1]), 2: slots[1]}
    ma = {1: slots[2] * (1 + slots[3]), 2: slots[3]}
    if season > 1:
        ar |= {season: slots[4], season + 1: -slots[4] * ar[1], season + 2: -slots[4] * ar[2]}
        ma |= {season: slots[5], season + 1: slots[5] * ma[1], season + 2: slots[5] * ma[2]}
    return ar, ma


def search(columns: Columns) -> Found:
    """Return the least-squares coefficients of every column (Levenberg-Marquardt).

    Values and errors before a series begins are taken as 0, its mean.
    """
    orders = columns.orders
    mask = np.array(
        [
            (o.p >= 1, o.p >= 2, o.q >= 1, o.q >= 2, o.seasonal_p >= 1, o.seasonal_q >= 1)
            for o in orders
        ],
        dtype=np.float64,
    ).T
    with_constant = np.array([float(o.constant) for o in orders])
    begun = np.maximum.accumulate(columns.counted | (columns.changes != 0), axis=0)
    mean = columns.changes.sum(axis=0) / np.maximum(begun.sum(axis=0), 1)
    raw, constant = _START[:, None] * mask, mean * with_constant
    live = np.arange(len(orders))
    changes, since = columns.changes, begun.astype(np.float64)
    counted = columns.counted.astype(np.float64)
    errors = _errors(np.tanh(raw) * mask, changes - constant * since, columns.season)
    total = _squares(errors * counted)
    damping = np.full(len(orders), 1e-2)
    for _ in range(_ITERATIONS):
        if live.size == 0:
            break
        now, level = raw[:, live], constant[live]
        slopes = _slopes(
            now, changes - level * since, since, errors, mask[:, live], with_constant[live],
            columns.season,
        )  # fmt: skip
        step = _damped_step(slopes, errors, counted, damping)
        tried = np.clip(now + step[:6], -_LIMIT, _LIMIT) * mask[:, live]
        level = level + step[6] * with_constant[live]
        new = _errors(np.tanh(tried), changes - level * since, columns.season)
        squares = _squares(new * counted)
        better = squares < total[live]
        fall = 1 - squares / np.maximum(total[live], 1e-300)
        kept = live[better]
        raw[:, kept], constant[kept] = tried[:, better], level[better]
        total[kept] = squares[better]
        errors = np.where(better, new, errors)
        damping = np.where(better, damping * 0.3, damping * 5.0)
        going = ~(better & (fall < _ENOUGH)) & (damping < 1e4)
        if not going.all():
            live, errors, damping = live[going], errors[:, going], damping[going]
            changes, counted, since = changes[:, going], counted[:, going], since[:, going]
    return Found(np.tanh(raw) * mask, constant, total)


def _errors(slots: FloatArray, centred: FloatArray, season: int) -> FloatArray:
    """(t, c) one-step errors of centred series."""
    ar, _ = expanded(slots, season)
    driven = centred.copy()
    for lag, coefficient in ar.items():
        if lag < len(driven) and coefficient.any():
            driven[lag:] -= coefficient * centred[:-lag]
    return _filtered(driven, slots, season)


def _filtered(driven: FloatArray, slots: FloatArray, season: int) -> FloatArray:
    """(t, c) x of (1 + ma_1 B + ma_2 B²)(1 + ma_season B^season) x = driven; 0 before it begins.

    One factor after the other: two lags a period, where their product has five.
    """
    if season > 1:
        driven = _recursive(driven, slots[5], np.zeros(driven.shape[1]), season)
    return _recursive(driven, slots[2] * (1 + slots[3]), slots[3], 1)


def _recursive(driven: FloatArray, one: FloatArray, two: FloatArray, lag: int) -> FloatArray:
    """(t, c) x of (1 + one B^lag + two B^{2 lag}) x = driven, a lag of periods at a time.

    Both sides times 1 − one B^lag + two B^{2 lag} leave lags twice as long on the left, so that
    twice as many periods follow at once from those before (scattered look-ahead: Parhi &
    Messerschmitt 1989, IEEE Transactions on Acoustics, Speech, and Signal Processing 37(7)).
    """
    if not (one.any() or two.any()):
        return driven
    result = driven.copy()
    while lag * len(one) < _VALUES_AT_ONCE and 2 * lag < len(result):
        result[2 * lag :] += two * driven[: -2 * lag]
        result[lag:] -= one * driven[:-lag]
        one, two, lag = 2 * two - one**2, two**2, 2 * lag
        driven = result.copy()
    second = bool(two.any())
    for period in range(lag, len(result), lag):
        rows = result[period : period + lag]
        rows -= one * result[period - lag : period][: len(rows)]
        if second and period >= 2 * lag:
            rows -= two * result[period - 2 * lag : period - lag][: len(rows)]
    return result


def _slopes(
    raw: FloatArray,
    centred: FloatArray,
    since: FloatArray,
    errors: FloatArray,
    mask: FloatArray,
    with_constant: FloatArray,
    season: int,
) -> list[FloatArray | None]:
    """Derivatives (t, c) of the errors by the 6 raw slots and the constant; None: none has it.

    ∂e/∂ar_l is the series, ∂e/∂ma_l the error, l periods before, both passed through 1/ma(B): one
    filter run serves all lags. The chain rule leads from lags to slots.
    """
    slots = np.tanh(raw) * mask
    ar, _ = expanded(slots, season)
    length, size = centred.shape
    level = since.copy()
    for lag, coefficient in ar.items():
        if lag < length and coefficient.any():
            level[lag:] -= coefficient * since[:-lag]
    together = np.concatenate([centred, errors, level], axis=1)
    run = _filtered(together, np.tile(slots, 3), season)
    value, error, constant = run[:, :size], run[:, size : 2 * size], run[:, 2 * size :]
    inner = (1 - slots**2) * mask
    result: list[FloatArray | None] = []
    for place, parts in enumerate(_lag_slopes(slots, season)):
        source = error if SLOTS[place] in ("ma1", "ma2", "seasonal_ma") else value
        if not mask[place].any():
            result.append(None)
            continue
        slope = np.zeros_like(centred)
        for lag, factor in parts.items():
            if lag < length:
                slope[lag:] -= factor * inner[place] * source[:-lag]
        result.append(slope)
    result.append(-constant * with_constant if with_constant.any() else None)
    return result


def _lag_slopes(slots: FloatArray, season: int) -> list[dict[int, FloatArray]]:
    """Derivative of each lag's coefficient by each slot, as ``expanded`` defines them."""
    one = np.ones(slots.shape[1])
    ar1, ar2, ma1, ma2, sar, sma = slots
    result = [{1: 1 - ar2}, {1: -ar1, 2: one}, {1: 1 + ma2}, {1: ma1, 2: one}, {}, {}]
    if season > 1:
        for place, factor in ((0, -sar), (1, -sar), (2, sma), (3, sma)):
            plain = dict(result[place])
            result[place] |= {season + lag: factor * by for lag, by in plain.items()}
        result[4] = {season: one, season + 1: -ar1 * (1 - ar2), season + 2: -ar2}
        result[5] = {season: one, season + 1: ma1 * (1 + ma2), season + 2: ma2}
    return result


def _damped_step(
    slopes: list[FloatArray | None], errors: FloatArray, counted: FloatArray, damping: FloatArray
) -> FloatArray:
    """(7, c) the Levenberg-Marquardt step of slots and constant, at most 1 each."""
    step = np.zeros((len(slopes), errors.shape[1]))
    used = [place for place, slope in enumerate(slopes) if slope is not None]
    if not used:
        return step
    weighed = [slope * counted for slope in slopes if slope is not None]
    size = len(used)
    normal = np.empty((errors.shape[1], size, size))
    gradient = np.empty((errors.shape[1], size))
    for i, slope in enumerate(weighed):
        gradient[:, i] = np.einsum("tb,tb->b", slope, errors)
        for j in range(i + 1):
            normal[:, i, j] = normal[:, j, i] = np.einsum("tb,tb->b", slope, weighed[j])
    diagonal = np.arange(size)
    own = normal[:, diagonal, diagonal]
    normal[:, diagonal, diagonal] += damping[:, None] * np.maximum(own, 1e-8) + 1e-9
    solved = np.linalg.solve(normal, gradient[:, :, None])[:, :, 0]
    step[used] = np.clip(-solved, -1.0, 1.0).T
    return step


def _squares(errors: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("tb,tb->b", errors, errors))
