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
    """What a supplier's order should reach: its name, and an amount in currency or in units.

    containers  how many whole containers hold it, which nobody insists on filling; 0: none, it is a
                minimum
    """

    supplier: str
    amount: float
    in_units: bool = False
    containers: int = 0


def supplier_minimums(terms: Terms) -> tuple[SupplierMinimum, ...]:
    """Return the minimum of each supplier that has one: the largest that its items' terms say."""
    table = terms.table
    named = table["supplier"] != ""
    least = table[named].groupby("supplier", sort=True)["supplier_minimum"].max()
    return tuple(
        SupplierMinimum(str(name), float(amount)) for name, amount in least[least > 0].items()
    )


def container_aims(terms: Terms, plan: Plan) -> tuple[SupplierMinimum, ...]:
    """Return the whole containers that hold what the plan orders, of each supplier whose terms say
    how many units fill one."""
    named = terms.table[terms.table["supplier"] != ""]
    sizes = named.groupby("supplier", sort=True)["container_units"].max()
    ordered: dict[str, float] = {}
    for it in plan.suggestions:
        if it.decision not in ("rejected", "watched"):
            ordered[it.supplier] = ordered.get(it.supplier, 0.0) + it.final_quantity
    return tuple(
        next_container(
            SupplierMinimum(str(name), float(size), in_units=True),
            ordered[str(name)],
        )
        for name, size in sizes[sizes > 0].items()
        if ordered.get(str(name), 0.0) > 0
    )


def next_container(minimum: SupplierMinimum, ordered: float) -> SupplierMinimum:
    """Return the amount of whole containers that hold ``ordered``: what a top-up should reach.

    ``minimum.amount`` is what one container holds, in its measure.
    """
    count = max(1.0, np.ceil(np.round(ordered / minimum.amount, 9)))
    return replace(minimum, amount=float(count * minimum.amount), containers=int(count))


@dataclass(frozen=True, slots=True)
class TopUp:
    """How an order reaches its supplier's minimum, or why it should wait.

    rows, quantity  suggestions of the supplier and the units to order of each when topped up
    before, after   the order's amount as planned and topped up, in the minimum's measure
    extra_days      of cover that every item of the supplier gets
    order_cost      of holding what is added, wait_cost margin lost by waiting for the next review;
                    currency
    wait            whether waiting costs less; never where nothing was short of the minimum
    aim             what should be reached, an amount in currency or in units
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
    if minimum.containers and float((quantity * weight).sum()) > minimum.amount + 1e-9:
        # Nothing goes in beyond what it holds: stop before that, then pack what is left of room.
        quantity = _packed(
            ordered(low), minimum.amount, short / np.maximum(daily, 1e-9), pack, most
        )
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
        # A container that is not full goes out all the same: nothing is lost by sending it.
        wait=not minimum.containers and (after < minimum.amount - 1e-9 or lost < holding),
        aim=minimum,
    )


def _packed(quantity: Floats, amount: float, late: Floats, pack: Floats, most: Floats) -> Floats:
    """Return the quantities with single packs added as long as there is room for them, of what is
    ordered anyway, the item that runs out first before the others."""
    quantity = quantity.copy()
    for row in np.argsort(-late, kind="stable"):
        fits = quantity.sum() + pack[row] <= amount + 1e-9
        if quantity[row] > 0 and fits and quantity[row] + pack[row] <= most[row] + 1e-9:
            quantity[row] += pack[row]
    return quantity


def _positions(plan: Plan) -> Floats:
    return np.array([s.position for s in plan.suggestions])


def topped_up(plan: Plan, found: TopUp) -> Plan:
    """Return the plan with the quantities of the top-up, marked as changed where they differ."""
    for row, units in zip(found.rows, found.quantity, strict=True):
        if units != plan.suggestions[row].final_quantity:
            plan = plan.decided(row, "changed", units)
    return plan
