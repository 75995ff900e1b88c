"""Fitting ARIMA candidates to many series at once.

Conditional sum of squares (Box & Jenkins 1976, 7.1) instead of the exact likelihood, and one
Levenberg-Marquardt iteration for all series and candidates together instead of one after another:
the same arithmetic on long arrays, about a hundred times faster than item by item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.forecasting.arima.orders import Order, differenced
from core.forecasting.arima.search import Columns, search
from core.forecasting.history import FloatArray

UNCOUNTED = 2
"""First errors that are left out of the sum: what lies before the series is taken as its mean."""

LARGEST_SLOT = 0.97
"""Models with a plain root nearer to the unit circle than this are left out, as auto.arima does
with 1/1.01: what short series say of them is chance."""

FEW = 18  # candidates that are all fitted: those without a season

PLAIN = 4  # slots that are not seasonal


@dataclass(frozen=True, slots=True)
class BatchFit:
    """The best candidate of each of b series.

    orders    (b)
    slots     (6, b) coefficients as they enter ``arima_search.expanded``; 0 where there is none
    constant  (b) mean of the differenced series, in its units
    variance  (b) of the one-step errors, in units squared
    aicc      (b) corrected Akaike criterion of the conditional likelihood
    """

    orders: tuple[Order, ...]
    slots: FloatArray
    constant: FloatArray
    variance: FloatArray
    aicc: FloatArray


@dataclass(frozen=True, slots=True)
class _Prepared:
    """b differenced series (t, b) at unit scale (b), and the errors that count (t, b)."""

    changes: FloatArray
    counted: NDArray[np.bool_]
    scale: FloatArray
    season: int


def fit_batch(
    series: FloatArray, real: NDArray[np.bool_], orders: Sequence[Order], season: int
) -> BatchFit:
    """Fit candidates to every series by conditional least squares; keep the one of least AICc.

    series  (t, b) time-major and ending together, NaN before launch, no gaps after it
    real    (t, b) False where a value was filled in and its error does not count
    orders  candidates; all with the same d and D
    season  1 where there is none

    Few candidates are all fitted. Of the many with a season, the seasonal orders are chosen first,
    then the plain ones given these, then the seasonal ones again: 15 fits instead of 36. ``orders``
    must then hold (1, 1) among the plain ones, and all pairs of plain and seasonal ones.
    """
    prepared = _prepare(series, real, orders[0], season)
    items = np.arange(series.shape[1])
    if len(orders) <= FEW:
        return _best(prepared, [tuple(orders) for _ in items])
    first = [o for o in orders if (o.p, o.q) == (1, 1) and o.constant == orders[0].constant]
    fit = _best(prepared, [tuple(first) for _ in items])
    plain = {(o.p, o.q) for o in orders}
    near = [
        tuple(replace(order, p=p, q=q) for p, q in sorted(plain) if (p, q) != (1, 1))
        for order in fit.orders
    ]
    fit = _better(fit, _best(prepared, near))
    pairs = {(o.seasonal_p, o.seasonal_q, o.constant) for o in orders}
    near = [
        tuple(
            replace(order, seasonal_p=sp, seasonal_q=sq, constant=c)
            for sp, sq, c in sorted(pairs)
            if (sp, sq, c) != (order.seasonal_p, order.seasonal_q, order.constant)
        )
        for order in fit.orders
    ]
    return _better(fit, _best(prepared, near))


def _prepare(series: FloatArray, real: NDArray[np.bool_], order: Order, season: int) -> _Prepared:
    changes = differenced(series, order.d, order.seasonal_d, season)
    known = np.isfinite(changes)
    changes = np.where(known, changes, 0.0)
    begin = known.argmax(axis=0) + UNCOUNTED
    counted = real[len(series) - len(changes) :] & (np.arange(len(changes))[:, None] >= begin)
    scale = np.sqrt((changes**2).sum(axis=0) / np.maximum(known.sum(axis=0), 1))
    scale = np.where(scale > 1e-12, scale, 1.0)
    return _Prepared(changes / scale, counted & known, scale, season)


def _best(prepared: _Prepared, orders: Sequence[tuple[Order, ...]]) -> BatchFit:
    """Fit each series' own candidates (as many for each) and keep the best."""
    items, copies = len(orders), len(orders[0])
    item = np.tile(np.arange(items), copies)
    flat = [orders[i][copy] for copy in range(copies) for i in range(items)]
    columns = Columns(
        prepared.changes[:, item], prepared.counted[:, item], tuple(flat), prepared.season
    )
    found = search(columns)
    count = prepared.counted.sum(axis=0)
    variance = np.maximum(found.total / np.maximum(count[item], 1), 1e-12)
    k = np.array([order.parameters for order in flat], dtype=np.float64)
    spare = count[item] - k - 1
    scale = prepared.scale[item]
    # In the series' own units, so that the value compares with other programs'.
    likelihood = count[item] * (np.log(variance * scale**2) + np.log(2 * np.pi) + 1)
    aicc = likelihood + 2 * k + 2 * k * (k + 1) / np.where(spare > 0, spare, 1.0)
    # A root so near the unit circle that it is a difference, or cancels one, in disguise.
    sound = np.abs(found.slots[:PLAIN]).max(axis=0) < LARGEST_SLOT
    sound &= (found.slots[4] > -LARGEST_SLOT) & (found.slots[5] < LARGEST_SLOT)
    aicc = np.where((spare > 0) & sound, aicc, np.inf).reshape(copies, items)
    chosen = aicc.argmin(axis=0) * items + np.arange(items)
    return BatchFit(
        tuple(flat[column] for column in chosen),
        found.slots[:, chosen],
        found.constant[chosen] * prepared.scale,
        variance[chosen] * prepared.scale**2,
        aicc.ravel()[chosen],
    )


def _better(one: BatchFit, other: BatchFit) -> BatchFit:
    """The better of two fits, series by series."""
    second = other.aicc < one.aicc
    return BatchFit(
        tuple(np.where(second, np.array(other.orders), np.array(one.orders)).tolist()),
        np.where(second, other.slots, one.slots),
        np.where(second, other.constant, one.constant),
        np.where(second, other.variance, one.variance),
        np.where(second, other.aicc, one.aicc),
    )
