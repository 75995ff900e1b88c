"""Exponential smoothing against published values and statsmodels."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from core.forecasting.ets.search import search
from core.forecasting.ets.states import (
    Form,
    States,
    Weights,
    means_ahead,
    run_over,
    starting_states,
)
from tests.core.forecasting.textbook import AIRLINE, OIL

SMOOTH, HOLT, DAMPED = Form("N", "N"), Form("A", "N"), Form("D", "N")


def weights(alpha: float, beta: float = 0.0, gamma: float = 0.0, phi: float = 1.0) -> Weights:
    return Weights(*(np.array([value]) for value in (alpha, beta, gamma, phi)))


def test_published_forecast_of_oil() -> None:
    """With fpp2's α = 0.8339 and first level 446.5868 the forecast of oil is fpp2's 542.68."""
    states = States(np.array([446.5868]), np.zeros(1), np.zeros((1, 1)))
    run = run_over(OIL[:, None], states, weights(0.8339), SMOOTH)
    ahead = means_ahead(run.kept[-1], weights(0.8339), SMOOTH, len(OIL), 3)
    np.testing.assert_allclose(ahead, 542.68, atol=0.01)


@pytest.mark.parametrize(
    ("form", "trend", "damped", "seasonal"),
    [
        (SMOOTH, None, False, None),
        (HOLT, "add", False, None),
        (DAMPED, "add", True, None),
        (Form("N", "A"), None, False, "add"),
        (Form("D", "M"), "add", True, "mul"),
        (Form("A", "M"), "add", False, "mul"),
    ],
)
def test_states_and_errors_equal_statsmodels(
    form: Form, trend: str | None, damped: bool, seasonal: str | None
) -> None:
    """From the same start with the same coefficients, squares and forecasts are statsmodels'.

    A multiplicative season is updated by the error over the level before the period (Hyndman et
    al. 2008, table 2.2), in statsmodels 0.15 by nearly that: 2 % stand for the difference.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    series = AIRLINE[:, None]
    alpha, gamma = 0.4, 0.3 if seasonal else 0.0
    beta, phi = (0.1, 0.9 if damped else 1.0) if trend else (0.0, 1.0)
    states = starting_states(series, form, 12)
    ours = weights(alpha, beta, gamma, phi)
    run = run_over(series, states, ours, form)
    ahead = means_ahead(run.kept[-1], ours, form, len(series), 24)[0]
    known = {"initial_level": states.level[0]}
    values = [alpha]
    if trend:
        known["initial_trend"] = states.trend[0]
        values.append(beta)
    if seasonal:
        # statsmodels wants the states in the order of the periods that they belong to.
        known["initial_seasonal"] = states.season[:, 0]
        values.append(gamma)
    if damped:
        values.append(phi)
    model = ETSModel(
        AIRLINE, "add", trend, damped, seasonal, 12 if seasonal else None,
        initialization_method="known", **known,
    )  # fmt: skip
    start = [states.level[0]] + ([states.trend[0]] if trend else [])
    start += list(states.season[::-1, 0]) if seasonal else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = model.smooth(np.array([*values, *start]))
    close = 0.02 if seasonal == "mul" else 1e-8
    assert run.squares[0] == pytest.approx(float((result.resid**2).sum()), rel=close)
    np.testing.assert_allclose(ahead, result.forecast(24), rtol=close)
    first = run_over(series[:12], states, ours, form).squares[0]
    assert first == pytest.approx(float((result.resid[:12] ** 2).sum()), rel=1e-8)


def test_airline_is_found_to_be_holt_winters() -> None:
    """The airline series gets a trend and a multiplicative season.

    Its errors are at most 10 % above statsmodels' optimum, which is free to choose starting states.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    forms, found = search(AIRLINE[:, None], 12)
    assert forms[0].season == "M"
    assert forms[0].trend in ("A", "D")
    states = starting_states(AIRLINE[:, None], forms[0], 12)
    squares = run_over(AIRLINE[:, None], states, Weights(*found), forms[0]).squares[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        best = ETSModel(AIRLINE, "add", "add", forms[0].trend == "D", "mul", 12).fit(disp=False)
    assert squares < 1.10 * float((best.resid**2).sum())


def test_noise_gets_neither_trend_nor_season() -> None:
    """Of 60 series of noise around a level nine in ten are smoothed simply."""
    series = np.random.default_rng(4).poisson(30, (84, 60)).astype(float)
    forms, _ = search(series, 12)
    assert np.mean([form == SMOOTH for form in forms]) >= 0.85


def test_gaps_teach_nothing() -> None:
    """A missing period leaves the level as it is."""
    series = np.array([[5.0], [7.0], [np.nan], [6.0]])
    short = np.array([[5.0], [7.0], [6.0]])
    states = States(np.array([4.0]), np.zeros(1), np.zeros((1, 1)))
    with_gap, without = (
        run_over(values, states, weights(0.3), SMOOTH).kept[-1].level for values in (series, short)
    )
    assert with_gap == pytest.approx(without)
