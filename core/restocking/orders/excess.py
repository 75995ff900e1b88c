"""Stock that is too much: what it ties up, how long it will last, and what does not sell (F26)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.restocking.levels.outlook import Outlook
from core.restocking.orders.policy import Plan
from core.restocking.terms.worth import UnitWorth

Floats = NDArray[np.float64]

OVERSTOCK, DEAD = "overstock", "dead"


@dataclass(frozen=True, slots=True)
class Excess:
    """Stock of one item beyond what will sell in time.

    row           of the plan; kind "overstock" or "dead" (nothing sold for long)
    units         beyond what sells until the next delivery and the longest sensible cover after it,
                  in 9 of 10 cases; of dead stock, all that is on hand
    value         of these units in currency; NaN where no cost or price is known
    yearly_cost   of holding them
    weeks         until all stock and what is on the way is sold; inf where nothing sells
    idle_days     since the last sale, or since the sheets begin
    """

    row: int
    kind: str
    units: float
    value: float
    yearly_cost: float
    weeks: float
    idle_days: int


def find_excess(
    plan: Plan,
    demand: Demand,
    ahead: Outlook,
    worth: UnitWorth,
    *,
    holding_rate: float = 0.25,
    dead_days: int = 180,
) -> tuple[Excess, ...]:
    """Return excess and dead stock, the dearest first; of items whose stock is known only.

    Dead is an item with stock that has not sold for ``dead_days``. One that is out of stock is
    never called dead: it could not sell.
    """
    idle = idle_days(demand)
    found = []
    limit = np.quantile(ahead.cover, 0.9, axis=1)
    for row, item in enumerate(plan.suggestions):
        if not item.stock_known or item.on_hand <= 0:
            continue
        dead = idle[row] >= dead_days
        position = item.position
        units = item.on_hand if dead else max(0.0, position - float(np.ceil(limit[row])))
        if units <= 0:
            continue
        value = units * float(worth.cost[row])
        daily = float(ahead.daily[row])
        found.append(
            Excess(
                row=row,
                kind=DEAD if dead else OVERSTOCK,
                units=units,
                value=value,
                yearly_cost=value * holding_rate,
                weeks=position / daily / 7 if daily > 0 else float("inf"),
                idle_days=int(idle[row]),
            )
        )
    found.sort(key=lambda it: (np.isnan(it.value), -np.nan_to_num(it.value), -it.units, it.row))
    return tuple(found)


def idle_days(demand: Demand) -> NDArray[np.int64]:
    """(n) days from the end of each item's last period with a sale to the day of the plan.

    Where nothing sold, since the panel begins.
    """
    sold = np.nan_to_num(demand.units) > 0
    last = np.where(sold.any(axis=1), demand.length - sold[:, ::-1].argmax(axis=1), 0)
    boundary = demand.frequency.periods(demand.start, demand.length + 1)
    gone = (demand.as_of.astype("datetime64[D]") - boundary[last]).astype(np.int64)
    return np.asarray(np.maximum(gone, 0))
