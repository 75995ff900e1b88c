"""The reading process: from the bytes of files to columns of text, sent over a pipe.

It runs apart from the program because files exist that make a reader allocate without end or
spin for ever, which cannot be caught from inside. Of the heavy libraries it imports numpy alone, so
that it starts in a fifth of a second. What it sends is bytes only (see ``packing``):
nothing that a file contains is ever unpickled.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from core.sales.reading import (
    archives,
    encodings,
    markup,
    packing,
    text_cells,
    text_tables,
    workbooks,
    xlsx_files,
)
from core.sales.reading.archives import WORKBOOK_NAMES
from core.sales.reading.xlsx_values import IrregularSheetError

_CHUNK = 20_000
_TOP = 800_000  # bytes that say what kind of text table it is

# Kinds of trouble, sent by name; core.sales.reading.process holds the sentence of each.
Trouble = packing.Trouble


def parse_files(
    pipe: Connection, paths: Sequence[str], encoding: str, memory_bytes: int, watched: bool
) -> None:
    """Read ``paths`` and send their sheets; the target of the reading process."""
    if watched:
        _limit_memory(memory_bytes)
        # The Rust reader reports panics on stderr; the operator gets a sentence instead.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sender = packing.Sender(pipe)
    for path in paths:
        sender.begin_file(path)
        try:
            _parse_file(sender, Path(path), encoding)
        except Trouble as trouble:
            sender.trouble(trouble)
            return
        except MemoryError:
            sender.trouble(Trouble("memory"))
            return
        except OSError as error:
            sender.trouble(Trouble("unreadable", error.strerror or str(error)))
            return
    sender.end()


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "win32":
        return  # no such limits there: the parent watches instead
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # macOS refuses limits of address space; there too the parent watches.
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _parse_file(sender: packing.Sender, path: Path, encoding: str) -> None:
    contents = list(archives.unpacked(path.read_bytes(), path.name))
    for raw, name in contents:
        sender.within = Path(name).stem if len(contents) > 1 else ""
        _parse_bytes(sender, raw, Path(name).suffix.lower(), encoding)


def _parse_bytes(sender: packing.Sender, raw: bytes, suffix: str, encoding: str) -> None:
    blanks = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
    if not raw[:1_000].strip(blanks) and not raw.strip(blanks):
        raise Trouble("empty")
    if raw.endswith(b"\0" * 8):
        raw = raw.rstrip(b"\0")  # what a power cut leaves of a file that was being written
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        _parse_workbook(sender, raw)
        return
    if raw.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")):
        raise Trouble("old_excel")
    if raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise Trouble("not_a_sheet")
    head = raw[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in raw[:4_000] and head.startswith(b"<"):
        try:
            tables = markup.spreadsheet_xml_tables(raw)
        except ValueError as error:
            raise Trouble("broken", str(error)) from error
        for sheet_name, rows in tables:
            _send(sender, sheet_name, "", rows, len(rows))
        return
    guess = encoding or encodings.guess_encoding(raw).name
    codec = _codec(raw, guess, forced=bool(encoding))
    if head.startswith(b"<") and (b"<table" in raw[:200_000].lower() or b"<html" in head):
        try:
            found = markup.html_tables(_decoded(raw, codec))
        except ValueError as error:
            raise Trouble("broken", str(error)) from error
        if not found:
            raise Trouble("not_a_sheet")
        for number, table in enumerate(found, 1):
            _send(sender, f"table {number}" if len(found) > 1 else "", guess, table, len(table))
        return
    top = _decoded(raw[:_TOP], codec)
    if _binary(top):
        raise Trouble("broken" if suffix in WORKBOOK_NAMES else "not_a_sheet")
    delimiter = text_tables.delimiter_of(top)
    if suffix in WORKBOOK_NAMES and delimiter not in top:
        raise Trouble("broken")
    _parse_text(sender, raw, guess, codec, delimiter)


def _parse_text(
    sender: packing.Sender, raw: bytes, encoding: str, codec: str, delimiter: str
) -> None:
    if text_cells.splits_bytes(codec, delimiter):
        table = raw.removeprefix(codecs.BOM_UTF8)
    else:
        table, codec = _decoded(raw, codec).encode("utf-8", "replace"), "utf-8"
    table = text_tables.without_separator_line(table)
    if text_cells.splits_bytes(codec, delimiter):
        try:
            columns = text_cells.read_cells(table, codec, delimiter, sender.progress)
        except text_cells.IrregularTextError:
            pass
        else:
            sender.sheet("", encoding, columns)
            return
    text = _decoded(table, codec)
    _send(sender, "", encoding, text_tables.read_rows(text, delimiter), text.count("\n") + 1)


def _parse_workbook(sender: packing.Sender, raw: bytes) -> None:
    if raw.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in raw:
        raise Trouble("encrypted")
    if _encrypted_open_document(raw):
        raise Trouble("encrypted")
    archives.check_parts(raw)
    left = _parse_regular_sheets(sender, raw)
    if left is not None and not left:
        return
    try:
        for sheet in workbooks.read_workbook(raw, left):
            _send(sender, sheet.name, "", sheet.rows, sheet.height, sheet.hidden)
    except workbooks.EncryptedWorkbookError as error:
        raise Trouble("encrypted") from error
    except workbooks.BrokenWorkbookError as error:
        raise Trouble("broken", str(error)) from error


def _parse_regular_sheets(sender: packing.Sender, raw: bytes) -> frozenset[str] | None:
    """Send the sheets that can be read by arrays; return the names of those from the first on that
    cannot, None where it is all of them."""
    try:
        book = xlsx_files.XlsxFile(raw)
    except IrregularSheetError:
        return None
    for number, sheet in enumerate(book.sheets):
        try:
            cells = book.read(sheet, sender.progress)
            sender.sheet(sheet.name, "", cells, sheet.hidden)
        except IrregularSheetError:
            return frozenset(left.name for left in book.sheets[number:]) if number else None
    return frozenset()


def _encrypted_open_document(raw: bytes) -> bool:
    """OpenDocument keeps its manifest plain; it says which parts are encrypted."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")[:1_000_000]
    except (KeyError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False  # not a zip archive, or a damaged one: its reader says so


def _send(
    sender: packing.Sender,
    name: str,
    encoding: str,
    rows: Iterable[list[str]],
    total: int,
    hidden: bool = False,
) -> None:
    table = packing.RowColumns()
    left = iter(rows)
    while chunk := list(islice(left, _CHUNK)):
        table.add(chunk)
        sender.progress(table.height, total)
    sender.sheet(name, encoding, table, hidden)


def _codec(raw: bytes, encoding: str, forced: bool) -> str:
    """Return the codec of an encoding, which a prescribed one must fit."""
    try:
        codec = codecs.lookup(encodings.codec(encoding)).name
    except LookupError as error:
        raise Trouble("unknown_encoding", encoding) from error
    if forced:
        text = _decoded(raw, codec)
        if text.count("\ufffd") > max(3, len(text) // 20):
            raise Trouble("wrong_encoding", encoding)
    return codec


def _decoded(raw: bytes, codec: str) -> str:
    return raw.decode(codec, errors="replace").removeprefix("\ufeff")


def _binary(text: str) -> bool:
    # A zero byte here and there is a till's padding; many of them are another kind of file.
    sample = text[:10_000].replace("\0", "") if text[:10_000].count("\0") < 500 else text[:10_000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\r\n\x1f\f") or c == "\ufffd")
    return odd > 0.02 * max(1, len(sample))
