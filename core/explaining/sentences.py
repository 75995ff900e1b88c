"""An explanation in words, in the language of its reader."""

from __future__ import annotations

from core.calendar.events import CLOSED, HOLIDAY, PAYDAY
from core.calendar.known_days import known_days
from core.demand.covariates import ADVERTISING, PRICE, PROMOTION
from core.explaining.explanation import (
    CORRECTION,
    LEVEL,
    OTHER_EVENTS,
    TREND,
    Contribution,
    Explanation,
)
from core.forecasting.design import SEASON
from core.frequency import Frequency
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_NAMES = {
    LEVEL: say(QT_TRANSLATE_NOOP("core", "as lately")),
    TREND: say(QT_TRANSLATE_NOOP("core", "trend")),
    SEASON: say(QT_TRANSLATE_NOOP("core", "season")),
    PROMOTION: say(QT_TRANSLATE_NOOP("core", "promotion")),
    ADVERTISING: say(QT_TRANSLATE_NOOP("core", "advertising")),
    PRICE: say(QT_TRANSLATE_NOOP("core", "price")),
    HOLIDAY: say(QT_TRANSLATE_NOOP("core", "public holidays")),
    PAYDAY: say(QT_TRANSLATE_NOOP("core", "paydays")),
    CLOSED: say(QT_TRANSLATE_NOOP("core", "closed days")),
    OTHER_EVENTS: say(QT_TRANSLATE_NOOP("core", "other events")),
    CORRECTION: say(QT_TRANSLATE_NOOP("core", "the model's own correction")),
}


def part_name(kind: str, language: str) -> Sentence | str:
    """Return the name of a kind of contribution: a sentence, or an event's name in ``language``."""
    if kind in _NAMES:
        return _NAMES[kind]
    for rule in known_days().rules:
        if rule.key == kind:
            return rule.zh if language.startswith("zh") else rule.en
    return kind.removeprefix("own:")


def sentence_of(explanation: Explanation, frequency: Frequency, language: str) -> Sentence:
    """Return the explanation as one sentence.

    "About 120 units in 13 weeks: 104 as lately, +12 Christmas, +4 season."
    """
    template = {
        Frequency.DAILY: QT_TRANSLATE_NOOP("core", "About {total:,} units in {n} days: {parts}."),
        Frequency.WEEKLY: QT_TRANSLATE_NOOP("core", "About {total:,} units in {n} weeks: {parts}."),
        Frequency.MONTHLY: QT_TRANSLATE_NOOP(
            "core", "About {total:,} units in {n} months: {parts}."
        ),
    }[frequency]
    parts: Sentence | None = None
    for part in explanation.contributions:
        piece = _piece(part, language)
        parts = piece if parts is None else say(_AND, first=parts, then=piece)
    return say(template, total=explanation.total, n=explanation.periods, parts=parts or "")


_AND = QT_TRANSLATE_NOOP("core", "{first}, {then}")


def _piece(part: Contribution, language: str) -> Sentence:
    name = part_name(part.kind, language)
    if part.kind == LEVEL:
        return say(QT_TRANSLATE_NOOP("core", "{units:,} {name}"), units=part.units, name=name)
    return say(QT_TRANSLATE_NOOP("core", "{units:+,} {name}"), units=part.units, name=name)
