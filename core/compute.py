"""The one place that spreads work over processes or machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from core.errors import OptionError
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

T = TypeVar("T")
R = TypeVar("R")

_CONNECT_SECONDS = "10s"


@dataclass(frozen=True, slots=True)
class Compute:
    """Where parallel work runs.

    workers  processes; 1 runs in this process, -1 one a core
    cluster  address of a Dask scheduler, or "" for this machine
    """

    workers: int = -1
    cluster: str = ""

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
