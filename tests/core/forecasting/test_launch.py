"""Young items are forecast by their analogues first, and by their own past more and more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.demand.covariates import Covariates
from core.forecasting.analogues import Analogue, Analogues
from core.forecasting.forecast import Forecast
from core.forecasting.launch import (
    Launches,
    find_launches,
    launch_of,
    launch_reason,
    with_analogues,
    with_chosen,
)
from core.forecasting.launch_level import LaunchLevel
from core.forecasting.lift import with_typed_lifts
from tests.made_up import made_up_demand, made_up_forecast

LEVEL = LaunchLevel(np.log(40.0), 1.0, np.random.default_rng(2).normal(0.0, 0.6, 200))


def shop(own: int, level: float = 40.0) -> Demand:
    """Two analogues that sell about ``level`` a period, and an item known for ``own`` periods."""
    demand = made_up_demand(3, 60)
    units = np.random.default_rng(3).poisson(level, (3, 60)).astype(np.float32)
    units[2, : 60 - own] = np.nan
    units[2, 60 - own :] = 4.0
    return replace(demand, units=units)


def forecast_of(demand: Demand, paths: int = 200, horizon: int = 13) -> Forecast:
    """Return some forecast of the items, the new one's made from four units a period."""
    return made_up_forecast(replace(demand, units=shop(6).units), horizon, paths)


def analogues(factor: float = 1.0) -> Launches:
    others = (Analogue("0000", "", 0.9), Analogue("0001", "", 0.6))
    return Launches((Analogues("0002", "", others, factor),), LEVEL)


@pytest.mark.parametrize(("own", "share"), [(0, 0.0), (2, 0.25), (6, 0.5)])
def test_own_paths_count_by_own_periods(own: int, share: float) -> None:
    """With n periods of its own, n / (n + 6) of an item's paths are its own forecast's."""
    demand = shop(own)
    forecast = forecast_of(demand)
    young = with_analogues(forecast, demand, analogues(), seed=1)
    kept = (young.paths[2] == forecast.paths[2]).all(axis=1).mean()
    assert kept == pytest.approx(share, abs=0.02)
    assert np.array_equal(young.paths[:2], forecast.paths[:2])


def test_a_new_item_sells_like_its_analogues_times_the_factor() -> None:
    """Without a past of its own, its mean is theirs, twice that with a factor of two, and wide."""
    demand = shop(0)
    forecast = forecast_of(demand, paths=2000)
    spread = np.exp(LEVEL.residuals).mean()
    once = with_analogues(forecast, demand, analogues(), seed=1)
    twice = with_analogues(forecast, demand, analogues(2.0), seed=1)
    assert once.mean()[2].mean() == pytest.approx(40 * spread, rel=0.1)
    assert twice.mean()[2].mean() == pytest.approx(80 * spread, rel=0.1)
    assert (once.quantile(0.9)[2] > 1.8 * once.quantile(0.5)[2]).all()


def test_a_slow_start_is_believed() -> None:
    """An item that has sold far less than its analogues so far is expected to go on below them."""
    demand = shop(6)
    young = with_analogues(forecast_of(demand), demand, analogues(), seed=1)
    assert young.mean()[2].mean() < 25


def test_an_analogue_is_taken_at_the_same_age() -> None:
    """Where an analogue's launch is known, those after it stand in, not later ones."""
    demand = shop(0)
    units = demand.units.copy()
    units[:2, :20] = np.nan
    units[:2, 20:30] = 1000.0
    demand = replace(demand, units=units)
    young = with_analogues(forecast_of(demand, horizon=8), demand, analogues(), seed=1)
    assert young.mean()[2].mean() > 700


def test_whole_numbers_no_negatives_and_the_seed() -> None:
    """Counted items stay counted, and the same seed gives the same paths."""
    demand = shop(2)
    forecast = forecast_of(demand)
    first, again, other = (with_analogues(forecast, demand, analogues(), s) for s in (1, 1, 2))
    assert np.array_equal(first.paths, again.paths)
    assert not np.array_equal(first.paths, other.paths)
    assert (first.paths >= 0).all()
    assert np.array_equal(first.paths, np.round(first.paths))


def test_old_items_and_unknown_ones_stay_as_they_are() -> None:
    """An item that is no longer young, or has no analogue in the panel, keeps its forecast."""
    demand = shop(30)
    forecast = forecast_of(demand)
    same = with_analogues(forecast, demand, analogues(), seed=1)
    assert np.array_equal(same.paths, forecast.paths)
    young = shop(1)
    lost = replace(analogues(), entries=(Analogues("0002", "", (Analogue("gone", "", 0.9),)),))
    assert np.array_equal(with_analogues(forecast, young, lost, seed=1).paths[2], forecast.paths[2])


OTHER = Analogues("0002", "", (Analogue("0001", "", 1.0),)).changed(
    (Analogue("0001", "", 1.0),), 3.0
)
"""The operator's choice for the new item: one of the two, and three times as much."""


def test_chosen_analogues_come_out_as_if_they_had_been_the_first() -> None:
    """Given the forecast that already leans on some, others replace the same paths."""
    demand = shop(3)
    plain = forecast_of(demand)
    found = with_analogues(plain, demand, analogues(), 1)
    made, launches = with_chosen(found, demand, analogues(), (OTHER,), 1)
    expected = with_analogues(plain, demand, replace(analogues(), entries=(OTHER,)), 1)
    assert np.array_equal(made.paths, expected.paths)
    assert launch_of(launches, demand, 2) == OTHER


def test_a_choice_taken_back_leaves_no_trace() -> None:
    """Chosen, chosen otherwise, and taken back: the very paths from before, to the bit."""
    demand = shop(3)
    found = with_analogues(forecast_of(demand), demand, analogues(), 1)
    made, launches = with_chosen(found, demand, analogues(), (OTHER,), 1)
    again, launches = with_chosen(made, demand, launches, (replace(OTHER, factor=0.5),), 1)
    back, launches = with_chosen(again, demand, launches, (), 1)
    assert made.mean()[2].sum() > again.mean()[2].sum()
    assert np.array_equal(back.paths, found.paths)
    assert launches == analogues()


def test_a_choice_for_items_that_are_not_young_changes_nothing() -> None:
    """What was chosen for an item that has grown up, or is gone, is passed over."""
    demand = shop(3)
    found = forecast_of(demand)
    others = (Analogues("0000", "", OTHER.others), Analogues("gone", "", OTHER.others))
    made, launches = with_chosen(found, demand, analogues(), others, 1)
    assert np.array_equal(made.paths, found.paths)
    assert launches.chosen == ()


def test_chosen_analogues_keep_typed_lifts() -> None:
    """A promotion typed in counts as much after other analogues were chosen as it did before."""
    lifts = np.zeros((3, 73), dtype=np.float32)
    lifts[2, 62:64] = np.log(1.5)
    demand = replace(shop(2), covariates=Covariates(lifts=lifts))
    plain = forecast_of(demand, paths=1000)
    chosen = replace(analogues(), entries=(OTHER,))
    first = with_typed_lifts(with_analogues(plain, demand, chosen, 1), demand)
    before = with_typed_lifts(with_analogues(plain, demand, analogues(), 1), demand)
    later, _ = with_chosen(before, demand, analogues(), (OTHER,), 1)
    np.testing.assert_allclose(later.mean()[2], first.mean()[2], rtol=0.01)


def test_the_reason_names_share_and_items() -> None:
    """In words: how much of the forecast comes from whom; and where nothing is alike, that."""
    demand = replace(shop(6), titles=("red mug", "blue mug", "green mug"))
    launches = find_launches(demand, seed=1)
    assert launches is not None
    words = str(launch_reason(launches.entries[0], demand))
    assert "50 %" in words
    assert "red mug" in words
    assert "like nothing else" in str(launch_reason(Analogues("0002", ""), demand))


def test_an_item_like_nothing_else_goes_on_as_others_did() -> None:
    """First sold yesterday, ten pieces: of a shop whose items sell every fifth day after their
    first, it is expected to sell half of that or less, and anything from nothing to ten."""
    rng = np.random.default_rng(4)
    units = np.full((81, 120), np.nan, dtype=np.float32)
    for row in range(80):
        begin = int(rng.integers(5, 60))
        units[row, begin:] = np.where(
            rng.random(120 - begin) < 0.2, rng.poisson(10, 120 - begin), 0
        )
        units[row, begin] = rng.poisson(10)
    units[80, 119] = 10.0
    demand = replace(made_up_demand(81, 120), units=units)
    launches = find_launches(demand, seed=1)
    assert launches is not None
    found = made_up_forecast(demand, 14, 400)
    paths = found.paths.copy()
    paths[80] = 10.0
    made = with_analogues(replace(found, paths=paths), demand, launches, seed=1)
    assert 2.0 < made.mean()[80].mean() < 6.0
    assert (made.quantile(0.1)[80] == 0).all()
    assert (made.quantile(0.95)[80] >= 10).all()
    np.testing.assert_array_equal(made.paths[:80], found.paths[:80])
    assert "weeks known: 1" in str(launch_reason(launches.entries[0], demand))
