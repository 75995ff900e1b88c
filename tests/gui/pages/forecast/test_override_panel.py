"""gui/pages/forecast/override_panel.py, and how the chart takes what is changed"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.checking.decisions import OUT_OF_STOCK
from gui.pages.forecast.override_panel import OverridePanel, change_forecast, override_words
from gui.pages.forecast.page import ForecastPage
from gui.session import Session


@pytest.fixture
def page(forecast_page: ForecastPage) -> ForecastPage:
    return forecast_page


def _drawn(qtbot: QtBot, page: ForecastPage, session: Session):
    qtbot.waitUntil(lambda: not session.jobs.busy)
    page.redraw.now()
    page.turns.finish()
    return page.chart.chart.series


def test_a_change_typed_moves_forecast_ranges_and_plan(
    qtbot: QtBot, page: ForecastPage, session: Session
) -> None:
    """Percent over three weeks: only they change, violet, with their range; undo takes it back."""
    before = page.chart.chart.series
    page._open_change(2)
    (panel,) = page.findChildren(OverridePanel)
    panel.last.setCurrentIndex(4)
    panel.value.setValue(50)
    panel.reason.setText("fair")
    panel.apply.click()
    after = _drawn(qtbot, page, session)
    assert list(np.flatnonzero(after.yours)) == [2, 3, 4]
    unchanged = np.delete(np.arange(13), [2, 3, 4])
    np.testing.assert_array_equal(after.median[unchanged], before.median[unchanged])
    assert (after.bands[1, 1, 2:5] > before.bands[1, 1, 2:5]).all()
    assert after.expected > before.expected
    assert "your change" in [entry.text for entry in page.chart.chart.legend.entries]
    assert panel.made.count() == 1
    assert "fair" in override_words(session.overrides[0], after.frequency)
    name = session.item_name(session.selected)
    assert session.undo_stack.undoText() == f"change of the forecast of {name}"
    session.undo_stack.undo()
    back = _drawn(qtbot, page, session)
    np.testing.assert_array_equal(back.median, before.median)
    assert session.overrides == ()
    panel.close()


def test_a_change_can_be_taken_back_by_itself(page: ForecastPage, session: Session) -> None:
    """Each change is a line; a press on one takes back that one alone."""
    whose = page._whose()
    assert change_forecast(session, whose, whose.periods[[0, 1]], "percent", 20) == ""
    assert change_forecast(session, whose, whose.periods[[5, 6]], "add", 30) == ""
    panel = OverridePanel(session, whose)
    assert panel.made.count() == 2
    panel.made.itemAt(0).widget().click()
    assert [o.kind for o in session.overrides] == ["add"]
    panel.close()


def test_what_cannot_be_is_refused_in_words(page: ForecastPage, session: Session) -> None:
    """Less than nothing cannot be sold."""
    whose = page._whose()
    assert change_forecast(session, whose, whose.periods[[0, 0]], "percent", -150)
    assert change_forecast(session, whose, whose.periods[[4, 2]], "percent", 10)
    assert session.overrides == ()


def test_a_point_of_the_forecast_is_dragged(
    qtbot: QtBot, page: ForecastPage, session: Session
) -> None:
    """Pulled up, a week's forecast has the units it was let go at; history cannot be dragged."""
    chart = page.chart.chart
    series, view = chart.series, chart.plot.view
    ahead = 6

    def at(units: float) -> QPoint:
        point = QPointF(series.future_days[ahead], units)
        return chart.plot.mapFromScene(view.mapViewToScene(point))

    wanted = float(round(series.bands[0, 1, ahead]))
    ground = chart.plot.viewport()
    qtbot.mousePress(ground, Qt.MouseButton.LeftButton, pos=at(float(series.median[ahead])))
    qtbot.mouseMove(ground, at(wanted))
    qtbot.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=at(wanted))
    (made,) = session.overrides
    assert made.kind == "units"
    assert made.value == pytest.approx(wanted, abs=1)
    after = _drawn(qtbot, page, session)
    paths = session.run.forecast.paths[session.selected, :, ahead]
    assert float(paths.mean()) == pytest.approx(made.value, rel=0.03)
    assert list(np.flatnonzero(after.yours)) == [ahead]


def test_enter_on_a_point_asks_for_its_change(qtbot: QtBot, page: ForecastPage) -> None:
    """The keyboard does what dragging does: the panel begins with the period that is read."""
    chart = page.chart.chart
    chart.setFocus()
    chart.read(len(chart.series.days) + 3)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    (panel,) = page.findChildren(OverridePanel)
    assert (panel.first.currentIndex(), panel.last.currentIndex()) == (3, 3)
    panel.close()


def test_a_span_drawn_over_the_past_is_marked_and_taken_back(
    qtbot: QtBot, page: ForecastPage, session: Session
) -> None:
    """Drawn with the pointer while marking: its menu marks whole periods of this item, violet on
    the chart at once; undo takes it back. Without marking, the same movement pans."""
    chart = page.chart.chart
    view, viewport = chart.plot.view, chart.plot.viewport()

    def place(period: int) -> QPoint:
        scene = view.mapViewToScene(QPointF(chart.series.days[period], 1.0))
        return chart.plot.mapFromScene(scene)

    page.chart.mark_button.click()
    spans: list[tuple[int, int]] = []
    chart.hand.spanned.connect(lambda first, last: spans.append((first, last)))
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place(-12))
    qtbot.mouseMove(viewport, place(-10))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place(-9))
    length = len(chart.series.days)
    assert spans == [(length - 12, length - 9)]
    assert not page.chart.mark_button.isChecked()
    menu = page.chart.findChild(QMenu, "marks")
    menu.actions()[1].trigger()
    (mark,) = session.decisions.marks
    periods = session.demand.periods
    assert (mark.item, mark.kind) == (chart.series.item, OUT_OF_STOCK)
    assert mark.first_day == periods[-12]
    assert mark.last_day == periods[-8] - np.timedelta64(1, "D")
    assert len(chart.series.marks) == 1
    session.undo_stack.undo()
    assert session.decisions.marks == ()
    assert chart.series.marks == ()


def test_a_period_is_marked_by_keys(qtbot: QtBot, page: ForecastPage, session: Session) -> None:
    """← reads a period of the past, M opens what can be said of it."""
    chart = page.chart.chart
    asked: list[int] = []
    chart.mark_asked.connect(asked.append)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_M)
    assert asked == [len(chart.series.days) - 1]
    menu = page.chart.findChild(QMenu, "marks")
    assert menu.actions()[0].text()
    menu.close()


def test_the_history_is_taken_apart_below_the_chart(
    qtbot: QtBot, page: ForecastPage, session: Session
) -> None:
    """P shows level, season and rest in place of the stock, of the next item too, and hides them;
    a shop of less than two years is told why there is nothing."""
    chart = page.chart.chart
    assert chart.stock.plot.isVisible()
    page.chart.parts_action.setChecked(True)
    qtbot.waitUntil(chart.parts.plot.isVisible)
    assert not chart.stock.plot.isVisible()
    session.select(3)
    qtbot.waitUntil(lambda: chart.parts.plot.isVisible() and not session.jobs.busy)
    page.chart.parts_action.setChecked(False)
    assert not chart.parts.plot.isVisible()
    run = session.run
    session.run = replace(run, demand=replace(run.demand, units=run.demand.units[:, :90]))
    page.chart.parts_action.setChecked(True)
    qtbot.waitUntil(page.chart.strip.isVisible)
    assert "Two whole seasons" in page.chart.strip.words.text()
