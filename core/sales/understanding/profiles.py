"""What the cells of a column look like, whatever its header says."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.sales.understanding.days import read_day, serial_day
from core.sales.understanding.numbers import is_blank, parse_numbers
from core.sales.understanding.words import is_total_word

_LOOKED_AT = 400
_LOOKED_AT_WIDE = 60  # texts a column of a sheet of hundreds of columns


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Shares (0–1) of the filled cells of a column, unless said otherwise.

    rows       cells below the header
    filled     share of the rows that are not empty
    distinct   number of distinct texts
    days       written as days (2024-03-05, 5 Mar 24)
    bare_days  digits alone that could be days (20240305, 45356)
    numbers    numbers, signs and units of measure included
    integers   whole numbers
    negatives  numbers below zero
    signed     numbers with a currency sign
    codes      texts of letters and digits without blanks, such as SKUs
    counting   whether the numbers only count the rows (1, 2, 3, …)
    length     mean number of characters
    """

    rows: int
    filled: float
    distinct: int
    days: float
    bare_days: float
    numbers: float
    integers: float
    negatives: float
    signed: float
    codes: float
    counting: bool
    length: float

    @property
    def unique(self) -> float:
        """Distinct texts a filled cell: 1 where no text repeats."""
        return self.distinct / max(1.0, self.rows * self.filled)


NO_CELLS = ColumnProfile(0, 0.0, 0, 0, 0, 0, 0, 0, 0, 0, False, 0)
"""The profile of a column without a filled cell."""


def profiles_of(cells: pd.DataFrame, first_row: int, decimal_mark: str) -> list[ColumnProfile]:
    """Return the profile of every column of a sheet's cells."""
    most = _LOOKED_AT if cells.shape[1] <= 100 else _LOOKED_AT_WIDE
    return [profile(cells[c], first_row, decimal_mark, most) for c in cells.columns]


def profile(
    column: pd.Series, first_row: int, decimal_mark: str = ".", most: int = _LOOKED_AT
) -> ColumnProfile:
    """Return the profile of a sheet's column from ``first_row`` on."""
    codes = column.cat.codes.to_numpy()[first_row:]
    categories = column.cat.categories.to_numpy()
    counts = np.bincount(codes[codes >= 0], minlength=len(categories))
    present = np.flatnonzero(counts)
    filled = int(counts.sum())
    if not filled:
        return replace(NO_CELLS, rows=len(codes))
    looked = present
    if len(present) > most:
        often = present[np.argsort(-counts[present], kind="stable")[: most // 4]]
        evenly = present[np.linspace(0, len(present) - 1, 3 * most // 4).astype(int)]
        looked = np.union1d(often, evenly)
    texts = [str(categories[i]) for i in looked]
    weights = counts[looked].astype(float)
    # A word of a total stands for no value of its column.
    weights[[is_blank(text) or is_total_word(text) for text in texts]] = 0
    total = weights.sum()
    if not total:
        return replace(NO_CELLS, rows=len(codes), distinct=len(present))

    def share(marks: list[bool]) -> float:
        return float(weights[np.array(marks)].sum() / total)

    digits = [text.replace(".", "", 1).isdecimal() for text in texts]
    days = [read_day(text) is not None for text in texts]
    numbers = parse_numbers(texts, decimal_mark)
    is_number = ~np.isnan(numbers)
    return ColumnProfile(
        rows=len(codes),
        filled=filled / max(1, len(codes)),
        distinct=len(present),
        days=share([d and not bare for d, bare in zip(days, digits, strict=True)]),
        bare_days=share(
            [
                bare and (d or serial_day(text) is not None)
                for text, d, bare in zip(texts, days, digits, strict=True)
            ]
        ),
        numbers=share(list(is_number)),
        integers=share(list(is_number & (numbers == np.round(numbers)))),
        negatives=share(list(is_number & (numbers < 0))),
        signed=share([any(c in text for c in "¥￥$£€元") for text in texts]),
        codes=share([_is_code(text) for text in texts]),
        counting=_counts_rows(numbers, len(present), filled),
        length=float((weights * [len(t) for t in texts]).sum() / total),
    )


def _is_code(text: str) -> bool:
    return (
        3 <= len(text) <= 30
        and any(c.isdecimal() for c in text)
        and all(c.isascii() and (c.isalnum() or c in "-_./#") for c in text)
    )


def _counts_rows(numbers: np.ndarray, distinct: int, filled: int) -> bool:
    """Whether the numbers rise by one a row, as line numbers do."""
    if distinct < filled or filled < 5 or np.isnan(numbers).any():
        return False
    span = numbers.max() - numbers.min()
    return bool(np.all(np.diff(numbers) > 0) and span <= 1.2 * filled)
