"""Measures of error against values worked out by hand (restock.md F21)."""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation import metrics

ACTUAL = np.array([[2.0, 0.0, 4.0], [10.0, np.nan, 30.0]])
FORECAST = np.array([[1.0, 1.0, 4.0], [12.0, 99.0, 24.0]])
HISTORY = np.array([[0.0, 0.0, 3.0, 5.0, 1.0], [10.0, 20.0, 10.0, 20.0, 10.0]])


def close(value: object, expected: object) -> bool:
    return bool(np.allclose(value, expected, rtol=0, atol=1e-9, equal_nan=True))


def test_wape():
    """WAPE is the sum of absolute errors over the sum of units; unknown periods count in neither:
    (1 + 1 + 0 + 2 + 6) / (2 + 0 + 4 + 10 + 30)."""
    assert close(metrics.wape(ACTUAL, FORECAST), 10 / 46)


def test_bias_is_positive_when_forecasts_are_high():
    """Bias is the signed sum: (−1 + 1 + 0 + 2 − 6) / 46."""
    assert close(metrics.bias(ACTUAL, FORECAST), -4 / 46)
    assert metrics.bias([1.0], [3.0]) > 0


def test_scale_starts_at_the_first_sale():
    """Zeros before an item was ever sold make no scale smaller: |5 − 3|, |1 − 5| → mean 3, mean
    square (4 + 16) / 2."""
    assert close(metrics.absolute_scale(HISTORY), [3.0, 10.0])
    assert close(metrics.squared_scale(HISTORY), [10.0, 100.0])


def test_seasonal_scale():
    """With a season of 2: item 1 |1 − 3|; item 2 repeats itself exactly, which divides nothing."""
    assert close(metrics.absolute_scale(HISTORY, 2), [2.0, np.nan])


@pytest.mark.parametrize("length", [0, 1])
def test_scale_without_past_is_unknown(length):
    """A past too short for one difference has no scale."""
    assert close(metrics.absolute_scale(np.ones((2, length))), [np.nan, np.nan])


def test_mase():
    """Item 1: mean(1, 1, 0) / 3; item 2: mean(2, 6) / 10."""
    assert close(metrics.mase(ACTUAL, FORECAST, [3.0, 10.0]), [2 / 9, 0.4])


def test_rmsse():
    """Item 1: √((1 + 1 + 0) / 3 / 10); item 2: √((4 + 36) / 2 / 100)."""
    expected = [np.sqrt(2 / 30), np.sqrt(0.2)]
    assert close(metrics.rmsse(ACTUAL, FORECAST, [10.0, 100.0]), expected)


def test_pinball():
    """At 0.9, 3 too low costs 2.7 and 3 too high costs 0.3."""
    loss = metrics.pinball([5.0, 5.0, np.nan], [[2.0, 8.0, 1.0]], [0.9])
    assert close(loss, [[2.7, 0.3, np.nan]])


def test_pinball_at_the_median_is_half_the_absolute_error():
    """ρ½(e) = |e| / 2."""
    loss = metrics.pinball(ACTUAL, FORECAST[None], [0.5])
    assert close(2 * loss[0], np.abs(ACTUAL - FORECAST))


def test_scaled_pinball():
    """Mean over levels .5 and .9 and over known periods, over the scale: item 2 errs by −2 and 6 at
    both levels: (1 + 3 + 0.2 + 5.4) / 4 / 10."""
    quantiles = np.stack([FORECAST, FORECAST])
    scaled = metrics.scaled_pinball(ACTUAL, quantiles, [0.5, 0.9], [3.0, 10.0])
    assert close(scaled, [(0.5 + 0.5 + 0.9 + 0.1) / 6 / 3, 0.24])


def test_weighted_quantile_loss():
    """2 Σ pinball / Σ units, averaged over levels; at ½ alone it is WAPE."""
    assert close(metrics.weighted_quantile_loss(ACTUAL, FORECAST[None], [0.5]), 10 / 46)
    both = metrics.weighted_quantile_loss(ACTUAL, np.stack([FORECAST, FORECAST]), [0.5, 0.9])
    loss = 5.0 + (0.9 + 0.1 + 0.2 + 5.4)
    assert close(both, 2 * loss / 2 / 46)


def test_coverage_counts_the_edges_in():
    """Of four known periods, 1 and 3 lie on the edges, 2 inside, 9 outside."""
    assert close(metrics.coverage([1.0, 2.0, 3.0, 9.0, np.nan], 1.0, 3.0), 0.75)


def test_nothing_to_judge_is_not_zero():
    """No units sold, or nothing known, gives NaN and no warning."""
    assert np.isnan(metrics.wape([0.0, 0.0], [1.0, 1.0]))
    assert np.isnan(metrics.coverage([np.nan], 0.0, 1.0))
    assert np.isnan(metrics.mase([[np.nan]], [[1.0]], [1.0])[0])
