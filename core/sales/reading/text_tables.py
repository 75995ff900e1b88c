"""Rows of cells out of delimited text. Runs in the reading process."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

DELIMITERS = (",", "\t", ";", "|", "\x1f")

_STRAY_QUOTE_LINES = 30
# A cell of more lines than this is a quote that was never closed, not an address.


def delimiter_of(text: str) -> str:
    """Return the delimiter of a text table: as ``sep=`` says, else the one that splits the lines
    most evenly into most cells."""
    head = text[:200_000]
    said = re.search(r'^"?sep=(.)"?\r?$', head[:2_000], re.IGNORECASE | re.MULTILINE)
    if said:
        return said[1]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in head:
            continue
        widths = Counter(len(row) for row in islice(_rows(head, delimiter), 200) if row)
        many = {width: count for width, count in widths.items() if width > 1}
        if not many:
            continue
        width = max(many, key=lambda w: many[w] * min(w, 12))
        near = sum(count for w, count in many.items() if abs(w - width) <= 1)
        score = near / sum(widths.values()) * (1 + min(width, 12) / 12)
        if delimiter == "," and _decimal_commas(head):
            score *= 0.4
        if score > best_score * 1.001:
            best, best_score = delimiter, score
    return best


def without_separator_line(raw: bytes) -> bytes:
    """Return a text table whose ``sep=`` line, if one of the first five is such, is empty: so that
    row numbers stay those of the file's records."""
    lines = raw[:2_000].split(b"\n")[:5]
    for number, line in enumerate(lines):
        if re.fullmatch(rb'"?sep=.?"?\r?', line, re.IGNORECASE):
            end = b"\r" if line.endswith(b"\r") else b""
            before = sum(len(other) + 1 for other in lines[:number])
            return raw[:before] + end + raw[before + len(line) :]
    return raw


def read_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a text table, quoted in whatever way."""
    yield from _rows(text, delimiter, not _unclosed_quote(text, delimiter))


def _rows(text: str, delimiter: str, quoted: bool = True) -> Iterator[list[str]]:
    csv.field_size_limit(10_000_000)
    source = io.StringIO(text.replace("\0", ""), newline="")
    reader = (
        csv.reader(source, delimiter=delimiter)
        if quoted
        else csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    )
    while True:
        try:
            yield from reader
            return
        except csv.Error:
            yield ["#unreadable"]  # kept as a row, so that it is counted and shown


def _decimal_commas(text: str) -> bool:
    """Whether commas stand between digits wherever they stand, as in ``1,5;2,25``."""
    commas = text.count(",")
    between = len(re.findall(r"(?<=\d),(?=\d)", text))
    return between > 0.9 * commas and any(d in text for d in ";\t|")


def _unclosed_quote(text: str, delimiter: str) -> bool:
    if text.count('"') % 2 == 0:
        return False
    return any(
        cell.count("\n") > _STRAY_QUOTE_LINES
        for row in _rows(text, delimiter)
        for cell in row
        if len(cell) > _STRAY_QUOTE_LINES
    )
