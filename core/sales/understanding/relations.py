"""How the columns of a sheet go together, row by row: what belongs to what, what is a product."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.sales.sheet import RawSheet
from core.sales.understanding.days import parse_days, read_day
from core.sales.understanding.numbers import is_blank, parse_numbers
from core.sales.understanding.words import is_total_word

_LOOKED_AT = 20_000
_TEXTS = 400


class Relations:
    """Answers about pairs of columns of one sheet, from its first 20,000 rows below the header."""

    def __init__(self, sheet: RawSheet, first: int, decimal_mark: str = ".") -> None:
        self._sheet = sheet
        self._rows = slice(first, first + _LOOKED_AT)
        self._mark = decimal_mark
        self._numbers: dict[int, NDArray[np.float64]] = {}
        self._texts: dict[int, list[str]] = {}

    def codes(self, column: int) -> NDArray[np.int64]:
        """Return (rows) the number of each cell's text, -1 where the cell is empty."""
        return np.asarray(
            self._sheet.cells[column].cat.codes.to_numpy()[self._rows], dtype=np.int64
        )

    def numbers(self, column: int) -> NDArray[np.float64]:
        """Return (rows) the number in each cell, NaN where there is none."""
        if column not in self._numbers:
            # A column of a million texts has a few thousand of them in the rows looked at.
            used, place = np.unique(self.codes(column), return_inverse=True)
            categories = self._sheet.cells[column].cat.categories
            texts = ["" if code < 0 else str(categories[code]) for code in used.tolist()]
            values = parse_numbers(texts, self._mark)
            values[[i for i, text in enumerate(texts) if is_blank(text)]] = np.nan
            self._numbers[column] = np.asarray(values[place])
        return self._numbers[column]

    def texts(self, column: int) -> list[str]:
        """Return up to 400 different texts of a column, blanks and words of totals aside."""
        if column not in self._texts:
            categories = self._sheet.cells[column].cat.categories
            used = np.unique(self.codes(column))
            used = used[used >= 0]
            if len(used) > _TEXTS:
                used = used[np.linspace(0, len(used) - 1, _TEXTS).astype(int)]
            texts = [str(categories[i]) for i in used.tolist()]
            self._texts[column] = [t for t in texts if not is_blank(t) and not is_total_word(t)]
        return self._texts[column]

    def pairs(self, one: int, other: int) -> int:
        """Return how many different pairs of texts the rows have in two columns."""
        return len(self._distinct(one, other)[0])

    def several(self, one: int, other: int) -> float:
        """Return the share (0–1) of the texts of ``one`` that stand beside several of ``other``,
        among those that stand in two rows or more; 0 where there are none."""
        a, b = self.codes(one), self.codes(other)
        kept = (a >= 0) & (b >= 0)
        return _share_of_several(a[kept] * (int(b.max(initial=0)) + 1) + b[kept], a[kept])

    def joined_several(self, one: int, more: int, other: int) -> float:
        """Return what ``several`` does of the pairs of texts of ``one`` and ``more``."""
        a, b, c = (self.codes(column) for column in (one, more, other))
        kept = (a >= 0) & (b >= 0) & (c >= 0)
        pairs = a[kept] * (int(b.max(initial=0)) + 1) + b[kept]
        return _share_of_several(pairs * (int(c.max(initial=0)) + 1) + c[kept], pairs)

    def dominance(self, one: int, other: int) -> float:
        """Return the share (0–1) of rows that have, of ``other``, the commonest text beside theirs
        of ``one``: near 1 where ``other`` belongs to ``one``, slips of the pen aside."""
        firsts, counts = self._distinct(one, other)
        if not len(firsts):
            return 1.0
        most = np.zeros(int(firsts.max()) + 1, dtype=np.int64)
        np.maximum.at(most, firsts, counts)
        return float(most.sum() / counts.sum())

    def is_later(self, one: int, other: int) -> bool:
        """Whether the days of ``one`` are never before those of ``other`` on the same row, and at
        times after; False where either column's days can be read in two ways."""
        days = [self._days(column)[self.codes(column)] for column in (one, other)]
        known = ~(np.isnat(days[0]) | np.isnat(days[1]))
        if known.sum() < 20:
            return False
        ahead = (days[0] - days[1])[known].astype(np.int64)
        return bool((ahead >= 0).all() and (ahead > 0).any())

    def _days(self, column: int) -> NDArray[np.datetime64]:
        """Return the day of each text of a column, NaT last: for rows without a text."""
        texts = self._sheet.cells[column].cat.categories.tolist()
        written = [read_day(text) for text in texts]
        days = parse_days(texts)
        days[[w is not None and w.numeric for w in written]] = np.datetime64("NaT", "D")
        return np.append(days, np.datetime64("NaT", "D"))

    def is_merged(self, column: int) -> bool:
        """Whether a column says something once for all the rows that follow, as merged cells do:
        each of its texts stands once, the first on the first row."""
        codes = self.codes(column)
        filled = codes[codes >= 0]
        if len(filled) < 2 or codes[0] < 0 or len(filled) > 0.8 * len(codes):
            return False
        return len(np.unique(filled)) > 0.9 * len(filled)

    def heads_groups(self, column: int) -> bool:
        """Whether a column heads groups of rows, as reports by item do: each of its texts, totals
        aside, stands once and alone on its row, the first above all others."""
        if not self.is_merged(column):
            return False
        categories = self._sheet.cells[column].cat.categories
        codes = self.codes(column)
        heads = np.array([c >= 0 and not is_total_word(str(categories[c])) for c in codes.tolist()])
        others = [self.codes(other) >= 0 for other in self._sheet.cells.columns if other != column]
        alone = ~np.any(others, axis=0) if others else np.ones(len(codes), dtype=bool)
        return bool(heads.sum() >= 2 and alone[heads].mean() > 0.9)

    def across_groups(self, column: int, heads: int) -> float:
        """Return the share (0–1) of a column's texts that stand below several of the texts that
        head groups in column ``heads``."""
        codes, group = self.codes(column), self.codes(heads)
        last = np.maximum.accumulate(np.where(group >= 0, np.arange(len(group)), 0))
        group = group[last]
        kept = codes >= 0
        pairs = np.unique(codes[kept] * (int(group.max(initial=0)) + 2) + group[kept] + 1)
        times = np.bincount(pairs // (int(group.max(initial=0)) + 2))
        return float((times[times > 0] > 1).mean()) if kept.any() else 0.0

    def in_runs(self, column: int) -> float:
        """Return the share (0–1) of a column's texts whose rows all stand together."""
        codes = self.codes(column)
        codes = codes[codes >= 0]
        if not len(codes):
            return 0.0
        begins = np.concatenate([[True], codes[1:] != codes[:-1]])
        runs = np.bincount(codes[begins])
        return float((runs[runs > 0] == 1).mean())

    def is_product(self, one: int, other: int, product: int) -> bool:
        """Whether ``product`` is ``one`` times ``other`` on (nearly) every row, ones aside."""
        a, b, c = (self.numbers(column) for column in (one, other, product))
        known = ~(np.isnan(a) | np.isnan(b) | np.isnan(c))
        telling = known & (np.abs(a) != 1) & (np.abs(b) != 1) & (c != 0)
        if telling.sum() < 5:
            return False
        near = np.isclose(a[telling] * b[telling], c[telling], rtol=0.002, atol=0.011)
        return bool(near.mean() > 0.9)

    def is_sorted(self, column: int) -> bool:
        """Whether the numbers of a column hardly ever fall, or hardly ever rise."""
        values = self.numbers(column)
        steps = np.diff(values[~np.isnan(values)])
        moved = steps[steps != 0]
        return len(moved) >= 5 and bool(max((moved > 0).mean(), (moved < 0).mean()) > 0.97)

    def _distinct(self, one: int, other: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the first text's number and the rows of each distinct pair."""
        a, b = self.codes(one), self.codes(other)
        kept = (a >= 0) & (b >= 0)
        width = int(b.max(initial=0)) + 1
        pairs, counts = np.unique(a[kept] * width + b[kept], return_counts=True)
        return pairs // width, counts


def _share_of_several(pairs: NDArray[np.int64], texts: NDArray[np.int64]) -> float:
    """Return the share of ``texts`` (rows) on two rows or more that are in several of ``pairs``."""
    _, first = np.unique(pairs, return_index=True)
    _, place, rows = np.unique(texts, return_inverse=True, return_counts=True)
    different = np.bincount(place[first], minlength=len(rows))
    often = rows >= 2
    return float((different[often] > 1).mean()) if often.any() else 0.0
