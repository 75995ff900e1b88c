"""The batched ARIMA against simulated series, published models and statsmodels."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest

from core.compute import Compute
from core.demand import Demand
from core.forecasting.arima.arima import FALLBACK, Arima
from core.forecasting.arima.batch import BatchFit, fit_batch
from core.forecasting.arima.orders import (
    Order,
    candidate_orders,
    kpss_statistic,
    plain_differences,
    seasonal_differences,
)
from core.forecasting.arima.report import report_arima
from core.forecasting.arima.search import expanded
from core.forecasting.arima.states import forecast_from, recursion, run_over
from core.frequency import Frequency
from core.progress import Progress
from tests.made_up import made_up_demand


def simulated(
    ar: list[float], ma: list[float], length: int, items: int, seed: int = 0
) -> np.ndarray:
    """Return (length, items) ARMA series around 50 with unit errors, after a run-in."""
    rng = np.random.default_rng(seed)
    errors = rng.standard_normal((length + 200, items))
    values = np.zeros_like(errors)
    for t in range(len(values)):
        values[t] = errors[t]
        for lag, c in enumerate(ar, 1):
            values[t] += c * values[t - lag] if t >= lag else 0
        for lag, c in enumerate(ma, 1):
            values[t] += c * errors[t - lag] if t >= lag else 0
    return 50 + values[200:]


def fit(series: np.ndarray, *orders: Order, season: int = 1) -> BatchFit:
    return fit_batch(series, np.isfinite(series), orders, season)


@pytest.mark.parametrize(
    ("order", "ar", "ma"),
    [
        (Order(1, 0, 0, constant=True), [0.7], []),
        (Order(2, 0, 0, constant=True), [0.5, 0.3], []),
        (Order(0, 0, 1, constant=True), [], [0.6]),
        (Order(0, 0, 2, constant=True), [], [-0.5, 0.3]),
        (Order(1, 0, 1, constant=True), [0.8], [-0.4]),
    ],
)
def test_coefficients_of_long_series_are_found(
    order: Order, ar: list[float], ma: list[float]
) -> None:
    """On 2,000 periods coefficients, level and error variance come out as simulated."""
    found = fit(simulated(ar, ma, 2000, 6), order)
    got_ar, got_ma = expanded(found.slots, 1)
    for lag, value in enumerate(ar, 1):
        assert got_ar[lag].mean() == pytest.approx(value, abs=0.04)
    for lag, value in enumerate(ma, 1):
        assert got_ma[lag].mean() == pytest.approx(value, abs=0.04)
    assert found.constant.mean() == pytest.approx(50, abs=0.2)
    assert found.variance.mean() == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    ("order", "season"),
    [
        (Order(1, 0, 1, constant=True), 1),
        (Order(2, 0, 1, constant=True), 1),
        (Order(0, 1, 1), 1),
        (Order(1, 0, 0, 1, 0, 0, constant=True), 7),
        (Order(0, 0, 1, 0, 1, 1), 7),
    ],
)
def test_close_to_the_exact_likelihood(order: Order, season: int) -> None:
    """Coefficients and AICc per period lie close to statsmodels' exact maximum likelihood."""
    from statsmodels.tsa.arima.model import ARIMA

    rng = np.random.default_rng(8)
    series = simulated([0.6], [0.3], 400, 1, seed=4)
    if season > 1:
        # A season that drifts. Of one that never changes (seasonal ma near -1) the conditional
        # fit thinks it changes a little: -0.8 for -0.97 (Box & Jenkins 1976, 7.1.4).
        walk = np.cumsum(rng.standard_normal((60, season)), axis=0)
        series += walk.reshape(-1, 1)[:400]
    if order.d:
        series = 50 + np.cumsum(0.3 * rng.standard_normal((400, 1)), axis=0)
        series += rng.standard_normal((400, 1))
    found = fit(series, order, season=season)
    seasonal = (order.seasonal_p, order.seasonal_d, order.seasonal_q, season if season > 1 else 0)
    model = ARIMA(
        series[:, 0],
        order=(order.p, order.d, order.q),
        seasonal_order=seasonal,
        trend="c" if order.constant else "n",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exact = model.fit()
    got = dict(zip(model.param_names, exact.params, strict=True))
    ar, ma = expanded(found.slots, 1)
    ours = {"ar.L1": ar[1][0], "ar.L2": ar[2][0], "ma.L1": ma[1][0], "ma.L2": ma[2][0]}
    ours |= {f"ar.S.L{season}": found.slots[4, 0], f"ma.S.L{season}": found.slots[5, 0]}
    for name in set(got) & set(ours):
        # Two standard errors of a coefficient at 400 periods are about 0.08.
        assert ours[name] == pytest.approx(got[name], abs=0.05), name
    # The conditional likelihood leaves out the first two errors and the weight of the beginning.
    assert found.aicc[0] / 398 == pytest.approx(exact.aicc / 400, abs=0.05)


def test_the_true_order_is_found() -> None:
    """On 600 periods AICc picks the simulated orders, or ones that contain them, for most."""
    for ar, ma, least_p, least_q in [([0.5, 0.4], [], 2, 0), ([], [0.8], 0, 1)]:
        found = fit(simulated(ar, ma, 600, 20, seed=2), *candidate_orders(0, 0, seasonal=False))
        contained = [o.p >= least_p and o.q >= least_q for o in found.orders]
        exact = [(o.p, o.q) == (least_p, least_q) for o in found.orders]
        assert np.mean(contained) >= 0.85
        assert np.mean(exact) >= 0.5


def test_noise_gets_no_model() -> None:
    """White noise keeps its mean as only parameter, most of the time."""
    found = fit(simulated([], [], 300, 40), *candidate_orders(0, 0, seasonal=False))
    assert np.mean([o.p + o.q == 0 for o in found.orders]) >= 0.6


def test_unequal_histories_are_fitted_as_if_alone() -> None:
    """A series launched late gets the same model beside older ones as by itself."""
    series = simulated([0.7], [], 200, 3)
    late = series.copy()
    late[:120, 1] = np.nan
    orders = candidate_orders(0, 0, seasonal=False)
    together = fit(late, *orders)
    alone = fit(series[120:, 1:2], *orders)
    assert together.orders[1] == alone.orders[0]
    assert np.allclose(together.slots[:, 1], alone.slots[:, 0], atol=1e-6)
    assert together.aicc[1] == pytest.approx(alone.aicc[0], abs=1e-6)


def test_kpss_equals_statsmodels() -> None:
    """The KPSS statistic equals statsmodels' with the same number of lags."""
    from statsmodels.tsa.stattools import kpss

    series = np.cumsum(np.random.default_rng(1).standard_normal((90, 3)), axis=0)
    ours = kpss_statistic(series)
    lags = int(3 * np.sqrt(90) / 13)
    for item in range(3):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the p-value lies outside its table
            exact = kpss(series[:, item], regression="c", nlags=lags)[0]
        assert ours[item] == pytest.approx(exact, rel=1e-9)


def test_differences() -> None:
    """Noise needs no difference, a random walk one; a strong weekly pattern a seasonal one."""
    rng = np.random.default_rng(3)
    noise = rng.standard_normal((200, 10))
    assert plain_differences(noise, 2).sum() <= 1
    assert np.mean(plain_differences(np.cumsum(noise, axis=0), 2) == 1) >= 0.9
    wave = 5 * np.sin(2 * np.pi * np.arange(200) / 7)[:, None]
    start = np.zeros(10, dtype=np.int64)
    assert seasonal_differences(noise + wave, start, 7).all()
    assert not seasonal_differences(noise, start, 7).any()


def test_forecasts_equal_statsmodels() -> None:
    """With the same coefficients, means ahead equal statsmodels' to 1 %, gaps included."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    rng = np.random.default_rng(6)
    series = 30 + np.cumsum(rng.standard_normal((140, 1)), axis=0)
    series += 5 * np.sin(2 * np.pi * np.arange(140) / 7)[:, None]
    series[90] = series[120:123] = np.nan
    order = Order(1, 1, 1, 0, 1, 1)
    slots = np.array([[0.3], [0.0], [-0.5], [0.0], [0.0], [-0.6]])
    model = recursion((order,), slots, np.zeros(1), 7)
    values, errors = run_over(model, series, np.zeros(1, dtype=np.int64))
    ours = forecast_from(model, values, errors, np.array([140]), 14)[0, 0]
    exact = SARIMAX(series[:, 0], order=(1, 1, 1), seasonal_order=(0, 1, 1, 7))
    theirs = exact.smooth([0.3, -0.5, -0.6, 1.0]).forecast(14)
    assert np.allclose(ours, theirs, rtol=0.01, atol=0.15)


def test_short_and_unvarying_items_fall_back() -> None:
    """Under 16 periods, and for constant sales, nothing is estimated."""
    demand = made_up_demand(items=4, length=60)
    units = demand.units.copy()
    units[1, :50] = np.nan
    units[2] = 6.0
    fitted = Arima(Compute(workers=1)).fit(replace(demand, units=units), Progress())
    assert fitted.orders[1] == fitted.orders[2] == FALLBACK
    ahead = fitted.means(replace(demand, units=units), 5).ahead
    assert np.allclose(ahead[2], 6.0)


def test_the_same_on_one_process_and_on_two() -> None:
    """Spreading the fit over processes changes no number."""
    demand = made_up_demand(items=30, length=80, frequency=Frequency.DAILY)
    alone, spread = (
        Arima(Compute(workers=workers)).fit(demand, Progress()).means(demand, 7).ahead
        for workers in (1, 2)
    )
    assert np.array_equal(alone, spread)


def weekly(units: np.ndarray) -> Demand:
    return replace(
        made_up_demand(items=len(units), length=units.shape[1]), units=units.astype(np.float32)
    )


def test_report_is_exact_and_in_words() -> None:
    """The report on one item holds the exact estimates, its residuals' test, and sentences."""
    demand = weekly(simulated([0.8], [], 150, 2, seed=9).T)
    report = report_arima(demand, 1)
    names = [c.name for c in report.coefficients]
    assert report.order.p + report.order.q >= 1
    assert names[-1] == "sigma2"
    assert report.coefficients[-1].value == pytest.approx(1.0, abs=0.3)
    level = next((c for c in report.coefficients if c.name == "const"), None)
    assert level is None or level.value == pytest.approx(50, abs=2)
    assert report.ljung_box > 0.01
    assert np.abs(report.autocorrelation).max() < 3 * report.bounds
    assert "ARIMA(" in str(report.sentences[0])
    assert "chance" in str(report.sentences[1])


def test_report_of_a_short_history_says_so() -> None:
    """Of ten periods nothing is estimated, and the report says why."""
    report = report_arima(made_up_demand(items=2, length=10), 0)
    assert report.coefficients == ()
    assert "10 periods" in str(report.sentences[0])
