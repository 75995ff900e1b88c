"""Events become columns that hold their days, whatever the period."""

from __future__ import annotations

import numpy as np
import pytest

from core.calendar.choices import CalendarChoices, Span
from core.calendar.columns import event_columns
from core.calendar.events import CLOSED, HOLIDAY, Event, events_between
from core.frequency import Frequency


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


def periods(frequency: Frequency, first: str, count: int) -> np.ndarray:
    start = frequency.first_day(np.array([day(first)]))[0]
    return frequency.periods(start, count)


FAIR = Event("own:Fair", "Fair", "集市", day("2025-03-05"), day("2025-03-06"), before=4, after=2)


def column(events: list[Event], name: str, frequency: Frequency, first: str, count: int) -> list:
    made = event_columns(events, periods(frequency, first, count), frequency)
    return made.values[:, made.names.index(name)].tolist()


def test_days_ramp_up_to_an_event_and_down_after_it() -> None:
    """On the event 1; before it a ramp that ends at 1 beside it, after it the same downwards."""
    assert column([FAIR], "own:Fair", Frequency.DAILY, "2025-03-01", 8) == [0, 0, 0, 0, 1, 1, 0, 0]
    before = column([FAIR], "own:Fair:before", Frequency.DAILY, "2025-03-01", 8)
    assert before == [0.25, 0.5, 0.75, 1, 0, 0, 0, 0]
    after = column([FAIR], "own:Fair:after", Frequency.DAILY, "2025-03-01", 8)
    assert after == [0, 0, 0, 0, 0, 0, 1, 0.5]


@pytest.mark.parametrize("frequency", [Frequency.WEEKLY, Frequency.MONTHLY])
def test_longer_periods_share_an_event(frequency: Frequency) -> None:
    """The parts of an event in weeks or months add up to one event, cut across years or not."""
    events = events_between(CalendarChoices(), "CN", day("2025-01-01"), day("2025-12-31"))
    events = [event for event in events if event.kind in ("spring_festival", "mid_autumn")]
    made = event_columns(events, periods(frequency, "2024-12-01", 60), frequency)
    assert made.values.sum(axis=0) == pytest.approx(np.ones(len(made.names)), abs=1e-6)


def test_holidays_are_counted_and_closures_are_shares() -> None:
    """A week with two holidays holds 2; a week closed for three days holds 3/7."""
    events = [
        Event(HOLIDAY, "a", "a", day("2025-03-05"), day("2025-03-05")),
        Event(HOLIDAY, "b", "b", day("2025-03-06"), day("2025-03-06")),
        Event(CLOSED, "c", "c", day("2025-03-10"), day("2025-03-12")),
    ]
    assert column(events, HOLIDAY, Frequency.WEEKLY, "2025-03-03", 2) == [2, 0]
    assert column(events, CLOSED, Frequency.WEEKLY, "2025-03-03", 2) == pytest.approx([0, 3 / 7])


def test_windows_are_cut_at_the_ends() -> None:
    """An event half outside the periods keeps the half inside; one outside leaves no column."""
    late = column([FAIR], "own:Fair:before", Frequency.DAILY, "2025-03-03", 3)
    assert late == [0.75, 1, 0]
    outside = event_columns([FAIR], periods(Frequency.DAILY, "2025-05-01", 5), Frequency.DAILY)
    assert outside.names == ()
    assert outside.values.shape == (5, 0)


def test_closing_for_a_week_is_one_closure() -> None:
    """Overlapping closures do not add up."""
    choices = CalendarChoices(
        closures=(
            Span(day("2025-03-03"), day("2025-03-09")),
            Span(day("2025-03-05"), day("2025-03-07")),
        )
    )
    events = events_between(choices, "", day("2025-03-01"), day("2025-03-31"))
    assert column(list(events), CLOSED, Frequency.WEEKLY, "2025-03-03", 1) == [1.0]
