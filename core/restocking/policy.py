"""What to order, how much and by when: periodic review up to a level that paths of demand over
lead time and review period justify."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.restocking.constraints import excessive_surplus, order_quantity
from core.restocking.explanation import DerivationTerm, Reckoning, derive, explain
from core.restocking.horizon import DemandToCome, demand_to_come, planning_day
from core.restocking.levels import fill_rate_level, lead_time_draws, path_level, round_level
from core.restocking.terms import Terms
from core.wording import Sentence

__all__ = ["DECISIONS", "DerivationTerm", "Plan", "Suggestion", "make_plan"]

Floats = NDArray[np.float64]

DECISIONS = ("open", "accepted", "changed", "rejected", "watched")
"""What the operator may say to a suggestion."""

_ROWS_AT_ONCE = 128  # 500 paths of 28 days are then 15 MB: they stay in the processor's cache
_FARTHEST = 730.0  # days; an order-by day later than this says nothing


LIKELY = 0.5
"""Probability from which an item is said to run out."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do about one item. Units unless said otherwise; days are calendar days.

    on_hand, on_order    stock as typed or read, ≥ 0; position = on_hand + on_order
    stock_known          False where the sheets do not say: on_hand is then 0, and the risk, the
                         cover and the stockout days, which would only frighten, are NaN and NaT
    protection_days      lead time + review period
    expected_demand      mean demand over the protection period
    order_up_to_level    level that covers it with the item's service level
    safety_stock         order_up_to_level − expected_demand
    reorder_point        level that covers the lead time alone
    need                 max(0, order_up_to_level − position)
    order_quantity       need after minimum order and pack
    decision, final_quantity   the operator's answer; final_quantity = what will be ordered
    note                 the operator's own words
    order_by             last day to order without running short of the service level, not before
                         the day of the plan; NaT where stock lasts more than two years
    stockout_day         day on which stock runs out with probability ½, NaT beyond the horizon
    early_stockout_day   the same with probability 1/10
    days_of_cover        position ÷ mean daily demand; inf where nothing sells
    stockout_risk        probability (0–1) to run out before an order placed today arrives
    reason               why, in a sentence; derivation: the terms that add up to order_quantity

    Where an item is sold in whole units all units are whole; otherwise they are in hundredths.
    """

    item: str
    store: str
    title: str
    supplier: str
    on_hand: float
    on_order: float
    stock_known: bool
    protection_days: float
    expected_demand: float
    order_up_to_level: float
    safety_stock: float
    reorder_point: float
    need: float
    order_quantity: float
    decision: str
    final_quantity: float
    order_by: np.datetime64
    stockout_day: np.datetime64
    early_stockout_day: np.datetime64
    days_of_cover: float
    stockout_risk: float
    pack_size: float
    minimum_order: float
    unit_cost: float
    reason: Sentence
    derivation: tuple[DerivationTerm, ...]
    note: str = ""

    @property
    def runs_out(self) -> bool:
        """Whether stock more likely than not runs out before an order placed today arrives."""
        return self.stock_known and self.expected_demand > 0 and self.stockout_risk >= LIKELY

    @property
    def amount(self) -> float:
        """Cost of what will be ordered, in the sheet's currency; NaN where the cost is unknown."""
        return self.final_quantity * self.unit_cost

    @property
    def surplus(self) -> float:
        """Units that minimum order and pack add to the need."""
        return self.order_quantity - self.need


@dataclass(frozen=True, slots=True)
class Plan:
    """Suggestions for all items, in the order of the demand panel, as of a day."""

    as_of: np.datetime64
    suggestions: tuple[Suggestion, ...]

    def decided(self, row: int, decision: str, quantity: float) -> Plan:
        """Return the plan with the operator's decision and quantity for one item."""
        changed = replace(self.suggestions[row], decision=decision, final_quantity=quantity)
        before, after = self.suggestions[:row], self.suggestions[row + 1 :]
        return replace(self, suggestions=(*before, changed, *after))

    def rows_by_urgency(self) -> tuple[int, ...]:
        """Return row numbers, the most urgent first.

        What is to be ordered before what is not; then the earlier order-by day, the larger risk
        and the larger order. What is on the way counts in all of them.
        """

        def urgency(row: int) -> tuple[bool, int, float, float, int]:
            it = self.suggestions[row]
            day = np.iinfo(np.int64).max if np.isnat(it.order_by) else int(it.order_by.astype(int))
            risk = 0.0 if np.isnan(it.stockout_risk) else it.stockout_risk
            return (it.order_quantity <= 0, day, -risk, -it.order_quantity, row)

        return tuple(sorted(range(len(self.suggestions)), key=urgency))


def make_plan(
    forecast: Forecast,
    terms: Terms,
    as_of: np.datetime64,
    *,
    seed: int = 20260101,
    most_surplus_days: float = 90.0,
) -> Plan:
    """Suggest an order for each item of the forecast, whose rows are those of ``terms``.

    Each path of demand is paired with a drawn lead time; the order-up-to level covers demand over
    lead time and review period on the share of paths that the service level asks for (simulated,
    because the usual formula can be far off and even have the lead time's effect the wrong way
    round: Eppen & Martin 1988; Chopra, Reinhardt & Dada 2004). ``as_of`` is the day on which
    orders go out; stock and demand count from its beginning. What is on the way is taken to arrive
    in half a lead time. Rounding beyond ``most_surplus_days`` of sales is pointed out. The same
    seed gives the same plan, and an item's suggestion does not depend on the other items.
    """
    figures = _Figures.empty(len(forecast))
    supply = _Supply.of(terms)
    for start in range(0, len(forecast), _ROWS_AT_ONCE):
        rows = slice(start, min(start + _ROWS_AT_ONCE, len(forecast)))
        come = demand_to_come(forecast, as_of, rows)
        figures.fill(rows, come, supply.part(rows), seed)
    quantity = order_quantity(figures.need, supply.minimum_order, supply.pack_size)
    excessive = excessive_surplus(figures.need, quantity, figures.daily_demand, most_surplus_days)
    day = planning_day(forecast, as_of)
    suggestions = _suggestions(terms, supply, figures, quantity, excessive, day)
    return Plan(as_of=as_of.astype("datetime64[D]"), suggestions=tuple(suggestions))


@dataclass(frozen=True, slots=True)
class _Supply:
    """The terms as arrays (n), in units and days, fit to reckon with."""

    stated: Floats
    on_hand: Floats
    on_order: Floats
    lead_time: Floats
    lead_time_deviation: Floats
    review: Floats
    pack_size: Floats
    minimum_order: Floats
    service: Floats
    by_units: NDArray[np.bool_]
    whole: NDArray[np.bool_]

    @classmethod
    def of(cls, terms: Terms) -> _Supply:
        table = terms.table

        def numbers(column: str) -> Floats:
            return np.asarray(table[column], dtype=np.float64)

        whole = table["whole_units"].to_numpy(dtype=bool)

        def stock(column: str) -> Floats:
            # A negative stock is a slip of bookkeeping; ordering for it would buy twice.
            units = np.maximum(np.nan_to_num(numbers(column)), 0.0)
            return np.where(whole, np.floor(units + 1e-9), np.round(units, 2))

        return cls(
            stated=numbers("on_hand"),
            on_hand=stock("on_hand"),
            on_order=stock("on_order"),
            lead_time=numbers("lead_time_days"),
            lead_time_deviation=numbers("lead_time_sd_days"),
            review=numbers("review_days"),
            pack_size=numbers("pack_size"),
            minimum_order=numbers("minimum_order"),
            service=numbers("service_level"),
            by_units=(table["service_kind"] == "fill").to_numpy(dtype=bool),
            whole=whole,
        )

    def part(self, rows: slice) -> _Supply:
        return _Supply(*(getattr(self, name)[rows] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the paths say about each item (n): units, days from the day of planning, odds."""

    expected: Floats
    level: Floats
    reorder_point: Floats
    need: Floats
    daily_demand: Floats
    order_by: Floats
    stockout: Floats
    early_stockout: Floats
    risk: Floats

    @classmethod
    def empty(cls, count: int) -> _Figures:
        return cls(*(np.zeros(count) for _ in cls.__slots__))

    def fill(self, rows: slice, come: DemandToCome, supply: _Supply, seed: int) -> None:
        paths = come.units.shape[1]
        lead = lead_time_draws(supply.lead_time, supply.lead_time_deviation, paths, seed)
        span = lead + supply.review[:, None]
        during_lead, protected = come.by(lead), come.by(span)
        level = path_level(protected, supply.service, supply.whole)
        reorder = path_level(during_lead, supply.service, supply.whole)
        fill = supply.by_units
        if fill.any():
            level[fill] = fill_rate_level(
                during_lead[fill],
                protected[fill],
                (protected - during_lead)[fill].mean(axis=1),
                supply.service[fill],
                supply.whole[fill],
            )
            reorder[fill] = np.minimum(reorder[fill], level[fill])
        expected = protected.mean(axis=1)
        days = span.mean(axis=1)
        position = supply.on_hand + supply.on_order

        until_position = come.days_until(position)
        until_out = until_position.copy()
        coming = supply.on_order > 0
        if coming.any():
            part = DemandToCome(come.boundaries, come.units[coming])
            on_shelf = part.days_until(supply.on_hand[coming])
            arrival = supply.lead_time[coming, None] / 2
            until_out[coming] = np.where(on_shelf < arrival, on_shelf, until_out[coming])

        self.expected[rows] = np.where(supply.whole, np.round(expected), np.round(expected, 2))
        self.level[rows] = level
        self.reorder_point[rows] = reorder
        self.need[rows] = np.maximum(round_level(level - position, supply.whole), 0.0)
        self.daily_demand[rows] = np.where(
            days > 0, expected / np.where(days > 0, days, 1.0), come.rate.mean(axis=1)
        )
        self.order_by[rows] = _safe_day(until_position - lead, supply.service)
        self.risk[rows] = (until_out < lead).mean(axis=1)
        horizon = come.boundaries[-1]
        until_out.sort(axis=1)
        for out, chance in ((self.stockout, 0.5), (self.early_stockout, 0.1)):
            at = until_out[:, max(int(np.ceil(chance * paths - 1e-9)), 1) - 1]
            out[rows] = np.where(at < horizon, at, np.inf)


def _safe_day(days: Floats, service: Floats) -> Floats:
    """(n) the latest day that at most a share 1 − ``service`` (n) of the values (n, p) lies before;
    the counterpart of ``path_level``."""
    days.sort(axis=1)
    count = days.shape[1]
    rank = np.floor((1.0 - service) * count + 1e-9).astype(np.int64)
    return np.asarray(days[np.arange(len(days)), np.clip(rank, 0, count - 1)])


def _days_after(day: np.datetime64, offsets: Floats) -> NDArray[np.datetime64]:
    """(n) calendar days; NaT where an offset is infinite or too far to mean anything."""
    near = offsets <= _FARTHEST
    whole = np.floor(np.where(near, np.maximum(offsets, 0.0), 0.0) + 1e-6).astype(np.int64)
    return np.where(near, day + whole, np.datetime64("NaT", "D")).astype("datetime64[D]")


def _suggestions(
    terms: Terms,
    supply: _Supply,
    figures: _Figures,
    quantity: Floats,
    excessive: NDArray[np.bool_],
    day: np.datetime64,
) -> Iterator[Suggestion]:
    known = ~np.isnan(supply.stated)
    position = supply.on_hand + supply.on_order
    with np.errstate(divide="ignore", invalid="ignore"):
        cover = np.where(figures.daily_demand > 0, position / figures.daily_demand, np.inf)
    cover = np.where(known, cover, np.nan)
    risk = np.where(known, figures.risk, np.nan)
    order_by = _days_after(day, figures.order_by)
    stockout = _days_after(day, np.where(known, figures.stockout, np.inf))
    early = _days_after(day, np.where(known, figures.early_stockout, np.inf))
    table = terms.table
    texts = [table[name].to_list() for name in ("item", "store", "title", "supplier")]
    unit_cost = table["unit_cost"].to_list()
    for row, (item, store, title, supplier) in enumerate(zip(*texts, strict=True)):
        reckoning = Reckoning(
            as_of=day,
            expected_demand=float(figures.expected[row]),
            level=float(figures.level[row]),
            stated_on_hand=float(supply.stated[row]),
            on_hand=float(supply.on_hand[row]),
            on_order=float(supply.on_order[row]),
            need=float(figures.need[row]),
            quantity=float(quantity[row]),
            minimum_order=float(supply.minimum_order[row]),
            pack_size=float(supply.pack_size[row]),
            service=float(supply.service[row]),
            lead_time=float(supply.lead_time[row]),
            protection=float(supply.lead_time[row] + supply.review[row]),
            daily_demand=float(figures.daily_demand[row]),
            order_by=order_by[row],
            stockout_day=stockout[row],
            risk=float(risk[row]),
            excessive=bool(excessive[row]),
        )
        yield Suggestion(
            item=item,
            store=store,
            title=title,
            supplier=supplier,
            on_hand=reckoning.on_hand,
            on_order=reckoning.on_order,
            stock_known=bool(known[row]),
            protection_days=reckoning.protection,
            expected_demand=reckoning.expected_demand,
            order_up_to_level=reckoning.level,
            safety_stock=round(reckoning.level - reckoning.expected_demand, 9),
            reorder_point=float(figures.reorder_point[row]),
            need=reckoning.need,
            order_quantity=reckoning.quantity,
            decision="open",
            final_quantity=reckoning.quantity,
            order_by=reckoning.order_by,
            stockout_day=reckoning.stockout_day,
            early_stockout_day=early[row],
            days_of_cover=float(cover[row]),
            stockout_risk=reckoning.risk,
            pack_size=reckoning.pack_size,
            minimum_order=reckoning.minimum_order,
            unit_cost=float(unit_cost[row]),
            reason=explain(reckoning),
            derivation=derive(reckoning),
        )
