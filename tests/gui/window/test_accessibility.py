"""Names and roles in the whole window (P65), as Qt's own interface has them."""

from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget
from pytestqt.qtbot import QtBot

from core import pipeline
from core.tracking.archive import Archive, archived
from gui.accessibility import ROLES
from gui.pages.controls import Choice, Segments
from gui.session.keeping import STORED
from gui.window.frame import STAGES, Window
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def full(window: Window) -> Window:
    """The window with a value of every stage, and a forecast before to be compared with."""
    made = made_up_session(items=30)
    made.jobs.shut_down()
    for stage in STORED:
        setattr(window.session, stage, getattr(made, stage))
    run = made.run
    then = replace(
        run.forecast,
        cutoff=run.demand.periods[-8],
        paths=run.forecast.paths * np.float32(0.6),
    )
    kept = archived(then, then, run.choice.models, {})
    window.session.followed = pipeline.follow_up(run, Archive().added(kept))
    for stage in (*STORED, "followed"):
        window.session.changed.emit(stage)
    return window


def _reached(window: Window) -> list[QWidget]:
    """What Tab comes to, without the line inside a spin box, which is the spin box."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractSpinBox)
        and not widget.objectName().startswith("qt_")
    ]


def test_whatever_takes_the_keyboard_has_a_name_and_a_role(qtbot: QtBot, full: Window) -> None:
    """On every page a screen reader can say what has the focus, and what kind of thing it is."""
    silent = []
    for name, _ in STAGES:
        full.open_stage(name)
        qtbot.wait(20)
        for widget in _reached(full):
            seen = QAccessible.queryAccessibleInterface(widget)
            role, words = seen.role(), seen.text(QAccessible.Text.Name)
            if role in (QAccessible.Role.NoRole, QAccessible.Role.Client) or not words:
                silent.append(f"{name}: {type(widget).__name__}, {role.name}, {words!r}")
    assert sorted(set(silent)) == []


def test_charts_say_what_they_show(qtbot: QtBot, full: Window) -> None:
    """Each chart is a chart, and its description a sentence."""
    for page, chart in (("today", "growth_chart"), ("forecast", "chart")):
        full.open_stage(page)
        qtbot.wait(20)
        widget = getattr(full.pages[page], chart)
        widget = getattr(widget, "chart", widget)
        seen = QAccessible.queryAccessibleInterface(widget)
        assert seen.role() is QAccessible.Role.Chart
        assert seen.text(QAccessible.Text.Description).endswith(".")
        assert type(widget).__name__ in ROLES


def test_interfaces_go_with_their_widgets(qtbot: QtBot, window: Window) -> None:
    """Widgets that were asked about are deleted and made again without harm."""
    for _ in range(20):
        widget = Segments()
        widget.show_choices((Choice("a", "A"), Choice("b", "B")), "a")
        seen = QAccessible.queryAccessibleInterface(widget)
        assert seen.role() is QAccessible.Role.ComboBox
        widget.deleteLater()
        del widget, seen
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect(0)
