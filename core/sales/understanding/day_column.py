"""The column of days where it needs more than a guess: its year, the order of day and month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.sales.column_map import ColumnMap, RoleGuess
from core.sales.sheet import RawSheet
from core.sales.understanding import spreads
from core.sales.understanding.days import day_parts, read_partial_day, settle_day_order
from core.sales.understanding.header_rows import Header
from core.sales.understanding.profiles import ColumnProfile
from core.wording import QT_TRANSLATE_NOOP, say


def find_days_without_year(
    sheet: RawSheet, header: Header, taken: Sequence[RoleGuess], chosen_year: int = 0
) -> tuple[RoleGuess, int] | None:
    """Return the column of days such as 3月5日 and their year, which stands in a title or in the
    file's name; None where no free column is such.

    ``chosen_year``: the operator's, 0 none. Raises QuestionError where the year stands nowhere.
    """
    used = {g.column for g in taken}
    for column in sheet.cells.columns:
        texts = distinct_dates(sheet, column, header.row + 1)[:200]
        written = [read_partial_day(text) for text in texts]
        if column in used or not texts or sum(w is not None for w in written) < 0.8 * len(texts):
            continue
        year = chosen_year or spreads.year_nearby(sheet, header)
        if not year:
            raise spreads.year_question(texts[0])
        reason = say(QT_TRANSLATE_NOOP("core", "its cells are days of {year:d}"), year=year)
        return RoleGuess("day", column, 0.6, reason), year
    return None


def day_order_of(
    sheet: RawSheet, base: ColumnMap, profiles: Sequence[ColumnProfile], column: int
) -> str:
    """Settle the order of day and month by the day column; failing that, by the sheet's others.

    Raises QuestionError where none of them tells.
    """
    candidates = [column]
    candidates += [c for c, p in enumerate(profiles) if p.days > 0.6 and c != column]
    example = ""
    for candidate in candidates:
        texts = distinct_dates(sheet, candidate, base.header_row + 1)
        evidence = settle_day_order(texts)
        if evidence.order == "ymd" and not evidence.example and candidate != column:
            continue
        if evidence.order:
            return evidence.order
        example = example or evidence.example
    raise spreads.day_order_question(example)


def distinct_dates(sheet: RawSheet, column: int, first: int) -> list[str]:
    """Return the distinct date parts of a column in order of appearance."""
    cells = sheet.cells[column]
    categories = cells.cat.categories
    codes = cells.cat.codes.to_numpy()[first:]
    used = np.zeros(len(categories), dtype=bool)
    used[codes[codes >= 0]] = True
    return day_parts(categories[used].tolist())[0]
