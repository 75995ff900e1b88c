"""Order more than is needed now, or wait: what each costs (restock.md F12, F15)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.restocking.constraints import order_quantity
from core.restocking.outlook import Outlook
from core.restocking.policy import Plan
from core.restocking.terms import Terms
from core.restocking.worth import UnitWorth

Floats = NDArray[np.float64]

_LONGEST_YEARS = 2.0  # goods that lie longer are worth nothing more to hold than to lose


@dataclass(frozen=True, slots=True)
class Deferral:
    """An order whose minimum or pack buys far more than is needed; costs in currency.

    row         of the plan; surplus units beyond the need, days they last
    order_cost  of holding the surplus until it is sold
    wait_cost   margin expected to be lost if it is ordered at the next review instead
    wait        whether waiting costs less
    """

    row: int
    surplus: float
    days: float
    order_cost: float
    wait_cost: float
    wait: bool


def holding_cost(surplus: Floats, daily: Floats, unit_cost: Floats, yearly_rate: float) -> Floats:
    """(n) currency for holding ``surplus`` units that sell evenly at ``daily`` units a day.

    Half of it lies there on average until it is gone: cost · rate · surplus² ÷ (2 · 365 · daily),
    for two years at most.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        years = np.where(daily > 0, surplus / (2 * 365 * daily), np.inf)
    return np.asarray(unit_cost * yearly_rate * surplus * np.minimum(years, _LONGEST_YEARS))


def find_deferrals(
    plan: Plan,
    ahead: Outlook,
    worth: UnitWorth,
    *,
    holding_rate: float = 0.25,
    most_days: float = 90.0,
) -> tuple[Deferral, ...]:
    """Return the suggestions whose surplus lasts longer than ``most_days``, in the plan's order.

    Where cost or price is not known, both costs are NaN and waiting is not advised.
    """
    position = np.array([s.position for s in plan.suggestions])
    surplus = np.array([max(0.0, s.surplus) for s in plan.suggestions])
    lost = ahead.lost_by_waiting(position) * worth.margin
    holding = holding_cost(surplus, ahead.daily, worth.cost, holding_rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        days = np.where(ahead.daily > 0, surplus / ahead.daily, np.inf)
    return tuple(
        Deferral(
            row=int(row),
            surplus=float(surplus[row]),
            days=float(days[row]),
            order_cost=float(holding[row]),
            wait_cost=float(lost[row]),
            wait=bool(lost[row] < holding[row]),
        )
        for row in np.flatnonzero((surplus > 0) & (days > most_days)).tolist()
    )


@dataclass(frozen=True, slots=True)
class SupplierMinimum:
    """The least that a supplier delivers: its name, and an amount in currency or in units."""

    supplier: str
    amount: float
    in_units: bool = False


def supplier_minimums(terms: Terms) -> tuple[SupplierMinimum, ...]:
    """Return the minimum of each supplier that has one: the largest that its items' terms say."""
    table = terms.table
    named = table["supplier"] != ""
    least = table[named].groupby("supplier", sort=True)["supplier_minimum"].max()
    return tuple(
        SupplierMinimum(str(name), float(amount)) for name, amount in least[least > 0].items()
    )


def next_container(minimum: SupplierMinimum, ordered: float) -> SupplierMinimum:
    """Return the amount of whole containers that hold ``ordered``: what a top-up should reach.

    ``minimum.amount`` is what one container holds, in its measure.
    """
    count = max(1.0, np.ceil(np.round(ordered / minimum.amount, 9)))
    return replace(minimum, amount=float(count * minimum.amount))


@dataclass(frozen=True, slots=True)
class TopUp:
    """How an order reaches its supplier's minimum, or why it should wait.

    rows, quantity  suggestions of the supplier and the units to order of each when topped up
    before, after   the order's amount as planned and topped up, in the minimum's measure
    extra_days      of cover that every item of the supplier gets
    order_cost      of holding what is added, wait_cost margin lost by waiting for the next review;
                    currency
    wait            whether waiting costs less; never where nothing was short of the minimum
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


_MOST_EXTRA_DAYS = 730.0


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
    stock and order last too short for the raised cover joins, in its own packs. Rejected and
    watched items stay out. Where even two years of cover do not reach the minimum, ``after`` is
    short of it and waiting is advised.
    """
    rows = np.array(
        [
            row
            for row, s in enumerate(plan.suggestions)
            if s.supplier == minimum.supplier and s.decision not in ("rejected", "watched")
        ],
        dtype=np.intp,
    )
    items = [plan.suggestions[row] for row in rows]
    planned = np.array([s.final_quantity for s in items])
    weight = np.ones(rows.size) if minimum.in_units else np.nan_to_num(worth.cost[rows])
    before = float((planned * weight).sum())
    if not planned.any() or before >= minimum.amount - 1e-9:
        return None
    level = np.array([s.order_up_to_level for s in items])
    # An order that is smaller than the level asks for, because sales are lost, grows from there.
    short = np.where(planned > 0, [s.need for s in items], level - [s.position for s in items])
    pack = np.array([s.pack_size for s in items])
    least = np.array([s.minimum_order for s in items])
    most = np.array([s.maximum_order for s in items])
    daily = ahead.daily[rows]

    def ordered(days: float) -> Floats:
        need = np.maximum(short + days * daily, 0.0)
        units = order_quantity(np.where(need > 1e-9, need, 0.0), least, pack)
        return np.asarray(np.maximum(planned, np.where(units <= most + 1e-9, units, 0.0)))

    low, high = 0.0, _MOST_EXTRA_DAYS
    while high - low > 0.05:
        middle = (low + high) / 2
        enough = float((ordered(middle) * weight).sum()) >= minimum.amount - 1e-9
        low, high = (low, middle) if enough else (middle, high)
    quantity = ordered(high)
    after = float((quantity * weight).sum())
    added = quantity - planned
    holding = float(
        np.nansum(holding_cost(added, daily, worth.cost[rows], holding_rate)[added > 0])
    )
    lost = float(np.nansum((ahead.lost_by_waiting(_positions(plan)) * worth.margin)[rows]))
    return TopUp(
        supplier=minimum.supplier,
        rows=tuple(int(row) for row in rows),
        quantity=tuple(float(units) for units in quantity),
        before=before,
        after=after,
        extra_days=high,
        order_cost=holding,
        wait_cost=lost,
        wait=after < minimum.amount - 1e-9 or lost < holding,
    )


def _positions(plan: Plan) -> Floats:
    return np.array([s.position for s in plan.suggestions])


def topped_up(plan: Plan, found: TopUp) -> Plan:
    """Return the plan with the quantities of the top-up, marked as changed where they differ."""
    for row, units in zip(found.rows, found.quantity, strict=True):
        if units != plan.suggestions[row].final_quantity:
            plan = plan.decided(row, "changed", units)
    return plan
