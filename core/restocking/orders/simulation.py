"""Stock to come: each path of demand played against the stock and the deliveries, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.frequency import Days
from core.restocking.levels.horizon import demand_to_come, planning_day
from core.restocking.levels.prospects import days_until_due
from core.restocking.levels.timing import Timing
from core.restocking.orders.order_calendar import PlannedOrder
from core.restocking.orders.policy import Suggestion
from core.restocking.terms.terms import Terms

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StockPaths:
    """What became of the stock on each of p paths over d days; units.

    stock  (p, d + 1) at the beginning of the first day and at the end of each
    served (p, d) demand that found stock; lost (p, d) demand that did not, and went away
    """

    stock: Floats
    served: Floats
    lost: Floats


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery: its day, its units, and whether it is already "ordered", "advised" by the plan or
    "planned" for a later review."""

    day: np.datetime64
    units: float
    kind: str


@dataclass(frozen=True, slots=True)
class StockProjection:
    """An item's stock over the forecast's horizon, for the chart.

    days     (d + 1) from the day of the plan on; stock is that of the beginning of the day
    levels   (q) quantile levels, ascending
    stock    (q, d + 1) units with the order of the plan; without (q, d + 1) without it
    lost, lost_without   expected units of demand that find no stock until the end
    arrivals deliveries, in order of their day; reorder_point, safety_stock in units
    known    False where the stock is not known and was taken for none
    """

    days: Days
    levels: tuple[float, ...]
    stock: Floats
    without: Floats
    lost: float
    lost_without: float
    arrivals: tuple[Arrival, ...]
    reorder_point: float
    safety_stock: float
    known: bool


def play_stock(on_hand: float, demand: Floats, arrivals: Floats) -> StockPaths:
    """Serve ``demand`` (p, d) from ``on_hand`` ≥ 0 and ``arrivals`` (d), which come in the morning.

    Units of each path are conserved: stock at the end = on hand + arrivals − served. What finds no
    stock until a day is the furthest that the balance without any limit has been below zero: the
    recursion of waiting times solved for all days at once (Lindley 1952).
    """
    balance = on_hand + np.cumsum(arrivals - demand, axis=1)
    short = np.maximum(-np.minimum.accumulate(balance, axis=1), 0.0)
    lost = np.diff(short, axis=1, prepend=0.0)
    stock = np.insert(balance + short, 0, on_hand, axis=1)
    return StockPaths(stock, demand - lost, lost)


def project_stock(
    forecast: Forecast,
    terms: Terms,
    suggestion: Suggestion,
    row: int,
    as_of: np.datetime64,
    levels: tuple[float, ...] = (0.1, 0.5, 0.9),
    later: Sequence[PlannedOrder] = (),
) -> StockProjection:
    """Project the stock of the item in ``row`` with and without the quantity to be ordered; orders
    of ``later`` reviews come with it, as ``order_calendar`` reckons them if sales go as expected.

    The order goes out on the first order day and takes the mean lead time; what is on the way comes
    when the terms say, else in half of it, as in the plan. Within a period sales run evenly from
    day to day.
    """
    come = demand_to_come(forecast, as_of, slice(row, row + 1))
    count = max(1, int(np.ceil(come.boundaries[-1])))
    sold = come.by_days(np.arange(count + 1, dtype=np.float64))[0]
    demand = np.maximum(np.diff(sold, axis=1), 0.0)
    start = planning_day(forecast, as_of)
    one = Terms(terms.table.iloc[row : row + 1])
    timing, stated = Timing.of(one, start), days_until_due(one, start)
    due = timing.stated / 2 if np.isnan(stated[0]) else stated
    arrival = timing.mean_arrivals()
    first = start + round(float(timing.wait[0]))
    expected = [
        (int(np.ceil(due[0])), suggestion.on_order, "ordered"),
        (int(np.ceil(arrival[0])), suggestion.final_quantity, "advised"),
        *(
            (int((order.arrival - start).astype(np.int64)), order.units, "planned")
            for order in later
            if order.day > first
        ),
    ]
    coming = {kind: np.zeros(count) for kind in ("ordered", "advised", "planned")}
    arrivals = []
    for after, units, kind in expected:
        if units > 0:
            arrivals.append(Arrival(start + after, units, kind))
            if after < count:
                coming[kind][after] += units
    together = coming["ordered"] + coming["advised"] + coming["planned"]
    without = play_stock(suggestion.on_hand - suggestion.reserved, demand, coming["ordered"])
    with_order = play_stock(suggestion.on_hand - suggestion.reserved, demand, together)

    def morning(paths: StockPaths, arrived: Floats) -> Floats:
        """Return quantiles of the stock of each morning, after the day's delivery."""
        stock = paths.stock.copy()
        stock[:, :-1] += arrived
        return np.asarray(np.quantile(stock, levels, axis=0))

    return StockProjection(
        days=start + np.arange(count + 1),
        levels=levels,
        stock=morning(with_order, together),
        without=morning(without, coming["ordered"]),
        lost=float(with_order.lost.sum(axis=1).mean()),
        lost_without=float(without.lost.sum(axis=1).mean()),
        arrivals=tuple(arrivals),
        reorder_point=suggestion.reorder_point,
        safety_stock=suggestion.safety_stock,
        known=suggestion.stock_known,
    )
