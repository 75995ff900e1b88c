"""Names of what an explanation is made of, in the language of its reader."""

from __future__ import annotations

from core.calendar.events import CLOSED, HOLIDAY, PAYDAY
from core.calendar.known_days import known_days
from core.demand.covariates import ADVERTISING, PRICE, PROMOTION
from core.explaining.explanation import CORRECTION, LEVEL, OTHER_EVENTS, TREND
from core.forecasting.design import SEASON
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
