"""Ensembles in the backtest: made of their members, with weights that cannot look ahead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from core.evaluation.backtest import backtest
from core.evaluation.pools import is_pool, pooled_outline
from core.evaluation.scoring import METRICS
from core.evaluation.weights import learnt_weights
from core.forecasting.baselines import EmpiricalQuantiles, MovingMean, SeasonalNaive
from core.forecasting.ensemble import Ensemble
from core.forecasting.pooling import OUTLINED, Outline
from core.progress import Progress
from tests.made_up import made_up_demand

MEMBERS = (MovingMean(), EmpiricalQuantiles())


def flat(values: dict[str, float], items: int) -> dict[str, Outline]:
    """Return outlines that say the same value of every quantile."""
    shape = (items, 4, OUTLINED)
    return {
        name: Outline(np.full(shape, value, np.float32), np.zeros(items))
        for name, value in values.items()
    }


def losing(items: int, loss: float) -> NDArray[np.float32]:
    """Return scores at three cutoffs with the same loss of all items."""
    scores = np.ones((items, 3, len(METRICS)), dtype=np.float32)
    scores[..., METRICS.index("pinball")] = loss
    return scores


def untested(items: int) -> NDArray[np.float32]:
    """Return the scores of a member before any cutoff."""
    return np.full((items, 0, len(METRICS)), np.nan, dtype=np.float32)


POOL = Ensemble(MEMBERS, (2.0, 1.0))


def test_weights_follow_losses_of_the_class() -> None:
    """Who loses twice as much in a class counts a 32nd; without losses shares stand."""
    kinds = np.array(["smooth"] * 400 + ["lumpy"] * 400)
    loss = np.ones((2, 800, 3))
    loss[1, :400] = 2.0
    weights = learnt_weights(loss, kinds, (1.0, 1.0))
    np.testing.assert_allclose(weights.sum(axis=0), 1.0)
    assert weights[1, 0] / weights[0, 0] == pytest.approx(1 / 32, rel=0.4)
    assert weights[1, 500] / weights[0, 500] == pytest.approx(1.0, abs=0.15)
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
    scores = {name: untested(2) for name in names}
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, scores, kinds, 90).quantiles[0, 0, 0] == 6.0
    del outlines["lstm"]
    assert pooled_outline(pool, outlines, scores, kinds, 90).quantiles[0, 0, 0] == 2.0


def test_the_last_value_joins_while_history_is_short() -> None:
    """With 13 weeks of history naive takes its share; with 90 it is out."""
    pool = Ensemble(MEMBERS, (1.0, 1.0), young=(("naive", 2.0),))
    values = {"moving_mean": 1.0, "empirical_quantiles": 3.0, "naive": 10.0}
    outlines = flat(values, 2)
    scores = {name: untested(2) for name in values}
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, scores, kinds, 13).quantiles[0, 0, 0] == 6.0
    assert pooled_outline(pool, outlines, scores, kinds, 90).quantiles[0, 0, 0] == 2.0


def test_losses_shape_short_histories_unless_tests_know_too_little() -> None:
    """Who did nine times as badly hardly counts with 13 weeks either, but where promotions tell:
    there the tests of a short history knew less of them than the forecast does."""
    pool = replace(POOL, knowing=frozenset({"moving_mean", "empirical_quantiles"}))
    outlines = flat({"moving_mean": 1.0, "empirical_quantiles": 4.0}, 2)
    scores = {"moving_mean": losing(2, 1.0), "empirical_quantiles": losing(2, 9.0)}
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, scores, kinds, 13).quantiles[0, 0, 0] < 1.1
    assert pooled_outline(pool, outlines, scores, kinds, 13, True).quantiles[0, 0, 0] == 2.0
    assert pooled_outline(pool, outlines, scores, kinds, 90, True).quantiles[0, 0, 0] < 1.1


def test_short_tests_are_not_held_against_who_learns_from_the_shop() -> None:
    """With 13 weeks a learner that did nine times as badly keeps its share; with 90 it does not."""
    pool = replace(POOL, shares=(1.0, 1.0), learning=frozenset({"empirical_quantiles"}))
    outlines = flat({"moving_mean": 1.0, "empirical_quantiles": 3.0}, 2)
    scores = {"moving_mean": losing(2, 1.0), "empirical_quantiles": losing(2, 9.0)}
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, scores, kinds, 13).quantiles[0, 0, 0] == 2.0
    assert pooled_outline(pool, outlines, scores, kinds, 90).quantiles[0, 0, 0] < 1.1


def test_only_those_who_know_take_part_where_knowing_matters() -> None:
    """Members that know what moves sales forecast alone where tests cannot show who knows it."""
    pool = replace(POOL, knowing=frozenset({"moving_mean"}))
    outlines = {
        name: Outline(np.full((2, 4, OUTLINED), value, np.float32), np.zeros(2))
        for name, value in {"moving_mean": 1.0, "empirical_quantiles": 4.0}.items()
    }
    scores = {name: untested(2) for name in outlines}
    kinds = np.array(["smooth", "smooth"])
    assert pooled_outline(pool, outlines, scores, kinds, 13).quantiles[0, 0, 0] == 2.0
    assert pooled_outline(pool, outlines, scores, kinds, 13, True).quantiles[0, 0, 0] == 1.0
