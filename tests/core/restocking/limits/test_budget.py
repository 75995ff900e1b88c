"""Money goes where it earns most, and never more of it than there is (F14, P43)."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.restocking.limits.budget import Offer, buy, frontier, offer_blocks


def made_up_offer(rng: np.random.Generator, items: int, most: int = 6, paths: int = 60) -> Offer:
    """Items of mixed sales, price, pack and minimum order, with at most ``most`` packs each."""
    pack = rng.integers(1, 13, items).astype(float)
    minimum = rng.integers(0, 30, items) * (rng.random(items) < 0.4)
    first = np.maximum(1, np.ceil(minimum / pack))
    cost = np.round(rng.lognormal(1.0, 1.0, items), 2) + 0.01
    rate = rng.lognormal(2.0, 1.0, items)
    return offer_blocks(
        beyond=rng.poisson(rate[:, None], (items, paths)).astype(float),
        most=pack * np.maximum(first, rng.integers(1, most + 1, items)),
        pack_size=pack,
        minimum_order=minimum.astype(float),
        unit_cost=cost,
        saved=cost * rng.uniform(0.1, 1.5, items),
        charge=cost * rng.uniform(0.0, 0.1, items),
    )


def exact_gain(offer: Offer, budget: float) -> float:
    """The best of all combinations of blocks."""
    best = 0.0
    choices = [np.unique(offer.quantity[row], return_index=True)[1] for row in range(len(offer))]
    for combination in itertools.product(*choices):
        rows = np.arange(len(offer))
        if offer.cost[rows, list(combination)].sum() <= budget + 1e-9:
            best = max(best, float(offer.gain[rows, list(combination)].sum()))
    return best


def test_the_gain_of_units_is_that_of_the_formula():
    """Gain(q) = Σ_{j ≤ q} saved · P(X ≥ j) − charge · P(X < j), summed unit by unit."""
    rng = np.random.default_rng(2)
    beyond = rng.poisson(4.0, (1, 500)).astype(float)
    ones = np.ones(1)
    offer = offer_blocks(beyond, ones * 12, ones, ones * 0, ones * 3, ones * 2.0, ones * 0.5)
    units = np.arange(1, 13)
    sells = (beyond[0][:, None] >= units).mean(axis=0)
    np.testing.assert_allclose(offer.gain[0, 1:], np.cumsum(2.0 * sells - 0.5 * (1 - sells)))
    np.testing.assert_allclose(offer.cost[0], 3.0 * offer.quantity[0])


@pytest.mark.parametrize("seed", range(40))
def test_small_cases_come_within_a_hundredth_of_the_exact_optimum(seed: int):
    """All combinations of five items tried: the budget's gain is the best, at any budget."""
    rng = np.random.default_rng(seed)
    offer = made_up_offer(rng, 5, most=5)
    for share in (0.1, 0.35, 0.6, 0.85):
        budget = share * offer.total_cost()
        assert buy(offer, budget).gain >= 0.99 * exact_gain(offer, budget) - 1e-9


def test_large_cases_come_within_a_hundredth_of_a_bound_nothing_can_pass():
    """With 800 items the gain is at least 99 % of what divisible packs would bring."""
    offer = made_up_offer(np.random.default_rng(1), 800, most=20)
    more_cost, more_gain = np.diff(offer.cost, axis=1), np.diff(offer.gain, axis=1)
    real = (more_cost > 0) & (more_gain > 0)
    rate, cost = (more_gain[real] / more_cost[real]), more_cost[real]
    order = np.argsort(-rate)
    for share in (0.05, 0.2, 0.5, 0.8):
        budget = share * offer.total_cost()
        inside = np.clip(budget - (np.cumsum(cost[order]) - cost[order]), 0, cost[order])
        bound = float((rate[order] * inside).sum())
        assert 0.99 * bound <= buy(offer, budget).gain <= bound * (1 + 1e-9)


def test_in_ten_thousand_orders_no_budget_is_exceeded_and_packs_stay_whole():
    """P40, P43: every quantity is 0 or a pack multiple of at least the minimum, within budget."""
    rng = np.random.default_rng(43)
    seen = 0
    while seen < 10_000:
        items = int(rng.integers(1, 60))
        pack = rng.integers(1, 145, items).astype(float)
        minimum = rng.integers(0, 600, items) * rng.integers(0, 2, items).astype(float)
        first = np.ceil(np.maximum(minimum, 1) / pack) * pack
        most = first + pack * rng.integers(-1, 40, items)
        cost = rng.lognormal(1, 1, items)
        offer = offer_blocks(
            rng.poisson(rng.lognormal(3, 1, items)[:, None], (items, 20)).astype(float),
            most,
            pack,
            minimum,
            cost,
            cost * 0.5,
            cost * 0.01,
        )
        budget = float(rng.uniform(0, 1.2)) * offer.total_cost()
        bought = buy(offer, budget)
        some = bought.quantity > 0
        assert bought.cost <= budget + 1e-6
        assert bought.cost == pytest.approx(float((bought.quantity * cost).sum()))
        np.testing.assert_allclose(bought.quantity % pack, 0, atol=1e-9)
        assert (bought.quantity[some] >= minimum[some]).all()
        assert (bought.quantity <= most + 1e-9)[some].all()
        seen += items


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), share=st.floats(0.0, 1.0), more=st.floats(0.0, 0.5))
def test_more_money_never_gains_much_less(seed: int, share: float, more: float):
    """A larger budget gains at least as much, but for the hundredth that is promised."""
    offer = made_up_offer(np.random.default_rng(seed), 25)
    total = offer.total_cost()
    assert buy(offer, (share + more) * total).gain >= 0.99 * buy(offer, share * total).gain - 1e-9


def test_the_ends_of_the_frontier_are_nothing_and_everything():
    """No money buys nothing; all of it buys every block that gains."""
    offer = made_up_offer(np.random.default_rng(5), 30)
    line = frontier(offer, 10)
    assert (line[0].cost, line[0].gain) == (0.0, 0.0)
    assert line[-1].gain == pytest.approx(float(offer.gain.max(axis=1).sum()))
