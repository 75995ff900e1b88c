"""Ranges hold what they promise, out of sample, for periods and for sums over a lead time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from core.evaluation.backtest import backtest
from core.evaluation.calibration import audit, calibrated
from core.evaluation.choice import choose_models
from core.evaluation.reshaping import KNOT_DEVIATES, Correction, corrected
from core.evaluation.unseen import with_unseen_season
from core.forecasting.forecast import Forecast
from core.forecasting.smoothing import SimpleSmoothing
from core.frequency import Frequency
from core.progress import Progress
from tests.core.evaluation.planted import Normal, Planted, counts, panel
from tests.made_up import made_up_demand, made_up_forecast

HORIZON = 8


def run(forecaster, demand):
    """Backtest, choose and calibrate on all but the last periods; return the forecast of those,
    before and after, and what was sold in them."""
    past = demand.until(demand.length - HORIZON)
    tested = backtest(
        [forecaster], past, origins=4, horizon=HORIZON, paths=200, seed=5, progress=Progress()
    )
    choice = choose_models(tested, past)
    raw = forecaster.fit(past, Progress()).forecast(past, HORIZON, 400, 5)
    return raw, calibrated(raw, tested, choice, past), demand.units[:, -HORIZON:]


def held(forecast: Forecast, actual) -> float:
    low, high = forecast.quantile(0.1), forecast.quantile(0.9)
    return float(((actual >= low) & (actual <= high)).mean())


def sums_held(forecast: Forecast, actual, periods: int) -> float:
    limit = forecast.total_quantile(0.95, np.full(len(forecast), float(periods)))
    return float((actual[:, :periods].sum(axis=1) <= limit).mean())


@pytest.mark.parametrize("spread", [4.0, 30.0])
def test_wrong_ranges_are_repaired(spread):
    """Ranges planted 2.5 times too narrow, or 3 times too wide, hold 75–85 % on periods that the
    correction has not seen, and P95 of sums 92–98 %."""
    rng = np.random.default_rng(11)
    demand = panel(rng.normal(100, 10, (500, 110)))
    raw, repaired, actual = run(Normal("normal", spread), demand)
    assert not 0.7 < held(raw, actual) < 0.9
    assert 0.75 <= held(repaired, actual) <= 0.85
    for periods in (2, 4, 8):
        assert 0.92 <= sums_held(repaired, actual, periods) <= 0.98


def test_too_narrow_counts_are_repaired():
    """The same for counts near Poisson where demand is three times as scattered; whole numbers."""
    rng = np.random.default_rng(12)
    means = rng.uniform(8, 30, (250, 1))
    demand = panel(rng.negative_binomial(means * 0.5, 1 / 3, (250, 80)))
    raw, repaired, actual = run(Planted("poisson", success=0.95), demand)
    assert held(raw, actual) < 0.72
    assert 0.75 <= held(repaired, actual) <= 0.86
    assert 0.92 <= sums_held(repaired, actual, 4) <= 0.98
    np.testing.assert_array_equal(repaired.paths, np.floor(repaired.paths))


def test_tests_that_all_fell_low_do_not_move_the_middle():
    """Where everything sold less than forecast at all cutoffs, ranges keep both mean and median:
    one side widened, the other narrowed, would push the middle up, away from what was sold."""
    raw, repaired, _ = run(Planted("high", factor=2.0), counts(items=200, level=20.0))
    assert repaired.mean().mean() == pytest.approx(raw.mean().mean(), rel=0.03)
    middle = raw.quantile(0.5).mean()
    assert repaired.quantile(0.5).mean() == pytest.approx(middle, rel=0.05)


def test_sums_of_correlated_errors_are_repaired():
    """Where periods are right but errors go on from period to period, sums are widened, and the
    periods stay as they are."""
    rng = np.random.default_rng(13)
    shocks = rng.normal(0, 1, (300, 96))
    walk = np.zeros((300, 96))
    for t in range(1, 96):
        walk[:, t] = 0.9 * walk[:, t - 1] + np.sqrt(1 - 0.81) * shocks[:, t]
    demand = panel(100 + 10 * walk)
    raw, repaired, actual = run(Normal("independent", 10.0), demand)
    assert sums_held(raw, actual, 8) < 0.9
    assert 0.92 <= sums_held(repaired, actual, 8) <= 0.98
    assert 0.75 <= held(repaired, actual) <= 0.85


def test_sums_told_to_narrow_never_widen():
    """Periods of a few units that do not go together leave sums no room to narrow; chance must not
    turn that into sums that are wider."""
    rng = np.random.default_rng(15)
    demand = panel(rng.poisson(2, (60, 40)))
    periods = np.tile(KNOT_DEVIATES, (60, 1))
    for mean in (2, 4, 8):
        paths = rng.poisson(mean, (60, 300, 28)).astype(np.float32)
        forecast = Forecast(
            "made up", demand.items, demand.stores, demand.end, Frequency.WEEKLY, paths
        )
        narrow = corrected(forecast, Correction(periods, np.full(60, 0.9)))
        before, after = (f.paths.sum(axis=2).std(axis=1) for f in (forecast, narrow))
        assert (after / before).max() < 1.3


def test_no_correction_changes_no_period():
    """Where nothing is to be corrected, every period keeps its distribution."""
    forecast = made_up_forecast(made_up_demand())
    n = len(forecast)
    same = corrected(forecast, Correction(np.tile(KNOT_DEVIATES, (n, 1)), np.ones(n)))
    np.testing.assert_array_equal(np.sort(same.paths, axis=1), np.sort(forecast.paths, axis=1))


@pytest.mark.parametrize("width", [0.3, 3.0])
def test_paths_stay_possible(width):
    """Corrected paths are ≥ 0, whole where they were whole, and keep their mean."""
    forecast = made_up_forecast(made_up_demand())
    n = len(forecast)
    moved = corrected(
        forecast, Correction(np.tile(KNOT_DEVIATES * width, (n, 1)), np.full(n, width))
    )
    assert (moved.paths >= 0).all()
    np.testing.assert_array_equal(moved.paths, np.floor(moved.paths))
    mean = forecast.mean().mean(axis=1)
    kept = moved.mean().mean(axis=1) / mean
    assert np.abs(kept[mean > 2] - 1).max() < 0.05
    spread = moved.paths.std(axis=1).mean() / forecast.paths.std(axis=1).mean()
    assert (spread > 1.5) if width > 1 else (spread < 0.7)


def test_weeks_that_all_items_share_are_one_draw():
    """Where all items of a shop drift together, in calm weeks and wild ones, and 13 weeks are
    known, 80 % ranges hold 75–85 % and P95 of sums 92–98 %, over many shops; less as made."""
    rng = np.random.default_rng(16)
    method, periods, sums = SimpleSmoothing(), [], []
    for _ in range(24):
        drift = np.exp(0.05 * np.cumsum(rng.standard_normal(17)))
        wild = 8 * np.exp(0.4 * rng.standard_normal(17))
        demand = panel(np.maximum(100 * drift + wild * rng.standard_normal((20, 17)), 0))
        past, actual = demand.until(13), demand.units[:, 13:]
        tested = backtest(
            [method], past, origins=4, horizon=4, paths=100, seed=5, progress=Progress()
        )
        raw = method.fit(past, Progress()).forecast(past, 4, 300, 5)
        made = calibrated(raw, tested, choose_models(tested, past), past)
        periods.append((held(raw, actual), held(made, actual)))
        sums.append((sums_held(raw, actual, 3), sums_held(made, actual, 3)))
    (periods_raw, periods_made), (sums_raw, sums_made) = np.mean([periods, sums], axis=1)
    assert periods_raw < 0.75 <= periods_made <= 0.85, (periods_raw, periods_made)
    assert sums_raw < 0.92 <= sums_made <= 0.98, (sums_raw, sums_made)


def test_same_forecast_same_paths():
    """Calibrating twice gives the same plan twice."""
    demand = counts(items=20)
    first, second = run(Planted("a"), demand), run(Planted("a"), demand)
    np.testing.assert_array_equal(first[1].paths, second[1].paths)


def test_few_items_move_ranges_little():
    """Two items cannot show that ranges are wrong: the correction stays close to none."""
    rng = np.random.default_rng(14)
    demand = panel(rng.normal(100, 10, (2, 80)))
    raw, repaired, _ = run(Normal("normal", 4.0), demand)
    ratio = repaired.paths.std() / raw.paths.std()
    assert 1.0 < ratio < 1.6


def test_without_backtest_only_the_unseen_season_widens():
    """A history too short to test leaves ranges as they are, but for the season it has not seen."""
    demand = counts(items=3, length=6)
    tested = backtest(
        [Planted("a")], demand, origins=4, horizon=6, paths=50, seed=5, progress=Progress()
    )
    forecast = made_up_forecast(demand)
    choice = choose_models(tested, demand)
    made = calibrated(forecast, tested, choice, demand)
    np.testing.assert_array_equal(made.paths, with_unseen_season(forecast, demand).paths)
    assert made.paths.std() > forecast.paths.std()
    assert audit(tested, choice, demand) is None


def test_forecasts_may_be_longer_than_tests():
    """A forecast beyond the tested horizon is corrected as the tested periods are."""
    demand = counts(items=60)
    tested = backtest(
        [Planted("a", success=0.9)],
        demand,
        origins=4,
        horizon=4,
        paths=200,
        seed=5,
        progress=Progress(),
    )
    forecast = Planted("a", success=0.9).forecast(demand, 12, 200, 5)
    repaired = calibrated(forecast, tested, choose_models(tested, demand), demand)
    assert repaired.horizon == 12
    wider = repaired.paths.std(axis=(0, 1)) / forecast.paths.std(axis=(0, 1))
    assert wider[3] > 1.05
    assert wider[11] == pytest.approx(wider[3], abs=0.03)


def test_all_zero_paths_stay_zero_where_zeros_held():
    """An item that never sells is still forecast not to sell."""

    @dataclass(frozen=True)
    class Nothing(Planted):
        def forecast(self, demand, horizon, paths, seed):
            made = super().forecast(demand, horizon, paths, seed)
            return replace(made, paths=np.zeros_like(made.paths))

    demand = panel(np.concatenate([np.ones((5, 1)), np.zeros((5, 79))], axis=1))
    _, repaired, _ = run(Nothing("nothing"), demand)
    assert repaired.paths.max() <= 1
    assert repaired.mean().max() < 0.1


def test_audit_tells_promise_from_what_was_held():
    """The audit shows too narrow ranges before and right ones after."""
    rng = np.random.default_rng(15)
    demand = panel(rng.normal(100, 10, (150, 80)))
    tested = backtest(
        [Normal("normal", 4.0)],
        demand,
        origins=4,
        horizon=HORIZON,
        paths=200,
        seed=5,
        progress=Progress(),
    )
    result = audit(tested, choose_models(tested, demand), demand)
    assert result is not None
    assert result.count == 150 * 4 * HORIZON
    eighty = result.levels.index(0.80)
    assert result.before[eighty] < 0.5
    # Some of what three tests say is taken to be passing, so not quite all of it is mended.
    assert result.after[eighty] == pytest.approx(0.77, abs=0.025)
    assert result.sums_before < 0.85
    assert result.sums_after == pytest.approx(0.95, abs=0.02)
