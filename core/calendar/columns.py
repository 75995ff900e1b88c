"""Events as columns of numbers over periods: what regressions and networks read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.calendar.events import CLOSED, HOLIDAY, PAYDAY, Event
from core.frequency import Days, Frequency

BEFORE, AFTER = ":before", ":after"
"""Endings of the columns that hold the days around an event."""


@dataclass(frozen=True, slots=True)
class EventColumns:
    """Known-future columns that are the same for all items.

    names   (c) kind of event, with ":before" or ":after" for the days around it
    values  (t, c) float32. Days: 1 on the event; around it a ramp, from 1 beside the event down to
            nothing. Weeks and months: the share of the event's days, or of its ramp, that lies in
            the period; for public holidays and paydays the number of days, for closures the share
            of the period
    """

    names: tuple[str, ...]
    values: NDArray[np.float32]


def event_columns(events: Sequence[Event], periods: Days, frequency: Frequency) -> EventColumns:
    """Return the columns of ``events`` over ``periods`` (t first days, in a row)."""
    if not len(periods):
        return EventColumns((), np.zeros((0, 0), dtype=np.float32))
    start = periods[0]
    after_last = frequency.periods(periods[-1], 2)[1]
    days = int((after_last - start).astype(np.int64))
    table: dict[str, NDArray[np.float32]] = {}
    for event in events:
        for name, offset, weights in _parts(event, frequency):
            begin = int((event.first - start).astype(np.int64)) + offset
            column = table.setdefault(name, np.zeros(days, dtype=np.float32))
            inside = slice(max(begin, 0), max(min(begin + len(weights), days), 0))
            here = weights[inside.start - begin : max(inside.stop - begin, 0)]
            # Two holidays beside each other do not make a day twice a holiday.
            column[inside] = np.maximum(column[inside], here)
    # The days around an event meet the event itself only where it comes twice: then it goes first.
    for name in [name for name in table if not name.endswith((BEFORE, AFTER))]:
        for ending in (BEFORE, AFTER):
            if name + ending in table:
                table[name + ending][table[name] > 0] = 0.0
    seen = {name: column for name, column in table.items() if column.any()}
    names = tuple(sorted(seen))
    if not names:
        return EventColumns((), np.zeros((len(periods), 0), dtype=np.float32))
    daily = np.stack([seen[name] for name in names], axis=1)
    if frequency is Frequency.DAILY:
        return EventColumns(names, daily)
    bounds = (frequency.periods(start, len(periods)) - start).astype(np.int64)
    values = np.add.reduceat(daily, bounds, axis=0)
    if CLOSED in names:
        lengths = np.diff(np.append(bounds, days))
        values[:, names.index(CLOSED)] /= lengths
    return EventColumns(names, values.astype(np.float32))


def _parts(event: Event, frequency: Frequency) -> list[tuple[str, int, NDArray[np.float32]]]:
    """(name, days from the event's first day, weight a day) of the event and its surroundings."""
    length = int((event.last - event.first).astype(np.int64)) + 1
    parts = [(event.kind, 0, np.ones(length, dtype=np.float32))]
    if event.before:
        ramp = (np.arange(1, event.before + 1) / event.before).astype(np.float32)
        parts.append((event.kind + BEFORE, -event.before, ramp))
    if event.after:
        ramp = (np.arange(event.after, 0, -1) / event.after).astype(np.float32)
        parts.append((event.kind + AFTER, length, ramp))
    if frequency is Frequency.DAILY or event.kind in (HOLIDAY, PAYDAY, CLOSED):
        return parts
    return [(name, offset, weights / weights.sum()) for name, offset, weights in parts]
