"""core/checking/marks.py: what the operator marks is made, kept, and taken back"""

from __future__ import annotations

import numpy as np

from core.checking.check import check
from core.checking.decisions import OUT_OF_STOCK, OUTLIER, Decisions, Mark
from core.frequency import Frequency
from tests.core.checking.planted_sales import FIRST, sales_of


def _sales():
    units = np.full((2, 140), 4.0)
    units[0, 70:77] = 40.0
    return sales_of(units)


def _mark(kind: str, first: int, last: int, item: str = "000") -> Mark:
    return Mark(item, "", FIRST + np.timedelta64(first), FIRST + np.timedelta64(last), kind)


def _treated(decisions: Decisions):
    checked = check(_sales(), Frequency.WEEKLY, decisions)
    return checked, checked.treated(decisions)


def test_days_marked_as_out_of_stock_are_unknown_demand() -> None:
    """The periods that the days lie in are censored, of that item alone; sums stay as sold."""
    decisions = Decisions().marked(_mark(OUT_OF_STOCK, 28, 41))
    checked, demand = _treated(decisions)
    assert np.flatnonzero(demand.censored[0]).tolist() == [4, 5]
    assert not demand.censored[1].any()
    np.testing.assert_array_equal(demand.as_sold, checked.demand.units)


def test_sales_marked_as_not_to_come_again_are_brought_to_the_usual() -> None:
    """A week of ten times the usual counts as the usual; what was sold stays known."""
    decisions = Decisions().marked(_mark(OUTLIER, 70, 76))
    _, demand = _treated(decisions)
    assert demand.units[0, 10] == 28
    assert demand.as_sold[0, 10] == 280
    assert demand.units[1, 10] == 28


def test_a_mark_is_known_once_its_period_is_over() -> None:
    """A history that ends before it does not have it; one that ends with it does."""
    _, demand = _treated(Decisions().marked(_mark(OUT_OF_STOCK, 70, 76)))
    assert not demand.until(10).censored.any()
    assert demand.until(11).censored[0, 10]


def test_marks_that_meet_give_way_and_all_can_be_taken_back() -> None:
    """The later mark stands where two share a day; one over all of them takes them back."""
    decisions = Decisions().marked(_mark(OUT_OF_STOCK, 0, 13)).marked(_mark(OUTLIER, 7, 20))
    assert [mark.kind for mark in decisions.marks] == [OUTLIER]
    other = decisions.marked(_mark(OUTLIER, 7, 20, item="001"))
    assert len(other.marks) == 2
    assert other.unmarked(_mark(OUTLIER, 0, 139)).marks == (other.marks[1],)


def test_marks_of_items_that_are_not_there_wait() -> None:
    """A mark of an unknown item, or of days outside the sheet, changes nothing and is no error."""
    decisions = (
        Decisions().marked(_mark(OUTLIER, 7, 20, item="none")).marked(_mark(OUT_OF_STOCK, 500, 520))
    )
    checked, demand = _treated(decisions)
    assert not [r for r in checked.repairs if r.kind.startswith("marked")]
    assert not demand.censored.any()
