"""What follows from a plan and takes a while: worked out quietly, once, when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.pipeline import ForecastRun
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from core.settings import Settings
from gui.jobs import Job
from gui.session.planning import Planning

Value = TypeVar("Value")

SETTLED_MS = 150
"""How long a plan has to stay as it is before anything is worked out from it."""

_SETTINGS = ("holding_rate", "lost_sales", "rooms", "moving")
"""What is reckoned from a plan depends on these of the settings, too."""

Work = Callable[[ForecastRun, Terms, Plan, Settings], Value]


def whole_plan(plan: Plan) -> Hashable:
    """Return what a value depends on that needs all of the plan: the plan itself."""
    return id(plan)


def decisions(plan: Plan) -> Hashable:
    """Return what a value depends on that only needs what was decided."""
    return tuple(
        (s.decision, s.final_quantity if s.decision != "open" else s.order_quantity)
        for s in plan.suggestions
    )


class Reckoning(QObject, Generic[Value]):
    """A value made from run, terms, plan and settings on the job thread.

    ``value`` is None until it is there, and again as soon as what it depends on has changed;
    ``last`` stays, so that a page can show it dimmed until then.
    """

    made = Signal()
    """``value`` is there."""

    def __init__(
        self,
        session: Planning,
        work: Work[Value],
        depends_on: Callable[[Plan], Hashable],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._work, self._depends_on = session, work, depends_on
        # What a value was made from is kept with it, so that no other plan can take its identity.
        self._value: tuple[Hashable, Value, tuple[object, ...]] | None = None
        self._job: tuple[Hashable, Job] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._timer.timeout.connect(self._start)

    @property
    def value(self) -> Value | None:
        """The value for the plan as it stands."""
        if self._value is None or self._value[0] != self._key():
            return None
        return self._value[1]

    @property
    def last(self) -> Value | None:
        """The latest value, which may be of an earlier plan."""
        return None if self._value is None else self._value[1]

    def ask(self) -> None:
        """Have it worked out where it is not there; soon, once the plan stays as it is."""
        if self._session.plan is None:
            self._value = None
        elif self.value is None:
            self._timer.start()

    def _key(self) -> Hashable:
        session = self._session
        plan = session.plan
        return (
            id(session.run),
            id(session.terms),
            *(getattr(session.settings, name) for name in _SETTINGS),
            None if plan is None else self._depends_on(plan),
        )

    def _start(self) -> None:
        session, key = self._session, self._key()
        run, terms, plan, settings = session.run, session.terms, session.plan, session.settings
        if run is None or terms is None or plan is None or self.value is not None:
            return
        if self._job is not None:
            if self._job[0] == key:
                return
            self._job[1].stop()

        def returned(made: Value) -> None:
            self._job = None
            self._value = (key, made, (run, terms, plan))
            if self.value is None:
                self.ask()
            else:
                self.made.emit()

        words = self.tr("Reckoning")
        work = self._work
        job = session.jobs.start(
            lambda _: work(run, terms, plan, settings), self, returned, words, quiet=True
        )
        self._job = (key, job)
