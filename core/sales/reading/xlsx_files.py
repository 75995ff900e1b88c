"""The parts of an .xlsx file: its sheets, and their XML unpacked bit by bit. Runs in the reading
process."""

from __future__ import annotations

import io
import posixpath
import queue
import struct
import threading
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.sales.reading.xlsx_cells import SheetCells
from core.sales.reading.xlsx_values import IrregularSheetError, check, shared_texts, style_kinds_of

_PIECE = 1 << 20  # bytes unpacked at once
_MOST_OF_A_PART = 1 << 28  # bytes of what is held in memory whole: shared texts above all
_AHEAD = 4  # pieces unpacked before they are asked for
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """A sheet of a workbook: its name, whether it is hidden, and where its XML lies."""

    name: str
    hidden: bool
    part: str


class XlsxFile:
    """A workbook whose sheets can be read by arrays. Raises IrregularSheetError if it cannot.

    sheets  its worksheets, in order
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
            self.sheets = self._find_sheets()
            kinds = style_kinds_of(self._whole("xl/styles.xml")) if self._has_styles() else []
        except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError) as error:
            raise IrregularSheetError from error
        self._style_kinds = kinds
        self._shared: list[str] | None = None

    def read(self, sheet: XlsxSheet, told: Callable[[int, int], None]) -> SheetCells:
        """Return a sheet's cells; ``told`` hears of bytes read and their number.

        Raises IrregularSheetError.
        """
        try:
            if self._shared is None:
                parts = self._archive.namelist()
                has_texts = "xl/sharedStrings.xml" in parts
                self._shared = (
                    shared_texts(self._whole("xl/sharedStrings.xml")) if has_texts else []
                )
            info = self._archive.getinfo(sheet.part)
            cells = SheetCells(self._shared, self._style_kinds)
            done = 0
            for done in cells.read(self._unpacked(info)):
                told(done, info.file_size)
        except (ElementTree.ParseError, KeyError, ValueError, zlib.error) as error:
            raise IrregularSheetError from error
        return cells

    def _has_styles(self) -> bool:
        return "xl/styles.xml" in self._archive.namelist()

    def _find_sheets(self) -> list[XlsxSheet]:
        book = ElementTree.fromstring(self._whole("xl/workbook.xml"))  # noqa: S314 - see style_kinds_of
        for properties in book.iterfind("{*}workbookPr"):
            # Days counted from 1904 are left to the other reader.
            check(properties.get("date1904", "0") in ("0", "false"))
        relations = ElementTree.fromstring(self._whole("xl/_rels/workbook.xml.rels"))  # noqa: S314
        targets = {
            node.get("Id"): node.get("Target", "")
            for node in relations
            if node.get("Type", "").endswith("/worksheet")
        }
        sheets = []
        for node in book.iterfind("{*}sheets/{*}sheet"):
            target = targets.get(node.get(_RELATION))
            if target is not None:
                part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                check(part in self._archive.namelist())
                hidden = node.get("state", "visible") != "visible"
                sheets.append(XlsxSheet(node.get("name", ""), hidden, part))
        check(bool(sheets))
        return sheets

    def _whole(self, part: str) -> bytes:
        info = self._archive.getinfo(part)
        pieces, size = [], 0
        for piece in self._unpacked(info):
            pieces.append(piece)
            size += len(piece)
            check(size <= _MOST_OF_A_PART)
        return b"".join(pieces)

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part piece by piece, unpacked ahead on a thread of its own."""
        head = self._raw[info.header_offset : info.header_offset + 30]
        check(len(head) == 30 and head.startswith(b"PK\x03\x04") and not info.flag_bits & 1)
        check(info.compress_type in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
        begin = info.header_offset + 30 + sum(struct.unpack("<HH", head[26:]))
        packed = memoryview(self._raw)[begin : begin + info.compress_size]
        ready: queue.Queue[bytes | None] = queue.Queue(_AHEAD)
        given_up = threading.Event()

        def put(piece: bytes | None) -> None:
            while not given_up.is_set():
                try:
                    return ready.put(piece, timeout=0.2)
                except queue.Full:
                    continue

        def unpack() -> None:
            try:
                checksum = 0
                for piece in _inflated(packed, info.compress_type):
                    checksum = zlib.crc32(piece, checksum)
                    if given_up.is_set():
                        return
                    put(piece)
                put(b"" if checksum == info.CRC else None)
            except (zlib.error, MemoryError):
                put(None)

        threading.Thread(target=unpack, daemon=True).start()
        try:
            while piece := ready.get():
                yield piece
            check(piece is not None)
        finally:
            given_up.set()


def _inflated(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for begin in range(0, len(packed), _PIECE):
            yield bytes(packed[begin : begin + _PIECE])
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = b""
    for begin in range(0, len(packed), _PIECE // 8):
        rest = packed[begin : begin + _PIECE // 8]
        while rest and not inflater.eof:
            if piece := inflater.decompress(rest, _PIECE):
                yield piece
            rest = inflater.unconsumed_tail
    if piece := inflater.flush():
        yield piece
    if not inflater.eof:
        raise zlib.error("the part breaks off")
