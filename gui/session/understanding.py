"""How sheets are understood while their operator corrects them: never without something to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core import pipeline
from core.errors import OperatorError, QuestionError
from core.sales.cleaning.quality import QualityReport
from core.sales.column_map import ColumnMap, RoleGuess
from core.sales.sheet import RawSheet
from core.sales.switches import DEFAULT, Rules
from core.sales.understanding.columns import corrected, guess_columns
from core.sales.understanding.header_rows import find_header, header_at
from core.sales.understanding.memory import Recall, recall, replayed
from core.wording import QT_TRANSLATE_NOOP, say

Changes = Mapping[str, object]
"""What the operator settled about a sheet, as ``columns.corrected`` takes it."""

SALES = ("lines", "wide", "wide_items", "wide_stores")
"""Layouts that hold sales."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """How each of several sheets is read, and what is still in doubt.

    maps    one a sheet
    doubts  by number of the sheet, what its operator must settle before it can be imported
    known   by number of the sheet, what is remembered of sheets with its header; it is read so
    changed by number of the sheet, what is remembered of sheets whose header was a little other;
            the operator says whether it is to be read so
    rules   of cleaning, as remembered
    """

    maps: tuple[ColumnMap, ...]
    doubts: Mapping[int, OperatorError]
    known: Mapping[int, Recall] = field(default_factory=dict)
    changed: Mapping[int, Recall] = field(default_factory=dict)
    rules: Rules = DEFAULT


def understood(sheets: Sequence[RawSheet], memory: Path | None = None) -> Understanding:
    """Understand sheets, as remembered in the folder ``memory`` where they are of a known kind;
    where that fails, show each as far as it goes, with its doubt."""
    read = _understood_afresh(sheets)
    if memory is None:
        return read
    maps, doubts = list(read.maps), dict(read.doubts)
    known: dict[int, Recall] = {}
    changed: dict[int, Recall] = {}
    for number, sheet in enumerate(sheets):
        guessed = None if number in doubts else maps[number]
        try:
            found = recall(memory, sheet, guessed)
            if found is not None and found.exact:
                maps[number] = replayed(found, sheet)
                doubts.pop(number, None)
                known[number] = found
            elif found is not None:
                changed[number] = found
        except OperatorError:
            continue  # what is remembered does not fit after all: the guess and its doubt stay
    rules = next((found.mapping.rules for found in known.values()), DEFAULT)
    return Understanding(tuple(maps), doubts, known, changed, rules)


def _understood_afresh(sheets: Sequence[RawSheet]) -> Understanding:
    try:
        return Understanding(pipeline.understand(sheets), {})
    except OperatorError as trouble:
        first = trouble
    maps: list[ColumnMap] = []
    doubts: dict[int, OperatorError] = {}
    for number, sheet in enumerate(sheets):
        try:
            maps.append(guess_columns(sheet))
        except OperatorError as doubt:
            maps.append(_blank_map(sheet))
            doubts[number] = doubt
    if any(columns.layout in SALES for columns in maps) or any(
        isinstance(found, QuestionError) for found in doubts.values()
    ):
        # Other sheets hold the sales: those without any are left out, not asked about.
        for number, found in list(doubts.items()):
            if not isinstance(found, QuestionError):
                maps[number] = replace(maps[number], layout="none", note=found.sentence)
                del doubts[number]
    return Understanding(tuple(maps), doubts or {0: first})


def as_imported(sheets: Sequence[RawSheet], report: QualityReport) -> Understanding:
    """Return how sheets are understood that were imported before: as they were read then, by the
    same rules; a sheet whose header is another now is understood afresh."""
    then = {(sheet.path, sheet.sheet_name): sheet.columns for sheet in report.sheets}
    read = understood(sheets)
    maps, doubts = list(read.maps), dict(read.doubts)
    for number, sheet in enumerate(sheets):
        columns = then.get((sheet.path, sheet.sheet_name))
        if columns is None or columns.header_row >= len(sheet.cells):
            continue
        header = header_at(sheet, columns.header_row, columns.header_depth)
        if header.labels == columns.labels:
            maps[number] = columns
            doubts.pop(number, None)
    return Understanding(tuple(maps), doubts, rules=report.rules)


def as_settled(
    sheets: Sequence[RawSheet], read: Understanding, settled: Mapping[int, Changes]
) -> Understanding:
    """Return how sheets are understood once what was settled before is settled again; what names a
    column that is no longer there is left out."""
    maps, doubts = list(read.maps), dict(read.doubts)
    for number, changes in settled.items():
        width = sheets[number].cells.shape[1]
        roles = changes.get("roles")
        if isinstance(roles, Mapping):
            changes = {**changes, "roles": {r: c for r, c in roles.items() if c < width}}
        maps[number], doubt = corrected_map(sheets[number], maps[number], changes)
        doubts.pop(number, None)
        if doubt is not None:
            doubts[number] = doubt
    return replace(read, maps=tuple(maps), doubts=doubts)


def together(before: Changes, after: Changes) -> Changes:
    """Return two corrections as one: the later one holds, role by role."""
    one, two = before.get("roles"), after.get("roles")
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        return {**before, **after, "roles": {**one, **two}}
    return {**before, **after}


def corrected_map(
    sheet: RawSheet, columns: ColumnMap, changes: Changes
) -> tuple[ColumnMap, OperatorError | None]:
    """Return how a sheet is read after a correction, and what is still in doubt then.

    A correction that does not yet suffice is kept, so that several can follow one another.
    """
    try:
        return corrected(sheet, columns, **changes), None
    except OperatorError as doubt:
        return _noted(columns, changes), doubt


def reread_map(
    sheet: RawSheet, columns: ColumnMap, recalled: Recall | None
) -> tuple[ColumnMap, OperatorError | None]:
    """Return how a sheet is read as remembered, or afresh, and what is in doubt then."""
    try:
        if recalled is not None:
            return replayed(recalled, sheet), None
        return guess_columns(sheet), None
    except OperatorError as doubt:
        return columns, doubt


def _blank_map(sheet: RawSheet) -> ColumnMap:
    """Return the header of a sheet that is in doubt, without any role."""
    header = find_header(sheet)
    return ColumnMap(header.row, "lines", {}, header.labels, header_depth=max(header.depth, 1))


def _noted(columns: ColumnMap, changes: Mapping[str, object]) -> ColumnMap:
    plain = {name: value for name, value in changes.items() if name != "roles"}
    noted = replace(columns, **plain)  # type: ignore[arg-type]
    given = changes.get("roles")
    if not isinstance(given, Mapping):
        return noted
    roles = {name: n for name, n in {**columns.roles, **given}.items() if n >= 0}
    reason = say(QT_TRANSLATE_NOOP("core", "as you said"))
    guesses = [guess for guess in columns.guesses if guess.role not in given]
    guesses += [RoleGuess(name, n, 1.0, reason) for name, n in given.items() if n >= 0]
    return replace(noted, roles=roles, guesses=tuple(guesses))
