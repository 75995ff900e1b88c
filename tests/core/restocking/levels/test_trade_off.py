"""Levels weighed: what they cost in stock and save in lost sales (F5, F6, F14)."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.levels.levels import fill_rate, path_level
from core.restocking.levels.targets import cap
from core.restocking.levels.trade_off import trade_off


def poisson_paths(rate: float, lead: int, review: int, seed: int = 1, items: int = 1):
    rng = np.random.default_rng(seed)
    first = rng.poisson(rate * lead, (items, 2000)).astype(float)
    return first, first + rng.poisson(rate * review, (items, 2000))


def test_short_and_held_are_the_means_over_the_paths():
    """Both curves equal their definition, worked out level by level."""
    first, last = poisson_paths(3.0, 2, 1)
    curve = trade_off(first, last, np.array([True]))
    for level, short, held in zip(curve.levels[0], curve.short[0], curve.held[0], strict=True):
        over = np.maximum(last - level, 0).mean() - np.maximum(first - level, 0).mean()
        kept = np.maximum(level - last, 0).mean() + np.maximum(level - first, 0).mean()
        assert short == pytest.approx(over, abs=1e-9)
        assert held == pytest.approx(kept / 2, abs=1e-9)


def test_short_agrees_with_the_fill_rate():
    """1 − short ÷ demand of a review period is the fill rate of F6."""
    first, last = poisson_paths(4.0, 3, 1)
    curve = trade_off(first, last, np.array([True]))
    review = (last - first).mean(axis=1)
    column = 60
    wanted = fill_rate(curve.levels[:, column], first, last, review)
    assert 1 - curve.short[0, column] / review[0] == pytest.approx(wanted[0], abs=1e-9)


@pytest.mark.parametrize("service", [0.5, 0.9, 0.95, 0.99])
def test_service_levels_are_those_of_the_plan(service):
    """The level for a service is the plan's own."""
    first, last = poisson_paths(2.5, 2, 1, items=6)
    whole = np.ones(6, dtype=bool)
    curve = trade_off(first, last, whole)
    np.testing.assert_array_equal(
        curve.service(service, whole), path_level(last, np.full(6, service), whole)
    )


def test_the_best_level_is_the_best_of_all_whole_levels():
    """No whole level up to the largest path has a lower weighed cost, but for the grid's step."""
    first, last = poisson_paths(6.0, 2, 1)
    curve = trade_off(first, last, np.array([True]))
    for charge in (0.003, 0.02, 0.1):
        found = curve.best(np.array([1.0]), np.array([charge]))[0]
        levels = np.arange(last.max() + 1)[:, None]
        short = (np.maximum(last - levels, 0) - np.maximum(first - levels, 0)).mean(axis=1)
        held = (np.maximum(levels - last, 0) + np.maximum(levels - first, 0)).mean(axis=1) / 2
        cost = short + charge * held
        assert cost[int(found)] <= cost.min() * 1.01


def test_a_dearer_item_gets_no_higher_level():
    """Raising what a held unit costs never raises the level."""
    first, last = poisson_paths(5.0, 2, 1)
    curve = trade_off(first, last, np.array([True]))
    found = [curve.best(np.ones(1), np.array([c]))[0] for c in np.geomspace(1e-3, 2, 40)]
    assert found == sorted(found, reverse=True)


def test_a_cap_is_the_newsvendors_quantity_for_one_review_period():
    """With saved 1 and charge 2/19 the cap covers 90 % of the paths between two arrivals."""
    first, last = poisson_paths(6.0, 2, 1)
    whole = np.array([True])
    curve, between = trade_off(first, last, whole), last - first
    most = cap(between, curve.confidence(np.ones(1), np.array([2 / 19]), np.ones(1)), whole)
    assert (between <= most[0]).mean() >= 0.9
    assert (between <= most[0] - 1).mean() < 0.9
