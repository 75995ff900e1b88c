"""Items that are like a new one: by the characters of their titles, and by category.

Titles are compared by runs of 2 to 4 characters (of Chinese, also single ones), weighed by how rare
they are among the shop's titles: needs no words, so Chinese and English need no dictionary
(tf-idf and cosine: Salton & Buckley 1988, Information Processing & Management 24(5)).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand

if TYPE_CHECKING:
    from scipy.sparse import csr_array

YOUNG = 13
"""Observed periods below which an item is forecast with its analogues' help."""

MOST = 8
"""Analogues of an item at most."""

_CATEGORY = 0.25
"""What an equal category adds to a similarity: as much as a quarter of an equal title."""

_LEAST = 0.12
"""Similarity below which two items have nothing to do with one another."""

_CHINESE = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Analogue:
    """An item that a new one is expected to sell like.

    item, store  of the analogue, as in the panel
    similarity   0–1, and up to a quarter more for an equal category
    """

    item: str
    store: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Analogues:
    """The analogues of one item, as found or as the operator chose them.

    item, store  of the new item
    others       the most similar first; none: nothing like it was found
    factor       how much more it is expected to sell than they did; 1.0 as found
    chosen       whether the operator changed them
    """

    item: str
    store: str
    others: tuple[Analogue, ...] = ()
    factor: float = 1.0
    chosen: bool = False

    def changed(self, others: Sequence[Analogue], factor: float = 1.0) -> Analogues:
        """Return the operator's analogues and factor instead."""
        return replace(self, others=tuple(others), factor=factor, chosen=True)


def observed_periods(demand: Demand) -> NDArray[np.int64]:
    """Return (n) in how many periods the demand of each item is known, from its first sale on."""
    return np.asarray((np.isfinite(demand.units) & ~demand.censored).sum(axis=1))


class Likeness:
    """How alike the items of a panel are, by title and category."""

    def __init__(self, demand: Demand) -> None:
        count = len(demand)
        self._vectors = title_vectors(tuple(demand.titles) or ("",) * count)
        self._categories = np.array(demand.categories or ("",) * count)

    def alike(
        self, row: int, among: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the rows ``among`` others most like ``row``, at most ``MOST``, and how alike.

        Those less than half as alike as the best, or hardly alike at all, are left out.
        """
        alike = (self._vectors[among] @ self._vectors[[row]].T).toarray()[:, 0]
        same = (self._categories[among] == self._categories[row]) & (self._categories[row] != "")
        alike = np.where(among == row, 0.0, alike + _CATEGORY * same)
        best = np.argsort(-alike, kind="stable")[:MOST]
        best = best[alike[best] >= max(_LEAST, 0.5 * float(alike[best[0]]))]
        return among[best], alike[best]


def find_analogues(demand: Demand) -> tuple[Analogues, ...]:
    """Return the analogues of every item with under ``YOUNG`` observed periods.

    Analogues have at least ``YOUNG`` themselves. An item whose title is like no other's gets those
    of its category, and without one, none.
    """
    known = observed_periods(demand)
    young, old = np.flatnonzero(known < YOUNG), np.flatnonzero(known >= YOUNG)
    if not len(young) or not len(old):
        return ()
    likeness = Likeness(demand)
    found = []
    for row in young:
        others, alike = likeness.alike(int(row), old)
        found.append(
            Analogues(
                demand.items[row],
                demand.stores[row],
                tuple(
                    Analogue(demand.items[k], demand.stores[k], float(how))
                    for k, how in zip(others, alike, strict=True)
                ),
            )
        )
    return tuple(found)


@lru_cache(maxsize=1)  # they are asked for when analogues are found, and when levels are learnt
def title_vectors(titles: tuple[str, ...]) -> csr_array:
    """Return (n, runs) vectors of length 1 (0 for empty titles), whose products are similarities.

    A run weighs log of (1 + titles over titles with it): what all share counts, but little.
    """
    from scipy.sparse import csr_array, diags_array

    number: dict[str, int] = {}
    columns: list[int] = []
    begins = [0]
    for title in titles:
        columns += [number.setdefault(run, len(number)) for run in sorted(_runs(title))]
        begins.append(len(columns))
    shape = (len(titles), max(1, len(number)))
    counts = csr_array((np.ones(len(columns)), columns, begins), shape=shape)
    rare = np.log1p(len(titles) / np.maximum(np.bincount(columns, minlength=shape[1]), 1))
    weighed = csr_array(counts @ diags_array(rare))
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return csr_array(diags_array(1.0 / np.where(length > 0, length, 1.0)) @ weighed)


def _runs(title: str) -> set[str]:
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", title)).strip().lower()
    if not text:
        return set()
    padded = f" {text} "
    runs = {padded[k : k + n] for n in (2, 3, 4) for k in range(len(padded) - n + 1)}
    return runs | set(_CHINESE.findall(text))
