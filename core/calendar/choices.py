"""What the operator says of the calendar: country, own events, closed days, promotions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.errors import OptionError
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

LARGEST_LIFT = 100.0
"""Lift of a promotion that is believed: beyond are typing errors, such as 150 for 150 %."""
NO_COUNTRY = "none"
"""Country of a shop that keeps no public holidays."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: np.datetime64
    last: np.datetime64

    def __post_init__(self) -> None:
        if np.isnat(self.first) or np.isnat(self.last) or self.last < self.first:
            raise OptionError(_SPAN)


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """An event of the operator's own: a fair, a village feast, a move of the shop.

    name    as the operator spells it
    span    its days; yearly: the same days of every year
    before, after  days around it on which people buy more or less
    """

    name: str
    span: Span
    yearly: bool = False
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Promotion:
    """A promotion or advertisement, past or planned.

    span   its days
    items  codes it is for; none: all
    kind   "promotion" or "advertising"
    price  currency a unit while it lasts; NaN: not said
    lift   how many times as much sells on its days to come as without it, in place of what past
           promotions taught; NaN: as these taught
    """

    span: Span
    items: tuple[str, ...] = ()
    kind: str = "promotion"
    price: float = math.nan
    lift: float = math.nan

    def __post_init__(self) -> None:
        if self.lift <= 0 or self.lift > LARGEST_LIFT:
            raise OptionError(_LIFT)
        if self.kind not in ("promotion", "advertising"):
            raise OptionError(_KIND)
        if self.price <= 0:
            raise OptionError(_PRICE)


@dataclass(frozen=True, slots=True)
class CalendarChoices:
    """All that the operator says of the calendar; the defaults say nothing.

    country     ISO code; "" chosen from the currency and language of the sheet; "none": no holidays
    left_out    kinds of built-in events that do not concern the shop
    own         events of its own
    closures    days on which it is closed
    paydays     days of the month on which its customers are paid (31: the last); () by country
    promotions  past and planned
    """

    country: str = ""
    left_out: tuple[str, ...] = ()
    own: tuple[OwnEvent, ...] = ()
    closures: tuple[Span, ...] = ()
    paydays: tuple[int, ...] = ()
    promotions: tuple[Promotion, ...] = ()

    def __post_init__(self) -> None:
        if any(not 1 <= day <= 31 for day in self.paydays):
            raise OptionError(_PAYDAY)


_SPAN: Sentence = say(
    QT_TRANSLATE_NOOP("core", "Give the first and the last day, the last one not before the first.")
)
_KIND: Sentence = say(
    QT_TRANSLATE_NOOP("core", "A promotion is of kind “promotion” or “advertising”.")
)
_PRICE: Sentence = say(QT_TRANSLATE_NOOP("core", "Give a promotion's price as more than 0."))
_LIFT: Sentence = say(
    QT_TRANSLATE_NOOP(
        "core",
        "Give a promotion's lift as how many times as much sells, such as 1.5: more than 0, at "
        "most 100.",
    )
)
_PAYDAY: Sentence = say(
    QT_TRANSLATE_NOOP("core", "Give paydays as days of the month, from 1 to 31 (31: the last).")
)
