"""The covariates of a panel: events of its country, promotions and prices of its sheet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.calendar.choices import CalendarChoices, Promotion
from core.calendar.columns import event_columns
from core.calendar.events import Event, events_between
from core.calendar.known_days import country_of
from core.demand import Demand
from core.demand.covariates import ADVERTISING, PRICE, PROMOTION, Covariates
from core.sales.cleaning.clean import Sales

YEARS_AHEAD = 3
"""For how long after the panel events are laid out: longer than any horizon in use."""

_REMEMBERED_DAYS = 7
"""Days for which an item without sales is taken to be as it was when it last sold."""
_OFTEN = 0.15
"""Share of sales at another price than the one before, above which prices are no tags."""
_WIDEST = 1.5
"""Logarithm of the largest rise or fall of a price that is believed: beyond are typing errors."""


def with_covariates(
    demand: Demand, sales: Sales, choices: CalendarChoices, language: str = ""
) -> Demand:
    """Return the panel with what is known ahead.

    Events are those of the chosen country, or of the one that the sheet's currency, the window's
    ``language`` or the goods' names point to. Promotions are taken from the sheet's column and from
    the choices; prices from the sheet. What the sheet tells of promotions counts as planned only
    where it also tells it of days without a sale: a mark that stands on sales alone would tell a
    test in the past that there was a sale.
    """
    ahead = round(YEARS_AHEAD * 365.25 / demand.frequency.days)
    periods = demand.frequency.periods(demand.start, demand.length + ahead + 1)
    country = sheet_country(sales, language)
    events = events_between(choices, country, periods[0], periods[-1] - np.timedelta64(1, "D"))
    columns = event_columns(events, periods[:-1], demand.frequency)
    happened = np.asarray(columns.values[: demand.length].any(axis=0))
    told = _told(demand, choices, ahead)
    names, own, planned = _own_columns(demand, sales, choices, told)
    covariates = Covariates(
        tuple(name for name, seen in zip(columns.names, happened, strict=True) if seen),
        columns.values[:, happened],
        names,
        own,
        planned,
        _lifts(demand, choices, told),
    )
    return replace(
        demand,
        covariates=covariates,
        categories=_told_of_items(demand, sales, "category"),
        titles=_told_of_items(demand, sales, "title") or demand.items,
    )


def _told_of_items(demand: Demand, sales: Sales, column: str) -> tuple[str, ...]:
    """Categories or titles of the panel's items, where the sheet names at least one."""
    table = sales.catalogue
    if not {"item", column} <= set(table.columns) or not table[column].any():
        return ()
    named = dict(zip(table["item"].astype(str), table[column].astype(str), strict=True))
    return tuple(named.get(item, "") for item in demand.items)


def _told(demand: Demand, choices: CalendarChoices, ahead: int) -> int:
    """Periods up to the end of the last planned promotion: beyond it, single items' columns say
    nothing new and would only take room."""
    ends = [promotion.span.last for promotion in choices.promotions]
    steps = demand.frequency.steps(np.array(ends, dtype="datetime64[D]"), demand.start)
    told = int(np.max(steps + 1, initial=demand.length))
    return min(told, demand.length + ahead)


def sheet_country(sales: Sales, language: str = "") -> str:
    """Return the country whose calendar the sheet most likely follows, "" unknown."""
    text = "".join(sales.catalogue["title"].head(50)) if "title" in sales.catalogue else ""
    return country_of(sales.currency, language, text)


def events_of(
    demand: Demand, sales: Sales, choices: CalendarChoices, horizon: int, language: str = ""
) -> tuple[Event, ...]:
    """Return the events from the panel's start to the end of the forecast, to be drawn."""
    periods = demand.frequency.periods(demand.start, demand.length + horizon + 1)
    last = periods[-1] - np.timedelta64(1, "D")
    return events_between(choices, sheet_country(sales, language), periods[0], last)


def _own_columns(
    demand: Demand, sales: Sales, choices: CalendarChoices, length: int
) -> tuple[tuple[str, ...], NDArray[np.float32], tuple[bool, ...]]:
    rows = _Rows.of(demand, sales)
    names: list[str] = []
    columns: list[NDArray[np.float32]] = []
    planned: list[bool] = []
    promoted = rows.mean_of("promotion")
    if promoted is not None and np.nanmax(promoted, initial=0.0) > 0:
        names.append(PROMOTION)
        columns.append(_padded(_remembered(promoted, demand), length, last=False))
        planned.append(rows.tells_days_without_sales)
    price = rows.median_of("unit_price")
    if price is not None:
        relative = _relative(price)
        if np.abs(relative).max(initial=0.0) > 0.01 and _are_tags(price):
            names.append(PRICE)
            columns.append(_padded(relative, length, last=True))
            planned.append(False)
    for kind in (PROMOTION, ADVERTISING):
        typed = [promotion for promotion in choices.promotions if promotion.kind == kind]
        if not typed:
            continue
        laid_out = _typed(demand, typed, length)
        if kind in names:
            place = names.index(kind)
            columns[place] = np.maximum(columns[place], laid_out)
        else:
            names.append(kind)
            columns.append(laid_out)
            planned.append(True)
    if PRICE in names and price is not None:
        _set_prices(columns[names.index(PRICE)], price, demand, choices)
    if not names:
        return (), np.zeros((0, 0, 0), dtype=np.float32), ()
    return tuple(names), np.stack(columns, axis=2), tuple(planned)


class _Rows:
    """The sheet's rows as places in the panel: item and period of each."""

    def __init__(self, demand: Demand, sales: Sales, place: NDArray[np.int64]) -> None:
        self._demand, self._sales, self._place = demand, sales, place
        units = sales.rows["units"].to_numpy() if "units" in sales.rows else np.zeros(0)
        self.tells_days_without_sales = bool((units == 0).mean() > 0.01) if len(units) else False

    @classmethod
    def of(cls, demand: Demand, sales: Sales) -> _Rows:
        rows = sales.rows
        if rows.empty:
            return cls(demand, sales, np.zeros(0, dtype=np.int64))
        number = {
            pair: row for row, pair in enumerate(zip(demand.items, demand.stores, strict=True))
        }
        item, store = rows["item"].cat, rows["store"].cat
        table = np.array(
            [[number.get((i, s), -1) for s in store.categories] for i in item.categories],
            dtype=np.int64,
        ).reshape(len(item.categories), len(store.categories))
        row = table[item.codes.to_numpy(), store.codes.to_numpy()]
        day = rows["day"].to_numpy().astype("datetime64[D]")
        step = demand.frequency.steps(day, demand.start)
        inside = (row >= 0) & (step >= 0) & (step < demand.length)
        return cls(demand, sales, np.where(inside, row * demand.length + step, -1))

    def _values(self, column: str) -> tuple[NDArray[np.int64], NDArray[np.float64]] | None:
        if column not in self._sales.rows or not len(self._place):
            return None
        values = self._sales.rows[column].to_numpy(dtype=np.float64)
        use = (self._place >= 0) & np.isfinite(values)
        return (self._place[use], values[use]) if use.any() else None

    def mean_of(self, column: str) -> NDArray[np.float32] | None:
        """(n, t) mean of a column over the lines of each item and period, NaN without any."""
        found = self._values(column)
        if found is None:
            return None
        size = len(self._demand) * self._demand.length
        total = np.bincount(found[0], weights=found[1], minlength=size)
        count = np.bincount(found[0], minlength=size)
        mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
        return mean.reshape(len(self._demand), -1).astype(np.float32)

    def median_of(self, column: str) -> NDArray[np.float32] | None:
        """(n, t) median over the lines likewise; of two middle lines the cheaper one.

        The price of most lines, not of most units: bulk orders at a discount would make low prices
        look like the cause of high sales.
        """
        found = self._values(column)
        if found is None:
            return None
        place, value = found[0][found[1] > 0], found[1][found[1] > 0]
        order = np.lexsort((value, place))
        place, value = place[order], value[order]
        first = np.flatnonzero(np.diff(place, prepend=-1))
        count = np.diff(np.append(first, len(place)))
        result = np.full(len(self._demand) * self._demand.length, np.nan, dtype=np.float32)
        result[place[first]] = value[first + (count - 1) // 2]
        return np.asarray(result.reshape(len(self._demand), -1))


def _remembered(values: NDArray[np.float32], demand: Demand) -> NDArray[np.float32]:
    """Fill unknown periods with the last known value for about a week, then with 0."""
    longest = max(1, round(_REMEMBERED_DAYS / demand.frequency.days))
    known = np.isfinite(values)
    step = np.arange(values.shape[1])
    last = np.maximum.accumulate(np.where(known, step, -1), axis=1)
    fresh = (last >= 0) & (step - last <= longest)
    taken = np.take_along_axis(values, np.maximum(last, 0), axis=1)
    return np.asarray(np.where(fresh, taken, 0.0), dtype=np.float32)


def _relative(price: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (n, t) log of the price over the item's first known one; the last known goes on."""
    known = np.isfinite(price)
    last = np.maximum.accumulate(np.where(known, np.arange(price.shape[1]), -1), axis=1)
    carried = np.take_along_axis(price, np.maximum(last, 0), axis=1)
    first = np.take_along_axis(price, known.argmax(axis=1)[:, None], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(last >= 0, np.log(carried / first), 0.0)
    return np.asarray(np.clip(np.nan_to_num(relative), -_WIDEST, _WIDEST), dtype=np.float32)


def _are_tags(price: NDArray[np.float32]) -> bool:
    """Whether the prices are tags that stay for a while. One that differs from sale to sale is a
    discount for quantity: it follows from what was bought, and says nothing of what will be."""
    known = np.isfinite(price)
    before = _relative(price)[:, :-1]
    changed = known[:, 1:] & (np.abs(_relative(price)[:, 1:] - before) > 0.005)
    sold = np.maximum(known[:, 1:].sum(axis=1), 1)
    often = changed.sum(axis=1) / sold
    return bool(np.median(often[known.any(axis=1)]) <= _OFTEN) if known.any() else False


def _padded(values: NDArray[np.float32], length: int, last: bool) -> NDArray[np.float32]:
    """Return (n, length): beyond the panel the last value goes on, or nothing."""
    missing = length - values.shape[1]
    if last and values.shape[1]:
        return np.asarray(np.pad(values, ((0, 0), (0, missing)), mode="edge"))
    return np.asarray(np.pad(values, ((0, 0), (0, missing))))


def _days_covered(
    demand: Demand, promotion: Promotion, length: int
) -> tuple[slice, NDArray[np.float32]]:
    """Periods that a promotion touches, and the share of each that it covers (0–1)."""
    first, last = promotion.span.first, promotion.span.last
    steps = demand.frequency.steps(np.array([first, last]), demand.start)
    begin, end = max(int(steps[0]), 0), min(int(steps[1]) + 1, length)
    if end <= begin:
        return slice(0, 0), np.zeros(0, dtype=np.float32)
    bounds = demand.frequency.periods(demand.start, end + 1)[begin:]
    low = np.maximum(bounds[:-1], first)
    high = np.minimum(bounds[1:], last + np.timedelta64(1, "D"))
    share = np.maximum((high - low) / (bounds[1:] - bounds[:-1]), 0.0)
    return slice(begin, end), np.asarray(share, dtype=np.float32)


def _typed(demand: Demand, typed: list[Promotion], length: int) -> NDArray[np.float32]:
    """Return (n, length) share of each period covered by a promotion that was typed in.

    Days to come whose lift the operator says are left out: forecasts are what sells without it, and
    are lifted afterwards.
    """
    result = np.zeros((len(demand), length), dtype=np.float32)
    for promotion in typed:
        end = demand.length if np.isfinite(promotion.lift) else length
        periods, share = _days_covered(demand, promotion, end)
        rows = _rows_of(demand, promotion)
        result[rows, periods] = np.maximum(result[rows, periods], share)
    return result


def _lifts(demand: Demand, choices: CalendarChoices, length: int) -> NDArray[np.float32]:
    """Return (n, length) logarithm of the lifts typed for days to come; empty where there is none.

    A period covered in part is lifted in part; of two promotions at once the larger lift counts.
    """
    result = np.zeros((len(demand), length), dtype=np.float32)
    for promotion in choices.promotions:
        if not np.isfinite(promotion.lift):
            continue
        periods, share = _days_covered(demand, promotion, length)
        factor = np.log1p(share * (promotion.lift - 1.0))
        factor[np.arange(periods.start, periods.stop) < demand.length] = 0.0
        cells = np.ix_(_rows_of(demand, promotion), np.arange(periods.start, periods.stop))
        result[cells] = np.where(np.abs(factor) > np.abs(result[cells]), factor, result[cells])
    return result if result.any() else np.zeros((0, 0), dtype=np.float32)


def _set_prices(
    column: NDArray[np.float32],
    price: NDArray[np.float32],
    demand: Demand,
    choices: CalendarChoices,
) -> None:
    """Put the prices of promotions to come in place of the last ones, for the share they cover."""
    known = np.isfinite(price)
    first = np.take_along_axis(price, known.argmax(axis=1)[:, None], axis=1)[:, 0]
    for promotion in choices.promotions:
        if promotion.price != promotion.price or np.isfinite(promotion.lift):
            continue
        periods, share = _days_covered(demand, promotion, column.shape[1])
        ahead = np.arange(periods.start, periods.stop) >= demand.length
        for row in np.flatnonzero(_rows_of(demand, promotion) & (first > 0)):
            low = np.clip(np.log(promotion.price / first[row]), -_WIDEST, _WIDEST)
            usual = column[row, periods]
            column[row, periods] = np.where(ahead, share * low + (1 - share) * usual, usual)


def _rows_of(demand: Demand, promotion: Promotion) -> NDArray[np.bool_]:
    if not promotion.items:
        return np.ones(len(demand), dtype=np.bool_)
    return np.isin(np.array(demand.items), np.array(promotion.items))
