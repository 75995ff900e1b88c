"""The built-in tables: events, currencies, paydays and names, from resources/calendar."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent.parent / "resources" / "calendar" / "events.toml"


@dataclass(frozen=True, slots=True)
class EventRule:
    """A built-in event and the rule for its day; see the head of the table for each field."""

    key: str
    en: str
    zh: str
    countries: tuple[str, ...]
    rule: str
    first: int
    last: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class KnownDays:
    """The whole table: rules of events, country by currency, paydays by country, Chinese names."""

    rules: tuple[EventRule, ...]
    currencies: Mapping[str, str]
    paydays: Mapping[str, tuple[int, ...]]
    names: Mapping[str, str]


@functools.cache
def known_days() -> KnownDays:
    """Return the table, read once."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rules = tuple(
        EventRule(**{**entry, "countries": tuple(entry["countries"])}) for entry in table["event"]
    )
    paydays = {country: tuple(days) for country, days in table["paydays"].items()}
    return KnownDays(rules, table["currencies"], paydays, table["names"])


def country_of(currency: str, language: str = "", text: str = "") -> str:
    """Return the country (ISO code) whose calendar a sheet most likely follows, "" unknown.

    currency  sign or code in the prices: settles it where it belongs to one country
    language  of the operator's window ("zh_CN"), which settles ¥ and prices without a sign
    text      some names from the sheet: Chinese ones settle it where the rest does not
    """
    found = known_days().currencies.get(currency.strip())
    if found:
        return found
    chinese = language.startswith("zh") or any("一" <= letter <= "鿿" for letter in text)
    kana = any("぀" <= letter <= "ヿ" for letter in text)
    if kana:
        return "JP"
    return "CN" if chinese and currency.strip() in ("", "¥") else ""
