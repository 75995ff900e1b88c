"""A supplier's items ordered together: brought up to the least amount that it accepts (F15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.outlook import Outlook
from core.restocking.orders.deferral import holding_cost
from core.restocking.orders.policy import Plan
from core.restocking.terms.constraints import order_quantity
from core.restocking.terms.terms import Terms
from core.restocking.terms.worth import UnitWorth

Floats = NDArray[np.float64]

_MOST_EXTRA_DAYS = 730.0


@dataclass(frozen=True, slots=True)
class JointOrder:
    """What may be ordered of one supplier together: m suggestions that are neither rejected nor
    watched; units.

    rows     of the plan
    planned  (m) units as things stand; short under the level, negative where there is enough
    pack, least, most  (m) of one order; daily (m) units sold a day
    """

    rows: NDArray[np.intp]
    planned: Floats
    short: Floats
    pack: Floats
    least: Floats
    most: Floats
    daily: Floats

    @classmethod
    def of(cls, plan: Plan, supplier: str, ahead: Outlook) -> JointOrder:
        """Return the joint order of a supplier."""
        rows = np.array(
            [
                row
                for row, s in enumerate(plan.suggestions)
                if s.supplier == supplier and s.decision not in ("rejected", "watched")
            ],
            dtype=np.intp,
        )
        items = [plan.suggestions[row] for row in rows]
        planned = np.array([s.final_quantity for s in items])
        level = np.array([s.order_up_to_level for s in items])
        position = np.array([s.position for s in items])
        return cls(
            rows=rows,
            planned=planned,
            # An order smaller than its level asks for, because sales are lost, grows from there.
            short=np.where(planned > 0, [s.need for s in items], level - position),
            pack=np.array([s.pack_size for s in items]),
            least=np.array([s.minimum_order for s in items]),
            most=np.array([s.maximum_order for s in items]),
            daily=ahead.daily[rows],
        )

    def raised(self, days: float) -> Floats:
        """(m) units when every item's cover is raised by ``days``; never less than planned."""
        need = np.maximum(self.short + days * self.daily, 0.0)
        units = order_quantity(np.where(need > 1e-9, need, 0.0), self.least, self.pack)
        return np.asarray(np.maximum(self.planned, np.where(units <= self.most + 1e-9, units, 0.0)))

    def reaching(self, reached: Callable[[Floats], bool]) -> tuple[float, float]:
        """Return the most extra days of cover that do not reach an aim, and the least that do."""
        low, high = 0.0, _MOST_EXTRA_DAYS
        while high - low > 0.05:
            middle = (low + high) / 2
            low, high = (low, middle) if reached(self.raised(middle)) else (middle, high)
        return low, high

    def holding(self, quantity: Floats, worth: UnitWorth, yearly_rate: float) -> float:
        """Return the currency that holding what ``quantity`` (m) adds to the plan costs."""
        added = quantity - self.planned
        cost = holding_cost(added, self.daily, worth.cost[self.rows], yearly_rate)
        return float(np.nansum(cost[added > 0]))


@dataclass(frozen=True, slots=True)
class SupplierMinimum:
    """The least amount that a supplier accepts of an order; currency."""

    supplier: str
    amount: float


def supplier_minimums(terms: Terms) -> tuple[SupplierMinimum, ...]:
    """Return the minimum of each supplier that has one: the largest that its items' terms say."""
    table = terms.table
    named = table["supplier"] != ""
    least = table[named].groupby("supplier", sort=True)["supplier_minimum"].max()
    return tuple(
        SupplierMinimum(str(name), float(amount)) for name, amount in least[least > 0].items()
    )


@dataclass(frozen=True, slots=True)
class TopUp:
    """How an order reaches its supplier's minimum, or why it should wait.

    rows, quantity  suggestions of the supplier and the units to order of each when topped up
    before, after   the order's amount as planned and topped up; currency
    extra_days      of cover that every item of the supplier gets
    order_cost      of holding what is added, wait_cost margin lost by waiting for the next review;
                    currency
    wait            whether waiting costs less
    aim             what should be reached
    """

    supplier: str
    rows: tuple[int, ...]
    quantity: tuple[float, ...]
    before: float
    after: float
    extra_days: float
    order_cost: float
    wait_cost: float
    wait: bool
    aim: SupplierMinimum


def top_up(
    plan: Plan,
    minimum: SupplierMinimum,
    ahead: Outlook,
    worth: UnitWorth,
    *,
    holding_rate: float = 0.25,
) -> TopUp | None:
    """Raise the cover of all the supplier's items by the same days until its minimum is met: F15.

    None where nothing of the supplier is ordered, or its minimum is met already. Every item whose
    stock and order last too short for the raised cover joins, in its own packs. Where even two
    years of cover do not reach the minimum, ``after`` is short of it and waiting is advised.
    """
    joint = JointOrder.of(plan, minimum.supplier, ahead)
    rows = joint.rows
    cost = np.nan_to_num(worth.cost[rows])
    before = float((joint.planned * cost).sum())
    if not joint.planned.any() or before >= minimum.amount - 1e-9:
        return None
    _, days = joint.reaching(lambda units: float((units * cost).sum()) >= minimum.amount - 1e-9)
    quantity = joint.raised(days)
    after = float((quantity * cost).sum())
    holding = joint.holding(quantity, worth, holding_rate)
    position = np.array([s.position for s in plan.suggestions])
    lost = float(np.nansum((ahead.lost_by_waiting(position) * worth.margin)[rows]))
    return TopUp(
        supplier=minimum.supplier,
        rows=tuple(int(row) for row in rows),
        quantity=tuple(float(units) for units in quantity),
        before=before,
        after=after,
        extra_days=days,
        order_cost=holding,
        wait_cost=lost,
        wait=after < minimum.amount - 1e-9 or lost < holding,
        aim=minimum,
    )
