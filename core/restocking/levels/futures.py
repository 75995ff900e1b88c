"""The futures that orders are reckoned with: a third are the forecast's paths, a third stretches of
the item's own past, a third stretches of items that sell about as often.

Ranges of models are right on average and too narrow where promotions and bulk orders come in runs:
what is asked for until the next delivery then adds up to more than steps drawn one by one. A
stretch of the past keeps its runs (a moving block: Künsch 1989). An item that sells seldom has seen
few of them: what others had tells how large they can be (errors pooled over a class of demand: F3).
Neither forgets season and trend, for a third is the forecast's own, others' stretches are scaled to
it, and an item's own are kept near it. Nor does one order of a neighbour that sold a year's goods
at once become a year's goods here: what others had counts at most half more than the most that the
item ever had in a row itself, or may have by its forecast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast

_YEAR = 365.0
_LEAST_STRETCHES = 4  # of the horizon: with less history the same weeks would come again and again
_EVERY = 3  # a third of the paths each; tests/benchmarks/README.md tells what other shares cost
_LIKE, _OWN = 1, 2  # which of each three paths
_NEIGHBOURS = 20  # either way, in the order of how often items sell
_MOST_OF_LARGEST = 1.5  # others' stretches, of the largest of the item's own or of its forecast
_LARGEST = 0.99  # share of the forecast's paths that its largest leaves below
_ROWS_AT_ONCE = 512
_MOST_OF_EXPECTED = 2.0  # an item's own past may say twice what its forecast does, and no more

Floats = NDArray[np.float32]


def reckoned_futures(
    forecast: Forecast,
    known: Demand,
    *,
    seed: int = 20260101,
    keep: NDArray[np.bool_] | None = None,
) -> Forecast:
    """Return the forecast with two thirds of its paths taken from the last year of demand.

    ``known`` ends where the forecast begins and has its items; periods before an item's launch do
    not count. An item with fewer than four horizons of history has no stretches of its own; the
    rows where ``keep`` (n) is true keep all their paths. The same seed gives the same stretches.
    """
    past = _Past.of(known, forecast.horizon)
    if not past.rows.size:
        return forecast
    changed = np.ones(len(forecast), dtype=bool) if keep is None else ~keep
    made = forecast.paths.copy()
    count = forecast.paths.shape[1]
    own, like = np.arange(_OWN, count, _EVERY), np.arange(_LIKE, count, _EVERY)
    rows = past.rows[changed[past.rows]]
    made[rows[:, None], own] = _own_stretches(past, rows, forecast, own.size, seed)
    rows = np.flatnonzero(changed)
    made[rows[:, None], like] = _like_stretches(past, rows, forecast, like.size, seed)
    return replace(forecast, paths=made)


@dataclass(frozen=True, slots=True)
class _Past:
    """The last year of demand, and who has enough of it.

    units (n, t) 0 before launch; first (n) period of the year in which an item begins; rows (m)
    with enough history; mean (n) units a period since then; often (n) share of periods with a sale
    """

    units: Floats
    first: NDArray[np.intp]
    rows: NDArray[np.intp]
    mean: NDArray[np.float64]
    often: NDArray[np.float64]
    horizon: int

    @classmethod
    def of(cls, known: Demand, horizon: int) -> _Past:
        length = known.units.shape[1]
        begun = np.isfinite(known.units)
        first = np.where(begun.any(axis=1), begun.argmax(axis=1), length)
        first = np.maximum(first, length - round(_YEAR / known.frequency.days))
        units = np.nan_to_num(known.units)
        counted = np.arange(length) >= first[:, None]
        periods = np.maximum(length - first, 1)
        return cls(
            units=units,
            first=first.astype(np.intp),
            rows=np.flatnonzero(length - first >= _LEAST_STRETCHES * horizon),
            mean=np.asarray((units * counted).sum(axis=1, dtype=np.float64) / periods),
            often=np.asarray(((units > 0) & counted).sum(axis=1) / periods),
            horizon=horizon,
        )

    def stretches(self, rows: NDArray[np.intp], chances: NDArray[np.float64]) -> Floats:
        """(n, k, h) stretches of ``rows`` (n, k), each beginning where its chance (k) falls."""
        room = self.units.shape[1] - self.horizon - self.first[rows] + 1
        starts = self.first[rows] + np.floor(chances * room).astype(np.intp)
        at = starts[:, :, None] + np.arange(self.horizon)
        return np.asarray(self.units[rows[:, :, None], at])

    def largest(self, rows: NDArray[np.intp]) -> Floats:
        """(n, h) most units that each of ``rows`` sold in one, two, … periods in a row."""
        counted = np.arange(self.units.shape[1]) >= self.first[rows, None]
        totals = np.cumsum(np.where(counted, self.units[rows], 0), axis=1, dtype=np.float64)
        totals = np.concatenate([np.zeros((len(rows), self.horizon)), totals], axis=1)
        ends = totals[:, self.horizon :]
        spans = (totals[:, self.horizon - span : -span] for span in range(1, self.horizon + 1))
        return np.column_stack([(ends - begins).max(axis=1) for begins in spans]).astype(np.float32)


def _own_stretches(
    past: _Past, rows: NDArray[np.intp], forecast: Forecast, count: int, seed: int
) -> Floats:
    """(n, k, h) stretches of each row, times the season of the whole shop; together at most twice
    what the row is expected to sell: goods that fade, or whose season is over, had another year.
    """
    chances = np.random.default_rng([seed, 41]).random(count)
    found = past.stretches(np.repeat(rows[:, None], count, axis=1), chances)
    found = found * _season(forecast.paths[rows], found)[:, None]
    expected = forecast.paths[rows].mean(axis=(1, 2), dtype=np.float64)
    sold = found.mean(axis=(1, 2), dtype=np.float64)
    kept = np.minimum(1.0, _MOST_OF_EXPECTED * expected / np.maximum(sold, 1e-9))
    return np.asarray(found * kept.astype(np.float32)[:, None, None])


def _season(ahead: Floats, stretches: Floats) -> Floats:
    """(k) how much more the shop is to sell than in each stretch (n, k, h), where all of it goes by
    the same season; within a factor of two."""
    expected = float(ahead.mean(axis=1, dtype=np.float64).sum())
    sold = stretches.sum(axis=(0, 2), dtype=np.float64)
    factor = np.clip(expected / np.maximum(sold, 1e-9), 0.5, 2.0)
    return np.asarray(factor, dtype=np.float32)


def _like_stretches(
    past: _Past, rows: NDArray[np.intp], forecast: Forecast, count: int, seed: int
) -> Floats:
    """(n, k, h) stretches of items that sell about as often as each row, as a multiple of their
    mean, times what the row is expected to sell."""
    usable = past.rows[past.mean[past.rows] > 0]
    expected = forecast.paths[rows].mean(axis=(1, 2), dtype=np.float64)
    if not usable.size:
        return np.asarray(forecast.paths[rows, _LIKE::_EVERY])
    order = usable[np.lexsort((past.mean[usable], past.often[usable]))]
    place = np.searchsorted(past.often[order], past.often[rows])
    rng = np.random.default_rng([seed, 43])
    reach = min(_NEIGHBOURS, max(1, order.size // 4))
    steps, chances = rng.integers(-reach, reach + 1, count), rng.random(count)
    others = order[np.clip(place[:, None] + steps, 0, order.size - 1)]
    scale = (expected[:, None] / past.mean[others]).astype(np.float32)
    found = past.stretches(others, chances) * scale[:, :, None]
    for begin in range(0, len(rows), _ROWS_AT_ONCE):
        some = slice(begin, begin + _ROWS_AT_ONCE)
        ahead = _largest_ahead(forecast.paths[rows[some]])
        largest = _MOST_OF_LARGEST * np.maximum(past.largest(rows[some]), ahead)
        found[some] = _at_most(found[some], largest.astype(np.float32))
    return np.asarray(found, dtype=np.float32)


def _largest_ahead(paths: Floats) -> Floats:
    """(n, h) units of the first one, two, … periods that hardly a path (n, p, h) exceeds; of those
    paths that stay the forecast's own."""
    totals = np.sort(np.cumsum(paths[:, ::_EVERY], axis=2), axis=1)
    return np.asarray(totals[:, max(0, int(np.ceil(_LARGEST * totals.shape[1])) - 1)])


def _at_most(stretches: Floats, most: Floats) -> Floats:
    """(n, k, h) stretches whose first one, two, … periods together hold at most ``most`` (n, h),
    which never falls from one to the next."""
    totals = np.minimum(np.cumsum(stretches, axis=2), most[:, None])
    return np.asarray(np.diff(totals, axis=2, prepend=np.float32(0)), dtype=np.float32)
