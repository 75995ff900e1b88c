"""What compressed files hold: sheets that shops and servers send packed. Runs in the reading
process."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from core.sales.reading.packing import Trouble

WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx", ".et"})
TEXT_NAMES = frozenset({".csv", ".tsv", ".txt", ".tab", ".dat"})
PACKED_NAMES = frozenset({".gz", ".xz", ".bz2", ".zip"})

_MOST_UNPACKED = 3_000_000_000
_MUCH, _REPETITIVE = 64_000_000, 150
# Sheets shrink to a tenth, at most a fiftieth: rows differ in their numbers. What shrinks to less
# than a hundred-and-fiftieth of many bytes repeats one thing and was made to exhaust its reader.
_DEEPEST = 3  # a compressed file in a compressed file is as deep as people go
_WORKBOOK_PARTS = frozenset({"[Content_Types].xml", "content.xml", "mimetype"})


def unpacked(raw: bytes, name: str, depth: int = 0) -> Iterator[tuple[bytes, str]]:
    """Yield bytes and name of each sheet that a file holds: of itself where it is not compressed.

    Raises Trouble.
    """
    inner = Path(name).stem if Path(name).suffix.lower() in PACKED_NAMES else name
    if depth == _DEEPEST:
        yield raw, name
        return
    try:
        if raw.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(raw)) as file:
                yield from unpacked(_limited(file, len(raw)), inner, depth + 1)
        elif raw.startswith(b"\xfd7zXZ\x00"):
            with lzma.open(io.BytesIO(raw)) as file:
                yield from unpacked(_limited(file, len(raw)), inner, depth + 1)
        elif raw.startswith(b"BZh"):
            with bz2.open(io.BytesIO(raw)) as file:
                yield from unpacked(_limited(file, len(raw)), inner, depth + 1)
        elif raw.startswith(b"PK\x03\x04"):
            yield from _unzipped(raw, name, depth)
        else:
            yield raw, name
    except zipfile.BadZipFile:
        yield raw, name  # a damaged workbook: its reader may still cope, or says what is wrong
    except (EOFError, OSError, lzma.LZMAError, zlib.error, NotImplementedError) as error:
        raise Trouble("broken", str(error)) from error


def _unzipped(raw: bytes, name: str, depth: int) -> Iterator[tuple[bytes, str]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        sheets = [
            entry
            for entry in entries
            if Path(entry.filename).suffix.lower() in WORKBOOK_NAMES | TEXT_NAMES | PACKED_NAMES
            and not entry.filename.startswith("__MACOSX")
        ]
        if not sheets or any(_is_of_workbook(entry.filename) for entry in entries):
            yield raw, name
            return
        left = _MOST_UNPACKED
        for entry in sheets:
            if entry.flag_bits & 1:
                raise Trouble("encrypted")
            with archive.open(entry) as file:
                content = _limited(file, entry.compress_size, left)
            left -= len(content)
            yield from unpacked(content, entry.filename, depth + 1)


def check_parts(workbook: bytes) -> None:
    """Raise Trouble where a part of a workbook would unpack to far more than any sheet does; what
    is no archive, or a damaged one, is left to its reader."""
    if not workbook.startswith(b"PK"):
        return
    with suppress(zipfile.BadZipFile, NotImplementedError):
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            parts = archive.infolist()
        for part in parts:
            read = Path(part.filename).suffix.lower() in (".xml", ".bin")
            if read and part.file_size > max(_MUCH, _REPETITIVE * part.compress_size):
                raise Trouble("memory")


def _is_of_workbook(part: str) -> bool:
    return part.startswith(("xl/", "xl\\", "/xl/")) or part in _WORKBOOK_PARTS


def _limited(
    file: gzip.GzipFile | lzma.LZMAFile | bz2.BZ2File | IO[bytes],
    packed: int,
    most: int = _MOST_UNPACKED,
) -> bytes:
    """Return what a file of ``packed`` bytes holds, up to ``most`` bytes. Raises Trouble."""
    parts: list[bytes] = []
    most = min(most, max(_MUCH, _REPETITIVE * packed))
    while part := file.read(1 << 22):
        most -= len(part)
        if most < 0:
            raise Trouble("memory")
        parts.append(part)
    return b"".join(parts)
