"""gui/charts: the overview strip and the event rail of the forecast chart"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from gui.charts.forecast_chart import ForecastChart
from gui.charts.series import EventMark, forecast_series
from tests.made_up import made_up_demand, made_up_forecast


@pytest.fixture
def chart(qtbot: QtBot) -> ForecastChart:
    """A chart of three years with two events, one of them ahead."""
    QLocale.setDefault(QLocale("en"))
    demand = made_up_demand(2, 156)
    series = forecast_series(demand, made_up_forecast(demand), 0, "Mug")
    events = (
        EventMark("Double 11", series.cutoff - 60, series.cutoff - 52),
        EventMark("Spring Festival", series.cutoff + 20, series.cutoff + 35, sure=False),
    )
    made = ForecastChart()
    qtbot.addWidget(made)
    made.resize(800, 560)
    made.show_series(replace(series, events=events))
    made.show()
    qtbot.wait(5)
    return made


def _seen(chart: ForecastChart) -> tuple[float, float]:
    (low, high), _ = chart.plot.view.viewRange()
    return low, high


def test_the_window_lies_over_what_the_chart_shows(chart: ForecastChart) -> None:
    """The strip's window has the share of the strip that the range has of all the time."""
    low, high = _seen(chart)
    first, last = chart.overview._span()
    share = chart.overview.window_place().width() / chart.overview._plot().width()
    assert share == pytest.approx((min(high, last) - low) / (last - first), abs=0.01)


def test_dragging_the_window_moves_the_chart(qtbot: QtBot, chart: ForecastChart) -> None:
    """The chart follows the window, as wide as before, and never leaves the history."""
    low, high = _seen(chart)
    strip = chart.overview
    start = strip.window_place().center().toPoint()
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(strip, start - QPoint(150, 0))
    moved_low, moved_high = _seen(chart)
    assert moved_low < low - 30
    assert moved_high - moved_low == pytest.approx(high - low, rel=0.02)
    qtbot.mouseMove(strip, start - QPoint(2000, 0))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=start - QPoint(2000, 0))
    assert _seen(chart)[0] >= chart.series.days[0] - 8


def test_dragging_an_edge_widens_the_range(qtbot: QtBot, chart: ForecastChart) -> None:
    """The left edge taken to the left shows more history, the right end stays."""
    low, high = _seen(chart)
    strip = chart.overview
    edge = QPoint(round(strip.window_place().left()), 15)
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(strip, edge - QPoint(100, 0))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=edge - QPoint(100, 0))
    wider_low, wider_high = _seen(chart)
    assert wider_low < low - 20
    assert wider_high == pytest.approx(min(high, chart.overview._span()[1]), abs=4)


def test_events_seen_stand_over_their_days(chart: ForecastChart) -> None:
    """The rail's bars lie where the plot shows their days; what is out of sight is left out."""
    chart.show_all()
    view = chart.plot.view
    for mark, place in chart.rail.places():
        scene = view.mapViewToScene(QPointF(mark.start, 0))
        x = chart.plot.mapTo(chart, chart.plot.mapFromScene(scene)).x() - chart.rail.x()
        assert place.left() == pytest.approx(x, abs=6)
    assert len(chart.rail.places()) == 2
    chart.show_range(chart.series.cutoff)
    assert [mark.name for mark, _ in chart.rail.places()] == ["Spring Festival"]


def test_e_reads_the_next_event_and_says_that_its_days_may_change(
    qtbot: QtBot, chart: ForecastChart
) -> None:
    """E goes from event to event; the card names them, with a doubt where there is one."""
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_E)
    assert chart.values(chart.point)[-1].text == "Double 11"
    qtbot.keyClick(chart, Qt.Key.Key_E)
    assert chart.values(chart.point)[-1].text == "Spring Festival (days not certain)"


def test_what_was_cleaned_away_is_drawn_beside_what_counts(chart: ForecastChart) -> None:
    """Where cleaning changed a period, the recorded figure is drawn and read as well."""
    units = chart.series.units.copy()
    units[-3] = 40.0
    chart.show_series(replace(chart.series, units=units))
    lines = chart.values(len(units) - 3)
    assert lines[0].figure == "40"
    assert lines[1].text == "as recorded"
    assert lines[1].figure == f"{np.nan_to_num(chart.series.recorded[-3]):.0f}"
    assert "as recorded" in [entry.text for entry in chart.legend.entries]
