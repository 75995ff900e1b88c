"""The quick worksheet writes what xlsxwriter's own writes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

TEXTS = ("=1+1", "a & b < c", '"quoted"', "  spaced  ", "line\nend", "🍜", "", "x" * 400)


def sheet_xml(path: Path, quick: bool) -> dict[str, str]:
    """Write the same cells and return the parts of the file, but for the rows' spans."""
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    from core.workbook.quick_sheet import QuickSheet

    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    looks = [workbook.add_format({"num_format": it}) for it in ("0.00", "@", "#,##0")]
    sheet: Any = workbook.add_worksheet("a", QuickSheet if quick else Worksheet)
    rng = np.random.default_rng(1)
    numbers = (0.0, -1.5, 1e-9, 1e15, 1 / 3, 40_000, np.float64(2.5), np.int64(7))
    for row in range(40):
        for column in range(12):
            look, kind = looks[int(rng.integers(3))], int(rng.integers(5))
            if kind == 0:
                number = numbers[int(rng.integers(len(numbers)))]
                (sheet.put_number if quick else sheet.write_number)(row, column, number, look)
            elif kind == 1:
                sheet.write_string(row, column, TEXTS[int(rng.integers(len(TEXTS)))], look)
            elif kind == 2:
                formula = f'IF(A{row + 1}<=B1,MAX(0,1),"a&b")'
                if quick:
                    sheet.put_formula(row, column, formula, look, 12.5)
                else:
                    sheet.write_formula(row, column, f"={formula}", look, 12.5)
            elif kind == 3:
                sheet.write_blank(row, column, None, look)
            else:
                sheet.write_formula(row, column, "=A1=B1", None, column % 2 == 0)
    sheet.write_boolean(41, 0, True)
    sheet.write_string(50, 20, "last")
    workbook.close()
    with zipfile.ZipFile(path) as archive:
        parts = {it: archive.read(it).decode() for it in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        r' spans="\d+:\d+"', "", parts["xl/worksheets/sheet1.xml"]
    )
    return {name: text for name, text in parts.items() if not name.startswith("docProps")}


def test_the_text_is_that_of_the_library(tmp_path: Path) -> None:
    """Numbers, text, formulas, empty and true cells, with and without a look: the same XML."""
    plain = sheet_xml(tmp_path / "plain.xlsx", quick=False)
    assert sheet_xml(tmp_path / "quick.xlsx", quick=True) == plain


def test_a_cell_outside_of_a_sheet_is_refused_as_ever(tmp_path: Path) -> None:
    """The dimensions still hold: nothing is written past the last row."""
    import xlsxwriter

    from core.workbook.quick_sheet import QuickSheet

    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet: Any = workbook.add_worksheet("a", QuickSheet)
    look = workbook.add_format()
    sheet.put_number(3, 2, 1.0, look)
    assert (sheet.dim_rowmin, sheet.dim_rowmax, sheet.dim_colmin, sheet.dim_colmax) == (3, 3, 2, 2)
    assert sheet.write_string(2_000_000, 0, "far", look) == -1
    with pytest.raises(ValueError, match="outside"):
        sheet.put_number(2_000_000, 0, 1.0, look)
    workbook.close()
