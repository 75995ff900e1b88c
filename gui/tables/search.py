"""Finding and sorting names: by words, by code, and Chinese by pinyin or its initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache


class _Spelling(dict[int, str]):
    """The pinyin of characters by their number, or its first letters alone: what ``str.translate``
    asks for. Each character is looked up once."""

    def __init__(self, letters: int | None = None) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, number: int) -> str:
        # Loaded with the first Chinese name only: the dictionary takes a tenth of a second.
        from pypinyin import lazy_pinyin

        spelled = "".join(lazy_pinyin(chr(number))) or chr(number)
        self[number] = spelled[: self._letters]
        return self[number]


_SPELLED, _INITIALS = _Spelling(), _Spelling(1)


KEPT = 1 << 16
"""Names whose spelling is kept."""


def learn(names: Iterable[str], codes: Iterable[str], stores: Iterable[str]) -> None:
    """Spell the names of items, if they have any, before a search or a sort needs them; on any
    thread."""
    for name, code, store in zip(names, codes, stores, strict=False):
        search_text(name, code, store)
        sort_text(name)


def plain(words: str) -> str:
    """Return lower-case words with full-width letters and digits made plain."""
    return unicodedata.normalize("NFKC", words).lower()


def stores_told(stores: Sequence[str]) -> tuple[str, ...]:
    """Return what is said of the store beside each name: nothing where all goods lie in one."""
    return ("",) * len(stores) if len(set(stores)) < 2 else tuple(stores)


@lru_cache(KEPT)
def search_text(name: str, code: str, store: str = "") -> str:
    """Return what a search looks in: the words, and for Chinese the pinyin and its initials.

    Character by character: a reading that depends on the word (重庆) is missed, which a search by
    characters makes good, and 20,000 names take a fraction of a second.
    """
    words = plain(f"{name} {code} {store}")
    if words.isascii():
        return words
    name = plain(name)
    return f"{words} {name.translate(_SPELLED)} {name.translate(_INITIALS)}"


@lru_cache(KEPT)
def sort_text(name: str) -> str:
    """Return a key that sorts Chinese by pinyin among Latin letters."""
    words = plain(name)
    return words if words.isascii() else words.translate(_SPELLED)


@lru_cache(16)
def _parts(words: str) -> tuple[str, ...]:
    return tuple(plain(words).split())


def found(words: str, text: str) -> bool:
    """Return whether each word of ``words`` occurs in a ``search_text``."""
    return all(part in text for part in _parts(words))
