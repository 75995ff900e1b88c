"""Several methods' forecasts taken together, quantile by quantile.

Quantiles are averaged, not probabilities: where members are right about the width but not about the
place, their common range keeps that width, while a mixture of their distributions grows too wide
(Lichtendahl, Grushka-Cockayne & Winkler 2013, Management Science 59(7)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import FloatArray, is_counted, is_withdrawn, observed_units
from core.forecasting.paths import Dependence, arrange_alike, seeded
from core.forecasting.quantiles import Array32, interpolated_quantiles, levels

OUTLINED = 25
"""Quantiles that an outline keeps of a distribution, at the midpoints of equal shares."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What pooling needs of a forecast: a fiftieth of its paths.

    quantiles  (n, h, OUTLINED) ascending, units per period, at midpoints of equal shares
    together   (n) 0–1, correlation of the periods of one path, as one figure
    """

    quantiles: Array32
    together: FloatArray

    def of(self, rows: NDArray[np.intp]) -> Outline:
        """Return the outline of some of the items."""
        return Outline(self.quantiles[rows], self.together[rows])


def outline_of(forecast: Forecast) -> Outline:
    """Return the outline of a forecast: means over equal shares of each period's sorted paths."""
    n, _, horizon = forecast.paths.shape
    quantiles = np.empty((n, horizon, OUTLINED), dtype=np.float32)
    together = np.empty(n)
    for start in range(0, n, _CHUNK):
        rows = slice(start, start + _CHUNK)
        paths = forecast.paths[rows]
        quantiles[rows] = _outlined(paths)
        together[rows] = _together(paths)
    return Outline(quantiles, together)


_CHUNK = 128  # items worked on at once: they stay in the cache


def _outlined(paths: Array32) -> Array32:
    """(n, h, OUTLINED) means over equal shares of each period's sorted paths (n, p, h)."""
    n, count, horizon = paths.shape
    ordered = np.sort(paths.transpose(0, 2, 1), axis=2)
    if count % OUTLINED == 0:
        return np.asarray(ordered.reshape(n, horizon, OUTLINED, -1).mean(axis=3))
    places = np.minimum((np.arange(OUTLINED) + 0.5) / OUTLINED * count, count - 1)
    return np.asarray(ordered[:, :, places.astype(np.int64)])


def _together(paths: Array32) -> FloatArray:
    """(n) correlation of the periods of one path, from the variances of its sum and its parts."""
    spread = paths.std(axis=1, dtype=np.float64)
    total = paths.sum(axis=2).var(axis=1, dtype=np.float64)
    alone = (spread**2).sum(axis=1)
    room = spread.sum(axis=1) ** 2 - alone
    together = np.divide(total - alone, room, out=np.zeros(len(paths)), where=room > 1e-9)
    return np.asarray(np.clip(together, 0.0, 0.95))


def averaged(outlines: Sequence[Outline], weights: FloatArray) -> Outline:
    """Return the weighted mean of outlines; weights (members, n) add up to 1 for each item."""
    quantiles = np.zeros_like(outlines[0].quantiles)
    together = np.zeros(len(quantiles))
    for outline, weight in zip(outlines, weights, strict=True):
        quantiles += weight[:, None, None].astype(np.float32) * outline.quantiles
        together += weight * outline.together
    return Outline(quantiles, together)


def middle_of(outlines: Sequence[Outline]) -> Outline:
    """Return the median of outlines, quantile by quantile."""
    return Outline(
        np.median([outline.quantiles for outline in outlines], axis=0).astype(np.float32),
        np.median([outline.together for outline in outlines], axis=0),
    )


def drawn_from(outline: Outline, name: str, demand: Demand, paths: int, seed: int) -> Forecast:
    """Return the forecast with paths that hold an outline's quantiles and correlation."""
    whole = is_counted(observed_units(demand))
    result = np.empty((len(demand), outline.quantiles.shape[1], paths), dtype=np.float32)
    for start in range(0, len(demand), _CHUNK):
        rows = slice(start, start + _CHUNK)
        kept = outline.quantiles[rows]
        spread = interpolated_quantiles(levels(OUTLINED), kept, paths)
        mean, wanted = spread.mean(axis=2), kept.mean(axis=2)
        # Between kept quantiles the mean is lost by a little.
        scale = np.divide(wanted, mean, out=np.ones_like(mean), where=mean > 0)
        spread *= np.clip(scale, 0.8, 1.25)[:, :, None]
        spread[whole[rows]] = whole_numbers(spread[whole[rows]])
        result[rows] = spread
    result[is_withdrawn(demand)] = 0.0
    dependence = Dependence(outline.together, np.zeros(len(demand)))
    drawn = arrange_alike(result, dependence, seeded(seed, name))
    return Forecast(name, demand.items, demand.stores, demand.end, demand.frequency, drawn)


def whole_numbers(quantiles: Array32) -> Array32:
    """Return quantiles (…, p) as whole numbers with the same sum, to within half a unit."""
    rounded = rounded_together(quantiles)
    rounded.sort(axis=-1)
    return rounded


def rounded_together(values: Array32) -> Array32:
    """Return values (…, p) ≥ 0 as whole numbers with the same sum, to within half a unit.

    Each is rounded together with what the ones before it lost: rounding each alone would make
    nothing of an item that sells a third of a unit.
    """
    total = np.cumsum(values, axis=-1, dtype=np.float64)
    total += 0.5
    np.floor(total, out=total)
    rounded = np.empty(values.shape, dtype=np.float32)
    rounded[..., :1] = total[..., :1]
    np.subtract(total[..., 1:], total[..., :-1], out=rounded[..., 1:], casting="same_kind")
    return rounded


def equal_weights(shares: Sequence[float], items: int) -> NDArray[np.float64]:
    """Return (members, items) the same shares for every item, adding up to 1."""
    share = np.asarray(shares, dtype=np.float64)
    return np.broadcast_to((share / share.sum())[:, None], (share.size, items))
