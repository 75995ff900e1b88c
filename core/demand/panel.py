"""Demand: units sold per item and period, on one calendar for all items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand.covariates import NO_COVARIATES, Covariates
from core.demand.period_totals import are_month_totals, are_totals, spread_over_days
from core.demand.treatment import Treatment, applied
from core.errors import SheetError
from core.frequency import Days, Frequency
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.day_series import DaySeries, day_series, weekday
from core.wording import QT_TRANSLATE_NOOP, say

NOT_A_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Demand:
    """A panel of demand. Row i is one item (in one store, where the sheet names stores).

    items     (n) item codes in the sheet's own spelling
    stores    (n) store names, "" where the sheet has none
    start     first day of the first period
    frequency length of a period
    units     (n, t) float32, units per period: ≥ 0; NaN before launch and after withdrawal
    censored  (n, t) bool, True where stock ran out, so that demand was at least ``units``
    last_day  last day in the sheets, which may lie in a period left out; NaT: end of the panel
    covariates what is known ahead, for the panel's periods and some after them
    sold      (n, t) float32, units as they stand in the sheets, where ``treatment`` changed some
    treatment what was changed, and from when on each change could be known; None: nothing was
    categories (n) categories of the items, "" unknown; empty where the sheet names none
    titles    (n) titles of the items likewise
    """

    items: tuple[str, ...]
    stores: tuple[str, ...]
    start: np.datetime64
    frequency: Frequency
    units: NDArray[np.float32]
    censored: NDArray[np.bool_]
    last_day: np.datetime64 = NOT_A_DAY
    covariates: Covariates = NO_COVARIATES
    sold: NDArray[np.float32] | None = None
    treatment: Treatment | None = None
    categories: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.as_sold.setflags(write=False)
        self.units.setflags(write=False)
        self.censored.setflags(write=False)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def as_sold(self) -> NDArray[np.float32]:
        """(n, t) units as they stand in the sheets: what a forecast is judged by."""
        return self.units if self.sold is None else self.sold

    @property
    def length(self) -> int:
        """The number of periods, t."""
        return int(self.units.shape[1])

    @property
    def periods(self) -> Days:
        """(t) first days of the periods."""
        return self.frequency.periods(self.start, self.length)

    @property
    def end(self) -> np.datetime64:
        """First day of the period after the last: where forecasts begin."""
        first_days = self.frequency.periods(self.start, self.length + 1)
        return np.datetime64(str(first_days[-1]), "D")

    @property
    def as_of(self) -> np.datetime64:
        """The day after the last one in the sheets: when stock was counted and orders are due."""
        if np.isnat(self.last_day):
            return self.end
        return np.datetime64(str(self.last_day + np.timedelta64(1, "D")), "D")

    def treated(self, treatment: Treatment) -> Demand:
        """Return the panel with these changes, in place of any made before; sums as sold stay."""
        sold = self.as_sold
        if not len(treatment):
            none = np.zeros(sold.shape, dtype=bool)
            return replace(self, units=sold, censored=none, sold=None, treatment=None)
        units, censored = applied(sold, treatment)
        return replace(self, units=units, censored=censored, sold=sold, treatment=treatment)

    def until(self, cutoff: int) -> Demand:
        """Return the demand of the first ``cutoff`` periods: the only way that history is cut.

        Changes that only later periods gave reason for are taken back.
        """
        cut = replace(
            self,
            units=self.as_sold[:, :cutoff].copy(),
            censored=self.censored[:, :cutoff].copy(),
            last_day=NOT_A_DAY,
            covariates=self.covariates.until(cutoff),
            sold=None,
            treatment=None,
        )
        return cut if self.treatment is None else cut.treated(self.treatment.until(cutoff))

    def select(self, rows: NDArray[np.intp]) -> Demand:
        """Return the demand of the items at ``rows``, in that order."""
        return replace(
            self,
            items=tuple(self.items[i] for i in rows),
            stores=tuple(self.stores[i] for i in rows),
            units=self.units[rows],
            censored=self.censored[rows],
            covariates=self.covariates.select(rows),
            sold=None if self.sold is None else self.sold[rows],
            treatment=None if self.treatment is None else self.treatment.select(rows),
            categories=tuple(self.categories[i] for i in rows) if self.categories else (),
            titles=tuple(self.titles[i] for i in rows) if self.titles else (),
        )


def choose_frequency(sales: Sales, series: DaySeries | None = None) -> Frequency:
    """Choose the shortest period at which the goods that matter sell regularly.

    Sheets that hold one total a month (or week) decide by themselves. Otherwise a period is fine
    enough where the typical unit belongs to an item that sells in at least two thirds of days, or
    in a quarter of weeks; below that the zeros would hide the level, and months are used if there
    are at least two years of them. ``series``: ``day_series`` of the sales, where it was made.
    """
    panel = series or day_series(sales)
    days = panel.sheet_days
    if len(days) < 2 or not len(panel.units):
        return Frequency.DAILY
    if are_month_totals(days):
        return Frequency.MONTHLY
    if len(days) > 2 and np.all((days - days[0]).astype(np.int64) % 7 == 0):
        return Frequency.WEEKLY
    years = float((days[-1] - days[0]).astype(np.int64)) / 365.25
    if _regularity(panel, Frequency.DAILY) >= 2 / 3 and years >= 0.1:
        return Frequency.DAILY
    if years < 0.2:
        return Frequency.DAILY
    if _regularity(panel, Frequency.WEEKLY) >= 1 / 4 or years < 2:
        return Frequency.WEEKLY
    return Frequency.MONTHLY


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the operator says of days and periods, against what their pattern suggests.

    open_weekdays  weekdays (Monday 0) that count as open though nothing is sold on them
    keep_first, keep_last  whether a first or last period is kept that is not whole
    """

    open_weekdays: tuple[int, ...] = ()
    keep_first: bool = False
    keep_last: bool = False


AS_SEEN = Coverage()
"""What the sales suggest."""


def build_demand(
    sales: Sales,
    frequency: Frequency | None = None,
    coverage: Coverage = AS_SEEN,
    series: DaySeries | None = None,
) -> Demand:
    """Return the units sold per item, store and period, in the order of ``sales.catalogue``.

    Goods that come back on the day they were sold cancel that sale; later returns do not make
    demand smaller, for the customer did want the goods (restock.md, "Returns"). Periods before an
    item's first sale are NaN. A first or last period of which the sheet holds only a part is left
    out, unless the missing days are ones on which the shop does not sell. Raises ``SheetError``
    where nothing was sold. ``series``: ``day_series`` of the sales, where it was made.
    """
    panel = series or day_series(sales)
    if not len(panel.units):
        raise SheetError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "No sale is left to forecast from: every row was a return or was left out. "
                    "Look at the rows left out on the Check page.",
                )
            )
        )
    frequency = frequency or choose_frequency(sales, panel)
    panel = spread_over_days(panel, frequency)
    start = frequency.first_day(panel.sheet_days[:1])[0]
    step = frequency.steps(panel.day, start)
    length = int(frequency.steps(panel.sheet_days[-1:], start)[0]) + 1
    units = np.bincount(
        panel.code * length + step, weights=panel.units, minlength=len(panel.items) * length
    ).reshape(len(panel.items), length)
    first_sale = np.full(len(panel.items), length)
    np.minimum.at(first_sale, panel.code, step)
    units[np.arange(length) < first_sale[:, None]] = np.nan

    begin, end = whole_periods(panel, frequency, coverage.open_weekdays)
    begin = 0 if coverage.keep_first else begin
    end = length if coverage.keep_last else end
    kept = units[:, begin:end].astype(np.float32)
    return Demand(
        items=panel.items,
        stores=panel.stores,
        start=frequency.periods(start, begin + 1)[-1],
        frequency=frequency,
        units=kept,
        censored=np.zeros(kept.shape, dtype=bool),
        last_day=np.datetime64(str(panel.sheet_days[-1]), "D"),
    )


def open_weekdays(panel: DaySeries) -> NDArray[np.bool_]:
    """(7) whether the shop sells anything on more than a fifth of Mondays, Tuesdays, …"""
    days = np.unique(panel.day)
    weeks = max(1.0, float((days[-1] - days[0]).astype(np.int64)) / 7)
    return np.asarray(np.bincount(weekday(days), minlength=7) / weeks > 0.2)


def _regularity(panel: DaySeries, frequency: Frequency) -> float:
    """Share of periods with a sale, from launch on, of the item that the median unit belongs to.

    Weekdays on which the shop is closed are not counted: closing on Sundays is regular too.
    """
    start = frequency.first_day(panel.day.min(keepdims=True))[0]
    step = frequency.steps(panel.day, start)
    length = int(step.max()) + 1
    counted = np.ones(length, dtype=bool)
    if frequency is Frequency.DAILY:
        counted = open_weekdays(panel)[weekday(frequency.periods(start, length))]
    sold = np.zeros((len(panel.items), length), dtype=bool)
    sold[panel.code, step] = True
    launch = sold.argmax(axis=1)
    lived = (np.arange(length) >= launch[:, None]) & counted
    share = (sold & lived).sum(axis=1) / np.maximum(lived.sum(axis=1), 1)
    weight = np.bincount(panel.code, weights=panel.units)
    order = np.argsort(share)
    half = np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)
    return float(share[order[min(half, len(order) - 1)]])


def whole_periods(
    panel: DaySeries, frequency: Frequency, opened: Sequence[int] = ()
) -> tuple[int, int]:
    """Return the range of periods, from the first in the sheet on, that it covers as a whole.

    (begin, end), end beyond the last; ``opened`` are weekdays that count as open in any case.
    """
    days = panel.sheet_days
    start = frequency.first_day(days[:1])[0]
    length = int(frequency.steps(days[-1:], start)[0]) + 1
    if frequency is Frequency.DAILY or length < 3 or are_totals(days, frequency):
        return 0, length
    opens = open_weekdays(panel)
    opens[list(opened)] = True
    boundary = frequency.periods(start, length + 1)
    begin = 0 if _covered(boundary[0], boundary[1], days[0], boundary[1], opens) else 1
    last = days[-1] + np.timedelta64(1, "D")
    end = length if _covered(boundary[-2], boundary[-1], boundary[-2], last, opens) else length - 1
    return begin, end


def _covered(
    first: np.datetime64,
    stop: np.datetime64,
    known_first: np.datetime64,
    known_stop: np.datetime64,
    opens: NDArray[np.bool_],
) -> bool:
    """Whether a sheet that knows the days from ``known_first`` on knows (nearly) all of a period.

    Up to a tenth of the open days may be missing: a slow shop does not sell on every 31st.
    """
    period = np.arange(first, stop, dtype="datetime64[D]")
    open_days = period[opens[weekday(period)]]
    missing = (open_days < known_first) | (open_days >= known_stop)
    return bool(missing.sum() <= 0.1 * len(open_days))
