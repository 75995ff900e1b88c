"""Where members of an ensemble must know what the others do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.demand import Demand
from core.demand.covariates import PRICE, Covariates
from core.evaluation.knowing import promotions_tell, year_tells
from core.frequency import Frequency
from tests.made_up import made_up_demand


def test_prices_tell_where_they_move_the_sales_of_a_short_history() -> None:
    """13 weeks that follow planned prices are told; those that do not, or know none, are not."""
    rng = np.random.default_rng(1)
    price = np.log(rng.choice([1.0, 0.6], (40, 17), p=[0.7, 0.3])).astype(np.float32)
    plain = made_up_demand(items=40, length=13)
    units = rng.poisson(20 * np.exp(-2.5 * price[:, :13])).astype(np.float32)
    known = Covariates(own_names=(PRICE,), own=price[:, :, None], planned=(True,))
    assert promotions_tell(replace(plain, units=units, covariates=known))
    same = rng.poisson(20, (40, 13)).astype(np.float32)
    assert not promotions_tell(replace(plain, units=same, covariates=known))
    assert not promotions_tell(plain)


def days(swing: float, length: int) -> Demand:
    rng = np.random.default_rng(2)
    rate = 20 * np.exp(swing * np.sin(2 * np.pi * np.arange(length) / 365.25))
    return Demand(
        items=tuple("abcdefgh"),
        stores=("",) * 8,
        start=np.datetime64("2024-01-01"),
        frequency=Frequency.DAILY,
        units=rng.poisson(rate, (8, length)).astype(np.float32),
        censored=np.zeros((8, length), dtype=np.bool_),
    )


def test_the_year_tells_where_it_moves_daily_sales() -> None:
    """A year that swings sales by half is told from two years of days, not from one nor of none."""
    assert year_tells(days(0.5, 730))
    assert not year_tells(days(0.0, 730))
    assert not year_tells(days(0.5, 365))
    assert not year_tells(made_up_demand(items=6, length=120))
