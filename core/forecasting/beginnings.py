"""How a shop's older items went on after they had begun: what a new one that is like none leans on.

An item enters a sheet by a sale, so its first periods show more than it goes on to sell: who
repeats the first day promises too much. How much of a beginning stays, items of the same shop tell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.demand import Demand
from core.forecasting.analogues import YOUNG, observed_periods
from core.forecasting.history import FloatArray, first_observed, observed_units

_ENOUGH = 50
"""Launches that were seen from which items whose launch was not are left out."""
_NEAREST = 40
"""Beginnings that a new item is compared with at least, where the shop has as many."""
_ALIKE = 0.25
"""Difference of two levels (logarithm) up to which they count as the same."""
_PRIOR = 20.0
"""Beginnings at which they are believed by half: of days they tell much, of weeks little, for a
first week is seldom a whole one."""


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What older items sold from their beginning on.

    units  (b, t) units a period, the first a sale; NaN where not known, and after the last period
    """

    units: FloatArray

    def __post_init__(self) -> None:
        self.units.setflags(write=False)

    def runs(
        self, begun: FloatArray, horizon: int, count: int, rng: np.random.Generator
    ) -> FloatArray:
        """Return (c, horizon) runs of what an item may sell that has begun like this.

        They are those of older items that began about as large, as they went on, scaled by the
        little that is left of the difference. c is ``count`` or less, by how many such there are.

        begun  (k) what it has sold so far in the periods known, the first of them a sale
        """
        known, level = len(begun), float(begun.mean())
        first, later = self.units[:, :known], self.units[:, known:]
        seen = np.isfinite(later)
        levels = np.where(np.isfinite(first), first, 0.0).sum(axis=1)
        levels /= np.maximum(np.isfinite(first).sum(axis=1), 1)
        usable = np.flatnonzero((levels > 0) & (seen.sum(axis=1) >= min(horizon, YOUNG)))
        if not usable.size or level <= 0:
            return np.zeros((0, horizon))
        distance = np.abs(np.log(levels[usable] / level))
        reach = np.sort(distance)[min(_NEAREST, usable.size) - 1]
        near = usable[distance <= max(reach, _ALIKE)]
        # What follows goes round where it is shorter than asked for.
        order = np.argsort(~seen[near], axis=1, kind="stable")
        followed = np.take_along_axis(later[near], order, axis=1)
        places = np.arange(horizon) % seen[near].sum(axis=1)[:, None]
        runs = np.take_along_axis(followed, places, axis=1) * (level / levels[near])[:, None]
        believed = near.size / (near.size + _PRIOR)
        return np.asarray(runs[rng.choice(near.size, round(believed * count))])


def beginnings_of(demand: Demand, seed: int) -> Beginnings:
    """Return how the items with at least ``YOUNG`` periods began.

    Items sold from the panel's first period on began before it: where few launches were seen, one
    of their sales, drawn by ``seed``, stands for their first.
    """
    units = observed_units(demand)
    old = observed_periods(demand) >= YOUNG
    sold = np.nan_to_num(units) > 0
    launch = first_observed(units)
    begun = np.where(sold.any(axis=1), sold.argmax(axis=1), demand.length)
    seen = old & (launch > 0) & (begun < demand.length)
    rows, starts = np.flatnonzero(seen), begun[seen]
    if rows.size < _ENOUGH:
        rng = np.random.default_rng(seed)
        others = np.flatnonzero(old & (launch == 0) & sold.any(axis=1))
        drawn = [int(rng.choice(np.flatnonzero(sold[row]))) for row in others]
        rows = np.concatenate([rows, others])
        starts = np.concatenate([starts, np.array(drawn, dtype=starts.dtype)])
    width = demand.length - int(starts.min(initial=demand.length))
    aligned = np.full((rows.size, width), np.nan)
    for place, (row, start) in enumerate(zip(rows, starts, strict=True)):
        aligned[place, : demand.length - start] = units[row, start:]
    return Beginnings(aligned)
