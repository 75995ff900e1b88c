"""The exact ARIMA model of the one item that is looked at, with what can be said of it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from core.compute import Compute
from core.demand import Demand
from core.forecasting.arima.arima import SHORTEST, Arima
from core.forecasting.arima.orders import LONGEST_SEASON, Order
from core.forecasting.arima.search import SLOTS, expanded
from core.forecasting.history import FloatArray, observed_units
from core.forecasting.season import fit_profile
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_LONGEST = 800  # periods; the exact likelihood takes seconds beyond
_SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One estimate: its usual name (ar.L1, ma.S.L7, …), value and standard error."""

    name: str
    value: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class ArimaReport:
    """The exact maximum likelihood fit of one item's ARIMA model.

    order           orders, as in the catalogue's model of the item
    season          periods of its season, 1 where it has none
    coefficients    estimates; empty where the history was too short to estimate any
    aicc            corrected Akaike criterion; NaN where nothing was estimated
    autocorrelation (lags) of the residuals at lag 1, 2, …
    bounds          their 95 % bounds (±) if nothing is left in the residuals
    ljung_box       probability of residuals so correlated by chance; NaN where not testable
    sentences       the above in words
    """

    order: Order
    season: int
    coefficients: tuple[Coefficient, ...]
    aicc: float
    autocorrelation: FloatArray
    bounds: float
    ljung_box: float
    sentences: tuple[Sentence, ...]

    def __post_init__(self) -> None:
        self.autocorrelation.setflags(write=False)


def report_arima(demand: Demand, row: int) -> ArimaReport:
    """Return the report on item ``row`` of ``demand``.

    Orders are chosen as for the whole catalogue (conditional sum of squares); the coefficients are
    then estimated by exact maximum likelihood (statsmodels' SARIMAX), missing periods included.
    """
    one = demand.select(np.array([row]))
    fitted = Arima(Compute(workers=1)).fit(one, Progress())
    order, season = fitted.orders[0], fitted.season
    units = observed_units(one)
    if demand.frequency.season_length > LONGEST_SEASON:
        profile = fit_profile(units, demand.frequency.season_length)
        units = units / profile.indices(0, demand.length)
    series = units[0, -_LONGEST:]
    known = np.flatnonzero(np.isfinite(series))
    if known.size < SHORTEST or np.ptp(series[known]) == 0:
        return _too_short(order, season, known.size)
    slots, constant = fitted.slots[:, 0], float(fitted.constant[0])
    return _estimated(series[known[0] : known[-1] + 1], order, season, slots, constant)


def _estimated(
    series: FloatArray, order: Order, season: int, slots: FloatArray, constant: float
) -> ArimaReport:
    from statsmodels.stats.diagnostic import acorr_ljungbox
    from statsmodels.tsa.arima.model import ARIMA
    from statsmodels.tsa.stattools import acf

    seasonal = order.seasonal_p + order.seasonal_d + order.seasonal_q > 0
    trend = "n"
    if order.constant:
        trend = "ct"[min(order.d + order.seasonal_d, 1)]
    scale = float(np.nanstd(series)) or 1.0
    model = ARIMA(
        series / scale,
        order=(order.p, order.d, order.q),
        seasonal_order=(order.seasonal_p, order.seasonal_d, order.seasonal_q, season)
        if seasonal
        else (0, 0, 0, 0),
        trend=trend,
    )
    with warnings.catch_warnings():
        # Starting values are not stationary, or the search ended early: the result is used all
        # the same, its residuals are tested below.
        warnings.simplefilter("ignore")
        result = model.fit(start_params=_start(model.param_names, slots, constant / scale))
        errors = np.asarray(result.standardized_forecasts_error[0])
        deviation = np.asarray(result.bse)
    begin = order.d + order.seasonal_d * season
    errors = errors[begin:]
    errors = errors[np.isfinite(errors)]
    lags = int(max(1, min(2 * season if season > 1 else 10, errors.size // 5)))
    residual = np.asarray(acf(errors, nlags=lags, fft=False), dtype=np.float64)[1:]
    spare = order.parameters - 1 - order.constant
    chance = float("nan")
    if lags > spare:
        test = acorr_ljungbox(errors, lags=[lags], model_df=spare)
        chance = float(test["lb_pvalue"].iloc[0])
    units_of = {"const", "intercept", "drift", "x1"}
    coefficients = tuple(
        Coefficient(
            name,
            float(value) * (scale**2 if name == "sigma2" else scale if name in units_of else 1),
            float(error) * (scale**2 if name == "sigma2" else scale if name in units_of else 1),
        )
        for name, value, error in zip(model.param_names, result.params, deviation, strict=True)
    )
    # The likelihood of the scaled series, brought back to units.
    aicc = float(result.aicc) + 2 * errors.size * np.log(scale)
    sentences = (_in_words(order, season), *_residuals_in_words(chance))
    return ArimaReport(
        order,
        season,
        coefficients,
        aicc,
        residual,
        float(1.96 / np.sqrt(errors.size)),
        chance,
        sentences,
    )


def _start(names: list[str], slots: FloatArray, constant: float) -> FloatArray:
    """Where the search begins: at the catalogue's coefficients, which are close."""
    ar, ma = expanded(0.97 * slots[:, None], season=1)
    known = {"ar.L1": ar[1][0], "ar.L2": ar[2][0], "ma.L1": ma[1][0], "ma.L2": ma[2][0]}
    known |= {"const": constant, "x1": constant, "sigma2": 0.5}
    start = []
    for name in names:
        if name in known:
            start.append(known[name])
        else:
            start.append(
                0.97 * slots[SLOTS.index("seasonal_ar" if "ar.S" in name else "seasonal_ma")]
            )
    return np.array(start, dtype=np.float64)


def _too_short(order: Order, season: int, count: int) -> ArimaReport:
    sentence = say(
        QT_TRANSLATE_NOOP(
            "core",
            "With {count} periods of history, or sales that never vary, no model can be estimated: "
            "the forecast is an average in which newer periods count more.",
        ),
        count=count,
    )
    nan = float("nan")
    return ArimaReport(order, season, (), nan, np.zeros(0), nan, nan, (sentence,))


def _in_words(order: Order, season: int) -> Sentence:
    """What the orders mean for the merchant."""
    name = f"ARIMA({order.p},{order.d},{order.q})"
    if order.seasonal_p + order.seasonal_d + order.seasonal_q:
        name += f"({order.seasonal_p},{order.seasonal_d},{order.seasonal_q})[{season}]"
    if order.d == 0 and order.p + order.q + order.seasonal_p + order.seasonal_q == 0:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{name}: sales vary around a steady level, and one period says nothing about the next.",
        )
    elif order.d == 0:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{name}: sales vary around a steady level; a good or bad period echoes for a while.",
        )
    elif order.constant:
        template = QT_TRANSLATE_NOOP(
            "core", "{name}: the level moves from period to period, with a lasting trend."
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core", "{name}: the level itself moves, so recent periods count most."
        )
    return say(template, name=name)


def _residuals_in_words(chance: float) -> tuple[Sentence, ...]:
    if np.isnan(chance):
        return ()
    if chance < _SIGNIFICANT:
        template = QT_TRANSLATE_NOOP(
            "core",
            "What the model leaves unexplained still follows a pattern (Ljung-Box test, "
            "probability {chance:.2f}): look at the other methods too.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core",
            "What the model leaves unexplained looks like chance (Ljung-Box test, "
            "probability {chance:.2f}).",
        )
    return (say(template, chance=chance),)
