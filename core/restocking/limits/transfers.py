"""Goods moved between stores before more are bought: one store's excess is another's need (F16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.restocking.levels.outlook import Outlook
from core.restocking.orders.policy import Move, Plan
from core.restocking.terms.worth import UnitWorth


@dataclass(frozen=True, slots=True)
class MovingCost:
    """Currency that it costs to move goods from one store to another: a unit, and each time."""

    per_unit: float = 0.0
    per_transfer: float = 0.0


@dataclass(frozen=True, slots=True)
class Transfer:
    """Units of an item to move from one store to another.

    item; giver and taker, rows of the plan; units
    saved   purchase cost that is not spent now, less the cost of moving; currency, NaN where the
            cost is unknown
    """

    item: str
    giver: int
    taker: int
    units: float
    saved: float


def find_transfers(
    plan: Plan,
    ahead: Outlook,
    worth: UnitWorth,
    moving: MovingCost,
) -> tuple[Transfer, ...]:
    """Return transfers that save more than they cost, the largest saving first.

    A store gives what it has beyond the demand that it will see, in 9 of 10 futures, until its next
    delivery and the longest sensible cover after it: it would not order the item again before then.
    A store takes at most what the plan would buy for it. Only stores whose stock is known give, and
    answers of the operator stand, as do the moves agreed to. Where a unit's cost is not known, only
    the units count.
    """
    limit = np.ceil(np.quantile(ahead.cover, 0.9, axis=1)) if len(ahead.cover) else np.zeros(0)
    found = []
    promised: dict[tuple[str, str], float] = {}
    for move in plan.moves:
        promised[move.item, move.giver] = promised.get((move.item, move.giver), 0.0) + move.units
    for item, rows in _by_item(plan).items():
        spare = {
            row: np.floor(
                min(
                    plan.suggestions[row].on_hand - plan.suggestions[row].reserved,
                    plan.suggestions[row].position - limit[row],
                )
                - promised.get((item, plan.suggestions[row].store), 0.0)
            )
            for row in rows
            if plan.suggestions[row].stock_known
        }
        givers = sorted((row for row in spare if spare[row] >= 1), key=lambda row: -spare[row])
        takers = sorted(_takers(plan, rows), key=lambda row: -plan.suggestions[row].need)
        left = {row: spare[row] for row in givers}
        for taker in takers:
            need = float(np.ceil(plan.suggestions[taker].need))
            for giver in givers:
                units = min(need, left[giver])
                if giver == taker or units < 1:
                    continue
                saved = units * (worth.cost[taker] - moving.per_unit) - moving.per_transfer
                if not saved <= 0:  # an unknown cost is no reason to buy
                    found.append(Transfer(item, giver, taker, float(units), float(saved)))
                    left[giver] -= units
                    need -= units
    found.sort(key=lambda it: (np.isnan(it.saved), -np.nan_to_num(it.saved), -it.units))
    return tuple(found)


def _by_item(plan: Plan) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, suggestion in enumerate(plan.suggestions):
        rows.setdefault(suggestion.item, []).append(row)
    return {item: found for item, found in rows.items() if len(found) > 1}


def _takers(plan: Plan, rows: Sequence[int]) -> list[int]:
    return [
        row
        for row in rows
        if plan.suggestions[row].need > 0 and plan.suggestions[row].decision == "open"
    ]


def bought_beside(plan: Plan, transfers: Sequence[Transfer]) -> Mapping[int, float]:
    """Return what each taker still buys, in whole packs, by its row in the plan; units."""
    moved: dict[int, float] = {}
    for transfer in transfers:
        moved[transfer.taker] = moved.get(transfer.taker, 0.0) + transfer.units
    bought = {}
    for row, units in moved.items():
        it = plan.suggestions[row]
        left = max(0.0, it.need - units)
        packs = np.ceil(np.round(max(left, it.minimum_order) / it.pack_size, 9))
        bought[row] = float(packs * it.pack_size) if left > 1e-9 else 0.0
    return bought


def moves_of(plan: Plan, transfers: Sequence[Transfer]) -> tuple[Move, ...]:
    """Return the transfers as they are agreed to: by names, which hold in later plans, too."""
    store = [it.store for it in plan.suggestions]
    return tuple(Move(it.item, store[it.giver], store[it.taker], it.units) for it in transfers)
