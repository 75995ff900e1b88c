"""Files of all kinds become raw sheets, or end with a sentence, in a process of its own."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
from multiprocessing import active_children
from pathlib import Path

import pytest

from core.errors import SheetError
from core.progress import Cancelled, Progress, ProgressReport
from core.sales.reading import packing, parsing, workbooks
from core.sales.reading.process import ReadLimits, read_sheets
from core.sales.sheet import RawSheet
from tests.core.sales.made_up_sheets import imported, order_lines

CSV = "\n".join(",".join(row) for row in order_lines()) + "\n"


def _read(path: Path, **settings: object) -> tuple[RawSheet, ...]:
    return read_sheets([path], Progress(), **settings)  # type: ignore[arg-type]


def _workbook(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "销售"
    for number, row in enumerate(order_lines()):
        sheet.append([*row[:3], float(row[3]), float(row[4])] if number else row)
    sheet.append(["90001", None, "123456789012345678", 3, 1.1])
    book.create_sheet("empty")
    book.save(path)
    return path


def test_text_files_compressed_or_not(tmp_path: Path) -> None:
    """A csv reads the same plain, gzipped, xz-compressed, zipped, and under a workbook's name."""
    raw = CSV.encode("gb18030")
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("sales.csv", raw)
    kinds = {
        "a.csv": raw,
        "b.csv.gz": gzip.compress(raw),
        "c.csv.xz": lzma.compress(raw),
        "d.zip": zipped.getvalue(),
        "e.xlsx": raw,
    }
    for name, content in kinds.items():
        (tmp_path / name).write_bytes(content)
    sheets = read_sheets([tmp_path / name for name in kinds], Progress())
    assert len(sheets) == len(kinds)
    for sheet in sheets:
        assert sheet.cells.shape == (61, 5)
        assert sheet.cells.iat[1, 2] == "007"
        assert sheet.cells.iat[2, 2] == "90.750"


def test_workbook_keeps_types(tmp_path: Path) -> None:
    """Text cells of a workbook stay text, whole numbers lose their point, empty sheets are left
    out, and an xlsx that calls itself csv is read as what it is."""
    path = _workbook(tmp_path / "book.xlsx")
    (tmp_path / "called.csv").write_bytes(path.read_bytes())
    for name in ("book.xlsx", "called.csv"):
        (sheet,) = _read(tmp_path / name)
        assert sheet.sheet_name == "销售"
        assert sheet.cells.iat[1, 2] == "007"
        assert sheet.cells.iat[1, 3] == "1"
        assert sheet.cells.iat[61, 2] == "123456789012345678"
        assert sheet.cells[1].isna().iloc[61]


def test_html_and_xml_tables_named_xls(tmp_path: Path) -> None:
    """Web tables that call themselves Excel are read by what they are."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in order_lines()
    )
    (tmp_path / "a.xls").write_text(f"<html><table>{cells}</table></html>", encoding="utf-8")
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in r) + "</Row>"
        for r in order_lines()
    )
    (tmp_path / "b.xls").write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
        f"{rows}</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    for sheet in read_sheets([tmp_path / "a.xls", tmp_path / "b.xls"], Progress()):
        assert sheet.cells.shape == (61, 5)
        assert imported(sheet)[1].units == 180


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Damaged, empty and foreign files and folders each end with their own sentence."""
    contents = {
        "broken.xlsx": bytes([7, 200, 3, 99, 250]),
        "empty.csv": b"",
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "cut.xlsx": _workbook(tmp_path / "whole.xlsx").read_bytes()[:3000],
    }
    said = set()
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SheetError) as refused:
            _read(tmp_path / name)
        assert name in str(refused.value)
        said.add(refused.value.sentence.template)
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "missing.csv"):
        with pytest.raises(SheetError) as refused:
            _read(path)
        said.add(refused.value.sentence.template)
    assert len(said) == 5  # the cut workbook is broken as the five bytes are


def test_limits_end_the_reading(tmp_path: Path) -> None:
    """Too long or too much memory ends with a sentence, also while progress is still told."""
    path = tmp_path / "big.csv"
    path.write_text("date,sku,qty\n" + "2024-03-05,007,3\n" * 3_000_000)
    with pytest.raises(SheetError, match="too long"):
        _read(path, limits=ReadLimits(seconds=0.4))
    with pytest.raises(SheetError, match="memory"):
        _read(path, limits=ReadLimits(memory_mb=60))


def test_reading_stops_when_asked(tmp_path: Path) -> None:
    """Stop ends the reading at its first report, and its process with it."""
    path = tmp_path / "big.csv"
    path.write_text("date,sku,qty\n" + "2024-03-05,007,3\n" * 3_000_000)
    reports: list[ProgressReport] = []

    def stop(report: ProgressReport) -> None:
        reports.append(report)
        progress.cancel()

    progress, others = Progress(stop), set(active_children())
    with pytest.raises(Cancelled):
        read_sheets([path], progress)
    assert len(reports) == 1
    assert set(active_children()) <= others


def test_the_encoding_can_be_prescribed(tmp_path: Path) -> None:
    """An encoding of the operator's is obeyed; one that ruins the text is refused."""
    path = tmp_path / "a.csv"
    path.write_bytes("日期,数量\n2024-01-01,3\n".encode("gb18030"))
    assert _read(path, encoding="gb18030")[0].cells.iat[0, 0] == "日期"
    with pytest.raises(SheetError, match="not written in utf-8"):
        _read(path, encoding="utf-8")
    with pytest.raises(SheetError, match="no encoding"):
        _read(path, encoding="klingon")


def test_columns_are_packed_by_distinct_text() -> None:
    """Ragged rows are filled up, and a late column is empty above its first cell."""
    table = packing.RowColumns()
    table.add([["a"], ["b", "x"]])
    table.add([["a", "", "late"]])
    assert [column.codes.tolist() for column in table.columns()] == [
        [1, 2, 1],
        [0, 1, 0],
        [0, 0, 1],
    ]
    assert packing.cleaned('="007"') == "007"
    assert packing.cleaned("\t300400008 ") == "300400008"


def test_cell_texts_are_canonical() -> None:
    """Numbers get Excel's 15 digits, whole ones no point."""
    assert workbooks.cell_text(85123.0) == "85123"
    assert workbooks.cell_text(3.539999999999999) == "3.54"
    assert workbooks.cell_text(True) == "TRUE"


def test_nothing_is_unpickled() -> None:
    """What the reading process sends is bytes: the receiving side never unpickles."""
    source = Path(parsing.__file__).with_name("process.py").read_text(encoding="utf-8")
    assert "recv_bytes(" in source
    assert ".recv(" not in source


def test_zero_bytes_of_a_power_cut_are_passed_over(tmp_path: Path) -> None:
    """Zero bytes at the end of a text and here and there in it hide nothing."""
    path = tmp_path / "till.csv"
    path.write_bytes(b"Date,Item,Qty\n" + b"2024-01-01,A-1\0,2\n" * 20 + b"\0" * 5_000)
    (sheet,) = read_sheets([path], Progress())
    assert sheet.cells.shape == (21, 3)
    assert list(sheet.cells[1].cat.categories) == ["Item", "A-1"]


def test_hidden_sheets_are_known(tmp_path: Path) -> None:
    """A sheet that the workbook hides is read and marked so."""
    import openpyxl

    book = openpyxl.Workbook()
    book["Sheet"].append(["Date", "Item", "Qty"])
    old = book.create_sheet("old")
    old.append(["Date", "Item", "Qty"])
    old.sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    sheets = read_sheets([tmp_path / "book.xlsx"], Progress())
    assert [(sheet.sheet_name, sheet.hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("old", True),
    ]


def _table() -> list[list[str]]:
    return [row[:4] for row in order_lines(4)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Each encoding is found out with each delimiter; characters whose second byte is a delimiter's
    are whole."""
    header, *rows = _table()
    rows = [[*row, "砢恷瓅茶杯"] for row in rows]  # in GB18030 and Big5 they hold the byte of "|"
    lines = [delimiter.join(row) for row in [["订单", "日期", "货号", "数量", "品名"], *rows]]
    (tmp_path / "a.txt").write_bytes("\n".join(lines).encode(encoding))
    (sheet,) = _read(tmp_path / "a.txt")
    assert sheet.cells.iloc[1].tolist() == rows[0]
    assert sheet.cells.iloc[-1].tolist() == rows[-1]
    assert sheet.cells.iat[0, 4] == "品名"
    assert len(header) == 4


@pytest.mark.parametrize(
    ("encoding", "header", "name"),
    [
        ("big5", ["訂單編號", "日期", "商品編號", "數量", "商品名稱"], "許功蓋茶壺"),
        ("shift_jis", ["注文番号", "日付", "商品コード", "数量", "商品名"], "ソース表示能力"),
        ("cp1252", ["Réf. commande", "Date", "Référence", "Quantité", "Désignation"], "Café glacé"),
    ],
)
def test_other_encodings(tmp_path: Path, encoding: str, header: list[str], name: str) -> None:
    """Big5, Shift-JIS and Latin texts are found out, also those with a backslash or a bar for a
    second byte."""
    rows = [[*row, name] for row in _table()[1:]]
    for delimiter in (",", "|"):
        text = "\r\n".join(delimiter.join(row) for row in [header, *rows])
        (tmp_path / "a.csv").write_bytes(text.encode(encoding))
        (sheet,) = _read(tmp_path / "a.csv")
        assert sheet.cells.iloc[0].tolist() == header
        assert sheet.cells.iloc[1].tolist() == rows[0]


def test_a_line_that_names_the_delimiter(tmp_path: Path) -> None:
    """A sep= line is obeyed and left empty, so that row numbers are those of the file."""
    for first in ("sep=;", '"sep=;"'):
        text = f"{first}\r\n" + "\r\n".join(";".join(row) for row in _table())
        (tmp_path / "a.csv").write_text(text, encoding="utf-16")
        (sheet,) = _read(tmp_path / "a.csv")
        assert sheet.cells.iloc[0].isna().all()
        assert sheet.cells.iloc[1].tolist() == _table()[0]


def test_folders_and_archives_of_several_sheets(tmp_path: Path) -> None:
    """A folder means the sheets in it and below, an archive all of its sheets; what lies beside
    them does not count."""
    shop = tmp_path / "shop"
    (shop / "2023").mkdir(parents=True)
    (shop / "b.csv").write_text(CSV)
    (shop / "2023" / "a.tsv").write_text(CSV.replace(",", "\t"))
    for other in ("~$b.xlsx", ".hidden.csv", "notes.pdf"):
        (shop / other).write_bytes(b"no sheet")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("old/may.csv", CSV)
        archive.write(_workbook(tmp_path / "june.xlsx"), "june.xlsx")
        archive.writestr("readme.md", "no sheet")
    sheets = read_sheets([shop, tmp_path / "all.zip", shop / "b.csv"], Progress())
    assert [Path(sheet.path).name for sheet in sheets] == ["b.csv", "a.tsv", "all.zip", "all.zip"]
    assert [sheet.sheet_name for sheet in sheets] == ["", "", "may", "june – 销售"]
    assert {len(sheet.cells) for sheet in sheets} == {61, 62}


def test_a_workbook_with_macros(tmp_path: Path) -> None:
    """An .xlsm is read as an .xlsx is; its macros are not looked at."""
    book = _workbook(tmp_path / "book.xlsx")
    with zipfile.ZipFile(book) as archive, zipfile.ZipFile(tmp_path / "b.xlsm", "w") as target:
        for part in archive.namelist():
            content = archive.read(part)
            if part == "[Content_Types].xml":
                content = content.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
            target.writestr(part, content)
        target.writestr("xl/vbaProject.bin", b"macros")
    (plain,), (macros,) = _read(book), _read(tmp_path / "b.xlsm")
    assert macros.cells.equals(plain.cells)


def test_old_and_odd_workbooks(shared_data: Path) -> None:
    """.xls, .xlsb and .ods give the same cells as the .xlsx of the same sheet; one protected with a
    password ends with a sentence that says so."""
    folder = shared_data / "torture" / "calamine"
    shown = [_read(folder / f"any_sheets.{suffix}") for suffix in ("xlsx", "xls", "xlsb", "ods")]
    assert len({tuple(sheet.sheet_name for sheet in sheets) for sheets in shown}) == 1
    for suffix in ("xlsx", "xlsb", "ods"):
        with pytest.raises(SheetError, match="password"):
            _read(folder / f"pass_protected.{suffix}")


def test_distinct_texts_are_not_looked_up_again(tmp_path: Path) -> None:
    """Reading makes no table of a column's texts: of a million it would hold every thread up."""
    lines = ["day,item,units", *(f"2024-03-{1 + n % 28:02d},A{n},1" for n in range(200))]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(lines))
    (sheet,) = read_sheets([path], Progress(lambda _: None))
    texts = sheet.cells[1].cat.categories
    assert len(texts) == 201
    assert texts.is_unique
    assert "_engine" not in texts._cache
