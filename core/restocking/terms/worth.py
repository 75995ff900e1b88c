"""What a unit costs and earns, where the sheets say it and where they do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.restocking.terms.terms import Terms

Floats = NDArray[np.float64]

_USUAL_MARGIN = 0.5  # of the price, where not one item tells both cost and price


@dataclass(frozen=True, slots=True)
class UnitWorth:
    """What a unit of n items costs and earns, in currency.

    cost   (n) unit cost; where it is not said, from the price and the usual margin; NaN where
           neither is known
    margin (n) price − cost, ≥ 0; where it is not known, the usual margin
    stated (n) whether the cost is the sheet's own
    """

    cost: Floats
    margin: Floats
    stated: NDArray[np.bool_]

    def value(self) -> Floats:
        """(n) worth of a unit in stock; an item of no known cost is taken for a usual one."""
        known = self.cost > 0
        usual = float(np.median(self.cost[known])) if known.any() else 1.0
        return np.where(known, self.cost, usual)


def unit_worth(terms: Terms) -> UnitWorth:
    """Return what units are worth; what is missing is filled by the median of what is known."""
    cost = np.asarray(terms.table["unit_cost"], dtype=np.float64)
    price = np.asarray(terms.table["unit_price"], dtype=np.float64)
    stated = np.isfinite(cost)
    both = stated & (price > 0)
    share = 1.0 - cost[both] / price[both]
    usual = float(np.clip(np.median(share), 0.0, 0.95)) if both.any() else _USUAL_MARGIN
    filled = np.where(stated, cost, np.where(price > 0, price * (1 - usual), np.nan))
    margin = np.where(both, price - cost, filled * usual / (1 - usual))
    return UnitWorth(filled, np.maximum(margin, 0.0), stated)
