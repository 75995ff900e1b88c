"""What the paths say will be asked for until deliveries come.

The same draws as in the plan, so that budget, top-up and waiting reckon with the plan's own paths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.restocking.levels.horizon import demand_to_come, planning_day
from core.restocking.levels.timing import Timing
from core.restocking.terms.terms import Terms

Floats = NDArray[np.float64]

_ROWS_AT_ONCE = 256


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

    def beyond(self, position: Floats, lost: NDArray[np.bool_]) -> Floats:
        """(n, p) units that an order of now could still serve until the next one arrives.

        Where missed sales are ``lost`` (n), only those asked for after it arrives; else all that is
        not there.
        """
        at = position[:, None]
        early = np.where(lost[:, None], np.maximum(self.lead_time - at, 0.0), 0.0)
        return np.asarray(np.maximum(np.maximum(self.protection - at, 0.0) - early, 0.0))


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
    timing = Timing.of(terms, planning_day(forecast, as_of))
    made = Outlook(
        np.zeros((count, paths)),
        np.zeros((count, paths)),
        np.zeros((count, paths)),
        np.zeros(count),
        timing.review,
        cover_days,
    )
    for start in range(0, count, _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        come = demand_to_come(forecast, as_of, rows)
        arrival, span = timing.part(rows).order_arrives(paths, seed)
        made.lead_time[rows] = come.by(arrival)
        made.protection[rows] = come.by(span)
        made.cover[rows] = come.by(span + cover_days)
        made.daily[rows] = come.rate.mean(axis=1)
    return made
