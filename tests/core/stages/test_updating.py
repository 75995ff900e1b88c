"""A new month of sales is forecast by what the last tests taught, where they still hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.frequency import Frequency
from core.progress import Progress
from core.settings import Settings
from core.stages import updating
from core.stages.forecast_run import ForecastRun, first_forecast, forecast, forecast_anew
from core.stages.updating import forecast_or_update, reason_to_test
from core.tracking.archive import archived
from core.tracking.scores import PlanScore, score_archived
from tests.made_up import made_up_demand

SETTINGS = Settings(models=("moving_mean", "ses", "tsb"), horizon=4, paths=100)
BEFORE, NOW = 90, 94


@pytest.fixture(scope="module")
def demand() -> Demand:
    return made_up_demand(items=14, length=NOW)


@pytest.fixture(scope="module")
def last(demand: Demand) -> ForecastRun:
    run = forecast(demand.until(BEFORE), SETTINGS, Progress())
    return replace(run, seconds={**run.seconds, "backtest": 300.0})


def score_of(last: ForecastRun, demand: Demand) -> PlanScore:
    kept = archived(last.forecast, last.forecast, last.choice.models, last.medians)
    found = score_archived(kept, demand)
    assert found is not None
    return found


def test_an_update_knows_the_new_month(demand: Demand, last: ForecastRun) -> None:
    """It begins after the new month, follows what was sold in it, and tests nothing."""
    loud = demand.units.copy()
    loud[:, BEFORE:] *= 5
    updated = forecast_anew(last, replace(demand, units=loud), SETTINGS, Progress())
    quiet = forecast_anew(last, demand, SETTINGS, Progress())
    assert updated.forecast.cutoff == demand.end
    assert updated.forecast.mean().sum() > 1.2 * quiet.forecast.mean().sum()
    assert "backtest" not in updated.seconds
    assert np.array_equal(quiet.backtest.scores, last.backtest.scores)


def test_an_update_is_the_full_run_where_tests_are_the_same(demand: Demand) -> None:
    """With the tests that a full run would make, an update gives the full run's forecast."""
    full = forecast(demand, SETTINGS, Progress())
    again = forecast_anew(full, demand, SETTINGS, Progress())
    assert again.choice.models == full.choice.models
    assert np.array_equal(again.forecast.paths, full.forecast.paths)


def test_items_are_matched_by_name(demand: Demand, last: ForecastRun) -> None:
    """Items in another order keep their tests; a new one is forecast as its class, without any."""
    order = np.array([5, 3, 0, 8, 7, 2, 13, 1])
    moved = demand.select(order)
    moved = replace(moved, items=(*moved.items[:-1], "new"))
    updated = forecast_anew(last, moved, SETTINGS, Progress())
    kept = last.backtest.scores[:, order[:-1]]
    assert np.array_equal(updated.backtest.scores[:, :-1], kept, equal_nan=True)
    assert np.isnan(updated.backtest.scores[:, -1]).all()
    assert np.isfinite(updated.forecast.paths).all()
    assert updated.forecast.mean()[-1].sum() > 0


def test_when_to_test_again(demand: Demand, last: ForecastRun) -> None:
    """Other methods, old tests, other periods, many new items or a lost last forecast call for
    new tests; a good month does not."""
    good = replace(score_of(last, demand), naive=0.9, final=0.5)
    assert reason_to_test(last, demand, SETTINGS, good) is None
    assert reason_to_test(last, demand, SETTINGS, None) is None
    bad = replace(good, final=0.95)
    assert "worse" in str(reason_to_test(last, demand, SETTINGS, bad))
    quick = replace(last, seconds={"backtest": 2.0})
    assert "no time" in str(reason_to_test(quick, demand, SETTINGS, good))
    other = replace(SETTINGS, models=("ses",))
    assert "methods" in str(reason_to_test(last, demand, other, good))
    later = made_up_demand(items=14, length=BEFORE + 14)
    assert "old" in str(reason_to_test(last, later, SETTINGS, None))
    assert "passed" in str(reason_to_test(last, demand.until(BEFORE), SETTINGS, None))
    strange = replace(demand, items=tuple(f"n{i}" for i in range(14)))
    assert "new" in str(reason_to_test(last, strange, SETTINGS, None))
    monthly = made_up_demand(items=14, length=NOW, frequency=Frequency.MONTHLY)
    assert reason_to_test(last, monthly, SETTINGS, None) is not None


def test_forecast_or_update(demand: Demand, last: ForecastRun) -> None:
    """Without a last run, or with a reason to test, a full run is made; else an update."""
    first = forecast_or_update(None, demand, SETTINGS, Progress())
    assert "backtest" in first.seconds
    updated = forecast_or_update(last, demand, SETTINGS, Progress())
    assert "backtest" not in updated.seconds


def test_a_first_forecast_covers_every_item_before_any_test(demand: Demand) -> None:
    """It reaches as far as the whole run, says that it is untested, and knows no later day."""
    first = first_forecast(demand, SETTINGS, Progress())
    assert first.is_first
    assert first.forecast.items == demand.items
    assert first.forecast.horizon == SETTINGS.horizon
    assert np.isfinite(first.forecast.paths).all()
    assert first.backtest.cutoffs == ()
    assert set(first.medians) == {"seasonal_naive", "regression"}
    other = demand.units.copy()
    other[:, BEFORE:] = 999
    changed = replace(demand, units=other).until(BEFORE)
    same = first_forecast(changed, SETTINGS, Progress())
    assert np.array_equal(
        same.forecast.paths,
        first_forecast(demand.until(BEFORE), SETTINGS, Progress()).forecast.paths,
    )


def test_first_figures_are_shown_only_where_tests_follow(
    demand: Demand, last: ForecastRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come before the tests, and not at all where the last tests still hold."""
    told: list[str] = []

    def full_run(*_: object) -> ForecastRun:
        told.append("tests")
        return last

    monkeypatch.setattr(updating, "forecast", full_run)

    def show(run: ForecastRun) -> None:
        assert run.is_first
        told.append("first")

    assert not forecast_or_update(None, demand, SETTINGS, Progress(), show_first=show).is_first
    assert told == ["first", "tests"]
    forecast_or_update(last, demand, SETTINGS, Progress(), show_first=show)
    assert told == ["first", "tests"]
