from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.restocking.replay import replay, rule_levels


def test_a_hand_played_case():
    """Level 10, review 2, lead 1, demand 6 a period, played on paper."""
    outcome = replay(
        np.array([[6.0, 6.0, 6.0, 6.0]]),
        np.array([[10.0, 10.0]]),
        review_period=2,
        lead_time=1,
        pack_size=np.array([1.0]),
        warm_up=0,
    )
    # start 10, no order; sells 6 → 4; sells 4, loses 2 → 0; orders 10, loses 6; receives, sells 6
    assert outcome.sold.tolist() == [16.0]
    assert outcome.lost.tolist() == [8.0]
    assert outcome.orders.tolist() == [1.0]
    assert outcome.mean_stock.tolist() == [(4 + 0 + 0 + 4) / 4]
    assert outcome.fill_rate() == pytest.approx(16 / 24)


@given(
    demand=arrays(np.float64, (4, 30), elements=st.integers(0, 20).map(float)),
    levels=arrays(np.float64, (4, 10), elements=st.integers(0, 60).map(float)),
    lead=st.integers(0, 5),
    pack=st.integers(1, 12),
)
def test_units_are_conserved(demand, levels, lead, pack):
    """Every unit asked for is sold or lost; none is sold that was not there; stock is never < 0."""
    outcome = replay(demand, levels, 3, lead, np.full(4, float(pack)), warm_up=0)
    np.testing.assert_allclose(outcome.sold + outcome.lost, demand.sum(axis=1))
    bought = outcome.sold + outcome.final_stock - levels[:, 0]
    assert np.all(bought >= 0)
    np.testing.assert_allclose(bought % pack, 0, atol=1e-9)
    assert np.all(outcome.mean_stock >= 0)


@given(demand=arrays(np.float64, (3, 24), elements=st.integers(0, 9).map(float)))
def test_more_stock_never_loses_more(demand):
    """Raising all levels never loses more sales."""
    pack = np.ones(3)
    low = replay(demand, np.full((3, 24), 5.0), 1, 2, pack, 0)
    high = replay(demand, np.full((3, 24), 9.0), 1, 2, pack, 0)
    assert np.all(high.lost <= low.lost)


def test_the_simple_rule_sees_only_the_past():
    """The rule's level at a cutoff ignores whatever comes after it, and periods before launch."""
    demand = np.array([[np.nan, 4.0, 6.0, 99.0], [2.0, 2.0, 2.0, 99.0]])
    levels = rule_levels(demand, np.array([2, 3]), cover=3.0, window=2)
    np.testing.assert_allclose(levels, [[12.0, 15.0], [6.0, 6.0]])
