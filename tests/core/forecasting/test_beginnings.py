"""New items that are like none go on as the shop's others did after such a beginning."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.forecasting.beginnings import beginnings_of
from tests.made_up import made_up_demand


def shop(items: int, launch: int, stays: float) -> Demand:
    """Items that sell 8 to 20 in their first period, and ``stays`` of that ever after."""
    first = np.linspace(8, 20, items)[:, None]
    units = np.repeat(first * stays, 40, axis=1).astype(np.float32)
    units[:, :launch] = np.nan
    units[:, launch] = first[:, 0]
    return replace(made_up_demand(items, 40), units=units)


def test_what_stays_of_a_beginning_is_the_shops_own() -> None:
    """Where items keep a quarter of their first period, so does the new one, whatever its size."""
    beginnings = beginnings_of(shop(60, 5, 0.25), seed=1)
    for level in (10.0, 50.0):
        runs = beginnings.runs(np.array([level]), 6, 500, np.random.default_rng(1))
        np.testing.assert_allclose(runs, level / 4, rtol=1e-5)


def test_few_beginnings_are_hardly_believed() -> None:
    """Ten beginnings make a third of the paths asked for; many, three in four."""
    for items, share in ((10, 0.33), (100, 0.75)):
        runs = beginnings_of(shop(items, 5, 0.5), seed=1).runs(
            np.array([14.0]), 6, 1000, np.random.default_rng(1)
        )
        assert len(runs) == pytest.approx(1000 * share, abs=100)


def test_an_unseen_launch_is_stood_for_by_one_of_its_sales() -> None:
    """Of items sold since before the panel, what follows any sale stands for what follows the
    first: who sells every fourth period goes on with a quarter of it."""
    demand = shop(60, 0, 0.0)
    units = np.where(np.arange(40) % 4 == 0, np.float32(12), np.float32(0))
    demand = replace(demand, units=np.tile(units, (60, 1)))
    runs = beginnings_of(demand, seed=1).runs(np.array([12.0]), 4, 500, np.random.default_rng(1))
    assert runs.mean() == pytest.approx(3.0, rel=0.15)


def test_nothing_to_go_by_gives_no_runs() -> None:
    """A shop without older items, or an item that has sold nothing, is left as it is."""
    rng = np.random.default_rng(1)
    assert len(beginnings_of(shop(5, 35, 0.5), seed=1).runs(np.array([3.0]), 4, 100, rng)) == 0
    assert len(beginnings_of(shop(60, 5, 0.5), seed=1).runs(np.zeros(2), 4, 100, rng)) == 0
