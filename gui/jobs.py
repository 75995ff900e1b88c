"""The one way the window does long work.

A job is a plain function of a ``Progress``. It runs on the job thread; its outcome is put in a
queue and one signal wakes the main thread, which alone calls back. No QObject is made, owned or
deleted off the main thread. One job at a time gives one SQLite writer and one GPU user without
locks; work that is parallel inside a job goes through ``core.compute``.

An answer to an edit, such as the plan made anew, would wait there for minutes while models are
tested. It writes nothing and needs no GPU, so answers run on a thread of their own, likewise one at
a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from shiboken6 import isValid

from core.errors import OperatorError
from core.progress import Cancelled, Pace, Progress, ProgressReport

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Work = Callable[[Progress], Any]


def _nobody(_: Any) -> None:
    """Whom a job that is over calls back."""


REPORT_MS = 50
"""Least time between two progress reports on the screen: a job may report far more often."""


@dataclass(eq=False, slots=True)
class Job:
    """A piece of work on its way: its words, whether it shows in the job bar, how to stop it."""

    words: str
    quiet: bool
    progress: Progress
    owner: QObject
    returned: Callable[[Any], None]
    pace: Pace = field(default_factory=Pace)
    """From when it began to run, not from when it began to wait."""

    def stop(self) -> None:
        """Ask it to stop; it then delivers nothing."""
        self.progress.cancel()


@dataclass(frozen=True, slots=True)
class Update:
    """What the job bar shows: the job, its latest report, the seconds left (None: not known)."""

    job: Job
    report: ProgressReport
    seconds_left: float | None


class Jobs(QObject):
    """The job threads and their way back to the main thread. Lives as long as the application."""

    began = Signal(object)
    """(Job) work was asked for."""
    progressed = Signal(object)
    """(Update) at most every ``REPORT_MS``."""
    done = Signal(object)
    """(Job) its result was delivered."""
    stopped = Signal(object)
    """(Job) it was stopped and delivered nothing."""
    refused = Signal(object, object)
    """(Job, OperatorError) the sheet, the disk or a setting is at fault."""
    crashed = Signal(object, object)
    """(Job, Exception) a bug."""
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: dict[str, ThreadPoolExecutor] = {}
        self._outbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._waiting: list[Job] = []
        self._over = False
        self._latest: tuple[Job, ProgressReport] | None = None
        self._timer = QTimer(self, interval=REPORT_MS)
        self._timer.timeout.connect(self._report)

    @property
    def busy(self) -> bool:
        """Whether work is running or waiting."""
        return bool(self._waiting)

    @property
    def visible(self) -> Job | None:
        """The first job that shows in the job bar."""
        return next((job for job in self._waiting if not job.quiet), None)

    @property
    def shown(self) -> tuple[Job, ...]:
        """The jobs that show in the job bar, the one that runs first."""
        return tuple(job for job in self._waiting if not job.quiet)

    def start(
        self,
        work: Work,
        owner: QObject,
        returned: Callable[[Any], None],
        words: str = "",
        quiet: bool = False,
        answers: bool = False,
    ) -> Job:
        """Run ``work`` after the jobs before it and give its result to ``returned``.

        ``returned`` is called on the main thread, and only while ``owner`` lives and the job was
        not stopped. A ``quiet`` job does not show in the job bar. One that ``answers`` an edit
        takes moments and writes no file; it does not wait for long jobs. After ``shut_down``
        nothing runs.
        """
        progress = Progress(lambda report: self._note(job, report))
        job = Job(words, quiet, progress, owner, returned)
        if self._over:
            job.stop()
            return job
        self._waiting.append(job)
        if not quiet:
            self._timer.start()
        self.began.emit(job)
        self._thread("answer" if answers else "job").submit(self._run, work, job)
        return job

    def _thread(self, name: str) -> ThreadPoolExecutor:
        """Return a thread, made with its first job: the window is painted before there is one."""
        if name not in self._threads:
            from concurrent.futures import ThreadPoolExecutor

            self._threads[name] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        return self._threads[name]

    def stop_all(self) -> None:
        """Ask every job to stop; none of them delivers."""
        for job in self._waiting:
            job.stop()

    def shut_down(self) -> None:
        """Stop every job and wait for the threads to end; nothing is delivered any more."""
        self.stop_all()
        self._over = True
        self._timer.stop()
        for thread in self._threads.values():
            thread.shutdown(wait=True)

    def meanwhile(self, progress: Progress, owner: QObject, call: Callable[[], None]) -> None:
        """Have ``call`` called on the main thread while the job of ``progress`` goes on: for work
        that has something to show before it is done. Safe from the job thread; not called where the
        job was stopped or ``owner`` is gone."""
        self._post(lambda: None if progress.cancelled or not isValid(owner) else call())

    # On the job threads: only frozen values, the queue and the signal that wakes the main thread.

    def _run(self, work: Work, job: Job) -> None:
        try:
            job.progress.check()
            job.pace = Pace()
            result = work(job.progress)
        except Cancelled:
            self._post(lambda: self._end(job, self.stopped))
        except OperatorError as error:
            refusal = error
            self._post(lambda: self._end(job, self.refused, refusal))
        except Exception as error:  # a bug in a stage must not end the job thread
            failure = error
            self._post(lambda: self._end(job, self.crashed, failure))
        else:
            self._post(lambda: self._hand_over(job, result))

    def _note(self, job: Job, report: ProgressReport) -> None:
        # One assignment is atomic; reports between two looks of the timer are overwritten.
        if not job.quiet:
            self._latest = (job, report)

    def _post(self, call: Callable[[], None]) -> None:
        self._outbox.put(call)
        self._woken.emit()

    # On the main thread.

    def _deliver(self) -> None:
        while True:
            try:
                call = self._outbox.get_nowait()
            except Empty:
                return
            call()

    def _report(self) -> None:
        latest, self._latest = self._latest, None
        if latest is not None:
            job, report = latest
            if job in self._waiting:
                left = job.pace.seconds_left(report.fraction)
                self.progressed.emit(Update(job, report, left))

    def _hand_over(self, job: Job, result: Any) -> None:
        if job.progress.cancelled or not isValid(job.owner):
            self._end(job, self.stopped)
            return
        returned = job.returned
        self._end(job, self.done)
        returned(result)

    def _end(self, job: Job, outcome: SignalInstance, *cause: Exception) -> None:
        self._report()
        self._waiting.remove(job)
        # A job and its progress hold each other until cyclic garbage is collected. Who is called
        # back may hold a whole forecast, which must not wait for that.
        job.returned = _nobody
        if self.visible is None:
            self._timer.stop()
        if job.progress.cancelled:
            # Who asked it to stop does not want to hear how it ended.
            outcome, cause = self.stopped, ()
        outcome.emit(job, *cause)
