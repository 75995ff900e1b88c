"""core/workbook/left_out.py: rows that are left out can be saved, with place and reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from core.errors import OutputError
from core.progress import Progress
from core.sales.cleaning.clean import clean_rows
from core.sales.sheet import RawSheet
from core.sales.understanding.several_sheets import understand
from core.workbook import write_left_out
from tests.core.sales.made_up_sheets import made_up_sheet, order_lines

MORE = [
    ["9001", "2024-03-09", "POST", "1", "9.90"],
    ["", "", "", "", ""],
    ["9002", "2024-03-09", "=1+1", "five", "-2.5"],
]


def _written(path: Path, *sheets: RawSheet, language: str = "en") -> None:
    maps = understand(sheets)
    cleaned = clean_rows(sheets, maps, Progress())
    write_left_out(path, sheets, maps, cleaned.rows, language, Progress())


def test_every_row_left_out_is_saved_with_its_reason(tmp_path: Path) -> None:
    """The table holds each row's file, number, reason and own cells; empty rows are passed over,
    and no cell becomes a formula."""
    path = tmp_path / "left out.csv"
    _written(path, made_up_sheet([*order_lines(), *MORE], "/somewhere/till.csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:4] == ["File", "Sheet", "Row", "Why it was left out"]
    assert header[4:] == order_lines()[0]
    assert rows == [
        ["till.csv", "", "62", "postage, fee or bookkeeping", *MORE[0]],
        [
            "till.csv",
            "",
            "64",
            "no price above zero",
            "9002",
            "2024-03-09",
            "'=1+1",
            "five",
            "-2.5",
        ],
    ]


def test_sheets_with_other_headers_share_the_columns_of_one_name(tmp_path: Path) -> None:
    """Rows of two sheets stand under the same header where their columns have the same name."""
    other = [["Date", "SKU", "Qty", "Note"]]
    other += [[f"2024-05-{n:02d}", "B1", "2", ""] for n in range(1, 20)]
    other.append(["2024-05-20", "", "7", "no code"])
    path = tmp_path / "left out.csv"
    sheets = (made_up_sheet([*order_lines(), MORE[0]], "a.csv"), made_up_sheet(other, "b.csv"))
    _written(path, *sheets)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["File"], row["SKU"], row["Qty"]) for row in rows] == [
        ("a.csv", "POST", "1"),
        ("b.csv", "", "7"),
    ]
    assert rows[1]["Note"] == "no code"


def test_the_workbook_holds_texts(tmp_path: Path) -> None:
    """Codes stay text and formulas stay words in .xlsx; reasons are in the language asked for."""
    import openpyxl

    path = tmp_path / "left out.xlsx"
    _written(path, made_up_sheet([*order_lines(), *MORE]), language="zh_CN")
    sheet = openpyxl.load_workbook(path).active
    assert sheet["C3"].value == 64
    assert (sheet["G3"].value, sheet["G3"].data_type) == ("=1+1", "s")
    assert sheet["D1"].value != "Why it was left out"


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    """Where the file cannot be written, a sentence says so."""
    with pytest.raises(OutputError):
        _written(tmp_path / "none" / "left.csv", made_up_sheet([*order_lines(), MORE[0]]))
