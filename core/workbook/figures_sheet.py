"""The figures of a chart as a workbook of one sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.errors import OutputError
from core.files import written_atomically
from core.wording import QT_TRANSLATE_NOOP, say

Figure = str | float | np.datetime64

CANNOT_WRITE = say(
    QT_TRANSLATE_NOOP("core", "The figures cannot be written there. Choose another folder or name.")
)


def write_figures(
    path: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[Figure]]
) -> None:
    """Write rows below a header: days as days, numbers as numbers, NaN as nothing.

    Text is never taken for a formula. Raises ``OutputError`` where ``path`` cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with written_atomically(path) as temporary:
        book = xlsxwriter.Workbook(
            str(temporary), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        book.set_properties({"title": title})
        sheet = book.add_worksheet()
        strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        number = book.add_format({"num_format": "#,##0.##"})
        for column, words in enumerate(header):
            sheet.write_string(0, column, words, strong)
        for place, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, np.datetime64):
                    sheet.write_datetime(place, column, cell.astype("datetime64[D]").item(), day)
                elif isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                elif math.isfinite(cell):
                    sheet.write_number(place, column, round(cell, 4), number)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(header) - 1, 13)
        try:
            book.close()
        except FileCreateError as error:
            raise OutputError(CANNOT_WRITE) from error
