"""The cells of a worksheet's XML, found by arrays. Runs in the reading process.

Nearly every program writes a worksheet as one long line of the same few tags. Such lines are split
at their tags, a block of rows at once, and the distinct values of each column are kept as bytes
until the end; that takes a third of the time of a reader that looks at cells one by one. A sheet
that is written in another way is refused here and left to ``core.sales.reading.workbooks``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from core.sales.reading.distinct import PADDING, Block, DistinctTexts, Numbers, Places
from core.sales.reading.packing import MOST_COLUMNS, Column, Trouble
from core.sales.reading.workbooks import MOST_CELLS
from core.sales.reading.xlsx_values import (
    ELAPSED,
    EMPTY,
    INLINE,
    KINDS,
    NUMBER,
    PENDING,
    TEXT,
    IrregularSheetError,
    check,
    kind_of,
    texts_of,
)

MOST_ROWS = 1 << 20

_LESS, _MORE, _SLASH, _QUOTE, _SPACE = b'<>/" '
_C, _F, _I, _R, _T, _V = b"cfirtv"
_KNOWN = np.isin(np.arange(256), list(b"cfirtv/"))
_REFERENCE = np.uint64(int.from_bytes(b'c r="', "little"))
_REFERENCE_MASK = np.uint64((1 << 40) - 1)
_TENS = 10 ** np.arange(1, 8)
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_PART = 1 << 22  # bytes looked at at once: little enough for the processor's cache
_MOST_PART = 1 << 26


class SheetCells:
    """The cells of one worksheet, taken in part by part.

    shared     the workbook's shared texts
    style_kinds by number of a cell's style, which kind its numbers are
    """

    def __init__(self, shared: Sequence[str], style_kinds: Sequence[int]) -> None:
        self.height = 0
        self._shared, self._style_kinds = shared, style_kinds
        self._attributes = DistinctTexts()
        self._kinds = np.full(1, NUMBER, dtype=np.int8)
        self._columns: list[list[Numbers]] = []
        self._heights: list[int] = []
        self._values: list[dict[int, DistinctTexts]] = []

    def read(self, parts: Iterable[bytes]) -> Iterator[int]:
        """Take in a worksheet's XML; yield after each part how many bytes were read.

        Raises IrregularSheetError.
        """
        parts, rest = iter(parts), b""
        inside, done = False, 0
        for part in parts:
            rest += part
            done += len(part)
            if not inside:
                begin = rest.find(b"<sheetData")
                if begin < 0 or rest.find(b">", begin) < 0:
                    check(len(rest) < _PART)
                    continue
                stop = rest.find(b">", begin)
                if rest[stop - 1] == _SLASH:
                    for _ in parts:
                        pass
                    return
                check(rest[begin + 10 : stop].strip() == b"")
                rest, inside = rest[stop + 1 :], True
            end = rest.find(b"</sheetData>", max(0, len(rest) - len(part) - 12))
            if end < 0 and len(rest) < _PART:
                continue
            stop = end if end >= 0 else rest.rfind(b"</row>") + 6
            if stop > 6 or end >= 0:
                if rest[:stop].strip():
                    self._take(rest[:stop])
                rest = rest[stop:]
                yield done
            check(len(rest) < _MOST_PART)
            if end >= 0:
                for _ in parts:
                    pass  # its checksum is known at the end
                return
        raise IrregularSheetError  # the sheet breaks off

    def columns(self) -> Iterator[Column]:
        """Yield the columns."""
        for codes, values in zip(self._columns, self._values, strict=True):
            joined = np.concatenate(codes)
            kinds = sorted(values)
            texts = [texts_of(kind, values[kind].joined(), self._shared) for kind in kinds]
            together = [text for some in texts for text in some[1:]]
            found = {text: number for number, text in enumerate(dict.fromkeys(["", *together]))}
            # By kind and number, for the same text may stand as a number and as a text.
            start = np.zeros(len(KINDS), dtype=np.int32)
            start[kinds] = np.cumsum([0, *map(len, texts[:-1])], dtype=np.int32)
            place = start[joined & 15] + (joined >> 4)
            if len(kinds) > 1 or len(found) <= len(together):
                place = np.array([found[t] for some in texts for t in some], np.int32)[place]
            joined_texts = "\0".join(found)
            if joined_texts.count("\0") != len(found) - 1:
                raise IrregularSheetError
            yield Column(joined_texts.encode("utf-8", "replace"), place)

    def _take(self, part: bytes) -> None:
        """Take in whole rows."""
        block = Block(part + b"<<<<<<" + bytes(PADDING))
        tags = np.flatnonzero(block.bytes == _LESS)
        names = block.bytes.take(tags + 1)
        count = len(tags) - 6
        check(bool(_KNOWN.take(names[:count]).all()))
        rows = np.flatnonzero(names == _R)
        cells = np.flatnonzero(names == _C)
        check(len(rows) > 0 and not (len(cells) and cells[0] < rows[0]))
        numbers = _row_numbers(block, tags.take(rows))
        check(numbers[0] > self.height and bool((np.diff(numbers) > 0).all()))
        check(numbers[-1] <= MOST_ROWS)
        base, self.height = self.height, int(numbers[-1])
        in_row = np.diff(np.append(np.searchsorted(cells, rows), len(cells)))
        row = np.repeat(numbers, in_row)
        at = tags.take(cells)
        word = block.words(at + 1, 1)[0]
        check(bool(((word & _REFERENCE_MASK) == _REFERENCE).all()))
        column, letters = _columns(word)
        digits = np.repeat(np.searchsorted(_TENS, numbers, side="right") + 1, in_row)
        begin = at + 6 + letters + digits
        following = tags.take(cells + 1)
        check(bool((block.bytes.take(begin) == _QUOTE).all()))
        check(bool((block.bytes.take(following - 1) == _MORE).all()))
        kind = self._kinds_of(block, begin + 1, following - 1)
        start, end, kind = _values(block, tags, names, cells, kind)
        self._number(block, self.height - base, row - base - 1, column, kind, start, end)
        for place, height in enumerate(self._heights):
            if height < self.height:
                self._append(place, np.zeros(self.height - height, dtype=np.int32))

    def _append(self, place: int, codes: Numbers) -> None:
        self._columns[place].append(codes)
        self._heights[place] += len(codes)

    def _kinds_of(self, block: Block, start: Places, end: Places) -> NDArray[np.int8]:
        """Return the kind of each cell, as the attributes in the span say."""
        numbers = self._attributes.number(block, start, end)
        known = len(self._kinds)
        if self._attributes.count > known:
            fresh = self._attributes.joined().split(b"\0")[known:]
            kinds = []
            for text in fresh:
                named = dict(_ATTRIBUTE.findall(text))
                kind = kind_of(named, self._style_kinds)
                kinds.append(EMPTY if text.endswith(b"/") else kind)
            self._kinds = np.append(self._kinds, np.array(kinds, dtype=np.int8))
        return self._kinds.take(numbers)

    def _number(
        self,
        block: Block,
        height: int,
        row: Places,
        column: Places,
        kind: NDArray[np.int8],
        start: Places,
        end: Places,
    ) -> None:
        """Give the values numbers, column by column."""
        if not len(column):
            return
        widest = int(column.max())
        check(widest <= MOST_COLUMNS)
        if self.height * max(widest, len(self._columns)) > MOST_CELLS:
            raise Trouble("memory")  # two filled corners of a sheet make it as large as any
        while len(self._columns) < widest:
            self._columns.append([])
            self._values.append({})
            self._heights.append(0)
            self._append(-1, np.zeros(self.height - height, dtype=np.int32))
        even = len(column) == height * widest and bool(
            (column.reshape(height, widest) == np.arange(1, widest + 1)).all()
        )
        if not even:
            order = np.argsort(column.astype(np.uint16), kind="stable")
            bounds = np.searchsorted(column[order], np.arange(1, widest + 2))
        for place in range(widest):
            here = slice(place, None, widest) if even else order[bounds[place] : bounds[place + 1]]
            kinds, begin, stop = kind[here], start[here].copy(), end[here].copy()
            codes = np.zeros(len(kinds), dtype=np.int32)
            for which in np.flatnonzero(np.bincount(kinds, minlength=len(KINDS))).tolist():
                if which == EMPTY:
                    continue
                check(which != ELAPSED)
                texts = self._values[place].setdefault(which, DistinctTexts())
                some = kinds == which
                if some.all():
                    codes = (texts.number(block, begin, stop) << 4) | which
                else:
                    codes[some] = (texts.number(block, begin[some], stop[some]) << 4) | which
            if not even:
                spread = np.zeros(height, dtype=np.int32)
                spread[row[here]] = codes
                codes = spread
            self._append(place, codes.astype(np.int32, copy=False))


def _row_numbers(block: Block, at: Places) -> Places:
    """Return the number of each row from its tag."""
    word = block.words(at + 1, 1)[0]
    start = np.uint64(int.from_bytes(b'row r="', "little"))
    check(bool(((word & np.uint64((1 << 56) - 1)) == start).all()))
    numbers = np.zeros(len(at), dtype=np.int64)
    going = np.ones(len(at), dtype=bool)
    for place in range(8, 16):
        byte = block.bytes.take(at + place)
        going &= byte != _QUOTE
        if not going.any():
            return numbers
        check(bool(((byte >= 48) & (byte <= 57))[going].all()))
        numbers = np.where(going, 10 * numbers + byte - 48, numbers)
    raise IrregularSheetError


def _columns(word: NDArray[np.uint64]) -> tuple[Places, Places]:
    """Return the column of each cell (A is 1) and its letters, from what follows ``c r="``."""
    first, second, third = (
        ((word >> np.uint64(8 * place)) & np.uint64(255)).astype(np.int64) - 64
        for place in (5, 6, 7)
    )
    check(bool(((first >= 1) & (first <= 26)).all()))
    two = (second >= 1) & (second <= 26)
    three = two & (third >= 1) & (third <= 26)
    column = first
    if two.any():
        column = np.where(two, 26 * column + second, column)
        column = np.where(three, 26 * column + third, column)
    return column, 1 + two + three.astype(np.int64)


def _values(
    block: Block, tags: Places, names: NDArray[np.uint8], cells: Places, kind: NDArray[np.int8]
) -> tuple[Places, Places, NDArray[np.int8]]:
    """Return start and end of each cell's value, and its kind, EMPTY where it has none."""
    tag = cells + 1
    name = names.take(tag)
    closed = kind == EMPTY
    formula = (name == _F) & ~closed
    if formula.any():
        # A formula's tag closes itself, or another follows; then comes its value, if it has one.
        after = names.take(tag + 1)
        tag = tag + formula * np.where(after == _SLASH, 2, 1)
        name = names.take(tag)
    inline = (name == _I) & ~closed
    check(bool(((kind == INLINE) == inline)[~closed & (name != _SLASH)].all()))
    if inline.any():
        ends = names.take(tag + 2)
        check(bool((names.take(tag + 1) == _T)[inline].all()))
        whole = (ends == _SLASH) & (names.take(tag + 3) == _SLASH)
        check(bool(whole[inline].all()))
        tag = tag + inline
    at = tags.take(tag)
    filled = ((name == _V) & ~inline | inline) & ~closed
    check(bool((filled | closed | (name == _SLASH)).all()))
    follows = block.bytes.take(at + 2)
    start = at + 3
    spaced = filled & (follows == _SPACE)
    nothing = filled & (follows == _SLASH)
    if spaced.any():
        bare = spaced & ~inline & (block.bytes.take(at + 3) == _SLASH)  # <v />
        spaced, nothing = spaced & ~bare, nothing | bare
        check(bool((inline | ~spaced).all()))
        # <t xml:space="preserve">
        check(bool((block.bytes.take(at[spaced] + 23) == _MORE).all()))
        start = start + 21 * spaced
    check(bool((~filled | spaced | nothing | (follows == _MORE)).all()))
    filled &= ~nothing
    end = tags.take(tag + 1)
    check(bool((names.take(tag + 1) == _SLASH)[filled].all()))
    filled &= ~(formula & (start == end))  # <v></v>
    # A formula that yields nothing says that it yields a text.
    pending = formula & ~filled & (kind != TEXT)
    start, end = np.where(filled, start, 0), np.where(filled, end, 0)
    letter = tags.take(cells + 1) + 1
    start, end = np.where(pending, letter, start), np.where(pending, letter + 1, end)
    kind = np.where(filled, kind, np.where(pending, PENDING, EMPTY)).astype(np.int8)
    return start, end, kind
