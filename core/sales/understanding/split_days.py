"""Days that a sheet splits over columns: year and month, year and week, year, month and day."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.sales.column_map import PARTS_OF_DAYS, RoleGuess
from core.sales.sheet import RawSheet
from core.sales.understanding.days import read_partial_day
from core.sales.understanding.headers import meaning_score
from core.wording import QT_TRANSLATE_NOOP, say

_YEAR = re.compile(r"(?:FY|CY)?\s*((?:19|20)\d\d)\s*(?:年度?)?", re.IGNORECASE)
_WEEK = re.compile(r"(?:W|WK|WEEK|KW|第)?\s*(\d{1,2})\s*(?:周|週)?", re.IGNORECASE)
_NUMBER = re.compile(r"M?(\d{1,2})\s*[月日号]?", re.IGNORECASE)
_LOOKED_AT = 2_000
_MOST_OF = 0.9


def find_split_days(
    sheet: RawSheet, labels: Sequence[str], first: int, taken: Sequence[int]
) -> tuple[RoleGuess, ...]:
    """Return the columns that make up a day together: a year with a month or a week; () where
    there are none. ``taken`` columns play other roles already."""
    found: dict[str, int] = {}
    for part in PARTS_OF_DAYS:
        for column, label in enumerate(labels):
            used = column in taken or column in found.values()
            if not used and meaning_score(label, part) and _is_part(sheet, column, first, part):
                found[part] = column
                break
    if "year" not in found or not {"month", "week"} & found.keys():
        return ()
    if "month" in found:
        found.pop("week", None)
    else:
        found.pop("day_of_month", None)
    reason = say(QT_TRANSLATE_NOOP("core", "its cells are parts of a day"))
    return tuple(RoleGuess(part, column, 0.8, reason) for part, column in found.items())


def _is_part(sheet: RawSheet, column: int, first: int, part: str) -> bool:
    codes = sheet.cells[column].cat.codes.to_numpy()[first : first + _LOOKED_AT]
    used, rows = np.unique(codes[codes >= 0], return_counts=True)
    texts = [str(text) for text in sheet.cells[column].cat.categories.to_numpy()[used]]
    # Notes under the table and words of totals stand in the column as well.
    known = np.array([part_number(text, part) > 0 for text in texts], dtype=bool)
    return len(texts) > 0 and int(rows[known].sum()) >= _MOST_OF * int(rows.sum())


def part_number(text: str, part: str) -> int:
    """Return the year, month, week or day of the month that a text writes, 0 for none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain[:-2] if plain.endswith(".0") else plain
    if part == "year":
        match = _YEAR.fullmatch(plain)
        return int(match[1]) if match else 0
    if part == "month" and (partial := read_partial_day(plain)):
        return partial[1]
    match = (_WEEK if part == "week" else _NUMBER).fullmatch(plain)
    number = int(match[1]) if match else 0
    return number if number <= {"month": 12, "week": 53}.get(part, 31) else 0


def joined_days(
    texts: Mapping[str, Sequence[str]], codes: Mapping[str, NDArray[np.int32]]
) -> NDArray[np.datetime64]:
    """Return the day of each row (``datetime64[s]``), NaT where its parts make none.

    ``texts`` are the distinct texts of each part, ``codes`` (rows) the number of each row's text,
    -1 where the cell is empty. A month or a week alone lies on its first day (weeks as ISO 8601).
    """
    numbers = {
        part: np.array([*(part_number(t, part) for t in texts[part]), 0])[codes[part]]
        for part in codes
    }
    count = len(numbers["year"])
    second = numbers.get("month", numbers.get("week", np.zeros(count, dtype=np.int64)))
    third = numbers.get("day_of_month", np.ones(count, dtype=np.int64))
    key = (numbers["year"] * 64 + second) * 64 + third
    distinct, position = np.unique(key, return_inverse=True)
    days = [
        _day(k // 4096, k // 64 % 64, k % 64, weeks="month" not in numbers)
        for k in distinct.tolist()
    ]
    return np.array(days, dtype="datetime64[D]")[position].astype("datetime64[s]")


def _day(year: int, second: int, day: int, weeks: bool) -> datetime.date | None:
    try:
        if weeks:
            return datetime.date.fromisocalendar(year, second, 1)
        return datetime.date(year, second, day)
    except ValueError:
        return None
