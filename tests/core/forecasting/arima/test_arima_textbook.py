"""The batched ARIMA on series that textbooks print, against statsmodels' exact likelihood."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from core.forecasting.arima.batch import fit_batch
from core.forecasting.arima.orders import Order
from core.forecasting.arima.search import expanded
from tests.core.forecasting.textbook import AIRLINE, LYNX


def sunspots() -> np.ndarray:
    from statsmodels.datasets import sunspots

    return sunspots.load_pandas().data["SUNACTIVITY"].to_numpy(float)


CASES = {
    # Box & Jenkins' own models: (0,1,1)(0,1,1) for log airline, AR(2) for sunspots and log lynx.
    "airline": (
        lambda: np.log(AIRLINE),
        Order(0, 1, 1, 0, 1, 1),
        12,
        {"ma1": -0.4018, "sma": -0.5569},
    ),
    "sunspots": (sunspots, Order(2, 0, 0, constant=True), 1, {}),
    "lynx": (
        lambda: np.log10(LYNX),
        Order(2, 0, 0, constant=True),
        1,
        {"ar1": 1.3504, "ar2": -0.72},
    ),
}


@pytest.mark.parametrize("name", list(CASES))
def test_coefficients_and_aicc_on_textbook_series(name: str) -> None:
    """Coefficients are within 0.05 of statsmodels', variances within 6 %, AICc within 2 % or 2.

    The conditional sum of squares takes what lies before the series as its mean, so it cannot be
    equal; published coefficients (R's arima help page for airline) hold within the same tolerance.
    """
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    load, order, season, published = CASES[name]
    series = load()
    fit = fit_batch(series[:, None], np.ones((len(series), 1), bool), (order,), season)
    ar, ma = expanded(fit.slots, season)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exact = SARIMAX(
            series,
            order=(order.p, order.d, order.q),
            seasonal_order=(
                order.seasonal_p,
                order.seasonal_d,
                order.seasonal_q,
                season if season > 1 else 0,
            ),
            trend="c" if order.constant else None,
        ).fit(disp=False)
    ours = {"sigma2": fit.variance[0]}
    for lag in range(1, order.p + 1):
        ours[f"ar.L{lag}"] = ar[lag][0]
    for lag in range(1, order.q + 1):
        ours[f"ma.L{lag}"] = ma[lag][0]
    if order.seasonal_q:
        ours[f"ma.S.L{season}"] = ma[season][0]
    estimates = dict(zip(exact.model.param_names, exact.params, strict=True))
    for key, value in ours.items():
        if key == "sigma2":
            assert value == pytest.approx(estimates[key], rel=0.06)
        else:
            assert value == pytest.approx(estimates[key], abs=0.05), key
    lags = {"ma1": "ma.L1", "sma": f"ma.S.L{season}", "ar1": "ar.L1", "ar2": "ar.L2"}
    for key, value in published.items():
        assert ours[lags[key]] == pytest.approx(value, abs=0.06)
    assert fit.aicc[0] == pytest.approx(exact.aicc, rel=0.02, abs=2)
