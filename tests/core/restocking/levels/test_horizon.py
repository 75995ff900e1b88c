"""Demand accumulated over days: interpolated, extrapolated, inverted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.restocking.levels.horizon import DemandToCome, demand_to_come


def forecast_of(paths: list[list[float]], frequency: Frequency, cutoff: str) -> Forecast:
    """Return the forecast of one item with the given paths."""
    return Forecast(
        "made_up",
        ("a",),
        ("",),
        np.datetime64(cutoff),
        frequency,
        np.array([paths], dtype=np.float32),
    )


def test_months_count_their_own_days():
    """Half of January's 31 days hold half of its units, and February has 28 days."""
    come = demand_to_come(
        forecast_of([[31, 28]], Frequency.MONTHLY, "2025-01-01"), np.datetime64("2025-01-01")
    )
    assert come.boundaries.tolist() == [0, 31, 59]
    assert come.by(np.array([[15.5]]))[0, 0] == 15.5
    assert come.by(np.array([[45.0]]))[0, 0] == 45
    assert come.by(np.array([[118.0]]))[0, 0] == 118  # beyond the horizon: the mean goes on


def test_days_before_the_plan_are_not_demand_to_come():
    """A plan made on Wednesday counts the five days of the week that are left."""
    forecast = forecast_of([[70, 35]], Frequency.WEEKLY, "2025-01-06")
    come = demand_to_come(forecast, np.datetime64("2025-01-08"))
    assert come.boundaries.tolist() == [0, 5, 12]
    assert come.units[0, 0].tolist() == [0, 50, 85]
    late = demand_to_come(forecast, np.datetime64("2025-03-08"))
    assert late.by(np.array([[2.0]]))[0, 0] == pytest.approx(15)


def test_days_until_stock_is_gone():
    """Ten units at 4 a day last 2.5 days; what a path never sells lasts for ever."""
    come = DemandToCome(
        np.arange(4.0), np.array([[[0, 4, 8, 12], [0, 0, 0, 0], [0, 0, 10, 10]]], dtype=float)
    )
    assert come.days_until(np.array([10.0]))[0, :2].tolist() == [2.5, np.inf]
    assert come.days_until(np.array([15.0]))[0, 0] == 3.75
    assert come.days_until(np.array([0.0]))[0].tolist() == [0.0, np.inf, 1.0]


@settings(max_examples=80)
@given(
    units=hnp.arrays(np.float64, (3, 5, 9), elements=st.integers(0, 50)),
    stock=hnp.arrays(np.float64, 3, elements=st.integers(0, 600)),
)
def test_demand_by_the_day_stock_is_gone_equals_the_stock(units, stock):
    """``days_until`` inverts ``by``."""
    cumulative = np.concatenate([np.zeros((3, 5, 1)), np.cumsum(units, axis=2)], axis=2)
    come = DemandToCome(np.arange(10.0) * 7, cumulative)
    days = come.days_until(stock)
    finite = np.isfinite(days)
    back = come.by(np.where(finite, days, 0.0))
    assert np.allclose(back[finite], np.broadcast_to(stock[:, None], days.shape)[finite])


def test_all_days_at_once_are_each_day_alone():
    """Units sold by each of many days equal those asked for day by day, beyond the horizon too."""
    rng = np.random.default_rng(3)
    units = np.concatenate([np.zeros((2, 5, 1)), rng.integers(0, 9, (2, 5, 4)).cumsum(2)], axis=2)
    come = DemandToCome(np.array([0.0, 3.0, 10.0, 17.0, 24.0]), units)
    days = np.arange(40, dtype=np.float64)
    alone = np.stack([come.by(np.full((1, 1), day)) for day in days], axis=2)
    np.testing.assert_allclose(come.by_days(days), alone)
