"""Trees that know promotions, prices and events ahead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.demand.covariates import PROMOTION, Covariates
from core.forecasting.boosting.boosting import Boosting
from core.forecasting.boosting.features import features
from core.forecasting.boosting.growing import Effort
from core.forecasting.boosting.known_ahead import learn_known_ahead
from core.frequency import Frequency
from core.progress import Progress
from tests.made_up import made_up_demand

EFFORT = Effort(rows=6000, rounds=40, rate=0.1)
QUICK = Boosting(effort=EFFORT, told=EFFORT)
LENGTH, AHEAD = 70, 8


def promoted_shop(lift: float = 4.0, seed: int = 0) -> tuple[Demand, np.ndarray]:
    """30 items, a tenth of their weeks on promotion, which multiplies sales by ``lift``."""
    rng = np.random.default_rng(seed)
    flags = (rng.random((30, LENGTH + AHEAD)) < 0.1).astype(np.float32)
    units = rng.poisson(12.0 * np.where(flags > 0, lift, 1.0)).astype(np.float32)
    demand = Demand(
        items=tuple(f"{i}" for i in range(30)),
        stores=("",) * 30,
        start=np.datetime64("2024-01-01"),
        frequency=Frequency.WEEKLY,
        units=units[:, :LENGTH],
        censored=np.zeros((30, LENGTH), dtype=np.bool_),
        covariates=Covariates(own_names=(PROMOTION,), own=flags[:, :, None], planned=(True,)),
    )
    return demand, flags[:, LENGTH:] > 0


def test_a_planned_promotion_is_forecast_at_its_lift() -> None:
    """Periods planned as promoted are forecast near the lift of past promotions, others are not."""
    demand, planned = promoted_shop()
    mean = QUICK.fit(demand, Progress()).forecast(demand, AHEAD, 100, 1).mean()
    assert mean[~planned].mean() == pytest.approx(12.0, rel=0.12)
    assert mean[planned].mean() == pytest.approx(48.0, rel=0.2)


def test_a_promotion_that_is_not_planned_is_not_forecast() -> None:
    """Of what the merchant did not plan, the last known value goes on, whatever came later."""
    demand, _ = promoted_shop()
    known = replace(demand.covariates, planned=(False,))
    longer = replace(demand, covariates=known)
    cut = longer.until(LENGTH - 10)
    changed = known.own.copy()
    changed[:, LENGTH - 10 :] = 1 - changed[:, LENGTH - 10 :]
    other = replace(longer, covariates=replace(known, own=changed)).until(LENGTH - 10)
    first, second = (QUICK.fit(x, Progress()).forecast(x, AHEAD, 50, 1) for x in (cut, other))
    np.testing.assert_array_equal(first.paths, second.paths)


def test_features_at_a_cutoff_know_no_later_units() -> None:
    """What follows a cutoff changes no feature there but what was planned for the period ahead."""
    demand, _ = promoted_shop()
    fitted = QUICK.fit(demand, Progress())
    units = demand.units.copy()
    units[:, 50:] = 1e6
    rows, cutoffs = np.arange(30), np.full(30, 50)
    steps = np.full(30, 3)
    tables = [
        features(fitted.history(d, AHEAD), rows, cutoffs, steps)[0]
        for d in (demand, replace(demand, units=units))
    ]
    np.testing.assert_array_equal(*tables)


def test_nothing_known_ahead_is_nothing_learnt() -> None:
    """Without events, promotions or prices no effects are fitted, and units stay as they are."""
    demand = made_up_demand(items=6, length=60)
    known = learn_known_ahead(demand, Progress())
    assert known.effects is None
    assert not known.logs(demand, 70).any()
    assert known.columns(demand, 70).shape == (6, 70, 0)
