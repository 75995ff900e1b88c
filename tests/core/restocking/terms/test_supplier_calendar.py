"""Order days and closures: read as typed, and reckoned with."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import OptionError
from core.restocking.levels.timing import Timing
from core.restocking.terms.supplier_calendar import (
    arrival_days,
    canonical_closures,
    canonical_weekdays,
    last_order_day,
    order_offsets,
)
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand

MONDAY = np.datetime64("2025-01-06")


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("Mon, Thu", "1,4"),
        ("thursday and Monday", "1,4"),
        ("周一、周四", "1,4"),
        ("星期日", "7"),
        ("周一三五", "1,3,5"),
        ("5", "5"),
        ("", ""),
    ],
)
def test_weekdays_are_read_as_typed(typed: str, canonical: str):
    """In either language, in any order."""
    assert canonical_weekdays(typed) == canonical


@pytest.mark.parametrize("typed", ["someday", "8", "Mon or later"])
def test_what_is_no_weekday_is_refused(typed: str):
    """A sentence says how to type them."""
    with pytest.raises(OptionError, match="Mon, Thu"):
        canonical_weekdays(typed)


def test_closures_are_read_as_typed():
    """Spans of days, one day alone, in order; a nonsensical span is refused."""
    typed = "2026年2月10日至2026年2月20日; 2026-01-01"
    assert canonical_closures(typed) == "2026-01-01/2026-01-01; 2026-02-10/2026-02-20"
    assert canonical_closures(canonical_closures(typed)) == canonical_closures(typed)
    for wrong in ("2026-02-20 to 2026-02-10", "February", "2026-02-30", "2026-01-01/2028-01-01"):
        with pytest.raises(OptionError, match="first and last day"):
            canonical_closures(wrong)


def test_a_closure_on_the_way_lengthens_the_delivery():
    """Closed days between sending and arrival count on top, also where one closure leads into
    the next; a delivery that arrived before is left alone."""
    closures = "2025-01-10/2025-01-12; 2025-01-20/2025-01-20"
    sent, lead = np.zeros((1, 1)), np.array([[3.0, 5.0, 12.0]])
    found = arrival_days(sent, lead, MONDAY, closures)
    assert found.tolist() == [[3.0, 8.0, 16.0]]
    assert arrival_days(np.full((1, 1), 5.0), np.array([[2.0]]), MONDAY, closures)[0, 0] == 9


def test_orders_go_out_on_order_days():
    """The next allowed weekday, and the one after it; every second where the review says so."""
    assert order_offsets(MONDAY, "1,4", "", 7.0) == (0.0, 3.0)
    assert order_offsets(MONDAY + 1, "1,4", "", 7.0) == (2.0, 4.0)
    assert order_offsets(MONDAY, "1", "", 14.0) == (0.0, 14.0)
    assert order_offsets(MONDAY, "", "2025-01-05/2025-01-08", 7.0) == (3.0, 7.0)
    assert order_offsets(MONDAY, "", "", 2.5) == (0.0, 2.5)
    assert last_order_day(MONDAY, MONDAY + 9, "1,4") == MONDAY + 7


def test_timing_puts_them_together():
    """Waiting, delivery and closure add up to the day of arrival, of each item by its own terms."""
    demand = made_up_demand(2, 30)
    terms = made_up_terms(
        demand,
        {
            "lead_time_days": 5.0,
            "lead_time_sd_days": 0.0,
            "order_days": ["", "3"],
            "closures": ["", "2025-01-09/2025-01-10"],
        },
    )
    first, then = Timing.of(terms, MONDAY).order_arrives(3, 1)
    assert first.tolist() == [[5.0] * 3, [9.0] * 3]
    assert then.tolist() == [[12.0] * 3, [14.0] * 3]
