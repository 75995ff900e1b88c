"""The orders of the next reviews, as far as the forecast reaches (issue: not only the first)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.restocking.constraints import order_quantity
from core.restocking.horizon import demand_to_come, planning_day
from core.restocking.levels import lead_time_draws, path_level, round_level
from core.restocking.policy import Plan
from core.restocking.terms import Terms

Floats = NDArray[np.float64]

_ROWS_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """One order to come: the plan's row, the day it goes out and the day it arrives on average,
    its units, and what it costs (NaN where the cost is unknown)."""

    row: int
    day: np.datetime64
    arrival: np.datetime64
    units: float
    amount: float


def order_calendar(
    plan: Plan,
    forecast: Forecast,
    terms: Terms,
    *,
    orders: int = 6,
    seed: int = 20260101,
) -> tuple[PlannedOrder, ...]:
    """Return the orders of the plan's day and of the ``orders`` − 1 reviews after it, by day.

    The first is what the plan will order (``final_quantity``). Later ones assume that sales go as
    expected: the position falls by the mean of the paths, and the level covers the paths' demand
    from that review on. Where a review lies beyond the forecast the mean goes on.
    """
    table = terms.table
    lead = np.asarray(table["lead_time_days"], dtype=np.float64)
    spread = np.asarray(table["lead_time_sd_days"], dtype=np.float64)
    review = np.maximum(np.asarray(table["review_days"], dtype=np.float64), 1.0)
    service = np.asarray(table["service_level"], dtype=np.float64)
    whole = table["whole_units"].to_numpy(dtype=bool)
    pack = np.array([s.pack_size for s in plan.suggestions])
    least = np.array([s.minimum_order for s in plan.suggestions])
    units = np.zeros((len(plan.suggestions), orders))
    units[:, 0] = [s.final_quantity for s in plan.suggestions]
    position = np.array([s.on_hand + s.on_order for s in plan.suggestions]) + units[:, 0]
    # Levels by fill rate differ from those by cycles: each item keeps its own distance from them.
    for start in range(0, len(plan.suggestions), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        come = demand_to_come(forecast, plan.as_of, rows)
        span = lead_time_draws(lead[rows], spread[rows], come.units.shape[1], seed)
        span = span + review[rows, None]
        first = path_level(come.by(span), service[rows], whole[rows])
        stated = np.array([s.order_up_to_level for s in plan.suggestions[rows]])
        for number in range(1, orders):
            begin = number * review[rows, None]
            gone = come.by(begin)
            level = path_level(come.by(begin + span) - gone, service[rows], whole[rows])
            level = np.maximum(level + stated - first, 0.0)
            left = position[rows] - gone.mean(axis=1)
            # What is sold out stays sold out: a shelf holds no less than nothing.
            left = np.maximum(left, 0.0)
            need = np.maximum(round_level(level - left, whole[rows]), 0.0)
            ordered = order_quantity(need, least[rows], pack[rows])
            units[rows, number] = ordered
            position[rows] += ordered + (left - (position[rows] - gone.mean(axis=1)))
    day = planning_day(forecast, plan.as_of)
    found = [
        PlannedOrder(
            row=int(row),
            day=day + round(float(number * review[row])),
            arrival=day + round(float(number * review[row] + lead[row])),
            units=float(units[row, number]),
            amount=float(units[row, number] * plan.suggestions[row].unit_cost),
        )
        for row, number in zip(*np.nonzero(units > 0), strict=True)
    ]
    return tuple(sorted(found, key=lambda order: (order.day, order.row)))
