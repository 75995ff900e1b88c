"""Every choice of the operator that shapes a result, in one frozen value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from core.calendar.choices import CalendarChoices
from core.errors import OptionError
from core.forecasting.catalogue import describe
from core.frequency import Frequency
from core.restocking.limits.rooms import Room
from core.restocking.limits.transfers import MovingCost
from core.restocking.orders.attention import ClassService
from core.restocking.orders.what_if import Scenario
from core.restocking.terms.groups import GroupTerm
from core.restocking.terms.values import GAIN, SERVICE_KINDS
from core.wording import QT_TRANSLATE_NOOP, Sentence, say


@dataclass(frozen=True, slots=True)
class Settings:
    """The plan of all stages. Stored beside every result, so that each can be made again.

    frequency        length of a period; None: chosen from the data
    horizon          periods to forecast; None: the frequency's default, at least the longest
                     protection period
    models           names of the forecasters to try; empty: all
    origins          cutoffs of the rolling backtest, ≥ 3
    paths            sample paths an item
    seed             of everything random
    device           "auto", "cpu" or "cuda"
    workers          processes; -1: one a core
    cluster          address of a Dask scheduler, "" for this machine
    lead_time_days   days from order to delivery where the sheet does not say
    lead_time_spread standard deviation of the lead time as a share of it
    review_days      days between two orders
    service_level    probability of no stockout in a protection period (0–1)
    service_kind     what it counts: "gain", "cycle", "fill" or "money" (core.restocking)
    lost_sales       whether a customer who finds no stock goes away; else they wait
    scenarios        what-if scenarios, saved by name
    group_terms      terms of categories and suppliers, which their items inherit
    holding_rate     yearly cost of holding stock as a share of its value
    budget           what the plan's orders may cost, in the sheet's currency; None: no limit
    rooms            storage rooms that all items of a store share
    moving           what moving goods between stores costs
    class_service    cycle service (0–1) by ABC class, of items that nothing nearer says one for
    calendar         country, own events, closed days, past and planned promotions
    """

    frequency: Frequency | None = None
    horizon: int | None = None
    models: tuple[str, ...] = ()
    origins: int = 4
    paths: int = 500
    seed: int = 20260101
    device: str = "auto"
    workers: int = -1
    cluster: str = ""
    lead_time_days: float = 14.0
    lead_time_spread: float = 0.25
    review_days: float = 7.0
    service_level: float = 0.95
    service_kind: str = GAIN
    lost_sales: bool = True
    group_terms: tuple[GroupTerm, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    holding_rate: float = 0.25
    budget: float | None = None
    rooms: tuple[Room, ...] = ()
    moving: MovingCost = field(default_factory=MovingCost)
    class_service: tuple[ClassService, ...] = ()
    calendar: CalendarChoices = field(default_factory=CalendarChoices)

    def __post_init__(self) -> None:
        """Raise ``OptionError`` for a value that no stage could work with."""
        for name in self.models:
            describe(name)
        for holds, sentence in (
            (self.horizon is None or 1 <= self.horizon <= 1000, _HORIZON),
            (0 < self.service_level < 1, _SERVICE),
            (self.service_kind in SERVICE_KINDS, _SERVICE_KIND),
            (0 <= self.holding_rate <= 10, _HOLDING),
            (0 <= self.lead_time_days <= 730, _LEAD_TIME),
            (0 < self.review_days <= 365, _REVIEW),
            (0 <= self.seed < 2**32, _SEED),
            (self.budget is None or 0 <= self.budget < math.inf, _BUDGET),
            (self.moving.per_unit >= 0 and self.moving.per_transfer >= 0, _MOVING),
        ):
            if not holds:
                raise OptionError(sentence)


_HORIZON: Sentence = say(
    QT_TRANSLATE_NOOP("core", "Forecast at least one period ahead and at most 1,000.")
)
_SERVICE: Sentence = say(
    QT_TRANSLATE_NOOP("core", "Give the service level as a share between 0 and 1, such as 0.95.")
)
_SERVICE_KIND = say(
    QT_TRANSLATE_NOOP("core", "Say what the service level counts: gain, cycle, fill or money.")
)
_HOLDING = say(
    QT_TRANSLATE_NOOP(
        "core", "Give the yearly cost of holding stock as a share of its value, from 0 to 10."
    )
)
_LEAD_TIME: Sentence = say(QT_TRANSLATE_NOOP("core", "Give the lead time in days, from 0 to 730."))
_REVIEW: Sentence = say(
    QT_TRANSLATE_NOOP("core", "Give the days between two orders, more than 0 and at most 365.")
)
_SEED = say(QT_TRANSLATE_NOOP("core", "Give the seed as a whole number from 0 to 4294967295."))
_BUDGET = say(QT_TRANSLATE_NOOP("core", "Give the budget as an amount of money, 0 or more."))
_MOVING = say(QT_TRANSLATE_NOOP("core", "Give what moving goods costs as an amount, 0 or more."))
