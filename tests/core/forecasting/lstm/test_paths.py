"""Sample paths keep the quantiles of each period and of the sums."""

from __future__ import annotations

import numpy as np
import pytest

from core.forecasting.lstm.network import QUANTILES
from core.forecasting.lstm.paths import draw_paths
from core.progress import Progress

LEVELS = np.array(QUANTILES)


def gaussian_case(correlation: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Return exact quantiles of periods and of means so far of an equicorrelated normal."""
    from scipy.stats import norm

    mean, spread, horizon = 100.0, 10.0, 12
    number = np.arange(1, horizon + 1)
    deviation = spread * np.sqrt((1 + (number - 1) * correlation) / number)
    single = np.tile(mean + spread * norm.ppf(LEVELS), (3, horizon, 1))
    total = np.tile(mean + deviation[:, None] * norm.ppf(LEVELS), (3, 1, 1))
    p95 = horizon * (mean + deviation[-1] * norm.ppf(0.95))
    return single.astype(np.float32), total.astype(np.float32), float(p95)


@pytest.mark.parametrize("correlation", [0.0, 0.2, 0.6, 1.0])
def test_sums_and_periods_both_hold(correlation: float) -> None:
    """The 95 % quantile of the sum is met within 2 %, that of each period within 1 %."""
    single, total, p95 = gaussian_case(correlation)
    paths = draw_paths(single, total, LEVELS, 1000, 1, Progress())
    assert np.quantile(paths.sum(axis=2), 0.95, axis=1) == pytest.approx(p95, rel=0.02)
    for level in (0.05, 0.5, 0.95):
        wanted = single[:, :, QUANTILES.index(level)]
        np.testing.assert_allclose(np.quantile(paths, level, axis=1), wanted, rtol=0.01)


def test_paths_are_never_negative_and_follow_the_seed() -> None:
    """Quantiles below zero give zero demand; the same seed gives the same paths."""
    single, total, _ = gaussian_case(0.2)
    drawn = [
        draw_paths(single - 100, total - 100, LEVELS, 50, seed, Progress()) for seed in (1, 1, 2)
    ]
    assert (drawn[0] >= 0).all()
    assert np.array_equal(drawn[0], drawn[1])
    assert not np.array_equal(drawn[0], drawn[2])
