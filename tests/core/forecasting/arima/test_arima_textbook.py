"""ARIMA on series that textbooks print: the batched fit and the exact one of the item looked at,
against statsmodels and published estimates."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from core.forecasting.arima.batch import UNCOUNTED, fit_batch
from core.forecasting.arima.orders import Order
from core.forecasting.arima.report import report_arima
from core.forecasting.arima.search import expanded
from core.frequency import Frequency
from tests.core.forecasting.textbook import AIRLINE, LYNX
from tests.made_up import made_up_demand


def sunspots() -> np.ndarray:
    """Return yearly sunspot numbers, 1700–2008 (Box & Jenkins' series E, continued)."""
    from statsmodels.datasets import sunspots

    return sunspots.load_pandas().data["SUNACTIVITY"].to_numpy(float)


@dataclass(frozen=True, slots=True)
class Textbook:
    """A series with its textbook's model and what was published of it.

    conditional, exact  estimates by conditional least squares and by maximum likelihood
    aicc                of the exact fit; None: not published
    """

    load: Callable[[], np.ndarray]
    order: Order
    season: int
    conditional: dict[str, float]
    exact: dict[str, float]
    aicc: float | None = None


CASES = {
    # R's example(AirPassengers), by "CSS" and by maximum likelihood, there of log10; of natural
    # logarithms AIC is −483.40 with 131 differences and three parameters.
    "airline": Textbook(
        lambda: np.log(AIRLINE),
        Order(0, 1, 1, 0, 1, 1),
        12,
        {"ma.L1": -0.3772, "ma.S.L12": -0.5724, "sigma2": 0.0002619 * np.log(10) ** 2},
        {"ma.L1": -0.4018, "ma.S.L12": -0.5569, "sigma2": 0.0002543 * np.log(10) ** 2},
        -483.40 + 2 * 3 * 4 / (131 - 3 - 1),
    ),
    # statsmodels' notebook "ARMA: sunspots data": AIC 2622.636 of 309 years and four parameters.
    "sunspots": Textbook(
        sunspots,
        Order(2, 0, 0, constant=True),
        1,
        {"ar.L1": 1.390656, "ar.L2": -0.688571},
        {"ar.L1": 1.390656, "ar.L2": -0.688571, "const": 49.6595},
        2622.636 + 2 * 4 * 5 / (309 - 4 - 1),
    ),
    # Moran 1953 (Australian Journal of Zoology 1), by hand.
    "lynx": Textbook(
        lambda: np.log10(LYNX),
        Order(2, 0, 0, constant=True),
        1,
        {"ar.L1": 1.4101, "ar.L2": -0.7734},
        {},
    ),
}


@lru_cache
def exact_textbook(name: str) -> Any:
    """Return statsmodels' fit of the textbook's model."""
    case = CASES[name]
    return exact_fit(case.load(), case.order, case.season)


def exact_fit(series: np.ndarray, order: Order, season: int) -> Any:
    """Return statsmodels' maximum likelihood fit, found from its own starting values."""
    from statsmodels.tsa.arima.model import ARIMA

    seasonal = (order.seasonal_p, order.seasonal_d, order.seasonal_q)
    model = ARIMA(
        series,
        order=(order.p, order.d, order.q),
        seasonal_order=(*seasonal, season if any(seasonal) else 0),
        trend="n" if not order.constant else "ct"[min(order.d + order.seasonal_d, 1)],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starting values that are not stationary
        return model.fit()


def estimates(fit: Any) -> dict[str, float]:
    return dict(zip(fit.model.param_names, fit.params, strict=True))


@pytest.mark.parametrize("name", list(CASES))
def test_batched_fit_of_textbook_series(name: str) -> None:
    """Coefficients are within 0.03 of published conditional estimates, or 0.06 of Moran's by hand,
    and within 0.05 of statsmodels' exact ones; variances within 6 %, AICc a period within 0.03.

    The conditional sum of squares takes what lies before the series as its mean and leaves out the
    first errors, so it cannot be equal to the exact likelihood.
    """
    case = CASES[name]
    series = case.load()
    real = np.ones((len(series), 1), bool)
    fit = fit_batch(series[:, None], real, (case.order,), case.season)
    ar, ma = expanded(fit.slots, case.season)
    ours = {"ar.L1": ar[1][0], "ar.L2": ar[2][0], "ma.L1": ma[1][0], "sigma2": fit.variance[0]}
    ours["ma.S.L12"] = fit.slots[5, 0]
    exact = exact_textbook(name)
    for published, close in ((case.conditional, 0.06 if name == "lynx" else 0.03),
                             (estimates(exact), 0.05)):  # fmt: skip
        for key, value in published.items():
            if key == "sigma2":
                assert ours[key] == pytest.approx(value, rel=0.06)
            elif key != "const":
                assert ours[key] == pytest.approx(value, abs=close), key
    periods = len(series) - case.order.d - case.order.seasonal_d * case.season
    counted = periods - UNCOUNTED
    assert fit.aicc[0] / counted == pytest.approx(exact.aicc / periods, abs=0.03)


@pytest.mark.parametrize("name", list(CASES))
def test_report_equals_statsmodels(name: str) -> None:
    """What is said of the item looked at, whatever its orders, is what statsmodels finds from its
    own starting values: AICc within 0.05, coefficients within a tenth of their standard error."""
    case = CASES[name]
    units = case.load().astype(np.float32)[None]
    frequency = Frequency.MONTHLY if case.season == 12 else Frequency.DAILY
    demand = made_up_demand(items=1, length=units.shape[1], frequency=frequency)
    report = report_arima(replace(demand, units=units), 0)
    exact = exact_fit(units[0].astype(np.float64), report.order, report.season)
    assert report.aicc == pytest.approx(exact.aicc, abs=0.05)
    theirs = estimates(exact)
    assert [one.name for one in report.coefficients] == list(theirs)
    for one in report.coefficients:
        assert one.value == pytest.approx(theirs[one.name], abs=0.1 * one.standard_error), one.name


@pytest.mark.parametrize("name", ["airline", "sunspots"])
def test_exact_fit_equals_what_was_published(name: str) -> None:
    """statsmodels, which the report relies on, finds the published estimates to 0.1 % of 1 and the
    published AICc to 0.02."""
    case = CASES[name]
    exact = exact_textbook(name)
    theirs = estimates(exact)
    for key, value in case.exact.items():
        close = {"abs": 0.1} if key == "const" else {"abs": 0.001}
        assert theirs[key] == pytest.approx(value, **close), key
    assert exact.aicc == pytest.approx(case.aicc, abs=0.02)
