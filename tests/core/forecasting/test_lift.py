"""Lifts of promotions that the operator types in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand.covariates import PROMOTION, Covariates
from core.forecasting.lift import with_typed_lifts
from core.forecasting.regression import PooledRegression
from core.forecasting.smoothing import SimpleSmoothing
from core.progress import Progress
from tests.made_up import made_up_demand

LIFTS = np.zeros((4, 66), dtype=np.float32)
LIFTS[1, 62:64] = np.log(1.5)
DEMAND = replace(made_up_demand(items=4, length=60), covariates=Covariates(lifts=LIFTS))


def test_what_was_typed_multiplies_what_would_sell() -> None:
    """The item's promoted periods sell 1.5 times as much on average, in whole units; no other."""
    plain = SimpleSmoothing().fit(DEMAND, Progress()).forecast(DEMAND, 6, 400, 1)
    lifted = with_typed_lifts(plain, DEMAND)
    ratio = lifted.mean() / plain.mean()
    np.testing.assert_allclose(ratio[1, 2:4], 1.5, rtol=0.02)
    np.testing.assert_array_equal(np.delete(lifted.paths, 1, 0), np.delete(plain.paths, 1, 0))
    np.testing.assert_array_equal(lifted.paths[1][:, [0, 1, 4, 5]], plain.paths[1][:, [0, 1, 4, 5]])
    np.testing.assert_array_equal(lifted.paths, np.floor(lifted.paths))


def test_nothing_typed_changes_nothing() -> None:
    """Without a lift the very same forecast comes back."""
    demand = made_up_demand(items=4, length=60)
    plain = SimpleSmoothing().fit(demand, Progress()).forecast(demand, 6, 50, 1)
    assert with_typed_lifts(plain, demand) is plain


def test_explanations_tell_of_it() -> None:
    """The parts of a forecast hold the typed lift as what the promotion does."""
    parts = PooledRegression().fit(DEMAND, Progress()).parts(DEMAND, 6)
    effect = parts.logs[parts.names.index(PROMOTION)]
    assert np.exp(effect[1, 2:4]) == pytest.approx([1.5, 1.5])
    assert not effect[[0, 2, 3]].any()


def test_lifts_stay_with_their_items() -> None:
    """Choosing some items of a panel keeps their lifts."""
    chosen = DEMAND.select(np.array([3, 1]))
    assert chosen.covariates.lift_window(2, 60, 66)[1, 2] == pytest.approx(np.log(1.5))
    assert not chosen.covariates.lift_window(2, 60, 66)[0].any()
