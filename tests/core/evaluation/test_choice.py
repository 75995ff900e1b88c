"""The choice of a model per item: finds real differences, does not chase noise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import OptionError
from core.evaluation.backtest import Backtest, ModelFailure, backtest
from core.evaluation.choice import choose_models
from core.evaluation.classes import DemandClass
from core.evaluation.scoring import METRICS
from core.frequency import Frequency
from core.progress import Progress
from tests.core.evaluation.planted import Planted, counts, panel

MODELS = ("seasonal_naive", "moving_mean", "ses", "ensemble")


def result_of(forecasters, demand, **options):
    settings = {"origins": 4, "horizon": 6, "paths": 100, "seed": 5, "progress": Progress()}
    return backtest(forecasters, demand, **{**settings, **options})


def scored(pinball, demand, models=MODELS):
    """A backtest of (m, n, o) planted pinball losses."""
    scores = np.full((*pinball.shape, len(METRICS)), 1.0, dtype=np.float32)
    scores[..., METRICS.index("pinball")] = pinball
    cutoffs = demand.periods[-pinball.shape[2] - 5 : -5]
    return Backtest(
        models=models,
        items=demand.items,
        stores=demand.stores,
        cutoffs=tuple(np.datetime64(str(day), "D") for day in cutoffs),
        horizon=5,
        scores=scores,
        seconds=(0.0,) * len(models),
    )


def test_a_planted_winner_wins_everywhere():
    """A model that is better on all items is chosen for all of them, with its gain."""
    demand = counts(items=60)
    result = result_of([Planted("seasonal_naive", noise=0.8), Planted("ses")], demand)
    choice = choose_models(result, demand)
    assert set(choice.models) == {"ses"}
    assert np.nanmean(choice.gain) > 0.05


def test_a_model_that_wins_on_some_items_is_chosen_there():
    """Where models truly differ between items, each item gets its own."""
    demand = counts(items=60, level=30.0)
    first, rest = tuple(range(20)), tuple(range(20, 60))
    models = [
        Planted("seasonal_naive", factor=3.0),
        Planted("ses", only=first, elsewhere=1.8),
        Planted("tsb", only=rest, elsewhere=1.8),
    ]
    choice = choose_models(result_of(models, demand), demand)
    right = [model == ("ses" if i < 20 else "tsb") for i, model in enumerate(choice.models)]
    assert np.mean(right) > 0.95


def test_forgetting_slow_items_is_no_merit():
    """To forecast nothing is right on most days of a slow item and costs most on the others: the
    model that loses less on the whole is chosen."""
    rng = np.random.default_rng(11)
    forgetful = np.where(rng.random((80, 4)) < 0.25, 4.0, 0.0)
    careful = np.full((80, 4), 0.7)
    demand = counts(items=80)
    both = scored(np.stack([forgetful, careful]), demand, ("seasonal_naive", "ses"))
    choice = choose_models(both, demand)
    assert set(choice.models) == {"ses"}


def test_equal_models_are_not_told_apart():
    """Where models differ by chance only, items of a class share one model, so that later losses
    are no worse than those of one model for all; taking each item's best would switch at random."""
    rng = np.random.default_rng(8)
    demand = counts(items=200)
    noisy = rng.lognormal(0.0, 0.3, (4, 200, 8))
    choice = choose_models(scored(noisy[..., :4], demand), demand)
    share = max(choice.models.count(name) for name in MODELS) / 200
    chased = np.bincount(noisy[..., :4].mean(axis=2).argmin(axis=0)).max() / 200
    assert chased < 0.4
    assert share > 0.9


def test_the_choice_holds_later():
    """Chosen on four cutoffs, models lose no more on four later ones than the best single model,
    and less than those that were best item by item."""
    rng = np.random.default_rng(9)
    demand = counts(items=300)
    truth = 1.0 + np.array([0.3, 0.0, 0.02, 0.05])[:, None] + rng.normal(0, 0.05, (4, 300))
    losses = truth[..., None] * rng.lognormal(0.0, 0.3, (4, 300, 8))
    choice = choose_models(scored(losses[..., :4], demand), demand)
    numbers = np.array([MODELS.index(name) for name in choice.models])
    chased = losses[..., :4].mean(axis=2).argmin(axis=0)
    items = np.arange(300)
    assert truth[numbers, items].mean() <= truth.mean(axis=1).min() + 0.002
    assert truth[numbers, items].mean() < truth[chased, items].mean()


def test_seasonal_naive_is_used_and_said_where_nothing_beats_it():
    """Where last year's same week wins it is used, in the merchant's words, at no gain."""
    demand = counts(items=20, length=120)
    losses = np.ones((4, 20, 4))
    losses[0] = 0.5
    choice = choose_models(scored(losses, demand), demand)
    assert set(choice.models) == {"seasonal_naive"}
    assert (choice.gain == 0).all()
    expected = "No model beat last year's same week, so that is what we use."
    assert str(choice.reasons[0]) == expected


def test_no_last_year_no_last_year_in_words():
    """With less than a season before the tests, seasonal naive repeats the last sales: so it is
    called."""
    demand = counts(items=20, length=40)
    losses = np.ones((4, 20, 4))
    losses[0] = 0.5
    reason = str(choose_models(scored(losses, demand), demand).reasons[0])
    assert reason == "No model beat repeating the last sales, so that is what we use."


def test_gain_is_against_seasonal_naive():
    """The gain is the share by which the loss is lower: 0.6 against 0.8 is a quarter."""
    demand = counts(items=10)
    losses = np.full((4, 10, 4), 0.8)
    losses[2] = 0.6
    choice = choose_models(scored(losses, demand), demand)
    np.testing.assert_allclose(choice.gain, 0.25, rtol=1e-5)
    assert "25 %" in str(choice.reasons[0])


def test_too_new_for_tests():
    """An item without any score gets the model of its class and is told to be new."""
    demand = counts(items=10)
    losses = np.full((4, 10, 4), 0.8)
    losses[1] = 0.6
    losses[:, 3] = np.nan
    choice = choose_models(scored(losses, demand), demand)
    assert choice.models[3] == "moving_mean"
    assert np.isnan(choice.gain[3])
    assert "Too new" in str(choice.reasons[3])


@pytest.mark.parametrize(
    ("frequency", "word"),
    [(Frequency.DAILY, "days"), (Frequency.WEEKLY, "weeks"), (Frequency.MONTHLY, "months")],
)
def test_without_any_test_a_safe_model_is_used(frequency, word):
    """Where history is too short for a test, the choice says so, and how much there was."""
    demand = panel(np.ones((4, 6)), frequency)
    models = [Planted(name) for name in MODELS]
    choice = choose_models(result_of(models, demand), demand)
    assert set(choice.models) == {"ensemble"}
    assert f"Only 6 {word} of sales" in str(choice.reasons[0])
    assert np.isnan(choice.gain).all()


def test_failed_models_are_never_chosen():
    """A model that failed is out, even where it looks best; if all failed, that is said."""
    demand = counts(items=10)
    losses = np.full((4, 10, 4), 0.8)
    losses[3] = 0.1
    result = replace(scored(losses, demand), failures=(ModelFailure("ensemble", ""),))
    assert "ensemble" not in choose_models(result, demand).models
    everything = tuple(ModelFailure(name, "") for name in MODELS)
    with pytest.raises(OptionError):
        choose_models(replace(result, failures=everything), demand)


def test_a_model_that_failed_on_an_item_is_not_chosen_for_it():
    """Scores that are missing for one model only keep it from that item, and no other."""
    demand = counts(items=10)
    losses = np.full((4, 10, 4), 0.8)
    losses[1] = 0.5
    losses[1, 4, 2] = np.nan
    choice = choose_models(scored(losses, demand), demand)
    assert choice.models[4] != "moving_mean"
    assert set(choice.models[:4] + choice.models[5:]) == {"moving_mean"}


def test_ended_items_are_told():
    """An item that sells no more is named so."""
    units = np.concatenate([np.full((10, 60), 5.0), np.zeros((10, 30))], axis=1)
    demand = panel(units)
    losses = np.full((4, 10, 4), 0.8)
    losses[1] = 0.5
    choice = choose_models(scored(losses, demand), demand)
    assert set(choice.classes) == {DemandClass.ENDED}
    assert "sell no more" in str(choice.reasons[0])


def test_near_equals_yield_to_the_ensemble():
    """A model two percent better than the ensemble is not taken for it; four percent better is;
    seasonal naive, where nothing beats it, always is."""
    demand = counts(items=80)
    for name, better, winner in (
        ("ses", 0.02, "ensemble"),
        ("ses", 0.04, "ses"),
        ("seasonal_naive", 0.005, "seasonal_naive"),
    ):
        losses = np.full((4, 80, 4), 1.5)
        losses[MODELS.index("ensemble")] = 1.0
        losses[MODELS.index(name)] = 1.0 - better
        assert set(choose_models(scored(losses, demand), demand).models) == {winner}
