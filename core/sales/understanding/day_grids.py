"""Sheets with a column a day whose headers leave out the month (1 … 31) or the year (1/5): a title
or a name says it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise

from core.errors import SheetError
from core.sales.sheet import RawSheet
from core.sales.understanding.days import month_number
from core.sales.understanding.header_rows import Header, day_number, month_days, top_rows
from core.sales.understanding.profiles import ColumnProfile
from core.sales.understanding.spreads import Spread, year_nearby, year_question
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_FULL_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*\d{1,2}")
_YEAR_MONTH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-/.年_ ]\s*(\d{1,2})(?!\d)\s*月?份?(?!\s*[-/.日]?\s*\d)"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")
_NAMED = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,9})\.?[-/ ,']*((?:19|20)\d\d)(?!\d)")
_NAMED_LAST = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/ ,]*([^\W\d_]{3,9})(?![^\W\d_])")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月")
_CHINESE_MONTHS = ("十二月", "十一月", "十月", "一月", "二月", "三月", "四月", "五月", "六月",
                   "七月", "八月", "九月")  # fmt: skip
_FEWEST_MARKED, _FEWEST_BARE = 3, 20
# "1日" can only be a day; bare numbers must run nearly through a month to be taken for days.


def find_day_columns(
    sheet: RawSheet, header: Header, profiles: Sequence[ColumnProfile], year: int = 0
) -> Spread | None:
    """Return the columns headed by days of one month, None where they are not such.

    Raises SheetError where the month stands nowhere, QuestionError where only its year is missing.
    """
    if across := month_days(header.labels):
        return _month_day_columns(sheet, header, across, year)
    numbered = [
        (column, day_number(label))
        for column, label in enumerate(header.labels)
        if day_number(label) and (profiles[column].numbers >= 0.6 or not profiles[column].filled)
    ]
    days = [number for _, number in numbered]
    bare = any(header.labels[column].isdecimal() for column, _ in numbered)
    if len(days) < (_FEWEST_BARE if bare else _FEWEST_MARKED):
        return None
    if any(after <= before for before, after in pairwise(days)):
        return None
    if bare and days[-1] - days[0] >= len(days) + 5:
        return None
    named_year, month = month_nearby(sheet, header)
    if not month:
        raise SheetError(_no_month(sheet))
    year = year or named_year
    if not year:
        raise year_question(f"{month}月{days[0]}日")
    return _spread([(column, year, month, number) for column, number in numbered])


def _month_day_columns(
    sheet: RawSheet, header: Header, across: Mapping[int, tuple[int, int]], year: int
) -> Spread:
    """Return columns headed "12/31", "1/1" with their years: one more after each December."""
    year = year or year_nearby(sheet, header)
    if not year:
        raise year_question(header.labels[next(iter(across))])
    dated: list[tuple[int, int, int, int]] = []
    for column, (month, day) in across.items():
        year += bool(dated) and month < dated[-1][2]
        dated.append((column, year, month, day))
    return _spread(dated)


def _spread(dated: Sequence[tuple[int, int, int, int]]) -> Spread:
    """Return the spread of columns with year, month and day; days that never were are left out,
    as in a form with 31 columns for a month of 30 days."""
    kept: list[tuple[int, str]] = []
    for column, year, month, day in dated:
        with suppress(ValueError):
            kept.append((column, datetime.date(year, month, day).isoformat()))
    return Spread(tuple(column for column, _ in kept), tuple(day for _, day in kept), "ymd")


def month_nearby(sheet: RawSheet, header: Header) -> tuple[int, int]:
    """Return year and month that a title line, the sheet's name or the file's name says; 0 for
    what none of them does."""
    above = [text for row in top_rows(sheet, max(0, header.row)) for text in row if text]
    file = sheet.path.replace("\\", "/").rsplit("/")[-1].partition(".")[0]
    texts = [
        unicodedata.normalize("NFKC", text) for text in (*reversed(above), sheet.sheet_name, file)
    ]
    for text in texts:
        if found := _year_and_month(text):
            return found
    for text in texts:
        if month := _month_alone(text):
            return year_nearby(sheet, header), month
    return 0, 0


def _year_and_month(text: str) -> tuple[int, int] | None:
    spans = {(int(y), int(m)) for y, m in _FULL_DAY.findall(text)}
    if len(_FULL_DAY.findall(text)) > 1 and len(spans) == 1:
        return next(iter(spans))  # from the first to the last day of the month
    for pattern in (_YEAR_MONTH, _COMPACT):
        if (match := pattern.search(text)) and 1 <= int(match[2]) <= 12:
            return int(match[1]), int(match[2])
    for match in _NAMED.finditer(text):
        if month := month_number(match[1]):
            return int(match[2]), month
    for match in _NAMED_LAST.finditer(text):
        if month := month_number(match[2]):
            return int(match[1]), month
    return None


def _month_alone(text: str) -> int:
    if _FULL_DAY.search(text):
        return 0
    if (match := _MONTH.search(text)) and 1 <= int(match[1]) <= 12:
        return int(match[1])
    for name in _CHINESE_MONTHS:
        if name in text:
            return {"十二月": 12, "十一月": 11, "十月": 10}.get(
                name, "〇一二三四五六七八九".find(name[0])
            )
    return next((m for word in re.findall(r"[^\W\d_]{3,}", text) if (m := month_number(word))), 0)


def _no_month(sheet: RawSheet) -> Sentence:
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} has a column for each day of a month but does not say which month. Write it "
            "into the sheet's or the file's name, for example 2024-03.",
        ),
        name=sheet.sheet_name or sheet.path.replace("\\", "/").rsplit("/")[-1],
    )
