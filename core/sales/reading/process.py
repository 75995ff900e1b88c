"""From files to raw sheets, in a process of its own with limits of memory and time."""

from __future__ import annotations

import json
import multiprocessing
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import numpy as np
import pandas as pd

from core.errors import SheetError
from core.progress import Progress
from core.sales.reading.chosen import chosen_files
from core.sales.reading.parsing import parse_files
from core.sales.sheet import RawSheet
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5", "shift_jis", "cp1252")
"""Encodings offered to the operator; any that Python knows can be given."""

_STAGE = QT_TRANSLATE_NOOP("core", "Reading {name}")
_TICK = 0.1  # seconds between two looks at the process: how promptly Stop answers


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What the reading process may use: megabytes of memory, seconds of time a file."""

    memory_mb: int = 3_000
    seconds: float = 240.0


def read_sheets(
    paths: Sequence[Path],
    progress: Progress,
    encoding: str = "",
    limits: ReadLimits = ReadLimits(),
) -> tuple[RawSheet, ...]:
    """Return all sheets of all files and folders, in order; sheets without a filled cell are left
    out.

    ``encoding`` is that of text files; "" decides by evidence, file by file. Raises SheetError for
    a file that cannot be read within the limits, Cancelled when asked to stop.
    """
    paths = chosen_files(paths)
    for path in paths:
        if not path.is_file():
            raise SheetError(_trouble_sentence("not_a_sheet", "", path))
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=parse_files,
        args=(theirs, [str(p) for p in paths], encoding, limits.memory_mb << 20, True),
        daemon=True,
    )
    process.start()
    theirs.close()
    try:
        sheets = _Receiver(paths, process, ours, progress, limits).receive()
    finally:
        process.kill()
        process.join()
        ours.close()
    if not sheets:
        raise SheetError(_trouble_sentence("empty", "", Path(paths[0])))
    return sheets


class _Receiver:
    """This end of the pipe: puts sheets together and watches the process."""

    def __init__(
        self,
        paths: Sequence[Path],
        process: SpawnProcess,
        pipe: Connection,
        progress: Progress,
        limits: ReadLimits,
    ) -> None:
        self._paths = paths
        self._process = process
        self._pipe = pipe
        self._progress = progress
        self._limits = limits
        self._file = -1
        self._done, self._total = 0, 0
        self._began = self._watched = time.monotonic()

    def receive(self) -> tuple[RawSheet, ...]:
        sheets: list[RawSheet] = []
        head: tuple[str, str, int, bool] | None = None
        texts: list[str] = []
        columns: dict[int, pd.Categorical] = {}

        def finish() -> None:
            if head is not None and (sheet := self._sheet(head, columns)) is not None:
                sheets.append(sheet)

        while True:
            message = self._message()
            tag, content = message[:1], message[1:]
            if tag == b"E":
                finish()
                self._report(1, 1)
                return tuple(sheets)
            if tag == b"T":
                kind, detail = json.loads(content)
                raise SheetError(_trouble_sentence(kind, detail, self._path))
            if tag == b"F":
                finish()
                head = None
                self._file += 1
                self._began = time.monotonic()
                self._report(0, 1)
            elif tag == b"P":
                self._report(*struct.unpack("<QQ", content))
            elif tag == b"S":
                finish()
                name, encoding, height, hidden = json.loads(content)
                head, columns = (name, encoding, height, hidden), {}
            elif tag == b"U":
                texts = content.decode().split("\0") if content else []
            elif tag == b"C":
                codes = np.frombuffer(content, dtype=content[:1].decode(), offset=1)
                columns[len(columns)] = pd.Categorical.from_codes(
                    codes, categories=_distinct(texts), validate=False
                )

    @property
    def _path(self) -> Path:
        return self._paths[max(self._file, 0)]

    def _sheet(
        self, head: tuple[str, str, int, bool], columns: dict[int, pd.Categorical]
    ) -> RawSheet | None:
        name, encoding, height, hidden = head
        if not any((column.codes >= 0).any() for column in columns.values()):
            return None
        return RawSheet(
            path=str(self._path),
            sheet_name=name,
            encoding=encoding,
            cells=pd.DataFrame(columns, index=pd.RangeIndex(height), copy=False),
            hidden=hidden,
        )

    def _message(self) -> bytes:
        """Wait for the next message, reporting and watching meanwhile."""
        self._watch()
        while not self._pipe.poll(_TICK):
            self._report(self._done, self._total)
            self._watch()
            if not self._process.is_alive() and not self._pipe.poll():
                raise SheetError(self._died())
        self._progress.check()
        try:
            return self._pipe.recv_bytes()
        except (EOFError, OSError):
            self._process.join(5)
            raise SheetError(self._died()) from None

    def _watch(self) -> None:
        """Hold the reader to its limits, also while it keeps telling how far it is."""
        now = time.monotonic()
        if now - self._began > self._limits.seconds:
            raise SheetError(_trouble_sentence("time", "", self._path))
        if now - self._watched < _TICK:
            return
        self._watched = now
        if self._memory() > self._limits.memory_mb << 20:
            raise SheetError(_trouble_sentence("memory", "", self._path))

    def _memory(self) -> int:
        import psutil

        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def _died(self) -> Sentence:
        # The reader aborts (6) where memory ends; a kill (9) is the system's when it runs out.
        kind = "memory" if self._process.exitcode in (-6, -9) else "broken"
        return _trouble_sentence(kind, "", self._path)

    def _report(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        share = min(done / total, 1.0) if total else 0.0
        files = len(self._paths)
        step = int(1_000 * (max(self._file, 0) + share))
        self._progress.step(step, 1_000 * files, say(_STAGE, name=self._path.name))


def _distinct(texts: list[str]) -> pd.Index:
    """Return texts as categories: the reader has numbered them, so none is there twice."""
    index = pd.Index(texts, dtype=object)
    # pandas would make sure by a table of them all, with Python held: 160 ms for half a million, in
    # which the window stands still. No public call tells it that they are distinct.
    index._cache["is_unique"] = True
    return index


def _trouble_sentence(kind: str, detail: str, path: Path) -> Sentence:
    name = path.name
    match kind:
        case "empty":
            return say(
                QT_TRANSLATE_NOOP(
                    "core", "{name} is empty. Export the sales again and open the new file."
                ),
                name=name,
            )
        case "encrypted":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} is protected with a password. Open it in Excel, save a copy without a "
                    "password, and open that copy.",
                ),
                name=name,
            )
        case "memory":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} needs more memory to read than a sheet of its size should; it may be "
                    "damaged. Open it in Excel, save a copy as .xlsx or .csv, and open that copy.",
                ),
                name=name,
            )
        case "time":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} takes too long to read; it may be damaged. Open it in Excel, save a "
                    "copy as .csv, and open that copy.",
                ),
                name=name,
            )
        case "old_excel":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} is from an Excel of before 1995. Save it as .xlsx and open that copy.",
                ),
                name=name,
            )
        case "not_a_sheet":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} is not a sheet. Choose an Excel workbook (.xlsx, .xls, .xlsb, .ods) "
                    "or a text table (.csv, .tsv, .txt).",
                ),
                name=name,
            )
        case "too_wide":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} has more columns than Excel allows (16,384); it may be damaged. Export "
                    "it again and open the new file.",
                ),
                name=name,
            )
        case "unknown_encoding":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "There is no encoding called {detail}. Use for example utf-8, gb18030, big5, "
                    "shift_jis or cp1252.",
                ),
                detail=detail,
            )
        case "wrong_encoding":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} is not written in {detail}: most of its text would be lost. Choose "
                    "another encoding, or let the program find it.",
                ),
                name=name,
                detail=detail,
            )
        case "unreadable":
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} cannot be opened ({detail}). Close it in other programs and check "
                    "that you may read it.",
                ),
                name=name,
                detail=detail,
            )
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} is damaged or is not the kind of file its name says. Open it in the program "
            "that made it, save it as .xlsx or .csv, and open that copy.",
        ),
        name=name,
    )
