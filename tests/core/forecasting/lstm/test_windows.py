"""Windows read nothing at or after their cutoff, and scale as they say."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
import torch

from core.demand import Demand
from core.forecasting.lstm.panel import panel_of
from core.forecasting.lstm.windows import (
    ANCHORS,
    CHANNELS,
    STATICS,
    STEP_FEATURES,
    Windows,
    cut,
)
from core.frequency import Frequency
from tests.made_up import made_up_demand


def windows_of(demand: Demand, cutoff: int, horizon: int = 9) -> Windows:
    rows = torch.arange(len(demand))
    return cut(panel_of(demand), rows, torch.full_like(rows, cutoff), 98, horizon)


@pytest.mark.parametrize("frequency", list(Frequency))
def test_shapes(frequency: Frequency) -> None:
    """Every part of a window has the documented shape and holds finite numbers only."""
    windows = windows_of(made_up_demand(6, 120, frequency), 90)
    assert windows.channels.shape == (6, 98, CHANNELS)
    assert windows.statics.shape == (6, STATICS)
    assert windows.steps.shape == (6, 9, STEP_FEATURES)
    assert windows.anchors.shape == (6, 9, ANCHORS)
    for field in fields(windows):
        assert torch.isfinite(getattr(windows, field.name)).all(), field.name


@pytest.mark.parametrize("frequency", list(Frequency))
def test_blind_to_the_future(frequency: Frequency) -> None:
    """Overwriting everything from the cutoff on changes the target of a window and nothing else."""
    demand = made_up_demand(6, 120, frequency)
    units = demand.units.copy()
    units[:, 90:] = 10 * units[:, 90:] + 7
    known, changed = windows_of(demand, 90), windows_of(replace(demand, units=units), 90)
    for field in fields(known):
        same = torch.equal(getattr(known, field.name), getattr(changed, field.name))
        if field.name in ("target", "target_so_far"):
            assert not same
        else:
            assert same, field.name


def test_scaled_by_the_mean_observed_before_the_cutoff() -> None:
    """A window times a thousand has the same channels, and a scale a thousand times as large."""
    demand = made_up_demand(6, 120)
    large = replace(demand, units=demand.units * 1000)
    small, huge = windows_of(demand, 90), windows_of(large, 90)
    expected = np.nanmean(demand.units[:, :90], axis=1)
    np.testing.assert_allclose(small.scale[:-1], expected[:-1], rtol=1e-5)
    torch.testing.assert_close(huge.scale, 1000 * small.scale)
    torch.testing.assert_close(huge.channels, small.channels)
    torch.testing.assert_close(huge.target, small.target)


def test_stockouts_are_missing_not_zero() -> None:
    """A censored period leaves scale, means and loss as if it had never been there."""
    demand = made_up_demand(4, 60)
    censored = np.zeros(demand.units.shape, dtype=bool)
    censored[:, 40:44] = True
    units = demand.units.copy()
    units[:, 40:44] = 0
    out = windows_of(replace(demand, units=units, censored=censored), 50)
    gone = demand.units.copy()
    gone[:, 40:44] = np.nan
    missing = windows_of(replace(demand, units=gone), 50)
    torch.testing.assert_close(out.scale, missing.scale)
    torch.testing.assert_close(out.channels, missing.channels)
    assert (
        not windows_of(replace(demand, units=units, censored=censored), 38).observed[:, 2:6].any()
    )


def test_the_same_weekday_stands_in_for_each_day_ahead() -> None:
    """On daily demand, the fifth anchor is the mean of the last four same weekdays."""
    days = np.tile(np.arange(1, 8, dtype=np.float32), 20)[None]
    demand = Demand(
        ("a",), ("",), np.datetime64("2024-01-01"), Frequency.DAILY, days, np.zeros((1, 140), bool)
    )
    windows = windows_of(demand, 138, horizon=10)
    ahead = (windows.anchors[0, :, 4] * windows.scale[0]).numpy()
    np.testing.assert_allclose(ahead, [6, 7, 1, 2, 3, 4, 5, 6, 7, 1], rtol=1e-5)


def test_last_year_is_found_a_year_back_and_two_years_back_beyond() -> None:
    """The yearly anchor repeats last year's period, also where the horizon exceeds a year."""
    months = np.tile(np.arange(1, 13, dtype=np.float32), 5)[None]
    demand = Demand(
        ("a",),
        ("",),
        np.datetime64("2020-01-01"),
        Frequency.MONTHLY,
        months,
        np.zeros((1, 60), bool),
    )
    windows = windows_of(demand, 54, horizon=20)
    ahead = (windows.anchors[0, :, 6] * windows.scale[0]).numpy()
    np.testing.assert_allclose(ahead, [(54 + k) % 12 + 1 for k in range(20)], rtol=1e-5)
