"""Service levels from what they save: more for goods that sell much for the money they tie up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels import path_level
from core.restocking.outlook import Outlook, unit_worth
from core.restocking.terms import Terms
from core.restocking.trade_off import charges_of, mean_excess, trade_off

Floats = NDArray[np.float64]

LEAST, GREATEST = 0.5, 0.999
"""Bounds of the levels given: below, an item would be sold out more often than not."""


def terms_by_gain(terms: Terms, ahead: Outlook, *, by_margin: bool = False) -> Terms:
    """Return the terms with service levels that save most for the stock that they need now (F14).

    The levels that the terms ask for tie up so much money; the new ones tie up no more (but for
    the lower bound), spread so that the next coin would save the same everywhere.

    by_margin weigh the margin of what is lost, not its units

    Items of no known worth are taken for ones of median worth.
    """
    worth = unit_worth(terms)
    known = worth.cost > 0
    value = np.where(known, worth.cost, np.median(worth.cost[known]) if known.any() else 1.0)
    charges = charges_of(value, worth.margin, ahead.review)
    whole = terms.table["whole_units"].to_numpy(dtype=bool)
    curve = trade_off(ahead.lead_time, ahead.protection, whole)
    ones = np.ones(len(value))
    saved, held = (charges.saved, charges.margin) if by_margin else (ones, charges.units)

    def tied_up(level: Floats) -> float:
        return float((_held(ahead, level) * value).sum())

    service = np.asarray(terms.table["service_level"], dtype=np.float64)
    money = tied_up(path_level(ahead.protection, service, whole))
    # What a held unit is charged: the dearer, the lower all levels.
    low, high = np.log(1e-6), np.log(10.0)
    for _ in range(30):
        middle = (low + high) / 2
        too_much = tied_up(curve.best(saved, np.exp(middle) * held)) > money
        low, high = (middle, high) if too_much else (low, middle)
    level = curve.best(saved, np.exp(high) * held)
    share = (curve.totals <= level[:, None] + 1e-6).mean(axis=1)
    table = terms.table.assign(
        service_level=np.clip(np.round(share, 3), LEAST, GREATEST), service_kind="cycle"
    )
    return replace(terms, table=table)


def _held(ahead: Outlook, level: Floats) -> Floats:
    """(n) units on hand, averaged between one arrival and the next, at each level."""
    first, last = np.sort(ahead.lead_time, axis=1), np.sort(ahead.protection, axis=1)
    at = level[:, None]
    left = [at - it.mean(axis=1)[:, None] + mean_excess(it, at) for it in (first, last)]
    return np.asarray((left[0] + left[1])[:, 0] / 2)
