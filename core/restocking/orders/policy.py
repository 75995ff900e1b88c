"""What to order, how much and by when: periodic review up to a level that paths of demand over
lead time and review period justify."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.restocking.levels.horizon import planning_day
from core.restocking.levels.prospects import Prospects, Stock, prospects
from core.restocking.orders.explanation import (
    KEEPS,
    MAXIMUM,
    TOO_LATE,
    DerivationTerm,
    Reckoning,
    derive,
    explain,
)
from core.restocking.terms.constraints import excessive_surplus, order_quantity
from core.restocking.terms.supplier_calendar import last_order_day
from core.restocking.terms.terms import Terms
from core.wording import Sentence

__all__ = ["DECISIONS", "DerivationTerm", "Move", "Plan", "Suggestion", "make_plan"]

Floats = NDArray[np.float64]

DECISIONS = ("open", "accepted", "changed", "rejected", "watched")
"""What the operator may say to a suggestion."""

_FARTHEST = 730.0  # days; an order-by day later than this says nothing


LIKELY = 0.5
"""Probability from which an item is said to run out."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do about one item. Units unless said otherwise; days are calendar days.

    on_hand, on_order, reserved   stock as typed or read, ≥ 0; position = on_hand − reserved +
                         on_order
    stock_known          False where the sheets do not say: on_hand is then 0, and the risk, the
                         cover and the stockout days, which would only frighten, are NaN and NaT
    protection_days      lead time + review period
    expected_demand      mean demand over the protection period
    order_up_to_level    level that covers it with the item's service level
    safety_stock         order_up_to_level − expected_demand
    reorder_point        level that covers the lead time alone
    trigger              position at or under which is ordered at all; most: units of one order at
                         most, inf where only the level says
    maximum_order        units of one order at most as the terms say; inf where they do not
    need                 min(most, max(0, order_up_to_level − position)); 0 above the trigger
    order_quantity       need after minimum order and pack
    decision, final_quantity   the operator's answer; final_quantity = what will be ordered
    note                 the operator's own words
    order_by             last day to order without running short of the service level, not before
                         the day of the plan; NaT where stock lasts more than two years
    stockout_day         day on which stock runs out with probability ½, NaT beyond the horizon
    early_stockout_day   the same with probability 1/10
    days_of_cover        position ÷ mean daily demand; inf where nothing sells
    stockout_risk        probability (0–1) to run out before an order placed today arrives
    service              share (0–1) of futures that the target level covers
    units_at_risk        demand expected to find nothing by the arrival of the next order day's
                         delivery if nothing is ordered now; margin_at_risk the same in currency;
                         NaN where stock or margin are not known
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
    reserved: float = 0.0
    most: float = float("inf")
    maximum_order: float = float("inf")
    trigger: float = float("inf")
    service: float = float("nan")
    units_at_risk: float = float("nan")
    margin_at_risk: float = float("nan")

    @property
    def runs_out(self) -> bool:
        """Whether stock more likely than not runs out before an order placed today arrives."""
        return self.stock_known and self.expected_demand > 0 and self.stockout_risk >= LIKELY

    @property
    def position(self) -> float:
        """Units on hand and not reserved, and on the way."""
        return self.on_hand - self.reserved + self.on_order

    @property
    def amount(self) -> float:
        """Cost of what will be ordered, in the sheet's currency; NaN where the cost is unknown."""
        return self.final_quantity * self.unit_cost

    @property
    def surplus(self) -> float:
        """Units that minimum order and pack add to the need."""
        return self.order_quantity - self.need


@dataclass(frozen=True, slots=True)
class Move:
    """Units of an item that the operator moves from one store to another, instead of buying."""

    item: str
    giver: str
    taker: str
    units: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Suggestions for all items, in the order of the demand panel, as of a day.

    lost_sales whether a sale that finds no stock was taken to be lost, else to wait
    moves      between stores that the operator agreed to
    """

    as_of: np.datetime64
    suggestions: tuple[Suggestion, ...]
    lost_sales: bool = True
    moves: tuple[Move, ...] = ()

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
    holding_rate: float = 0.25,
    lost_sales: bool = True,
    futures: Forecast | None = None,
) -> Plan:
    """Suggest an order for each item of the forecast, whose rows are those of ``terms``.

    Each path of demand is paired with a drawn lead time; the order-up-to level covers demand over
    lead time and review period on so many paths as the service asks for (simulated, because the
    usual formula can be far off and even have the lead time's effect the wrong way round: Eppen &
    Martin 1988; Chopra, Reinhardt & Dada 2004). What a level aims at, and what one order may have,
    is settled in ``levels.targets``. Orders go out on ``as_of``, or on the day that the
    forecast begins where that is later; stock and demand count from its beginning. What is on the
    way is taken to arrive when the terms say, else in half a lead time. ``lost_sales``: whether a
    sale that finds no stock is lost, else it waits; ``holding_rate`` a year as a share of the cost.
    ``futures`` are what levels must last for, where that is more than the forecast itself
    (``levels.futures``). Rounding beyond
    ``most_surplus_days`` of sales is pointed out. The same seed gives the same plan. An item's
    suggestion does not depend on the other items, but for the scale of levels by gain.
    """
    day = planning_day(forecast, as_of)
    stock = Stock.of(terms, day)
    figures = prospects(
        forecast,
        terms,
        as_of,
        seed=seed,
        holding_rate=holding_rate,
        lost=lost_sales,
        futures=futures,
    )
    quantity = order_quantity(figures.need, stock.minimum_order, stock.pack_size)
    # An order that has to be larger than it may be is none: the terms contradict each other.
    quantity = np.where(quantity > stock.maximum_order + 1e-9, 0.0, quantity)
    excessive = excessive_surplus(figures.need, quantity, figures.daily_demand, most_surplus_days)
    suggestions = _suggestions(terms, stock, figures, quantity, excessive, day)
    return Plan(day, tuple(suggestions), lost_sales)


def _days_after(day: np.datetime64, offsets: Floats) -> NDArray[np.datetime64]:
    """(n) calendar days; NaT where an offset is infinite or too far to mean anything."""
    near = offsets <= _FARTHEST
    whole = np.floor(np.where(near, np.maximum(offsets, 0.0), 0.0) + 1e-6).astype(np.int64)
    return np.where(near, day + whole, np.datetime64("NaT", "D")).astype("datetime64[D]")


def _suggestions(
    terms: Terms,
    stock: Stock,
    figures: Prospects,
    quantity: Floats,
    excessive: NDArray[np.bool_],
    day: np.datetime64,
) -> Iterator[Suggestion]:
    known, position = stock.known, stock.position
    with np.errstate(divide="ignore", invalid="ignore"):
        cover = np.where(figures.daily_demand > 0, position / figures.daily_demand, np.inf)
    cover = np.where(known, cover, np.nan)
    risk = np.where(known, figures.risk, np.nan)
    at_risk = np.where(known, figures.at_risk, np.nan)
    order_by = _days_after(day, figures.order_by)
    stockout = _days_after(day, np.where(known, figures.stockout, np.inf))
    early = _days_after(day, np.where(known, figures.early_stockout, np.inf))
    table = terms.table
    texts = [table[name].to_list() for name in ("item", "store", "title", "supplier")]
    unit_cost = table["unit_cost"].to_list()
    margin = np.asarray(table["unit_price"] - table["unit_cost"], dtype=np.float64)
    order_days = table["order_days"].to_list()
    limits = _limits(stock, figures)
    for row, (item, store, title, supplier) in enumerate(zip(*texts, strict=True)):
        reckoning = Reckoning(
            as_of=day,
            expected_demand=float(figures.expected[row]),
            level=float(figures.level[row]),
            stated_on_hand=float(stock.stated[row]),
            on_hand=float(stock.on_hand[row]),
            reserved=float(stock.reserved[row]),
            on_order=float(stock.on_order[row]),
            overdue=float(stock.overdue[row]),
            beyond=round(float(figures.beyond[row]), 9),
            limit=limits[row],
            need=float(figures.need[row]),
            quantity=float(quantity[row]),
            minimum_order=float(stock.minimum_order[row]),
            maximum_order=float(stock.maximum_order[row]),
            pack_size=float(stock.pack_size[row]),
            service=float(figures.service[row]),
            lead_time=float(figures.lead[row]),
            protection=float(figures.span[row]),
            daily_demand=float(figures.daily_demand[row]),
            trigger=float(figures.trigger[row]),
            order_by=_on_order_day(day, order_by[row], order_days[row]),
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
            reserved=reckoning.reserved,
            most=float(figures.most[row]),
            maximum_order=reckoning.maximum_order,
            trigger=reckoning.trigger,
            service=reckoning.service,
            units_at_risk=float(at_risk[row]),
            margin_at_risk=float(at_risk[row] * max(margin[row], 0.0)),
        )


def _limits(stock: Stock, figures: Prospects) -> list[str]:
    """(n) what keeps an order below its target level, "" where nothing does."""
    bound = figures.beyond > 1e-9
    found = np.select(
        [~bound, stock.maximum_order <= figures.most + 1e-9, figures.keeps <= figures.most + 1e-9],
        ["", MAXIMUM, KEEPS],
        TOO_LATE,
    )
    return [str(name) for name in found]


def _on_order_day(day: np.datetime64, latest: np.datetime64, order_days: str) -> np.datetime64:
    if not order_days or np.isnat(latest):
        return latest
    return last_order_day(day, latest, order_days)
