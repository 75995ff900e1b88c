"""gui/jobs.py"""

from __future__ import annotations

import gc
import threading
import time
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.errors import SheetError
from core.progress import Progress
from core.wording import say
from gui.jobs import Jobs


def test_the_result_is_delivered_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    """Work runs on the job thread; who asked for it is called back on the main thread."""
    seen: list[tuple[str, bool]] = []
    main = threading.current_thread()

    def work(progress: Progress) -> str:
        return threading.current_thread().name

    with qtbot.waitSignal(jobs.done):
        jobs.start(work, jobs, lambda name: seen.append((name, threading.current_thread() is main)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("job")
    assert seen[0][1]


def test_a_stopped_job_delivers_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    """After Stop nothing comes back, even where the work had finished meanwhile."""
    begun, returned = threading.Event(), []

    def work(progress: Progress) -> str:
        begun.set()
        while not progress.cancelled:
            time.sleep(0.001)
        return "too late"

    job = jobs.start(work, jobs, returned.append)
    assert begun.wait(60)
    with qtbot.waitSignal(jobs.stopped):
        job.stop()
    assert returned == []
    assert not jobs.busy


def test_stopping_raises_at_the_next_step(qtbot: QtBot, jobs: Jobs) -> None:
    """Work that reports steps ends at the first one after Stop."""
    begun, steps = threading.Event(), []

    def work(progress: Progress) -> None:
        for number in range(100_000):
            progress.step(number, 100_000, say("step"))
            steps.append(number)
            begun.set()
            time.sleep(0.001)

    job = jobs.start(work, jobs, lambda _: None)
    assert begun.wait(60)
    with qtbot.waitSignal(jobs.stopped):
        job.stop()
    assert len(steps) < 100_000


def test_a_job_whose_owner_is_gone_delivers_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    """A page that was closed is not called back."""
    owner, go, returned = QObject(), threading.Event(), []
    jobs.start(lambda _: go.wait(60), owner, returned.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    with qtbot.waitSignal(jobs.stopped):
        go.set()
    assert returned == []


def test_what_the_operator_can_put_right_comes_as_a_sentence(qtbot: QtBot, jobs: Jobs) -> None:
    """An OperatorError is told apart from a bug and the job thread goes on."""

    def refuse(progress: Progress) -> None:
        raise SheetError(say("This sheet is empty."))

    def fail(progress: Progress) -> None:
        raise ZeroDivisionError("a bug")

    with qtbot.waitSignal(jobs.refused) as refused:
        jobs.start(refuse, jobs, lambda _: None)
    assert str(refused.args[1]) == "This sheet is empty."
    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.start(fail, jobs, lambda _: None)
    assert isinstance(crashed.args[1], ZeroDivisionError)
    with qtbot.waitSignal(jobs.done):
        jobs.start(lambda _: 1, jobs, lambda _: None)


def test_jobs_run_one_after_the_other(qtbot: QtBot, jobs: Jobs) -> None:
    """One at a time, in the order asked for: one writer of the workspace, one user of the GPU."""
    running, most, order = [0], [0], []

    def work(number: int) -> int:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.005)
        running[0] -= 1
        return number

    for number in range(5):
        jobs.start(lambda _, number=number: work(number), jobs, order.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == [0, 1, 2, 3, 4]
    assert most == [1]


def test_what_a_job_held_goes_with_it(qtbot: QtBot, jobs: Jobs) -> None:
    """Whoever was called back is let go at once, not when cyclic garbage is next collected."""

    class Forecast:
        """Stands for something large."""

    made = Forecast()
    there = weakref.ref(made)
    collecting = gc.isenabled()
    gc.disable()
    try:
        jobs.start(lambda _: 1, jobs, lambda _, held=made: None)
        del made
        qtbot.waitUntil(lambda: not jobs.busy)
        qtbot.waitUntil(lambda: there() is None)
    finally:
        if collecting:
            gc.enable()


def test_an_answer_to_an_edit_does_not_wait_for_a_long_job(qtbot: QtBot, jobs: Jobs) -> None:
    """While models are tested, the plan that an edit asks for is made and delivered."""
    go, order = threading.Event(), []
    jobs.start(lambda _: go.wait(10) and "long", jobs, order.append, words="Forecasting")
    jobs.start(lambda _: "behind it", jobs, order.append, quiet=True)
    jobs.start(lambda _: "answer", jobs, order.append, quiet=True, answers=True)
    qtbot.waitUntil(lambda: bool(order))
    assert order == ["answer"]
    assert jobs.visible is not None
    assert jobs.visible.words == "Forecasting"
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == ["answer", "long", "behind it"]


def test_reports_are_coalesced(qtbot: QtBot, jobs: Jobs) -> None:
    """A job that reports fifty thousand steps redraws the job bar a few times only."""
    updates: list[float] = []
    jobs.progressed.connect(lambda update: updates.append(update.report.fraction))

    def work(progress: Progress) -> None:
        for number in range(50_000):
            progress.step(number + 1, 50_000, say("step"))

    with qtbot.waitSignal(jobs.done):
        jobs.start(work, jobs, lambda _: None)
    assert 1 <= len(updates) < 200
    assert updates == sorted(updates)
    assert updates[-1] == 1.0


def test_after_the_end_nothing_runs(qtbot: QtBot) -> None:
    """A page that asks for work while the window closes gets a stopped job, not a crash."""
    jobs = Jobs()
    jobs.shut_down()
    ran: list[int] = []
    job = jobs.start(lambda _: ran.append(1), jobs, ran.append)
    qtbot.wait(20)
    assert job.progress.cancelled
    assert not ran
    assert not jobs.busy
