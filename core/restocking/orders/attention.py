"""Where to look first: items by what they earn (ABC) and by how well they can be forecast (XYZ).

For attention only (F25): never by itself a reason for a service level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.errors import OptionError
from core.restocking.terms.groups import SHOP
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import CYCLE
from core.restocking.terms.worth import UnitWorth, unit_worth
from core.wording import QT_TRANSLATE_NOOP, say

Floats = NDArray[np.float64]

CLASSES = ("A", "B", "C")

_YEAR_DAYS = 365.0
_ABC = (0.8, 0.95)
_XYZ = (0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Attention:
    """Classes of n items.

    earned (n) margin of the last year; currency, or units where no money is known
    abc    (n) "A": the items that earn the first 80 %, "B": up to 95 %, "C": the rest
    xyz    (n) "X": forecast errors of the backtest under half of what sells, "Y": under all of it,
           "Z": more; "" where nothing was tested. Not by raw variation: a seasonal item that is
           forecast well is X
    """

    earned: Floats
    abc: tuple[str, ...]
    xyz: tuple[str, ...]


def attention(demand: Demand, worth: UnitWorth, wape: Floats) -> Attention:
    """Return the classes; ``wape`` (n) errors of the chosen models over units sold, out of sample,
    NaN where not tested."""
    periods = max(1, round(_YEAR_DAYS / demand.frequency.days))
    sold = np.nan_to_num(demand.units[:, -periods:].astype(np.float64)).sum(axis=1)
    known = np.isfinite(worth.margin)
    usual = float(np.median(worth.margin[known])) if known.any() else 1.0
    earned = sold * np.where(known, worth.margin, usual)
    order = np.argsort(-earned, kind="stable")
    total = max(float(earned.sum()), 1e-12)
    # The item that passes a limit still belongs to what is before it.
    before = (np.cumsum(earned[order]) - earned[order]) / total
    letters = np.empty(len(order), dtype="<U1")
    letters[order] = np.select(
        [(before < _ABC[0]) & (earned[order] > 0), (before < _ABC[1]) & (earned[order] > 0)],
        ["A", "B"],
        "C",
    )
    error = np.nan_to_num(wape, nan=np.inf)
    kinds = np.select([np.isnan(wape), error < _XYZ[0], error < _XYZ[1]], ["", "X", "Y"], "Z")
    return Attention(earned, tuple(letters.tolist()), tuple(kinds.tolist()))


@dataclass(frozen=True, slots=True)
class ClassService:
    """The share (0–1) of order cycles without a stockout that the items of an ABC class get."""

    letter: str
    level: float

    def __post_init__(self) -> None:
        """Raise ``OptionError`` for what is no class, or no level."""
        if self.letter not in CLASSES or not 0.5 <= self.level <= 0.999:
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core", "Give classes A, B or C a service level from 50 % to 99.9 %."
                    )
                )
            )


def service_by_class(terms: Terms, demand: Demand, levels: Sequence[ClassService]) -> Terms:
    """Return the terms with a cycle service level for the items of each ABC class (P44).

    What a category, a supplier or the item itself says stands.
    """
    table, said = terms.table.copy(), terms.said_by
    abc = attention(demand, unit_worth(terms), np.full(len(table), np.nan)).abc
    free = (said["service_level"] <= SHOP) & (said["service_kind"] <= SHOP)
    for it in levels:
        rows = free & (np.array(abc) == it.letter)
        table.loc[rows, "service_level"] = it.level
        table.loc[rows, "service_kind"] = CYCLE
    return replace(terms, table=table)
