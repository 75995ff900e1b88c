"""Levels by gain, by cycles, by fill and by money; what one order may have; exact lots."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.restocking.levels.economics import implied_service
from core.restocking.levels.levels import fill_rate, path_level
from core.restocking.levels.targets import (
    Aims,
    Targets,
    gain_curve,
    gain_scale,
    relative_worth,
    targets,
)
from core.restocking.levels.trade_off import held_units
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand


def paths_of(rates: np.ndarray, seed: int = 5, paths: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Poisson demand over two weeks of lead time and over three weeks of protection."""
    rng = np.random.default_rng(seed)
    lead = rng.poisson(2 * rates[:, None], (len(rates), paths)).astype(float)
    return lead, lead + rng.poisson(rates[:, None], (len(rates), paths))


def aims_of(kind: str, service: float, value: np.ndarray, **other: object) -> Aims:
    """Aims of whole items of the given value, reviewed every week, whose lost sales are lost."""
    count = len(value)
    aims = Aims(
        kinds=np.full(count, kind),
        service=np.full(count, service),
        whole=np.ones(count, dtype=bool),
        value=value,
        worth=relative_worth(value, np.full(count, 7.0)),
        scale=1.0,
        stays=np.full(count, 3.0),
        lost=True,
        lot=np.zeros(count),
    )
    return replace(aims, **other)


def by_gain(service: float, rates: np.ndarray, value: np.ndarray) -> tuple[Aims, Targets]:
    """Targets at the scale that the aims' money asks for."""
    lead, protected = paths_of(rates)
    aims = aims_of("gain", service, value)
    curve = gain_curve(lead, protected, aims)
    assert curve is not None
    aims = replace(aims, scale=gain_scale([curve]))
    return aims, targets(lead, protected, aims)


def test_levels_by_gain_tie_up_the_same_money_and_lose_less():
    """Beside one level for all: as much money in stock, fewer units missed, cheap goods higher."""
    rng = np.random.default_rng(1)
    rates, value = rng.lognormal(1.5, 1.0, 200), rng.lognormal(1.0, 1.0, 200)
    lead, protected = paths_of(rates)
    _, found = by_gain(0.95, rates, value)
    even = targets(lead, protected, aims_of("cycle", 0.95, value))

    def money(it: Targets) -> float:
        return float((held_units(lead, protected, it.level) * value).sum())

    def missed(it: Targets) -> float:
        level = it.level[:, None]
        short = np.maximum(protected - level, 0) - np.maximum(lead - level, 0)
        return float(short.mean(axis=1).sum())

    assert money(found) == pytest.approx(money(even), rel=0.06)
    assert missed(found) < 0.8 * missed(even)
    dear = value > np.quantile(value, 0.8)
    cheap = value < np.quantile(value, 0.2)
    assert found.service[cheap].mean() > 0.95 > found.service[dear].mean()


def test_an_item_of_its_own_kind_alone_has_the_level_asked_for():
    """Where all items are alike there is nothing to spread: gain and cycles agree."""
    rates, value = np.full(12, 20.0), np.full(12, 3.0)
    lead, protected = paths_of(rates)
    _, found = by_gain(0.95, rates, value)
    even = targets(lead, protected, aims_of("cycle", 0.95, value))
    assert np.abs(found.level - even.level).max() <= 3


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    kind=st.sampled_from(["gain", "cycle", "fill"]),
    low=st.floats(0.5, 0.99),
    more=st.floats(0.0, 0.3),
)
def test_more_service_never_lowers_level_or_order(seed: int, kind: str, low: float, more: float):
    """Raising the service of an item raises, or leaves, its level and its largest order."""
    rng = np.random.default_rng(seed)
    lead, protected = paths_of(rng.lognormal(1, 1.2, 8), seed, 120)
    value = rng.lognormal(1, 1, 8)
    found = [
        targets(lead, protected, aims_of(kind, service, value))
        for service in (low, min(low + more, 0.998))
    ]
    assert (found[1].level >= found[0].level - 1e-9).all()
    assert (found[1].most >= found[0].most - 1e-9).all()


def test_cycle_and_fill_are_different_things():
    """A cycle level covers its share of paths; a fill level its share of units, with less."""
    lead, protected = paths_of(np.array([8.0, 30.0]))
    value = np.ones(2)
    cycle = targets(lead, protected, aims_of("cycle", 0.95, value))
    fill = targets(lead, protected, aims_of("fill", 0.95, value))
    assert (cycle.level == path_level(protected, np.full(2, 0.95), np.ones(2, bool))).all()
    review = (protected - lead).mean(axis=1)
    served = fill_rate(fill.level, lead, protected, review)
    assert (served >= 0.95).all()
    assert (fill.level < cycle.level).all()


def test_margin_and_carrying_cost_imply_a_level():
    """F11: kind "money" takes the service that the item's own money implies, whatever is typed."""
    demand = made_up_demand(2, 40)
    terms = made_up_terms(
        demand,
        {
            "service_kind": "money",
            "unit_cost": [12.0, np.nan],
            "unit_price": [20.0, np.nan],
            "review_days": 30.0,
            "service_level": 0.9,
        },
    )
    aims = Aims.of(terms, np.ones(2), 0.25, True)
    assert aims.service[0] == pytest.approx(implied_service(20, 12, 0.25, 30))
    assert aims.service[1] == 0.9  # nothing is known of its money


def test_customers_who_come_back_make_a_shortage_cheaper():
    """F11: where half of those who find nothing come back, the level that margin justifies falls;
    it may be said of an item, in per cent."""
    demand = made_up_demand(2, 40)
    money = {"service_kind": "money", "unit_cost": 12.0, "unit_price": 20.0, "review_days": 30.0}
    terms = made_up_terms(demand, money).edited(1, "lost_share", "50")
    aims = Aims.of(terms, np.ones(2), 0.25, True)
    assert aims.service[0] == pytest.approx(0.970, abs=5e-4)
    assert aims.service[1] == pytest.approx(0.942, abs=5e-4)


def test_an_order_never_makes_up_for_lost_sales():
    """An order has at most what sells between its arrival and the next; customers who wait get
    all."""
    lead, protected = paths_of(np.array([10.0]))
    lost = targets(lead, protected, aims_of("cycle", 0.9, np.ones(1)))
    between = protected - lead
    assert (between <= lost.most[0]).mean() >= 0.9 > (between <= lost.most[0] - 1).mean()
    waits = targets(lead, protected, aims_of("cycle", 0.9, np.ones(1), lost=False))
    assert np.isinf(waits.most[0])
    assert waits.level[0] == lost.level[0]


def test_orders_with_a_cost_of_their_own_are_larger_and_rarer():
    """F8, F9: the trigger stays, the level rises by the economic lot beyond a review's demand."""
    lead, protected = paths_of(np.array([10.0]))
    plain = targets(lead, protected, aims_of("cycle", 0.9, np.ones(1)))
    costly = targets(lead, protected, aims_of("cycle", 0.9, np.ones(1), lot=np.array([60.0])))
    assert costly.trigger[0] == plain.level[0]
    assert costly.level[0] == pytest.approx(plain.level[0] + 60 - (protected - lead).mean(), abs=1)
    demand = made_up_demand(1, 40)
    terms = made_up_terms(demand, {"order_cost": 8.0, "unit_cost": 0.9, "unit_price": 2.0})
    aims = Aims.of(terms, np.array([1300.0]), 0.25, True)
    assert aims.lot[0] == pytest.approx(304.0468, abs=5e-5)
