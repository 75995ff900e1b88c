"""The one place that spreads work over processes or machines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from core.errors import OptionError
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

T = TypeVar("T")
R = TypeVar("R")

_CONNECT_SECONDS = "10s"
_LISTENING_SECONDS = 0.1
"""How often work that waits for other processes looks whether it was asked to stop."""
_ENDING_SECONDS = 0.02
"""How often ended work looks for workers that began meanwhile."""


@dataclass(frozen=True, slots=True)
class Compute:
    """Where parallel work runs.

    workers  processes; 1 runs in this process, -1 one a core
    cluster  address of a Dask scheduler, or "" for this machine
    """

    workers: int = -1
    cluster: str = ""

    @property
    def is_parallel(self) -> bool:
        """Whether work leaves this process."""
        from joblib import effective_n_jobs

        return bool(self.cluster) or effective_n_jobs(self.workers) > 1

    def check(self) -> None:
        """Raise ``OptionError`` where the cluster does not answer, or cannot be asked."""
        if self.cluster:
            with _connected(self.cluster):
                pass

    @contextmanager
    def started(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[Running[R]]:
        """Start ``function(task)`` for all tasks, to run while this thread does something else.

        ``function`` and tasks must be picklable. Where work does not leave this process, or goes to
        a cluster, it waits for its results to be asked for. When the block is left, no task begins
        any more; when it is left by an exception, a request to stop among them, those that run are
        ended.
        """
        beside = self.is_parallel and not self.cluster
        running: Running[R] = Running(self, function, tasks, beside)
        try:
            yield running
        except BaseException:
            running.end()
            raise
        running.stop()

    def map(
        self,
        function: Callable[[T], R],
        tasks: Sequence[T],
        progress: Progress,
        stage: Sentence,
    ) -> Iterator[R]:
        """Yield ``function(task)`` in order, chunk by chunk.

        Chunks, because joblib's backends differ in what they can stream: like this, progress and
        stopping behave alike on all of them. ``function`` and tasks must be picklable, and a task
        short (a few tenths of a second): a request to stop waits for those that run.
        """
        from joblib import Parallel, delayed, effective_n_jobs

        total = len(tasks)
        if not self.cluster and (total < 2 or effective_n_jobs(self.workers) == 1):
            for number, task in enumerate(tasks):
                progress.step(number, total, stage)
                yield function(task)
            progress.step(total, total, stage)
            return
        with self._backend():
            # Dask answers with the cluster's workers, loky with this machine's.
            chunk = effective_n_jobs(self.workers)
            with Parallel() as parallel:
                for start in range(0, total, chunk):
                    progress.step(start, total, stage)
                    yield from parallel(
                        delayed(function)(task) for task in tasks[start : start + chunk]
                    )
                progress.step(total, total, stage)

    @contextmanager
    def _backend(self) -> Iterator[None]:
        """Joblib set to local processes, or to the cluster while connected to it."""
        from joblib import parallel_config

        if not self.cluster:
            # One thread a worker: the workers are as many as the cores, and small matrices gain
            # nothing from more.
            with parallel_config("loky", n_jobs=self.workers, inner_max_num_threads=1):
                yield
            return
        with _connected(self.cluster), parallel_config("dask", n_jobs=self.workers):
            yield


class Running(Generic[R]):
    """Tasks that run in other processes, and what has come of them so far."""

    def __init__(
        self, compute: Compute, function: Callable[[Any], R], tasks: Sequence[Any], beside: bool
    ) -> None:
        self._compute, self._function, self._tasks = compute, function, tasks
        self._beside = beside and len(tasks) > 0
        self._stopped = Event()
        self._outcomes: SimpleQueue[R | _Failure] = SimpleQueue()
        self._thread = Thread(target=self._run, daemon=True)
        if self._beside:
            self._thread.start()

    def stop(self) -> None:
        """Begin no further task; those that run end by themselves."""
        self._stopped.set()

    def end(self) -> None:
        """Begin no further task, and end those that run; the next work starts other processes.

        A task may take seconds, and a program that ends waits for its workers.
        """
        self.stop()
        if not self._beside:
            return
        while self._thread.is_alive():
            _end_workers()
            self._thread.join(_ENDING_SECONDS)
        _renew_executor()

    def results(self, progress: Progress, stage: Sentence) -> Iterator[R]:
        """Yield the results in the order of the tasks; a request to stop is heard at once."""
        if not self._beside:
            yield from self._compute.map(self._function, self._tasks, progress, stage)
            return
        for number in range(len(self._tasks)):
            while True:
                progress.step(number, len(self._tasks), stage)
                try:
                    outcome = self._outcomes.get(timeout=_LISTENING_SECONDS)
                except Empty:
                    continue
                break
            if isinstance(outcome, _Failure):
                raise outcome.error
            yield outcome
        progress.step(len(self._tasks), len(self._tasks), stage)

    def _run(self) -> None:
        from joblib import Parallel, delayed

        def calls() -> Iterator[Any]:
            for task in self._tasks:
                if self._stopped.is_set():
                    return
                yield delayed(_yielding)(self._function, task)

        try:
            with self._compute._backend():
                for result in Parallel(return_as="generator", pre_dispatch="n_jobs")(calls()):
                    self._outcomes.put(result)
        except BaseException as error:  # To be raised where the results are asked for.
            self._outcomes.put(_Failure(error))


def _end_workers() -> None:
    """End this machine's workers in the middle of what they do.

    The processes are ended, not their executor shut down: loky's shutdown that kills its workers
    forgets tasks it has yet to hand out, fails on them (``KeyError``) and leaves processes behind,
    while it clears up well after workers that died.
    """
    from multiprocessing import active_children

    from joblib.externals.loky.backend.process import LokyProcess

    for process in active_children():
        if isinstance(process, LokyProcess):
            process.terminate()


def _renew_executor() -> None:
    """Have the next work start its own workers: it may begin before loky sees that these died."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor(reuse=True).shutdown()


_NICENESS = 5
"""How far processes step back behind the one that started them, and the operator's programs."""
_stepped_back = Event()


def _yielding(function: Callable[[T], R], task: T) -> R:
    """Run in a process that gives way: what is longest is done by the process that started it."""
    if hasattr(os, "nice") and not _stepped_back.is_set():
        os.nice(_NICENESS)
    _stepped_back.set()
    return function(task)


@dataclass(frozen=True, slots=True)
class _Failure:
    """What a task raised."""

    error: BaseException


@contextmanager
def _connected(address: str) -> Iterator[None]:
    """A connection to the Dask scheduler at ``address``; ``OptionError`` where there is none."""
    try:
        from distributed import Client
    except ImportError as error:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Working on a cluster needs the package “distributed”. Install Shelfcast's "
                    "extra “cluster”, or leave the cluster's address empty.",
                )
            )
        ) from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "No cluster answers at {address}. Check the address, or leave it empty to work "
                    "on this computer.",
                ),
                address=address,
            )
        ) from error
    try:
        yield
    finally:
        client.close()
