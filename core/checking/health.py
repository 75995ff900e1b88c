"""How far an item's history can be relied on: a grade, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.checking.evidence import Evidence
from core.checking.repairs import Repair
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

GRADES = ("good", "fair", "poor", "too_little")
GOOD, FAIR, POOR, TOO_LITTLE = range(4)
"""Grades, the best first."""

REASONS = (
    "short",
    "young",
    "rare",
    "silent",
    "out_often",
    "returned",
    "one_off",
    "moved",
    "repriced",
)
"""What speaks against an item's history, in order of weight."""

_POINTS = np.array([9, 1, 2, 2, 2, 1, 1, 1, 1])
_FAIR, _POOR, _NO = 1, 3, 9

_FEWEST = 8  # periods on sale below which nothing can be said
_YEAR = {"D": 365, "W": 52, "M": 12}

_TEXTS = {
    "short": QT_TRANSLATE_NOOP("core", "only {value:,.0f} periods of sales"),
    "young": QT_TRANSLATE_NOOP("core", "less than a year of sales, so no season is known"),
    "rare": QT_TRANSLATE_NOOP("core", "no sale in {value:.0f} % of periods"),
    "silent": QT_TRANSLATE_NOOP("core", "nothing sold in the last {value:,.0f} periods"),
    "out_often": QT_TRANSLATE_NOOP("core", "probably out of stock in {value:.0f} % of periods"),
    "returned": QT_TRANSLATE_NOOP("core", "{value:.0f} % of units came back"),
    "one_off": QT_TRANSLATE_NOOP("core", "{value:,.0f} orders or periods far beyond the usual"),
    "moved": QT_TRANSLATE_NOOP("core", "sales moved to another level"),
    "repriced": QT_TRANSLATE_NOOP("core", "the price changed, and sales with it"),
}


@dataclass(frozen=True, slots=True)
class Health:
    """The health of each item of a panel.

    values  (n, reasons) float32, what is said of each item by reason; NaN where it does not hold
    """

    values: NDArray[np.float32]

    def __post_init__(self) -> None:
        self.values.setflags(write=False)

    @property
    def grade(self) -> NDArray[np.int8]:
        """(n) GOOD, FAIR, POOR or TOO_LITTLE."""
        points = np.isfinite(self.values) @ _POINTS
        return np.asarray(np.digitize(points, [_FAIR, _POOR, _NO]), dtype=np.int8)

    def reasons(self, row: int, common: float = 1.0) -> tuple[Sentence, ...]:
        """Return what speaks against an item's history; nothing where it is good.

        Reasons that hold for more than a share ``common`` of all items are left out.
        """
        told = np.isfinite(self.values)
        special = told[row] & (told.mean(axis=0) <= common)
        return tuple(
            say(_TEXTS[REASONS[number]], value=float(self.values[row, number]))
            for number in np.flatnonzero(special).tolist()
        )


def health_of(evidence: Evidence, repairs: Sequence[Repair]) -> Health:
    """Grade each item by its length, zeros, silence, stockouts, returns, one-offs and levels."""
    demand = evidence.demand
    units = demand.units.astype(np.float64)
    count = len(demand)
    known = np.isfinite(units)
    length = known.sum(axis=1)
    sold = np.nan_to_num(units) > 0
    values = np.full((count, len(REASONS)), np.nan, dtype=np.float32)

    def mark(reason: str, where: NDArray[np.bool_], value: NDArray[np.float64]) -> None:
        values[where, REASONS.index(reason)] = value[where]

    share = np.divide(sold.sum(axis=1), np.maximum(length, 1))
    last = np.where(sold.any(axis=1), demand.length - 1 - sold[:, ::-1].argmax(axis=1), -1)
    quiet = (demand.length - 1 - last).astype(np.float64)
    year = _YEAR[demand.frequency.value]
    mark("short", length < _FEWEST, length.astype(np.float64))
    mark("young", (length >= _FEWEST) & (length < year), length.astype(np.float64))
    mark("rare", share < 0.25, 100.0 * (1.0 - share))
    usual_wait = np.divide(1.0, np.maximum(share, 1e-9))
    mark("silent", (quiet >= 4) & (quiet > 4 * usual_wait), quiet)
    place = {pair: n for n, pair in enumerate(zip(demand.items, demand.stores, strict=True))}
    out, odd = np.zeros(count), np.zeros(count)
    moved, repriced = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for repair in repairs:
        row = place.get((repair.item, repair.store))
        if row is None:
            continue
        if repair.action == "out_of_stock":
            days = (repair.last_day - repair.first_day).astype(np.int64) + 1
            out[row] += days / demand.frequency.days
        elif repair.action == "one_off":
            odd[row] += 1
        elif repair.kind == "level_shift":
            moved[row] = True
        elif repair.kind == "price_change":
            repriced[row] = True
    out_share = out / np.maximum(length, 1)
    mark("out_often", out_share > 0.1, 100.0 * np.minimum(out_share, 1.0))
    returned = _returned(evidence, place, count)
    mark("returned", returned > 0.1, 100.0 * returned)
    mark("one_off", odd > 0, odd)
    mark("moved", moved, np.ones(count))
    mark("repriced", repriced, np.ones(count))
    return Health(values)


def _returned(
    evidence: Evidence, place: dict[tuple[str, str], int], count: int
) -> NDArray[np.float64]:
    """(n) units that came back as a share of units sold."""
    rows = evidence.sales.rows
    back = rows[rows["units"] < 0].groupby(["item", "store"], observed=True)["units"].sum()
    share = np.zeros(count)
    sold = np.bincount(evidence.series.code, weights=evidence.series.units, minlength=count)
    for pair, units in back.items():
        row = place.get(pair) if isinstance(pair, tuple) else None
        if row is not None:
            share[row] = -float(units) / max(sold[row], -float(units), 1e-9)
    return share
