"""The network is told promotions, prices and events, as far as they were known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from core.demand import Demand
from core.demand.covariates import PRICE as LOG_PRICE
from core.demand.covariates import PROMOTION as ON_PROMOTION
from core.demand.covariates import Covariates
from core.forecasting.lstm.known_ahead import (
    CLOSED,
    COVARIATES,
    HOLIDAY,
    PRICE,
    PROMOTION,
    RUN_UP,
    known_ahead,
)
from core.forecasting.lstm.panel import panel_of
from core.forecasting.lstm.windows import cut
from tests.made_up import made_up_demand


def told() -> Demand:
    """Four items over 60 weeks, with ten more weeks of promotions and events laid out."""
    demand = made_up_demand(4, 60)
    shared = np.zeros((70, 4), dtype=np.float32)
    shared[62, 0], shared[60:62, 1], shared[64, 2], shared[65, 3] = 1, 0.5, 1, 1
    own = np.zeros((4, 70, 2), dtype=np.float32)
    own[1, 61:63, 0] = 1
    own[2, 40:, 1] = -0.3
    return replace(
        demand,
        covariates=Covariates(
            ("double_eleven", "double_eleven:before", "closed", "payday"),
            shared,
            (ON_PROMOTION, LOG_PRICE),
            own,
            (True, True),
        ),
    )


def test_each_column_has_its_place() -> None:
    """Events, run-ups, closures, promotions and prices go where the network looks for them."""
    columns = known_ahead(told())
    assert columns.shape == (4, 70, COVARIATES)
    assert columns[0, 62, HOLIDAY] == 1
    assert columns[0, 60, RUN_UP] == 0.5
    assert columns[0, 64, CLOSED] == 1
    assert columns[:, 65].sum(axis=0)[[HOLIDAY, RUN_UP, CLOSED]].sum() == 0
    assert columns[:, 61, PROMOTION].tolist() == [0, 1, 0, 0]
    assert np.isclose(columns[2, 50, PRICE], -0.3)


def test_holidays_may_be_left_out() -> None:
    """Without events, closures, promotions and prices stay; holidays and run-ups go."""
    all_of_it, without = known_ahead(told()), known_ahead(told(), events=False)
    assert not without[..., [HOLIDAY, RUN_UP]].any()
    rest = [CLOSED, PROMOTION, PRICE]
    np.testing.assert_array_equal(without[..., rest], all_of_it[..., rest])


def test_nothing_told_takes_no_room() -> None:
    """A panel of sales alone has no columns laid out."""
    assert known_ahead(made_up_demand(4, 60)).shape == (1, 0, COVARIATES)


def test_a_promotion_ahead_reaches_the_window() -> None:
    """A planned promotion changes what the network knows of its week, and of no other."""
    demand = told()
    rows = torch.arange(4)
    at = torch.full_like(rows, 60)
    with_it = cut(panel_of(demand), rows, at, 56, 5).steps
    without = cut(panel_of(replace(demand, covariates=Covariates())), rows, at, 56, 5).steps
    differs = (with_it != without).any(dim=2)[1]
    assert differs.tolist() == [True, True, True, False, True]
    promotion = with_it[1, :, -COVARIATES + PROMOTION]
    assert promotion.tolist() == [0, 1, 1, 0, 0]


def test_prices_are_told_against_the_usual_one_and_go_on() -> None:
    """What counts is the price over the window's mean; after the last known one it stays."""
    demand = told()
    rows = torch.arange(4)
    steps = cut(panel_of(demand), rows, torch.full_like(rows, 60), 56, 40).steps
    price = steps[2, :, -COVARIATES + PRICE]
    assert torch.allclose(price, price[0].expand(40))
    assert -0.3 < float(price[0]) < -0.05
