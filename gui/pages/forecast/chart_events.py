"""The events on the chart's time axis: worked out once a run, on the job thread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from core import pipeline
from core.calendar.events import CLOSED, HOLIDAY, PAYDAY, Event
from core.pipeline import ForecastRun
from gui.charts.series import EventMark
from gui.jobs import Job
from gui.session import Session
from gui.theme import theme

QUIET_KINDS = (PAYDAY,)
"""Events that come too often for a picture to name them."""


class ChartEvents(QObject):
    """Follows the session's run and language."""

    made = Signal()
    """``marks`` has changed."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._found: tuple[ForecastRun, tuple[Event, ...]] | None = None
        self._job: Job | None = None
        session.changed.connect(self._changed)

    def marks(self) -> tuple[EventMark, ...]:
        """Return the events of the run's history and horizon; empty until they are known."""
        if self._found is None or self._found[0] is not self._session.run:
            return ()
        return event_marks(self._found[1], theme().language)

    def _changed(self, stage: str) -> None:
        if stage in ("run", "settings"):
            self.ask()

    def ask(self) -> None:
        """Have them worked out for the run as it stands."""
        run, imported = self._session.run, self._session.imported
        if self._job is not None:
            self._job.stop()
            self._job = None
        if run is None or imported is None:
            return
        settings, language = self._session.settings, theme().language

        def returned(events: tuple[Event, ...]) -> None:
            self._job = None
            self._found = (run, events)
            self.made.emit()

        self._job = self._session.jobs.start(
            lambda _: pipeline.calendar_of(
                run.demand, imported.sales, settings, run.forecast.horizon, language
            ),
            self,
            returned,
            self.tr("Looking up the calendar"),
            quiet=True,
        )


def event_marks(events: Sequence[Event], language: str) -> tuple[EventMark, ...]:
    """Return the marks of events: holidays that lie in a larger event's days are part of it."""
    shown = [event for event in events if event.kind not in QUIET_KINDS]
    large = [event for event in shown if event.kind not in (HOLIDAY, CLOSED)]
    marks = []
    for event in shown:
        inside = event.kind == HOLIDAY and any(
            other.first - 1 <= event.first and event.last <= other.last + 1 for other in large
        )
        if inside:
            continue
        marks.append(
            EventMark(
                event.named(language),
                _day(event.first) - event.before,
                _day(event.last) + 1.0 + event.after,
                event.confirmed,
            )
        )
    return tuple(marks)


def _day(day: np.datetime64) -> float:
    return float(day.astype("datetime64[D]").astype(np.int64))
