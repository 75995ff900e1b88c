"""What a forecast chart shows of one item: its past, its forecast and its stock to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from core.checking.decisions import OUTLIER, Mark
from core.demand import Demand
from core.forecasting.forecast import Forecast, quantiles_of
from core.frequency import Days, Frequency
from core.restocking.orders.simulation import StockProjection
from core.restocking.replay.past_stock import PastStock
from gui import figures

Floats = NDArray[np.float64]

RANGES = ((0.95, "fan_95"), (0.80, "fan_80"), (0.50, "fan_50"))
"""The shares of outcomes the fan's bands hold, widest first, and their colour tokens."""


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event on the time axis: its name, and from when to when it moves sales (days since 1970).

    sure is False where the days of that year are not certain yet.
    """

    name: str
    start: float
    end: float
    sure: bool = True

    def words(self) -> str:
        """Return its name, and that its days are not certain where they are not."""
        if self.sure:
            return self.name
        return QCoreApplication.translate("ForecastChart", "{event} (days not certain)").format(
            event=self.name
        )


@dataclass(frozen=True, slots=True)
class ForecastSeries:
    """One item's past and forecast. Places on the time axis are days since 1970.

    first_days  (t) first days of past periods; days (t) their middles
    units       (t) units per period, cleaned; NaN where the item was not on sale
    recorded    (t) units per period as they stand in the sheets
    stockouts   spans (from, to) in which the item was probably out of stock
    cutoff      where the forecast begins
    future_first_days (h), future_days (h)
    median      (h) units per period
    expected    units over the whole horizon: the mean, for medians do not add up
    bands       (3, 2, h) lower and upper edges of the ranges of ``RANGES``
    others      medians of other models, by name, (h) each
    events      what moves sales, in the order of their days
    marks       spans (from, to, whether out of stock) that the operator marked
    models_median (h) the models' median where the operator changed the forecast, else None
    past_stock  stock until today; None where it is not known
    turned      where the trend turned and whether upwards; None where it did not
    """

    item: str
    store: str
    title: str
    frequency: Frequency
    first_days: Days
    days: Floats
    units: Floats
    recorded: Floats
    stockouts: tuple[tuple[float, float], ...]
    cutoff: float
    future_first_days: Days
    future_days: Floats
    median: Floats
    expected: float
    bands: Floats
    others: Mapping[str, Floats]
    stock: StockProjection | None
    events: tuple[EventMark, ...] = ()
    models_median: Floats | None = None
    marks: tuple[tuple[float, float, bool], ...] = ()
    past_stock: PastStock | None = None
    turned: tuple[float, bool] | None = None

    @property
    def yours(self) -> NDArray[np.bool_]:
        """(h) which periods the operator changed."""
        if self.models_median is None:
            return np.zeros(len(self.median), dtype=bool)
        return np.asarray(np.abs(self.median - self.models_median) > 1e-9)

    @property
    def stocked(self) -> bool:
        """Whether anything is known of the item's stock."""
        return self.stock is not None or self.past_stock is not None

    @property
    def name(self) -> str:
        """The title where the sheet gives one, else the code."""
        return self.title or self.item

    def place(self, x: float) -> int:
        """Return the number of the period nearest to ``x``, the past's first, then the future's."""
        every = np.concatenate([self.days, self.future_days])
        return int(np.abs(every - x).argmin())

    def __len__(self) -> int:
        return len(self.days) + len(self.future_days)


def days_since_1970(days: Days) -> Floats:
    """Return places on the time axis, (n) float days since 1970."""
    return np.asarray(days, dtype="datetime64[D]").astype(np.float64)


def middles(start: np.datetime64, count: int, frequency: Frequency) -> Floats:
    """Return the middles of ``count`` periods, (n) float days since 1970."""
    edges = days_since_1970(frequency.periods(start, count + 1))
    return np.asarray((edges[:-1] + edges[1:]) / 2)


def spans(flags: NDArray[np.bool_], start: np.datetime64, frequency: Frequency) -> Floats:
    """Return the spans (from, to) in days since 1970 of the runs in which ``flags`` holds."""
    edges = days_since_1970(frequency.periods(start, len(flags) + 1))
    steps = np.diff(np.concatenate([[0], flags.astype(np.int8), [0]]))
    return np.column_stack([edges[np.flatnonzero(steps == 1)], edges[np.flatnonzero(steps == -1)]])


def forecast_series(
    demand: Demand,
    forecast: Forecast,
    row: int,
    title: str = "",
    others: Mapping[str, NDArray[np.float32]] | None = None,
    stock: StockProjection | None = None,
    events: Sequence[EventMark] = (),
    statistical: Forecast | None = None,
    marks: Sequence[Mark] = (),
) -> ForecastSeries:
    """Gather what the chart shows of the item at ``row``; ``others`` are (n, h) medians by name."""
    paths = forecast.paths[row].astype(np.float64)
    edges = [(0.5 - share / 2, 0.5 + share / 2) for share, _ in RANGES]
    levels = quantiles_of(paths, [0.5, *(level for pair in edges for level in pair)], axis=0)
    return ForecastSeries(
        item=demand.items[row],
        store=demand.stores[row],
        title=title,
        frequency=demand.frequency,
        first_days=demand.periods,
        days=middles(demand.start, demand.length, demand.frequency),
        units=demand.units[row].astype(np.float64),
        recorded=demand.as_sold[row].astype(np.float64),
        stockouts=tuple(
            (float(a), float(b))
            for a, b in spans(demand.censored[row], demand.start, demand.frequency)
        ),
        cutoff=float(days_since_1970(np.array([forecast.cutoff]))[0]),
        future_first_days=forecast.periods,
        future_days=middles(forecast.cutoff, forecast.horizon, forecast.frequency),
        median=levels[0],
        expected=float(paths.sum(axis=1).mean()),
        bands=levels[1:].reshape(len(RANGES), 2, -1),
        others={name: medians[row].astype(np.float64) for name, medians in (others or {}).items()},
        stock=stock,
        events=tuple(events),
        marks=tuple(
            (*days_since_1970(np.array([m.first_day, m.last_day + 1])).tolist(), m.kind != OUTLIER)
            for m in marks
        ),
        models_median=None
        if statistical is None
        else quantiles_of(statistical.paths[row].astype(np.float64), 0.5, axis=0),
    )


def stock_level(stock: StockProjection, level: float = 0.5, ordered: bool = True) -> Floats:
    """Return (d) units in stock on each day at a quantile level, with or without the order."""
    return np.asarray((stock.stock if ordered else stock.without)[stock.levels.index(level)])


def stocked_until(past: PastStock, x: float) -> float:
    """Return the units in stock at the place ``x`` of the time axis; NaN before they are known."""
    place = int(np.searchsorted(days_since_1970(past.days) + 1, x, side="right")) - 1
    return float(past.stock[place]) if place >= 0 else float("nan")


def summary(series: ForecastSeries) -> str:
    """Say in one sentence what the chart shows."""
    recent = series.units[-len(series.median) :]
    recent = recent[np.isfinite(recent)]
    total, horizon = series.expected, len(series.median)
    low, high = series.bands[1]
    if not len(recent):
        return QCoreApplication.translate(
            "ForecastChart",
            "{name}: nothing sold lately; about {total} expected in the next {span}.",
        ).format(
            name=series.name,
            total=figures.units(total),
            span=figures.span(horizon, series.frequency),
        )
    texts = {
        Frequency.DAILY: QCoreApplication.translate(
            "ForecastChart",
            "{name}: sold {level} a day lately; about {total} in the next {span}. "
            "The last day is expected between {low} and {high}, 8 times in 10.",
        ),
        Frequency.WEEKLY: QCoreApplication.translate(
            "ForecastChart",
            "{name}: sold {level} a week lately; about {total} in the next {span}. "
            "The last week is expected between {low} and {high}, 8 times in 10.",
        ),
        Frequency.MONTHLY: QCoreApplication.translate(
            "ForecastChart",
            "{name}: sold {level} a month lately; about {total} in the next {span}. "
            "The last month is expected between {low} and {high}, 8 times in 10.",
        ),
    }
    level = float(recent.mean())
    return texts[series.frequency].format(
        name=series.name,
        level=figures.units(level, 0 if level >= 10 else 1),
        total=figures.units(total),
        span=figures.span(horizon, series.frequency),
        low=figures.units(float(low[-1])),
        high=figures.units(float(high[-1])),
    )
