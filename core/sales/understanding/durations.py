"""Spans of time as merchants write them: "2 weeks", "7-10 days", "两周", "保质期（月）"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import isnan

_DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "working day": 7 / 5,
    "week": 7.0,
    "month": 30.4,
    "year": 365.0,
}
_UNITS = {
    "hour": r"h|hrs?|hours?|小时|小時",
    "working day": r"(?:working|business|work)[ -]?days?|wd|工作日|个工作日",
    "day": r"d|days?|calendar days?|天|日|自然日",
    "week": r"w|wks?|weeks?|周|週|星期|个星期|礼拜|个礼拜",
    "month": r"mo|mos|mths?|months?|月|个月|個月",
    "year": r"y|yrs?|years?|年",
}
_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"两": 2, "兩": 2, "零": 0}
_NUMBER = r"(?:\d+(?:\.\d+|,\d{1,2})?|[〇零一二两兩三四五六七八九十]{1,3}|半|an?|half an?)"
_SPAN = re.compile(
    rf"(?:about|around|approx\.?|ca\.?|约|大约|~)?\s*(?P<low>{_NUMBER})"
    rf"(?:\s*(?:-|–|—|~|〜|to|至|到)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>[^\d\s].*)?"
)
_OF_HEADER = {
    unit: re.compile(rf"(?:(?:^|[\s(\[_/-])(?:{words})|(?:{signs})[数數]?)[)\]]?")
    for unit, words, signs in (
        ("hour", r"hours?|hrs?", "小时|小時"),
        ("working day", r"(?:working|business) days?", "工作日"),
        ("week", r"weeks?|wks?", "周|週|星期"),
        ("month", r"months?|mths?", "月|个月"),
        ("year", r"years?|yrs?", "年"),
    )
}


def days_in(text: str, unit_days: float = 1.0) -> float:
    """Return the days that a cell says; NaN where it is no span of time.

    A range counts as its middle; a bare number counts in units of ``unit_days``.
    """
    match = _SPAN.fullmatch(unicodedata.normalize("NFKC", text).strip().lower())
    if match is None:
        return float("nan")
    ends = [_number(end) for end in (match["low"], match["high"]) if end]
    if match["unit"] is not None:
        unit = _unit_of(match["unit"].strip(" ."))
        if unit is None:
            return float("nan")
        unit_days = _DAYS[unit]
    return sum(ends) / len(ends) * unit_days


def are_durations(texts: Sequence[str]) -> bool:
    """Whether most of a column's cells say a span of time, as numbers do."""
    return sum(not isnan(days_in(text)) for text in texts) > 0.5 * len(texts)


def unit_in_header(header: str) -> float:
    """Return the days in the unit that a header ends with ("Lead time (weeks)"): 1 without one."""
    text = unicodedata.normalize("NFKC", header).strip().lower()
    for unit, pattern in _OF_HEADER.items():
        if any(found.end() == len(text) for found in pattern.finditer(text)):
            return _DAYS[unit]
    return 1.0


def _unit_of(text: str) -> str | None:
    return next((unit for unit, words in _UNITS.items() if re.fullmatch(words, text)), None)


def _number(text: str) -> float:
    if text[0].isdigit():
        return float(text.replace(",", "."))
    if text in ("半", "half a", "half an"):
        return 0.5
    if text in ("a", "an"):
        return 1.0
    tens, ten, ones = text.partition("十")
    if not ten:
        return float(_DIGITS[text[-1]])
    return float(10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0))
