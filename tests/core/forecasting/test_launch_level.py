"""How much analogues tell of a new item's size is learned from the shop's older items."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.forecasting.launch_level import learn_level, levels_after_launch
from tests.made_up import made_up_demand

KINDS = ("towel", "candle", "mug", "basket", "clock", "rug", "vase", "lamp", "tray", "bell")


def shop(spread_between: float, spread_within: float) -> Demand:
    """Ten kinds of twelve items each, alike by title, with log levels of the given spreads."""
    rng = np.random.default_rng(5)
    level = (
        3 + spread_between * rng.normal(size=(10, 1)) + spread_within * rng.normal(size=(10, 12))
    )
    units = rng.poisson(np.exp(level).reshape(-1, 1), (120, 30)).astype(np.float32)
    titles = tuple(f"{kind} {number:02d}" for kind in KINDS for number in range(12))
    return replace(made_up_demand(120, 30), units=units, titles=titles)


def test_where_kinds_differ_analogues_are_believed() -> None:
    """Items as large as their like give a slope near one and small residuals."""
    level = learn_level(shop(1.0, 0.2), seed=1)
    assert level.slope > 0.8
    assert np.abs(level.residuals[:-10]).mean() < 0.3


def test_where_they_do_not_the_shops_middle_is() -> None:
    """Kinds that say nothing of size give a slope near zero, and the shop's own spread."""
    level = learn_level(shop(0.0, 1.0), seed=1)
    assert level.slope < 0.4
    assert level.residuals.std() == pytest.approx(1.0, abs=0.2)
    assert level.expected(np.array([1000.0]), np.ones(1)) < np.log(300)


def test_few_items_leave_the_belief() -> None:
    """A shop without older items is believed to be half told by analogues, with a wide range."""
    demand = made_up_demand(3, 8)
    level = learn_level(replace(demand, titles=("a", "b", "c")), seed=1)
    assert level.slope == 0.5
    assert level.residuals.std() == pytest.approx(0.8, rel=0.1)


def test_levels_are_those_after_launch() -> None:
    """A launch that was seen counts its first 13 periods; nothing sold is little, never zero."""
    units = np.full((3, 40), 10.0)
    units[0, :10] = np.nan
    units[0, 23:] = 99.0
    units[2] = 0.0
    np.testing.assert_allclose(levels_after_launch(units), [10.0, 10.0, 0.5 / 40])


def test_own_sales_are_believed_the_sooner_the_steadier_they_are() -> None:
    """Where items differ much and sell steadily, one period of its own outweighs the analogues."""
    steady = learn_level(shop(0.0, 1.2), seed=1)
    assert steady.belief < 0.5
    demand = shop(0.0, 0.1)
    lumpy = replace(demand, units=demand.units * (np.arange(30) % 6 == 0))
    assert learn_level(lumpy, seed=1).belief > 2.0
