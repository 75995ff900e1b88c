"""What the paths of demand say of each item: levels, dates and risks before anything is ordered."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.forecasting.forecast import Forecast
from core.restocking.levels.economics import critical_ratio
from core.restocking.levels.horizon import DemandToCome, demand_to_come, planning_day
from core.restocking.levels.levels import path_level, round_level
from core.restocking.levels.targets import Aims, cap, gain_curve, gain_scale, targets
from core.restocking.levels.timing import Timing
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import GAIN
from core.restocking.terms.worth import UnitWorth, unit_worth

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

_ROWS_AT_ONCE = 128  # 500 paths of 28 days are then 15 MB: they stay in the processor's cache
_SALVAGE = 0.5  # of the cost, where the terms do not say what leftovers fetch
_NO_MARGIN = 0.5  # critical ratio where cost and price are not known: the middle

OVERDUE_DAYS = 30
"""A delivery this many days late is no longer counted on."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What n items have and may have, as arrays fit to reckon with; units unless said otherwise.

    stated     on hand as the sheets say it, NaN where they do not, perhaps negative
    on_hand, reserved, on_order  ≥ 0, whole where the item is; overdue goods do not count
    overdue    units that should have come OVERDUE_DAYS ago
    due        days until what is on the way arrives; NaN where the terms do not say
    season     days until the item is no longer sold; inf where it always is
    shelf_life days; inf where it keeps
    maximum_order, maximum_stock  inf where there is none; the first in whole packs
    """

    stated: Floats
    on_hand: Floats
    reserved: Floats
    on_order: Floats
    overdue: Floats
    due: Floats
    season: Floats
    shelf_life: Floats
    maximum_order: Floats
    maximum_stock: Floats
    pack_size: Floats
    minimum_order: Floats

    @classmethod
    def of(cls, terms: Terms, day: np.datetime64) -> Stock:
        """Return what the terms say, as of a day."""
        table = terms.table

        def numbers(column: str) -> Floats:
            return np.asarray(table[column], dtype=np.float64)

        def limits(column: str) -> Floats:
            values = numbers(column)
            return np.where(np.isnan(values), np.inf, values)

        whole = table["whole_units"].to_numpy(dtype=bool)

        def stock(column: str) -> Floats:
            # A negative stock is a slip of bookkeeping; ordering for it would buy twice.
            units = np.maximum(np.nan_to_num(numbers(column)), 0.0)
            return np.where(whole, np.floor(units + 1e-9), np.round(units, 2))

        due = _days_until(table["on_order_due"], day)
        on_order, pack = stock("on_order"), numbers("pack_size")
        late = due < -OVERDUE_DAYS
        season = _days_until(table["season_end"], day) + 1
        maximum = limits("maximum_order")
        return cls(
            stated=numbers("on_hand"),
            on_hand=stock("on_hand"),
            reserved=np.minimum(stock("reserved"), stock("on_hand")),
            on_order=np.where(late, 0.0, on_order),
            overdue=np.where(late, on_order, 0.0),
            due=np.maximum(due, 0.0),
            season=np.where(np.isnan(season), np.inf, np.maximum(season, 0.0)),
            shelf_life=limits("shelf_life_days"),
            maximum_order=np.where(
                np.isfinite(maximum), np.floor(np.round(maximum / pack, 9)) * pack, np.inf
            ),
            maximum_stock=limits("maximum_stock"),
            pack_size=pack,
            minimum_order=numbers("minimum_order"),
        )

    def part(self, rows: slice) -> Stock:
        """Return what some of the items have."""
        return Stock(*(getattr(self, field.name)[rows] for field in fields(self)))

    @property
    def known(self) -> Booleans:
        """(n) whether the sheets say what is on hand."""
        return ~np.isnan(self.stated)

    @property
    def position(self) -> Floats:
        """(n) units on hand and not reserved, and on the way: F1."""
        return self.on_hand - self.reserved + self.on_order


def days_until_due(terms: Terms, day: np.datetime64) -> Floats:
    """(n) days until what is on the way arrives, ≥ 0; NaN where the terms do not say."""
    return np.maximum(_days_until(terms.table["on_order_due"], day), 0.0)


def _days_until(dates: pd.Series, day: np.datetime64) -> Floats:
    days = dates.to_numpy().astype("datetime64[D]")
    offset = (days - day.astype("datetime64[D]")).astype(np.float64)
    return np.where(np.isnat(days), np.nan, offset)


@dataclass(frozen=True, slots=True)
class Prospects:
    """What is to be expected of each item (n); units, days from the day of planning, odds (0–1).

    expected      demand over the protection period, lead days + review
    level, trigger, most, service   see ``core.restocking.levels.targets.Targets``
    useful        most of ``most`` that a lost sale leaves (inf: no limit), told apart for the words
    keeps         most that sells within the shelf life or the season
    reorder_point level that covers the lead time alone
    need          units to order before minimum and pack; beyond: units under the level not ordered
    daily_demand, order_by, stockout, early_stockout, risk  see ``core.restocking.orders.policy``
    at_risk       demand of the protection period that finds nothing if nothing is ordered
    lead, span    mean days until an order of now, and one of the next order day, arrives
    """

    expected: Floats
    level: Floats
    trigger: Floats
    most: Floats
    useful: Floats
    keeps: Floats
    service: Floats
    reorder_point: Floats
    need: Floats
    beyond: Floats
    daily_demand: Floats
    order_by: Floats
    stockout: Floats
    early_stockout: Floats
    risk: Floats
    at_risk: Floats
    lead: Floats
    span: Floats


def prospects(
    forecast: Forecast,
    terms: Terms,
    as_of: np.datetime64,
    *,
    seed: int,
    holding_rate: float,
    lost: bool,
    futures: Forecast | None = None,
) -> Prospects:
    """Return the prospects of the forecast's items, whose rows are those of ``terms``.

    Levels last for ``futures``, the forecast's own paths without them; what is expected, and when
    stock runs out, follows the forecast.
    """
    guarded = forecast if futures is None else futures
    day = planning_day(forecast, as_of)
    stock, timing, worth = Stock.of(terms, day), Timing.of(terms, day), unit_worth(terms)
    salvage = np.asarray(terms.table["salvage_value"], dtype=np.float64)
    yearly = forecast.paths.mean(axis=(1, 2), dtype=np.float64) * 365 / forecast.frequency.days
    aims = Aims.of(terms, yearly, holding_rate, lost)
    aims = replace(aims, scale=_scale(guarded, as_of, stock, timing, aims, seed))
    made = Prospects(*(np.zeros(len(forecast)) for _ in fields(Prospects)))
    for start in range(0, len(forecast), _ROWS_AT_ONCE):
        rows = slice(start, min(start + _ROWS_AT_ONCE, len(forecast)))
        come = demand_to_come(forecast, as_of, rows)
        part = _Part(
            come=come,
            guarded=come if futures is None else demand_to_come(futures, as_of, rows),
            stock=stock.part(rows),
            timing=timing.part(rows),
            aims=aims.some(rows),
            ratio=_one_shot_ratio(worth, salvage, rows),
        )
        for name, values in part.prospects(seed).items():
            getattr(made, name)[rows] = values
    return made


def _scale(
    forecast: Forecast,
    as_of: np.datetime64,
    stock: Stock,
    timing: Timing,
    aims: Aims,
    seed: int,
) -> float:
    curves = []
    for start in range(0, len(forecast), _ROWS_AT_ONCE):
        rows = slice(start, min(start + _ROWS_AT_ONCE, len(forecast)))
        if not (aims.kinds[rows] == GAIN).any():
            continue
        come = demand_to_come(forecast, as_of, rows)
        arrival, span = timing.part(rows).order_arrives(come.units.shape[1], seed)
        season = stock.season[rows, None]
        during, protected = come.by(np.minimum(arrival, season)), come.by(np.minimum(span, season))
        curve = gain_curve(during, protected, aims.some(rows))
        if curve is not None:
            curves.append(curve)
    return gain_scale(curves)


def _one_shot_ratio(worth: UnitWorth, salvage: Floats, rows: slice) -> Floats:
    """(n) critical ratio (F10) of goods that cannot be sold later; the middle where no money is
    known."""
    cost, margin = worth.cost[rows], worth.margin[rows]
    fetched = np.where(np.isnan(salvage[rows]), _SALVAGE * cost, salvage[rows])
    ratio = np.full(len(cost), _NO_MARGIN)
    known = np.isfinite(cost) & (margin + np.maximum(cost - fetched, 0.0) > 0)
    for row in np.flatnonzero(known):
        ratio[row] = critical_ratio(margin[row], max(cost[row] - fetched[row], 0.0))
    return ratio


@dataclass(frozen=True, slots=True)
class _Part:
    come: DemandToCome
    guarded: DemandToCome
    stock: Stock
    timing: Timing
    aims: Aims
    ratio: Floats

    def prospects(self, seed: int) -> dict[str, Floats]:
        come, stock, whole = self.come, self.stock, self.aims.whole
        paths = come.units.shape[1]
        arrival, span = self.timing.order_arrives(paths, seed)
        season = stock.season[:, None]
        guarded = self.guarded
        during = guarded.by(np.minimum(arrival, season))
        protected = guarded.by(np.minimum(span, season))
        likely = protected if guarded is come else come.by(np.minimum(span, season))
        aim = targets(during, protected, self.aims)
        level, trigger, service = aim.level, aim.trigger, aim.service
        useful, keeps = aim.most.copy(), np.full(len(level), np.inf)
        # The last order of a season, and goods that spoil, have only one chance to be sold.
        last = span.mean(axis=1) >= stock.season
        if last.any():
            once = path_level(protected[last], self.ratio[last], whole[last])
            level[last] = trigger[last] = once
            service[last] = self.ratio[last]
            keeps[last] = cap((protected - during)[last], self.ratio[last], whole[last])
            gone = last & ((protected - during).max(axis=1) <= 0)
            keeps[gone] = 0.0
            useful[last] = np.inf
        spoils = np.isfinite(stock.shelf_life)
        if spoils.any():
            shelf_life = np.where(spoils, stock.shelf_life, 0.0)
            stays = np.minimum(arrival + shelf_life[:, None], season)
            within = guarded.by(stays)[spoils]
            fresh = path_level(within, self.ratio[spoils], whole[spoils])
            level[spoils] = np.minimum(level[spoils], fresh)
            sold = cap(within - during[spoils], self.ratio[spoils], whole[spoils])
            keeps[spoils] = np.minimum(keeps[spoils], sold)
        level = np.minimum(level, stock.maximum_stock)
        trigger = np.minimum(trigger, level)
        # What is on the shelf is not known: the whole level is shown, to take it off from.
        useful = np.where(stock.known, useful, np.inf)
        most = np.minimum(np.minimum(useful, keeps), stock.maximum_order)
        wanted = np.maximum(round_level(level - stock.position, whole), 0.0)
        wanted = np.where(stock.position <= trigger + 1e-9, wanted, 0.0)
        need = np.minimum(wanted, most)
        expected, days = likely.mean(axis=1), span.mean(axis=1)
        reorder = np.minimum(path_level(during, service, whole), np.maximum(trigger, 0.0))
        at_risk = np.maximum(likely - stock.position[:, None], 0.0).mean(axis=1)
        return {
            "expected": np.where(whole, np.round(expected), np.round(expected, 2)),
            "level": level,
            "trigger": trigger,
            "most": most,
            "useful": useful,
            "keeps": keeps,
            "service": service,
            "reorder_point": reorder,
            "need": need,
            "beyond": wanted - need,
            "daily_demand": np.where(
                days > 0, expected / np.where(days > 0, days, 1.0), come.rate.mean(axis=1)
            ),
            "at_risk": at_risk,
            "lead": arrival.mean(axis=1) - self.timing.wait,
            "span": days,
            **self._dates(arrival, service),
        }

    def _dates(self, arrival: Floats, service: Floats) -> dict[str, Floats]:
        come, stock, lead = self.come, self.stock, arrival - self.timing.wait[:, None]
        until_position = come.days_until(stock.position)
        until_out = until_position.copy()
        coming = stock.on_order > 0
        if coming.any():
            part = DemandToCome(come.boundaries, come.units[coming])
            on_shelf = part.days_until((stock.on_hand - stock.reserved)[coming])
            due = np.where(np.isnan(stock.due), self.timing.stated / 2, stock.due)[coming, None]
            until_out[coming] = np.where(on_shelf < due, on_shelf, until_out[coming])
        order_by = _safe_day(until_position - lead, service)
        risk = (until_out < arrival).mean(axis=1)
        until_out.sort(axis=1)
        paths = until_out.shape[1]
        found = {"order_by": order_by, "risk": risk}
        for name, chance in (("stockout", 0.5), ("early_stockout", 0.1)):
            at = until_out[:, max(int(np.ceil(chance * paths - 1e-9)), 1) - 1]
            found[name] = np.where(at < come.boundaries[-1], at, np.inf)
        return found


def _safe_day(days: Floats, service: Floats) -> Floats:
    """(n) the latest day that at most a share 1 − ``service`` (n) of the values (n, p) lies before;
    the counterpart of ``path_level``."""
    days.sort(axis=1)
    count = days.shape[1]
    rank = np.floor((1.0 - service) * count + 1e-9).astype(np.int64)
    return np.asarray(days[np.arange(len(days)), np.clip(rank, 0, count - 1)])
