"""How the reading process hands over its tables: as bytes that can only mean text and numbers.

Messages over the pipe, one letter and then its content::

    F path            a file begins                     (UTF-8)
    P done total      rows read of the sheet at hand    (two uint64)
    S name encoding   a sheet begins; height, hidden    (JSON)
    U texts           distinct texts of a column        (JSON)
    C codes           int32 number of each row's text; follows U
    T kind detail     trouble: nothing more comes       (JSON)
    E                 end
"""

from __future__ import annotations

import json
import re
import struct
from array import array
from collections.abc import Sequence
from itertools import zip_longest
from multiprocessing.connection import Connection

_FORMULA_TEXT = re.compile(r'="(.*)"')
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"


class Trouble(Exception):  # noqa: N818 - told to the operator by the other side of the pipe
    """Why a file cannot be read: ``kind`` by name, ``detail`` in the reader's own words."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


class Columns:
    """A table's columns, each as its distinct texts and a number a row; grows row by row.

    Only distinct texts are kept, so that a million rows of ten thousand texts cost little.
    """

    def __init__(self) -> None:
        self.height = 0
        self.texts: list[dict[str, int]] = []
        self.codes: list[array[int]] = []

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Append rows; those too short are filled up with empty cells."""
        if not rows:
            return
        for number, column in enumerate(zip_longest(*rows, fillvalue="")):
            if number == len(self.texts):
                self.texts.append({"": 0})
                self.codes.append(array("i", bytes(4 * self.height)))
            texts = self.texts[number]
            for text in dict.fromkeys(column):
                if text not in texts:
                    texts[text] = len(texts)
            self.codes[number].extend(map(texts.__getitem__, column))
        self.height += len(rows)
        for codes in self.codes:
            if len(codes) < self.height:
                codes.extend(array("i", bytes(4 * (self.height - len(codes)))))


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
    """The reading process's end of the pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def begin_file(self, path: str) -> None:
        """Say which file is read from here on."""
        self._pipe.send_bytes(b"F" + path.encode("utf-8", "surrogateescape"))

    def progress(self, done: int, total: int) -> None:
        """Say how many rows of the sheet at hand were read."""
        self._pipe.send_bytes(b"P" + struct.pack("<QQ", done, total))

    def sheet(self, name: str, encoding: str, table: Columns, hidden: bool = False) -> None:
        """Send a whole sheet."""
        self._pipe.send_bytes(b"S" + json.dumps([name, encoding, table.height, hidden]).encode())
        for texts, codes in zip(table.texts, table.codes, strict=True):
            distinct: dict[str, int] = {}
            # Texts that differ only in blanks become one: their rows get the same number.
            number = [
                distinct.setdefault(
                    cleaned(text.encode("utf-8", "replace").decode()), len(distinct)
                )
                for text in texts
            ]
            if len(distinct) < len(texts):
                codes = array("i", map(number.__getitem__, codes))
            self._pipe.send_bytes(b"U" + json.dumps(list(distinct), ensure_ascii=False).encode())
            self._pipe.send_bytes(b"C" + codes.tobytes())

    def trouble(self, trouble: Trouble) -> None:
        """Say why nothing more comes."""
        self._pipe.send_bytes(b"T" + json.dumps([trouble.kind, trouble.detail]).encode())

    def end(self) -> None:
        """Say that all files were read."""
        self._pipe.send_bytes(b"E")
