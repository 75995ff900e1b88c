"""What the operator answered to findings, by what each is about, so that it holds next month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from core.checking.repairs import Repair


@dataclass(frozen=True, slots=True)
class Decisions:
    """Answers to repairs, by their keys, and items linked by hand.

    answers  True: the repair is made; False: it is refused and stays so. Without an answer the
             repair's own default holds.
    links    (old item, new item), beside the renames that were found and accepted
    """

    answers: Mapping[str, bool] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()

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


def refuse_all(repairs: Iterable[Repair]) -> Decisions:
    """Return the decisions under which nothing is changed: the sums are those of the sheets."""
    return Decisions({repair.key: False for repair in repairs})
