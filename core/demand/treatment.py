"""Changes of a demand panel, each with the amount of history from which it could be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Treatment:
    """Changes of cells of a panel of n rows and t periods, one entry (k) a cell and cause.

    row, period  (k) int64, the cell
    known        (k) int64, how many periods of history show the cause: a shorter history does not,
                 so the entry is no part of it (``until``)
    change       (k) float64, units added to what was sold
    factor       (k) float64, what the sum is multiplied by
    censored     (k) bool, True where stock ran out: demand was at least what was sold
    cause        (k) int64, number of the repair that the entry belongs to
    """

    row: NDArray[np.int64]
    period: NDArray[np.int64]
    known: NDArray[np.int64]
    change: Floats
    factor: Floats
    censored: NDArray[np.bool_]
    cause: NDArray[np.int64]

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            getattr(self, name).setflags(write=False)

    def __len__(self) -> int:
        return len(self.row)

    def _where(self, kept: NDArray[np.bool_]) -> Treatment:
        return Treatment(*(getattr(self, name)[kept] for name in self.__dataclass_fields__))

    def until(self, cutoff: int) -> Treatment:
        """Return what a history of ``cutoff`` periods shows by itself."""
        return self._where((self.known <= cutoff) & (self.period < cutoff))

    def of(self, causes: NDArray[np.bool_]) -> Treatment:
        """Return the entries whose cause is marked in ``causes`` (one a repair)."""
        return self._where(np.asarray(causes)[self.cause])

    def select(self, rows: NDArray[np.intp]) -> Treatment:
        """Return the entries of a panel's ``rows``, renumbered in their order."""
        place = np.full(int(self.row.max(initial=-1)) + 1, -1)
        inside = np.flatnonzero(rows < len(place))
        place[rows[inside]] = inside
        kept = place[self.row] >= 0
        return replace(self._where(kept), row=place[self.row[kept]])


def entries(
    cause: int,
    row: int | NDArray[np.int64],
    period: NDArray[np.int64],
    known: int | NDArray[np.int64],
    *,
    change: float | Floats = 0.0,
    factor: float | Floats = 1.0,
    censored: bool = False,
) -> Treatment:
    """Return entries of one cause; single values hold for all of ``period`` (k)."""
    count = len(period)
    return Treatment(
        row=np.broadcast_to(np.asarray(row, dtype=np.int64), count).copy(),
        period=np.asarray(period, dtype=np.int64),
        known=np.broadcast_to(np.asarray(known, dtype=np.int64), count).copy(),
        change=np.broadcast_to(np.asarray(change, dtype=np.float64), count).copy(),
        factor=np.broadcast_to(np.asarray(factor, dtype=np.float64), count).copy(),
        censored=np.full(count, censored),
        cause=np.full(count, cause, dtype=np.int64),
    )


def together(parts: Sequence[Treatment]) -> Treatment:
    """Return the entries of all ``parts`` as one treatment."""
    none = entries(0, 0, np.empty(0, dtype=np.int64), 0)
    return Treatment(
        *(
            np.concatenate([getattr(part, name) for part in (none, *parts)])
            for name in Treatment.__dataclass_fields__
        )
    )


def applied(
    sold: NDArray[np.float32], treatment: Treatment
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return units (n, t) float32 and censored (n, t) of a panel after treatment.

    Changes come before factors, whatever their order, and no cell falls below zero. Cells that are
    unknown stay so. Items that were sold in whole numbers stay whole.
    """
    units = sold.astype(np.float64)
    cell = (treatment.row, treatment.period)
    np.add.at(units, cell, treatment.change)
    np.maximum(units, 0.0, out=units)
    np.multiply.at(units, cell, treatment.factor)
    touched = np.unique(treatment.row)
    known = np.isfinite(sold[touched])
    whole = np.all(~known | (sold[touched] == np.round(sold[touched])), axis=1)
    units[touched[whole]] = np.round(units[touched[whole]])
    censored = np.zeros(sold.shape, dtype=bool)
    np.logical_or.at(censored, cell, treatment.censored)
    return units.astype(np.float32), censored & np.isfinite(sold)
