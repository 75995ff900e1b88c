"""How the reading process hands over its tables: as bytes that can only mean text and numbers.

Messages over the pipe, one letter and then its content::

    F path            a file begins                     (UTF-8)
    P done total      rows or bytes read so far         (two uint64)
    S name encoding   a sheet begins; height, hidden    (JSON)
    U texts           distinct filled texts of a column (UTF-8, zero bytes between them)
    C kind codes      number of each row's text, -1 where empty; kind b, h or i: int8, int16, int32
    T kind detail     trouble: nothing more comes       (JSON)
    E                 end
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from multiprocessing.connection import Connection
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.sales.reading.distinct import Block, DistinctTexts, Numbers, Places
from core.sales.reading.encodings import is_utf8

MOST_COLUMNS = 16_384
"""Columns of a sheet, as many as Excel has."""

_FORMULA_TEXT = re.compile(r'="(.*)"')
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
_BLANK = np.isin(np.arange(256), list(b" \t\r\n\v\f"))
_MARKS = np.isin(np.arange(256), list(b" \t\r\n\v\f='"))
_WIDE_MARKS = (
    "\ufffd".encode(),  # different bytes may have become the same text
    *(
        mark.encode()
        for blank in _BLANKS
        if not blank.isascii()
        for mark in (f"{blank}\0", f"\0{blank}")
    ),
)
# What texts that begin and end with no ASCII blank must not hold to be tidy.


class Trouble(Exception):  # noqa: N818 - told to the operator by the other side of the pipe
    """Why a file cannot be read: ``kind`` by name, ``detail`` in the reader's own words."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its distinct texts in order of appearance and the number of each row's text.

    texts  UTF-8, a zero byte between two of them; the first is the empty one
    codes  (rows) numbers of the texts
    """

    texts: bytes
    codes: Numbers


class Table(Protocol):
    """A table that can be handed over: its number of rows, and its columns."""

    height: int

    def columns(self) -> Iterator[Column]:
        """Yield the columns from the left."""


class RowColumns:
    """A table's columns, grown row by row.

    Only distinct texts are kept, so that a million rows of ten thousand texts cost little.
    """

    def __init__(self) -> None:
        self.height = 0
        self._texts: list[dict[str, int]] = []
        self._codes: list[list[Numbers]] = []

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Append rows; those too short are filled up with empty cells."""
        if not rows:
            return
        _check_width(max(map(len, rows)))
        for number, column in enumerate(zip_longest(*rows, fillvalue="")):
            if number == len(self._texts):
                self._texts.append({"": 0})
                self._codes.append([np.zeros(self.height, dtype=np.int32)])
            texts = self._texts[number]
            for text in dict.fromkeys(column):
                if text not in texts:
                    texts[text] = len(texts)
            self._codes[number].append(np.fromiter(map(texts.__getitem__, column), np.int32))
        self.height += len(rows)
        _fill_up(self._codes, self.height)

    def columns(self) -> Iterator[Column]:
        """Yield the columns."""
        for texts, codes in zip(self._texts, self._codes, strict=True):
            joined = "\0".join(text.replace("\0", "") for text in texts)
            yield Column(joined.encode("utf-8", "replace"), np.concatenate(codes))


class SpanColumns:
    """A table's columns, grown by blocks of bytes in which the cells lie."""

    def __init__(self, codec: str, finished: Callable[[str], str] | None = None) -> None:
        """``finished`` makes a cell's text out of what stands in its span; it keeps texts apart."""
        self.height = 0
        self._codec, self._finished = codec, finished
        self._texts: list[DistinctTexts] = []
        self._codes: list[list[Numbers]] = []

    def add(self, block: Block, start: Places, end: Places, last: Places) -> None:
        """Append rows: their cells' spans in reading order, and each row's last cell."""
        first = np.concatenate([np.zeros(1, dtype=np.int64), last[:-1] + 1])
        width = last - first + 1
        widest = int(width.max())
        _check_width(widest)
        even = widest * len(last) == len(start)
        for number in range(widest):
            if number == len(self._texts):
                self._texts.append(DistinctTexts())
                self._codes.append([np.zeros(self.height, dtype=np.int32)])
            texts, codes = self._texts[number], self._codes[number]
            if even:
                here = slice(number, None, widest)
                codes.append(texts.number(block, start[here].copy(), end[here].copy()))
                continue
            rows = np.flatnonzero(width > number)
            cells = first[rows] + number
            numbers = np.zeros(len(last), dtype=np.int32)
            numbers[rows] = texts.number(block, start[cells], end[cells])
            codes.append(numbers)
        self.height += len(last)
        _fill_up(self._codes, self.height)

    def columns(self) -> Iterator[Column]:
        """Yield the columns, their texts decoded."""
        for texts, codes in zip(self._texts, self._codes, strict=True):
            joined = _as_utf8(texts, self._codec)
            if self._finished is not None:
                cells = joined.decode().split("\0")
                joined = "\0".join(map(self._finished, cells)).encode()
            yield Column(joined, np.concatenate(codes))


def _check_width(width: int) -> None:
    if width > MOST_COLUMNS:
        raise Trouble("too_wide", str(width))


def _fill_up(columns: Sequence[list[Numbers]], height: int) -> None:
    for codes in columns:
        missing = height - sum(map(len, codes))
        if missing:
            codes.append(np.zeros(missing, dtype=np.int32))


def _as_utf8(texts: DistinctTexts, codec: str) -> bytes:
    """Return distinct texts in UTF-8, a zero byte between two; what is no text is marked."""
    joined = texts.joined()
    if codec == "utf-8" and is_utf8(joined):
        return joined
    read = joined.decode(codec, errors="replace")
    if read.count("\0") != texts.count - 1:
        # A broken character took the zero byte after it along.
        read = "\0".join(part.decode(codec, errors="replace") for part in joined.split(b"\0"))
    return read.encode()


def cleaned(text: str) -> str:
    """Return a cell's text without blanks around it and without Excel's text marks.

    ``="007"`` and a leading apostrophe are how programs force a code to stay text.
    """
    text = text.strip(_BLANKS)
    if text.startswith('="') and (match := _FORMULA_TEXT.fullmatch(text)):
        return match[1]
    if text.startswith("'") and len(text) > 1 and text[1:].isalnum():
        return text[1:]
    return text


class Sender:
    """The reading process's end of the pipe.

    within  name of the sheet at hand within a file that holds several, else ""
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.within = ""

    def begin_file(self, path: str) -> None:
        """Say which file is read from here on."""
        self._pipe.send_bytes(b"F" + path.encode("utf-8", "surrogateescape"))

    def progress(self, done: int, total: int) -> None:
        """Say how many rows of the sheet at hand were read."""
        self._pipe.send_bytes(b"P" + struct.pack("<QQ", done, total))

    def sheet(self, name: str, encoding: str, table: Table, hidden: bool = False) -> None:
        """Send a whole sheet."""
        name = " – ".join(part for part in (self.within, name) if part)
        # All columns first: one that cannot be made must not leave half a sheet behind.
        columns = [_tidied(column) for column in table.columns()]
        self._pipe.send_bytes(b"S" + json.dumps([name, encoding, table.height, hidden]).encode())
        for texts, codes in columns:
            count = texts.count(b"\0") + bool(texts)
            kind = "b" if count < 1 << 7 else "h" if count < 1 << 15 else "i"
            self._pipe.send_bytes(b"U" + texts)
            self._pipe.send_bytes(b"C" + kind.encode() + codes.astype(kind).tobytes())

    def trouble(self, trouble: Trouble) -> None:
        """Say why nothing more comes."""
        self._pipe.send_bytes(b"T" + json.dumps([trouble.kind, trouble.detail]).encode())

    def end(self) -> None:
        """Say that all files were read."""
        self._pipe.send_bytes(b"E")


def _is_tidy(texts: bytes) -> bool:
    """Whether no text of a column needs to be cleaned, and none may stand twice."""
    letters = np.frombuffer(texts + b"\0", dtype=np.uint8)
    ends = np.flatnonzero(letters == 0)
    firsts, lasts = letters.take(ends[:-1] + 1), letters.take(ends[1:] - 1)
    if _MARKS.take(firsts).any() or _BLANK.take(lasts).any():
        return False
    return texts.isascii() or not any(mark in texts for mark in _WIDE_MARKS)


def _tidied(column: Column) -> tuple[bytes, NDArray[np.int32]]:
    """Return the filled texts of a column, tidied and joined, and the codes with -1 for empty."""
    if _is_tidy(column.texts):
        return column.texts[1:], column.codes - np.int32(1)
    distinct: dict[str, int] = {"": -1}
    # Texts that differ only in blanks become one: their rows get the same number.
    numbers = [
        distinct.setdefault(cleaned(text), len(distinct) - 1)
        for text in column.texts.decode().split("\0")
    ]
    joined = "\0".join(list(distinct)[1:]).encode()
    return joined, np.array(numbers, dtype=np.int32)[column.codes]
