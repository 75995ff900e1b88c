"""How much stock to order up to, and how much one order may be: the policy itself.

The plan and the replay of the past both ask here, so that what is replayed is what is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.economics import implied_service
from core.restocking.levels.levels import fill_rate_level, path_level, round_level
from core.restocking.levels.trade_off import held_units, trade_off
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import FILL, GAIN, MONEY
from core.restocking.terms.worth import unit_worth

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Aims:
    """What n items' levels are to achieve.

    kinds   (n) what the service level counts: ``SERVICE_KINDS``
    service (n) the level (0–1)
    whole   (n) sold by the piece
    value   (n) of a unit in stock; currency, or the usual item's where it is not known
    worth   (n) of a unit held over a review, as a multiple of the usual item's
    scale   what holding is charged beside the usual: see ``gain_scale``
    stays   (n) reviews that a unit left over stays: until an order arrives that reckons with it
    lost    whether a sale that finds no stock is lost; else it waits for the delivery
    lot     (n) units that an order should have for its fixed cost (F9); 0 where there is none
    """

    kinds: NDArray[np.str_]
    service: Floats
    whole: Booleans
    value: Floats
    worth: Floats
    scale: float
    stays: Floats
    lost: bool
    lot: Floats

    @classmethod
    def of(cls, terms: Terms, yearly_demand: Floats, holding_rate: float, lost: bool) -> Aims:
        """Return the aims of the terms; ``yearly_demand`` (n) units, for lots and money."""
        table, worth = terms.table, unit_worth(terms)
        kinds = table["service_kind"].to_numpy(dtype=np.str_)
        service = np.array(table["service_level"], dtype=np.float64)
        review = np.asarray(table["review_days"], dtype=np.float64)
        money = np.flatnonzero(kinds == MONEY)
        known = money[np.isfinite(worth.cost[money])]
        lost_share = np.nan_to_num(np.asarray(table["lost_share"], dtype=np.float64), nan=1.0)
        service[known] = [
            implied_service(
                worth.cost[row] + worth.margin[row],
                worth.cost[row],
                holding_rate,
                review[row],
                lost_share[row],
            )
            for row in known
        ]
        order_cost = np.nan_to_num(np.asarray(table["order_cost"], dtype=np.float64))
        value = worth.value()
        return cls(
            kinds=kinds,
            service=service,
            whole=table["whole_units"].to_numpy(dtype=bool),
            value=value,
            worth=relative_worth(value, review),
            scale=1.0,
            stays=reviews_left_over(np.asarray(table["lead_time_days"], dtype=np.float64), review),
            lost=lost,
            lot=np.sqrt(
                2
                * order_cost
                * np.maximum(yearly_demand, 0.0)
                / np.maximum(value, 1e-9)
                / max(holding_rate, 1e-9)
            ),
        )

    @property
    def charge(self) -> Floats:
        """(n) what holding a unit over a review is charged, where losing one counts 1."""
        return charge_of(self.service) * self.worth * self.scale

    def some(self, rows: slice | Booleans) -> Aims:
        """Return the aims of some of the items."""
        per_item = ("kinds", "service", "whole", "value", "worth", "stays", "lot")
        return replace(self, **{name: getattr(self, name)[rows] for name in per_item})


@dataclass(frozen=True, slots=True)
class GainCurve:
    """What levels of n items save and hold, to spread money over them.

    short, held (n, c) see ``TradeOff``; charge (n) of the aims, before any scale; value (n)
    money tied up by the levels that the service asks for
    """

    short: Floats
    held: Floats
    charge: Floats
    value: Floats
    money: float


def gain_curve(during_lead: Floats, protected: Floats, aims: Aims) -> GainCurve | None:
    """Return the curve of the items whose level is spread by gain; None where there is none."""
    gain = (aims.kinds == GAIN) & (protected > during_lead).any(axis=1)
    if not gain.any():
        return None
    some = replace(aims.some(gain), scale=1.0)
    curve = trade_off(during_lead[gain], protected[gain], some.whole)
    level = path_level(protected[gain], some.service, some.whole)
    held = held_units(during_lead[gain], protected[gain], level)
    return GainCurve(
        curve.short, curve.held, some.charge, some.value, float((held * some.value).sum())
    )


def gain_scale(curves: Sequence[GainCurve]) -> float:
    """Return the scale of all charges at which levels by gain tie up the money that the service
    levels would: the same stock, spread so that the next coin would save the same everywhere.

    Rounded to two digits, so that one item's terms do not move all plans.
    """
    money = sum(curve.money for curve in curves)

    def tied_up(scale: float) -> float:
        total = 0.0
        for it in curves:
            best = (it.short + (scale * it.charge)[:, None] * it.held).argmin(axis=1)
            total += float((it.held[np.arange(len(best)), best] * it.value).sum())
        return total

    low, high = np.log(1e-4), np.log(1e4)
    if not curves or money <= 0:
        return 1.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if tied_up(np.exp(middle)) > money else (low, middle)
    return float(f"{np.exp(high):.1e}")


def reviews_left_over(lead_time_days: Floats, review_days: Floats) -> Floats:
    """(n) reviews for which a unit stays that is left over when the next delivery comes.

    The next order reckons with it, and arrives a lead time later.
    """
    return np.asarray(1.0 + lead_time_days / np.maximum(review_days, 1.0))


def relative_worth(value: Floats, review_days: Floats) -> Floats:
    """(n) worth of a unit held from one review to the next, as a multiple of the usual one's.

    The usual one is the median, rounded to two digits: one item's price must not move all plans.
    """
    held = value * np.maximum(review_days, 1.0)
    usual = float(np.median(held)) if held.size else 1.0
    return np.asarray(held / float(f"{usual:.1e}")) if usual > 0 else np.ones_like(held)


@dataclass(frozen=True, slots=True)
class Targets:
    """What n items are ordered up to; units.

    level    (n) stock and orders together that an order brings an item up to
    trigger  (n) stock and orders at or under which it is ordered at all
    most     (n) that one order may have; inf where only the level says
    service  (n) share of paths (0–1) that the trigger covers
    """

    level: Floats
    trigger: Floats
    most: Floats
    service: Floats


def targets(during_lead: Floats, protected: Floats, aims: Aims) -> Targets:
    """Return the targets for demand (n, p) over lead time and over protection period.

    "cycle": the level covers both on the share of paths asked for (F5); "fill": it serves the share
    of units (F6); "money": it is a cycle level that margin and carrying cost imply (F11). "gain"
    (F14): a unit is held as long as the sales that it is expected to save outweigh the money that
    it ties up, where all items together tie up what the level asked for would.

    Where missed sales are lost, an order that makes up for what is missed before it arrives comes
    too late: one order has at most what sells from its own arrival to the next with the same
    confidence (capped base-stock policies: Xin 2021, Operations Research 69(1)).

    Where orders have a cost of their own, they are as large as it asks for (F8: (R, s, S)).
    """
    level = path_level(protected, aims.service, aims.whole)
    service = aims.service.copy()
    between = np.maximum(protected - during_lead, 0.0)
    reviewed = between.any(axis=1)
    fill = (aims.kinds == FILL) & reviewed
    if fill.any():
        level[fill] = fill_rate_level(
            during_lead[fill],
            protected[fill],
            between[fill].mean(axis=1),
            aims.service[fill],
            aims.whole[fill],
        )
    gain = (aims.kinds == GAIN) & reviewed
    share = aims.service.copy()
    if gain.any():
        some = aims.some(gain)
        curve = trade_off(during_lead[gain], protected[gain], some.whole)
        charge = some.charge
        level[gain] = curve.best(np.ones(len(charge)), charge)
        share[gain] = curve.confidence(np.ones(len(charge)), charge, some.stays)
    told = fill | gain
    if told.any():
        covered = (protected[told] <= level[told, None] + 1e-6).mean(axis=1)
        # So many paths cannot promise more.
        service[told] = np.minimum(covered, 1.0 - 1.0 / protected.shape[1])
    most = np.full(len(level), np.inf)
    if aims.lost:
        share[fill] = service[fill]
        most[reviewed] = cap(between[reviewed], share[reviewed], aims.whole[reviewed])
    trigger = level.copy()
    extra = np.maximum(aims.lot - between.mean(axis=1), 0.0)
    if extra.any():
        level = round_level(level + extra, aims.whole)
        most = most + np.where(aims.whole, np.ceil(extra), np.round(extra, 2))
    return Targets(level, trigger, most, service)


def charge_of(service: Floats | float) -> Floats:
    """Return what holding a unit over a review is charged, where losing one counts 1.

    (1 − s) / s: an item of usual worth is then held at about the cycle service s (F10).
    """
    return np.asarray((1.0 - service) / service)


def cap(between: Floats, share: Floats, whole: Booleans) -> Floats:
    """(n) units that cover a ``share`` (n) of the paths (n, p) of demand between two arrivals; at
    least one unit, or a hundredth of goods not sold by the piece."""
    ordered = np.sort(between, axis=1)
    paths = ordered.shape[1]
    rank = np.clip(np.ceil(share * paths - 1e-9).astype(np.int64), 1, paths)
    units = round_level(ordered[np.arange(len(ordered)), rank - 1], whole)
    return np.maximum(units, np.where(whole, 1.0, 0.01))
