"""Columns of text as categories, made without sorting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[np.integer]


def used_categories(codes: Codes, texts: pd.Index | Sequence[str]) -> pd.Categorical:
    """Return a column (rows) of texts, missing where its code is -1, without texts that no row
    has; what is left keeps its order."""
    index = texts if isinstance(texts, pd.Index) else pd.Index(texts, dtype=object)
    used = np.bincount(codes + 1, minlength=len(index) + 1)[1:] > 0
    if not used.all():
        place = np.cumsum(used, dtype=np.int32) - 1
        codes = np.where(codes >= 0, np.append(place, -1)[codes], -1)
        index = index[used]
    return pd.Categorical.from_codes(codes, categories=index, validate=False)


def distinct_pairs(
    first: Codes, second: Codes, width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct values of ``first * width + second`` (0 ≤ second < width), in order, and
    the place of each row's among them."""
    pair = first.astype(np.int64) * width + second
    most = int(pair.max(initial=0)) + 1
    if most > 4 * len(pair) or pair.min(initial=0) < 0:
        found, place = np.unique(pair, return_inverse=True)
        return found, place.astype(np.int64)
    present = np.zeros(most, dtype=bool)
    present[pair] = True
    return np.flatnonzero(present), (np.cumsum(present) - 1)[pair]


def by_day(day: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the places of rows (n) in order of their days, those of a day as they stand."""
    if not len(day) or bool((np.diff(day) >= 0).all()):
        return np.arange(len(day))
    since = day - day.min()
    # numpy sorts numbers of 16 bits by counting them.
    return np.argsort(since.astype(np.uint16) if since.max() < 1 << 16 else since, kind="stable")
