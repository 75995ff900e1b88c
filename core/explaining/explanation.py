"""What a forecast is made of, in units that add up to it, whichever model made it.

The pooled regression says what level, season, events, promotion and price would make of an item
(``core.forecasting.regression.Parts``). Products become sums by the logarithmic mean (LMDI: Ang
2004, Energy Policy 32(9)), without remainder. A model may follow season and events more or less
than that, or not at all: how much of each its forecast shows is found by least squares between
nothing and all of it. What the model drifts away from the present level is its trend, and what is
left is its own correction. Whole numbers are shared out by largest remainders, so that what is
shown adds up to what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand.covariates import ADVERTISING, PRICE, PROMOTION
from core.forecasting.design import SEASON
from core.forecasting.forecast import Forecast
from core.forecasting.regression import Parts

FloatArray = NDArray[np.float64]

LEVEL, TREND, CORRECTION, OTHER_EVENTS = "level", "trend", "correction", "other_events"
"""Kinds of contributions, beside SEASON, PROMOTION, ADVERTISING, PRICE and the kinds of events."""

_MOST_EVENTS = 3
_LEAST_DRIFT = 0.02
"""Share of the level by which a forecast must drift over its horizon to count as a trend: sample
paths alone make it drift a little."""
_SHORTEST_DRIFT = 4


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of a forecast total: its kind and its units, whole numbers, negative where it lowers
    the forecast."""

    kind: str
    units: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one item's forecast over a horizon is made of.

    total         expected units, whole; the sum of all contributions
    low, high     80 % range of the total
    level         units a period that the item sells lately, without season and events
    periods       periods forecast
    contributions level first, correction last; parts of 0 units are left out, the level is not
    """

    total: int
    low: int
    high: int
    level: float
    periods: int
    contributions: tuple[Contribution, ...]

    def units_of(self, kind: str) -> int:
        """Return the units of a kind of contribution, 0 where it takes no part."""
        return sum(part.units for part in self.contributions if part.kind == kind)

    @property
    def events(self) -> tuple[Contribution, ...]:
        """Contributions of events, the largest first."""
        own = (LEVEL, TREND, CORRECTION, SEASON, PROMOTION, ADVERTISING, PRICE)
        found = [part for part in self.contributions if part.kind not in own]
        return tuple(sorted(found, key=lambda part: -abs(part.units)))


def explain(forecast: Forecast, parts: Parts, row: int) -> Explanation:
    """Return what the forecast of the item at ``row`` is made of.

    parts  of the same items and horizon; see ``FittedRegression.parts``
    """
    paths = forecast.paths[row].astype(np.float64)
    mean, totals = paths.mean(axis=0), paths.sum(axis=1)
    horizon = len(mean)
    level = float(parts.level[row])
    pieces = _pieces(level, parts.logs[:, row])
    followed, drift = _followed(mean, level, pieces)
    values = {LEVEL: level * horizon}
    if drift:
        values[TREND] = drift * float(np.arange(1, horizon + 1).sum())
    shares = dict(zip(parts.names, followed * pieces.sum(axis=1), strict=True))
    usual = (SEASON, PROMOTION, ADVERTISING, PRICE)
    values |= {name: units for name, units in shares.items() if name in usual}
    values |= _events({name: units for name, units in shares.items() if name not in usual})
    total = round(float(mean.sum()))
    values[CORRECTION] = float(mean.sum()) - sum(values.values())
    whole = shared_out(np.array([*values.values()]), total)
    low, high = np.quantile(totals, [0.1, 0.9])
    return Explanation(
        total=total,
        low=round(float(low)),
        high=round(float(high)),
        level=level,
        periods=horizon,
        contributions=tuple(
            Contribution(kind, units)
            for kind, units in zip(values, whole.tolist(), strict=True)
            if units or kind == LEVEL
        ),
    )


def shared_out(values: FloatArray, total: int) -> NDArray[np.int64]:
    """Return whole numbers beside ``values`` that add up to ``total`` (largest remainders).

    ``values`` add up to less than one from ``total``, so that none moves by more than one.
    """
    whole = np.floor(values).astype(np.int64)
    missing = total - int(whole.sum())
    if missing > 0:
        whole[np.argsort(whole - values, kind="stable")[:missing]] += 1
    elif missing < 0:
        whole[np.argsort(values - whole, kind="stable")[:-missing]] -= 1
    return whole


def _pieces(level: float, logs: FloatArray) -> FloatArray:
    """(p, h) units that each part adds in each period; their sum is level · (exp Σ logs − 1)."""
    total = logs.sum(axis=0)
    # (e^x − 1) / x, which is 1 where x is 0.
    mean = np.where(np.abs(total) > 1e-9, np.expm1(total) / np.where(total == 0, 1.0, total), 1.0)
    return np.asarray(level * mean * logs)


def _followed(mean: FloatArray, level: float, pieces: FloatArray) -> tuple[FloatArray, float]:
    """Return (p) how much of each part a forecast follows (0–1), and how it drifts a period.

    mean  (h) forecast; its level is free, lest a model that knows a higher one seem to follow more
          of a season than it does
    """
    from scipy.optimize import lsq_linear

    horizon = len(mean)
    scale = np.sqrt((pieces**2).sum(axis=1))
    moving = scale > 1e-6 * max(level, 1e-6)
    step = np.arange(1, horizon + 1, dtype=np.float64)
    drifts = horizon >= _SHORTEST_DRIFT
    columns = [np.ones(horizon), *([step] if drifts else []), *pieces[moving]]
    low = [-np.inf] * (1 + drifts) + [0.0] * int(moving.sum())
    high = [np.inf] * (1 + drifts) + [1.0] * int(moving.sum())
    # A little of the belief that parts are followed settles what the horizon leaves open.
    ridge = 0.03 * scale[moving]
    open_ = np.zeros((len(ridge), len(columns)))
    open_[:, 1 + drifts :] = np.diag(ridge)
    matrix = np.vstack([np.stack(columns, axis=1), open_])
    found = lsq_linear(matrix, np.concatenate([mean, ridge]), (low, high)).x
    followed = np.zeros(len(pieces))
    followed[moving] = found[1 + drifts :]
    drift = float(found[1]) if drifts else 0.0
    size = max(level, float(mean.mean()), 1e-9)
    return followed, drift if abs(drift) * horizon > _LEAST_DRIFT * size else 0.0


def _events(shares: dict[str, float]) -> dict[str, float]:
    """Return the events that matter most by kind, and all others together."""
    order = sorted(shares, key=lambda name: -abs(shares[name]))
    named = {name: shares[name] for name in order[:_MOST_EVENTS] if abs(shares[name]) >= 0.5}
    rest = sum(units for name, units in shares.items() if name not in named)
    return {**named, OTHER_EVENTS: rest} if rest else named
