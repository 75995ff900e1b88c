"""How a header is compared: one case, no accents, no punctuation."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

FORMATS = Path(__file__).resolve().parents[3] / "resources" / "formats"

_PIVOT_PREFIX = re.compile(
    r"^\s*(?:求和项|计数项|平均值项|合计项|sum of|count of|total of)\s*[:：]?\s*", re.I
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[\W_]+")


@functools.lru_cache(maxsize=16_384)
def spaced(label: str) -> str:
    """Return a header in lower case with single blanks between its words."""
    plain = unicodedata.normalize("NFKC", _CAMEL.sub(" ", _PIVOT_PREFIX.sub("", label)))
    if not plain.isascii():
        # "Quantité" is typed as "Quantite" as well; Japanese marks of sound must stay.
        plain = "".join(_without_accent(c) for c in plain).translate(_one_form())
    return _MARKS.sub(" ", plain.lower().replace("#", " no ")).strip()


def squeezed(label: str) -> str:
    """Return a header as it is compared: lower case, without blanks and punctuation."""
    return spaced(label).replace(" ", "")


@functools.cache
def _one_form() -> Mapping[int, int]:
    with (FORMATS / "characters.toml").open("rb") as file:
        read = tomllib.load(file)
    return str.maketrans(read["from"], read["to"])


def _without_accent(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() and base.isalpha() else character
