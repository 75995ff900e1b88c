"""Sample paths: their distribution per period, and the spread of their sums."""

from __future__ import annotations

import numpy as np
import pytest

from core.forecasting.paths import Dependence, arrange_alike, draw_paths, seeded
from core.forecasting.quantiles import (
    count_quantiles,
    empirical_quantiles,
    gamma_quantiles,
    interpolated_quantiles,
    levels,
)

PATHS = 500


@pytest.mark.parametrize(
    ("mean", "variance"), [(4.0, 10.0), (0.2, 0.5), (0.05, 0.05), (30.0, 400.0), (200.0, 900.0)]
)
def test_counts_follow_the_negative_binomial(mean: float, variance: float) -> None:
    """Quantiles of counts are scipy's negative binomial's, Poisson's without overdispersion."""
    from scipy import stats

    drawn = count_quantiles(np.array([mean]), np.array([variance]), PATHS)[0]
    if variance > mean:
        exact = stats.nbinom(mean**2 / (variance - mean), mean / variance)
    else:
        exact = stats.poisson(mean)
    assert np.array_equal(drawn, exact.ppf(levels(PATHS)))


def test_example_of_the_negative_binomial() -> None:
    """Mean 4, variance 10: the 95 % quantile is 10 (restock.md F4)."""
    drawn = count_quantiles(np.array([4.0]), np.array([10.0]), PATHS)[0]
    assert drawn[np.searchsorted(levels(PATHS), 0.95)] == 10


@pytest.mark.parametrize("shape", [0.05, 0.8, 3.0, 400.0])
def test_gamma(shape: float) -> None:
    """Other units follow the gamma distribution within 0.5 % of the mean; the mean is exact."""
    from scipy import stats

    mean = 17.0
    drawn = gamma_quantiles(np.array([mean]), np.array([mean**2 / shape]), PATHS)[0]
    exact = stats.gamma(shape, scale=mean / shape).ppf(levels(PATHS))
    assert np.abs(drawn - exact)[:-1].max() < 0.005 * mean
    assert drawn.mean() == pytest.approx(mean, rel=0.002)


def test_large_counts_are_whole_and_close() -> None:
    """Beyond the tabled counts a rounded gamma is within 1 % of the negative binomial."""
    from scipy import stats

    mean, variance = 3000.0, 250_000.0
    drawn = count_quantiles(np.array([mean]), np.array([variance]), PATHS)[0]
    exact = stats.nbinom(mean**2 / (variance - mean), mean / variance).ppf(levels(PATHS))
    assert np.array_equal(drawn, np.round(drawn))
    assert np.abs(drawn / exact - 1).max() < 0.01


def test_empirical_quantiles_are_values_seen() -> None:
    """The quantiles of observed values are those values, each as often as it was seen."""
    drawn = empirical_quantiles(np.array([[3.0, np.nan, 0.0, 9.0, 0.0]]), 400)
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == [0.0, 3.0, 9.0]
    assert counts.tolist() == [200, 100, 100]


def test_interpolated_quantiles_pass_through_the_known_ones() -> None:
    """Between known quantiles of an exponential distribution values are close; tails go on."""
    from scipy import stats

    known = np.array([0.01, 0.05, *np.arange(0.1, 0.95, 0.1), 0.95, 0.99])
    exact = stats.expon(scale=10.0)
    drawn = interpolated_quantiles(known, exact.ppf(known)[None, None], PATHS)[0, 0]
    assert np.abs(drawn - exact.ppf(levels(PATHS))).max() < 0.15
    assert drawn[-1] == pytest.approx(exact.ppf(levels(PATHS)[-1]), rel=1e-4)


def test_sums_spread_as_correlated_errors_do() -> None:
    """The variance of a path's total is what variances and correlations add up to."""
    n, horizon = 40, 8
    dependence = Dependence(np.full(n, 0.3), np.full(n, 0.4))
    mean, variance = np.full((n, horizon), 12.0), np.full((n, horizon), 30.0)
    counted = np.ones(n, dtype=np.bool_)
    paths = draw_paths(mean, variance, counted, dependence, PATHS, seeded(5, "test"))
    wanted = 30.0 * dependence.correlation(horizon)[0].sum()
    totals = paths.sum(axis=2)
    assert totals.var(axis=1).mean() == pytest.approx(wanted, rel=0.05)
    assert totals.mean() == pytest.approx(96.0, rel=0.01)
    assert np.abs(totals.var(axis=1) / wanted - 1).max() < 0.2


def test_items_do_not_move_together() -> None:
    """Items that take their order from a common one are uncorrelated with one another."""
    n, horizon = 60, 6
    quantiles = np.broadcast_to(
        gamma_quantiles(np.array([9.0]), np.array([20.0]), PATHS), (n, horizon, PATHS)
    )
    dependence = Dependence(np.full(n, 0.4), np.zeros(n))
    totals = arrange_alike(quantiles, dependence, seeded(1)).sum(axis=2)
    between = np.corrcoef(totals)[~np.eye(n, dtype=bool)]
    assert abs(between.mean()) < 0.02
    assert np.median(np.abs(between)) < 0.1
