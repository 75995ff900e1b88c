"""What the operator answered to findings, by what each is about, so that it holds next month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from core.checking.repairs import Repair

OUT_OF_STOCK, OUTLIER = "marked_out", "marked_outlier"
"""What a mark says: kinds of repairs."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Days of an item that the operator marked: ``kind`` is ``OUT_OF_STOCK`` or ``OUTLIER``."""

    item: str
    store: str
    first_day: np.datetime64
    last_day: np.datetime64
    kind: str

    def meets(self, other: Mark) -> bool:
        """Whether both are about the same item and share a day."""
        same = (self.item, self.store) == (other.item, other.store)
        return same and bool(self.first_day <= other.last_day and other.first_day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Answers to repairs, by their keys, and items linked by hand.

    answers  True: the repair is made; False: it is refused and stays so. Without an answer the
             repair's own default holds.
    links    (old item, new item), beside the renames that were found and accepted
    marks    days of items marked by hand; no two of an item share a day
    """

    answers: Mapping[str, bool] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()

    def marked(self, mark: Mark) -> Decisions:
        """Return the decisions with a mark; marks it meets give way."""
        return replace(self, marks=(*self.unmarked(mark).marks, mark))

    def unmarked(self, mark: Mark) -> Decisions:
        """Return the decisions without the marks that ``mark`` meets."""
        return replace(self, marks=tuple(kept for kept in self.marks if not kept.meets(mark)))

    def holds(self, repair: Repair) -> bool:
        """Whether a repair is made."""
        return self.answers.get(repair.key, repair.by_default)

    def answer(self, repair: Repair) -> bool | None:
        """Return what was answered to a repair, None where nothing was."""
        return self.answers.get(repair.key)

    def answered(self, answers: Mapping[str, bool | None]) -> Decisions:
        """Return the decisions with these answers; None takes one back."""
        kept = {key: value for key, value in self.answers.items() if key not in answers}
        kept |= {key: value for key, value in answers.items() if value is not None}
        return replace(self, answers=kept)

    def linked(self, old: str, new: str) -> Decisions:
        """Return the decisions with ``old`` linked to ``new`` by hand; its former link goes."""
        kept = tuple(link for link in self.links if link[0] != old)
        return replace(self, links=(*kept, (old, new)))

    def unlinked(self, old: str) -> Decisions:
        """Return the decisions without the link of ``old`` that was made by hand."""
        return replace(self, links=tuple(link for link in self.links if link[0] != old))


NONE = Decisions()
"""No answer yet: every repair as it stands by default."""
