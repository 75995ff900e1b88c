"""An order cut to a budget: the money goes to the packs that earn most for it (restock.md F14).

Each item offers blocks: the smallest order its supplier takes, then packs. A block's gain is what
its units are expected to sell for above their cost, less what it costs to hold those left over.
Gains fall from block to block, so blocks ranked by gain ÷ cost are near the optimum; what is left
of the money is settled by an exact choice among the items next to the cut (a multiple-choice
knapsack over its Pareto states: Nemhauser & Ullmann 1969, Management Science 15(9); on the few
items that matter, the "core": Balas & Zemel 1980, Operations Research 28(5)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.trade_off import mean_excess
from core.restocking.terms.constraints import order_quantity

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_MOST_CELLS = (
    150_000  # items × blocks: a step of the slider then takes a few hundredths of a second
)
_FEWEST_BLOCKS, _MOST_BLOCKS = 12, 256
_CORE = 14  # items next to the cut that are chosen among exactly
_REACH = 12  # blocks either way from the cut that such an item may move
_STATES = 2000  # Pareto states kept; more are thinned out evenly over the cost


@dataclass(frozen=True, slots=True)
class Offer:
    """What n items offer for money, in up to b blocks each.

    quantity (n, b + 1) units up to and with each block; the first column is 0; repeated where an
             item has fewer blocks
    cost     (n, b + 1) of so many units, in currency; gain (n, b + 1) expected from them
    """

    quantity: Floats
    cost: Floats
    gain: Floats

    def __len__(self) -> int:
        return len(self.quantity)

    def total_cost(self) -> float:
        """Return the budget at which nothing has to be left out."""
        return float(self.cost[np.arange(len(self)), self.gain.argmax(axis=1)].sum())


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a budget buys: (n) units of each item, what they cost and are expected to gain."""

    quantity: Floats
    cost: float
    gain: float


def offer_blocks(
    beyond: Floats,
    most: Floats,
    pack_size: Floats,
    minimum_order: Floats,
    unit_cost: Floats,
    saved: Floats,
    charge: Floats,
) -> Offer:
    """Return the blocks of n items.

    beyond    (n, p) units that each path needs beyond what is there and on the way, ≥ 0
    most      (n) units at most: what would be ordered without a budget
    unit_cost (n) currency, ≥ 0; saved (n) what a unit that would have been missing earns
              (price − cost, ≥ 0); charge (n) what holding a unit costs that is not asked for, ≥ 0

    The gain of q units is Σ_{j ≤ q} saved · P(X ≥ j) − charge · P(X < j)
    = (saved + charge) · E[min(X, q)] − charge · q.
    """
    first = order_quantity(np.full(len(most), 1e-9), minimum_order, pack_size)
    packs = np.where(most >= first - 1e-9, np.round((most - first) / pack_size), -1.0)
    count = int(np.clip(_MOST_CELLS // max(len(most), 1), _FEWEST_BLOCKS, _MOST_BLOCKS))
    width = int(min(count, max(packs.max(initial=0.0), 0.0) + 1))
    step = np.ceil(np.maximum(packs, 0.0) / max(width - 1, 1))
    number = np.minimum(np.arange(width) * step[:, None], np.maximum(packs, 0.0)[:, None])
    quantity = np.zeros((len(most), width + 1))
    quantity[:, 1:] = np.where(packs[:, None] >= 0, first[:, None] + number * pack_size[:, None], 0)
    ordered = np.sort(beyond, axis=1)
    covered = ordered.mean(axis=1)[:, None] - mean_excess(ordered, quantity)
    gain = (saved + charge)[:, None] * covered - charge[:, None] * quantity
    return Offer(quantity, quantity * unit_cost[:, None], gain)


def buy(offer: Offer, budget: float) -> Purchase:
    """Return what ``budget`` is best spent on; never more is spent. No block that loses is bought.

    The same offer and budget buy the same.
    """
    more_cost, more_gain = np.diff(offer.cost, axis=1), np.diff(offer.gain, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(more_gain > 0, more_gain / more_cost, -np.inf)
    # Blocks may only follow one another: noise in the gains must not turn their order.
    rate = np.minimum.accumulate(np.where(np.isnan(rate), -np.inf, rate), axis=1)
    width = more_cost.shape[1]
    ranked = np.argsort(-rate, axis=None, kind="stable")
    ranked = ranked[: int((rate > -np.inf).sum())]
    spent = np.cumsum(more_cost.ravel()[ranked])
    cut = int(np.searchsorted(spent, budget * (1 + 1e-12), side="right"))
    taken = np.bincount(ranked[:cut] // width, minlength=len(offer))
    if cut < ranked.size:
        taken = _settled(offer, taken, _core(ranked // width, cut), budget)
    rows = np.arange(len(offer))
    return Purchase(
        quantity=offer.quantity[rows, taken],
        cost=float(offer.cost[rows, taken].sum()),
        gain=float(offer.gain[rows, taken].sum()),
    )


def _core(owner: Integers, cut: int) -> Integers:
    """The items whose blocks lie next to the cut in the ranking, nearest first."""
    nearby = np.arange(max(0, cut - 40 * _CORE), min(len(owner), cut + 40 * _CORE))
    nearest = owner[nearby[np.argsort(np.abs(nearby - cut + 0.5), kind="stable")]]
    _, first = np.unique(nearest, return_index=True)
    return np.asarray(nearest[np.sort(first)][:_CORE])


def _settled(offer: Offer, taken: Integers, core: Integers, budget: float) -> Integers:
    """Choose the blocks of the core's items anew, exactly, for what the others leave."""
    rows = np.arange(len(offer))
    others = np.ones(len(offer), dtype=bool)
    others[core] = False
    left = budget - float(offer.cost[rows, taken][others].sum())
    cost, gain = np.zeros(1), np.zeros(1)
    trail: list[tuple[Integers, Integers]] = []
    for row in core:
        options = _options(offer, int(row), int(taken[row]))
        cost_of, gain_of = offer.cost[row, options], offer.gain[row, options]
        all_cost = (cost[:, None] + cost_of).ravel()
        all_gain = (gain[:, None] + gain_of).ravel()
        kept = _pareto(all_cost, all_gain, left)
        trail.append((kept // len(options), options[kept % len(options)]))
        cost, gain = all_cost[kept], all_gain[kept]
    chosen = taken.copy()
    state = len(cost) - 1  # the dearest Pareto state gains most
    for row, (came_from, blocks) in zip(core[::-1], trail[::-1], strict=True):
        chosen[row] = blocks[state]
        state = int(came_from[state])
    return chosen


def _options(offer: Offer, row: int, taken: int) -> Integers:
    last = int(offer.gain[row].argmax())
    near = np.arange(max(0, taken - _REACH), min(last, taken + _REACH) + 1)
    return np.unique(np.concatenate([[0], near]))


def _pareto(cost: Floats, gain: Floats, budget: float) -> Integers:
    """Indices of the states within budget that no cheaper state equals in gain, cheapest first."""
    order = np.lexsort((-gain, cost))
    order = order[cost[order] <= budget * (1 + 1e-12) + 1e-9]
    if not order.size:
        return np.array([int(cost.argmin())])
    best = np.maximum.accumulate(gain[order])
    better = np.ones(order.size, dtype=bool)
    better[1:] = gain[order][1:] > best[:-1]
    kept = order[better]
    if kept.size <= _STATES:
        return kept
    # The dearest state of each slice of cost gains most in it.
    slices = np.floor((cost[kept] - cost[kept[0]]) / max(budget - cost[kept[0]], 1e-9) * _STATES)
    return np.asarray(kept[np.append(np.diff(slices) > 0, True)])


def frontier(offer: Offer, steps: int = 40) -> tuple[Purchase, ...]:
    """Return what budgets from nothing to everything buy, in even steps."""
    total = offer.total_cost()
    return tuple(buy(offer, total * k / steps) for k in range(steps + 1))
