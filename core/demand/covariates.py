"""What is known ahead of time: events for all items, promotions and prices of each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

PROMOTION, ADVERTISING, PRICE = "promotion", "advertising", "price"
"""Columns of single items: share of the period on promotion or advertised (0–1); natural logarithm
of the price as a multiple of the item's first known one."""


def _no_shared() -> NDArray[np.float32]:
    return np.zeros((0, 0), dtype=np.float32)


def _no_own() -> NDArray[np.float32]:
    return np.zeros((0, 0, 0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Covariates:
    """Known-future inputs of a panel of n items over its t periods and a periods after them.

    shared_names  (s) columns that are the same for all items: events, as in
                  ``core.calendar.columns``; known for all periods at any time
    shared        (t + a, s) float32
    own_names     (k) columns of single items: PROMOTION, ADVERTISING, PRICE
    own           (n, t + a, k) float32; never NaN
    lifts         (n, t + a) float32, logarithm of what the operator expects of planned promotions
                  in place of what was learnt, 0 where nothing; empty: nothing anywhere
    planned       (k) True: known ahead (the merchant decides it), so that a test in the past may
                  know it too; False: what is known at a cutoff goes on after it
    """

    shared_names: tuple[str, ...] = ()
    shared: NDArray[np.float32] = field(default_factory=_no_shared)
    own_names: tuple[str, ...] = ()
    own: NDArray[np.float32] = field(default_factory=_no_own)
    planned: tuple[bool, ...] = ()
    lifts: NDArray[np.float32] = field(default_factory=_no_shared)

    def __post_init__(self) -> None:
        for array in (self.shared, self.own, self.lifts):
            array.setflags(write=False)

    def __len__(self) -> int:
        return len(self.shared_names) + len(self.own_names)

    def until(self, cutoff: int) -> Covariates:
        """Return what was known at ``cutoff``: of columns that were not planned, the last value."""
        if all(self.planned) or not self.own_names:
            return self
        own = self.own.copy()
        for column, planned in enumerate(self.planned):
            if not planned:
                last = own[:, cutoff - 1, column] if cutoff else np.zeros(len(own), np.float32)
                own[:, cutoff:, column] = last[:, None]
        return replace(self, own=own)

    def select(self, rows: NDArray[np.intp]) -> Covariates:
        """Return the covariates of the items at ``rows``, in that order."""
        own = self.own[rows] if self.own_names else self.own
        return replace(self, own=own, lifts=self.lifts[rows] if self.lifts.size else self.lifts)

    def shared_window(self, start: int, stop: int) -> NDArray[np.float32]:
        """(stop − start, s) the shared columns from period ``start`` to before ``stop``.

        Beyond what is held, there are no events.
        """
        part = self.shared[start:stop]
        missing = stop - start - len(part)
        return np.asarray(np.pad(part, ((0, max(missing, 0)), (0, 0))), dtype=np.float32)

    def lift_window(self, items: int, start: int, stop: int) -> NDArray[np.float32]:
        """(items, stop − start) logarithm of what the operator expects of promotions."""
        if not self.lifts.size:
            return np.zeros((items, stop - start), dtype=np.float32)
        part = self.lifts[:, start:stop]
        return np.pad(part, ((0, 0), (0, stop - start - part.shape[1])))

    def own_window(self, items: int, start: int, stop: int) -> NDArray[np.float32]:
        """(items, stop − start, k) the items' columns likewise.

        Beyond what is held there are no promotions, and the last price goes on.
        """
        if not self.own_names:
            return np.zeros((items, stop - start, 0), dtype=np.float32)
        part = self.own[:, start:stop]
        missing = stop - start - part.shape[1]
        if missing <= 0:
            return part
        rest = np.zeros((items, missing, len(self.own_names)), dtype=np.float32)
        if PRICE in self.own_names and self.own.shape[1]:
            column = self.own_names.index(PRICE)
            rest[:, :, column] = self.own[:, -1, column, None]
        return np.concatenate([part, rest], axis=1)


NO_COVARIATES = Covariates()
"""Nothing is known ahead."""
