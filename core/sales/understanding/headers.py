"""What headers mean: the dictionaries of resources/formats, and how a header is compared."""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.sales.understanding.compounds import compound_meaning
from core.sales.understanding.header_text import FORMATS, spaced, squeezed

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_MARKS = re.compile(r"[\W_]+")
_EAST_ASIAN = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LATIN = re.compile(r"[A-Za-z]")
_NUMBER_WORDS = frozenset({"number", "num", "nbr", "nr", "no"})
_MISSPELT = ("day", "item", "title", "units", "unit_price", "amount", "order_id")
_FEWEST_LETTERS, _MOST_LETTERS = 7, 30
_LESS = 0.05
_NEARNESS = 0.86  # one letter amiss or two changed places in a word of seven


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The names of one role: squeezed exact and weak names with their rank, spaced parts."""

    exact: Mapping[str, int]
    weak: Mapping[str, int]
    parts: tuple[str, ...]
    never: tuple[str, ...]
    less: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Platform:
    """A known export: the headers it must have, the headers of each role, and its habits.

    requires        squeezed headers, of each group one: ("商品标题", "宝贝标题") is either of them
    roles           headers of each role, the better first
    statuses        lower-case texts of its statuses by what they mean: cancelled, refunded,
                    sent_back, transfer (as in words.toml, which holds for all exports)
    lines           by header, the lower-case texts of rows that are lines of goods; other rows are
                    sums of an order or payments
    repeated_lines  equal lines of one order are real, not duplicates
    """

    key: str
    name: str
    requires: tuple[tuple[str, ...], ...]
    roles: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, frozenset[str]]
    lines: Mapping[str, frozenset[str]]
    repeated_lines: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a header: a role and how surely the header names it (0–1)."""

    role: str
    score: float


@functools.cache
def role_words() -> Mapping[str, RoleWords]:
    """Return the dictionary of headers.toml."""
    with (FORMATS / "headers.toml").open("rb") as file:
        read = tomllib.load(file)
    return {
        role: RoleWords(
            exact=_ranks(words.get("exact", ())),
            weak=_ranks(words.get("weak", ())),
            parts=tuple(spaced(w) for w in words.get("parts", ())),
            never=tuple(spaced(w) for w in words.get("never", ())),
            less=tuple(spaced(w) for w in words.get("less", ())),
        )
        for role, words in read.items()
    }


@functools.cache
def platforms() -> tuple[Platform, ...]:
    """Return the known exports, the most specific first."""
    found = []
    for path in sorted((FORMATS / "platforms").glob("*.toml")):
        with path.open("rb") as file:
            read = tomllib.load(file)
        found.append(
            Platform(
                key=path.stem,
                name=read["name"],
                requires=tuple(
                    tuple(squeezed(label) for label in _several(group))
                    for group in read["requires"]
                ),
                roles={role: _several(label) for role, label in read["roles"].items()},
                statuses=_texts(read.get("statuses", {})),
                lines=_texts(read.get("lines", {})),
                repeated_lines=read.get("repeated_lines", False),
            )
        )
    return tuple(sorted(found, key=lambda p: -len(p.requires)))


def platform_of(labels: Sequence[str]) -> Platform | None:
    """Return the export that has these headers, None where it is none that is known."""
    there = {squeezed(label) for label in labels}
    return next((p for p in platforms() if all(there & set(group) for group in p.requires)), None)


def platform_named(key: str) -> Platform | None:
    """Return the platform with this key."""
    return next((p for p in platforms() if p.key == key), None)


@functools.lru_cache(maxsize=16_384)
def meanings(label: str) -> tuple[Meaning, ...]:
    """Return what a header may mean, the likeliest first; role "other" is a known bystander.

    Words cut short are written out, and slips of the pen put right, where it means nothing else.
    """
    found = _meanings(spaced(label), spaced(_BRACKETS.sub(" ", label)))
    if (not found or found[0].score < 0.9) and (both := _in_two_languages(label)):
        return both
    if found:
        return found
    if (compound := compound_meaning(label)) is not None:
        return (Meaning(*compound),)
    if len(path := label.split("/", 1)) == 2 and (last := meanings(path[1])):
        # "Order Lines/Product/Internal Reference": the last step says what is meant.
        return tuple(Meaning(m.role, 0.95 * m.score) for m in last)
    return _written_out(label)


def _written_out(label: str) -> tuple[Meaning, ...]:
    """Return what a header means whose words are cut short or misspelt."""
    text = " ".join(_abbreviations().get(word, word) for word in spaced(label).split())
    if text != spaced(label) and (found := _meanings(text, text)):
        return tuple(Meaning(m.role, 0.9 * m.score) for m in found)
    word = text.replace(" ", "")
    if _FEWEST_LETTERS <= len(word) <= _MOST_LETTERS and word.isascii() and word.isalpha():
        alike = [w for n in (-1, 0, 1) for w in _spellings().get((word[0], len(word) + n), ())]
        near = difflib.get_close_matches(word, alike, 1, _NEARNESS)
        for m in _meanings(near[0], near[0]) if near else ():
            if m.role in _MISSPELT and not any(
                _begins(text, w) for w in role_words()[m.role].never
            ):
                return (Meaning(m.role, 0.8 * m.score),)
    return ()


def _in_two_languages(label: str) -> tuple[Meaning, ...]:
    """Return what a header such as "日期 Date" means: what either half means for sure.

    Where the halves mean two things ("SKU件数", "商品SKU") the last one says what is meant.
    """
    halves = [_LATIN.sub(" ", label), _EAST_ASIAN.sub(" ", label)]
    if not all(any(c.isalpha() for c in half) for half in halves):
        return ()
    if not _LATIN.match(_MARKS.sub("", label)[-1:]):
        halves.reverse()
    other, last = (_sure(half) for half in halves)
    if not last:
        # "店铺ID" stands behind "店铺名": what else is said of it may be anything.
        found = [Meaning(m.role, 0.99 * m.score) for m in other]
    elif {m.role for m in last} & {m.role for m in other}:
        found = last + other
    else:
        found = last
    return tuple(sorted(found, key=lambda m: -m.score))


def _sure(text: str) -> list[Meaning]:
    return [m for m in _meanings(spaced(text), spaced(text)) if m.score > 0.9]


def _meanings(text: str, bare: str) -> tuple[Meaning, ...]:
    """Return what a spaced header means, ``bare`` of what stands in brackets."""
    keys = {text.replace(" ", ""), bare.replace(" ", ""), *map(_numbered, (text, bare))} - {""}
    found: list[Meaning] = []
    for role, words in role_words().items():
        score = 0.0
        for key in keys:
            if key in words.exact:
                score = max(score, 0.97 - _rank(words.exact[key]))
            elif key in words.weak:
                score = max(score, 0.72 - _rank(words.weak[key]))
        if not score:
            rank = next((i for i, part in enumerate(words.parts) if _holds(text, part)), None)
            if rank is not None and not any(_begins(text, word) for word in words.never):
                score = 0.6 - 0.005 * rank
                score -= _LESS * any(_holds(text, word) for word in words.less)
        if score:
            found.append(Meaning(role, score))
    return tuple(sorted(found, key=lambda m: -m.score))


@functools.cache
def _abbreviations() -> Mapping[str, str]:
    with (FORMATS / "abbreviations.toml").open("rb") as file:
        return tomllib.load(file)


@functools.cache
def _spellings() -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Return the words long enough to be told from one another with a letter amiss, by their first
    letter and their length."""
    every = {key for role in _MISSPELT for key in role_words()[role].exact if key.isascii()}
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for key in sorted(key for key in every if len(key) >= _FEWEST_LETTERS):
        place = key[0], len(key)
        found[place] = (*found.get(place, ()), key)
    return found


def meaning_score(label: str, role: str) -> float:
    """Return how surely a header names a role, 0 where it does not."""
    return next((m.score for m in meanings(label) if m.role == role), 0.0)


def names_quantity(label: str) -> bool:
    """Whether a header speaks of a quantity of some kind, be it one that was not sold."""
    return any(_holds(spaced(label), part) for part in role_words()["units"].parts)


def is_second_choice(label: str, role: str) -> bool:
    """Whether a header names a role as it may be where nothing nearer is there: quantities ordered
    or sent, for those that were sold."""
    return any(_holds(spaced(label), word) for word in role_words()[role].less)


def is_never(label: str, role: str) -> bool:
    """Whether the dictionary says that a header cannot mean ``role`` in spite of its cells."""
    words = role_words()[role]
    key = squeezed(label)
    if key in words.exact or key in words.weak:
        return False
    return any(_begins(spaced(label), word) for word in words.never)


def _holds(text: str, part: str) -> bool:
    # Words of Latin letters must stand whole ("date" not in "candidate"); Chinese has no blanks.
    if part.isascii():
        return f" {part} " in f" {text} "
    return part in text.replace(" ", "")


def _begins(text: str, part: str) -> bool:
    # "expir" forbids "expiry" and "expiration"; short words must stand whole.
    if part.isascii() and len(part) >= 4:
        return f" {part}" in f" {text}"
    return _holds(text, part)


def _several(label: str | list[str]) -> tuple[str, ...]:
    return (label,) if isinstance(label, str) else tuple(label)


def _texts(lists: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(text.lower() for text in texts) for key, texts in lists.items()}


def _numbered(text: str) -> str:
    """Return a spaced header squeezed, with one word for "number": "Doc. Nr", "Document Number"."""
    words = ("no" if word in _NUMBER_WORDS else word for word in text.split())
    return "".join(words)


def _rank(place: int) -> float:
    """Return what a later place among the names of a role costs: little, and never much."""
    return 0.0003 * min(place, 40) + 0.00002 * min(place, 300)


def _ranks(words: Sequence[str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, word in enumerate(words):
        ranks.setdefault(squeezed(word), rank)
        ranks.setdefault(_numbered(spaced(word)), rank)
    return ranks
