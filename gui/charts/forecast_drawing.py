"""What a forecast chart draws of a series, from its events below to its labels above."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from gui import figures
from gui.charts import marks
from gui.charts.forecast_words import OTHERS_AT_MOST
from gui.charts.legend import LegendEntry
from gui.charts.line import Line
from gui.charts.series import RANGES, ForecastSeries
from gui.charts.sheet import Words
from gui.theme import theme

THICK_UNTIL = 500
"""Points up to which history is drawn a little thicker than 1 px."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn and is asked for later.

    labels  words that stand at the top, at a place on the time axis; beside, those right of a
            place, where they meet no others
    entries of the legend; recorded, the line of what was cleaned, None where nothing was
    """

    history: Line
    median: Line
    labels: tuple[tuple[Words, float], ...]
    beside: tuple[tuple[Words, float], ...]
    entries: tuple[LegendEntry, ...]
    recorded: Line | None


def draw(series: ForecastSeries, pencil: marks.Pencil) -> Drawing:
    """Draw a series bottom to top, as the grammar of charts orders its marks."""
    colour = theme().chart
    for event in series.events:
        pencil.band(event.start, event.end, colour("event_fill"))
    for start, end in series.stockouts:
        pencil.band(start, end, colour("stockout_fill"), colour("stockout"))
    draw_marks(series, pencil)
    draw_turn(series, pencil)
    x, tied = joined(series)
    for number, (_, token) in enumerate(RANGES):
        low, high = (np.concatenate([tied, edge]) for edge in series.bands[number])
        pencil.fan(x, low, high, colour(token), 1 + number)
        if number == 0:
            for edge in (low, high):
                pencil.line(x, edge, colour("fan_80"), 1, (1, 2), z=1.5)
    width = 1.3 if len(series.days) <= THICK_UNTIL else 1
    history = pencil.line(series.days, series.units, colour("history"), width, z=5)
    entries = [
        LegendEntry("line", QCoreApplication.translate("ForecastChart", "sales")),
        LegendEntry("fan", fan_words()),
    ]
    recorded = draw_recorded(series, pencil)
    if recorded is not None:
        words = QCoreApplication.translate("ForecastChart", "as recorded")
        entries.insert(1, LegendEntry("raw", words))
    if series.stockouts:
        entries.append(
            LegendEntry(
                "stockout", QCoreApplication.translate("ForecastChart", "probably out of stock")
            )
        )
    for token, name in model_tokens(tuple(series.others)):
        median = series.others[name]
        pencil.line(x, np.concatenate([tied, median]), colour(token), 1, marks.dash(token), z=6)
        pencil.dots(
            series.future_days,
            median,
            colour(token),
            marks.symbol(token),
            5,
            width=1,
            z=6.5,
        )
        entries.append(LegendEntry(token, figures.model_name(name, series.frequency)))
    median = np.concatenate([tied, series.median])
    pencil.line(x, median, theme().colour("surface"), 4.5, z=7)
    middle = pencil.line(x, median, colour("forecast"), 2, z=8)
    if draw_yours(series, pencil):
        words = QCoreApplication.translate("ForecastChart", "your change")
        entries.append(LegendEntry("yours", words))
    pencil.upright(series.cutoff, colour("cutoff"))
    strong = theme().font("axis", 600)
    last_day = np.datetime64(int(series.cutoff) - 1, "D")
    until = QCoreApplication.translate("ForecastChart", "Sales to {day}").format(
        day=figures.short_day(last_day)
    )
    ahead = QCoreApplication.translate("ForecastChart", "Forecast")
    labels = (
        (pencil.words(until, colour("cutoff"), (1, 0)), series.cutoff),
        (pencil.words(ahead, colour("forecast"), (0, 0), strong), series.cutoff),
    )
    beside = []
    for start, end in series.stockouts:
        text = QCoreApplication.translate(
            "ForecastChart", "Probably out of stock\n{start} – {end}"
        ).format(
            start=figures.short_day(np.datetime64(int(start), "D")),
            end=figures.short_day(np.datetime64(int(end) - 1, "D")),
        )
        beside.append((pencil.words(text, colour("stockout"), (0, 0)), end))
    return Drawing(history, middle, labels, tuple(beside), tuple(entries), recorded)


def draw_yours(series: ForecastSeries, pencil: marks.Pencil) -> bool:
    """Draw in violet what the operator changed, with diamonds; return whether there is any."""
    yours, models = series.yours, series.models_median
    if models is None or not yours.any():
        return False
    colour = theme().chart("override")
    median = np.where(yours, series.median, np.nan)
    pencil.line(series.future_days, models, theme().chart("forecast"), 1, (2, 3), z=7.5)
    pencil.line(series.future_days, median, colour, 2, z=8.5)
    days, units = series.future_days[yours], series.median[yours]
    pencil.dots(days, units, colour, "d", 9, colour, z=9)
    more = float((series.median - models)[yours].sum())
    words = QCoreApplication.translate("ForecastChart", "yours {units}").format(
        units=figures.signed(more)
    )
    label = pencil.words(words, colour, (0.5, 1.1), theme().font("axis", 600))
    label.setPos(float(days[len(days) // 2]), float(units.max()))
    return True


def draw_marks(series: ForecastSeries, pencil: marks.Pencil) -> None:
    """Draw in violet what the operator marked; words say which, at the foot."""
    for start, end, out in series.marks:
        fill, edge = theme().colour("yours_soft"), theme().chart("override")
        pencil.band(start, end, fill, edge if out else None)
        words = (
            QCoreApplication.translate("ForecastChart", "out of stock")
            if out
            else QCoreApplication.translate("ForecastChart", "left out")
        )
        label = pencil.words(words, edge, (0, 1.0))
        label.setPos(start, 0)


def draw_turn(series: ForecastSeries, pencil: marks.Pencil) -> None:
    """Mark where the trend turned with a small triangle on the time axis, and say which way."""
    if series.turned is None:
        return
    place, up = series.turned
    colour = theme().colour("rising" if up else "fading")
    words = (
        QCoreApplication.translate("ForecastChart", "turned up")
        if up
        else QCoreApplication.translate("ForecastChart", "turned down")
    )
    pencil.dots([place], [0.0], colour, "t1" if up else "t", 9, colour, z=12)
    pencil.words(words, colour, (0.5, 1.4)).setPos(place, 0)


def draw_recorded(series: ForecastSeries, pencil: marks.Pencil) -> Line | None:
    """Draw what was recorded where history was cleaned of it; return the line, if there is any."""
    differs = np.isfinite(series.recorded) & (series.recorded != series.units)
    if not differs.any():
        return None
    colour = theme().chart("raw")
    # With its neighbours, so that the way there and back is seen.
    near = differs | np.roll(differs, 1) | np.roll(differs, -1)
    recorded = np.where(near, series.recorded, np.nan)
    line = pencil.line(series.days, recorded, colour, 1, (1, 2), z=4)
    pencil.dots(series.days[differs], series.recorded[differs], colour, "o", 6, z=4.5)
    return line


def joined(series: ForecastSeries) -> tuple[np.ndarray, np.ndarray]:
    """Return the fan's x and the value it opens from: the last sale, where there is one."""
    if len(series.units) and np.isfinite(series.units[-1]):
        return np.concatenate([series.days[-1:], series.future_days]), series.units[-1:]
    return series.future_days, np.empty(0)


def fan_words() -> str:
    """Return what the fan is called."""
    if figures.chinese():
        return QCoreApplication.translate("ForecastChart", "forecast, 50 · 80 · 95 %").replace(
            " %", "%"
        )
    return QCoreApplication.translate("ForecastChart", "forecast, 50 · 80 · 95 %")


def model_tokens(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return (colour token, name) of the models drawn, at most three; last year's is grey."""
    free = iter(marks.MODEL_TOKENS[1:])
    return [
        ("m_naive" if name == "seasonal_naive" else next(free), name)
        for name in names[:OTHERS_AT_MOST]
    ]
