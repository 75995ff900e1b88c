"""An item's history and forecast taken apart: level, season, and what is left.

STL (Cleveland, Cleveland, McRae & Terpenning 1990, J. Official Statistics 6(1)), robust, so that
one odd week bends neither level nor season. To be looked at; no forecast is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SEASONS = 2
"""Seasons of sales that are needed."""


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Level, season and rest of t past and h future periods, units a period; they add up to the
    history and, ahead, to the forecast. NaN where the item was not on sale.

    level, season, rest  (t + h)
    """

    level: Floats
    season: Floats
    rest: Floats


def decompose(history: Floats, ahead: Floats, season_length: int) -> Decomposition | None:
    """Return the parts of a history (t, NaN where not on sale) and its forecast (h).

    None where there are not two whole seasons of sales.
    """
    known = np.flatnonzero(np.isfinite(history))
    if not len(known) or season_length < 2:
        return None
    first = int(known[0])
    if len(history) - first < SEASONS * season_length:
        return None
    from statsmodels.tsa.seasonal import STL

    every = np.concatenate([history, ahead])
    used = every[first:]
    gaps = ~np.isfinite(used)
    place = np.arange(len(used))
    filled = np.where(gaps, np.interp(place, place[~gaps], used[~gaps]), used)
    found = STL(filled, period=season_length, robust=True).fit()
    parts = []
    for part in (found.trend, found.seasonal, filled - found.trend - found.seasonal):
        whole = np.full(len(every), np.nan)
        whole[first:] = np.where(gaps, np.nan, part)
        parts.append(whole)
    return Decomposition(*parts)
