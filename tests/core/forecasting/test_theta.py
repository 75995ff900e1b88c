"""Theta against its definition and a library's forecasts."""

from __future__ import annotations

import numpy as np
import pytest

from core.forecasting.season import fit_own_profile, is_seasonal
from core.forecasting.smoothing import smoothed_level
from core.forecasting.theta import lag_of, running_slope
from tests.core.forecasting.textbook import AIRLINE

# statsforecast 2.1.1, Theta(season_length=12) on the first 132 months.
LIBRARY = [411.37, 402.27, 462.88, 444.67, 447.93, 509.6, 561.84, 559.46, 490.43, 427.28, 371.96,
           419.01]  # fmt: skip


def test_slope_is_that_of_least_squares() -> None:
    """The running slope after each period is that of numpy's straight line through the past."""
    units = np.random.default_rng(1).poisson(9, (1, 30)).astype(float)
    units[0, [4, 11]] = np.nan
    for cutoff in (3, 12, 30):
        known = np.flatnonzero(np.isfinite(units[0, :cutoff]))
        slope = np.polyfit(known, units[0, known], 1)[0]
        assert running_slope(units)[0, cutoff - 1] == pytest.approx(slope)


def test_smoothing_and_drift_are_the_two_theta_lines() -> None:
    """Level + ½ slope (k + lag) is the mean of the line (θ = 0) and the smoothed θ = 2 line."""
    units = np.random.default_rng(2).poisson(20, (1, 40)).astype(float) + np.arange(40.0)
    alpha, ahead, time = 0.3, 5, np.arange(40.0)
    slope, centre = np.polyfit(time, units[0], 1)
    line = centre + slope * time
    other = smoothed_level((2 * units - line), alpha)[0, -1]
    expected = 0.5 * (centre + slope * (39 + ahead)) + 0.5 * other
    level = smoothed_level(units, alpha)[0, -1]
    drift = running_slope(units)[0, -1] * (ahead + lag_of(units, alpha)[0, -1])
    assert level + 0.5 * drift == pytest.approx(expected)


def test_airline_close_to_the_library() -> None:
    """On the airline series the classical method is within 1.5 % of statsforecast's in each month.

    Not equal: it optimises α and the first level, here α is the one that it finds, 0.99 at most.
    """
    units = AIRLINE[None, :132]
    profile = fit_own_profile(units, 12)
    assert is_seasonal(units, 12)[0]
    index = profile.indices(0, 144)
    free = units / index[:, :132]
    level, behind = smoothed_level(free, 0.98)[0, -1], lag_of(free, 0.98)[0, -1]
    drift = 0.5 * running_slope(free)[0, -1] * (np.arange(1, 13) + behind)
    ours = (level + drift) * index[0, 132:]
    np.testing.assert_allclose(ours, LIBRARY, rtol=0.015)


def test_noise_has_no_season_of_its_own() -> None:
    """Of 200 series of noise at most a tenth and chance are held to be seasonal."""
    units = np.random.default_rng(3).poisson(8, (200, 60)).astype(float)
    assert is_seasonal(units, 12).mean() < 0.15
