"""How much a new item sells, judged by its analogues: learned from the shop's older items.

Analogues by title tell something of an item's size, not all: the log of an item's level is a
straight line in the log of its analogues' mean level, fitted on items whose level is known, and
what that line misses is the range of a new item's level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.analogues import YOUNG, Likeness, observed_periods
from core.forecasting.history import observed_units

_MOST = 300
"""Older items that the line is fitted on at most: the rest would change nothing."""

_PRIOR_SLOPE, _PRIOR_SPREAD, _PRIOR_WEIGHT = 0.5, 0.8, 10.0
"""What is believed of a shop with few items, and how many items that belief is worth."""

_BELIEF = (0.1, 6.0)


@dataclass(frozen=True, slots=True)
class LaunchLevel:
    """The line: log level = middle + slope · (log level of the analogues − middle) + a residual.

    middle     mean log level of the shop's items, log of units a period after launch
    slope      0: analogues tell nothing; 1: as much as they sell
    residuals  (k) log of level over expected level, as seen in this shop; evenly spread normal
               deviates stand in where few were seen
    belief     periods of an item's own sales that weigh as much as its analogues: the noise of a
               period over the spread of levels around the line (Bühlmann 1967, ASTIN 4(3))
    """

    middle: float
    slope: float
    residuals: NDArray[np.float64]
    belief: float = 1.0

    def expected(self, analogues: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
        """Return the expected log level of an item whose analogues have these levels (k)."""
        mean = float((weight * np.log(analogues)).sum() / weight.sum())
        return self.middle + self.slope * (mean - self.middle)


def levels_after_launch(units: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n) mean units a period in the first ``YOUNG`` periods, where the launch was seen.

    Where an item was sold from the panel's first period on, its launch was not: all periods count
    then. Never 0: an item that has sold nothing may yet sell something less than one a panel.
    """
    known = np.isfinite(units)
    order = np.cumsum(known, axis=1)
    launched = ~known[:, 0] if units.shape[1] else np.zeros(len(units), dtype=bool)
    use = known & ((order <= YOUNG) | ~launched[:, None])
    count = use.sum(axis=1)
    total = np.where(use, np.nan_to_num(units), 0.0).sum(axis=1)
    return np.asarray(np.maximum(total, 0.5) / np.maximum(count, 1))


def learn_level(demand: Demand, seed: int) -> LaunchLevel:
    """Return the line of this shop, from items with at least ``YOUNG`` periods."""
    old = np.flatnonzero(observed_periods(demand) >= YOUNG)
    levels = np.log(levels_after_launch(observed_units(demand)))
    middle = float(levels[old].mean()) if len(old) else 0.0
    likeness = Likeness(demand)
    sample = np.random.default_rng(seed).permutation(old)[:_MOST]
    known, expected = [], []
    for row in np.sort(sample):
        others, alike = likeness.alike(int(row), old)
        if len(others):
            known.append(levels[row] - middle)
            expected.append(float((alike * levels[others]).sum() / alike.sum()) - middle)
    noise = _noise_of_a_period(observed_units(demand)[np.sort(sample)])
    return _line(middle, noise, np.array(known), np.array(expected))


def _noise_of_a_period(units: NDArray[np.float64]) -> float:
    """Return the median of items' variance over their squared mean; 1.0 where none is known."""
    known = np.isfinite(units)
    count = np.maximum(known.sum(axis=1), 1)
    mean = np.where(known, units, 0.0).sum(axis=1) / count
    variance = np.where(known, (units - mean[:, None]) ** 2, 0.0).sum(axis=1) / count
    sold = mean > 0
    return float(np.median(variance[sold] / mean[sold] ** 2)) if sold.any() else 1.0


def _line(
    middle: float,
    noise: float,
    known: NDArray[np.float64],
    expected: NDArray[np.float64],
) -> LaunchLevel:
    scale = float(expected.var()) if len(known) > 1 else 1.0
    prior = _PRIOR_WEIGHT * max(scale, 1e-9)
    product = float((known * expected).sum()) if len(known) else 0.0
    square = float((expected**2).sum()) if len(known) else 0.0
    slope = float(np.clip((product + _PRIOR_SLOPE * prior) / (square + prior), 0.0, 1.0))
    # Evenly spread ranks of a normal, by a fine approximation of its quantiles (Tukey's lambda).
    rank = (np.arange(_PRIOR_WEIGHT) + 0.5) / _PRIOR_WEIGHT
    believed = _PRIOR_SPREAD * (rank**0.1349 - (1 - rank) ** 0.1349) / 0.1975
    residuals = np.concatenate([known - slope * expected, believed])
    spread = np.exp(residuals)
    between = float(spread.var() / spread.mean() ** 2)
    belief = float(np.clip(noise / max(between, 1e-9), *_BELIEF))
    return LaunchLevel(middle, slope, residuals, belief)
