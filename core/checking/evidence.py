"""What findings are drawn from: sales by day, the panel as sold, prices, and how busy the shop was.

Every detector is *sound in time*: whatever it finds it would find in the sales up to the day that
it names in ``known``, with the same result. So a backtest that takes back at each cutoff what was
not yet known (``Demand.until``) never uses the future; tests/core/checking/test_no_future.py
proves it by cutting the sales.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.day_series import Days, DaySeries, day_series, weekday

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEEKS = 13  # of the past by which a weekday is judged open
CALENDAR_WEIGHT = 2.0  # items' sales that the calendar counts for beside what others sold
OPEN = 0.2  # share of a weekday's past dates with a sale from which it counts as open


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sales, laid out for detectors. Days are numbered from ``first``; d of them.

    series    units sold by item, store and day (k entries)
    demand    the panel as sold, its rows in the order of ``series``
    price     (n) median price paid, currency a unit; NaN unknown
    first     the first day of the sheets
    at        (k) number of each entry's day
    store     (n) number of each series' store
    busy      (stores, d + 1) running sum of how busy a store was, by what *all* its items sold:
              demand of one item is compared in these, not in days
    open_days (stores, d + 1) running count of days on which the store was open
    """

    sales: Sales
    series: DaySeries
    demand: Demand
    price: Floats
    first: np.datetime64
    at: Ints
    store: Ints
    busy: Floats
    open_days: Floats

    @property
    def days(self) -> int:
        """The number of days from the first to the last in the sheets, d."""
        return int(self.busy.shape[1]) - 1

    def day(self, number: int) -> np.datetime64:
        """Return the day of a number."""
        return np.datetime64(str(self.first + np.timedelta64(int(number), "D")), "D")

    def period(self, number: Ints) -> Ints:
        """Return the period that each day lies in; may lie outside the panel."""
        days = self.first + np.asarray(number).astype("timedelta64[D]")
        return self.demand.frequency.steps(days, self.demand.start)

    def known(self, number: Ints) -> Ints:
        """Return how many periods of history hold all days up to the given ones.

        length + 1 where no past cutoff does: the finding is of the present.
        """
        bounds = self.demand.frequency.periods(self.demand.start, self.demand.length + 1)
        day = self.first + (np.asarray(number) + 1).astype("timedelta64[D]")
        return np.asarray(np.searchsorted(bounds, day), dtype=np.int64)

    def bounds(self) -> Ints:
        """(t + 1) number of the first day of each period, and of the day after the last."""
        bounds = self.demand.frequency.periods(self.demand.start, self.demand.length + 1)
        return np.asarray((bounds - self.first).astype(np.int64))


def evidence(sales: Sales, demand: Demand, series: DaySeries | None = None) -> Evidence:
    """Lay out the sales that ``demand`` was built from; ``series`` are ``day_series`` of them,
    where they were made before."""
    series = series or day_series(sales)
    first = series.sheet_days[0]
    _, store = np.unique(np.array(series.stores, dtype=str), return_inverse=True)
    busy, opened = laid_out(series, np.asarray(store, dtype=np.int64))
    return Evidence(
        sales=sales,
        series=series,
        demand=demand,
        price=_prices(sales, series),
        first=np.datetime64(str(first), "D"),
        at=(series.day - first).astype(np.int64),
        store=np.asarray(store, dtype=np.int64),
        busy=busy,
        open_days=opened,
    )


def laid_out(series: DaySeries, store: Ints) -> tuple[Floats, Floats]:
    """Return ``Evidence.busy`` and ``Evidence.open_days`` of series, each in a store (n)."""
    first = series.sheet_days[0]
    last = int((series.sheet_days[-1] - first).astype(np.int64))
    sold = np.zeros((int(store.max(initial=0)) + 1, last + 1))
    np.add.at(sold, (store[series.code], (series.day - first).astype(np.int64)), 1.0)
    opens = np.vstack([_opens(row > 0, first) for row in sold])
    opened = (opens > OPEN) | (sold > 0)
    return _running(sold + CALENDAR_WEIGHT * opens), _running(opened.astype(np.float64))


def _running(values: Floats) -> Floats:
    return np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)


def _opens(sold: NDArray[np.bool_], first: np.datetime64) -> Floats:
    """(d) share of the same weekday's last 13 dates on which anything was sold.

    Only the past of each day counts; the first dates of all are judged by few.
    """
    share = np.zeros(len(sold))
    days: Days = first + np.arange(len(sold)).astype("timedelta64[D]")
    for number in range(7):
        here = np.flatnonzero(weekday(days) == number)
        before = np.concatenate([[0.0], np.cumsum(sold[here])])
        place = np.arange(len(here))
        begin = np.maximum(place - WEEKS, 0)
        share[here] = (before[place] - before[begin] + 0.5) / (place - begin + 1.0)
    return share


def _prices(sales: Sales, series: DaySeries) -> Floats:
    rows = sales.rows
    known = rows[(rows["unit_price"] > 0) & (rows["units"] > 0)]
    if not len(known):
        return np.full(len(series.items), np.nan)
    median = known.groupby(["item", "store"], observed=True)["unit_price"].median()
    found = dict(zip(median.index, median.to_numpy(), strict=True))
    pairs = zip(series.items, series.stores, strict=True)
    return np.array([found.get(pair, np.nan) for pair in pairs], dtype=np.float64)
