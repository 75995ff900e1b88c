"""One of a thing in English: "1 line is a free gift", where the sentence was written for many.

Sentences are written once, for many, as "{n} lines are free gifts". Where a field's value is 1, the
noun that follows it, the verb after that and the pronouns of the sentence are put into the
singular. Chinese has no such forms, and its sentences none of these words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_IRREGULAR = {"deliveries": "delivery", "pieces": "piece"}

_NOUNS = frozenset(
    {
        *("cells", "codes", "columns", "containers", "days", "deliveries", "files", "findings"),
        *("items", "lines", "months", "moves", "orders", "others", "periods", "pieces", "places"),
        *("products", "receipts", "rows", "sheets", "stores", "suppliers", "transfers", "units"),
        *("values", "weeks", "years", "changes", "events", "points"),
    }
)

_VERBS = {
    "are": "is",
    "were": "was",
    "have": "has",
    "do": "does",
    "belong": "belongs",
    "hold": "holds",
    "keep": "keeps",
    "leave": "leaves",
    "repeat": "repeats",
    "run": "runs",
    "stand": "stands",
}

_LATER = (
    ("They were", "It was"),
    ("They are", "It is"),
    ("they are", "it is"),
    ("they stand", "it stands"),
    ("Look at them", "Look at it"),
    ("look at them", "look at it"),
    ("their item", "its item"),
    ("is free gifts", "is a free gift"),
    ("is returns of", "is a return of"),
    ("is tests", "is a test"),
    ("is totals of", "is a total of"),
)
"""What else of such a sentence is about the one thing."""

_AFTER = re.compile(
    r"(?P<field>\{(?P<name>\w+)(?::[^}]*)?\} )"
    r"(?P<noun>[a-z]+)(?P<rest> of \S+)?(?: (?P<verb>[a-z]+))?"
)


def singular(template: str, values: Mapping[str, object]) -> str:
    """Return the English template with all that counts one thing in the singular."""
    made = _AFTER.sub(lambda found: _one(found, values), template)
    if made != template:
        for many, alone in _LATER:
            made = made.replace(many, alone)
    return made


def _one(found: re.Match[str], values: Mapping[str, object]) -> str:
    noun, verb, value = found["noun"], found["verb"], values.get(found["name"])
    if noun not in _NOUNS or value not in (1, "1"):
        return found[0]
    alone = _IRREGULAR.get(noun, noun[:-1])
    acts = f" {_VERBS.get(verb, verb)}" if verb else ""
    return f"{found['field']}{alone}{found['rest'] or ''}{acts}"
