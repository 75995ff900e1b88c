"""What was found in the sheets, and where every row went."""

from __future__ import annotations

from dataclasses import dataclass

from core.sales.column_map import ColumnMap
from core.sales.switches import DEFAULT, Rules
from core.wording import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the operator should know about the sheets.

    kind    a stable name, for example "duplicate", "price_not_positive", "unreadable_day"
    text    what was found and what was done about it
    rows    how many rows it concerns
    units   the units on them
    money   their value, currency, ≥ 0 (0 where no price is known)
    example first row concerned, as Excel numbers it (1-based), and its value; 0 and "" if none
    """

    kind: str
    text: Sentence
    rows: int
    units: float
    example_row: int
    example_value: str
    money: float = 0.0


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How one sheet was read: where it lies, how it was understood, how many rows below the
    header it has, the SHA-256 of its file ("" unknown)."""

    path: str
    sheet_name: str
    encoding: str
    columns: ColumnMap
    rows_read: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The account of an import: rows_read = rows_used + the sum of rows_skipped.

    rows_used counts the lines that became sales (returns included) or item attributes;
    rows_skipped counts the others by class. units is the net sum of the used lines,
    units_returned the units that came back (≥ 0). rules are the rules of cleaning in force.
    """

    sheets: tuple[SheetReading, ...]
    rows_read: int
    rows_used: int
    rows_skipped: dict[str, int]
    units: float
    units_returned: float
    findings: tuple[Finding, ...]
    rules: Rules = DEFAULT
