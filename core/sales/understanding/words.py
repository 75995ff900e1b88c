"""Words in cells that decide what a row is: totals, cancelled orders, gifts, postage.

They lie in resources/formats/words.toml.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.sales.understanding.header_text import FORMATS, spaced, squeezed
from core.sales.understanding.skeletons import matching


@functools.cache
def words() -> Mapping[str, Mapping[str, object]]:
    """Return the words of words.toml, by what they decide."""
    with (FORMATS / "words.toml").open("rb") as file:
        return tomllib.load(file)


@functools.cache
def word_list(kind: str, name: str) -> tuple[str, ...]:
    """Return one list of words.toml, () where there is none."""
    found = words()[kind].get(name, ())
    return tuple(str(w).lower() for w in found) if isinstance(found, list) else ()


def pattern(kind: str, name: str) -> re.Pattern[str]:
    """Return one regular expression of words.toml."""
    return re.compile(str(words()[kind][name]), re.IGNORECASE)


def is_total_word(text: str) -> bool:
    """Whether a cell or header says that it is a total."""
    if len(text) > 200 or text.isdecimal():
        return False
    plain = spaced(text)
    if not plain or len(plain) > 40:
        return False
    if plain in word_list("total", "exact"):
        return True
    raw = text.strip().lower()
    return raw.endswith(word_list("total", "ends")) or _begins_as_total(raw)


def _begins_as_total(raw: str) -> bool:
    """Whether a text begins like "小计：" or "Subtotal - drinks"; 小计算器 is a calculator."""
    if raw.startswith(word_list("total", "introduced")):
        return True
    for word in word_list("total", "starts"):
        if raw.startswith(word):
            rest = raw[len(word) :].lstrip() if word.isascii() else raw[len(word) :]
            measured = rest.startswith(word_list("total", "measured"))
            return not rest or not rest[0].isalpha() or measured
    return False


def total_words(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return which of a column's distinct texts (n) say that they are totals."""
    return matching(texts, _may_be_total, is_total_word)


def doubtful_totals(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return which of a column's distinct texts (n) say so, but may be names of goods as well."""
    marks = total_words(texts)
    for place in np.flatnonzero(marks).tolist():
        marks[place] = _may_be_goods(texts[place])
    return marks


def _may_be_goods(text: str) -> bool:
    if spaced(text) in word_list("total", "exact"):
        return False
    return text.strip().lower().endswith(word_list("total", "doubtful_ends"))


def _may_be_total(skeleton: str) -> bool:
    plain = _letters(skeleton)
    return any(word in plain for word in _total_letters())


@functools.cache
def _total_letters() -> frozenset[str]:
    lists = (word_list("total", name) for name in ("exact", "introduced", "starts", "ends"))
    return frozenset(_letters(word) for some in lists for word in some)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def texts_squeezed_to(label: str, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return which of a column's distinct texts (n) are a label, blanks and case aside."""
    bare = _without_digits(label)

    def may_be(skeleton: str) -> bool:
        return _without_digits(squeezed(skeleton)) == bare

    return matching(texts, may_be, lambda text: squeezed(text) == label)


def _without_digits(text: str) -> str:
    return "".join(c for c in text if not c.isdecimal())


def read_words_kind(text: str, kind: str) -> bool:
    """Whether a status or name is of a kind of words.toml: by exact word, part or beginning."""
    plain = text.strip().lower().replace("\u0307", "")  # the dot that lower() leaves of İ
    if not plain:
        return False
    exact, parts, starts = _kind_words(kind)
    if plain in exact or plain.startswith(starts):
        return True
    return parts is not None and parts.search(plain) is not None


@functools.cache
def _kind_words(kind: str) -> tuple[frozenset[str], re.Pattern[str] | None, tuple[str, ...]]:
    """Return whole words, a pattern of parts and beginnings of a kind; None: no parts."""
    parts = word_list(kind, "parts")
    joined = re.compile("|".join(map(re.escape, parts))) if parts else None
    return frozenset(word_list(kind, "exact")), joined, word_list(kind, "starts")
