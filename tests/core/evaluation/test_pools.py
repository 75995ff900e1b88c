"""Ensembles in the backtest: made of their members, with weights that cannot look ahead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.evaluation.backtest import backtest
from core.evaluation.pools import is_pool, pooled_outline
from core.evaluation.weights import learnt_weights
from core.forecasting.baselines import EmpiricalQuantiles, MovingMean, SeasonalNaive
from core.forecasting.ensemble import Ensemble
from core.forecasting.pooling import OUTLINED, Outline
from core.progress import Progress
from tests.made_up import made_up_demand

MEMBERS = (MovingMean(), EmpiricalQuantiles())
POOL = Ensemble(MEMBERS, (2.0, 1.0))


def test_weights_follow_losses_of_the_class() -> None:
    """Who loses twice as much in a class counts an eighth; without losses shares stand."""
    kinds = np.array(["smooth"] * 400 + ["lumpy"] * 400)
    loss = np.ones((2, 800, 3))
    loss[1, :400] = 2.0
    weights = learnt_weights(loss, kinds, (1.0, 1.0))
    np.testing.assert_allclose(weights.sum(axis=0), 1.0)
    assert weights[1, 0] / weights[0, 0] == pytest.approx(1 / 8, rel=0.1)
    assert weights[1, 500] / weights[0, 500] == pytest.approx(1.0, abs=0.1)
    unknown = learnt_weights(np.full((2, 5, 0), np.nan), kinds[:5], (3.0, 1.0))
    np.testing.assert_allclose(unknown[:, 0], [0.75, 0.25])


def test_tested_members_are_not_run_twice() -> None:
    """An ensemble of tested methods is scored like one that runs its own, and fits nothing."""

    class Fails(Ensemble):
        def fit(self, demand: object, progress: object) -> object:  # type: ignore[override]
            raise AssertionError("fitted once more")

    demand = made_up_demand(items=8, length=90)
    pool = Fails(MEMBERS, (1.0, 1.0))
    tested = backtest([SeasonalNaive(), *MEMBERS, pool], demand, 3, 6, 200, 1, Progress())
    assert tested.failures == ()
    alone = backtest([Ensemble(MEMBERS, (1.0, 1.0))], demand, 3, 6, 200, 1, Progress())
    pooled = tested.score("pinball")[3, :, 0]
    np.testing.assert_allclose(pooled, alone.score("pinball")[0, :, 0], rtol=0.1, atol=0.02)


def test_weights_know_earlier_cutoffs_only() -> None:
    """Nonsense sold after a cutoff changes no score of the ensemble at or before it."""
    demand = made_up_demand(items=8, length=90)
    methods = [SeasonalNaive(), *MEMBERS, POOL]
    first = backtest(methods, demand, 3, 6, 100, 1, Progress())
    units = demand.units.copy()
    units[:, 84:] = 1e4  # the last cutoff's horizon
    second = backtest(methods, replace(demand, units=units), 3, 6, 100, 1, Progress())
    np.testing.assert_array_equal(first.scores[:, :, :2], second.scores[:, :, :2])
    assert not np.array_equal(first.scores[:, :, 2], second.scores[:, :, 2])


def test_a_pool_needs_its_members() -> None:
    """An ensemble is pooled only where all its members are tested, and says if none forecast."""
    assert is_pool(POOL, ["moving_mean", "empirical_quantiles", "ses"])
    assert not is_pool(POOL, ["moving_mean"])
    assert not is_pool(MovingMean(), ["moving_mean"])
    with pytest.raises(ValueError, match="members"):
        pooled_outline(POOL, {}, {}, np.array([]), 90)


def test_guests_join_where_they_are_tested() -> None:
    """A guest takes its share where it was forecast, and is not missed where it was not."""
    pool = Ensemble(MEMBERS, (1.0, 1.0), guests=(("lstm", 2.0),))
    names = ("moving_mean", "empirical_quantiles", "lstm")
    values = dict(zip(names, (1.0, 3.0, 10.0), strict=True))
    outlines = {
        name: Outline(np.full((2, 4, OUTLINED), value, np.float32), np.zeros(2))
        for name, value in values.items()
    }
    losses = {name: np.full((2, 0), np.nan) for name in names}
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, losses, kinds, 90).quantiles[0, 0, 0] == 6.0
    del outlines["lstm"]
    assert pooled_outline(pool, outlines, losses, kinds, 90).quantiles[0, 0, 0] == 2.0


def test_the_last_value_joins_while_history_is_short() -> None:
    """With 13 weeks of history naive takes its share and losses bend nothing; with 90 it is out."""
    pool = Ensemble(MEMBERS, (1.0, 1.0), young=(("naive", 2.0),))
    values = {"moving_mean": 1.0, "empirical_quantiles": 3.0, "naive": 10.0}
    outlines = {
        name: Outline(np.full((2, 4, OUTLINED), value, np.float32), np.zeros(2))
        for name, value in values.items()
    }
    losses = {"moving_mean": np.ones((2, 3)), "empirical_quantiles": np.full((2, 3), 9.0)}
    losses["naive"] = losses["moving_mean"]
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, losses, kinds, 13).quantiles[0, 0, 0] == 6.0
    assert pooled_outline(pool, outlines, losses, kinds, 90).quantiles[0, 0, 0] < 1.1


def test_only_those_who_know_take_part_where_knowing_matters() -> None:
    """Members that know what moves sales forecast alone where tests cannot show who knows it."""
    pool = replace(POOL, knowing=frozenset({"moving_mean"}))
    outlines = {
        name: Outline(np.full((2, 4, OUTLINED), value, np.float32), np.zeros(2))
        for name, value in {"moving_mean": 1.0, "empirical_quantiles": 4.0}.items()
    }
    losses = {name: np.full((2, 0), np.nan) for name in outlines}
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, losses, kinds, 13).quantiles[0, 0, 0] == 2.0
    assert pooled_outline(pool, outlines, losses, kinds, 13, True).quantiles[0, 0, 0] == 1.0
