"""An import: sheets read, understood and cleaned, every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.files import sha256_of
from core.progress import Progress
from core.sales.cleaning.clean import Sales, clean_rows
from core.sales.cleaning.quality import QualityReport
from core.sales.column_map import ColumnMap
from core.sales.reading.process import read_sheets
from core.sales.sheet import RawSheet
from core.sales.switches import DEFAULT, Effect, Rules
from core.sales.understanding.joins import joined
from core.sales.understanding.mapping import Mapping, understand_with
from core.sales.understanding.tables import separated


@dataclass(frozen=True, slots=True)
class Import:
    """What an import yields: clean sales and the account of every row."""

    sales: Sales
    report: QualityReport


@dataclass(frozen=True, slots=True)
class Preview:
    """An import that is looked at before it is stored.

    imported  what would be stored
    rows      one array a sheet, int8: what became of each row; see ``clean.Cleaned``
    effects   what each rule of cleaning concerns, in force or not
    """

    imported: Import
    rows: tuple[NDArray[np.int8], ...]
    effects: tuple[Effect, ...]


def read(paths: Sequence[Path], progress: Progress, encoding: str = "") -> tuple[RawSheet, ...]:
    """Read every sheet of every file; ``encoding`` overrides what is found in text files."""
    return joined(separated(read_sheets(paths, progress, encoding)))


def understand(sheets: Sequence[RawSheet], mapping: Mapping | None = None) -> tuple[ColumnMap, ...]:
    """Say how each sheet is to be read; what ``mapping`` prescribes goes before any guess."""
    return understand_with(sheets, mapping)


def import_sales(
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    progress: Progress,
    rules: Rules = DEFAULT,
) -> Import:
    """Clean the sheets as mapped, by the rules in force, and account for every row."""
    return preview_import(sheets, maps, progress, rules).imported


def preview_import(
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    progress: Progress,
    rules: Rules = DEFAULT,
) -> Preview:
    """Clean the sheets, and keep what became of each row to be shown."""
    cleaned = clean_rows(sheets, maps, progress, rules)
    report = _with_hashes(cleaned.report)
    return Preview(Import(cleaned.sales, report), cleaned.rows, cleaned.effects)


def _with_hashes(report: QualityReport) -> QualityReport:
    """Return the report with the hash of each sheet's file, by which it can be told again."""
    hashes = {path: sha256_of(Path(path)) for path in {sheet.path for sheet in report.sheets}}
    sheets = tuple(replace(sheet, sha256=hashes[sheet.path]) for sheet in report.sheets)
    return replace(report, sheets=sheets)
