"""The global LSTM as a forecaster."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.errors import OptionError
from core.forecasting.lstm.global_lstm import FittedLSTM, GlobalLSTM
from core.frequency import Frequency
from core.progress import Cancelled, Progress, ProgressReport
from tests.made_up import made_up_demand


@pytest.fixture(scope="module")
def seasonal() -> Demand:
    """Twenty items sold daily for 150 days, with the strong weekday pattern of a cafe."""
    rng = np.random.default_rng(11)
    level = rng.lognormal(2.5, 0.8, (20, 1))
    weekday = np.array([0.6, 0.7, 0.8, 1.0, 1.5, 2.0, 0.4])[np.arange(150) % 7]
    units = rng.poisson(level * weekday).astype(np.float32)
    units[-1, :130] = np.nan
    return Demand(
        tuple(f"{i}" for i in range(20)),
        ("",) * 20,
        np.datetime64("2024-01-01"),
        Frequency.DAILY,
        units,
        np.zeros(units.shape, dtype=bool),
    )


@pytest.fixture(scope="module")
def fitted(seasonal: Demand) -> FittedLSTM:
    result = GlobalLSTM(device="cpu", hidden=32, weights="").fit(seasonal.until(136), Progress())
    assert isinstance(result, FittedLSTM)
    return result


def pinball(quantiles: np.ndarray, actual: np.ndarray, levels: np.ndarray) -> float:
    error = actual - quantiles
    loss = np.maximum(levels[:, None, None] * error, (levels[:, None, None] - 1) * error)
    return float(loss.sum() / actual.sum())


def test_learns_a_seasonal_signal(seasonal: Demand, fitted: FittedLSTM) -> None:
    """Ranges from the network cost less pinball loss on unseen days than the last days' own."""
    levels = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    forecast = fitted.forecast(seasonal.until(136), 14, 200, seed=1)
    actual = seasonal.units[:19, 136:]
    recent = np.quantile(seasonal.units[:19, 108:136], levels, axis=1)[:, :, None]
    naive = pinball(np.repeat(recent, 14, axis=2), actual, levels)
    assert pinball(forecast.quantile(levels)[:, :19], actual, levels) < 0.75 * naive


def test_paths_have_the_shape_asked_for(seasonal: Demand, fitted: FittedLSTM) -> None:
    """Paths are finite, ≥ 0, whole for counted items, of any horizon, even beyond the trained."""
    forecast = fitted.forecast(seasonal, 70, 30, seed=1)
    assert forecast.paths.shape == (20, 30, 70)
    assert np.isfinite(forecast.paths).all()
    assert (forecast.paths >= 0).all()
    assert np.array_equal(forecast.paths, np.round(forecast.paths))
    assert forecast.cutoff == seasonal.end


def test_quantiles_do_not_cross(seasonal: Demand, fitted: FittedLSTM) -> None:
    """Higher levels never have lower quantiles, for single periods and for sums."""
    from core.forecasting.lstm.panel import panel_of

    for quantiles in fitted._quantiles(panel_of(seasonal), 28):
        assert (np.diff(quantiles, axis=2) >= 0).all()


def test_forecast_takes_up_newer_demand(seasonal: Demand, fitted: FittedLSTM) -> None:
    """The same network forecasts more once an item sells more: the state moves, not the weights."""
    units = seasonal.units.copy()
    units[0, 136:] *= 5
    grown = fitted.forecast(replace(seasonal, units=units), 7, 100, seed=1).mean()[0].sum()
    assert grown > 1.5 * fitted.forecast(seasonal, 7, 100, seed=1).mean()[0].sum()


def test_same_seed_same_paths_whatever_comes_after(seasonal: Demand, fitted: FittedLSTM) -> None:
    """Fitting anew, with nonsense after the cutoff, gives the very same paths for the same seed."""
    units = seasonal.units.copy()
    units[:, 136:] = 99999
    changed = replace(seasonal, units=units).until(136)
    again = GlobalLSTM(device="cpu", hidden=32, weights="").fit(changed, Progress())
    first = fitted.forecast(seasonal.until(136), 7, 50, seed=4).paths
    assert np.array_equal(first, again.forecast(changed, 7, 50, seed=4).paths)
    assert not np.array_equal(first, fitted.forecast(changed, 7, 50, seed=5).paths)


def test_stops_before_the_next_step() -> None:
    """Asked to stop in the midst of training a large panel, it does not begin another step."""
    reports: list[ProgressReport] = []

    def stop_at_third(report: ProgressReport) -> None:
        reports.append(report)
        if report.done == 3:
            progress.cancel()

    progress = Progress(stop_at_third)
    with pytest.raises(Cancelled):
        GlobalLSTM(device="cpu").fit(made_up_demand(200, 150), progress)
    assert reports[-1].done == 3


def test_progress_only_grows(seasonal: Demand) -> None:
    """The share of the job done never falls and ends near one."""
    reports: list[ProgressReport] = []
    GlobalLSTM(device="cpu", hidden=32, weights="").fit(
        seasonal.select(np.arange(4)).until(40), Progress(reports.append)
    )
    shares = [report.fraction for report in reports]
    assert shares == sorted(shares)
    assert shares[-1] > 0.95


@pytest.mark.parametrize("length", [1, 5, 11, 13])
def test_short_panels_get_a_wide_forecast(length: int) -> None:
    """However short the history, there is a finite forecast with some spread."""
    demand = made_up_demand(6, length)
    forecast = GlobalLSTM(device="cpu").fit(demand, Progress()).forecast(demand, 13, 100, seed=1)
    assert forecast.paths.shape == (6, 100, 13)
    assert np.isfinite(forecast.paths).all()
    assert length < 5 or (forecast.quantile(0.9) > forecast.quantile(0.1)).any()


def test_an_empty_panel_gives_an_empty_forecast() -> None:
    """No items, no crash."""
    demand = made_up_demand(0, 40)
    forecast = GlobalLSTM(device="cpu").fit(demand, Progress()).forecast(demand, 4, 10, seed=1)
    assert forecast.paths.shape == (0, 10, 4)


def test_odd_items_are_forecast_sensibly() -> None:
    """Never sold stays near nothing, not yet launched stays within reason, huge stays huge."""
    demand = made_up_demand(20, 80)
    units = demand.units.copy()
    units[0] = 0
    units[1] = np.nan
    units[2] *= 1e7
    units[3, 50:] = np.nan
    odd = replace(demand, units=units)
    forecast = (
        GlobalLSTM(device="cpu", hidden=32, weights="")
        .fit(odd, Progress())
        .forecast(odd, 13, 200, seed=1)
    )
    mean = forecast.mean().mean(axis=1)
    assert np.isfinite(forecast.paths).all()
    assert mean[0] < 0.3
    assert 0 < mean[1] < 100
    assert 0.5 < mean[2] / units[2, -26:].mean() < 2
    width = forecast.quantile(0.9)[1].sum() / max(forecast.quantile(0.5)[1].sum(), 1)
    assert width > 1.5


def test_unknown_device_is_refused_with_a_sentence() -> None:
    """A device that does not exist is the operator's mistake."""
    with pytest.raises(OptionError, match="auto, cpu or cuda"):
        GlobalLSTM(device="tpu").fit(made_up_demand(4, 60), Progress())


def test_naming_the_forecaster_does_not_load_torch() -> None:
    """The catalogue can offer the LSTM without the second that torch takes to load."""
    code = (
        "import sys; from core.forecasting.lstm.global_lstm import GlobalLSTM; "
        "print(GlobalLSTM().name, 'torch' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["lstm", "False"]


def test_options_can_be_sent_to_a_worker() -> None:
    """The options are a plain value."""
    assert pickle.loads(pickle.dumps(GlobalLSTM(seed=3))) == GlobalLSTM(seed=3)


def test_weights_are_not_tuned_where_almost_nothing_can_be_held_out(seasonal: Demand) -> None:
    """With 25 periods the shipped weights forecast as they are, whatever the number of items."""
    fitted = GlobalLSTM(device="cpu").fit(seasonal.until(25), Progress())
    assert isinstance(fitted, FittedLSTM)
    assert fitted.record is not None
    assert not fitted.record.was_trained
