"""When a supplier takes orders and when they are closed: as typed, and in days to come."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.errors import OptionError
from core.wording import QT_TRANSLATE_NOOP, say

Floats = NDArray[np.float64]

_WEEKDAYS = {
    **{name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)},
    **{name: n for n, name in enumerate("一二三四五六日", 1)},
    "天": 7,
    **{str(n): n for n in range(1, 8)},
}
_WEEKDAY = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:周|星期|礼拜)?([一二三四五六日天1-7])"
)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_LONGEST_CLOSURE = 366


def canonical_weekdays(text: str) -> str:
    """Return weekdays as ISO numbers, "1,4" for "Mon, Thu" or "周一、周四"; "" for none.

    Raises ``OptionError`` for what names no weekday.
    """
    found: set[int] = set()
    rest = text.lower()
    for match in _WEEKDAY.finditer(rest):
        found.add(_WEEKDAYS[match.group(1) or match.group(2)])
    left = re.sub(r"[\s,;、，；/.&+和]|and", "", _WEEKDAY.sub("", rest))
    if left or (rest.strip() and not found):
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "“{value}” names no weekdays. Type them like this: Mon, Thu."
                ),
                value=text[:40],
            )
        )
    return ",".join(map(str, sorted(found)))


def canonical_closures(text: str) -> str:
    """Return closed spans as "2026-02-10/2026-02-20; …", both days included; "" for none.

    A date alone is a span of one day. Raises ``OptionError`` for what holds no dates, and for
    spans that end before they begin or last longer than a year.
    """
    spans = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;；,，、\n]", text))):
        days = [_date(*match.groups()) for match in _DATE.finditer(part)]
        if len(days) not in (1, 2) or None in days:
            raise _no_closure(part)
        first, last = days[0], days[-1]
        if first is None or last is None or not 0 <= (last - first).days <= _LONGEST_CLOSURE:
            raise _no_closure(part)
        spans.append((first, last))
    return "; ".join(f"{first}/{last}" for first, last in sorted(spans))


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _no_closure(part: str) -> OptionError:
    return OptionError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "“{value}” is no span of days. Type first and last day: 2026-02-10 to 2026-02-20.",
            ),
            value=part[:40],
        )
    )


@cache
def closed_spans(closures: str) -> tuple[tuple[int, int], ...]:
    """Return spans of canonical closures as days since 1970: (first, day after the last)."""
    spans = []
    for part in filter(None, closures.split("; ")):
        first, last = (np.datetime64(day, "D").astype(np.int64) for day in part.split("/"))
        spans.append((int(first), int(last) + 1))
    return tuple(spans)


def arrival_days(sent: Floats, lead_time: Floats, day: np.datetime64, closures: str) -> Floats:
    """(n, p) days from ``day`` until what is sent after ``sent`` (n, 1) days arrives.

    Days on which the supplier is closed add to the lead time (n, p).
    """
    arrival = sent + lead_time
    today = int(day.astype("datetime64[D]").astype(np.int64))
    for first, end in closed_spans(closures):
        begin, stop = first - today, end - today
        hit = (begin < arrival) & (stop > sent)
        arrival = arrival + np.where(hit, stop - np.maximum(begin, sent), 0.0)
    return np.asarray(arrival)


def order_offsets(
    day: np.datetime64, order_days: str, closures: str, review_days: float
) -> tuple[float, float]:
    """Return days from ``day`` to the first order day, and from that one to the next.

    Without ``order_days`` orders can go out on any day and every ``review_days``. With them the
    next order day counts, at least ``review_days`` − 6 later: every second Monday where that is 14.
    Nothing goes out while the supplier is closed.
    """
    today = int(day.astype("datetime64[D]").astype(np.int64))
    spans = closed_spans(closures)
    allowed = {int(n) for n in order_days.split(",") if n}

    def first_from(number: float) -> float:
        for step in range(2 * _LONGEST_CLOSURE):
            at = today + int(np.ceil(number)) + step
            is_closed = any(first <= at < end for first, end in spans)
            if not is_closed and (not allowed or _weekday(at) in allowed):
                return float(at - today) if step or allowed else number
        return number

    wait = first_from(0.0)
    gap = max(1.0, review_days - 6.0) if allowed else review_days
    return wait, max(first_from(wait + gap) - wait, 0.0)


def last_order_day(day: np.datetime64, latest: np.datetime64, order_days: str) -> np.datetime64:
    """Return the last order day from ``day`` to ``latest``; ``latest`` where there is none."""
    allowed = {int(n) for n in order_days.split(",") if n}
    first, last = (int(it.astype("datetime64[D]").astype(np.int64)) for it in (day, latest))
    for number in range(last, max(first, last - 7) - 1, -1):
        if not allowed or _weekday(number) in allowed:
            return np.datetime64(number, "D")
    return latest


def _weekday(number: int) -> int:
    return (number + 3) % 7 + 1  # 1970-01-01 was a Thursday


def distinct(columns: Sequence[Sequence[object]]) -> dict[tuple[object, ...], list[int]]:
    """Return the rows of each distinct combination of the columns."""
    rows: dict[tuple[object, ...], list[int]] = {}
    for row, key in enumerate(zip(*columns, strict=True)):
        rows.setdefault(key, []).append(row)
    return rows
