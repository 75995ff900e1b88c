"""Rules matched at the same stock or fill rate, with ranges (F27)."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.replay.comparison import Sweep, Worth, advantage, differences, sample_weights
from core.restocking.replay.replay import Outcome


def outcome(lost: np.ndarray, stock: np.ndarray) -> Outcome:
    """An outcome of (k, n) lost units and stock, out of 100 asked for an item."""
    asked = np.full(lost.shape, 100.0)
    nothing = np.zeros(lost.shape)
    return Outcome(asked, asked - lost, lost, stock, nothing + 3, nothing, nothing)


def frontier(name: str, share: float, items: int = 50) -> Sweep:
    """Loses ``share`` × 100 ÷ stock units an item, for stocks from 1 to 20."""
    stock = np.linspace(1.0, 20.0, 200)[:, None] * np.ones(items)
    return Sweep(name, tuple(stock[:, 0]), outcome(share * 100.0 / stock, stock))


def worth(items: int = 50) -> Worth:
    return Worth(np.ones(items), np.full(items, np.nan), priced=True)


def test_a_rule_that_loses_a_quarter_less_everywhere_saves_a_quarter_of_either():
    """Both figures of the advantage come out as the frontiers were made, with certainty."""
    ours, rule = frontier("units", 0.75), frontier("cover", 1.0)
    saved = advantage(ours, rule, ours.at(80), worth(), sample_weights(50, 1))
    for share in (saved.lost_units, saved.stock_value):
        assert share.value == pytest.approx(0.25, abs=0.005)
        assert share.low == pytest.approx(0.25, abs=0.005)
        assert share.high == pytest.approx(0.25, abs=0.005)
    assert np.isnan(saved.lost_margin.value)


def test_a_rule_against_itself_saves_nothing():
    """No advantage is found where there is none."""
    rule = frontier("cover", 1.0)
    saved = advantage(rule, rule, rule.at(100), worth(), sample_weights(50, 1))
    assert saved.lost_units.value == pytest.approx(0.0, abs=1e-9)
    assert saved.stock_value.value == pytest.approx(0.0, abs=1e-9)


def test_what_was_not_played_is_not_claimed():
    """Stock beyond the rule's fullest setting gives no figure."""
    ours, rule = frontier("units", 0.5), frontier("cover", 1.0)
    beyond = Sweep("plan", (0.99,), outcome(np.full((1, 50), 0.5), np.full((1, 50), 40.0)))
    assert np.isnan(advantage(ours, rule, beyond, worth(), sample_weights(50, 1)).lost_units.value)


def test_ranges_hold_the_truth_about_as_often_as_they_say():
    """Of 200 made-up pairs of rules, the 90 % range of a difference holds its mean in 82–96 %."""
    rng = np.random.default_rng(3)
    held = 0
    for trial in range(200):
        lost = np.stack([rng.gamma(2.0, 5.0, 80), rng.gamma(2.0, 5.0, 80) - 2.0])
        pair = outcome(lost, np.ones((2, 80)))
        both = Sweep("x", (0.0, 1.0), pair)
        found = dict(differences(both.at(1), both.at(0), worth(80), sample_weights(80, trial)))
        held += found["lost_units"].low <= -2.0 * 80 <= found["lost_units"].high
    assert 0.82 <= held / 200 <= 0.96
