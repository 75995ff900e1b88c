"""Spans of time as merchants write them."""

from __future__ import annotations

import numpy as np
import pytest

from core.sales.understanding.durations import days_in, unit_in_header


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14", 14),
        ("14 days", 14),
        ("2 Wks.", 14),
        ("a week", 7),
        ("1.5 months", 45.6),
        ("1,5 weeks", 10.5),
        ("5 working days", 7),
        ("48h", 2),
        ("3–5", 4),
        ("2 to 4 weeks", 21),
        ("about 10 days", 10),
        ("２周", 14),
        ("两周", 14),
        ("半个月", 15.2),
        ("十五天", 15),
        ("二十天", 20),
        ("3至5天", 4),
        ("一年", 365),
    ],
)
def test_a_span_is_read_in_days(text: str, days: float) -> None:
    """Units, ranges and numbers in words, in both languages."""
    assert days_in(text) == pytest.approx(days)


@pytest.mark.parametrize("text", ["", "soon", "12 件", "1,200", "2 weeks or so", "-3"])
def test_what_is_no_span_is_not_guessed(text: str) -> None:
    """NaN, for the caller to report."""
    assert np.isnan(days_in(text))


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("Lead time", 1),
        ("Lead time (days)", 1),
        ("Lead time (weeks)", 7),
        ("lead time in weeks", 7),
        ("Shelf life months", 30.4),
        ("交货期（周）", 7),
        ("交货周数", 7),
        ("采购周期", 1),
        ("保质期[月]", 30.4),
    ],
)
def test_the_unit_of_a_header(header: str, days: float) -> None:
    """What a header ends with; 周期 is a cycle, not weeks."""
    assert unit_in_header(header) == days
    assert days_in("2", unit_in_header(header)) == 2 * days
