"""The simulator of rules on the past: played by hand, and units conserved (F27)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.restocking.replay.replay import Conditions, play, recent_mean


def conditions(
    demand: np.ndarray,
    review: int = 1,
    lead_time: int = 0,
    pack: float = 1.0,
    minimum: float = 0.0,
    warm_up: int = 0,
) -> Conditions:
    items, length = demand.shape
    reviews = np.arange(0, length, review)
    return Conditions(
        demand=demand,
        reviews=reviews,
        due=np.ones((items, len(reviews)), dtype=bool),
        lead_times=np.full((items, len(reviews)), lead_time),
        pack_size=np.full(items, pack),
        minimum_order=np.full(items, minimum),
        warm_up=warm_up,
    )


def test_a_hand_played_case():
    """Level 10, review 2, lead 1, demand 6 a period, played on paper."""
    outcome = play(
        conditions(np.array([[6.0, 6.0, 6.0, 6.0]]), review=2, lead_time=1),
        np.array([[[10.0, 10.0]]]),
    )
    # start 10, no order; sells 6 → 4; sells 4, loses 2 → 0; orders 10, loses 6; receives, sells 6
    assert outcome.sold.tolist() == [[16.0]]
    assert outcome.lost.tolist() == [[8.0]]
    assert outcome.orders.tolist() == [[1.0]]
    assert outcome.bought.tolist() == [[10.0]]
    # Half of what is sold in a period is still there on average: 7, 2, 0 and 7.
    assert outcome.mean_stock.tolist() == [[(7 + 2 + 0 + 7) / 4]]
    assert outcome.fill_rates()[0] == pytest.approx(16 / 24)


def test_an_item_is_ordered_only_when_it_is_due():
    """Two items with the same sales: the one reviewed every second period orders half as often."""
    rules = conditions(np.full((2, 8), 1.0))
    due = rules.due.copy()
    due[1, 1::2] = False
    outcome = play(
        Conditions(
            rules.demand, rules.reviews, due, rules.lead_times, np.ones(2), np.zeros(2), warm_up=0
        ),
        np.full((1, 2, 8), 4.0),
    )
    assert outcome.orders.tolist() == [[7.0, 3.0]]
    assert outcome.lost.sum() == 0


def test_the_warm_up_is_played_but_not_counted():
    """What is lost before the count begins is no one's loss, but its stock is carried over."""
    demand = np.array([[5.0, 5.0, 5.0, 5.0]])
    outcome = play(conditions(demand, lead_time=2, warm_up=2), np.full((1, 1, 4), 5.0))
    assert outcome.demand.tolist() == [[10.0]]
    assert outcome.sold[0, 0] + outcome.lost[0, 0] == 10.0


@given(
    demand=arrays(np.float64, (4, 30), elements=st.integers(0, 20).map(float)),
    levels=arrays(np.float64, (2, 4, 10), elements=st.integers(0, 60).map(float)),
    leads=arrays(np.int64, (4, 10), elements=st.integers(0, 6)),
    pack=st.integers(1, 12),
    minimum=st.integers(0, 30),
)
def test_units_are_conserved(demand, levels, leads, pack, minimum):
    """Every unit asked for is sold or lost; first stock + bought = sold + left; all in packs."""
    rules = conditions(demand, review=3, pack=float(pack), minimum=float(minimum))
    rules = Conditions(
        rules.demand, rules.reviews, rules.due, leads, rules.pack_size, rules.minimum_order, 0
    )
    outcome = play(rules, levels)
    first = np.ceil(levels[:, :, 0] / pack) * pack
    np.testing.assert_allclose(
        outcome.sold + outcome.lost, np.broadcast_to(demand.sum(axis=1), (2, 4))
    )
    np.testing.assert_allclose(first + outcome.bought, outcome.sold + outcome.final_stock)
    np.testing.assert_allclose(outcome.bought % pack, 0, atol=1e-9)
    assert np.all(outcome.bought >= minimum * (outcome.orders > 0))
    assert np.all(outcome.mean_stock >= 0)


@given(demand=arrays(np.float64, (3, 24), elements=st.integers(0, 9).map(float)))
def test_more_stock_never_loses_more(demand):
    """Raising all levels never loses more sales."""
    low, high = play(
        conditions(demand, lead_time=2), np.stack([np.full((3, 24), 5.0), np.full((3, 24), 9.0)])
    ).lost
    assert np.all(high <= low)


def test_a_cap_limits_each_order_before_packs():
    """An order is no larger than its cap, but for the pack that it is rounded up to."""
    rng = np.random.default_rng(8)
    demand = rng.poisson(5, (4, 40)).astype(float)
    rules = conditions(demand, review=2, lead_time=3, pack=4.0)
    levels = np.full((1, 4, 20), 30.0)
    outcome = play(rules, levels, np.full((1, 4, 20), 6.0))
    assert np.all(outcome.bought <= 8.0 * outcome.orders)
    assert np.all(outcome.bought < play(rules, levels).bought)
    np.testing.assert_allclose(32 + outcome.bought, outcome.sold + outcome.final_stock)


def test_rules_played_together_do_as_each_alone():
    """That rules and items share arrays changes nothing for any of them."""
    rng = np.random.default_rng(5)
    demand, levels = rng.poisson(3, (5, 40)).astype(float), rng.integers(0, 25, (3, 5, 14)) * 1.0
    rules = conditions(demand, review=3, lead_time=2, pack=4.0, warm_up=6)
    together = play(rules, levels)
    for k in range(3):
        for row in range(5):
            alone = play(rules.some(slice(row, row + 1)), levels[k : k + 1, row : row + 1])
            for name in ("sold", "lost", "mean_stock", "orders", "final_stock"):
                assert getattr(alone, name)[0, 0] == getattr(together, name)[k, row]


def test_the_recent_mean_sees_only_the_past():
    """The mean before a cutoff ignores whatever comes after it, and periods before launch."""
    demand = np.array([[np.nan, 4.0, 6.0, 99.0], [2.0, 2.0, 2.0, 99.0]])
    means = recent_mean(demand, np.array([2, 3]), window=2)
    np.testing.assert_allclose(means, [[4.0, 5.0], [2.0, 2.0]])


def test_units_are_conserved_in_every_period():
    """Stopped after any period: what was there and what was bought has been sold or is left."""
    rng = np.random.default_rng(8)
    demand = rng.poisson(6.0, (5, 40)).astype(float)
    levels = rng.integers(5, 60, (3, 5, 1)).astype(float)
    for length in range(1, 41):
        rules = conditions(demand[:, :length], review=2, lead_time=3, pack=4.0)
        played = np.broadcast_to(levels, (3, 5, len(rules.reviews)))
        caps = np.full_like(played, 13.0)
        outcome = play(rules, played, caps, played - 5.0)
        first = np.ceil(levels[:, :, 0] / 4) * 4
        np.testing.assert_allclose(first + outcome.bought, outcome.sold + outcome.final_stock)
        asked = np.broadcast_to(demand[:, :length].sum(axis=1), (3, 5))
        np.testing.assert_allclose(outcome.sold + outcome.lost, asked)


def test_the_simulator_agrees_with_the_closed_form():
    """Poisson demand, delivered at once, ordered up to S each period: E[(D − S)⁺] are lost and
    S − E[min(D, S)] / 2 lie there on average, within four standard errors."""
    from scipy.stats import poisson

    rng = np.random.default_rng(9)
    length, rate = 20_000, 7.0
    demand = rng.poisson(rate, (1, length)).astype(float)
    units = np.arange(200)
    chance = poisson.pmf(units, rate)
    for level in (3.0, 7.0, 11.0):
        outcome = play(conditions(demand), np.full((1, 1, length), level))
        lost, sold = np.maximum(units - level, 0), np.minimum(units, level)
        for found, exact in (
            (outcome.lost[0, 0] / length, lost),
            (level - outcome.mean_stock[0, 0], sold / 2),
        ):
            mean = float(exact @ chance)
            error = float(np.sqrt((exact**2 @ chance - mean**2) / length))
            assert abs(found - mean) < 4 * error


def test_above_its_trigger_an_item_is_not_ordered():
    """(R, s, S): level 20, trigger 9, demand 4: orders of 12 when 8 are left."""
    demand = np.full((1, 9), 4.0)
    levels, triggers = np.full((1, 1, 9), 20.0), np.full((1, 1, 9), 9.0)
    outcome = play(conditions(demand), levels, None, triggers)
    assert outcome.orders.tolist() == [[2.0]]
    assert outcome.bought.tolist() == [[24.0]]
    assert outcome.lost.sum() == 0
