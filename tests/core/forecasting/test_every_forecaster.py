"""The rules that every forecaster in the catalogue keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.compute import Compute
from core.demand import Demand
from core.demand.covariates import PRICE, PROMOTION, Covariates
from core.forecasting.boosting.boosting import Boosting
from core.forecasting.boosting.growing import Effort
from core.forecasting.catalogue import MODELS, describe, forecaster
from core.forecasting.ensemble import Ensemble
from core.forecasting.forecaster import Forecaster
from core.frequency import Frequency
from core.progress import Cancelled, Progress, ProgressReport
from tests.made_up import made_up_demand

LIGHT = tuple(name for name in MODELS if name != "lstm")
HORIZON, PATHS, SEED = 6, 40, 11


def make(name: str) -> Forecaster:
    method = forecaster(name, compute=Compute(workers=1), device="cpu", seed=SEED)
    return with_few_trees(method)


def with_few_trees(method: Forecaster) -> Forecaster:
    """A few trees keep all rules, in a tenth of the time."""
    if isinstance(method, Ensemble):
        return replace(method, members=tuple(with_few_trees(x) for x in method.members))
    quick = Effort(rows=4000, rounds=6, rate=0.1)
    return replace(method, effort=quick, told=quick) if isinstance(method, Boosting) else method


def panel(*rows: list[float], frequency: Frequency = Frequency.WEEKLY) -> Demand:
    units = np.array(rows, dtype=np.float32)
    return Demand(
        items=tuple(f"{i}" for i in range(len(rows))),
        stores=("",) * len(rows),
        start=np.datetime64("2024-01-01"),
        frequency=frequency,
        units=units,
        censored=np.zeros(units.shape, dtype=np.bool_),
    )


@pytest.mark.parametrize("name", MODELS)
def test_keeps_the_rules_of_a_forecast(name: str) -> None:
    """Paths have the asked shape, are finite and ≥ 0, and begin where the demand ends."""
    demand = made_up_demand(items=7, length=60, frequency=Frequency.DAILY)
    method = make(name)
    fitted = method.fit(demand, Progress())
    forecast = fitted.forecast(demand, HORIZON, PATHS, SEED)
    assert method.name == forecast.model == name
    assert forecast.items == demand.items
    assert forecast.stores == demand.stores
    assert forecast.cutoff == demand.end
    assert forecast.paths.shape == (7, PATHS, HORIZON)
    assert forecast.paths.dtype == np.float32
    assert np.isfinite(forecast.paths).all()
    assert (forecast.paths >= 0).all()
    # and once more, to the same seed the same paths and to another seed others
    again = fitted.forecast(demand, HORIZON, PATHS, SEED)
    other = fitted.forecast(demand, HORIZON, PATHS, SEED + 1)
    assert np.array_equal(forecast.paths, again.paths)
    assert not np.array_equal(forecast.paths, other.paths)


@pytest.mark.parametrize("name", LIGHT)
def test_counts_stay_whole(name: str) -> None:
    """An item sold in whole units is forecast in whole units, another one is not rounded."""
    demand = made_up_demand(items=6, length=50)
    units = demand.units.copy()
    units[3] *= 0.37
    demand = replace(demand, units=units)
    paths = make(name).fit(demand, Progress()).forecast(demand, HORIZON, PATHS, SEED).paths
    whole = (paths == np.round(paths)).all(axis=(1, 2))
    assert whole.tolist() == [True, True, True, False, True, True]


@pytest.mark.parametrize("name", MODELS)
def test_blind_to_the_future(name: str) -> None:
    """Nothing after the cutoff changes anything: neither the fit nor the forecast."""
    demand = made_up_demand(items=6, length=70)
    rng = np.random.default_rng(0)
    nonsense = demand.units.copy()
    nonsense[:, 50:] = rng.uniform(0, 1e6, nonsense[:, 50:].shape)
    censored = demand.censored.copy()
    censored[:, 50:] = True
    other = replace(demand, units=nonsense, censored=censored)
    drawn = [
        make(name)
        .fit(panel_.until(40), Progress())
        .forecast(panel_.until(50), HORIZON, PATHS, SEED)
        .paths
        for panel_ in (demand, other)
    ]
    assert np.array_equal(drawn[0], drawn[1])


def with_events(demand: Demand) -> Demand:
    """The demand with an event, planned promotions, and prices that are not planned."""
    rng = np.random.default_rng(4)
    length = demand.length + 20
    event = (np.arange(length) % 9 == 0).astype(np.float32)[:, None]
    own = np.stack(
        [rng.random((len(demand), length)) < 0.3, rng.normal(0, 0.1, (len(demand), length))], axis=2
    ).astype(np.float32)
    known = Covariates(("fair",), event, (PROMOTION, PRICE), own, (True, False))
    return replace(demand, covariates=known)


@pytest.mark.parametrize("name", MODELS)
def test_blind_to_prices_to_come(name: str) -> None:
    """Prices that were not planned, and all that was sold after the cutoff, change nothing."""
    demand = with_events(made_up_demand(items=6, length=70))
    nonsense, later = demand.units.copy(), demand.covariates.own.copy()
    nonsense[:, 50:] = 1e6
    later[:, 50:, 1] = 1.3
    known = replace(demand.covariates, own=later)
    other = replace(demand, units=nonsense, covariates=known)
    drawn = [
        make(name)
        .fit(panel_.until(40), Progress())
        .forecast(panel_.until(50), HORIZON, PATHS, SEED)
        .paths
        for panel_ in (demand, other)
    ]
    assert np.array_equal(drawn[0], drawn[1])


@pytest.mark.parametrize("name", MODELS)
def test_states_follow_the_demand_given(name: str) -> None:
    """A fitted forecaster forecasts from the demand it is given, not the one it was fitted to."""
    demand = made_up_demand(items=6, length=60)
    units = demand.units.copy()
    units[:, 40:] *= 10
    demand = replace(demand, units=units)
    fitted = make(name).fit(demand.until(40), Progress())
    before = fitted.forecast(demand.until(40), HORIZON, PATHS, SEED).mean().sum()
    after = fitted.forecast(demand, HORIZON, PATHS, SEED).mean().sum()
    assert after > 2 * before


@pytest.mark.parametrize("name", MODELS)
def test_stops_promptly(name: str) -> None:
    """A forecaster asked to stop raises Cancelled before it does anything."""
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        make(name).fit(made_up_demand(items=8, length=60), progress)


def test_stops_in_the_middle() -> None:
    """ARIMA asked to stop after its first chunks leaves the others alone."""
    demand = made_up_demand(items=400, length=100)
    shares: list[float] = []

    def stop_early(report: ProgressReport) -> None:
        shares.append(report.fraction)
        if report.fraction > 0:
            progress.cancel()

    progress = Progress(stop_early)
    with pytest.raises(Cancelled):
        make("arima").fit(demand, progress)
    assert 0 < shares[-1] < 0.5


SORRY = [
    ("all zero", [0.0] * 40),
    ("one sale", [0.0] * 20 + [5.0] + [0.0] * 19),
    ("constant", [7.0] * 40),
    ("huge spike", [3.0, 4.0] * 10 + [1e6] + [3.0] * 19),
    ("a thousand million units", [1e9, 1.1e9] * 20),
    ("three points", [np.nan] * 37 + [2.0, 0.0, 3.0]),
    ("one point", [np.nan] * 39 + [4.0]),
    ("never seen", [np.nan] * 40),
    ("withdrawn", [3.0, 5.0] * 10 + [np.nan] * 20),
    ("a tiny fraction", [1e-6, 2e-6] * 20),
]


@pytest.mark.parametrize("name", MODELS)
def test_sorry_histories(name: str) -> None:
    """No history stops the run, alone or among others; what is withdrawn is not forecast."""
    method = make(name)
    rows = [row for _, row in SORRY]
    demand = panel(*rows)
    paths = method.fit(demand, Progress()).forecast(demand, HORIZON, PATHS, SEED).paths
    assert paths.shape == (len(SORRY), PATHS, HORIZON)
    assert np.isfinite(paths).all()
    assert (paths >= 0).all()
    by_kind = dict(zip([kind for kind, _ in SORRY], paths, strict=True))
    assert by_kind["never seen"].mean() > 0
    assert (by_kind["withdrawn"] == 0).all()
    if name != "lstm":  # trained on nothing but such items, it learns their oddities
        assert by_kind["all zero"].mean() < 0.5
        assert 4.0 <= by_kind["constant"].mean() <= 10.0
        alone = panel(SORRY[5][1])
        fitted = method.fit(alone, Progress())
        assert np.isfinite(fitted.forecast(alone, HORIZON, PATHS, SEED).paths).all()


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("shape", [(0, 20), (3, 0), (3, 1)])
def test_empty_panels(name: str, shape: tuple[int, int]) -> None:
    """A panel without items or without periods still gives a forecast of its shape."""
    demand = panel(*[[2.0] * shape[1]] * shape[0]) if shape[0] else made_up_demand(0, shape[1])
    forecast = make(name).fit(demand, Progress()).forecast(demand, HORIZON, PATHS, SEED)
    assert forecast.paths.shape == (shape[0], PATHS, HORIZON)
    assert np.isfinite(forecast.paths).all()


@pytest.mark.parametrize("name", LIGHT)
def test_stockouts_are_not_low_demand(name: str) -> None:
    """Periods without stock are missing, not zero: the forecast stays where demand was."""
    rng = np.random.default_rng(2)
    units = rng.poisson(20, (4, 60)).astype(np.float32)
    censored = np.zeros(units.shape, dtype=np.bool_)
    censored[:, 30:56:2] = True
    censored[:, 56:] = True
    units[censored] = 0
    demand = replace(panel(*units.tolist()), censored=censored)
    forecast = make(name).fit(demand, Progress()).forecast(demand, HORIZON, PATHS, SEED)
    assert 16 < forecast.mean().mean() < 24


@pytest.mark.parametrize("name", MODELS)
def test_described_in_words(name: str) -> None:
    """Every method has a title and a sentence for the merchant."""
    description = describe(name)
    assert str(description.title)
    assert str(description.summary).endswith(".")
