"""What the item table says of each item, computed for all items at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.explaining.trends import Trends
from core.forecasting.forecast import Forecast
from core.frequency import Days
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from gui.tables import search
from gui.tables.sparklines import spark_lines

RISING = 0.15
"""Growth from which an item counts as rising (or, below its negative, as fading)."""

NEW_DAYS = 84
"""Days since launch for which an item counts as new."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Facts about n items, in the order of the demand panel.

    titles   (n) names, the code where there is none; codes, stores (n)
    spark    (n, s) the past and, from ``split`` on, the forecast; see ``sparklines``
    growth   (n) share by which sales changed against a year before (or, where the history is
             shorter, against the first half of it); NaN where there is too little
    yearly   whether growth is against a year before
    rising, fading, new, runs_out (n) flags; potential (n): rises more likely than not, not surely
    real     (n) probability that growth is more than chance
    total    (n) expected units over the horizon
    sold     (n) units sold in the last year, to order by
    cover    (n) days of cover, NaN where stock is unknown; lead_time (n) days
    suppliers, categories, classes (n) "" where not known, or empty where nothing is; classes are
             "A" (earns most) to "C"
    on_hand  (n) units in stock, NaN where not known
    trends   what more is known of growth, and the (t) periods of its history; None for runs of old
    """

    titles: tuple[str, ...]
    codes: tuple[str, ...]
    stores: tuple[str, ...]
    spark: Floats
    split: int
    growth: Floats
    yearly: bool
    rising: NDArray[np.bool_]
    fading: NDArray[np.bool_]
    new: NDArray[np.bool_]
    runs_out: NDArray[np.bool_]
    potential: NDArray[np.bool_]
    real: Floats
    total: Floats
    sold: Floats
    cover: Floats
    lead_time: Floats
    suppliers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    on_hand: Floats | None = None
    trends: Trends | None = None
    periods: Days | None = None

    @property
    def stock(self) -> Floats:
        """(n) units in stock, NaN where not known."""
        return np.full(len(self), np.nan, np.float32) if self.on_hand is None else self.on_hand

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a forecast says of n items, whatever their stock: computed once, where the job ends.

    expected (n, h) mean units per period; likely_most (n) units over the horizon that are not
    exceeded 9 times in 10; sure (n) whether growth is more than chance would do; real (n)
    probability that it is; potential (n) rising more likely than not, yet not surely; the rest as
    in ``ItemFacts``
    """

    expected: Floats
    likely_most: Floats
    spark: Floats
    split: int
    growth: Floats
    sure: NDArray[np.bool_]
    yearly: bool
    rising: NDArray[np.bool_]
    fading: NDArray[np.bool_]
    new: NDArray[np.bool_]
    sold: Floats
    real: Floats
    potential: NDArray[np.bool_]
    trends: Trends | None = None

    @property
    def total(self) -> Floats:
        """(n) expected units over the horizon."""
        return self.expected.sum(axis=1)


def run_facts(demand: Demand, forecast: Forecast, trends: Trends | None = None) -> RunFacts:
    """Gather what needs all paths of all items, and how their names are spelled: tenths of a second
    for thousands of items."""
    search.learn(demand.titles, demand.items, demand.stores)
    ahead = forecast.mean()
    spark = spark_lines(demand, ahead)
    growth, sure, yearly = growth_of(demand)
    rising, fading = sure & (growth > RISING), sure & (growth < -RISING)
    real, potential = sure.astype(np.float32), np.zeros(len(demand), dtype=bool)
    if trends is not None:
        growth, yearly = trends.growth.astype(np.float32), trends.yearly
        rising, fading, potential = trends.rising, trends.fading, trends.potential
        sure, real = rising | fading, trends.real.astype(np.float32)
    year = max(1, round(365.25 / demand.frequency.days))
    return RunFacts(
        expected=ahead,
        likely_most=np.quantile(forecast.paths.sum(axis=2), 0.9, axis=1).astype(np.float32),
        spark=spark.lines,
        split=spark.split,
        growth=growth,
        sure=sure,
        yearly=yearly,
        rising=rising,
        fading=fading,
        real=real,
        potential=potential,
        new=launched_lately(demand),
        sold=np.nansum(demand.units[:, -year:], axis=1).astype(np.float32),
        trends=trends,
    )


def item_facts(
    demand: Demand,
    facts: RunFacts,
    titles: Sequence[str] = (),
    terms: Terms | None = None,
    plan: Plan | None = None,
    classes: Sequence[str] = (),
) -> ItemFacts:
    """Add names to the facts of a run; stock and lead time where terms and a plan are known."""
    n = len(demand)
    names = tuple(t or c for t, c in zip(titles or demand.items, demand.items, strict=True))
    unknown = np.full(n, np.nan, dtype=np.float32)
    cover, lead_time, runs_out = unknown, unknown, np.zeros(n, dtype=bool)
    suppliers = categories = ("",) * n
    on_hand = unknown
    if terms is not None:
        suppliers = tuple(terms.table["supplier"].astype(str))
        categories = tuple(terms.table["category"].astype(str))
        on_hand = terms.table["on_hand"].to_numpy(dtype=np.float32)
        lead_time = terms.table["lead_time_days"].to_numpy(dtype=np.float32)
    if plan is not None:
        rows = plan.suggestions
        known = np.array([s.stock_known for s in rows], dtype=bool)
        cover = np.array([s.days_of_cover for s in rows], dtype=np.float32)
        cover = np.where(known, cover, np.nan).astype(np.float32)
        runs_out = np.array([s.runs_out for s in rows], dtype=bool)
    return ItemFacts(
        titles=names,
        codes=demand.items,
        stores=search.stores_told(demand.stores),
        spark=facts.spark,
        split=facts.split,
        growth=facts.growth,
        yearly=facts.yearly,
        rising=facts.rising,
        fading=facts.fading,
        new=facts.new,
        runs_out=runs_out,
        potential=facts.potential,
        real=facts.real,
        total=facts.total,
        sold=facts.sold,
        cover=cover,
        lead_time=lead_time,
        suppliers=suppliers,
        categories=categories,
        classes=tuple(classes),
        on_hand=on_hand,
        trends=facts.trends,
        periods=demand.periods,
    )


def growth_of(demand: Demand) -> tuple[Floats, NDArray[np.bool_], bool]:
    """Return growth (n), whether it is more than chance would do (n), and whether it is yearly.

    Sales of the last periods against the same periods a year before, so that seasons cancel out;
    with less than five quarters of history, the last half of it against the first. Chance is
    judged as for counts: the difference of two counts has a standard error of √(a + b).
    """
    year = max(1, round(365.25 / demand.frequency.days))
    yearly = demand.length >= year + year // 4
    if yearly:
        window = min(year, demand.length - year)
        shift = year
    else:
        window = shift = demand.length // 2
    if window == 0:
        nothing = np.full(len(demand), np.nan, dtype=np.float32)
        return nothing, np.zeros(len(demand), dtype=bool), yearly
    end = demand.length
    now = demand.units[:, end - window :].astype(np.float64)
    before = demand.units[:, end - shift - window : end - shift].astype(np.float64)
    both = np.isfinite(now) & np.isfinite(before)
    enough = both.sum(axis=1) >= max(window // 2, 1)
    a, b = np.where(both, now, 0).sum(axis=1), np.where(both, before, 0).sum(axis=1)
    growth = np.where(enough & (b > 0), a / np.where(b > 0, b, 1) - 1, np.nan)
    sure = np.abs(a - b) > 2 * np.sqrt(a + b)
    return growth.astype(np.float32), sure & np.isfinite(growth), yearly


def launched_lately(demand: Demand) -> NDArray[np.bool_]:
    """Return which items were launched within ``NEW_DAYS`` of the end, after the panel's start."""
    sold = np.isfinite(demand.units)
    first = np.where(sold.any(axis=1), sold.argmax(axis=1), demand.length)
    lately = demand.length - NEW_DAYS / demand.frequency.days
    return np.asarray((first > 0) & (first >= lately) & (first < demand.length))
