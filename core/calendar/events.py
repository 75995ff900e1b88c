"""Events of a span of days: public holidays, festivals, shopping days, closures, the shop's own."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from core.calendar.choices import NO_COUNTRY, CalendarChoices, Span
from core.calendar.known_days import EventRule, known_days
from core.calendar.public_holidays import lunar_day, public_holidays

HOLIDAY, PAYDAY, CLOSED = "public_holiday", "payday", "closed"
"""Kinds of events that are not in the table; the operator's own are "own:NAME"."""

_PAYDAY_LASTS = 2
"""Days after payday on which wages are still being spent."""


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence of an event.

    kind         key in the table, "public_holiday", "payday", "closed" or "own:NAME"
    name         in English; name_zh in Chinese
    first, last  its days, both included
    before, after days around it on which demand is likely to differ as well
    confirmed    False where the days of that year are not certain yet
    """

    kind: str
    name: str
    name_zh: str
    first: np.datetime64
    last: np.datetime64
    before: int = 0
    after: int = 0
    confirmed: bool = True

    def named(self, language: str) -> str:
        """Return the name in ``language`` ("en" or "zh_CN")."""
        return self.name_zh if language.startswith("zh") else self.name


def events_between(
    choices: CalendarChoices, country: str, first: np.datetime64, last: np.datetime64
) -> tuple[Event, ...]:
    """Return the events of which a day, with those around it, lies from ``first`` to ``last``.

    country  ISO code that stands in where the choices name none; "" leaves public holidays out
    """
    place = choices.country or country
    years = range(_day(first).year - 1, _day(last).year + 2)
    off = tuple(_holidays(place, years))
    named = [_as_sure_as(event, off) for event in _of_rules(place, years)]
    found = [
        *named,
        *_apart(off, named),
        *_paydays(choices, place, years),
        *_own(choices, years),
        *(Event(CLOSED, "Closed", "歇业", span.first, span.last) for span in choices.closures),
    ]
    kept = [
        event
        for event in found
        if event.kind not in choices.left_out
        and event.first - np.timedelta64(event.before, "D") <= last
        and event.last + np.timedelta64(event.after, "D") >= first
    ]
    return tuple(sorted(kept, key=lambda event: (str(event.first), event.kind)))


def _of_rules(country: str, years: range) -> Iterator[Event]:
    """Occurrences of the table's events; those of no country only where one is known or wanted."""
    for rule in known_days().rules:
        if rule.countries and country not in rule.countries:
            continue
        for year in years:
            day = _by_rule(rule, year)
            if day is not None:
                yield Event(
                    rule.key,
                    rule.en,
                    rule.zh,
                    _moved(day, rule.first),
                    _moved(day, rule.last),
                    rule.before,
                    rule.after,
                )


def _by_rule(rule: EventRule, year: int) -> date | None:
    kind, *words = rule.rule.split()
    if kind == "fixed":
        month, day = map(int, words[0].split("-"))
        return date(year, month, day)
    if kind == "nth":
        return _nth_weekday(year, int(words[0]), int(words[1]), words[2])
    if kind == "easter":
        from dateutil.easter import easter

        found: date = easter(year)
        return found
    return lunar_day(words[0], year)


def _nth_weekday(year: int, month: int, nth: int, weekday: str) -> date:
    """Return the nth weekday of a month; the last one for n = -1."""
    names = [name.lower() for name in calendar.day_name]
    days = [
        date(year, month, day)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
        if date(year, month, day).weekday() == names.index(weekday)
    ]
    return days[nth - 1] if nth > 0 else days[nth]


def _holidays(country: str, years: range) -> Iterator[Event]:
    if country in ("", NO_COUNTRY):
        return
    for year in years:
        for holiday in public_holidays(country, year):
            day = _moved(holiday.day, 0)
            sure = holiday.confirmed
            yield Event(HOLIDAY, holiday.name, holiday.name_zh, day, day, 1, 1, sure)


def _as_sure_as(event: Event, off: tuple[Event, ...]) -> Event:
    """The event, not confirmed where the days off that belong to it are not."""
    within = [h.confirmed for h in off if event.first <= h.first <= event.last]
    return event if all(within) else replace(event, confirmed=False)


def _apart(off: tuple[Event, ...], named: list[Event]) -> list[Event]:
    """Public holidays but for those in or right after an event of the table: what the days around
    Christmas do to sales says nothing of a bank holiday in May."""
    one = np.timedelta64(1, "D")
    taken = {
        day
        for event in named
        for day in np.arange(event.first, event.last + one * (event.after + 1)).astype(str)
    }
    return [holiday for holiday in off if str(holiday.first) not in taken]


def _paydays(choices: CalendarChoices, country: str, years: range) -> Iterator[Event]:
    days = choices.paydays or known_days().paydays.get(country, ())
    for year in years:
        for month in range(1, 13):
            longest = calendar.monthrange(year, month)[1]
            for number in days:
                day = date(year, month, min(number, longest))
                last = _moved(day, _PAYDAY_LASTS)
                yield Event(PAYDAY, "Payday", "发薪日", _moved(day, 0), last)


def _own(choices: CalendarChoices, years: range) -> Iterator[Event]:
    for own in choices.own:
        spans = [own.span]
        if own.yearly:
            began = _day(own.span.first)
            length = int((own.span.last - own.span.first).astype(np.int64))
            spans = [
                Span(_moved(_same_day(began, year), 0), _moved(_same_day(began, year), length))
                for year in years
            ]
        for span in spans:
            yield Event(
                f"own:{own.name}", own.name, own.name, span.first, span.last, own.before, own.after
            )


def _same_day(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _day(day: np.datetime64) -> date:
    return date.fromisoformat(str(day.astype("datetime64[D]")))


def _moved(day: date, days: int) -> np.datetime64:
    return np.datetime64((day + timedelta(days=days)).isoformat(), "D")
