"""What the operator marks in a history: days without stock, sales that will not come again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.checking.decisions import OUTLIER, Mark
from core.checking.evidence import Evidence
from core.checking.repairs import Findings, Repair, key_of, money_of
from core.wording import QT_TRANSLATE_NOOP, say, spoken_day

BEFORE = 13
"""Periods before a mark by which what is usual is judged; those after it, where there are none."""

_TEXT = {
    "marked_out": QT_TRANSLATE_NOOP("core", "You marked {first} to {last} as out of stock."),
    OUTLIER: QT_TRANSLATE_NOOP("core", "You marked {first} to {last} as not to come again."),
}


def add_marks(evidence: Evidence, marks: Sequence[Mark], found: Findings) -> None:
    """Add a repair a mark, in force unless it is refused. Marks of items not in the panel wait.

    A mark is known as soon as its period is over: whoever keeps the shop knew it then.
    """
    demand = evidence.demand
    place = {pair: n for n, pair in enumerate(zip(demand.items, demand.stores, strict=True))}
    for mark in marks:
        row = place.get((mark.item, mark.store))
        days = np.array([mark.first_day, mark.last_day], dtype="datetime64[D]")
        first, last = demand.frequency.steps(days, demand.start).tolist()
        periods = np.arange(max(first, 0), min(last + 1, demand.length), dtype=np.int64)
        if row is None or not len(periods):
            continue
        units = demand.units[row].astype(np.float64)
        usual = _usual(units, int(periods[0]), int(periods[-1]))
        sold = units[periods]
        if mark.kind == OUTLIER:
            change = np.where(np.isfinite(sold), np.minimum(usual - sold, 0.0), 0.0)
        else:
            change = np.zeros(len(periods))
        lost = float(np.nansum(np.maximum(usual - sold, 0.0))) if mark.kind != OUTLIER else 0.0
        at_stake = float(change.sum()) or lost
        repair = Repair(
            key=key_of(mark.kind, mark.item, mark.store, mark.first_day),
            kind=mark.kind,
            item=mark.item,
            store=mark.store,
            first_day=mark.first_day,
            last_day=mark.last_day,
            text=say(
                _TEXT[mark.kind], first=spoken_day(mark.first_day), last=spoken_day(mark.last_day)
            ),
            units=at_stake,
            money=money_of(at_stake, float(evidence.price[row])),
            by_default=True,
        )
        found.add(repair, row, periods, periods + 1, change=change, censored=mark.kind != OUTLIER)


def _usual(units: np.ndarray, first: int, last: int) -> float:
    """Return the median of the periods before a mark, of those after it where none are known."""
    before = units[max(first - BEFORE, 0) : first]
    known = before[np.isfinite(before)]
    if not len(known):
        after = units[last + 1 : last + 1 + BEFORE]
        known = after[np.isfinite(after)]
    return float(np.median(known)) if len(known) else 0.0
