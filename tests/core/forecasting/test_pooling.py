"""Quantiles of several forecasts taken together."""

from __future__ import annotations

import numpy as np
import pytest

from core.forecasting.forecast import Forecast
from core.forecasting.pooling import (
    OUTLINED,
    Outline,
    averaged,
    drawn_from,
    equal_weights,
    middle_of,
    outline_of,
    whole_numbers,
)
from tests.made_up import made_up_demand, made_up_forecast


def test_drawing_from_an_outline_gives_the_forecast_back() -> None:
    """Mean, quantiles and the spread of totals survive being outlined and drawn from."""
    demand = made_up_demand(items=9)
    shared = np.random.default_rng(4).gamma(8, 1 / 8, (9, 200, 1))
    paths = np.round(made_up_forecast(demand, 6).paths * shared).astype(np.float32)
    given = Forecast("x", demand.items, demand.stores, demand.end, demand.frequency, paths)
    drawn = drawn_from(outline_of(given), "y", demand, 200, 3)
    np.testing.assert_allclose(drawn.mean(), given.mean(), atol=0.3, rtol=0.03)
    np.testing.assert_allclose(drawn.quantile(0.9), given.quantile(0.9), atol=1, rtol=0.05)
    periods = np.full(9, 6.0)
    before, after = given.total_quantile(0.95, periods), drawn.total_quantile(0.95, periods)
    np.testing.assert_allclose(after, before, rtol=0.12, atol=1.5)
    assert np.array_equal(drawn.paths, np.round(drawn.paths))


def test_average_and_median_are_of_quantiles() -> None:
    """Members' quantiles are averaged with their weights; the median is taken of each quantile."""
    parts = [Outline(np.full((2, 3, OUTLINED), v, np.float32), np.zeros(2)) for v in (1, 2, 9)]
    weights = np.array([[0.5, 0.0], [0.5, 0.0], [0.0, 1.0]])
    assert averaged(parts, weights).quantiles[:, 0, 0].tolist() == [1.5, 9.0]
    assert middle_of(parts).quantiles.tolist() == np.full((2, 3, OUTLINED), 2.0).tolist()


def test_whole_numbers_keep_the_sum() -> None:
    """Rounding a sorted sample of small numbers loses at most half a unit, and nothing sorted."""
    quantiles = np.sort(np.random.default_rng(1).gamma(0.3, 1, (50, 200)).astype(np.float32))
    whole = whole_numbers(quantiles)
    assert np.array_equal(whole, np.round(whole))
    assert np.abs(whole.sum(axis=1) - quantiles.sum(axis=1)).max() <= 0.501
    assert (np.diff(whole, axis=1) >= 0).all()


def test_shares_become_weights() -> None:
    """Shares are divided by their sum, the same for all items."""
    weights = equal_weights((3.0, 1.0), 4)
    assert weights.shape == (2, 4)
    assert weights[:, 2].tolist() == pytest.approx([0.75, 0.25])
