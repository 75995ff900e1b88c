"""Explanations add up to the forecast, whichever model made it, and say what it follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compute import Compute
from core.demand.covariates import PROMOTION
from core.explaining.explanation import (
    CORRECTION,
    LEVEL,
    SEASON,
    TREND,
    Explanation,
    explain,
    shared_out,
)
from core.explaining.sentences import part_name
from core.forecasting.catalogue import MODELS, forecaster
from core.forecasting.forecast import Forecast
from core.forecasting.regression import Parts, PooledRegression
from core.frequency import Frequency
from core.progress import Progress
from tests.made_up import made_up_demand

H = 12
SEASONAL = 0.5 * np.sin(2 * np.pi * np.arange(H) / H)
FAIR = np.where(np.arange(H) == 3, 0.7, 0.0)


def parts_of(level: float = 10.0) -> Parts:
    logs = np.stack([SEASONAL, FAIR, np.zeros(H)])[:, None, :]
    return Parts(np.array([level]), (SEASON, "christmas", PROMOTION), logs)


def forecast_of(mean: np.ndarray, noise: float = 0.0) -> Forecast:
    rng = np.random.default_rng(0)
    paths = mean + noise * rng.normal(size=(1, 200, H))
    return Forecast(
        "made_up",
        ("a",),
        ("",),
        np.datetime64("2025-12-01"),
        Frequency.WEEKLY,
        np.maximum(paths, 0).astype(np.float32),
    )


def explained(mean: np.ndarray) -> Explanation:
    return explain(forecast_of(mean), parts_of(), 0)


def test_a_forecast_that_follows_everything() -> None:
    """The regression's own forecast is level, season and event, with nothing to correct."""
    found = explained(10 * np.exp(SEASONAL + FAIR))
    assert found.units_of(LEVEL) == 120
    # Season and event multiply in one week: what they do together is shared between them.
    alone, beside = 10 * np.expm1(0.7), 10 * np.exp(0.5) * np.expm1(0.7)
    assert alone < found.units_of("christmas") < beside
    assert abs(found.units_of(CORRECTION)) <= 1
    assert found.units_of(TREND) == 0
    assert sum(part.units for part in found.contributions) == found.total


def test_a_flat_forecast_follows_no_season() -> None:
    """A model that forecasts its mean is told as level and correction alone."""
    found = explained(np.full(H, 14.0))
    assert {part.kind for part in found.contributions} == {LEVEL, CORRECTION}
    assert found.units_of(CORRECTION) == 48


def test_a_forecast_that_drifts_has_a_trend() -> None:
    """A line that begins at the level and rises by one a period is level and trend."""
    found = explained(10.0 + np.arange(1, H + 1))
    assert found.units_of(TREND) == pytest.approx(78, abs=8)
    assert abs(found.units_of(CORRECTION)) <= 8


def test_half_a_season_is_half_a_season() -> None:
    """A model that follows half of what the season does is told so."""
    whole = explained(10 * np.exp(SEASONAL)).units_of(SEASON)
    half = explained(10 + 5 * (np.exp(SEASONAL) - 1)).units_of(SEASON)
    assert half == pytest.approx(whole / 2, abs=1)


@given(
    st.lists(st.floats(-50, 50), min_size=1, max_size=9).map(np.array),
)
def test_rounded_parts_add_up(values: np.ndarray) -> None:
    """Whole parts add up to the rounded total, and none moves by more than one."""
    total = round(float(values.sum()))
    whole = shared_out(values, total)
    assert whole.sum() == total
    assert (np.abs(whole - values) <= 1 + 1e-9).all()


@pytest.mark.parametrize("name", [name for name in MODELS if name != "lstm"])
def test_every_model_adds_up(name: str) -> None:
    """For every model and item, the parts shown add up to the total shown."""
    demand = made_up_demand(items=5, length=110)
    method = forecaster(name, compute=Compute(workers=1), device="cpu", seed=1)
    forecast = method.fit(demand, Progress()).forecast(demand, 8, 60, 1)
    parts = PooledRegression().fit(demand, Progress()).parts(demand, 8)
    for row in range(len(demand)):
        found = explain(forecast, parts, row)
        assert sum(part.units for part in found.contributions) == found.total
        assert found.total == round(float(forecast.paths[row].sum(axis=1).mean()))
        assert found.low <= found.high


def test_an_item_without_a_past() -> None:
    """Where there is no level, all of a forecast is what similar items say: correction."""
    found = explain(forecast_of(np.full(H, 3.0)), parts_of(0.0), 0)
    assert found.units_of(CORRECTION) == found.total == 36


def test_parts_are_named_in_both_languages() -> None:
    """Events have the name of the reader's language, own events the operator's."""
    assert part_name("christmas", "en") == "Christmas"
    assert part_name("christmas", "zh_CN") == "圣诞节"
    assert str(part_name(LEVEL, "en")) == "as lately"
    assert part_name("own:Fair", "en") == "Fair"


def test_smaller_events_are_told_together() -> None:
    """Of many events the largest three are named, the rest add up in one part."""
    names = (SEASON, *(f"own:{letter}" for letter in "abcde"))
    logs = np.zeros((6, 1, H))
    for place in range(1, 6):
        logs[place, 0, place] = 0.2 * place
    parts = replace(parts_of(), names=names, logs=logs)
    found = explain(forecast_of(10 * np.exp(logs.sum(axis=0)[0])), parts, 0)
    assert [part.kind for part in found.events if part.kind.startswith("own:")] == [
        "own:e",
        "own:d",
        "own:c",
    ]
    assert found.units_of("other_events") == pytest.approx(
        10 * (np.exp(0.2) + np.exp(0.4) - 2), abs=1
    )
