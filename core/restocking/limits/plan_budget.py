"""A plan within its limits: which orders to cut where room or money do not reach (F14, P43)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.outlook import Outlook
from core.restocking.limits.budget import Offer, Purchase, buy, frontier, offer_blocks
from core.restocking.limits.rooms import RoomPlan
from core.restocking.orders.policy import Plan
from core.restocking.terms.worth import UnitWorth


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """What the open suggestions of a plan offer for money.

    rows     (m) suggestions that can be cut: open, to be ordered, with a cost
    offer    their blocks, up to what the plan suggests and the rooms hold
    allowed  (n) units that each open suggestion may have where money is no object
    fixed    cost of what the operator has accepted or changed, which is spent first
    unpriced suggestions that no money can be set against; they stay as they are
    """

    rows: NDArray[np.intp]
    offer: Offer
    allowed: NDArray[np.float64]
    fixed: float
    unpriced: int

    def total_cost(self) -> float:
        """Return the cost of the whole plan, as far as costs are known."""
        return self.fixed + float(self.offer.cost[:, -1].sum())


def plan_offer(
    plan: Plan, ahead: Outlook, worth: UnitWorth, rooms: RoomPlan | None = None
) -> PlanOffer:
    """Return what the plan offers, within what ``rooms`` hold; ``ahead`` and ``worth`` are of the
    same items.

    A unit that would have been missing earns its margin. One left over costs nothing here: the
    plan's own level says already how many to hold, and a budget of the plan's cost buys the plan.
    """
    ordered = np.array([s.order_quantity for s in plan.suggestions])
    if rooms is not None:
        ordered = np.minimum(ordered, rooms.quantity)
    final = np.array([s.final_quantity for s in plan.suggestions])
    position = np.array([s.position for s in plan.suggestions])
    is_open = np.array([s.decision == "open" for s in plan.suggestions], dtype=bool)
    priced = np.isfinite(worth.cost)
    wanted = is_open & (ordered > 0)
    rows = np.flatnonzero(wanted & priced)
    settled = ~is_open & priced & (final > 0)
    pack = np.array([s.pack_size for s in plan.suggestions])
    minimum = np.array([s.minimum_order for s in plan.suggestions])
    # An order for stock that is not known aims at the whole level: see ``prospects``.
    lost = plan.lost_sales & np.array([s.stock_known for s in plan.suggestions], dtype=bool)
    offer = offer_blocks(
        ahead.beyond(position, lost)[rows],
        ordered[rows],
        pack[rows],
        minimum[rows],
        worth.cost[rows],
        # Nothing is gained by what earns nothing; it would be bought last, not never.
        np.maximum(worth.margin[rows], 1e-6 * np.maximum(worth.cost[rows], 1.0)),
        np.zeros(rows.size),
    )
    return PlanOffer(
        rows=rows,
        offer=offer,
        allowed=ordered,
        fixed=float((final * np.nan_to_num(worth.cost))[settled].sum()),
        unpriced=int((wanted & ~priced).sum()),
    )


def plan_within(plan: Plan, offer: PlanOffer, budget: float | None) -> Plan:
    """Return the plan with the open suggestions cut so that its known cost is within ``budget``,
    None: whatever it costs, and its goods within the offer's rooms.

    What was accepted or changed stays, even where it alone exceeds the budget; the rest is then 0.
    ``order_quantity`` keeps saying what is needed; ``final_quantity`` is what the limits allow.
    """
    quantity = offer.allowed.copy()
    if budget is not None and budget < offer.total_cost():
        quantity[offer.rows] = buy(offer.offer, max(0.0, budget - offer.fixed)).quantity
    changed = list(plan.suggestions)
    for row, units in enumerate(quantity.tolist()):
        found = changed[row]
        if found.decision == "open" and found.final_quantity != units:
            changed[row] = replace(found, final_quantity=units)
    return replace(plan, suggestions=tuple(changed))


def budget_frontier(offer: PlanOffer, steps: int = 40) -> tuple[Purchase, ...]:
    """Return what budgets from nothing to the whole plan buy of the open suggestions."""
    return frontier(offer.offer, steps)
