"""Some futures are stretches of the past: which, of whom, and how many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.restocking.own_past import with_own_past
from tests.made_up import made_up_demand, made_up_forecast


def shop(items: int = 6, length: int = 120) -> Demand:
    return made_up_demand(items, length)


def test_the_share_asked_for_comes_from_the_past():
    """Every third path is replaced, no other; without a share none is."""
    demand = shop()
    forecast = made_up_forecast(demand, 4, 90)
    made = with_own_past(forecast, demand)
    changed = (made.paths != forecast.paths).any(axis=(0, 2))
    assert changed[2::3].all()
    assert not np.delete(changed, np.arange(2, 90, 3)).any()
    assert with_own_past(forecast, demand, share=0.0) is forecast
    assert np.array_equal(with_own_past(forecast, demand).paths, made.paths)


def test_a_stretch_is_one_of_the_last_year_times_the_shops_season():
    """All items share a stretch's weeks; units are those sold then, times one factor for all."""
    demand = shop(5, 120)
    forecast = made_up_forecast(demand, 3, 60)
    made = with_own_past(forecast, demand)
    history = demand.units.astype(np.float64)
    for path in range(2, 60, 3):
        stretch = made.paths[:, path].astype(np.float64)
        found = []
        for start in range(120 - 52, 120 - 3 + 1):
            then = history[:, start : start + 3]
            factor = stretch.sum() / max(then.sum(), 1e-9)
            if 0.499 <= factor <= 2.001 and np.allclose(then * factor, stretch, rtol=1e-4):
                found.append(start)
        assert found


def test_the_season_of_all_is_put_in_and_no_more_than_doubled():
    """Where the shop is to sell twice as much, stretches are doubled; ten times as much is not
    believed of the past."""
    demand = replace(shop(4, 120), units=np.full((4, 120), 5.0, dtype=np.float32))
    forecast = made_up_forecast(demand, 4, 30)
    for ahead, expected in ((10.0, 10.0), (50.0, 10.0), (5.0, 5.0), (0.5, 2.5)):
        paths = np.full(forecast.paths.shape, ahead, dtype=np.float32)
        made = with_own_past(replace(forecast, paths=paths), demand)
        assert made.paths[:, 2] == pytest.approx(expected)


def test_young_items_and_what_was_changed_by_hand_keep_their_paths():
    """With less than four horizons of history the same weeks would come again and again; rows that
    are kept are kept."""
    demand = shop(4, 120)
    units = demand.units.copy()
    units[1, :-12] = np.nan
    demand = replace(demand, units=units)
    forecast = made_up_forecast(demand, 4, 30)
    made = with_own_past(forecast, demand, keep=np.array([False, False, True, False]))
    changed = (made.paths != forecast.paths).any(axis=(1, 2))
    assert changed.tolist() == [True, False, False, True]


def test_nothing_after_the_forecast_begins_is_seen():
    """What the panel ends with is all that counts: overwriting what comes later changes nothing."""
    demand = shop(3, 120)
    forecast = made_up_forecast(demand.until(100), 4, 30)
    units = demand.units.copy()
    units[:, 100:] = 1e6
    other = replace(demand, units=units)
    first, second = (with_own_past(forecast, it.until(100)) for it in (demand, other))
    assert np.array_equal(first.paths, second.paths)
