"""The orders of the next reviews, as far as the forecast reaches (issue: not only the first)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.restocking.levels.horizon import demand_to_come, planning_day
from core.restocking.levels.levels import path_level, round_level
from core.restocking.levels.prospects import Stock
from core.restocking.levels.timing import Timing
from core.restocking.orders.policy import Plan
from core.restocking.terms.constraints import order_quantity
from core.restocking.terms.terms import Terms

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
    expected: stock falls by the mean of the paths, and the level covers the paths' demand from that
    review on, as surely as the first order's; no order has more than the first may. Where a review
    lies beyond the forecast the mean goes on.
    """
    day = planning_day(forecast, plan.as_of)
    timing = Timing.of(terms, day)
    timing = replace(timing, review=np.maximum(timing.review, 1.0))
    whole = terms.table["whole_units"].to_numpy(dtype=bool)
    service = np.array([s.service for s in plan.suggestions])
    service = np.where(np.isfinite(service), service, terms.table["service_level"])
    most = np.array([s.most for s in plan.suggestions])
    stock = Stock.of(terms, day)
    pack = np.array([s.pack_size for s in plan.suggestions])
    least = np.array([s.minimum_order for s in plan.suggestions])
    units = np.zeros((len(plan.suggestions), orders))
    units[:, 0] = [s.final_quantity for s in plan.suggestions]
    coming = [(np.where(np.isnan(stock.due), timing.stated / 2, stock.due), stock.on_order)]
    on_shelf = stock.on_hand - stock.reserved
    arrivals = np.zeros_like(units)
    # Levels by gain or fill rate differ from those by cycles: each item keeps its own distance.
    for start in range(0, len(plan.suggestions), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        come, part = demand_to_come(forecast, plan.as_of, rows), timing.part(rows)
        paths, until = come.units.shape[1], stock.season[rows, None]
        spans = [part.arrivals(paths, seed, number) for number in range(orders + 1)]
        arrivals[rows] = np.stack([span.mean(axis=1) for span in spans[:-1]], axis=1)
        first = path_level(come.by(np.minimum(spans[1], until)), service[rows], whole[rows])
        stated = np.array([s.order_up_to_level for s in plan.suggestions[rows]])
        pending = [(due[rows], units_due[rows]) for due, units_due in coming]
        left, before, sold = on_shelf[rows], np.zeros(len(first)), 0.0
        for number in range(1, orders):
            pending.append((arrivals[rows, number - 1], units[rows, number - 1]))
            sent = part.wait + number * part.review
            gone = come.by(np.minimum(sent[:, None], until))
            here = sum(u * ((before <= at) & (at < sent)) for at, u in pending)
            left = left + here - (gone.mean(axis=1) - sold)
            if plan.lost_sales:  # what is missed while the shelf is empty is not asked for again
                left = np.maximum(left, 0.0)
            before, sold = sent, gone.mean(axis=1)
            position = left + sum(u * (at >= sent) for at, u in pending)
            asked = come.by(np.minimum(spans[number + 1], until)) - gone
            level = np.maximum(path_level(asked, service[rows], whole[rows]) + stated - first, 0.0)
            need = np.maximum(round_level(level - position, whole[rows]), 0.0)
            units[rows, number] = order_quantity(
                np.minimum(need, most[rows]), least[rows], pack[rows]
            )
    found = [
        PlannedOrder(
            row=int(row),
            day=day + round(float(timing.wait[row] + number * timing.review[row])),
            arrival=day + round(float(arrivals[row, number])),
            units=float(units[row, number]),
            amount=float(units[row, number] * plan.suggestions[row].unit_cost),
        )
        for row, number in zip(*np.nonzero(units > 0), strict=True)
    ]
    return tuple(sorted(found, key=lambda order: (order.day, order.row)))
