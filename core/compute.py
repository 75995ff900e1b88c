"""The one place that spreads work over processes or machines, and that chooses the device."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.progress import Progress
from core.wording import Sentence

T = TypeVar("T")
R = TypeVar("R")


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
        stopping behave alike on all of them. ``function`` and tasks must be picklable.
        """
        from joblib import Parallel, delayed, effective_n_jobs, parallel_config

        if self.workers == 1 or len(tasks) < 2:
            for number, task in enumerate(tasks):
                progress.step(number, len(tasks), stage)
                yield function(task)
            progress.step(len(tasks), len(tasks), stage)
            return
        if self.cluster:
            from distributed import Client

            client = Client(self.cluster)
            backend = "dask"
        else:
            client = None
            backend = "loky"
        try:
            with parallel_config(backend=backend, n_jobs=self.workers):
                chunk = 2 * effective_n_jobs(self.workers)
                with Parallel() as parallel:
                    for start in range(0, len(tasks), chunk):
                        progress.step(start, len(tasks), stage)
                        yield from parallel(
                            delayed(function)(task) for task in tasks[start : start + chunk]
                        )
                    progress.step(len(tasks), len(tasks), stage)
        finally:
            if client is not None:
                client.close()
