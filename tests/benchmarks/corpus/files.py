"""Made-up sheets written as the files that a merchant would open."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

from tests.benchmarks.corpus.truth import Case, File

CODECS = {"big5": "cp950", "shift_jis": "cp932"}
"""The code pages that programs of Windows write under these names."""


def write_case(case: Case, folder: Path) -> list[Path]:
    """Write the files of a case into ``folder`` and return their paths."""
    paths = []
    for file in case.files:
        path = folder / file.name
        if path.suffix == ".xlsx":
            _write_workbook(path, file)
        else:
            path.write_bytes(text_of(file).encode(CODECS.get(file.encoding, file.encoding)))
        paths.append(path)
    return paths


def text_of(file: File) -> str:
    """Return the text of a text file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=file.delimiter, lineterminator="\r\n")
    for row in file.tables[0].grid:
        writer.writerow(["" if cell is None else cell for cell in row])
    return out.getvalue()


def _write_workbook(path: Path, file: File) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        formats = {
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        for number, table in enumerate(file.tables):
            sheet = book.add_worksheet(table.name or f"Sheet{number + 1}")
            for y, row in enumerate(table.grid):
                for x, cell in enumerate(row):
                    if isinstance(cell, datetime.datetime):
                        sheet.write_datetime(y, x, cell, formats["time"])
                    elif isinstance(cell, datetime.date):
                        sheet.write_datetime(y, x, cell, formats["day"])
                    elif isinstance(cell, int | float):
                        sheet.write_number(y, x, cell)
                    elif cell:
                        sheet.write_string(y, x, cell)
