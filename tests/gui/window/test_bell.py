"""gui/window/bell.py, reports.py, gui/journal.py, and the jobs that wait in the job bar"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.crash import KEPT, Crashes
from gui.jobs import Jobs
from gui.journal import LARGEST, NAME, Journal
from gui.window.bell import Bell
from gui.window.frame import Window
from gui.window.reports import Reports


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("seconds", "quiet", "rings"), [(30, False, 1), (3, False, 0), (30, True, 0)]
)
def test_long_work_that_ends_unseen_is_told(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, seconds, quiet, rings
) -> None:
    """A job of half a minute rings while another window is in front; short or quiet ones do not."""
    clock, alerts = _Clock(), []
    monkeypatch.setattr(QApplication, "alert", lambda *args: alerts.append(args))
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    window.bell.deleteLater()
    jobs = Jobs(window)
    Bell(jobs, window, clock)
    go = threading.Event()
    jobs.start(lambda _: go.wait(60), window, lambda _: None, "Forecasting", quiet)
    clock.now = seconds
    with qtbot.waitSignal(jobs.done):
        go.set()
    assert len(alerts) == rings
    jobs.shut_down()


def test_who_looks_is_not_rung(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the window in front nothing rings, however long the work took."""
    clock, alerts = _Clock(), []
    monkeypatch.setattr(QApplication, "alert", lambda *args: alerts.append(args))
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    jobs = Jobs(window)
    Bell(jobs, window, clock)
    with qtbot.waitSignal(jobs.done):
        jobs.start(lambda _: setattr(clock, "now", 99.0), window, lambda _: None, "Forecasting")
    assert alerts == []
    jobs.shut_down()


def test_jobs_that_wait_are_listed_and_can_be_left_out(qtbot: QtBot, window: Window) -> None:
    """Behind the job that runs stands how many wait; leaving one out keeps the others."""
    jobs, bar = window.job_thread, window.jobs
    go, made = threading.Event(), []
    jobs.start(lambda _: go.wait(60), window, lambda _: made.append("first"), "First")
    for name in ("Second", "Third"):
        jobs.start(lambda _, n=name: n, window, made.append, name)
    assert bar.queue.isVisible()
    assert bar.queue.text() == "2 waiting"
    bar.queue_menu.aboutToShow.emit()
    leave_out = bar.queue_menu.actions()[0]
    assert "Second" in leave_out.text()
    leave_out.trigger()
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert made == ["first", "Third"]
    assert not bar.queue.isVisible()


def test_the_journal_says_what_ran_and_no_more(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    """A line a job: its words, how it ended, seconds; of a refusal its kind, never its sentence."""
    owner = Journal(jobs, tmp_path, jobs)

    def fails(_: object) -> None:
        raise ValueError("Secret shop, 12 mugs")

    with qtbot.waitSignal(jobs.done):
        jobs.start(lambda _: 1, owner, lambda _: None, "Forecasting")
    with qtbot.waitSignal(jobs.crashed):
        jobs.start(fails, owner, lambda _: None, "Writing")
    lines = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert "Forecasting: done" in lines[1]
    assert "Writing: ValueError" in lines[2]
    assert "Secret" not in "".join(lines)


def test_the_journal_stays_small(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    """Beyond its largest size the older half goes, in whole lines."""
    (tmp_path / NAME).write_text("old line\n" * (LARGEST // 8), "utf-8")
    Journal(jobs, tmp_path, jobs)
    text = (tmp_path / NAME).read_text("utf-8")
    assert len(text) < LARGEST
    assert text.startswith("old line\n")
    assert "started" in text.splitlines()[-1]


def test_reports_are_kept_and_shown(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    """The newest reports are kept, and can be read beside the journal."""
    crashes = Crashes(tmp_path / "kept")
    for number in range(KEPT + 3):
        crashes.report(ValueError(f"mistake {number}"))
    kept = crashes.kept()
    assert len(kept) == KEPT
    assert f"mistake {KEPT + 2}" in kept[0].read_text("utf-8")
    (tmp_path / "kept" / NAME).write_text("a line\n", "utf-8")
    dialog = Reports(tmp_path / "kept", kept, window)
    qtbot.addWidget(dialog)
    assert dialog.list.count() == KEPT + 1
    assert dialog.text.toPlainText() == "a line\n"
    dialog.list.setCurrentRow(1)
    assert f"mistake {KEPT + 2}" in dialog.text.toPlainText()
