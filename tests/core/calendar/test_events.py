"""Events fall on the days they have, in the country the shop is in."""

from __future__ import annotations

import numpy as np
import pytest

from core.calendar.choices import CalendarChoices, OwnEvent, Promotion, Span
from core.calendar.events import CLOSED, HOLIDAY, PAYDAY, Event, events_between
from core.calendar.known_days import country_of, known_days
from core.calendar.public_holidays import lunar_day, public_holidays
from core.errors import OptionError


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


def year_of(country: str, year: int, choices: CalendarChoices | None = None) -> tuple[Event, ...]:
    first, last = day(f"{year}-01-01"), day(f"{year}-12-31")
    return events_between(choices or CalendarChoices(), country, first, last)


def first_days(events: tuple[Event, ...], kind: str, year: int) -> list[str]:
    days = [str(event.first) for event in events if event.kind == kind]
    return [first for first in days if first.startswith(str(year))]


@pytest.mark.parametrize(
    ("year", "new_year", "dragon_boat", "mid_autumn"),
    [
        (2010, "2010-02-14", "2010-06-16", "2010-09-22"),
        (2020, "2020-01-25", "2020-06-25", "2020-10-01"),
        (2023, "2023-01-22", "2023-06-22", "2023-09-29"),
        (2026, "2026-02-17", "2026-06-19", "2026-09-25"),
    ],
)
def test_lunar_festivals(year: int, new_year: str, dragon_boat: str, mid_autumn: str) -> None:
    """Lunar festivals fall on the days of the Hong Kong Observatory's conversion tables."""
    found = [str(lunar_day(name, year)) for name in ("new_year", "dragon_boat", "mid_autumn")]
    assert found == [new_year, dragon_boat, mid_autumn]


def test_events_of_a_rule() -> None:
    """Nth weekdays and Easter move from year to year; Black Friday follows the 4th Thursday."""
    american, british = year_of("US", 2025), year_of("GB", 2025)
    assert first_days(american, "thanksgiving", 2025) == ["2025-11-27"]
    assert first_days(american, "black_friday", 2025) == ["2025-11-28"]
    assert first_days(american, "mothers_day", 2025) == ["2025-05-11"]
    assert first_days(british, "mothers_day_uk", 2025) == ["2025-03-30"]
    assert first_days(british, "easter", 2025) == ["2025-04-18"]  # Good Friday


def test_events_belong_to_countries() -> None:
    """A Chinese shop has 618 and Double 11 but no Thanksgiving; an unknown one only common days."""
    chinese = {event.kind for event in year_of("CN", 2025)}
    assert {"spring_festival", "june_18", "singles_day", "double_12", PAYDAY} <= chinese
    assert "thanksgiving" not in chinese
    assert {event.kind for event in year_of("", 2025)} == {"christmas", "new_year", "valentine"}


def test_unconfirmed_years_are_labelled() -> None:
    """China decrees its days off each year: those of a year not yet decreed are not certain."""
    assert all(holiday.confirmed for holiday in public_holidays("CN", 2025))
    assert not any(holiday.confirmed for holiday in public_holidays("CN", 2032))
    assert all(holiday.confirmed for holiday in public_holidays("GB", 2032))
    sure = {event.kind: event.confirmed for event in year_of("CN", 2032)}
    assert not sure["spring_festival"]
    assert sure["singles_day"]


def test_holidays_have_chinese_names() -> None:
    """Public holidays carry their Chinese names, from the library or from our table."""
    assert public_holidays("CN", 2025)[0].name_zh == "元旦"
    british = {event.name: event for event in year_of("GB", 2025) if event.kind == HOLIDAY}
    assert british["May Day"].named("zh_CN") == "五一节"
    # Days off that belong to a named event are that event, not once more a holiday of any kind.
    assert "Good Friday" not in british


def test_country_from_the_sheet() -> None:
    """The currency settles the country where it can; ¥ and none need Chinese goods or window."""
    assert country_of("£") == "GB"
    assert country_of("CNY") == "CN"
    assert country_of("¥", "zh_CN") == "CN"
    assert country_of("¥", text="蓝牙耳机") == "CN"
    assert country_of("¥", text="マグカップ") == "JP"
    assert country_of("¥", "en") == ""
    assert country_of("€", "zh_CN") == ""


def test_the_operator_has_the_last_word() -> None:
    """Own events, closed days, left-out kinds and another country take effect."""
    choices = CalendarChoices(
        country="none",
        left_out=("valentine",),
        own=(OwnEvent("Fair", Span(day("2023-08-10"), day("2023-08-12")), yearly=True, before=3),),
        closures=(Span(day("2025-08-20"), day("2025-08-25")),),
        paydays=(31,),
    )
    events = year_of("GB", 2025, choices)
    assert first_days(events, "own:Fair", 2025) == ["2025-08-10"]
    assert [str(e.last) for e in events if e.kind == "own:Fair" and "2025" in str(e.last)] == [
        "2025-08-12"
    ]
    assert first_days(events, CLOSED, 2025) == ["2025-08-20"]
    assert "2025-02-28" in first_days(events, PAYDAY, 2025)
    assert {"valentine", HOLIDAY, "easter"}.isdisjoint(event.kind for event in events)


def test_senseless_choices_are_refused() -> None:
    """A span that ends before it begins, an unknown country or kind is refused in a sentence."""
    with pytest.raises(OptionError):
        Span(day("2025-02-02"), day("2025-02-01"))
    with pytest.raises(OptionError):
        Promotion(Span(day("2025-02-02"), day("2025-02-02")), kind="rumour")
    for lift in (0.0, -1.0, 150.0):
        with pytest.raises(OptionError, match="lift"):
            Promotion(Span(day("2025-02-02"), day("2025-02-02")), lift=lift)
    with pytest.raises(OptionError):
        CalendarChoices(paydays=(32,))
    with pytest.raises(OptionError, match="XX"):
        year_of("XX", 2025)


def test_the_table_is_sound() -> None:
    """Every rule of the table gives a day, and kinds are distinct."""
    rules = known_days().rules
    assert len({rule.key for rule in rules}) == len(rules)
    for country in {country for rule in rules for country in rule.countries}:
        kinds = {event.kind for event in year_of(country, 2025)}
        assert {rule.key for rule in rules if country in rule.countries} <= kinds
