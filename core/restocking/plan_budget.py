"""A plan within a budget: which of its orders to cut where the money does not reach (F14, P43)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.restocking.budget import Offer, Purchase, buy, frontier, offer_blocks
from core.restocking.outlook import Outlook
from core.restocking.policy import Plan
from core.restocking.worth import UnitWorth


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """What the open suggestions of a plan offer for money.

    rows     (m) suggestions that can be cut: open, to be ordered, with a cost
    offer    their blocks, up to what the plan suggests
    fixed    cost of what the operator has accepted or changed, which is spent first
    unpriced suggestions that no money can be set against; they stay as they are
    """

    rows: NDArray[np.intp]
    offer: Offer
    fixed: float
    unpriced: int

    def total_cost(self) -> float:
        """Return the cost of the whole plan, as far as costs are known."""
        return self.fixed + float(self.offer.cost[:, -1].sum())


def plan_offer(plan: Plan, ahead: Outlook, worth: UnitWorth) -> PlanOffer:
    """Return what the plan offers; ``ahead`` and ``worth`` are of the same items.

    A unit that would have been missing earns its margin. One left over costs nothing here: the
    plan's own level says already how many to hold, and a budget of the plan's cost buys the plan.
    """
    ordered = np.array([s.order_quantity for s in plan.suggestions])
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
        fixed=float((final * np.nan_to_num(worth.cost))[settled].sum()),
        unpriced=int((wanted & ~priced).sum()),
    )


def plan_within(plan: Plan, offer: PlanOffer, budget: float) -> Plan:
    """Return the plan with the open suggestions cut so that its known cost is within ``budget``.

    What was accepted or changed stays, even where it alone exceeds the budget; the rest is then 0.
    ``order_quantity`` keeps saying what is needed; ``final_quantity`` is what the money allows.
    """
    if budget >= offer.total_cost():
        quantity = offer.offer.quantity[:, -1]
    else:
        quantity = buy(offer.offer, max(0.0, budget - offer.fixed)).quantity
    changed = list(plan.suggestions)
    for row, units in zip(offer.rows, quantity, strict=True):
        changed[row] = replace(changed[row], final_quantity=float(units))
    return replace(plan, suggestions=tuple(changed))


def budget_frontier(offer: PlanOffer, steps: int = 40) -> tuple[Purchase, ...]:
    """Return what budgets from nothing to the whole plan buy of the open suggestions."""
    return frontier(offer.offer, steps)
