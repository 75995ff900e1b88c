"""What headers mean that are put together from known words in a way nobody listed."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping

from core.sales.understanding.header_text import FORMATS, spaced

# Concepts that must all be there, further ones that may be, and the role they name together. Where
# a concept is neither, the header speaks of something else: "Zahlungsart" is no payment's day.
_NAMED: tuple[tuple[frozenset[str], frozenset[str], str, float], ...] = tuple(
    (frozenset(must.split()), frozenset(may.split()), role, score)
    for must, may, role, score in (
        ("date order", "payment", "day", 0.68),
        ("date payment", "", "day", 0.64),
        ("date", "item", "day", 0.6),
        ("order number", "code", "order_id", 0.68),
        ("order code", "", "order_id", 0.62),
        ("item code", "number", "item", 0.68),
        ("item number", "", "item", 0.64),
        ("item name", "order", "title", 0.66),
        ("quantity", "item order", "units", 0.62),
        ("price", "item order quantity", "unit_price", 0.64),
        ("amount", "item order payment", "amount", 0.62),
        ("status", "order payment purchase", "status", 0.66),
        ("store", "name", "store", 0.66),
        ("store code", "number", "store", 0.6),
        ("category", "item name", "category", 0.64),
        ("customer", "name number code order item method date payment category", "other", 0.6),
        ("method", "order payment item shipment store", "other", 0.6),
        ("shipment", "number code name method status amount order", "other", 0.6),
    )
)
_JOINTS = ("", "s", "n", "en", "es")  # between the words of a German compound
_SHORTEST = 4  # letters of a word within a compound: shorter ones stand in other words by chance
_LATIN_RUN = re.compile(r"[a-zа-яıçğşöüß]+")


@functools.lru_cache(maxsize=16_384)
def compound_meaning(label: str) -> tuple[str, float] | None:
    """Return the role that a header's words name together and how surely (0–1); None where a word
    is unknown or they name none."""
    concepts: list[frozenset[str]] = []
    for word in spaced(label).split():
        known = _concepts(word)
        if known is None:
            return None
        concepts += known
    for must, may, role, score in _NAMED:
        if _named_by(concepts, must, may):
            return role, score
    return None


def names_shipment_day(label: str) -> bool:
    """Whether a header names the day when goods were sent to who had bought them."""
    known = [_concepts(word) for word in spaced(label).split()]
    concepts = [kinds for some in known for kinds in some or [frozenset({"?"})]]
    may = frozenset({"order", "customer", "item"})
    return _named_by(concepts, frozenset({"shipment", "date"}), may)


def _named_by(concepts: list[frozenset[str]], must: frozenset[str], may: frozenset[str]) -> bool:
    """Whether each word can be read as one of the concepts, and all that must be there are."""
    allowed = must | may | {"of"}
    return all(kinds & allowed for kinds in concepts) and all(
        any(one in kinds for kinds in concepts) for one in must
    )


def _concepts(word: str) -> list[frozenset[str]] | None:
    """Return what the parts of a word stand for, None where it is not made of known words."""
    if (own := _lexicon().get(word)) is not None:
        return [own]
    if _LATIN_RUN.fullmatch(word):
        return _of_two(word)
    return _of_many(word)


def _of_two(word: str) -> list[frozenset[str]] | None:
    """Take a compound of two words apart: "Artikelbezeichnung", "Verkaufsdatum"."""
    for end in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        first = _lexicon().get(word[:end])
        for joint in _JOINTS if first is not None else ():
            rest = word[end:].removeprefix(joint) if word[end:].startswith(joint) else ""
            last = _lexicon().get(rest) if len(rest) >= _SHORTEST else None
            if first is not None and last is not None:
                return [first, last]
    return None


def _of_many(word: str) -> list[frozenset[str]] | None:
    """Take a text without blanks apart, longest words first: 采购单状态."""
    reached: dict[int, list[frozenset[str]]] = {0: []}
    for start in range(len(word)):
        for end in range(len(word), start, -1) if start in reached else ():
            own = _lexicon().get(word[start:end])
            if own is not None and end not in reached:
                reached[end] = [*reached[start], own]
    return reached.get(len(word))


@functools.cache
def _lexicon() -> Mapping[str, frozenset[str]]:
    """Return the concepts of each known word."""
    with (FORMATS / "concepts.toml").open("rb") as file:
        read = tomllib.load(file)
    found: dict[str, frozenset[str]] = {}
    for concept, listed in read.items():
        for word in map(spaced, listed):
            found[word] = found.get(word, frozenset()) | {concept}
    return found
