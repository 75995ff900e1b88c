"""What a history of less than a year has not seen widens ranges, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.unseen import unseen_year, with_unseen_season
from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from tests.core.evaluation.planted import panel

STEP = 0.04


def spread_forecast(demand, horizon: int = 12, spread: float = 0.2) -> Forecast:
    """Return a forecast around 1,000 whose logarithm spreads by ``spread`` in each period."""
    normal = np.random.default_rng(4).standard_normal((len(demand), 2000, horizon))
    paths = (1000 * np.exp(spread * normal)).astype(np.float32)
    return Forecast("spread", demand.items, demand.stores, demand.end, demand.frequency, paths)


def drift_of(forecast: Forecast, demand):
    """Return (n, p, h) how far the logarithms of a forecast's paths are moved."""
    return np.log(with_unseen_season(forecast, demand).paths / forecast.paths)


def known(periods: int, frequency: Frequency = Frequency.WEEKLY):
    return panel(np.ones((3, periods)), frequency)


@pytest.mark.parametrize(
    ("frequency", "periods", "share"),
    [
        (Frequency.WEEKLY, 13, 0.75),
        (Frequency.DAILY, 91, 0.75),
        (Frequency.MONTHLY, 3, 0.75),
        (Frequency.WEEKLY, 60, 0.0),
    ],
)
def test_a_year_is_a_year_in_days_weeks_and_months(frequency, periods, share):
    """Three months leave three quarters of a year unseen, whatever a period is."""
    assert unseen_year(known(periods, frequency)) == pytest.approx(share, abs=0.002)


def test_a_year_of_history_is_left_alone():
    """Who knows a year gets the same forecast back."""
    demand = known(53)
    forecast = spread_forecast(demand)
    assert with_unseen_season(forecast, demand) is forecast


def test_levels_drift_like_a_random_walk():
    """Paths drift by the square root of the weeks ahead; the mean stays."""
    demand = known(13)
    forecast = spread_forecast(demand)
    made = with_unseen_season(forecast, demand)
    np.testing.assert_allclose(made.mean(), forecast.mean(), rtol=1e-4)
    weeks = np.arange(1, 13) + 1
    drift = drift_of(forecast, demand)[0].std(axis=0)
    np.testing.assert_allclose(drift, STEP * np.sqrt(0.75 * weeks), rtol=0.1)


def test_all_items_drift_together():
    """A season moves a whole shop: its total spreads as far as each item does."""
    demand = known(13)
    first, second, _ = drift_of(spread_forecast(demand), demand)
    assert np.corrcoef(first[:, -1], second[:, -1])[0, 1] > 0.99


def test_what_hardly_moves_hardly_drifts():
    """An item whose weeks differ by a percent is not given the season of those that differ by a
    fifth."""
    demand = known(13)
    calm, lively = (drift_of(spread_forecast(demand, spread=s), demand) for s in (0.01, 0.2))
    assert calm.std() == pytest.approx(0.1 * lively.std(), rel=0.05)


def test_days_drift_as_far_as_weeks():
    """Twelve weeks in days end as far out as twelve weeks."""
    weeks, days = known(13), known(91, Frequency.DAILY)
    far = drift_of(spread_forecast(weeks), weeks)[:, :, -1]
    same = drift_of(spread_forecast(days, 84), days)[:, :, -1]
    assert same.std() == pytest.approx(far.std(), rel=0.1)


def test_whole_numbers_stay_whole_and_keep_their_mean():
    """Slow sellers are still sold in units, as many as before."""
    demand = known(13)
    paths = np.random.default_rng(3).poisson(0.3, (3, 500, 12)).astype(np.float32)
    forecast = Forecast("few", demand.items, demand.stores, demand.end, demand.frequency, paths)
    made = with_unseen_season(forecast, demand)
    np.testing.assert_array_equal(made.paths, np.floor(made.paths))
    assert made.paths.min() >= 0
    np.testing.assert_allclose(made.mean(), forecast.mean(), atol=0.5 / 500 + 1e-6)


def test_same_forecast_same_drift():
    """Twice the same forecast is twice the same plan."""
    demand = known(13)
    first, second = (with_unseen_season(spread_forecast(demand), demand) for _ in range(2))
    np.testing.assert_array_equal(first.paths, second.paths)
