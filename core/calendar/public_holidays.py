"""Public holidays of a country and days of the Chinese calendar, from the library ``holidays``."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date

from core.calendar.known_days import known_days
from core.errors import OptionError
from core.wording import QT_TRANSLATE_NOOP, say

_YEARS_KNOWN = 5
"""Years in a row with days set by decree that make a country one that decrees every year."""

_LUNAR = {
    "new_year": re.compile(r"^Chinese New Year(?!'s Eve)"),
    "qingming": re.compile(r"^Tomb-Sweeping Day"),
    "dragon_boat": re.compile(r"^Dragon Boat Festival"),
    "mid_autumn": re.compile(r"^Mid-Autumn Festival"),
}
_SUBSTITUTE = re.compile(r"substituted|observed|Day off", re.I)


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """One day off: its names in English and Chinese, and whether the date is certain."""

    day: date
    name: str
    name_zh: str
    confirmed: bool


def check_country(country: str) -> None:
    """Raise ``OptionError`` for a code of which no public holidays are known."""
    import holidays

    if country not in holidays.list_supported_countries():
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "No public holidays are known for “{country}”. Give a code of two letters, "
                    "such as CN, GB or US, or “none”.",
                ),
                country=country,
            )
        )


@functools.cache
def public_holidays(country: str, year: int) -> tuple[PublicHoliday, ...]:
    """Return the days off of one year, in order.

    Unconfirmed: days that the library estimates (moon sightings), and all days of a year for which
    a country that decrees its days off anew every year has not yet done so. ``OptionError`` where
    the country is not known.
    """
    import holidays

    check_country(country)
    english = _named(country, year, "en_US")
    languages = getattr(getattr(holidays, country), "supported_languages", ())
    chinese = _named(country, year, "zh_CN") if "zh_CN" in languages else {}
    decreed = year <= _last_decreed(country)
    names = known_days().names
    return tuple(
        PublicHoliday(
            day,
            name.replace(" (estimated)", ""),
            chinese.get(day, names.get(name.split(";")[0].split(" (")[0], name)),
            decreed and "estimated" not in name,
        )
        for day, name in sorted(english.items())
    )


def _named(country: str, year: int, language: str) -> dict[date, str]:
    import holidays

    supported = getattr(getattr(holidays, country), "supported_languages", ())
    spoken = language if language in supported else None
    return dict(holidays.country_holidays(country, years=year, language=spoken))


def _last_decreed(country: str) -> int:
    """Last year with days off set by decree, where the country sets them every year; else 9999."""
    import holidays

    entity = holidays.country_holidays(country, years=2020)
    special = getattr(entity, "special_public_holidays", None)
    if not isinstance(special, dict) or not special:
        return 9999
    last = max(special)
    yearly = all(year in special for year in range(last - _YEARS_KNOWN + 1, last + 1))
    return int(last) if yearly else 9999


@functools.cache
def lunar_day(name: str, year: int) -> date | None:
    """Return the day of a Chinese festival: "new_year", "qingming", "dragon_boat", "mid_autumn".

    Taken from Taiwan's holidays, which name the festivals' own days in every year since 1998; None
    before.
    """
    found = [
        day
        for day, title in _named("TW", year, "en_US").items()
        for part in title.split(";")
        if _LUNAR[name].match(part.strip()) and not _SUBSTITUTE.search(part)
    ]
    return min(found, default=None)
