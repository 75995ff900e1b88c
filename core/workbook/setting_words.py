"""The settings of a run in the words of a merchant, one line a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.calendar.choices import NO_COUNTRY, CalendarChoices, Span
from core.forecasting.catalogue import describe
from core.frequency import Frequency
from core.restocking.terms.groups import GroupTerm
from core.restocking.terms.space import MEASURE_WORDS
from core.restocking.terms.values import SERVICE_KIND_WORDS
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

FREQUENCIES = {
    Frequency.DAILY: say(QT_TRANSLATE_NOOP("core", "days")),
    Frequency.WEEKLY: say(QT_TRANSLATE_NOOP("core", "weeks")),
    Frequency.MONTHLY: say(QT_TRANSLATE_NOOP("core", "months")),
}
_BY_ITSELF = say(QT_TRANSLATE_NOOP("core", "chosen by the program"))
_NO_LIMIT = say(QT_TRANSLATE_NOOP("core", "no limit"))
_PERCENT = QT_TRANSLATE_NOOP("core", "{share:.4g} %")

Money = Callable[[float], str]
"""Writes an amount."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One choice: what it is about, and what was chosen, in one or more parts."""

    label: Sentence
    parts: tuple[Sentence | str, ...]


def setting_lines(settings: Settings, money: Money) -> tuple[SettingLine, ...]:
    """Return the choices that shape a result; those that a shop has not made are left out."""
    lines = (*_forecast(settings), *_supply(settings, money), *_calendar(settings.calendar))
    return tuple(line for line in lines if line.parts)


def _line(label: str, *parts: Sentence | str) -> SettingLine:
    return SettingLine(say(label), parts)


def _forecast(settings: Settings) -> Iterator[SettingLine]:
    every = say(QT_TRANSLATE_NOOP("core", "all methods"))
    titles = [describe(name).title for name in settings.models]
    yield _line(
        QT_TRANSLATE_NOOP("core", "Length of a period"),
        _BY_ITSELF if settings.frequency is None else FREQUENCIES[settings.frequency],
    )
    yield _line(
        QT_TRANSLATE_NOOP("core", "Periods to forecast"),
        _BY_ITSELF if settings.horizon is None else f"{settings.horizon:,}",
    )
    yield _line(QT_TRANSLATE_NOOP("core", "Methods tried"), *(titles or [every]))
    yield _line(QT_TRANSLATE_NOOP("core", "Past days tested on"), f"{settings.origins:,}")
    yield _line(QT_TRANSLATE_NOOP("core", "Simulated futures an item"), f"{settings.paths:,}")
    yield _line(QT_TRANSLATE_NOOP("core", "Seed of chance"), str(settings.seed))
    if settings.device != "auto":
        yield _line(QT_TRANSLATE_NOOP("core", "Trained on"), settings.device)
    if settings.cluster:
        yield _line(QT_TRANSLATE_NOOP("core", "Cluster"), settings.cluster)


def _supply(settings: Settings, money: Money) -> Iterator[SettingLine]:
    waits = say(QT_TRANSLATE_NOOP("core", "waits"))
    leaves = say(QT_TRANSLATE_NOOP("core", "goes elsewhere"))
    yield _line(
        QT_TRANSLATE_NOOP("core", "Usual delivery time"),
        say(
            QT_TRANSLATE_NOOP("core", "{days:,.4g} days, give or take {spread:,.0f} %"),
            days=settings.lead_time_days,
            spread=settings.lead_time_spread * 100,
        ),
    )
    yield _line(QT_TRANSLATE_NOOP("core", "Days between orders"), f"{settings.review_days:,.4g}")
    yield _line(
        QT_TRANSLATE_NOOP("core", "Service level"),
        say(_PERCENT, share=settings.service_level * 100),
        SERVICE_KIND_WORDS[settings.service_kind],
    )
    yield _line(
        QT_TRANSLATE_NOOP("core", "Service level by class"),
        *(f"{it.letter} {it.level:.1%}" for it in settings.class_service),
    )
    yield _line(
        QT_TRANSLATE_NOOP("core", "A customer who finds no stock"),
        leaves if settings.lost_sales else waits,
    )
    yield _line(
        QT_TRANSLATE_NOOP("core", "Cost of holding stock a year"),
        say(_PERCENT, share=settings.holding_rate * 100),
    )
    yield _line(
        QT_TRANSLATE_NOOP("core", "Budget"),
        _NO_LIMIT if settings.budget is None else money(settings.budget),
    )
    yield _line(
        QT_TRANSLATE_NOOP("core", "Storage rooms"),
        *(
            say(
                QT_TRANSLATE_NOOP("core", "{store} {amount:,.10g} {measure}"),
                store=room.store,
                amount=room.amount,
                measure=MEASURE_WORDS[room.measure],
            )
            for room in settings.rooms
        ),
    )
    if settings.moving.per_unit or settings.moving.per_transfer:
        yield _line(
            QT_TRANSLATE_NOOP("core", "Moving goods between stores"),
            say(
                QT_TRANSLATE_NOOP("core", "{unit:,.10g} a unit, {time:,.10g} each time"),
                unit=settings.moving.per_unit,
                time=settings.moving.per_transfer,
            ),
        )
    yield _line(QT_TRANSLATE_NOOP("core", "Terms of groups"), *_named_groups(settings.group_terms))
    yield _line(
        QT_TRANSLATE_NOOP("core", "Scenarios"), *(scenario.name for scenario in settings.scenarios)
    )


def _named_groups(terms: Sequence[GroupTerm]) -> Iterator[Sentence | str]:
    whole = say(QT_TRANSLATE_NOOP("core", "the whole shop"))
    names = list(dict.fromkeys(term.name for term in terms))
    for name in names:
        yield name or whole


def _calendar(calendar: CalendarChoices) -> Iterator[SettingLine]:
    nobody = say(QT_TRANSLATE_NOOP("core", "nobody's"))
    known = {"": say(QT_TRANSLATE_NOOP("core", "of the sheet's currency")), NO_COUNTRY: nobody}
    yield _line(
        QT_TRANSLATE_NOOP("core", "Holidays"), known.get(calendar.country, calendar.country)
    )
    yield _line(
        QT_TRANSLATE_NOOP("core", "Own events"),
        *(f"{event.name} {_span(event.span)}" for event in calendar.own),
    )
    yield _line(QT_TRANSLATE_NOOP("core", "Closed days"), *map(_span, calendar.closures))
    yield _line(QT_TRANSLATE_NOOP("core", "Paydays"), *(f"{day}" for day in calendar.paydays))
    yield _line(
        QT_TRANSLATE_NOOP("core", "Promotions"),
        *(f"{_span(it.span)} {', '.join(it.items)}".strip() for it in calendar.promotions),
    )


def _span(span: Span) -> str:
    return str(span.first) if span.first == span.last else f"{span.first} – {span.last}"
