"""The plan replayed on the past: blind to what came after, and told apart from luck (F27, P49)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.cli.run import AT_FAULT, DONE, run
from core.compute import Compute
from core.demand import Demand
from core.errors import OptionError, SheetError
from core.forecasting.catalogue import forecaster
from core.frequency import Frequency
from core.progress import Cancelled, Progress
from core.settings import Settings
from core.stages.rehearsal import Rehearsal, rehearse
from core.stages.replaying import MerchantRule, compare, replay
from tests.core.cli.test_run import draw_nothing, small_sheet
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand

SETTINGS = Settings(models=("seasonal_naive", "moving_mean", "ses"), paths=200)


def rehearsed(demand: Demand, **columns: object) -> Rehearsal:
    forecasters = [
        forecaster(name, compute=Compute(1), device="cpu", seed=1) for name in SETTINGS.models
    ]
    return rehearse(demand, made_up_terms(demand, columns), forecasters, SETTINGS, Progress())


def test_levels_at_a_review_know_nothing_of_what_came_after():
    """Overwriting all demand from a review on changes no level up to and at that review."""
    demand = made_up_demand(items=8, length=90)
    before = rehearsed(demand)
    begin, reviews = before.schedule.begin, before.schedule.conditions.reviews
    number = len(reviews) // 2
    cutoff = begin + int(reviews[number])
    nonsense = demand.units.copy()
    nonsense[:, cutoff:] = 9999.0
    after = rehearsed(replace(demand, units=nonsense))
    for name in ("plan", "service", "units", "margin"):
        np.testing.assert_array_equal(
            getattr(before.levels, name)[..., : number + 1],
            getattr(after.levels, name)[..., : number + 1],
        )
    assert not np.array_equal(before.levels.plan, after.levels.plan)


def test_more_service_loses_less_and_holds_more():
    """Along each rule's frontier lost units fall and stock grows."""
    demand = made_up_demand(items=20, length=110)
    made = compare(rehearsed(demand, unit_cost=2.0, unit_price=5.0), MerchantRule(), Progress())
    for rule in ("service", "units", "margin"):
        line = [point for point in made.frontier if point.rule == rule]
        assert np.all(np.diff([point.lost_units for point in line]) <= 1e-9)
        assert np.all(np.diff([point.stock_units for point in line]) >= -1e-9)
    assert made.plan.fill_rate > 0.9
    assert made.plan.lost_margin == pytest.approx(3.0 * made.plan.lost_units)
    assert made.plan.stock_value == pytest.approx(2.0 * made.plan.stock_units)


def test_the_merchants_rule_is_the_first_point_of_its_frontier():
    """The rule as stated is played too: its differences are those of the two points."""
    made = compare(rehearsed(made_up_demand(items=10)), MerchantRule(10.0, 60.0), Progress())
    assert (made.rule.rule, made.rule.setting) == ("cover", 10.0)
    assert made.rule.lost_units == made.frontier[0].lost_units
    found = dict(made.differences)
    assert found["orders"].value == pytest.approx(made.plan.orders - made.rule.orders)
    assert found["fill_rate"].value == pytest.approx(made.plan.fill_rate - made.rule.fill_rate)
    assert np.isnan(found["lost_margin"].value)


def test_items_first_sold_during_the_replay_are_left_out():
    """What was not sold yet could not be ordered by anyone."""
    demand = made_up_demand(items=6, length=90)
    units = demand.units.copy()
    units[3, :70] = np.nan
    made = rehearsed(replace(demand, units=units))
    assert made.left_out == 1
    assert len(made.panel) == 5


def test_daily_sales_with_items_of_different_terms():
    """Items with other delivery and review times are played side by side, in whole days."""
    demand = made_up_demand(items=6, length=200, frequency=Frequency.DAILY)
    terms = {
        "lead_time_days": [3.0, 10.0, 21.0] * 2,
        "lead_time_sd_days": [0.0, 2.0, 4.0] * 2,
        "review_days": [1.0, 7.0, 7.0] * 2,
        "pack_size": [1.0, 6.0, 1.0] * 2,
        "service_kind": ["cycle", "fill"] * 3,
    }
    made = rehearsed(demand, **terms)
    lead = made.schedule.conditions.lead_times
    assert (lead[0] == 3).all()
    assert lead[2].std() > 1
    assert abs(lead[2].mean() - 21) < 3
    outcome = compare(made, MerchantRule(), Progress())
    assert 0.8 < outcome.plan.fill_rate <= 1


def test_too_short_a_past_is_said():
    """No replay of a few weeks is made up; the operator learns how much is needed."""
    with pytest.raises(SheetError, match="needs 18 periods"):
        rehearsed(made_up_demand(items=3, length=12))


def test_a_rule_without_an_average_is_refused():
    """The average needs at least some days."""
    with pytest.raises(OptionError):
        MerchantRule(average_days=0.0)


def test_stopping_stops():
    """A replay asked to stop does so, whatever it is at."""
    demand = made_up_demand(items=6, length=90)
    progress = Progress()
    progress.cancel()
    methods = [forecaster("moving_mean", compute=Compute(1), device="cpu", seed=1)]
    with pytest.raises(Cancelled):
        replay(demand, made_up_terms(demand), methods, SETTINGS, progress)


def test_the_command_prints_a_table_and_reports(tmp_path: Path, capsys):
    """`main.py replay` tells both rules' outcome and keeps the frontier in the report."""
    report = tmp_path / "r.json"
    arguments = ["replay", str(small_sheet(tmp_path)), "--frequency", "D", "--lead-time", "2"]
    arguments += ["--review", "3", "--models", "moving_mean,ses", "--report", str(report)]
    assert run(arguments, draw_nothing) == DONE
    said = capsys.readouterr().out
    assert "Your rule, +7 safety days" in said
    assert "The plan, 0.95 service" in said
    account = json.loads(report.read_text("utf-8"))
    assert account["rows_read"] == 121
    assert 0 <= account["replay"]["plan"]["fill_rate"] <= 1
    assert account["replay"]["items"] == 2
    assert len(account["replay"]["frontier"]) > 50


def test_the_command_refuses_what_cannot_be_played(tmp_path: Path, capsys):
    """Too long a delivery for the sheet ends with 2 and a sentence."""
    arguments = ["replay", str(small_sheet(tmp_path)), "--lead-time", "60", "--quiet"]
    assert run([*arguments, "--models", "moving_mean"], draw_nothing) == AT_FAULT
    assert "Add older sheets" in capsys.readouterr().err
