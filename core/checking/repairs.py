"""A repair: something found in the sales, and what can be done about it, if the operator agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.demand.treatment import Treatment, entries, together
from core.frequency import Frequency
from core.sales.cleaning.day_series import Days
from core.wording import QT_TRANSLATE_NOOP, Sentence, say, spoken_day

ACTIONS = {
    "stockout": "out_of_stock",
    "sold_out": "out_of_stock",
    "closed": "out_of_stock",
    "bulk_order": "one_off",
    "outlier": "one_off",
    "marked_out": "out_of_stock",
    "marked_outlier": "one_off",
    "level_shift": "new_level",
    "price_change": "new_level",
    "rename": "same_item",
    "returns": "net_returns",
    "closed_weekday": "calendar",
    "incomplete_first": "calendar",
    "incomplete_last": "calendar",
}
"""What is done about each kind of finding.

out_of_stock  the periods are unknown demand, not low demand
one_off       what is beyond the usual is taken off the history that forecasts learn from
new_level     the history before is scaled to the level after
same_item     the old item's history is the new item's
net_returns   goods that came back are taken off the sales they came from
calendar      days without sales that mean nothing, periods that are not whole
"""

NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Repair:
    """One finding and its repair. What it would change stands in ``Checked.treatment``.

    key         the same for the same finding in next month's sheets
    kind        key of ``ACTIONS``
    item, store what it concerns; "" for the whole shop
    first_day, last_day  of what is concerned; NaT where it is no time
    text        what was found
    units       net units that the repair adds to demand (+) or takes off (-)
    money       their value at the item's price, ≥ 0; NaN unknown
    probability that the finding is what it seems (0–1); 1 for what stands in the sheets
    by_default  whether it is made unless the operator refuses
    other       the other item of a rename, "" elsewhere
    """

    key: str
    kind: str
    item: str
    store: str
    first_day: np.datetime64
    last_day: np.datetime64
    text: Sentence
    units: float
    money: float
    probability: float = 1.0
    by_default: bool = False
    other: str = ""

    @property
    def action(self) -> str:
        """What the repair does: a value of ``ACTIONS``."""
        return ACTIONS[self.kind]

    @property
    def weight(self) -> float:
        """Money at stake times how likely it is: by which findings are ranked (units without
        prices)."""
        stake = self.money if np.isfinite(self.money) else abs(self.units)
        return float(stake * self.probability)


def key_of(kind: str, item: str = "", store: str = "", day: np.datetime64 = NO_DAY) -> str:
    """Return the key of a finding."""
    return "\t".join((kind, item, store, "" if np.isnat(day) else str(day)))


@dataclass(slots=True)
class Findings:
    """Repairs and the changes they would make, gathered detector by detector."""

    repairs: list[Repair] = field(default_factory=list)
    parts: list[Treatment] = field(default_factory=list)

    def add(
        self,
        repair: Repair,
        row: int | NDArray[np.int64] = 0,
        period: NDArray[np.int64] | Sequence[int] = (),
        known: int | NDArray[np.int64] = 0,
        *,
        change: float | NDArray[np.float64] = 0.0,
        factor: float = 1.0,
        censored: bool = False,
    ) -> None:
        """Add a repair and the cells it changes; see ``core.demand.treatment.entries``."""
        cells = np.asarray(period, dtype=np.int64)
        made = entries(
            len(self.repairs),
            row,
            cells,
            known,
            change=change,
            factor=factor,
            censored=censored,
        )
        self.repairs.append(repair)
        self.parts.append(made)

    @property
    def treatment(self) -> Treatment:
        """All changes; ``cause`` is the place of the repair."""
        return together(self.parts)


def money_of(units: float, price: float) -> float:
    """Return the value of units at a price, ≥ 0; NaN where the price is unknown."""
    return abs(units) * price if np.isfinite(price) else float("nan")


_WHEN = {
    Frequency.DAILY: QT_TRANSLATE_NOOP("core", "on {day}"),
    Frequency.WEEKLY: QT_TRANSLATE_NOOP("core", "in the week from {day}"),
    Frequency.MONTHLY: QT_TRANSLATE_NOOP("core", "in the month from {day}"),
}


def when(frequency: Frequency, day: np.datetime64) -> Sentence:
    """Say in which period something was: its length and first day."""
    return say(_WHEN[frequency], day=spoken_day(day))


def day_of(days: Days, position: int) -> np.datetime64:
    """Return one day of an array as ``datetime64[D]``."""
    return np.datetime64(str(days[position]), "D")
