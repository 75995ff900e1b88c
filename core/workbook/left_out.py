"""The rows that an import left out, each with its place and its reason, to be mended."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.files import written_atomically
from core.progress import Progress
from core.sales.cleaning.rules import CLASSES
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.wording import QT_TRANSLATE_NOOP, Translate, translation

_REASONS = {
    "blank": QT_TRANSLATE_NOOP("core", "empty"),
    "repeated_header": QT_TRANSLATE_NOOP("core", "repeats the header"),
    "total": QT_TRANSLATE_NOOP("core", "a total of other rows"),
    "no_item": QT_TRANSLATE_NOOP("core", "no item"),
    "unreadable_day": QT_TRANSLATE_NOOP("core", "no date that can be read"),
    "cancelled": QT_TRANSLATE_NOOP("core", "cancelled or unpaid order"),
    "refunded": QT_TRANSLATE_NOOP("core", "refunded"),
    "test": QT_TRANSLATE_NOOP("core", "test"),
    "gift": QT_TRANSLATE_NOOP("core", "free gift"),
    "transfer": QT_TRANSLATE_NOOP("core", "moved, bought or counted, not sold"),
    "non_product": QT_TRANSLATE_NOOP("core", "postage, fee or bookkeeping"),
    "duplicate": QT_TRANSLATE_NOOP("core", "stands in the sheet twice"),
    "overlap": QT_TRANSLATE_NOOP("core", "stands in another sheet as well"),
    "restated": QT_TRANSLATE_NOOP("core", "a later sheet says otherwise"),
    "shared_day": QT_TRANSLATE_NOOP("core", "of a day that another sheet tells of"),
    "price_not_positive": QT_TRANSLATE_NOOP("core", "no price above zero"),
    "unreadable_units": QT_TRANSLATE_NOOP("core", "quantity cannot be read"),
    "unlikely_day": QT_TRANSLATE_NOOP("core", "date far from all others"),
    "unlikely_units": QT_TRANSLATE_NOOP("core", "quantity beyond belief"),
    "no_units": QT_TRANSLATE_NOOP("core", "no quantity"),
    "counter_start": QT_TRANSLATE_NOOP("core", "first count of its item"),
    "counter_reset": QT_TRANSLATE_NOOP("core", "count fell"),
    "not_sales": QT_TRANSLATE_NOOP("core", "sheet without sales"),
    "returned": QT_TRANSLATE_NOOP("core", "goods that came back"),
}

_FILE = QT_TRANSLATE_NOOP("core", "File")
_SHEET = QT_TRANSLATE_NOOP("core", "Sheet")
_ROW = QT_TRANSLATE_NOOP("core", "Row")
_REASON = QT_TRANSLATE_NOOP("core", "Why it was left out")

_ROWS_AT_ONCE = 2_000
_EXCEL_ROWS = 1_048_575


def write_left_out(
    path: Path,
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    rows: Sequence[NDArray[np.int8]],
    language: str,
    progress: Progress,
) -> None:
    """Write every row that is left out with its file, sheet, number, reason and its own cells.

    A table of text (UTF-8 with a byte-order mark) unless ``path`` ends in .xlsx. ``rows`` are those
    of ``clean.Cleaned``; empty rows are passed over. Cells stay as they are in the
    sheet; text that a spreadsheet would take for a formula gets a leading apostrophe in the table.
    Raises ``OutputError`` where ``path`` cannot be written.
    """
    words = translation(language)
    labels, places = _columns(sheets, maps)
    header = [words(_FILE), words(_SHEET), words(_ROW), words(_REASON), *labels]
    lines = _lines(sheets, places, rows, len(labels), words, progress)
    with written_atomically(path) as temporary:
        if path.suffix.lower() == ".xlsx":
            _write_book(temporary, header, lines)
            return
        with temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([plain_text(text) for text in header])
            writer.writerows([plain_text(text) for text in line] for line in lines)


def _columns(
    sheets: Sequence[RawSheet], maps: Sequence[ColumnMap]
) -> tuple[list[str], list[list[int]]]:
    """Return the headers of all sheets together, and where each sheet's columns stand among them:
    the k-th column of a name answers to the k-th of that name in another sheet."""
    at: dict[tuple[str, int], int] = {}
    places = []
    for sheet, columns in zip(sheets, maps, strict=True):
        seen: dict[str, int] = {}
        place = []
        for column in range(sheet.cells.shape[1]):
            label = columns.labels[column] if column < len(columns.labels) else ""
            label = " ".join(label.split())
            seen[label] = seen.get(label, 0) + 1
            place.append(at.setdefault((label, seen[label]), len(at)))
        places.append(place)
    return [label for label, _ in at], places


def _lines(
    sheets: Sequence[RawSheet],
    places: Sequence[Sequence[int]],
    rows: Sequence[NDArray[np.int8]],
    width: int,
    words: Translate,
    progress: Progress,
) -> Iterator[list[str]]:
    blank = CLASSES.index("blank")
    total = sum(int(((fate >= 0) & (fate != blank)).sum()) for fate in rows)
    done = 0
    for sheet, place, fate in zip(sheets, places, rows, strict=True):
        left_out = np.flatnonzero((fate >= 0) & (fate != blank))
        columns = [sheet.cells[name].array for name in sheet.cells.columns]
        for row in left_out.tolist():
            if done % _ROWS_AT_ONCE == 0:
                progress.step(done, total)
            done += 1
            line = [""] * width
            for column, cells in zip(place, columns, strict=True):
                text = cells[row]
                line[column] = text if isinstance(text, str) else ""
            reason = words(_REASONS[CLASSES[int(fate[row])]])
            yield [Path(sheet.path).name, sheet.sheet_name, str(row + 1), reason, *line]


def plain_text(text: str) -> str:
    """Return ``text`` so that a spreadsheet that opens a table of text takes it for no formula."""
    if (text and text[0] in "=+@\t\r") or (text[:1] == "-" and not _is_number(text)):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).replace(",", "").isdecimal()


def _write_book(path: Path, header: Sequence[str], lines: Iterator[list[str]]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True})
    sheet, number = None, 0
    for line in lines:
        if sheet is None or number == _EXCEL_ROWS:
            sheet, number = book.add_worksheet(), 0
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 0, 24)
            sheet.set_column(3, 3, 30)
            for column, text in enumerate(header):
                sheet.write_string(0, column, text, bold)
        number += 1
        sheet.write_number(number, 2, int(line[2]))
        for column, text in enumerate(line):
            if text and column != 2:
                sheet.write_string(number, column, text)
    book.close()
