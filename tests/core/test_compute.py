"""Spreading work over processes."""

from __future__ import annotations

import os
import time
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import psutil
import pytest

from core.compute import Compute
from core.errors import OptionError
from core.progress import Cancelled, Progress, ProgressReport
from core.wording import Sentence

STAGE = Sentence("Working")


def square(number: int) -> int:
    return number * number


def process_and_threads(_: int) -> tuple[int, str]:
    return os.getpid(), os.environ.get("OMP_NUM_THREADS", "")


def niceness(_: int) -> int:
    return os.nice(0)


def divide(number: int) -> float:
    return 1 / number


def slow(number: int) -> int:
    time.sleep(0.1)
    return number


MINUTES = 300.0


def endless(mark: Path) -> None:
    mark.write_text(str(os.getpid()))
    time.sleep(MINUTES)


def workers() -> list[BaseProcess]:
    """Processes that run tasks for this one."""
    from joblib.externals.loky.backend.process import LokyProcess

    return [child for child in active_children() if isinstance(child, LokyProcess)]


def is_running(process: int) -> bool:
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_with_progress(workers: int) -> None:
    """Results come in the order of the tasks, and progress rises from none to all of them."""
    seen: list[ProgressReport] = []
    tasks = list(range(7))
    results = list(Compute(workers=workers).map(square, tasks, Progress(seen.append), STAGE))
    assert results == [0, 1, 4, 9, 16, 25, 36]
    done = [report.done for report in seen]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 7)
    assert all(report.total == 7 and report.stage == STAGE for report in seen)
    assert len(done) >= 4


def test_no_tasks_is_no_work() -> None:
    """Mapping over nothing yields nothing and starts nothing."""
    assert list(Compute().map(square, [], Progress(), STAGE)) == []


def test_work_runs_in_other_processes_with_one_thread_each() -> None:
    """With two workers no task runs in this process, and their libraries use one thread."""
    tasks = list(range(4))
    results = list(Compute(workers=2).map(process_and_threads, tasks, Progress(), STAGE))
    assert os.getpid() not in {process for process, _ in results}
    assert {threads for _, threads in results} == {"1"}


@pytest.mark.parametrize("workers", [1, 2])
def test_stops_between_chunks(workers: int) -> None:
    """Asked to stop, it raises Cancelled after the tasks that run, not after all."""
    progress = Progress()
    done: list[int] = []

    def consume() -> None:
        for result in Compute(workers=workers).map(slow, list(range(100)), progress, STAGE):
            done.append(result)
            if len(done) == 4:
                progress.cancel()

    with pytest.raises(Cancelled):
        consume()
    assert 4 <= len(done) < 10


def test_started_work_runs_beside_this_thread() -> None:
    """What was started goes on while this thread is busy, and its results come in order."""
    with Compute(workers=2).started(process_and_threads, list(range(4))) as running:
        results = list(running.results(Progress(), STAGE))
    assert os.getpid() not in {process for process, _ in results}
    with Compute(workers=2).started(square, list(range(7))) as numbers:
        assert list(numbers.results(Progress(), STAGE)) == [0, 1, 4, 9, 16, 25, 36]
    with Compute(workers=1).started(square, list(range(3))) as numbers:
        assert list(numbers.results(Progress(), STAGE)) == [0, 1, 4]


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system knows no niceness")
def test_started_work_gives_way_to_this_process() -> None:
    """Processes that work beside this one step back behind it once, not at every task."""
    with Compute(workers=2).started(niceness, list(range(6))) as running:
        found = set(running.results(Progress(), STAGE))
    assert found == {os.nice(0) + 5}


def test_started_work_is_stopped_without_waiting() -> None:
    """Asked to stop while tasks run elsewhere, it raises Cancelled before they have ended."""
    progress, compute = Progress(), Compute(workers=2)
    list(compute.map(square, [1, 2], Progress(), STAGE))
    progress.cancel()
    began = time.perf_counter()
    with pytest.raises(Cancelled), compute.started(time.sleep, [MINUTES, MINUTES]) as running:
        list(running.results(progress, STAGE))
    assert time.perf_counter() - began < MINUTES / 2


def test_stopping_ends_tasks_that_run(tmp_path: Path) -> None:
    """A task that would take minutes is ended with its process, and the next work finds others."""
    progress, compute = Progress(), Compute(workers=2)
    marks = [tmp_path / name for name in ("a", "b")]
    with pytest.raises(Cancelled), compute.started(endless, marks) as running:
        while not any(mark.exists() and mark.read_text() for mark in marks):
            time.sleep(0.05)
        progress.cancel()
        list(running.results(progress, STAGE))
    started = [int(mark.read_text()) for mark in marks if mark.exists()]
    deadline = time.monotonic() + MINUTES / 2
    while any(is_running(process) for process in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(is_running(process) for process in started)
    with compute.started(square, [1, 2, 3]) as running:
        assert list(running.results(Progress(), STAGE)) == [1, 4, 9]


def test_stopping_at_any_moment_leaves_no_process() -> None:
    """Whatever is being handed out when work is stopped, its workers end and nothing fails.

    What a thread of the executor would raise fails the test by itself (``filterwarnings``).
    """
    random = np.random.default_rng(1)
    for _ in range(30):
        progress, tasks = Progress(), [0.0, 0.0, MINUTES, MINUTES]
        with pytest.raises(Cancelled), Compute(workers=2).started(time.sleep, tasks) as running:
            time.sleep(random.uniform(0.0, 0.05))
            progress.cancel()
            list(running.results(progress, STAGE))
    deadline = time.monotonic() + MINUTES / 2
    while (left := workers()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left


def test_what_started_work_raises_arrives() -> None:
    """An error in another process is raised where the results are asked for."""
    with (
        pytest.raises(ZeroDivisionError),
        Compute(workers=2).started(divide, [1, 0, 2]) as running,
    ):
        list(running.results(Progress(), STAGE))


def test_a_cluster_out_of_reach_is_the_operators_to_mend() -> None:
    """Without distributed installed, or without a scheduler, a sentence says what to do."""
    with pytest.raises(OptionError, match="cluster"):
        list(Compute(cluster="not-an-address").map(square, [1, 2], Progress(), STAGE))


@pytest.mark.slow
def test_a_cluster_gives_the_same_results() -> None:
    """Dask's workers give what this machine gives, in the same order."""
    distributed = pytest.importorskip(
        "distributed", reason="the extra “cluster” is not installed: no Dask to test"
    )
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(processes=False, **options) as cluster:
        compute = Compute(cluster=cluster.scheduler_address)
        results = list(compute.map(square, list(range(9)), Progress(), STAGE))
    assert results == [square(number) for number in range(9)]
