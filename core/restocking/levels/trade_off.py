"""What a level costs in stock and saves in lost sales, and the level that trades them best.

One service level for all items buys the last unit of an expensive slow mover as eagerly as that of
a cheap best seller. Weighing the sales that a unit saves against the stock that it ties up (F14:
blocks ranked by gain ÷ cost) puts the same money where it saves most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.levels import round_level

Floats = NDArray[np.float64]

_GRID = 96
"""Levels an item that are weighed: about as many as 500 paths can tell apart."""


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Candidate levels of n items, ascending, and what each means over one review period.

    levels (n, c) units; the first is 0
    short  (n, c) units expected to be lost between one arrival and the next (F6)
    held   (n, c) units expected on hand, averaged over that time
    totals (n, p) demand of the paths over the protection period, ascending
    """

    levels: Floats
    short: Floats
    held: Floats
    totals: Floats

    def service(self, level: float | Floats, whole: NDArray[np.bool_]) -> Floats:
        """(n) smallest level that covers a share ``level`` (one for all, or (n)) of paths: F5."""
        paths = self.totals.shape[1]
        share = np.broadcast_to(np.asarray(level, dtype=np.float64), (len(self.totals),))
        rank = np.clip(np.ceil(share * paths - 1e-9).astype(np.int64), 1, paths)
        return round_level(self.totals[np.arange(len(self.totals)), rank - 1], whole)

    def best(self, saved: Floats, charge: Floats) -> Floats:
        """(n) level with the least ``saved`` · short + ``charge`` · held.

        saved   (n) what a unit that is not lost is worth; charge (n) what a unit held over a
                review period costs, in the same money. Of equals the lowest is taken.
        """
        cost = saved[:, None] * self.short + charge[:, None] * self.held
        return np.asarray(self.levels[np.arange(len(cost)), cost.argmin(axis=1)])

    def confidence(self, saved: Floats, charge: Floats, stays: Floats) -> Floats:
        """(n) share (0–1) of futures in which one more unit should still be sold before the next
        delivery: F10.

        A unit that is sold is worth ``saved`` and lay there for half a review; one left over stays
        for ``stays`` (n) reviews, until an order arrives that was made knowing of it. Each review
        costs ``charge``.
        """
        gained = np.maximum(saved - charge / 2, 0.0)
        return gained / np.maximum(gained + charge * stays, 1e-12)


def trade_off(lead_time: Floats, protection: Floats, whole: NDArray[np.bool_]) -> TradeOff:
    """Weigh levels by the paths' demand over lead time and over protection period (n, p).

    What is ordered now arrives after the lead time and must last until the next order's arrival:
    on a path short of the level S by then, (X_{R+L} − S)⁺ − (X_L − S)⁺ is lost in between (F6);
    stock falls from (S − X_L)⁺ to (S − X_{R+L})⁺.
    """
    first, last = np.sort(lead_time, axis=1), np.sort(protection, axis=1)
    paths = last.shape[1]
    # Dense in the upper tail, where levels lie.
    share = np.concatenate([np.linspace(0.0, 0.8, _GRID // 3), _tail(_GRID - _GRID // 3 - 1)])
    rank = np.clip(np.ceil(share * paths).astype(np.int64), 1, paths) - 1
    levels = round_level(last[:, rank], np.broadcast_to(whole[:, None], (len(last), rank.size)))
    levels = np.concatenate([np.zeros((len(levels), 1)), levels], axis=1)
    over_first, over_last = mean_excess(first, levels), mean_excess(last, levels)
    # (S − X)⁺ = S − X + (X − S)⁺
    left_first = levels - first.mean(axis=1)[:, None] + over_first
    left_last = levels - last.mean(axis=1)[:, None] + over_last
    return TradeOff(
        levels=levels,
        short=np.maximum(over_last - over_first, 0.0),
        held=np.maximum(left_first + left_last, 0.0) / 2,
        totals=last,
    )


def held_units(lead_time: Floats, protection: Floats, level: Floats) -> Floats:
    """(n) units on hand, averaged between one arrival and the next, at each level (n)."""
    at = level[:, None]
    left = [np.maximum(at - demand, 0.0).mean(axis=1) for demand in (lead_time, protection)]
    return np.asarray((left[0] + left[1]) / 2)


def _tail(count: int) -> Floats:
    return np.asarray(1.0 - 0.2 * np.geomspace(1.0, 0.005, count))


def mean_excess(ordered: Floats, levels: Floats) -> Floats:
    """Return (n, c) the mean over ascending samples (n, p) of what exceeds each level (n, c)."""
    n, paths = ordered.shape
    # One search for all rows: each row is shifted to a range of its own.
    shift = np.arange(n)[:, None] * (
        max(float(ordered.max(initial=0)), float(levels.max(initial=0))) + 1.0
    )
    place = np.searchsorted((ordered + shift).ravel(), (levels + shift).ravel(), side="right")
    inside = place.reshape(levels.shape) - np.arange(n)[:, None] * paths
    below = np.concatenate([np.zeros((n, 1)), np.cumsum(ordered, axis=1)], axis=1)
    total = below[:, -1:] - np.take_along_axis(below, inside, axis=1)
    return np.asarray((total - (paths - inside) * levels) / paths)


@dataclass(frozen=True, slots=True)
class Charges:
    """Weights (n) of units held and sold, with which an item of median value is treated alike
    whether units or margin are saved.

    units  of a unit held, where each unit sold counts 1
    margin of a unit held, where each unit sold counts ``saved``, its share of the median margin
    """

    units: Floats
    saved: Floats
    margin: Floats


def charges_of(value: Floats, margin: Floats, review: Floats) -> Charges:
    """Return the weights of items of ``value`` (n, > 0) with ``margin`` (n; NaN unknown: the value)
    that are reviewed every ``review`` (n) days: a unit held twice as long costs twice as much."""
    held = value * review / np.median(review)
    held = held / np.median(held)
    gained = np.maximum(np.where(np.isfinite(margin), margin, value), 0.0)
    middle = float(np.median(gained))
    return Charges(units=held, saved=gained / (middle if middle > 0 else 1.0), margin=held)
