"""Levels: the golden values of F3 to F6 and the rules any level obeys."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.restocking.levels.levels import (
    closed_level,
    closed_moments,
    fill_rate,
    fill_rate_level,
    lead_time_draws,
    path_level,
)

WHOLE, SMOOTH = np.array([True]), np.array([False])


def normal_totals(mean: float, deviation: float, count: int = 200_000) -> np.ndarray:
    """(1, count) evenly spaced quantiles of a normal: a sample without sampling error."""
    from scipy.stats import norm

    return norm.ppf((np.arange(count) + 0.5) / count, mean, deviation)[None]


def test_closed_moments_include_the_spread_of_the_lead_time():
    """F3: d̄=10, σ=4, P=21, σ_L=3 gives sd 35.16, against 18.33 with a certain lead time."""
    one = np.array([10.0])
    error = np.array([4.0 * np.sqrt(21)])
    mean, variance = closed_moments(one, error, np.array([3.0]), np.array([21.0]))
    _, certain = closed_moments(one, error, np.array([0.0]), np.array([21.0]))
    assert mean[0] == 210
    assert np.sqrt(variance[0]) == pytest.approx(35.16, abs=0.005)
    assert np.sqrt(certain[0]) == pytest.approx(18.33, abs=0.005)
    assert NormalDist().inv_cdf(0.95) * np.sqrt(variance[0]) == pytest.approx(57.83, abs=0.005)


def test_closed_level_is_negative_binomial_where_variance_exceeds_mean():
    """F4: μ=4, σ²=10 has its 95 % quantile at 10."""
    assert closed_level(np.array([4.0]), np.array([10.0]), np.array([0.95]), WHOLE)[0] == 10


def test_closed_level_is_poisson_or_gamma_otherwise():
    """F4: Poisson(4) covers 95 % at 8; mean 4 and variance 16 is exponential where not whole."""
    assert closed_level(np.array([4.0]), np.array([3.0]), np.array([0.95]), WHOLE)[0] == 8
    gamma = closed_level(np.array([4.0]), np.array([16.0]), np.array([0.95]), SMOOTH)[0]
    assert gamma == pytest.approx(-4 * np.log(0.05))
    assert closed_level(np.array([0.0]), np.array([0.0]), np.array([0.95]), WHOLE)[0] == 0
    assert closed_level(np.array([2.5]), np.array([0.0]), np.array([0.95]), SMOOTH)[0] == 2.5


@pytest.mark.parametrize(("target", "level"), [(0.95, 219.58), (0.98, 229.16), (0.99, 235.32)])
def test_fill_rate_levels_match_the_normal_closed_form(target, level):
    """F6: d̄=10, σ=4, R=7, L=14 needs 219.58, 229.16, 235.32 for fill rates .95, .98, .99."""
    lead, protected = normal_totals(140, 4 * np.sqrt(14)), normal_totals(210, 4 * np.sqrt(21))
    found = fill_rate_level(lead, protected, np.array([70.0]), np.array([target]), SMOOTH)
    assert found[0] == pytest.approx(level, abs=0.02)


def test_cycle_service_level_has_a_higher_fill_rate():
    """F5 and F6 differ: the 95 % cycle level 240.15 serves 99.45 % of units."""
    lead, protected = normal_totals(140, 4 * np.sqrt(14)), normal_totals(210, 4 * np.sqrt(21))
    level = path_level(protected, np.array([0.95]), SMOOTH)
    assert level[0] == pytest.approx(240.15, abs=0.01)
    assert fill_rate(level, lead, protected, np.array([70.0]))[0] == pytest.approx(0.9945, abs=5e-5)


def test_path_level_is_the_smallest_that_covers_the_share_of_paths():
    """F5: S = min{x: F(x) ≥ α}."""
    totals = np.arange(1.0, 101.0)[None]
    assert path_level(totals, np.array([0.95]), WHOLE)[0] == 95
    assert path_level(totals, np.array([0.951]), WHOLE)[0] == 96
    assert path_level(totals, np.array([0.5]), WHOLE)[0] == 50


@settings(max_examples=60)
@given(
    totals=hnp.arrays(np.float64, (8, 40), elements=st.floats(0, 1e5, width=32)),
    low=st.floats(0.5, 0.999),
    high=st.floats(0.5, 0.999),
    whole=st.booleans(),
)
def test_raising_the_service_never_lowers_the_level(totals, low, high, whole):
    """A higher service level, cycle or fill, never asks for less stock."""
    low, high = sorted((low, high))
    flags = np.full(8, whole)
    at = [path_level(totals, np.full(8, service), flags) for service in (low, high)]
    assert (at[0] <= at[1]).all()
    share = [
        fill_rate_level(totals * 0.6, totals, totals.mean(axis=1) * 0.4, np.full(8, service), flags)
        for service in (low, high)
    ]
    assert (share[0] <= share[1]).all()


def test_a_service_beyond_the_paths_takes_the_closed_form():
    """Fewer than one path beyond the level: the tail comes from the moments, not the largest."""
    totals = np.random.default_rng(1).poisson(3.0, (1, 100)).astype(float)
    level = path_level(totals, np.array([0.9999]), WHOLE)[0]
    assert level >= totals.max()
    assert level == pytest.approx(
        max(
            totals.max(),
            closed_level(totals.mean(1), totals.var(1), np.array([0.9999]), WHOLE)[0],
        )
    )


def test_lead_times_have_their_mean_and_spread_and_depend_on_nothing_else():
    """Draws hold the mean exactly, the deviation nearly; one item's terms do not move another's."""
    mean, deviation = np.array([14.0, 30.0, 7.0, 0.0]), np.array([3.5, 3.0, 0.0, 0.0])
    draws = lead_time_draws(mean, deviation, 1000, seed=5)
    assert draws.mean(axis=1) == pytest.approx(mean)
    assert draws.std(axis=1) == pytest.approx(deviation, rel=0.02)
    assert (draws >= 0).all()
    alone = lead_time_draws(mean[1:2], deviation[1:2], 1000, seed=5)
    assert np.array_equal(alone[0], draws[1])
