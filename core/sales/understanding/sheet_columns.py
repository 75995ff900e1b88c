"""The columns of a sheet before their roles are known: headers, cells, how they go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.sales.column_map import RoleGuess
from core.sales.understanding.profiles import ColumnProfile
from core.sales.understanding.relations import Relations


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """A sheet's columns: ``labels`` and ``profiles`` by their number, ``related`` for pairs."""

    labels: Sequence[str]
    profiles: Sequence[ColumnProfile]
    related: Relations

    def __iter__(self) -> Iterator[tuple[int, str, ColumnProfile]]:
        """Go through number, header and profile of each column."""
        for column, (label, shape) in enumerate(zip(self.labels, self.profiles, strict=True)):
            yield column, label, shape

    def free(self, taken: Mapping[str, RoleGuess]) -> Iterator[tuple[int, str, ColumnProfile]]:
        """Go through the columns that play no role yet."""
        used = {guess.column for guess in taken.values()}
        return (one for one in self if one[0] not in used)

    def texts(self, column: int) -> list[str]:
        """Return up to 400 different texts of a column."""
        return self.related.texts(column)

    def several(self, one: int, other: int) -> float:
        """Return the share of the texts of ``one`` that stand beside several of ``other``."""
        return self.related.several(one, other)
