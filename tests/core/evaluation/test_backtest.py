"""The rolling backtest: fair, blind to the future, never stopped by one model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from core.demand import Demand
from core.evaluation import metrics
from core.evaluation.backtest import ModelFailureWarning, backtest
from core.evaluation.scoring import normal_deviates
from core.forecasting.forecast import LEVELS, Forecast
from core.progress import Cancelled, Progress
from tests.core.evaluation.planted import Normal, Planted, counts, panel


def run(forecasters, demand, **options):
    settings = {"origins": 4, "horizon": 6, "paths": 100, "seed": 5, "progress": Progress()}
    return backtest(forecasters, demand, **{**settings, **options})


@dataclass(frozen=True)
class Spy:
    """Remembers every demand it is shown."""

    name: str = "spy"
    fitted: list[Demand] = field(default_factory=list)
    seen: list[Demand] = field(default_factory=list)

    def fit(self, demand: Demand, progress: Progress) -> Spy:
        self.fitted.append(demand)
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        self.seen.append(demand)
        return Planted(self.name).forecast(demand, horizon, paths, seed)


@dataclass(frozen=True)
class Broken:
    """Raises what it is given, or forecasts NaN for its second item."""

    error: Exception | None = None
    name: str = "broken"

    def fit(self, demand: Demand, progress: Progress) -> Broken:
        if self.error:
            raise self.error
        return self

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        made = Planted(self.name).forecast(demand, horizon, paths, seed)
        drawn = made.paths.copy()
        drawn[1, 0, 0] = np.nan
        return replace(made, paths=drawn)


def test_forecasters_see_only_the_past():
    """A forecaster is fitted once, before the first cutoff, and shown nothing after each cutoff."""
    demand = counts(length=60)
    spy = Spy()
    tested = run([spy], demand)
    cutoffs = demand.frequency.steps(np.array(tested.cutoffs), demand.start)
    assert [d.length for d in spy.fitted] == [cutoffs[0]]
    assert [d.length for d in spy.seen] == list(cutoffs)
    for shown in spy.seen:
        np.testing.assert_array_equal(shown.units, demand.units[:, : shown.length])


def test_the_future_changes_no_forecast():
    """Overwriting what follows the last cutoff changes the scores there, and no earlier ones."""
    demand = counts(length=60)
    units = demand.units.copy()
    units[:, -6:] = 1e6
    first, second = run([Planted("a")], demand), run([Planted("a")], replace(demand, units=units))
    np.testing.assert_array_equal(first.scores[:, :, :-1], second.scores[:, :, :-1])
    assert (second.score("absolute_error")[:, :, -1] > 1e6).all()


def test_same_seed_same_scores():
    """The same seed gives the same scores and deviates; another one does not."""
    demand = counts(length=60)
    first, again, other = (run([Planted("a")], demand, seed=s) for s in (5, 5, 6))
    np.testing.assert_array_equal(first.scores, again.scores)
    np.testing.assert_array_equal(first.deviates, again.deviates)
    np.testing.assert_array_equal(first.sum_deviates, again.sum_deviates)
    assert not np.array_equal(first.scores, other.scores)


def test_scores_are_the_measures():
    """What the backtest reports equals the measures applied to the forecast by hand."""
    demand = counts(items=5, length=60)
    tested = run([Planted("a")], demand)
    past, actual = demand.until(54), demand.units[:, 54:]
    forecast = Planted("a").forecast(past, 6, 100, 5 + 3)
    # Scores take the value between two paths, where the forecast shown takes one of them.
    quantiles = np.quantile(forecast.paths, LEVELS, axis=1)
    got = {name: tested.score(name)[0, :, 3] for name in ("absolute_error", "bias", "units")}
    units = got["units"].sum()
    assert got["absolute_error"].sum() / units == pytest.approx(
        metrics.wape(actual, forecast.mean()), rel=1e-5
    )
    assert got["bias"].sum() / units == pytest.approx(
        metrics.bias(actual, forecast.mean()), rel=1e-3
    )
    assert tested.score("quantile_loss")[0, :, 3].sum() / units == pytest.approx(
        metrics.weighted_quantile_loss(actual, quantiles, LEVELS), rel=1e-5
    )
    scale = metrics.absolute_scale(past.units)
    np.testing.assert_allclose(
        tested.score("pinball")[0, :, 3],
        metrics.scaled_pinball(actual, quantiles, LEVELS, scale),
        rtol=1e-5,
    )
    np.testing.assert_allclose(
        tested.score("rmsse")[0, :, 3],
        metrics.rmsse(actual, forecast.mean(), metrics.squared_scale(past.units)),
        rtol=1e-5,
    )
    assert tested.score("covered_80")[0, :, 3].mean() == pytest.approx(
        metrics.coverage(actual, forecast.quantile(0.1), forecast.quantile(0.9)), rel=1e-5
    )


def test_deviates_of_right_ranges_are_standard_normal():
    """Where the forecast is the truth, deviates of periods and sums have mean 0 and spread 1."""
    rng = np.random.default_rng(3)
    demand = panel(rng.normal(100, 10, (200, 60)))
    tested = run([Normal("right", 10.0), Normal("narrow", 5.0)], demand, paths=200)
    for deviates in (tested.deviates, tested.sum_deviates):
        right, narrow = deviates.astype(np.float64)
        assert abs(right.mean()) < 0.05
        assert right.std() == pytest.approx(1.0, abs=0.08)
        assert narrow.std() == pytest.approx(2.0, abs=0.16)


def test_deviates_of_slow_counts_are_standard_normal():
    """Ties between actual and paths are broken evenly, so that counts near 0 need no exception."""
    rng = np.random.default_rng(4)
    actual = rng.poisson(0.5, 20000).astype(np.float32)
    ordered = np.sort(rng.poisson(0.5, (20000, 200)), axis=1).astype(np.float32)
    counted = np.ones(20000, dtype=np.bool_)
    even = normal_deviates(ordered, actual, counted, rng.random(20000), 0.0).astype(np.float64)
    assert abs(even.mean()) < 0.03
    assert (np.abs(even) <= 1.2816).mean() == pytest.approx(0.8, abs=0.01)


def test_edges_count_as_inside_where_they_should():
    """Placed inwards, ties are held exactly where lower ≤ actual ≤ upper."""
    rng = np.random.default_rng(4)
    actual = rng.poisson(2.0, 5000).astype(np.float32)
    ordered = np.sort(rng.poisson(2.0, (5000, 201)), axis=1).astype(np.float32)
    counted = np.ones(5000, dtype=np.bool_)
    inward = normal_deviates(ordered, actual, counted, np.zeros(5000), 0.999).astype(np.float64)
    low, high = ordered[:, 20], ordered[:, 180]
    inside = (actual >= low) & (actual <= high)
    assert ((np.abs(inward) <= 1.2816) == inside).mean() > 0.99


def test_a_failing_model_is_left_out_and_told():
    """A model that raises costs only its own scores; the bug is a warning, an error in tests."""
    demand = counts(length=60)
    with pytest.warns(ModelFailureWarning, match="no convergence"):
        tested = run([Broken(ArithmeticError("no convergence")), Planted("good")], demand)
    assert np.isnan(tested.scores[0]).all()
    assert np.isfinite(tested.scores[1]).all()
    assert [failure.model for failure in tested.failures] == ["broken"]
    assert "ArithmeticError" in tested.failures[0].detail


def test_a_failing_item_is_not_judged():
    """An item without valid paths has no scores; the others have."""
    tested = run([Broken()], counts(length=60))
    assert np.isnan(tested.scores[0, 1]).all()
    assert np.isnan(tested.deviates[0, 1]).all()
    assert np.isfinite(np.delete(tested.scores[0], 1, axis=0)).all()
    assert tested.failures == ()


def test_stopping_is_no_failure():
    """A run that is stopped ends with Cancelled."""
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        run([Planted("a")], counts(length=60), progress=progress)


def test_progress_moves_to_the_end():
    """Reports rise and come close to 1."""
    fractions = []
    progress = Progress(lambda report: fractions.append(report.fraction))
    run([Planted("a"), Planted("b")], counts(length=60), progress=progress)
    assert fractions == sorted(fractions)
    assert fractions[-1] > 0.8


def test_stockouts_and_unsold_items_are_not_judged():
    """Periods out of stock, and items not yet launched, count nowhere."""
    demand = counts(items=3, length=60)
    units, censored = demand.units.copy(), np.zeros(demand.units.shape, dtype=np.bool_)
    units[0, :] = np.nan
    censored[1, 54] = True
    tested = run([Planted("a")], replace(demand, units=np.nan_to_num(units), censored=censored))
    assert np.isnan(tested.deviates[0, 1, -1, 0])
    assert np.isfinite(tested.deviates[0, 1, -1, 1:]).all()
    assert np.isnan(tested.sum_deviates[0, 1, -1]).all()


def test_an_item_not_yet_sold_is_not_judged():
    """An item launched after a cutoff could not be known then: it has no scores there."""
    demand = counts(items=3, length=60)
    units = demand.units.copy()
    units[2, :50] = np.nan
    tested = run([Recent()], replace(demand, units=units))
    known = np.isfinite(tested.score("absolute_error")[0, 2])
    cutoffs = demand.frequency.steps(np.array(tested.cutoffs), demand.start)
    assert list(known) == [bool(cutoff > 50) for cutoff in cutoffs]


@dataclass(frozen=True)
class Recent(Planted):
    """Knows that an item may have no past."""

    name: str = "recent"

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        filled = replace(demand, units=np.nan_to_num(demand.units, nan=5.0))
        return super().forecast(filled, horizon, paths, seed)


def test_too_short_to_test():
    """Without a single cutoff the backtest is empty, and says so by having none."""
    tested = run([Planted("a")], counts(length=6))
    assert tested.cutoffs == ()
    assert tested.scores.shape[2] == 0
