"""Sheets that only sum up another one: a pivot by month beside the order lines it was made of."""

from __future__ import annotations

import numpy as np
import pandas as pd

_PERIODS = ("M", "W", "Q", "Y", "D")
_AGREE = 0.9  # share of an item's periods whose sums must be the same
_FEWEST = 6  # sums that agree by chance in fewer


def summing_sheets(lines: pd.DataFrame) -> frozenset[int]:
    """Return the sheets whose figures are the sums of another sheet's, by item and period.

    lines: source, item, title, day, units of the used lines of all sheets. Of two sheets that
    agree, the one with fewer days sums up the other.
    """
    sources = [int(number) for number in np.unique(lines["source"].to_numpy())]
    if len(sources) < 2:
        return frozenset()
    parts = {number: lines[lines["source"] == number] for number in sources}
    days = {number: part["day"].nunique() for number, part in parts.items()}
    found: set[int] = set()
    for coarse in sorted(sources, key=lambda number: (days[number], number)):
        for fine in sources:
            finer = days[fine] > days[coarse] and fine not in found
            if fine != coarse and finer and _sums_up(parts[coarse], parts[fine], days[coarse]):
                found.add(coarse)
                break
    return frozenset(found)


def _sums_up(coarse: pd.DataFrame, fine: pd.DataFrame, days: int) -> bool:
    names = set(coarse["item"].astype(str).unique())
    for role in ("item", "title"):
        own = fine[role].astype(str)
        if len(names & set(own.unique())) < _AGREE * len(names):
            continue
        for period in _PERIODS:
            mine = _sums(coarse["item"].astype(str), coarse, period)
            if mine.index.get_level_values(1).nunique() < days:
                continue  # several of its rows fall into one period: it is finer than that
            theirs = _sums(own, fine, period)
            both = mine[mine != 0].index.intersection(theirs.index)
            if len(both) < max(_FEWEST, _AGREE * int((mine != 0).sum())):
                continue
            if np.isclose(mine[both], theirs[both], atol=0.006).mean() >= _AGREE:
                return True
    return False


def _sums(names: pd.Series, lines: pd.DataFrame, period: str) -> pd.Series:
    """Return units by name and period."""
    at = pd.Series(lines["day"].to_numpy(), index=lines.index).dt.to_period(period)
    return lines["units"].groupby([names, at]).sum()
