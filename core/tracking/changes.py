"""What changed since the last forecast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.tracking.archive import Archived
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

LEAST = 0.2
"""Share by which an item's forecast must change to be told."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An item whose forecast changed: units then and now, over the periods that both forecast."""

    item: str
    store: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Changes:
    """Two forecasts compared over the periods that both forecast.

    since          first day that the earlier one forecast
    periods        periods in both; 0 where they do not meet, and then only items are compared
    before, now    units of items in both
    up, down       items whose forecast rose or fell by a fifth or more and by a unit at least, the
                   largest change in units first
    new, gone      items that only the later, or only the earlier one has
    other_model    items forecast by another model than then
    """

    since: np.datetime64
    periods: int
    before: float
    now: float
    up: tuple[Moved, ...]
    down: tuple[Moved, ...]
    new: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    other_model: int

    def sentence(self) -> Sentence:
        """Return the comparison in words."""
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "Since the forecast from {since}: {up} items up, {down} down, {new} new, "
                "{gone} gone.",
            ),
            since=str(self.since),
            up=len(self.up),
            down=len(self.down),
            new=len(self.new),
            gone=len(self.gone),
        )


def changes_between(before: Archived, now: Archived) -> Changes:
    """Return what changed from one forecast to a later one."""
    then = {pair: row for row, pair in enumerate(zip(before.items, before.stores, strict=True))}
    here = {pair: row for row, pair in enumerate(zip(now.items, now.stores, strict=True))}
    both = [pair for pair in here if pair in then]
    step, periods = _overlap(before, now)
    rows_then = np.array([then[pair] for pair in both], dtype=np.intp)
    rows_now = np.array([here[pair] for pair in both], dtype=np.intp)
    units_then = before.final[rows_then, step : step + periods].sum(axis=1).astype(np.float64)
    units_now = now.final[rows_now, :periods].sum(axis=1).astype(np.float64)
    change = units_now - units_then
    told = (np.abs(change) >= 1.0) & (np.abs(change) >= LEAST * np.maximum(units_then, 1e-9))
    order = [i for i in np.argsort(-np.abs(change), kind="stable") if told[i]]
    moved = [
        (change[i], Moved(both[i][0], both[i][1], float(units_then[i]), float(units_now[i])))
        for i in order
    ]
    return Changes(
        since=before.cutoff,
        periods=periods,
        before=float(units_then.sum()),
        now=float(units_now.sum()),
        up=tuple(item for by, item in moved if by > 0),
        down=tuple(item for by, item in moved if by < 0),
        new=tuple(pair for pair in here if pair not in then),
        gone=tuple(pair for pair in then if pair not in here),
        other_model=sum(before.models[then[p]] != now.models[here[p]] for p in both),
    )


def _overlap(before: Archived, now: Archived) -> tuple[int, int]:
    """Periods from the earlier cutoff to the later, and how many both forecast from there."""
    if before.frequency is not now.frequency:
        return 0, 0
    step = int(before.frequency.steps(np.array([now.cutoff]), before.cutoff)[0])
    periods = min(before.final.shape[1] - step, now.final.shape[1]) if step >= 0 else 0
    return max(step, 0), max(periods, 0)
