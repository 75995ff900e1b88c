"""Sheets whose units lie across columns: a column a day, a week or a month; or a column an item."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.errors import QuestionError
from core.sales.column_map import PARTS_OF_DAYS
from core.sales.sheet import RawSheet
from core.sales.understanding.days import (
    NOT_A_DAY,
    is_quarter,
    parse_days,
    read_day,
    read_partial_day,
    serial_day,
    settle_day_order,
)
from core.sales.understanding.header_rows import Header, is_period, spaced_period, top_rows
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import meaning_score, meanings
from core.sales.understanding.numbers import is_blank, parse_numbers
from core.sales.understanding.profiles import ColumnProfile
from core.wording import QT_TRANSLATE_NOOP, say

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

# What the words of a metric mean for sales, best first; a metric that is none of these is last.
_METRICS = ("units", "amount")
_MEASURES = ("units", "amount", "unit_price", "unit_cost", "order_id")


@dataclass(frozen=True, slots=True)
class Spread:
    """The columns that units lie across, with the first day of each one's period (ISO), if they
    are periods."""

    columns: tuple[int, ...]
    days: tuple[str, ...]
    day_order: str


def find_period_columns(
    sheet: RawSheet,
    header: Header,
    profiles: Sequence[ColumnProfile],
    day_order: str = "",
    year: int = 0,
) -> Spread | None:
    """Return the columns headed by periods, None where they are not a spread of periods.

    Raises QuestionError where the headers name months but the year stands nowhere.
    """
    named: list[tuple[int, str, str]] = []
    for column, label in enumerate(header.labels):
        found = _period_and_metric(header, column, label)
        if found and (profiles[column].numbers >= 0.6 or not profiles[column].filled):
            named.append((column, *found))
    if sum(1 for column, _, _ in named if profiles[column].filled) < 2:
        return None
    named = _best_metric(named)
    if len({period for _, period, _ in named}) < 3 and not _only_numbers(named, profiles):
        return None
    texts = [period for _, period, _ in named]
    order = day_order or _order_of(texts)
    days = parse_days(texts, order, serials=True)
    if (
        any(day is not None for day in (read_partial_day(t) for t in texts))
        and np.isnat(days).any()
    ):
        days = _with_years(sheet, header, texts, days, year)
    if any(text.isdecimal() for text in texts) and (np.diff(days[~np.isnat(days)]) <= 0).any():
        return None  # bare numbers that could be days, but do not run as days do
    known = ~np.isnat(days) & ~_sums_of_months(texts, days)
    if known.sum() < 2:
        return None
    return Spread(
        columns=tuple(column for (column, _, _), k in zip(named, known, strict=True) if k),
        days=tuple(str(day) for day, k in zip(days, known, strict=True) if k),
        day_order=order,
    )


def _sums_of_months(texts: Sequence[str], days: np.ndarray) -> np.ndarray:
    """Return which headers are quarters whose months have columns of their own."""
    quarters = np.array([is_quarter(text) for text in texts], dtype=bool)
    months = days.astype("datetime64[M]")
    own = months[~quarters & ~np.isnat(days)]
    within = [bool(np.isin(month + np.arange(3), own).any()) for month in months]
    return np.asarray(quarters & np.array(within, dtype=bool))


def find_item_columns(
    header: Header, profiles: Sequence[ColumnProfile], roles: Mapping[str, int]
) -> tuple[int, ...]:
    """Return the columns of numbers of a sheet that has days but neither items nor quantities in
    rows; () where other columns show that a row is something else than a period."""
    dated = {roles[role] for role in ("day", *PARTS_OF_DAYS) if role in roles}
    if not dated or {"order_id", "status"} & roles.keys():
        return ()
    columns: list[int] = []
    others = measures = 0
    for column, label in enumerate(header.labels):
        shape = profiles[column]
        if column in dated or not shape.filled or shape.counting:
            continue
        if shape.days > 0.6:
            continue
        best = meanings(label)
        if best and best[0].role in ("other", *PARTS_OF_DAYS):
            others += shape.numbers < 0.8
            continue
        if shape.numbers >= 0.8:
            columns.append(column)
            measures += bool(best) and best[0].role in _MEASURES and best[0].score > 0.9
        else:
            others += 1
    if (others and len(columns) < 10) or measures >= 2:
        return ()
    return tuple(_of_one_metric(header, columns))


def _of_one_metric(header: Header, columns: list[int]) -> list[int]:
    """Return the columns of units where each item has an amount as well, in a lower header row."""
    if header.depth < 2:
        return columns
    named = [
        (c, header.upper[c], header.labels[c].removeprefix(header.upper[c]).strip())
        for c in columns
    ]
    metrics = {squeezed(metric) for _, _, metric in named}
    if not 2 <= len(metrics) <= len(columns) / 2:
        return columns
    return [column for column, _, _ in _best_metric(named)]


def sums_of_others(values: np.ndarray) -> np.ndarray:
    """Return which column (n, k) of numbers is, row by row, the sum of all the others (k): the
    first or the last, for that is where totals stand; none where it may be chance."""
    values = np.nan_to_num(values)
    marks = np.zeros(values.shape[1], dtype=bool)
    sold = (values != 0).any(axis=0)
    # One of two things that sell is the sum of the others whenever both sell alike.
    if sold.sum() < 3 or (values != 0).any(axis=1).sum() < 2:
        return marks
    total = values.sum(axis=1, keepdims=True)
    near = np.isclose(2 * values, total, rtol=1e-6, atol=0.011).all(axis=0) & sold
    for place in (-1, 0):
        if near[place] and near.sum() == 1:
            marks[place] = True
    return marks


def numbers_at(sheet: RawSheet, column: int, first_row: int, mark: str) -> np.ndarray:
    """Return the numbers (rows) of a column from ``first_row`` on, NaN where there is none."""
    cells = sheet.cells[column]
    texts = [str(text) for text in cells.cat.categories]
    values = np.append(parse_numbers(texts, mark), np.nan)
    values[[i for i, text in enumerate(texts) if is_blank(text)]] = np.nan
    return np.asarray(values[cells.cat.codes.to_numpy()[first_row:]])


def _period_and_metric(header: Header, column: int, label: str) -> tuple[str, str] | None:
    """Split a header into its period and what is measured: ("2023年1月", "数量")."""
    text = spaced_period(label)
    if is_period(text) and not (text.isdecimal() and len(text) < 5):
        return text, ""
    if header.depth < 2:
        return _split_label(text)
    upper = spaced_period(header.upper[column])
    lower = spaced_period(label.removeprefix(header.upper[column]).strip())
    if is_period(upper):
        return upper, lower
    if is_period(lower):
        return (f"{upper} {lower}" if _YEAR.search(upper) else lower), (
            "" if _YEAR.search(upper) else upper
        )
    return None


def _split_label(text: str) -> tuple[str, str] | None:
    """Find a period at either end of a one-row header: "2024-01销量", "Units Jan 2024"."""
    match = re.fullmatch(
        r"((?:\d{4}\s*[-/.年]?\s*)?\d{1,2}\s*月份?)\s*(\D+)", text
    ) or re.fullmatch(r"(\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?)\s*(\D+)", text)
    if match and is_period(match[1]):
        return match[1], match[2].strip()
    head, _, tail = text.partition(" ")
    if tail and is_period(tail) and meaning_score(head, "units"):
        return tail, head
    return None


def _best_metric(named: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    metrics = {squeezed(metric): metric for _, _, metric in named}
    if len(metrics) < 2:
        return named

    def rank(metric: str) -> tuple[int, float]:
        for place, role in enumerate(_METRICS):
            if score := meaning_score(metric, role):
                return place, -score
        return len(_METRICS), 0.0

    best = min(metrics.values(), key=rank)
    return [n for n in named if squeezed(n[2]) == squeezed(best)]


def _only_numbers(named: Sequence[tuple[int, str, str]], profiles: Sequence[ColumnProfile]) -> bool:
    """Whether two period columns are all the numbers there are."""
    columns = {column for column, _, _ in named}
    return not any(p.numbers > 0.8 for c, p in enumerate(profiles) if c not in columns and p.filled)


def _order_of(texts: Sequence[str]) -> str:
    evidence = settle_day_order(texts)
    if evidence.order:
        return evidence.order
    raise day_order_question(evidence.example)


def day_order_question(example: str) -> QuestionError:
    """Return the question which of day and month comes first, with a day that shows the doubt."""
    first, second = example.replace("-", "/").replace(".", "/").split("/")[:2]
    return QuestionError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "The day {example} can be read as day {first} of month {second} or as day "
                "{second} of month {first}, and nothing in the sheet settles it. Say which comes "
                "first: the day (dmy) or the month (mdy).",
            ),
            example=example,
            first=first,
            second=second,
        ),
        "day_order",
        ("dmy", "mdy"),
    )


def _with_years(
    sheet: RawSheet, header: Header, texts: Sequence[str], days: np.ndarray, year: int
) -> np.ndarray:
    """Complete months without a year: one carried from a header to the left, or from the title,
    the sheet's name or the file's; the year rises where December is followed by January."""
    current = year or year_nearby(sheet, header)
    if not current and np.isnat(days).all():
        raise year_question(texts[0])
    completed = days.copy()
    month_before = 0
    for place, text in enumerate(texts):
        if not np.isnat(days[place]):
            current = int(str(days[place])[:4])
            month_before = int(str(days[place])[5:7])
            continue
        partial = read_partial_day(text)
        if partial is None or not current:
            continue
        if partial[1] < month_before:
            current += 1
        month_before = partial[1]
        completed[place] = parse_days([text], year=current)[0]
    return completed


def year_question(example: str) -> QuestionError:
    """Return the question which year days or months without one belong to."""
    this_year = datetime.date.today().year
    return QuestionError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Months and days are written without a year ({example}…). Say which year the "
                "first of them belongs to.",
            ),
            example=example,
        ),
        "year",
        tuple(str(this_year - back) for back in range(5)),
    )


def year_nearby(sheet: RawSheet, header: Header) -> int:
    """Return the year that a title line, the sheet's name or the file's name says, else 0."""
    above = [text for row in top_rows(sheet, max(0, header.row)) for text in row if text]
    for text in (*reversed(above), sheet.sheet_name, sheet.path.replace("\\", "/").rsplit("/")[-1]):
        day = read_day(text)
        if day is not None and not day.numeric:
            continue  # the day of the export, not of the sales
        if match := _YEAR.search(text):
            return int(match[1])
    return 0


def serial_columns(profiles: Sequence[ColumnProfile]) -> tuple[int, ...]:
    """Return the columns whose cells could all be Excel's day numbers."""
    return tuple(c for c, p in enumerate(profiles) if p.bare_days > 0.95)


__all__ = [
    "NOT_A_DAY",
    "Spread",
    "day_order_question",
    "find_item_columns",
    "find_period_columns",
    "numbers_at",
    "serial_columns",
    "serial_day",
    "sums_of_others",
]
