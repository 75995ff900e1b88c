"""Where the header of a sheet lies, and what it says where it takes two rows."""

from __future__ import annotations

import datetime
import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.sales.sheet import RawSheet
from core.sales.understanding.days import read_day, read_partial_day, serial_day
from core.sales.understanding.header_text import spaced
from core.sales.understanding.headers import meanings
from core.sales.understanding.numbers import parse_number

_SEARCHED = 60
_WIDTH = 120
_MANY_BLANK = 20
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet's header: ``row`` is its last row (0-based; -1 none), ``depth`` its rows,
    ``labels`` the joined texts, ``upper`` those of the upper of two rows, filled to the right."""

    row: int
    depth: int
    labels: tuple[str, ...]
    upper: tuple[str, ...]


def find_header(sheet: RawSheet) -> Header:
    """Return the header of a sheet, looked for in its first 60 rows from the first filled one."""
    if blank := _blank_above(sheet):
        below = find_header(replace(sheet, cells=sheet.cells.iloc[blank:]))
        return replace(below, row=below.row + blank if below.row >= 0 else -1)
    # The first columns of a wide sheet tell as much as all of them.
    rows = [row[:_WIDTH] for row in top_rows(sheet, _SEARCHED)]
    scores = [_score(rows, number) for number in range(min(len(rows), 45))]
    if not scores:
        return header_at(sheet, -1)
    best = max(range(len(scores)), key=lambda number: scores[number])
    # Printed reports repeat their header: the first of them stands above all of the lines.
    best = next(number for number in range(best + 1) if rows[number] == rows[best])
    if scores[best] < 1.0:
        return header_at(sheet, -1)
    return _with_depth(sheet, rows, best)


def _blank_above(sheet: RawSheet) -> int:
    """Return how many blank rows a sheet begins with, where they are many."""
    if len(sheet.cells) < _MANY_BLANK or any(map(any, top_rows(sheet, _MANY_BLANK))):
        return 0
    first = [
        int(filled.argmax())
        for name in sheet.cells.columns
        if (filled := sheet.cells[name].cat.codes.to_numpy() >= 0).any()
    ]
    return min(first, default=0)


def header_at(sheet: RawSheet, row: int, depth: int = 1) -> Header:
    """Return the header that ends on ``row``; -1 gives the columns numbers for names."""
    width = sheet.cells.shape[1]
    if row < 0:
        return Header(-1, 0, tuple(f"column {n + 1}" for n in range(width)), ("",) * width)
    rows = top_rows(sheet, row + 1)
    lower = rows[row]
    if depth < 2 or row == 0:
        return Header(row, 1, tuple(lower), ("",) * width)
    upper = _filled_right(rows[row - 1], lower)
    labels = tuple(f"{a} {b}".strip() if a != b else b for a, b in zip(upper, lower, strict=True))
    return Header(row, 2, labels, tuple(upper))


def top_rows(sheet: RawSheet, count: int) -> list[list[str]]:
    """Return the first rows of a sheet as text; empty cells are ""."""
    columns: list[list[str]] = []
    for name in sheet.cells.columns:
        cells = sheet.cells[name].array
        texts = cells.categories.to_numpy()
        columns.append([str(texts[code]) if code >= 0 else "" for code in cells.codes[:count]])
    return [list(row) for row in zip(*columns, strict=True)]


def row_texts(sheet: RawSheet, row: int) -> list[str]:
    """Return the cells of one row as text; empty cells are ""."""
    texts = (sheet.cells[name].iloc[row] for name in sheet.cells.columns)
    return [text if isinstance(text, str) else "" for text in texts]


def _filled_right(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Spread each cell of a merged header row over the empty ones to its right that have a cell
    below."""
    filled: list[str] = []
    last = ""
    for above, below in zip(upper, lower, strict=True):
        last = above or (last if below else "")
        filled.append(last)
    return filled


def _score(rows: Sequence[Sequence[str]], number: int) -> float:
    """How much a row looks like a header: known words, text above numbers, distinct cells."""
    row = rows[number]
    cells = [(i, text) for i, text in enumerate(row) if text]
    if not cells:
        return 0.0
    below = [r for r in rows[number + 1 : number + 31] if any(r)]
    if not below:
        return _known(cells) / len(cells) * 2.0 if len(cells) > 1 else 0.0
    usual = max(sum(1 for text in r if text) for r in below)
    if len(cells) == 1 and usual > 1:
        return 0.0
    known = _known(cells)
    periods = sum(1 for _, text in cells if is_period(text))
    values = sum(1 for _, text in cells if _is_value(text) and not is_period(text))
    contrast = 0
    for i, text in cells:
        if _is_value(text) and not (periods >= 3 and is_period(text)):
            continue
        under = [r[i] for r in below if r[i]]
        if under and sum(_is_value(t) for t in under) > 0.6 * len(under):
            contrast += 1
    spread = periods if periods >= 3 else 0
    if _is_day_grid(cells) or len(month_days([text for _, text in cells])) >= 5:
        return 2.5 - 0.02 * number
    if values > 0.5 * len(cells) and _codes_above(cells, below):
        return 2.0 - 0.02 * number
    # A row of data has values where a header has names.
    if values > 0.3 * len(cells) or (periods and periods < 3 and not known):
        return 0.0 if values + periods > 0.5 * len(cells) else 0.4
    distinct = len({text for _, text in cells}) / len(cells)
    filled = min(1.0, len(cells) / usual)
    return (
        2.0 * min(known, 4) / 4
        + 1.0 * contrast / len(cells)
        + 0.8 * filled
        + 0.4 * distinct
        + (0.8 if spread else 0.0)
        - 0.02 * number
    )


_DAY_NUMBER = re.compile(r"(\d{1,2})\s*[日号]?")


def day_number(text: str) -> int:
    """Return the day of the month that a header writes ("5", "5日"), 0 where it writes none."""
    match = _DAY_NUMBER.fullmatch(text)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else 0


_MONTH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")


def month_days(texts: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Return month and day of headers such as "1/5", by their places among ``texts``.

    Which number is the month is settled by the steps from one to the next, which are all of one
    day or all of one week; {} where no reading makes them so.
    """
    found = {i: match for i, text in enumerate(texts) if (match := _MONTH_DAY.fullmatch(text))}
    for first, second in ((1, 2), (2, 1)):
        read = {i: (int(match[first]), int(match[second])) for i, match in found.items()}
        # 2024 has a 29th of February; the year itself is settled later.
        numbers = [_day_of_year(*pair) for pair in read.values()]
        steps = [(after - before) % 366 for before, after in pairwise(numbers)]
        if len(numbers) >= 5 and 0 not in numbers and set(steps) <= {1, 2} | set(steps[:1]) & {7}:
            return read
    return {}


def _day_of_year(month: int, day: int) -> int:
    try:
        return datetime.date(2024, month, day).timetuple().tm_yday
    except ValueError:
        return 0


def _is_day_grid(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether a row counts the days of a month from cell to cell: 1, 2, … 28 or more."""
    days = [number for _, text in cells if (number := day_number(text))]
    return len(days) >= 28 and days[:28] == list(range(1, 29)) and not day_number(cells[0][1])


def _codes_above(cells: Sequence[tuple[int, str]], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row names a column of days and then items by number codes, one a column."""
    first, name = cells[0]
    under = [r[first] for r in below if r[first]]
    if _is_value(name) or not under or not all(read_day(t) for t in under):
        return False
    codes = {text for _, text in cells[1:]}
    return (
        len(codes) > 0.95 * (len(cells) - 1)
        and all(text.isalnum() for text in codes)
        and not any(r[i] == text for r in below for i, text in cells[1:4])
    )


def _known(cells: Sequence[tuple[int, str]]) -> int:
    return sum(1 for text in {text for _, text in cells} if len(text) <= 60 and meanings(text))


@functools.lru_cache(maxsize=16_384)
def is_period(text: str) -> bool:
    """Whether a header names a day, a week or a month."""
    text = spaced_period(text)
    if len(text) > 30:
        return False
    if text.isdecimal() and len(text) == 5:
        return serial_day(text) is not None
    return read_day(text) is not None or read_partial_day(text) is not None


def spaced_period(text: str) -> str:
    """Return a period's header without what pivots and reports write before and after it."""
    text = re.sub(r"^\s*(?:求和项|sum of)\s*[:：]?\s*", "", text, flags=re.IGNORECASE)
    return re.sub(r"年度", "年", text).strip()


@functools.lru_cache(maxsize=16_384)
def _is_value(text: str) -> bool:
    return not math.isnan(parse_number(text)) or read_day(text) is not None


def _with_depth(sheet: RawSheet, rows: Sequence[Sequence[str]], best: int) -> Header:
    """Decide whether the row above or below belongs to the header too."""
    row = rows[best]
    if best + 2 < len(rows) and _continues(row, rows[best + 1], rows[best + 2 : best + 8]):
        return header_at(sheet, best + 1, 2)
    if best and _heads(rows[best - 1], row):
        return header_at(sheet, best, 2)
    return header_at(sheet, best)


def _continues(row: Sequence[str], below: Sequence[str], data: Sequence[Sequence[str]]) -> bool:
    """Whether ``below`` splits columns of a merged header ``row``: names under the gaps."""
    names = [i for i, text in enumerate(below) if text]
    if len(names) < 2 or any(_is_value(below[i]) and not is_period(below[i]) for i in names):
        return False
    gaps = [i for i in names if not row[i]]
    if not gaps:
        return False
    # Names stand above values; texts of the first line of data stand above more texts.
    valued = sum(
        1 for i in names if any(d[i] for d in data) and all(_is_value(d[i]) for d in data if d[i])
    )
    return valued >= 0.6 * len(names)


def _heads(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether ``above`` is the upper row of a merged header: it names gaps, years or groups."""
    named = [i for i, text in enumerate(above) if text]
    if not named or any(_is_value(above[i]) and not _YEAR.fullmatch(above[i]) for i in named):
        return any(is_period(above[i]) for i in named) and _repeats(row, named)
    if any(not row[i] for i in named) and len(named) >= 2:
        return True
    years = [i for i in named if _YEAR.search(above[i])]
    if years and sum(1 for text in row if read_partial_day(text)) >= 2:
        return len(named) == len(years) and (len(years) > 1 or years[0] > 0)
    return _repeats(row, named)


def _repeats(row: Sequence[str], named: Sequence[int]) -> bool:
    """Whether the lower row repeats its names under two or more groups."""
    texts = [spaced(text) for text in row if text]
    return len(named) >= 2 and len(set(texts)) < 0.75 * len(texts)
