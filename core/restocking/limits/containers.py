"""Orders that leave a container partly empty: filled up, or cut back to one container fewer.

A container is full as soon as one of its measures is: pieces, volume, weight or pallets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.outlook import Outlook
from core.restocking.limits.budget import buy, offer_blocks
from core.restocking.limits.joint_orders import JointOrder
from core.restocking.orders.policy import Plan
from core.restocking.terms.space import (
    PALLETS,
    UNITS,
    VOLUME,
    WEIGHT,
    unit_space,
    usual_where_unknown,
)
from core.restocking.terms.terms import Terms
from core.restocking.terms.worth import UnitWorth

Floats = NDArray[np.float64]

_CAPACITY = {
    UNITS: "container_units",
    VOLUME: "container_volume",
    WEIGHT: "container_weight",
    PALLETS: "container_pallets",
}

_WORTH_FILLING = 0.5
"""Share of the last container from which it is proposed to fill it."""


@dataclass(frozen=True, slots=True)
class Load:
    """Units that make up whole containers, and what choosing them costs.

    containers  that it fills; filled how many it takes, ≤ containers
    quantity    units of each of the packing's rows
    extra_days  of cover that every item gets; 0 where less is ordered
    cost        currency: of holding what is added, or margin expected to be lost with what is left
                out
    """

    containers: int
    filled: float
    quantity: tuple[float, ...]
    extra_days: float
    cost: float


@dataclass(frozen=True, slots=True)
class Packing:
    """A supplier's order that leaves its last container partly empty.

    rows     of the plan; filled how many containers the order takes, in ``measure``, which fills
             first; capacity of one container in that measure
    fill     the last container filled; None where it is too empty, or nothing more goes in
    cut      one container fewer, the packs left out that earn least for their room; None where
             there would be none
    """

    supplier: str
    rows: tuple[int, ...]
    filled: float
    measure: str
    capacity: float
    fill: Load | None
    cut: Load | None

    @property
    def cheaper(self) -> Load | None:
        """The load that costs less; filling where that is not known."""
        loads = [load for load in (self.fill, self.cut) if load is not None]
        return min(loads, key=lambda load: load.cost, default=None)


@dataclass(frozen=True, slots=True)
class _Container:
    """What a unit of m items takes of one container, (k, m) shares by measure."""

    measures: tuple[str, ...]
    capacity: tuple[float, ...]
    share: Floats

    def filled(self, quantity: Floats) -> float:
        """Return how many containers so many units take."""
        return float((self.share @ quantity).max())


def packings(
    plan: Plan,
    terms: Terms,
    ahead: Outlook,
    worth: UnitWorth,
    *,
    holding_rate: float = 0.25,
    has_room: bool = True,
) -> tuple[Packing, ...]:
    """Return the orders that leave a container partly empty, of suppliers whose terms say what
    fills one, by name; orders that fill theirs are not among them. Where the shop does not have
    room for what it needs already, none is filled."""
    table = terms.table
    named = table[table["supplier"] != ""]
    told = named.groupby("supplier", sort=True)[list(_CAPACITY.values())].max().max(axis=1)
    found = (
        _packing(plan, str(supplier), terms, ahead, worth, holding_rate, has_room)
        for supplier in told[told > 0].index
    )
    return tuple(it for it in found if it is not None)


def _packing(
    plan: Plan,
    supplier: str,
    terms: Terms,
    ahead: Outlook,
    worth: UnitWorth,
    rate: float,
    has_room: bool,
) -> Packing | None:
    joint = JointOrder.of(plan, supplier, ahead)
    container = _container(terms, joint.rows)
    if container is None or not joint.planned.any():
        return None
    filled = container.filled(joint.planned)
    count = int(np.ceil(np.round(filled, 9)))
    fullest = int((container.share @ joint.planned).argmax())
    fill = cut = None
    if has_room and filled - (count - 1) >= _WORTH_FILLING:
        fill = _filled(joint, container, count, worth, rate)
    if count > 1 and filled < count - 1e-9:
        cut = _cut(plan, joint, container, count - 1, ahead, worth)
    if fill is None and cut is None:
        return None
    return Packing(
        supplier=supplier,
        rows=tuple(joint.rows.tolist()),
        filled=filled,
        measure=container.measures[fullest],
        capacity=container.capacity[fullest],
        fill=fill,
        cut=cut,
    )


def _container(terms: Terms, rows: NDArray[np.intp]) -> _Container | None:
    table = terms.table.iloc[rows]
    measures, capacities, shares = [], [], []
    for measure, column in _CAPACITY.items():
        said = np.asarray(table[column], dtype=np.float64)
        space = usual_where_unknown(unit_space(terms, measure)[rows])
        if np.isfinite(said).any() and np.isfinite(space).all():
            measures.append(measure)
            capacities.append(float(np.nanmax(said)))
            shares.append(space / capacities[-1])
    if not measures:
        return None
    return _Container(tuple(measures), tuple(capacities), np.array(shares))


def _filled(
    joint: JointOrder, container: _Container, count: int, worth: UnitWorth, rate: float
) -> Load | None:
    """Raise the cover of all items as far as they fit in, then pack what is left of room with
    single packs of what is ordered anyway, what runs out first before the others."""
    days, _ = joint.reaching(lambda units: container.filled(units) > count + 1e-9)
    quantity = joint.raised(days)
    soonest = np.argsort(joint.short / np.maximum(joint.daily, 1e-9), kind="stable")[::-1]
    for row in soonest:
        more = quantity.copy()
        more[row] += joint.pack[row]
        if (
            quantity[row] > 0
            and more[row] <= joint.most[row] + 1e-9
            and container.filled(more) <= count + 1e-9
        ):
            quantity = more
    if not (quantity > joint.planned).any():
        return None
    return Load(
        containers=count,
        filled=container.filled(quantity),
        quantity=tuple(quantity.tolist()),
        extra_days=days,
        cost=joint.holding(quantity, worth, rate),
    )


def _cut(
    plan: Plan,
    joint: JointOrder,
    container: _Container,
    count: int,
    ahead: Outlook,
    worth: UnitWorth,
) -> Load | None:
    """Leave out the packs that earn least for their room until ``count`` containers hold the rest;
    what the operator accepted or changed stays."""
    rows, quantity = joint.rows, joint.planned.copy()
    every = plan.suggestions
    is_open = np.array([every[row].decision == "open" for row in rows], dtype=bool)
    position = np.array([it.position for it in every])
    lost = plan.lost_sales & np.array([it.stock_known for it in every], dtype=bool)
    beyond = ahead.beyond(position, lost)[rows]
    margin = np.nan_to_num(worth.margin[rows])
    gained = np.maximum(margin, 1e-6)
    for share in container.share:
        room = count - float((share * quantity)[~is_open].sum())
        if float((share * quantity)[is_open].sum()) <= room + 1e-9:
            continue
        if room < 0:
            return None
        offer = offer_blocks(
            beyond[is_open],
            quantity[is_open],
            joint.pack[is_open],
            joint.least[is_open],
            share[is_open],
            gained[is_open],
            np.zeros(int(is_open.sum())),
        )
        quantity[is_open] = buy(offer, room).quantity
    if container.filled(quantity) > count + 1e-9 or not quantity.any():
        return None
    served = [
        np.minimum(beyond, units[:, None]).mean(axis=1) for units in (joint.planned, quantity)
    ]
    return Load(
        containers=count,
        filled=container.filled(quantity),
        quantity=tuple(quantity.tolist()),
        extra_days=0.0,
        cost=float((margin * (served[0] - served[1])).sum()),
    )
