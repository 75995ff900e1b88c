"""What the values in a worksheet's XML mean: shared texts, styles, numbers and days. Runs in the
reading process."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence

import numpy as np

from core.sales.reading.workbooks import cell_text
from core.sales.sheet import UNCALCULATED

EMPTY, NUMBER, DATE, ELAPSED, SHARED, INLINE, TEXT, BOOLEAN, ERROR, PENDING = KINDS = range(10)
"""Kinds of values: INLINE has its text inside the cell, TEXT is what a formula yields, PENDING is a
formula that no program has calculated yet."""

_BUILT_IN_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_BUILT_IN_ELAPSED = frozenset((46,))
_NOT_OF_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_ENTITY = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,4});")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
_PRESERVED = b'<t xml:space="preserve">'
_BETWEEN = b"</t></si><si><t>"
_DAY = 86_400_000  # ms
_LAST = 2_958_466  # the 1st of January 10000, which no date reaches


class IrregularSheetError(Exception):
    """The worksheet is not written as nearly all are."""


def check(regular: bool) -> None:
    """Raise IrregularSheetError unless something is as it should be."""
    if not regular:
        raise IrregularSheetError


def kind_of(attributes: Mapping[bytes, bytes], style_kinds: Sequence[int]) -> int:
    """Return the kind of a cell with these attributes. Raises IrregularSheetError."""
    match attributes.get(b"t", b"n"):
        case b"n":
            number = int(attributes.get(b"s", b"0"))
            return style_kinds[number] if number < len(style_kinds) else NUMBER
        case b"s":
            return SHARED
        case b"inlineStr":
            return INLINE
        case b"str":
            return TEXT
        case b"b":
            return BOOLEAN
        case b"e":
            return ERROR
    raise IrregularSheetError


def style_kinds_of(styles: bytes) -> list[int]:
    """Return for each style of styles.xml whether numbers are days, elapsed time or numbers.

    Raises ElementTree.ParseError.
    """
    root = ElementTree.fromstring(styles)  # noqa: S314 - expat stops entity bombs itself
    formats = {
        node.get("numFmtId", ""): node.get("formatCode", "")
        for node in root.iterfind("{*}numFmts/{*}numFmt")
    }
    return [
        _format_kind(node.get("numFmtId", "0"), formats)
        for node in root.iterfind("{*}cellXfs/{*}xf")
    ]


def _format_kind(number: str, formats: Mapping[str, str]) -> int:
    code = formats.get(number)
    if code is None:
        known = int(number) if number.isdecimal() else 0
        if known in _BUILT_IN_ELAPSED:
            return ELAPSED
        return DATE if known in _BUILT_IN_DAYS else NUMBER
    plain = _NOT_OF_FORMAT.sub("", code.partition(";")[0]).lower()
    if "[" in plain:
        return ELAPSED
    return DATE if re.search(r"[dmyhs]", plain) and "general" not in plain else NUMBER


def shared_texts(raw: bytes) -> list[str]:
    """Return the texts of sharedStrings.xml.

    Raises IrregularSheetError and ElementTree.ParseError.
    """
    check(b"<!" not in raw and b"<si/" not in raw and b"<si " not in raw)
    # Where every item is a single text, as it nearly always is, they are split all at once.
    plain = raw.replace(_PRESERVED, b"<t>")
    first, last = plain.find(b"<si><t>"), plain.rfind(_BETWEEN[:9])
    inner = plain[first + 7 : last]
    if 0 < first < last and inner.count(b"<") == 4 * inner.count(_BETWEEN):
        plain_texts = inner.decode("utf-8", "replace").split(_BETWEEN.decode())
        if any(mark in inner for mark in (b"&", b"_x", b"\r")):
            return list(map(_unescaped, plain_texts))
        return plain_texts
    texts: list[str] = []
    for item in raw.split(b"<si>")[1:]:
        if item.startswith(b"<t>") and item.count(b"<") == 3:
            texts.append(_unescaped(item[3 : item.index(b"<", 3)].decode("utf-8", "replace")))
        elif item.startswith(_PRESERVED) and item.count(b"<") == 3:
            text = item[len(_PRESERVED) : item.index(b"<", len(_PRESERVED))]
            texts.append(_unescaped(text.decode("utf-8", "replace")))
        else:
            end = item.rfind(b"</si>")
            check(end >= 0)
            texts.append(_rich_text(b"<si>" + item[:end] + b"</si>"))
    return texts


def _rich_text(item: bytes) -> str:
    """Return the text of an item of runs, without how it is pronounced."""
    node = ElementTree.fromstring(item)  # noqa: S314 - expat stops entity bombs itself
    runs = [*node.iterfind("t"), *node.iterfind("r/t")]
    return _ESCAPED.sub(_escaped, "".join(run.text or "" for run in runs))


def _unescaped(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n")  # as XML has it
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return _ESCAPED.sub(_escaped, text) if "_x" in text else text


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if not name.startswith("#"):
        check(name in _ENTITIES)
        return _ENTITIES[name]
    number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    check(number <= 0x10FFFF)
    return chr(number)


def _escaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def texts_of(kind: int, joined: bytes, shared: Sequence[str]) -> list[str]:
    """Return the texts of a column's distinct values of a kind; the first is the empty one.

    ``joined`` are the values as the file has them, a zero byte between two. Raises
    IrregularSheetError.
    """
    values = joined.split(b"\0")[1:]
    try:
        if kind == NUMBER:
            texts = list(map(_number_text, values))
        elif kind == DATE:
            texts = _day_texts(list(map(float, values)))
        elif kind == SHARED:
            texts = [shared[int(value)] for value in values]
        elif kind == PENDING:
            texts = [UNCALCULATED for _ in values]
        elif kind == BOOLEAN:
            texts = ["TRUE" if value == b"1" else "FALSE" for value in values]
        else:
            texts = [_unescaped(value.decode("utf-8", "replace")) for value in values]
    except (ValueError, IndexError) as error:
        raise IrregularSheetError from error
    return ["", *texts]


def _number_text(value: bytes) -> str:
    if value.isdigit() and len(value) < 16 and (value[:1] != b"0" or value == b"0"):
        return value.decode()
    number = float(value)
    check(math.isfinite(number))
    return cell_text(number)


def _day_texts(numbers: Sequence[float]) -> list[str]:
    """Return days and times in ISO form of Excel's day numbers."""
    values = np.array(numbers, dtype=np.float64)
    # What lies before March 1900 is counted with a day that never was; times alone lie at 0.
    check(bool(((values >= 61) & (values < _LAST)).all()))
    seconds = np.rint(values * _DAY).astype(np.int64) // 1_000
    moments = np.datetime64("1899-12-30", "s") + seconds
    texts = np.datetime_as_string(moments, unit="s").tolist()
    whole = (seconds % 86_400 == 0).tolist()
    return [
        text[:10] if is_day else text.replace("T", " ")
        for text, is_day in zip(texts, whole, strict=True)
    ]
