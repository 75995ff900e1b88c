"""The stages together: what one hands to the next, and what happens when one fails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import pipeline
from core.demand import Demand
from core.errors import OptionError
from core.evaluation.backtest import ModelFailureWarning
from core.forecasting.baselines import MovingMean, SeasonalNaive
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import FittedForecaster
from core.forecasting.lstm.global_lstm import FittedLSTM
from core.progress import Cancelled, Progress
from core.restocking.limits.plan_budget import plan_within
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import TermDefaults
from core.settings import Settings
from core.stages import forecast_run
from core.stages import horizon as horizon_room
from tests.core.demand.test_panel import every_day, sales_of
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand

QUICK = Settings(models=("moving_mean", "ses"), paths=100, horizon=6, workers=1)


@dataclass(frozen=True, slots=True)
class FailsAtLast:
    """A model that passes every test and fails on the whole history."""

    length: int
    name: str = "ses"

    def fit(self, demand: Demand, progress: Progress) -> FittedForecaster:
        if demand.length == self.length:
            raise ZeroDivisionError(self.name)
        return MovingMean().fit(demand, progress)


def test_every_item_gets_a_forecast_of_the_horizon_asked_for():
    """All rows are forecast, whole numbers where sales are whole, medians of every model kept."""
    demand = made_up_demand(items=6, length=80)
    run = pipeline.forecast(demand, QUICK, Progress())
    assert run.forecast.paths.shape == (6, 100, 6)
    assert run.forecast.cutoff == demand.end
    assert set(run.medians) == {"seasonal_naive", "moving_mean", "ses"}
    assert set(run.choice.models) <= set(run.medians)
    np.testing.assert_array_equal(run.forecast.paths, np.round(run.forecast.paths))


def test_side_by_side_is_as_in_a_row():
    """Methods tested and fitted in other processes give the same forecast, to the last path."""
    demand = made_up_demand(items=6, length=80)
    alone = pipeline.forecast(demand, QUICK, Progress())
    fractions: list[float] = []
    progress = Progress(lambda report: fractions.append(report.fraction))
    beside = pipeline.forecast(demand, replace(QUICK, workers=2), progress)
    np.testing.assert_array_equal(alone.backtest.scores, beside.backtest.scores)
    np.testing.assert_array_equal(alone.forecast.paths, beside.forecast.paths)
    assert alone.choice.models == beside.choice.models
    assert fractions == sorted(fractions)


def test_a_network_as_it_came_is_asked_once(monkeypatch: pytest.MonkeyPatch):
    """Where training is not kept, the network as it came says what the trained one says, and is
    asked neither in the test nor for the forecast; alone it says the same."""
    demand = made_up_demand(items=4, length=24)
    both = ("lstm", "lstm_zero_shot", "ets", "theta", "arima", "imapa", "regression", "boosting")
    settings = replace(QUICK, models=(*both, "ensemble"), horizon=4)
    made = FittedLSTM.forecast
    asked: list[str] = []

    def forecast(fitted: FittedLSTM, *arguments: Any) -> Forecast:
        asked.append(fitted.name)
        return made(fitted, *arguments)

    monkeypatch.setattr(FittedLSTM, "forecast", forecast)
    run = pipeline.forecast(demand, settings, Progress())
    assert len(run.backtest.cutoffs) > 2
    assert asked == ["lstm"] * (len(run.backtest.cutoffs) + 1)
    alone = pipeline.backtest_models(
        demand, replace(settings, models=("lstm_zero_shot",)), Progress()
    )
    for name in ("lstm", "lstm_zero_shot"):
        scores = run.backtest.scores[run.backtest.models.index(name)]
        np.testing.assert_array_equal(scores, alone.scores[-1])
    np.testing.assert_array_equal(run.medians["lstm"], run.medians["lstm_zero_shot"])


def test_the_horizon_covers_lead_time_and_review():
    """Without a horizon asked for, it reaches as far as orders placed today must last."""
    demand = made_up_demand(items=3, length=80)
    settings = replace(QUICK, horizon=None, lead_time_days=140.0)
    run = pipeline.forecast(demand, settings, Progress())
    assert run.forecast.horizon * 7 >= 140 + settings.review_days


def test_a_short_horizon_orders_no_less_and_no_more():
    """How many periods are shown does not change what is ordered: orders are reckoned on as many as
    they must last for; a workspace keeps both."""
    demand = made_up_demand(items=5, length=80)
    terms = made_up_terms(demand)
    far = replace(QUICK, horizon=12, lead_time_days=100.0)
    near = replace(far, horizon=1)
    long, short = (pipeline.forecast(demand, it, Progress(), terms) for it in (far, near))
    assert short.forecast.horizon == 1
    assert all(median.shape == (5, 1) for median in short.medians.values())
    np.testing.assert_array_equal(short.forecast.paths, long.forecast.paths[:, :, :1])
    ordered = [
        [s.final_quantity for s in pipeline.plan(run, terms, settings).suggestions]
        for run, settings in ((long, far), (short, near))
    ]
    assert ordered[0] == ordered[1]
    assert any(ordered[0])


def test_more_periods_than_memory_holds_are_refused():
    """What would fill the memory is refused with the most that can be forecast."""
    demand = made_up_demand(items=300, length=80)
    with pytest.raises(OptionError, match="periods or fewer"):
        pipeline.forecast(demand, replace(QUICK, horizon=1000, paths=10_000), Progress())


def test_a_model_that_fails_at_the_last_fit_costs_no_other(monkeypatch):
    """The first model stands in, the choice says so, and the merchant gets a forecast."""
    demand = made_up_demand(items=5, length=80)
    methods = [SeasonalNaive(), FailsAtLast(80)]
    monkeypatch.setattr(forecast_run, "forecasters_of", lambda settings, networks=(): methods)
    with pytest.warns(ModelFailureWarning, match="ses"):
        run = pipeline.forecast(demand, QUICK, Progress())
    assert set(run.choice.models) == {"seasonal_naive"}
    assert set(run.medians) == {"seasonal_naive"}


def test_stopping_stops_the_run():
    """Asked to stop while models are tested, the run ends with Cancelled and no result."""
    progress = Progress(lambda report: progress.cancel() if report.fraction > 0.2 else None)
    with pytest.raises(Cancelled):
        pipeline.forecast(made_up_demand(items=6, length=80), QUICK, progress)


def test_a_workspace_gives_back_what_was_saved_stage_by_stage(tmp_path: Path):
    """Stages saved apart come back together; a stage saved as None is gone."""
    path = tmp_path / "shop.shelf"
    sales = sales_of(every_day("a", "2023-01-02", 200) + every_day("b", "2023-02-01", 100))
    sales = replace(sales, catalogue=_catalogue())
    demand = pipeline.demand_of(sales, QUICK)
    run = pipeline.forecast(demand, QUICK, Progress())
    terms = pipeline.default_terms(demand, sales, TermDefaults())
    plan = pipeline.plan(run, terms, QUICK)
    pipeline.save_workspace(path, settings=QUICK, demand=demand)
    pipeline.save_workspace(path, run=run, terms=terms, plan=plan)
    back = pipeline.load_workspace(path)
    assert back.settings == QUICK
    assert back.run is not None
    np.testing.assert_array_equal(back.run.forecast.paths, run.forecast.paths)
    assert isinstance(back.plan, Plan)
    assert back.plan.suggestions[0].order_quantity == plan.suggestions[0].order_quantity
    pipeline.save_workspace(path, plan=None)
    assert pipeline.load_workspace(path).plan is None


def _catalogue():
    import pandas as pd

    text = {name: ["", ""] for name in ("store", "title", "category", "supplier")}
    numbers = (
        "unit_price",
        "unit_cost",
        "on_hand",
        "on_order",
        "pack_size",
        "minimum_order",
        "lead_time",
    )
    return pd.DataFrame({"item": ["a", "b"], **text, **{name: [np.nan] * 2 for name in numbers}})


def test_the_horizon_reaches_the_slowest_supplier(monkeypatch: pytest.MonkeyPatch):
    """One item with a long delivery lengthens the forecast, as far as memory allows; a horizon
    that was asked for stays."""
    demand = made_up_demand(items=4, length=80)
    slow = made_up_terms(
        demand,
        {"lead_time_days": [14.0, 14.0, 160.0, 14.0], "lead_time_sd_days": 8.0, "review_days": 7.0},
    )
    asked = Settings(models=("moving_mean",), paths=50, workers=1)
    assert pipeline.forecast(demand, asked, Progress()).forecast.horizon == 13
    assert pipeline.forecast(demand, asked, Progress(), slow).forecast.horizon == 25
    fixed = replace(asked, horizon=5)
    assert pipeline.forecast(demand, fixed, Progress(), slow).forecast.horizon == 5
    monkeypatch.setattr(horizon_room, "LARGEST_FORECAST", 4 * 50 * 4 * 20)
    assert pipeline.forecast(demand, asked, Progress(), slow).forecast.horizon == 20


def test_a_plan_is_advised_and_fits_a_budget():
    """Overstock, orders to come and what a budget buys come from the same run and terms."""
    demand = made_up_demand(items=10, length=90)
    terms = made_up_terms(
        demand,
        {"on_hand": [900.0, *[2.0] * 9], "unit_cost": 3.0, "unit_price": 5.0, "pack_size": 4.0},
    )
    run = pipeline.forecast(demand, replace(QUICK, horizon=13), Progress())
    plan = pipeline.plan(run, terms, QUICK)
    advice = pipeline.advise(run, terms, plan, QUICK)
    assert [found.row for found in advice.excess] == [0]
    assert {order.row for order in advice.orders} == set(range(1, 10))
    offer = pipeline.offer_of(run, terms, plan, QUICK)
    cut = plan_within(plan, offer, offer.total_cost() / 2)
    assert 0 < sum(s.amount for s in cut.suggestions) <= offer.total_cost() / 2
    half = replace(QUICK, budget=offer.total_cost() / 2)
    assert pipeline.within_limits(run, terms, plan, half) == cut
    assert pipeline.within_limits(run, terms, plan, QUICK) is plan
