"""Reading worksheets by arrays gives every cell as other readers give it."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.progress import Progress
from core.sales.reading import packing, workbooks
from core.sales.reading.process import read_sheets
from core.sales.reading.xlsx_files import XlsxFile
from core.sales.reading.xlsx_values import IrregularSheetError
from tests.core.sales.made_up_sheets import order_lines

Cell = str | float | int | bool | datetime.datetime | None

MOMENTS = st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
TEXTS = st.one_of(
    st.sampled_from(["007", "90.750", "690123456789012345", "a & b", "<c>", "合计", "x\ny", " a "]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=80),
)
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: round(x, 4)),
    st.booleans(),
    MOMENTS,
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=10)


def _written(table: list[list[Cell]], inline: bool) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": inline}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for row, cells in enumerate(table):
            for column, value in enumerate(cells):
                if isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif isinstance(value, datetime.datetime):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write_number(row, column, value)
    return out.getvalue()


def _read(raw: bytes, number: int = 0) -> list[list[str]]:
    """Return the cells of a sheet read by arrays, tidied, without what is empty at the end."""
    book = XlsxFile(raw)
    cells = book.read(book.sheets[number], lambda done, total: None)
    columns = []
    for column in cells.columns():
        texts = column.texts.decode().split("\0")
        columns.append([packing.cleaned(texts[code]) for code in column.codes])
    return _trimmed([list(row) for row in zip(*columns, strict=True)])


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    width = max((place + 1 for row in rows for place, text in enumerate(row) if text), default=0)
    rows = [(row + [""] * width)[:width] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _text(value: Cell) -> str:
    """The text of a typed cell, worked out apart from the program."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case str():
            return packing.cleaned(value)
        case datetime.datetime():
            return str(value.date()) if str(value.time()) == "00:00:00" else str(value)
    number = float(f"{value:.15g}")
    return str(int(number)) if number == int(number) else f"{number:.15g}"


@settings(max_examples=40)
@given(TABLES, st.booleans())
def test_every_cell_as_it_was_written(table: list[list[Cell]], inline: bool) -> None:
    """Texts, numbers, days and truths come back as written, texts shared or inside their cells."""
    expected = [[_text(value) for value in row] for row in table]
    assert _read(_written(table, inline)) == _trimmed(expected)


@settings(max_examples=25)
@given(TABLES)
def test_every_cell_as_openpyxl_reads_it(table: list[list[Cell]]) -> None:
    """What openpyxl writes is read as openpyxl reads it."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in table:
        book.active.append(["'" if v == "=" else v for v in row])  # "=" would be a formula
    out = io.BytesIO()
    book.save(out)
    back = openpyxl.load_workbook(io.BytesIO(out.getvalue()), data_only=True).active
    if any(cell.data_type == "f" for row in book.active for cell in row):
        return
    expected = [[_text(value) for value in row] for row in back.iter_rows(values_only=True)]
    assert _read(out.getvalue()) == _trimmed(expected)


def test_gaps_and_many_columns() -> None:
    """Rows and columns that are left out are empty; columns have one, two and three letters."""
    import openpyxl

    book = openpyxl.Workbook()
    for row, column in ((1, 1), (3, 30), (4, 800), (300, 2)):
        book.active.cell(row, column, f"{row} {column}")
    out = io.BytesIO()
    book.save(out)
    rows = _read(out.getvalue())
    assert (len(rows), len(rows[0])) == (300, 800)
    filled = [(r + 1, c + 1, t) for r, row in enumerate(rows) for c, t in enumerate(row) if t]
    assert filled == [(r, c, f"{r} {c}") for r, c in ((1, 1), (3, 30), (4, 800), (300, 2))]


def test_formulas_give_their_values(tmp_path: Path) -> None:
    """A formula's cell is its value, number or text; an error keeps its name."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(1, 1, '="x"&"<"', None, "x<")
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    rows = _read((tmp_path / "book.xlsx").read_bytes())
    assert rows == [["a", "b", "c"], ["2", "x<", "#DIV/0!"]]


def test_damage_is_noticed(tmp_path: Path) -> None:
    """A part whose checksum is wrong is not taken for a sheet."""
    lines = order_lines()
    raw = bytearray(_written([[*row] for row in lines], inline=True))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    raw[raw.rindex(info.CRC.to_bytes(4, "little"))] ^= 1  # in the directory at the file's end
    book = XlsxFile(bytes(raw))
    with pytest.raises(IrregularSheetError):
        book.read(book.sheets[0], lambda done, total: None)


def test_sheets_written_otherwise_are_read_otherwise(tmp_path: Path) -> None:
    """Where one sheet's XML is of another shape all sheets come, in order and whole."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name in ("one", "two", "three"):
            book.add_worksheet(name).write_row(0, 0, [name, 1.5])
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(path, "w") as target:
        for part in archive.namelist():
            content = archive.read(part)
            if part.endswith("sheet2.xml"):
                content = content.replace(b"<c ", b"\n  <c ")
            target.writestr(part, content)
    sheets = read_sheets([path], Progress())
    assert [sheet.sheet_name for sheet in sheets] == ["one", "two", "three"]
    assert [sheet.cells.iloc[0].tolist() for sheet in sheets] == [
        [sheet.sheet_name, "1.5"] for sheet in sheets
    ]


def test_real_workbooks_read_as_another_reader_reads_them(shared_data: Path) -> None:
    """All cells of real and of odd workbooks are those that calamine gives, which leaves out
    errors."""
    compared = 0
    for path in sorted((shared_data / "torture" / "calamine").glob("*.xls[xm]")):
        raw = path.read_bytes()
        try:
            book = XlsxFile(raw)
        except IrregularSheetError:
            continue
        others = {sheet.name: list(sheet.rows) for sheet in workbooks.read_workbook(raw)}
        for number, sheet in enumerate(book.sheets):
            try:
                rows = _read(raw, number)
            except IrregularSheetError:
                continue
            rows = _trimmed([[t if t[:1] != "#" else "" for t in row] for row in rows])
            other = [[packing.cleaned(text) for text in row] for row in others[sheet.name]]
            assert rows == _trimmed(other), (path.name, sheet.name)
            compared += 1
    assert compared > 60
