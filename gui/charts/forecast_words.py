"""A forecast chart in words and figures: what the pointer reads, and the table that is its twin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from gui import figures
from gui.charts.hover import HoverLine
from gui.charts.series import (
    RANGES,
    ForecastSeries,
    days_since_1970,
    stock_level,
    stocked_until,
)

OTHERS_AT_MOST = 3
"""Models that are drawn and read beside the forecast."""

Cell = str | float | np.datetime64


def values(series: ForecastSeries, point: int) -> tuple[HoverLine, ...]:
    """Return the exact values of a period in words; the past's first, then the future's."""
    ahead = point - len(series.days)
    if ahead < 0:
        units = series.units[point]
        if not np.isfinite(units):
            return (HoverLine("", QCoreApplication.translate("ForecastChart", "not on sale")),)
        out = any(a <= series.days[point] <= b for a, b in series.stockouts)
        text = QCoreApplication.translate("ForecastChart", "sold")
        if out:
            text = QCoreApplication.translate("ForecastChart", "sold, probably out of stock")
        lines = [HoverLine(figures.units(units), text)]
        recorded = series.recorded[point]
        if np.isfinite(recorded) and recorded != units:
            text = QCoreApplication.translate("ForecastChart", "as recorded")
            lines.append(HoverLine(figures.units(recorded), text, "text_2"))
        if series.past_stock is not None:
            lines += _in_stock(stocked_until(series.past_stock, series.days[point]))
        return (*lines, *event_lines(series, point))
    low, high = series.bands[1, :, ahead]
    lines = [
        HoverLine(
            figures.units(series.median[ahead], 0 if series.median[ahead] >= 3 else 1),
            figures.percent(0.8)
            + QCoreApplication.translate("ForecastChart", ": {low}–{high}").format(
                low=figures.units(low), high=figures.units(high)
            ),
            "forecast",
        )
    ]
    if series.models_median is not None and series.yours[ahead]:
        text = QCoreApplication.translate("ForecastChart", "without your change")
        lines.append(HoverLine(figures.units(series.models_median[ahead]), text, "yours"))
    for name, median in list(series.others.items())[:OTHERS_AT_MOST]:
        lines.append(
            HoverLine(
                figures.units(median[ahead]),
                figures.model_name(name, series.frequency),
                "text_2",
            )
        )
    if series.stock is not None:
        first = days_since_1970(series.stock.days[:1])[0]
        day = int(series.future_days[ahead] - first)
        if 0 <= day < len(series.stock.days):
            lines += _in_stock(float(stock_level(series.stock)[day]))
    return (*lines, *event_lines(series, point))


def _in_stock(units: float) -> list[HoverLine]:
    if not np.isfinite(units):
        return []
    text = QCoreApplication.translate("ForecastChart", "in stock")
    return [HoverLine(figures.units(units), text, "text_2")]


def period_words(series: ForecastSeries, point: int) -> str:
    """Return the name of a period."""
    ahead = point - len(series.days)
    day = series.future_first_days[ahead] if ahead >= 0 else series.first_days[point]
    return figures.period(day, series.frequency)


def event_lines(series: ForecastSeries, point: int) -> tuple[HoverLine, ...]:
    """Return the events that fall into a period."""
    ahead = point - len(series.days)
    middle = float(series.future_days[ahead] if ahead >= 0 else series.days[point])
    half = series.frequency.days / 2
    return tuple(
        HoverLine("", event.words(), "text_2")
        for event in series.events
        if event.start < middle + half and event.end > middle - half
    )


def header(series: ForecastSeries) -> tuple[str, ...]:
    """Return the columns of the table."""
    words = [
        QCoreApplication.translate("ForecastChart", "Period begins"),
        QCoreApplication.translate("ForecastChart", "Sold"),
        QCoreApplication.translate("ForecastChart", "Forecast"),
    ]
    for share, _ in reversed(RANGES):
        name = figures.percent(share)
        words += [
            QCoreApplication.translate("ForecastChart", "{range} from").format(range=name),
            QCoreApplication.translate("ForecastChart", "{range} to").format(range=name),
        ]
    return (*words, *(figures.model_name(name, series.frequency) for name in series.others))


def rows(series: ForecastSeries) -> tuple[tuple[Cell, ...], ...]:
    """Return the chart's data, a row a period: day, units; NaN where there is none."""
    nothing = (float("nan"),) * (len(header(series)) - 2)
    made: list[tuple[Cell, ...]] = [
        (day, float(units), *nothing)
        for day, units in zip(series.first_days, series.units, strict=True)
    ]
    for k, day in enumerate(series.future_first_days):
        edges = [
            float(edge)
            for number in reversed(range(len(RANGES)))
            for edge in series.bands[number, :, k]
        ]
        others = [float(median[k]) for median in series.others.values()]
        made.append((day, float("nan"), float(series.median[k]), *edges, *others))
    return tuple(made)


def table(series: ForecastSeries) -> tuple[tuple[str, ...], ...]:
    """Return the chart's data as text: a header, then a row a period."""
    past = len(series.days)
    return (
        header(series),
        *(_text(row, 0 if k < past else 1) for k, row in enumerate(rows(series))),
    )


def _text(row: Sequence[Cell], decimals: int) -> tuple[str, ...]:
    return tuple(
        ("" if np.isnan(cell) else figures.units(cell, decimals))
        if isinstance(cell, float)
        else str(cell)
        for cell in row
    )
