"""Croston's family against values recomputed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from core.forecasting.intermittent import croston_rate, tsb_rate

# restock.md F19: α = β = 0.1, started at the first sale with size 3, interval 3, chance 1/3.
# Croston by hand: sizes 3 → 2.9 → 3.01 → 2.809, intervals 3 → 3.1 → 2.99 → 2.991.
SERIES = np.array([[0, 0, 3, 0, 0, 0, 2, 0, 4, 0, 0, 1.0]])
CROSTON = 2.809 / 2.991
SBA = 0.95 * 2.809 / 2.991


def test_croston_and_its_correction() -> None:
    """Croston and SBA give the values of the worked example to 1e-6."""
    plain = croston_rate(SERIES, 0.1, corrected=False, averaged_start=False)
    corrected = croston_rate(SERIES, 0.1, averaged_start=False)
    assert plain[0, -1] == pytest.approx(CROSTON, abs=1e-6)
    assert corrected[0, -1] == pytest.approx(SBA, abs=1e-6)
    assert round(CROSTON, 4) == 0.9392
    assert round(SBA, 4) == 0.8922


def test_tsb() -> None:
    """TSB gives the value of the worked example to 1e-6: chance and size smoothed by hand."""
    chance = 1 / 3
    for sold in (0, 0, 0, 1, 0, 1, 0, 0, 1):
        chance += 0.1 * (sold - chance)
    expected = chance * 2.809
    rate = tsb_rate(SERIES, 0.1, 0.1, averaged_start=False)
    assert rate[0, -1] == pytest.approx(expected, abs=1e-6)
    assert round(expected, 4) == 1.0143


def test_tsb_falls_while_nothing_sells_and_croston_stands() -> None:
    """After the last sale Croston's rate stays, TSB's falls by β a period."""
    ended = np.array([[2.0, 0, 3, 0, 2, 1, 0, 0, 0, 0, 0]])
    croston = croston_rate(ended, 0.1)[0]
    tsb = tsb_rate(ended, 0.1, 0.2)[0]
    assert croston[-1] == croston[5]
    assert tsb[-1] == pytest.approx(tsb[5] * 0.8**5)


def test_missing_periods_are_no_periods() -> None:
    """A period without stock neither lengthens the interval nor lowers the chance of a sale."""
    gaps = np.insert(SERIES, [4, 8], np.nan, axis=1)
    assert croston_rate(gaps, 0.1)[0, -1] == croston_rate(SERIES, 0.1)[0, -1]
    assert tsb_rate(gaps, 0.1, 0.1)[0, -1] == tsb_rate(SERIES, 0.1, 0.1)[0, -1]


def test_a_first_period_with_a_sale_does_not_set_the_interval_for_years() -> None:
    """Of an item that sells every fifth period, starting with a sale, the rate is about a fifth."""
    units = np.zeros((1, 60))
    units[0, ::5] = 1.0
    published = croston_rate(units, 0.05, averaged_start=False)[0, -1]
    averaged = croston_rate(units, 0.05)[0, -1]
    assert averaged == pytest.approx(0.2, rel=0.1)
    assert abs(averaged - 0.2) < abs(published - 0.2)
