"""The workspace: one SQLite file with the value of every stage; the only user of sqlite3.

A plain rollback journal rather than WAL: between two saves a workspace is one file, which
merchants copy, mail and keep on network drives, where WAL does not work.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.checking.decisions import Decisions
from core.demand import Demand
from core.errors import OptionError, OutputError
from core.evaluation.backtest import Backtest
from core.evaluation.choice import Choice
from core.explaining.trends import Trends
from core.forecasting.analogues import Analogues
from core.forecasting.forecast import Forecast
from core.forecasting.launch import Launches
from core.forecasting.lstm.record import NetworkRecord
from core.forecasting.regression import Parts
from core.progress import Progress
from core.restocking.orders.policy import Plan
from core.restocking.terms.receipts import Receipts
from core.restocking.terms.terms import Terms
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.quality import QualityReport
from core.saving.array_parts import inflate, pack, parts_of, unpack
from core.saving.documents import Document, DocumentError, kinds_within, put_together, take_apart
from core.settings import Settings
from core.tracking.archive import Archive
from core.tracking.overrides import Override
from core.wording import QT_TRANSLATE_NOOP, say

APPLICATION = 0x53484C46
"""``application_id`` of a workspace: "SHLF"."""

VERSION = 1
"""``user_version`` of the workspaces this program writes."""

MIGRATIONS: Mapping[int, str] = {}
"""SQL that takes a workspace of a version to the next one.

A value that gains a field with a default needs none. One that gains a field without, or loses one
that matters, needs a new version whose SQL deletes that stage and what was made of it.
"""

SCHEMA = Path(__file__).with_name("schema.sql")
DOCUMENT_BYTES = 2**30
SAVING = say(QT_TRANSLATE_NOOP("core", "Saving the workspace"))
OPENING = say(QT_TRANSLATE_NOOP("core", "Opening the workspace"))


@dataclass(frozen=True, slots=True)
class Stored:
    """The latest value of each stage; None where the stage has not been reached.

    medians  (n, h) median of every model by name, units per period
    seconds  each stage took
    """

    settings: Settings | None = None
    sales: Sales | None = None
    report: QualityReport | None = None
    decisions: Decisions | None = None
    demand: Demand | None = None
    backtest: Backtest | None = None
    choice: Choice | None = None
    forecast: Forecast | None = None
    medians: Mapping[str, NDArray[np.float32]] | None = None
    seconds: Mapping[str, float] | None = None
    parts: Parts | None = None
    trends: Trends | None = None
    statistical: Forecast | None = None
    launches: Launches | None = None
    network: NetworkRecord | None = None
    beyond: Forecast | None = None
    terms: Terms | None = None
    receipts: Receipts | None = None
    plan: Plan | None = None
    overrides: tuple[Override, ...] | None = None
    analogues: tuple[Analogues, ...] | None = None
    archive: Archive | None = None


STAGES = tuple(field.name for field in fields(Stored))
_KINDS = kinds_within(Stored)


class Workspace:
    """An open workspace file. Use it in ``with``, from one thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        # Values are frozen: the same object need not be written twice.
        self._known: dict[str, object] = {}

    @classmethod
    def open(cls, path: Path) -> Workspace:
        """Open the workspace at ``path``, made anew where there is no file.

        A workspace of an earlier version is copied to NAME.vN.bak, then migrated. Raises
        OptionError for files that are no workspace, damaged or of a later version, and
        OutputError where the file cannot be opened or written.
        """
        if path.is_dir() or not path.parent.is_dir():
            raise OutputError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "{path} cannot hold a workspace. Name a file in a folder that exists.",
                    ),
                    path=str(path),
                )
            )
        try:
            # The window opens it on one thread and saves on another, never at the same time.
            connection = sqlite3.connect(
                path, timeout=5.0, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise _cannot_write(path, error) from error
        workspace = cls(path, connection)
        try:
            with workspace._explained():
                workspace._prepare()
        except BaseException:
            connection.close()
            raise
        return workspace

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was saved stays."""
        self._connection.close()

    def save(
        self,
        saved: Stored,
        progress: Progress | None = None,
        stages: Collection[str] = STAGES,
    ) -> None:
        """Store the values of ``stages``, or none of them: one transaction.

        Values that this workspace loaded or stored last are not written again. Stopping or a full
        disk leaves the file as it was before.
        """
        progress = progress or Progress()
        changed = [
            name for name in stages if getattr(saved, name) is not self._known.get(name, self)
        ]
        with self._transaction():
            for number, name in enumerate(changed):
                progress.step(number, len(changed), SAVING)
                share = progress.part(number / len(changed), (number + 1) / len(changed))
                self._store(name, getattr(saved, name), share)
        self._known.update((name, getattr(saved, name)) for name in changed)
        progress.step(1, 1, SAVING)

    def load(self, progress: Progress | None = None) -> Stored:
        """Return the stored values, as they were.

        Raises OptionError where the file is damaged or its values are of another version.
        """
        progress = progress or Progress()
        values: dict[str, Any] = {}
        with self._explained():
            for number, name in enumerate(STAGES):
                progress.step(number, len(STAGES), OPENING)
                values[name] = self._read(name)
            self._known = dict(values)
        progress.step(1, 1, OPENING)
        return Stored(**values)

    def _store(self, name: str, value: object, progress: Progress) -> None:
        run = self._connection.execute
        run("DELETE FROM array_part WHERE stage = ?", (name,))
        run("DELETE FROM stage WHERE name = ?", (name,))
        if value is None:
            return
        document = take_apart(value)
        stored_at = datetime.now(UTC).isoformat(timespec="seconds")
        packed = zlib.compress(document.text.encode("utf-8"), 1)
        run("INSERT INTO stage VALUES (?, ?, ?)", (name, stored_at, packed))
        for number, array in enumerate(document.arrays):
            share = progress.part(
                number / len(document.arrays), (number + 1) / len(document.arrays)
            )
            parts = parts_of(array)
            shape = json.dumps(array.shape)
            for part, values in enumerate(parts):
                share.step(part, len(parts), SAVING)
                run(
                    "INSERT INTO array_part VALUES (?, ?, ?, ?, ?, ?)",
                    (name, number, part, array.dtype.str, shape, pack(values)),
                )

    def _read(self, name: str) -> object:
        found = self._connection.execute(
            "SELECT document FROM stage WHERE name = ?", (name,)
        ).fetchone()
        if found is None:
            return None
        text = inflate(found[0], DOCUMENT_BYTES).decode("utf-8")
        try:
            arrays = self._read_arrays(name)
        except (ValueError, TypeError, MemoryError) as error:
            raise DocumentError(f"arrays of {name}") from error
        return put_together(Document(text, arrays), _KINDS)

    def _read_arrays(self, name: str) -> tuple[NDArray[Any], ...]:
        arrays: list[NDArray[Any]] = []
        parts = self._connection.execute(
            "SELECT number, part, dtype, shape, content FROM array_part WHERE stage = ?"
            " ORDER BY number, part",
            (name,),
        )
        filled = 0
        for number, part, dtype, shape, content in parts:
            if part == 0:
                arrays.append(np.empty(json.loads(shape), dtype=np.dtype(dtype)))
                filled = 0
            if number != len(arrays) - 1:
                raise DocumentError(f"array {number} of {name}")
            values = unpack(content, arrays[-1].dtype)
            arrays[-1].reshape(-1)[filled : filled + len(values)] = values
            filled += len(values)
        return tuple(arrays)

    def _prepare(self) -> None:
        """Make the tables of a new file, or bring an older one up to date."""
        run = self._connection.execute
        application = run("PRAGMA application_id").fetchone()[0]
        version = run("PRAGMA user_version").fetchone()[0]
        tables = run("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables == 0 and application in (0, APPLICATION):
            self._run_script(SCHEMA.read_text(encoding="utf-8"), VERSION)
        elif application != APPLICATION:
            raise OptionError(_not_a_workspace(self.path))
        elif version > VERSION:
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "{name} was written by a newer Shelfcast. Install the newer program to "
                        "open it.",
                    ),
                    name=self.path.name,
                )
            )
        elif version < VERSION:
            self._migrate(version)

    def _migrate(self, version: int) -> None:
        backup = self.path.with_name(f"{self.path.name}.v{version}.bak")
        copy = sqlite3.connect(backup)
        try:
            self._connection.backup(copy)
        finally:
            copy.close()
        for step in range(version, VERSION):
            self._run_script(MIGRATIONS[step], step + 1)

    def _run_script(self, script: str, version: int) -> None:
        """Run SQL statements and number the file, all in one transaction."""
        try:
            # executescript would commit whatever is open first, so the script carries its own.
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {script}\n; PRAGMA application_id = {APPLICATION};"
                f" PRAGMA user_version = {version}; COMMIT;"
            )
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite has already rolled back by itself after some errors, a full disk among
                # them.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite says into a sentence for the operator."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _cannot_write(self.path, error) from error
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise OptionError(_not_a_workspace(self.path)) from error
            raise _damaged(self.path) from error
        except (zlib.error, UnicodeDecodeError, DocumentError) as error:
            raise _damaged(self.path) from error


def _not_a_workspace(path: Path) -> Any:
    return say(
        QT_TRANSLATE_NOOP(
            "core", "{name} is not a Shelfcast workspace. Choose another file or a new name."
        ),
        name=path.name,
    )


def _damaged(path: Path) -> OptionError:
    return OptionError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "{name} is damaged and cannot be opened. Open a copy of it, or import the sales "
                "sheets again into a new workspace.",
            ),
            name=path.name,
        )
    )


def _cannot_write(path: Path, error: sqlite3.Error) -> OutputError:
    return OutputError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "The workspace {name} cannot be opened or written ({reason}). Close other programs "
                "that use it and check the disk, then try again.",
            ),
            name=path.name,
            reason=str(error),
        )
    )
