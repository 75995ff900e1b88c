"""What the paths say will be asked for until deliveries come, and what units are worth.

The same draws as in the plan, so that budget, top-up and waiting reckon with the plan's own paths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.restocking.horizon import demand_to_come
from core.restocking.levels import lead_time_draws
from core.restocking.terms import Terms

Floats = NDArray[np.float64]

_ROWS_AT_ONCE = 256
_USUAL_MARGIN = 0.5  # of the price, where not one item tells both cost and price


@dataclass(frozen=True, slots=True)
class Outlook:
    """Demand of n items on p paths, from the day of the plan on; units.

    lead_time  (n, p) until an order placed now arrives
    protection (n, p) until one placed at the next review would arrive
    cover      (n, p) until ``cover_days`` after that
    daily      (n) mean units a day over the forecast; review (n) days between orders
    """

    lead_time: Floats
    protection: Floats
    cover: Floats
    daily: Floats
    review: Floats
    cover_days: float

    def lost_by_waiting(self, position: Floats) -> Floats:
        """(n) units expected to be lost if nothing is ordered before the next review: F6, F12."""
        at = position[:, None]
        late = np.maximum(self.protection - at, 0) - np.maximum(self.lead_time - at, 0)
        return np.asarray(np.maximum(late, 0).mean(axis=1))


def outlook(
    forecast: Forecast,
    terms: Terms,
    as_of: np.datetime64,
    *,
    seed: int = 20260101,
    cover_days: float = 90.0,
) -> Outlook:
    """Return the outlook of the plan that ``make_plan`` makes of the same values."""
    count, paths = forecast.paths.shape[:2]
    table = terms.table
    lead = np.asarray(table["lead_time_days"], dtype=np.float64)
    spread = np.asarray(table["lead_time_sd_days"], dtype=np.float64)
    review = np.asarray(table["review_days"], dtype=np.float64)
    made = Outlook(
        np.zeros((count, paths)),
        np.zeros((count, paths)),
        np.zeros((count, paths)),
        np.zeros(count),
        review,
        cover_days,
    )
    for start in range(0, count, _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        come = demand_to_come(forecast, as_of, rows)
        draws = lead_time_draws(lead[rows], spread[rows], paths, seed)
        span = draws + review[rows, None]
        made.lead_time[rows] = come.by(draws)
        made.protection[rows] = come.by(span)
        made.cover[rows] = come.by(span + cover_days)
        made.daily[rows] = come.rate.mean(axis=1)
    return made


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
