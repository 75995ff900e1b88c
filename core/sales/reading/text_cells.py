"""The cells of delimited text, found by arrays. Runs in the reading process.

Ten times as fast as reading row by row; for tables as they should be, which nearly all are. What
is quoted in a way of its own is left to ``text_tables``, which reads as Python's csv
module does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.sales.reading.distinct import PADDING, Block
from core.sales.reading.packing import SpanColumns

_STEP = 1 << 20  # bytes: what is worked on at once stays in the processor's cache
_LINES = 1_000
_LINE, _RETURN, _QUOTE = 10, 13, 34

Told = Callable[[int, int], None]


def splits_bytes(codec: str, delimiter: str) -> bool:
    """Whether the bytes of a text in ``codec`` can be split at ``delimiter`` before they are read.

    Encodings of two bytes a character use letters and signs from "0" on for the second.
    """
    if not delimiter.isascii() or codec.startswith(("utf-16", "utf-32")):
        return False
    return delimiter < "0" or codec.startswith(("utf-8", "cp12", "iso8859"))


class IrregularTextError(Exception):
    """The table is not as regular as it has to be to be read by arrays."""


def read_cells(raw: bytes, codec: str, delimiter: str, told: Told) -> SpanColumns:
    """Return the columns of a delimited text; ``told`` hears of bytes read and their number.

    In ``codec`` no byte of the delimiter, a quote or a line end may be part of another character
    (see ``splits_bytes``). Raises
    IrregularTextError where a quote stands inside a cell that does not begin with one, a quoted
    cell does not end at its quote, or only some lines end with returns alone.
    """
    if b"\0" in raw:
        raw = raw.replace(b"\0", b"")
    if b"\r" in raw and raw.count(b"\r") != raw.count(b"\r\n"):
        if b"\n" in raw or b'"' in raw:
            raise IrregularTextError
        raw = raw.replace(b"\r", b"\n")  # as old Macintoshes end lines
    padded = raw + (b"" if raw.endswith(b"\n") else b"\n") + bytes(PADDING)
    block = Block(padded)
    length = len(padded) - PADDING
    quoted = b'"' in raw
    returns = b"\r" in raw
    columns = SpanColumns(codec, _single_quotes if b'""' in raw else None)
    # A step of many lines, or the columns of a wide table would be looked at a few cells at a time.
    head = padded[:_STEP]
    step = min(max(_STEP, _LINES * len(head) // max(1, head.count(b"\n"))), 64 * _STEP)
    begin = 0
    while begin < length:
        begin = _read_step(block, begin, step, ord(delimiter), quoted, returns, columns)
        told(begin, length)
    return columns


def _read_step(
    block: Block,
    begin: int,
    step: int,
    delimiter: int,
    quoted: bool,
    returns: bool,
    columns: SpanColumns,
) -> int:
    """Read the whole lines of the next bytes; return where they end."""
    length = len(block.raw) - PADDING
    while True:
        part = block.bytes[begin : min(begin + step, length)]
        marks = (part == delimiter) | (part == _LINE)
        if quoted:
            marks &= ~_inside_quotes(part)
        ends = np.flatnonzero(marks)
        is_line = part.take(ends) == _LINE
        lines = np.flatnonzero(is_line)
        if len(lines):
            break
        if begin + step >= length:
            raise IrregularTextError  # the last quote is not closed
        step *= 4
    ends = ends[: lines[-1] + 1]
    if quoted:
        _check_quotes(part[: ends[-1] + 1], delimiter)
    starts = np.concatenate([[0], ends[:-1] + 1])
    ends = ends.copy()
    stop = begin + int(ends[-1]) + 1
    if returns:
        # A line of nothing begins with its end.
        last = ends[lines]
        ends[lines] -= (last > starts[lines]) & (part.take(np.maximum(last - 1, 0)) == _RETURN)
    if quoted:
        in_quotes = (part.take(starts) == _QUOTE) & (ends > starts)
        starts = starts + in_quotes
        ends -= in_quotes
    columns.add(block, starts + begin, ends + begin, lines)
    return stop


def _inside_quotes(part: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether an odd number of quotes stands before or at each byte."""
    # Sums of bytes run over at 256, which leaves odd and even as they are.
    return (np.cumsum(part == _QUOTE, dtype=np.uint8) & 1).view(np.bool_)


def _check_quotes(part: NDArray[np.uint8], delimiter: int) -> None:
    """Raise IrregularTextError unless quotes open and close whole cells."""
    places = np.flatnonzero(part == _QUOTE)
    if not len(places):
        return
    opening, closing = places[::2], places[1::2]
    before = part.take(opening - 1, mode="clip")
    starts = (before == delimiter) | (before == _LINE) | (opening == 0)
    # Two quotes inside a quoted cell mean one.
    starts[1:] |= closing[: len(opening) - 1] == opening[1:] - 1
    after = part.take(closing + 1, mode="clip")
    stops = (after == delimiter) | (after == _LINE) | (after == _RETURN) | (after == _QUOTE)
    if len(opening) != len(closing) or not starts.all() or not stops.all():
        raise IrregularTextError


def _single_quotes(text: str) -> str:
    return text.replace('""', '"')
