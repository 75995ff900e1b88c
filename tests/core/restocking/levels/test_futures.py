"""Some futures are stretches of the past: which, of whom, and how many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.restocking.levels.futures import reckoned_futures
from tests.made_up import made_up_demand, made_up_forecast


def shop(items: int = 6, length: int = 120) -> Demand:
    return made_up_demand(items, length)


def test_a_third_of_the_paths_is_the_forecasts_own():
    """Of each three paths the second and third come from the past, the first is as forecast; the
    same seed gives the same."""
    demand = shop()
    forecast = made_up_forecast(demand, 4, 90)
    made = reckoned_futures(forecast, demand)
    changed = (made.paths != forecast.paths).any(axis=(0, 2))
    assert changed[1::3].all()
    assert changed[2::3].all()
    assert not changed[0::3].any()
    assert np.array_equal(reckoned_futures(forecast, demand).paths, made.paths)


def test_a_stretch_is_one_of_the_last_year_times_the_shops_season():
    """All items share a stretch's weeks; units are those sold then, times one factor for all."""
    demand = shop(5, 120)
    forecast = made_up_forecast(demand, 3, 60)
    made = reckoned_futures(forecast, demand)
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
    for ahead, expected in ((10.0, 10.0), (50.0, 10.0), (5.0, 5.0), (2.0, 2.5)):
        paths = np.full(forecast.paths.shape, ahead, dtype=np.float32)
        made = reckoned_futures(replace(forecast, paths=paths), demand)
        assert made.paths[:, 2] == pytest.approx(expected)
        assert made.paths[:, 1] == pytest.approx(ahead)


def test_goods_that_fade_are_not_ordered_for_the_year_they_had():
    """Stretches of an item that is expected to sell nothing, or a tenth of its past, have at most
    twice what is expected; those of goods that go on are those of the past."""
    demand = replace(shop(4, 120), units=np.full((4, 120), 10.0, dtype=np.float32))
    forecast = made_up_forecast(demand, 4, 30)
    paths = np.full(forecast.paths.shape, 10.0, dtype=np.float32)
    paths[0], paths[1], paths[2:] = 0.0, 1.0, 13.5
    made = reckoned_futures(replace(forecast, paths=paths), demand).paths[:, 2::3]
    assert made[0].max() == 0.0
    assert made[1] == pytest.approx(2.0)
    assert made[2:] == pytest.approx(7.0)


def test_young_items_lean_on_others_and_what_was_changed_by_hand_keeps_its_paths():
    """With less than four horizons of history the same weeks would come again and again: such an
    item has no stretches of its own, but those of others; rows that are kept are kept."""
    demand = shop(4, 120)
    units = demand.units.copy()
    units[1, :-12] = np.nan
    demand = replace(demand, units=units)
    forecast = made_up_forecast(demand, 4, 30)
    made = reckoned_futures(forecast, demand, keep=np.array([False, False, True, False]))
    changed = (made.paths != forecast.paths).any(axis=2)
    assert changed[:, 2::3].any(axis=1).tolist() == [True, False, False, True]
    assert changed[:, 1::3].any(axis=1).tolist() == [True, True, False, True]


def test_goods_that_sell_as_often_lend_their_runs_scaled_to_what_is_expected():
    """An item that sold one piece at a time takes over, on average, its expected sales, and the
    bulk orders of its neighbours: larger sums than it ever saw."""
    rng = np.random.default_rng(2)
    units = (rng.random((40, 120)) < 0.1) * rng.choice([1.0, 40.0], (40, 120), p=[0.8, 0.2])
    units[0] = rng.permutation(np.repeat([1.0, 0.0], [12, 108]))
    demand = replace(shop(40, 120), units=units.astype(np.float32))
    paths = np.full((40, 3000, 4), 0.1, dtype=np.float32)
    forecast = replace(made_up_forecast(demand, 4, 30), paths=paths)
    made = reckoned_futures(forecast, demand).paths[0]
    assert made[1::3].mean() == pytest.approx(0.1, rel=0.2)
    assert made[1::3].sum(axis=1).max() > 2 * made[2::3].sum(axis=1).max()


def test_without_enough_history_nothing_is_taken_from_it():
    """Where no item has four horizons of history the forecast stays as it is."""
    demand = shop(3, 12)
    forecast = made_up_forecast(demand, 4, 30)
    assert reckoned_futures(forecast, demand) is forecast


def test_nothing_after_the_forecast_begins_is_seen():
    """What the panel ends with is all that counts: overwriting what comes later changes nothing."""
    demand = shop(3, 120)
    forecast = made_up_forecast(demand.until(100), 4, 30)
    units = demand.units.copy()
    units[:, 100:] = 1e6
    other = replace(demand, units=units)
    first, second = (reckoned_futures(forecast, it.until(100)) for it in (demand, other))
    assert np.array_equal(first.paths, second.paths)


def test_a_neighbours_single_order_is_no_years_goods_here():
    """An item that sells a piece now and then is not to be stocked as if it sold a year at once,
    because one that sells as seldom did: what others had counts at most half more than the most
    that it had itself, or may have by its forecast."""
    demand = shop(60, 120)
    units = np.zeros((60, 120), dtype=np.float32)
    units[:, 70:120:10] = 1.0
    units[1:, 70:110:10] = 0.0
    units[1:, 110] = 200.0
    demand = replace(demand, units=units)
    forecast = made_up_forecast(demand, 4, 300)
    paths = np.zeros_like(forecast.paths)
    paths[:, ::5] = 1.0
    made = reckoned_futures(replace(forecast, paths=paths), demand)
    totals = made.paths[0].sum(axis=1)
    assert totals.max() <= 1.5 * 4
    assert totals[1::3].max() > 0
