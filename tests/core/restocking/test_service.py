"""Service levels by gain: cheap best sellers get more, dear slow ones less (F14, P44)."""

from __future__ import annotations

import numpy as np
import pytest

from core.restocking.outlook import Outlook, outlook
from core.restocking.policy import make_plan
from core.restocking.service import GREATEST, LEAST, terms_by_gain
from core.restocking.terms import Terms
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def made_up(items: int = 12) -> tuple[Terms, Outlook]:
    demand = made_up_demand(items=items)
    terms = made_up_terms(demand, {"unit_cost": np.geomspace(0.2, 200, items), "on_hand": 0.0})
    return terms, outlook(made_up_forecast(demand), terms, demand.as_of)


def test_dearer_goods_get_lower_levels():
    """Of goods that sell alike the dearer has the lower service, within bounds."""
    level = terms_by_gain(*made_up()).table["service_level"].to_numpy()
    assert ((level >= LEAST) & (level <= GREATEST)).all()
    assert level[:4].min() > 0.95 > level[-1]


def test_a_stricter_level_raises_all():
    """Asking for more in the terms asks no less of any item."""
    terms, ahead = made_up()
    lean, full = (
        terms_by_gain(Terms(terms.table.assign(service_level=level)), ahead).table["service_level"]
        for level in (0.9, 0.98)
    )
    assert (full >= lean).all()
    assert full.sum() > lean.sum()


@pytest.mark.parametrize("by_margin", [False, True])
def test_by_gain_less_is_lost_for_the_same_money(by_margin: bool):
    """With no more money in stock than one level for all, a tenth less is short."""
    demand = made_up_demand(items=40)
    forecast = made_up_forecast(demand)
    rng = np.random.default_rng(1)
    cost = rng.lognormal(0, 1.5, 40)
    margin = cost * rng.lognormal(-1, 1, 40)
    terms = made_up_terms(
        demand,
        {"unit_cost": cost, "unit_price": cost + margin, "on_hand": 0.0, "service_level": 0.95},
    )
    ahead = outlook(forecast, terms, demand.as_of)
    weight = margin if by_margin else np.ones(40)

    def outcome(which: Terms) -> tuple[float, float]:
        plan = make_plan(forecast, which, demand.as_of)
        level = np.array([s.order_up_to_level for s in plan.suggestions])[:, None]
        short = np.maximum(ahead.protection - level, 0) - np.maximum(ahead.lead_time - level, 0)
        held = np.maximum(level - ahead.protection, 0) + np.maximum(level - ahead.lead_time, 0)
        return float(short.mean(axis=1) @ weight), float(held.mean(axis=1) @ cost / 2)

    before, after = outcome(terms), outcome(terms_by_gain(terms, ahead, by_margin=by_margin))
    assert after[1] <= before[1] * 1.01
    assert after[0] <= before[0] * 0.9
