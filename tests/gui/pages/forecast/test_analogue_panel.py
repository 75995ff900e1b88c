"""gui/pages/forecast/analogue_panel.py: what a new item is like, shown and changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core import pipeline
from core.forecasting.analogues import Analogue, Analogues
from core.forecasting.launch import Launches
from core.forecasting.launch_level import LaunchLevel
from gui import figures
from gui.pages.forecast.analogue_panel import AnaloguePanel
from gui.pages.forecast.page import ForecastPage
from gui.session import Session

NEW = 4
"""Row of the new item."""


@pytest.fixture
def session(session: Session) -> Session:
    """The shop with one new item, sold for five weeks, and two that are like it."""
    run = session.run
    units = run.demand.units.copy()
    units[NEW, :-5] = np.nan
    demand = replace(run.demand, units=units)
    others = (Analogue(demand.items[0], "", 0.8), Analogue(demand.items[1], "", 0.5))
    level = LaunchLevel(np.log(20.0), 1.0, np.zeros(5))
    launches = Launches((Analogues(demand.items[NEW], "", others),), level)
    session.demand, session.run = demand, replace(run, demand=demand, launches=launches)
    session.selected = NEW
    return session


@pytest.fixture
def panel(session: Session, forecast_page: ForecastPage) -> AnaloguePanel:
    assert forecast_page.why.alike.isVisible()
    forecast_page.why.alike.click()
    return forecast_page.findChildren(AnaloguePanel)[0]


def expected(session: Session) -> float:
    return float(session.run.forecast.mean()[NEW].sum())


def settled(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy)


def test_items_that_are_not_new_have_no_such_link(
    session: Session, forecast_page: ForecastPage
) -> None:
    """Only what leans on others says on whom."""
    session.select(0)
    forecast_page.turns.finish()
    assert not forecast_page.why.alike.isVisible()


def test_who_it_is_like_and_how_much(panel: AnaloguePanel, session: Session) -> None:
    """Both items that it is forecast by are listed by name, with how alike they are."""
    lines = [panel.listed.itemAt(number).widget().text() for number in range(2)]
    assert session.item_name(0) in lines[0]
    assert figures.percent(0.8) in lines[0]
    assert session.item_name(1) in lines[1]
    assert not panel.reset.isEnabled()


def test_taking_out_adding_and_factor_move_the_forecast_and_undo_brings_it_back(
    qtbot: QtBot, panel: AnaloguePanel, session: Session
) -> None:
    """Each change is one step of undo; the last undo leaves the very paths from before."""
    before = session.run.forecast.paths[NEW].copy()
    panel.listed.itemAt(1).widget().click()
    assert panel.listed.count() == 1
    assert not panel.listed.itemAt(0).widget().isEnabled()
    panel.other.setCurrentIndex(panel.other.findText(session.item_name(7)))
    panel.add.click()
    assert [other.item for other in panel.entry.others] == [
        session.demand.items[0],
        session.demand.items[7],
    ]
    once = expected(session)
    panel.factor.setValue(300)
    assert expected(session) > 1.1 * once
    assert session.undo_stack.undoText() == "items that a new one is like"
    settled(qtbot, session)
    for _ in range(3):
        session.undo_stack.undo()
    assert np.array_equal(session.run.forecast.paths[NEW], before)
    assert session.analogues == ()
    assert panel.listed.count() == 2
    settled(qtbot, session)


def test_as_found_takes_the_choice_back(
    qtbot: QtBot, panel: AnaloguePanel, session: Session
) -> None:
    """One press goes back to what name and category found."""
    before = session.run.forecast.paths[NEW].copy()
    panel.factor.setValue(200)
    assert panel.reset.isEnabled()
    panel.reset.click()
    assert np.array_equal(session.run.forecast.paths[NEW], before)
    assert session.analogues == ()
    settled(qtbot, session)


def test_the_choice_is_kept_in_the_workspace(
    qtbot: QtBot, panel: AnaloguePanel, session: Session, tmp_path: Path
) -> None:
    """Choice, and the forecast by it, come back with the workspace, and can still be undone."""
    before = session.run.forecast.paths[NEW].copy()
    panel.factor.setValue(150)
    settled(qtbot, session)
    path = tmp_path / "shop.shelf"
    pipeline.save_workspace(path, run=session.run, analogues=session.analogues)
    saved = pipeline.load_workspace(path)
    assert saved.analogues == session.analogues
    assert saved.run.launches.of(session.demand.items[NEW], "").factor == 1.5
    back = pipeline.with_chosen_analogues(saved.run, (), 1)
    assert np.array_equal(back.forecast.paths[NEW], before)
