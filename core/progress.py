"""How long work reports on itself and is asked to stop. No Qt, no threads of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from core.wording import Sentence

_NOTHING = Sentence("")


class Cancelled(Exception):  # noqa: N818 - an answer to a request, not an error
    """The operator asked for the work to stop."""


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """One report: the stage in words, its ``done`` of ``total`` steps (total 0: not known), and
    the share of the whole job that is finished (0–1); ``losses`` so far of a network in training,
    the lower the better."""

    stage: Sentence
    done: int
    total: int
    fraction: float
    losses: tuple[float, ...] = ()


Listener = Callable[[ProgressReport], None]


class Progress:
    """Reports steps to a listener and raises ``Cancelled`` at the next step once asked to stop.

    ``part`` gives a progress for a share of the job, so that a stage can count its own steps while
    the listener sees the whole job's fraction. All parts stop together.
    """

    def __init__(self, listener: Listener | None = None) -> None:
        self._listener = listener
        self._stop = Event()
        self._begin, self._end = 0.0, 1.0

    def part(self, begin: float, end: float) -> Progress:
        """Return the progress of the share ``begin``–``end`` (0–1) of this one."""
        inner = Progress(self._listener)
        inner._stop = self._stop
        span = self._end - self._begin
        inner._begin, inner._end = self._begin + begin * span, self._begin + end * span
        return inner

    def cancel(self) -> None:
        """Ask the work to stop; safe from any thread."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise ``Cancelled`` if the work was asked to stop; for loops too fine to report."""
        if self.cancelled:
            raise Cancelled

    def step(
        self,
        done: int,
        total: int,
        stage: Sentence = _NOTHING,
        losses: tuple[float, ...] = (),
    ) -> None:
        """Report ``done`` of ``total`` steps of ``stage``; raise ``Cancelled`` if asked to stop."""
        self.check()
        if self._listener is not None:
            share = min(done / total, 1.0) if total else 0.0
            fraction = self._begin + share * (self._end - self._begin)
            self._listener(ProgressReport(stage, done, total, fraction, losses))


class Pace:
    """Estimates the seconds left of a job from the fractions it reported so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()

    def seconds_left(self, fraction: float) -> float | None:
        """Return the seconds left, or None while it is too early to say (under 2 % or 1 s)."""
        elapsed = self._clock() - self._start
        if fraction < 0.02 or elapsed < 1.0:
            return None
        return elapsed * (1.0 - fraction) / fraction


class StageClock:
    """Seconds that each stage of a run took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done in the ``with`` block under ``name``."""
        begin = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begin
