"""The shop's calendar: closed weekdays, days on which nothing at all was sold, part periods."""

from __future__ import annotations

import dataclasses

import numpy as np

from core.checking.decisions import NONE, Decisions
from core.checking.evidence import Evidence, laid_out
from core.checking.repairs import NO_DAY, Findings, Repair, key_of
from core.checking.stockouts import SUSPECT, covered_periods, runs_without_sales
from core.demand import Coverage, open_weekdays, whole_periods
from core.demand.period_totals import are_totals
from core.frequency import Frequency
from core.sales.cleaning.day_series import Days, DaySeries, weekday
from core.wording import QT_TRANSLATE_NOOP, Sentence, say, spoken_day

FEWEST_WEEKS = 8
CLOSED_EVERY = 150.0
"""Days between two times that a shop is closed for days, or a sheet is missing."""

_WEEKDAYS = (
    QT_TRANSLATE_NOOP("core", "Mondays"),
    QT_TRANSLATE_NOOP("core", "Tuesdays"),
    QT_TRANSLATE_NOOP("core", "Wednesdays"),
    QT_TRANSLATE_NOOP("core", "Thursdays"),
    QT_TRANSLATE_NOOP("core", "Fridays"),
    QT_TRANSLATE_NOOP("core", "Saturdays"),
    QT_TRANSLATE_NOOP("core", "Sundays"),
)
_CLOSED_WEEKDAY = QT_TRANSLATE_NOOP(
    "core", "Sales on {sold:,} of {weeks:,} {weekday}: they count as closed."
)
_NOTHING = QT_TRANSLATE_NOOP(
    "core",
    "Nothing at all was sold from {first} to {last}. Was the shop closed, or is a sheet missing? "
    "Count these days as unknown instead of zero?",
)
_NOTHING_IN = QT_TRANSLATE_NOOP(
    "core",
    "Nothing at all was sold in {store} from {first} to {last}. Was it closed, or is a sheet "
    "missing? Count these days as unknown instead of zero?",
)
_LAST = QT_TRANSLATE_NOOP(
    "core", "The last period, from {day} on, is not over yet: its {units:,.0f} units are left out."
)
_FIRST = QT_TRANSLATE_NOOP(
    "core",
    "The sheet begins within the period from {day}: its {units:,.0f} units are left out.",
)


def coverage_of(answers: dict[str, bool]) -> Coverage:
    """Return what the operator's answers, by key, say against the calendar as seen.

    ``answers`` hold what is in force for the calendar's repairs only.
    """
    opened = [day for day in range(7) if not answers.get(key_of("closed_weekday", str(day)), True)]
    kinds = {key.split("\t")[0] for key, held in answers.items() if not held}
    return Coverage(tuple(opened), "incomplete_first" in kinds, "incomplete_last" in kinds)


def calendar_repairs(
    series: DaySeries, frequency: Frequency, decisions: Decisions = NONE
) -> list[Repair]:
    """Return the closed weekdays and the periods that are not whole, each left out by default.

    Where a weekday counts as open after all, a period may not be whole for want of it.
    """
    days = series.sheet_days
    totals = any(are_totals(days, longer) for longer in (Frequency.WEEKLY, Frequency.MONTHLY))
    repairs = [] if totals else _closed_weekdays(series)
    start = frequency.first_day(days[:1])[0]
    opened = [int(r.key.split("\t")[1]) for r in repairs if not decisions.holds(r)]
    begin, end = whole_periods(series, frequency, opened)
    length = int(frequency.steps(days[-1:], start)[0]) + 1
    bounds = frequency.periods(start, length + 1)
    if begin > 0:
        repairs.append(_part("incomplete_first", _FIRST, series, bounds[0], bounds[1]))
    if end < length:
        repairs.append(_part("incomplete_last", _LAST, series, bounds[-2], bounds[-1]))
    return repairs


def _closed_weekdays(series: DaySeries) -> list[Repair]:
    days = np.unique(series.day)
    if not len(days):
        return []
    weeks = int((days[-1] - days[0]).astype(np.int64)) // 7
    if weeks < FEWEST_WEEKS:
        return []
    sold = np.bincount(weekday(days), minlength=7)
    units = np.bincount(weekday(series.day), weights=series.units, minlength=7)
    return [
        Repair(
            key=key_of("closed_weekday", str(day)),
            kind="closed_weekday",
            item="",
            store="",
            first_day=NO_DAY,
            last_day=NO_DAY,
            text=say(
                _CLOSED_WEEKDAY, sold=int(sold[day]), weeks=weeks, weekday=say(_WEEKDAYS[day])
            ),
            units=float(-units[day]) if units[day] else 0.0,
            money=float("nan"),
            probability=float(1.0 - sold[day] / max(weeks, 1)),
            by_default=True,
        )
        for day in np.flatnonzero(~open_weekdays(series)).tolist()
    ]


def _part(
    kind: str, template: str, series: DaySeries, first: np.datetime64, stop: np.datetime64
) -> Repair:
    inside = (series.day >= first) & (series.day < stop)
    units = float(series.units[inside].sum())
    day = np.datetime64(str(first), "D")
    last = np.datetime64(str(stop - np.timedelta64(1, "D")), "D")
    return Repair(
        key=key_of(kind, day=day),
        kind=kind,
        item="",
        store="",
        first_day=day,
        last_day=last,
        text=say(template, day=spoken_day(day), units=units),
        units=-units,
        money=float("nan"),
        by_default=True,
    )


def find_closures(evidence: Evidence, found: Findings) -> None:
    """Add runs of days on which a store that sells nearly every day sold nothing at all."""
    shop = _of_stores(evidence)
    runs = runs_without_sales(shop, CLOSED_EVERY)
    for number in np.flatnonzero(runs.probability >= SUSPECT).tolist():
        begin, stop = int(runs.begin[number]), int(runs.stop[number])
        if stop == evidence.days:
            continue
        place = int(runs.code[number])
        name = shop.series.stores[place]
        rows = np.flatnonzero(evidence.store == place)
        first, last = evidence.day(begin), evidence.day(stop - 1)
        lost = float(runs.lost[number])
        values = {"first": spoken_day(first), "last": spoken_day(last)}
        text: Sentence = say(_NOTHING_IN, **values, store=name) if name else say(_NOTHING, **values)
        paid = np.nan_to_num(evidence.price[rows])
        sold = np.bincount(
            evidence.series.code, weights=evidence.series.units, minlength=len(evidence.price)
        )[rows]
        a_unit = float((sold * paid).sum() / max(sold.sum(), 1e-9))
        repair = Repair(
            key=key_of("closed", "", name, first),
            kind="closed",
            item="",
            store=name,
            first_day=first,
            last_day=last,
            text=text,
            units=lost,
            money=lost * a_unit if a_unit else float("nan"),
            probability=float(runs.probability[number]),
        )
        periods = covered_periods(shop, place, begin, stop)
        known = int(evidence.known(np.array([runs.known[number]]))[0])
        on_sale = np.isfinite(evidence.demand.units[np.ix_(rows, periods)])
        row, column = np.nonzero(on_sale)
        found.add(repair, rows[row], periods[column], known, censored=True)


def _of_stores(evidence: Evidence) -> Evidence:
    """Return the evidence with each store's sales of all items as one series."""
    series = evidence.series
    store = evidence.store[series.code]
    width = evidence.days
    key, place = np.unique(store * width + evidence.at, return_inverse=True)
    units = np.bincount(place, weights=series.units, minlength=len(key)).astype(np.float64)
    names = tuple(str(name) for name in np.unique(np.array(series.stores, dtype=str)))
    days: Days = evidence.first + (key % width).astype("timedelta64[D]")
    shops = DaySeries(("",) * len(names), names, key // width, days, units, series.sheet_days)
    busy, opened = laid_out(shops, np.arange(len(names)))
    return dataclasses.replace(
        evidence,
        series=shops,
        price=np.full(len(names), np.nan),
        at=key % width,
        store=np.arange(len(names)),
        busy=busy,
        open_days=opened,
    )
