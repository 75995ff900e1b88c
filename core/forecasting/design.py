"""The columns of a regression on demand: season by the calendar, events, promotions, prices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.calendar.columns import AFTER, BEFORE
from core.demand import Demand
from core.forecasting.history import FloatArray
from core.frequency import Frequency

SEASON = "season"
"""Part of the effects that repeats by the calendar: weekday, time of the month and of the year."""

_YEAR, _MONTH = 365.2425, 30.436875
_YEARLY_WAVES = {Frequency.DAILY: 5, Frequency.WEEKLY: 5, Frequency.MONTHLY: 0}
_YEARS_NEEDED = 1.5
"""Years of history from which a yearly season is told apart from a trend."""
_MONTHS_NEEDED = 6
_SEASON_PRIOR, _EVENT_PRIOR, _OWN_PRIOR = 0.5, 0.4, 1.0
"""Standard deviations that effects are expected to have, in logarithms."""


@dataclass(frozen=True, slots=True)
class Design:
    """Columns of t periods; shared ones first, then those of single items.

    shared  (t, s); own (n, t, k)
    parts   (s + k) what each column belongs to: SEASON, the kind of an event, or the name of an
            item's column
    prior   (s + k) standard deviation that an effect is expected to have, in logarithms
    yearly  whether a yearly season is among them
    """

    shared: FloatArray
    own: NDArray[np.float32]
    parts: tuple[str, ...]
    prior: FloatArray
    yearly: bool

    def part_names(self) -> tuple[str, ...]:
        """Names of the parts, each once, in the order of the columns."""
        return tuple(dict.fromkeys(self.parts))


def design_of(demand: Demand, stop: int, plan: DesignPlan) -> Design:
    """Return the columns of the panel's periods 0 … ``stop`` − 1, of the kinds that were planned.

    The plan is settled where the regression is fitted: a longer panel gets the same columns.
    """
    shared = [_season(demand, stop, plan)]
    parts = [SEASON] * shared[0].shape[1]
    prior = [_SEASON_PRIOR] * shared[0].shape[1]
    known = demand.covariates
    window = known.shared_window(0, stop).astype(np.float64)
    place = {name: column for column, name in enumerate(known.shared_names)}
    for name in plan.events:
        missing = np.zeros((stop, 1))
        shared.append(window[:, place[name], None] if name in place else missing)
        parts.append(name.removesuffix(BEFORE).removesuffix(AFTER))
        prior.append(_EVENT_PRIOR)
    own = np.zeros((len(demand), stop, len(plan.own)), dtype=np.float32)
    items = known.own_window(len(demand), 0, stop)
    for column, name in enumerate(plan.own):
        if name in known.own_names:
            own[:, :, column] = items[:, :, known.own_names.index(name)]
        parts.append(name)
        prior.append(_OWN_PRIOR)
    return Design(np.hstack(shared), own, tuple(parts), np.array(prior), plan.yearly)


@dataclass(frozen=True, slots=True)
class DesignPlan:
    """Which columns a regression has: seasons of month and year, events, items' own columns."""

    monthly: bool
    yearly: bool
    events: tuple[str, ...]
    own: tuple[str, ...]


def plan_design(demand: Demand, covariates: bool) -> DesignPlan:
    """Return the columns that the panel's history can say something about.

    An event that never fell into the history is left out; ``covariates`` False leaves out all but
    the season.
    """
    years = demand.length * demand.frequency.days / _YEAR
    daily = demand.frequency is Frequency.DAILY
    known = demand.covariates
    if not covariates:
        return DesignPlan(False, years >= _YEARS_NEEDED, (), ())
    seen = np.asarray(known.shared_window(0, demand.length).any(axis=0))
    events = tuple(name for name, here in zip(known.shared_names, seen, strict=True) if here)
    own = known.own_window(len(demand), 0, demand.length)
    moved = np.asarray((own != own[:, :1]).any(axis=(0, 1)))
    told = tuple(name for name, here in zip(known.own_names, moved, strict=True) if here)
    monthly = daily and demand.length >= _MONTHS_NEEDED * _MONTH
    return DesignPlan(monthly, years >= _YEARS_NEEDED, events, told)


def _season(demand: Demand, stop: int, plan: DesignPlan) -> FloatArray:
    frequency = demand.frequency
    first = frequency.periods(demand.start, stop)
    columns: list[FloatArray] = []
    if frequency is Frequency.DAILY:
        weekday = (first.astype(np.int64) + 3) % 7
        columns.append(np.equal.outer(weekday, np.arange(7)).astype(np.float64))
    if plan.monthly:
        month = first.astype("datetime64[M]")
        day = (first - month.astype("datetime64[D]")).astype(np.int64)
        length = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(int)
        columns.append(_waves(day / length, 2))
    if plan.yearly and frequency is Frequency.MONTHLY:
        number = first.astype("datetime64[M]").astype(np.int64) % 12
        columns.append(np.equal.outer(number, np.arange(12)).astype(np.float64))
    elif plan.yearly:
        middle = first + np.timedelta64(3 if frequency is Frequency.WEEKLY else 0, "D")
        day = (middle - middle.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64)
        columns.append(_waves(day / _YEAR, _YEARLY_WAVES[frequency]))
    return np.hstack(columns) if columns else np.zeros((stop, 0))


def _waves(phase: NDArray[np.floating], count: int) -> FloatArray:
    """(t, 2 count) sines and cosines of a phase that runs from 0 to 1."""
    angle = 2 * np.pi * phase[:, None] * np.arange(1, count + 1)
    return np.hstack([np.sin(angle), np.cos(angle)])
