"""What is true of a made-up sheet, and the files that it is made of."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

Cell = str | int | float | datetime.date | None
"""A cell as it is written: text in text files; workbooks have numbers and days as well."""

Grid = list[list[Cell]]

Demand = dict[tuple[str, str, str], float]
"""Net units by item (parts of its key in order of the alphabet, joined by " / "), store ("" none)
and day (ISO; the first day of the period where columns or rows are periods)."""


@dataclass(frozen=True, slots=True)
class Truth:
    """How a table is to be understood, and what was sold.

    layout      see ``core.sales.column_map.ColumnMap``
    header_row  0-based row of the header's last row
    roles       header of each role that decides what is sold, or of what else must not be missed
    demand      see ``Demand``
    totals      rows that are totals
    spread      columns that units lie across, 0 in layouts of lines
    parts       headers of further columns that the item's key needs
    doubts      by topic, the answer to a question that the sheet leaves open
    """

    layout: str
    header_row: int
    roles: Mapping[str, str]
    demand: Demand
    totals: int = 0
    spread: int = 0
    parts: tuple[str, ...] = ()
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The grid of one sheet and what is true of it; ``truth`` None: a sheet without sales."""

    grid: Grid
    truth: Truth | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be written: its name, its sheets, how text is encoded ("" for a workbook)."""

    name: str
    tables: tuple[Table, ...]
    encoding: str = ""
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Case:
    """Files that are imported together; ``kind`` says what is special about them."""

    kind: str
    seed: int
    files: tuple[File, ...]

    @property
    def demand(self) -> Demand:
        """Return what all files together say was sold."""
        total: Demand = {}
        for file in self.files:
            for table in file.tables:
                for key, units in (table.truth.demand if table.truth else {}).items():
                    total[key] = total.get(key, 0.0) + units
        return total


def item_key(*parts: str) -> str:
    """Return the item of a key of several columns, whatever their order."""
    return " / ".join(sorted(part.strip() for part in parts if part.strip()))
