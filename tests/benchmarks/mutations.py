"""Sheets broken on purpose: mutations of whole ones, and files made to exhaust their reader."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.order_lines import order_lines, written

_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken file: how it was broken, a name for it, its bytes."""

    how: str
    name: str
    raw: bytes


def wholes(folder: Path, more: Path | None = None) -> dict[str, bytes]:
    """Return whole files by name: made-up order lines in many formats, and small workbooks of the
    formats that cannot be written here, out of ``more``."""
    lines = order_lines(400)
    found: dict[str, bytes] = {}
    for kind in ("xlsx", "xlsx inline", "csv utf-8", "csv gb18030"):
        path = written(folder, kind, lines)
        found[path.name] = path.read_bytes()
    text = lines.to_csv(index=False)
    found["lines.utf16.csv"] = text.encode("utf-16")
    found["lines.csv.gz"] = gzip.compress(text.encode(), mtime=0)
    found["lines.xls"] = ("<html>" + lines.head(60).to_html(index=False)).encode()
    found["quoted.csv"] = lines.to_csv(index=False, quoting=1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lines.csv", text)
    found["lines.zip"] = packed.getvalue()
    if more is not None:
        for suffix in ("xls", "xlsb", "ods", "xlsm"):
            small = [p for p in sorted(more.rglob(f"*.{suffix}")) if p.stat().st_size < 100_000]
            found |= {path.name: path.read_bytes() for path in small[:6]}
    return found


def mutated(whole: dict[str, bytes], count: int, seed: int = 1) -> Iterator[Broken]:
    """Yield ``count`` mutations of whole files, each way and each file in turn."""
    rng = np.random.default_rng(seed)
    ways = list(_WAYS.items())
    names = list(whole)
    for number in range(count):
        how, mutate = ways[number % len(ways)]
        name = names[int(rng.integers(len(names)))]
        raw = whole[name]
        if how in _INSIDE and raw.startswith(b"PK"):
            raw = _inside(raw, mutate, rng)
        else:
            raw = mutate(raw, rng)
        yield Broken(how, f"{number:04d}-{name}", raw)


def _few_bits(raw: bytes, rng: np.random.Generator) -> bytes:
    return _flipped(raw, int(rng.integers(1, 9)), rng)


def _many_bits(raw: bytes, rng: np.random.Generator) -> bytes:
    return _flipped(raw, 1 + len(raw) // 50, rng)


def _flipped(raw: bytes, count: int, rng: np.random.Generator) -> bytes:
    changed = np.frombuffer(raw, dtype=np.uint8).copy()
    places = rng.integers(0, len(raw), count)
    changed[places] ^= (1 << rng.integers(0, 8, count)).astype(np.uint8)
    return changed.tobytes()


def _cut(raw: bytes, rng: np.random.Generator) -> bytes:
    return raw[: int(rng.integers(0, len(raw)))]


def _zeros(raw: bytes, rng: np.random.Generator) -> bytes:
    begin, length = (int(n) for n in rng.integers(0, len(raw), 2))
    return raw[:begin] + bytes(length) + raw[begin + length :]


def _repeated(raw: bytes, rng: np.random.Generator) -> bytes:
    begin, end = sorted(int(n) for n in rng.integers(0, len(raw), 2))
    return raw[:end] + raw[begin:end] * int(rng.integers(1, 20)) + raw[end:]


def _left_out(raw: bytes, rng: np.random.Generator) -> bytes:
    begin, end = sorted(int(n) for n in rng.integers(0, len(raw), 2))
    return raw[:begin] + raw[end:]


def _quotes(raw: bytes, rng: np.random.Generator) -> bytes:
    for place in sorted((int(n) for n in rng.integers(0, len(raw), 5)), reverse=True):
        raw = raw[:place] + b'"' + raw[place:]
    return raw


def _numbers(raw: bytes, rng: np.random.Generator) -> bytes:
    """Make numbers in markup and in heads of tables absurd."""
    wild = [b"999999999", b"-1", b"4294967296", b"1e308", b"\xff\xff\xff\x7f", b""]
    places = [i for i, byte in enumerate(raw[:20_000]) if 48 <= byte <= 57]
    for place in sorted(rng.choice(places, min(4, len(places))).tolist() if places else [])[::-1]:
        raw = raw[:place] + wild[int(rng.integers(len(wild)))] + raw[place + 1 :]
    return raw


_WAYS: dict[str, Callable[[bytes, np.random.Generator], bytes]] = {
    "few bits": _few_bits,
    "many bits": _many_bits,
    "cut": _cut,
    "zeros": _zeros,
    "part repeated": _repeated,
    "part left out": _left_out,
    "stray quotes": _quotes,
    "absurd numbers": _numbers,
    "few bits inside": _few_bits,
    "cut inside": _cut,
    "part repeated inside": _repeated,
    "absurd numbers inside": _numbers,
}
_INSIDE = frozenset(how for how in _WAYS if how.endswith("inside"))


def _inside(
    raw: bytes, mutate: Callable[[bytes, np.random.Generator], bytes], rng: np.random.Generator
) -> bytes:
    """Mutate one part of an archive and pack it again, its checksums right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = [n for n in archive.namelist() if archive.getinfo(n).file_size]
        chosen = names[int(rng.integers(len(names)))]
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in archive.namelist():
                content = archive.read(name)
                # The part's own time: with the hour of packing no seed would break alike twice.
                part = archive.getinfo(name)
                target.writestr(part, mutate(content, rng) if name == chosen else content)
    return out.getvalue()


def exhausting(whole: dict[str, bytes], only: Collection[str] = ()) -> Iterator[Broken]:
    """Yield files made to exhaust memory, time or patience, each small and large inside: all, or
    those whose names are in ``only``."""
    for name, made in _exhausting(whole).items():
        if not only or name in only:
            yield Broken("exhausting", name, made())


def _exhausting(whole: dict[str, bytes]) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file, by name."""
    inline, shared = whole["xlsx-inline-400.xlsx"], whole["xlsx-400.xlsx"]

    def sheet(*parts: bytes) -> Callable[[], bytes]:
        return lambda: _with_part(inline, "sheet1.xml", _SHEET + b"".join(parts))

    def of_parts(
        part: str, content: bytes, times: int = 1, after: bytes = b""
    ) -> Callable[[], bytes]:
        return lambda: _with_part(shared, part, b"<sst>" + content * times + after)

    def packed(head: bytes, piece: bytes, times: int) -> Callable[[], bytes]:
        return lambda: gzip.compress(head + piece * times, 1, mtime=0)

    def repeated(sheet_start: bytes, piece: bytes, times: int) -> Callable[[], bytes]:
        return lambda: _with_part(inline, "sheet1.xml", _SHEET + sheet_start + piece * times)

    rows, end = b"<sheetData>", b"</row></sheetData></worksheet>"
    corner = _CELL % b"A1" + b'</row><row r="1048576">' + _CELL % b"XFD1048576"
    wide = b"".join(_CELL % _reference(n) for n in range(1, 1_000_001, 1_000))
    text = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    return {
        "corners.xlsx": sheet(rows, b'<row r="1">', corner, end),
        "row-beyond.xlsx": sheet(rows, b'<row r="4294967295">', _CELL % b"A4294967295", end),
        "column-beyond.xlsx": sheet(rows, b'<row r="1">', wide, end),
        "claimed-size.xlsx": sheet(
            b'<dimension ref="A1:XFD1048576"/>', rows, b'<row r="1">', _CELL % b"A1", end
        ),
        "spaces.xlsx": repeated(b"", b" ", 500_000_000),
        "rows-without-end.xlsx": repeated(rows, b"<row/>", 40_000_000),
        "deep.xlsx": repeated(rows, b"<row>", 3_000_000),
        "one-text.xlsx": repeated(text, b"x", 500_000_000),
        **{
            f"entities-{part}.xlsx": lambda part=part: _with_part(shared, part, _entities())
            for part in ("sharedStrings.xml", "workbook.xml", "styles.xml")
        },
        "deep-texts.xlsx": of_parts("sharedStrings.xml", b"<si>", 2_000_000),
        "texts.xlsx": of_parts("sharedStrings.xml", b"<si><t>abc</t></si>", 30_000_000, b"</sst>"),
        "zeros.csv.gz": packed(b"", b"\0", 500_000_000),
        "lines.csv.gz": packed(b"", b"\n", 300_000_000),
        "one-line.csv.gz": packed(b"a;b\n", b"1;", 30_000_000),
        "commas.csv": lambda: b"a,b\n" + b"," * 1_000_000 + b"\n",
        "wide.csv": lambda: b",".join(b"%d" % n for n in range(1_000_000)) + b"\n1\n",
        "open-quote.csv": lambda: b'a,b\n1,"' + b"x\n" * 20_000_000,
        "open-quotes.csv": lambda: b"a,b\n" + b'1,"x\n' * 3_000_001,
        "returns.csv": lambda: b"a,b\r" + b"1,2\r" * 3_000_000,
        "zero-bytes.csv": lambda: b"a,b\n" + b"1\0,\0\0" * 3_000_000,
        "tables.xls": lambda: b"<html>" + b"<table><tr><td>" * 1_000_000,
        "spans.xls": lambda: b"<html><table>" + _SPAN * 20_000 + b"</table>",
        "indices.xls": lambda: _XML_SHEET + _FAR * 200,
        "deep.xls": lambda: _XML_SHEET + b"<Worksheet>" * 2_000_000,
    }


_CELL = b'<c r="%s"><v>1</v></c>'
_SPAN = b'<tr><td rowspan="99999" colspan="99999">x</td></tr>'
_SPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_XML_SHEET = b'<?xml version="1.0"?><Workbook xmlns="%s" xmlns:ss="%s">' % (_SPACE, _SPACE)
_FAR = b'<Worksheet><Table><Row ss:Index="2000000000"><Cell ss:Index="2000000000"/></Row>'


def _entities() -> bytes:
    """Thirty entities, each ten times the one before."""
    grown = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 30))
    head = b'<!DOCTYPE sst [<!ENTITY a0 "ha">' + grown + b"]>"
    return head + b"<sst><si><t>&a29;</t></si></sst>"


def _reference(column: int) -> bytes:
    letters = b""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = bytes([65 + letter]) + letters
    return letters + b"1"


def _with_part(book: bytes, part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in archive.namelist():
            target.writestr(name, content if name.endswith(part) else archive.read(name))
    return out.getvalue()
