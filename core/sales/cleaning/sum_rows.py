"""Rows whose figures are the sum of the rows above them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_MOST_CANDIDATES = 5_000


def sums_of_rows_above(
    units: NDArray[np.float64], counted: NDArray[np.bool_], candidates: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which candidates (n) are, in every column, the sum of the rows ``counted`` above them:
    all of them, or those since the last such row.

    units (n, k), NaN none. A counted candidate that is no sum is counted by later ones. One row
    above is no sum: two goods that sell alike would be one.
    """
    marks = np.zeros(len(units), dtype=bool)
    units = np.nan_to_num(units)
    places = np.flatnonzero(candidates & (units != 0).any(axis=1))
    if not len(places) or len(places) > _MOST_CANDIDATES:
        return marks
    inside = np.where(counted[:, None], units, 0.0)
    # The last column counts rows.
    inside = np.column_stack([inside, (inside != 0).any(axis=1)])
    running = np.concatenate([np.zeros((1, inside.shape[1])), np.cumsum(inside, axis=0)])
    sums = np.zeros(inside.shape[1])  # of the sums found so far: they are not counted
    before = np.zeros(inside.shape[1])  # what was counted when the last of them was found
    for place in places.tolist():
        above = running[place] - sums
        for since in (above - before, above):
            if since[-1] >= 2 and np.isclose(since[:-1], units[place], atol=0.005).all():
                marks[place] = True
                sums += inside[place]
                before = above
                break
    return marks
