"""gui/charts/rollup.py"""

from __future__ import annotations

import numpy as np
import pytest

from core.frequency import Frequency
from gui.charts.rollup import rolled_up
from gui.charts.series import ForecastSeries, forecast_series
from tests.made_up import made_up_demand, made_up_forecast


def _series(frequency: Frequency, length: int, horizon: int) -> tuple[ForecastSeries, np.ndarray]:
    demand = made_up_demand(2, length, frequency)
    forecast = made_up_forecast(demand, horizon)
    return forecast_series(demand, forecast, 0, "Mug"), forecast.paths[0].astype(float)


@pytest.mark.parametrize(
    ("own", "by"),
    [
        (Frequency.DAILY, Frequency.WEEKLY),
        (Frequency.DAILY, Frequency.MONTHLY),
        (Frequency.WEEKLY, Frequency.MONTHLY),
    ],
)
def test_units_are_neither_lost_nor_counted_twice(own: Frequency, by: Frequency) -> None:
    """Sums by week or month hold every unit once: what was sold, and on each path what will be."""
    series, paths = _series(own, 200, 45)
    rolled = rolled_up(series, paths, by)
    first = rolled.first_days[0]
    last = by.periods(rolled.future_first_days[-1], 2)[1]
    middles = np.floor(series.days).astype(np.int64).astype("datetime64[D]")
    ahead = np.floor(series.future_days).astype(np.int64).astype("datetime64[D]")
    sold = series.units[middles >= first].sum()
    expected = paths[:, ahead < last].sum(axis=1).mean()
    assert np.nansum(rolled.units) + rolled.expected == pytest.approx(sold + expected)


def test_the_month_that_is_running_holds_what_was_sold_in_it() -> None:
    """Its range begins at the units sold so far: they cannot be taken back."""
    series, paths = _series(Frequency.DAILY, 200, 60)
    rolled = rolled_up(series, paths, Frequency.MONTHLY)
    inside = series.first_days >= rolled.future_first_days[0]
    assert inside.any()
    so_far = series.units[inside].sum()
    assert rolled.bands[0, 0, 0] >= so_far
    assert rolled.median[0] > so_far


def test_months_covered_in_part_are_left_out() -> None:
    """A month that the sheets begin or the horizon ends in would look like a fall."""
    series, paths = _series(Frequency.DAILY, 200, 45)
    rolled = rolled_up(series, paths, Frequency.MONTHLY)
    assert rolled.first_days[0] >= series.first_days[0]
    end = Frequency.MONTHLY.periods(rolled.future_first_days[-1], 2)[1]
    assert end <= series.future_first_days[-1] + 1


def test_its_own_periods_are_the_series_itself() -> None:
    """Nothing is summed where nothing is asked for."""
    series, paths = _series(Frequency.WEEKLY, 60, 13)
    assert rolled_up(series, paths, Frequency.WEEKLY) is series
