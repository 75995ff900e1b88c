"""When the program itself is at fault: a report that can be read, copied and kept."""

from __future__ import annotations

import faulthandler
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

import platformdirs
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal

from core.version import VERSION

KEPT = 20
"""Reports that are kept."""

LOGS = Path(platformdirs.user_log_dir("Shelfcast", appauthor=False))


def report_of(error: BaseException) -> str:
    """Return a report: versions, system and traceback; no sales and no file contents."""
    import platform  # its look-ups take a while, and most starts report nothing

    lines = traceback.format_exception(type(error), error, error.__traceback__)
    head = (
        f"Shelfcast {VERSION}, Python {platform.python_version()}, PySide6 {pyside_version}, "
        f"{platform.system()} {platform.release()}"
    )
    return head + "\n\n" + "".join(lines)


class Crashes(QObject):
    """Catches what nobody else does on the main thread, keeps each report, and tells the window."""

    reported = Signal(str)
    """(report) a bug showed itself."""

    def __init__(self, folder: Path = LOGS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._before: Callable[..., object] = sys.excepthook
        self._fatal: TextIO | None = None

    @property
    def folder(self) -> Path:
        """Where reports are kept."""
        return self._folder

    def kept(self) -> tuple[Path, ...]:
        """Return the reports that are kept, the newest first."""
        return tuple(sorted(self._folder.glob("report-*.txt"), reverse=True))

    def watch(self) -> str:
        """Begin to catch; return what a fatal crash of the last run left behind, or ""."""
        left_behind = ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fatal = self._folder / "fatal.txt"
            if fatal.exists():
                left_behind = fatal.read_text(encoding="utf-8", errors="replace")
            self._fatal = fatal.open("w", encoding="utf-8")
            faulthandler.enable(self._fatal)
        except OSError:
            # A machine that cannot keep logs still runs the program.
            self._fatal = None
        sys.excepthook = self._caught
        return left_behind

    def forget(self) -> None:
        """Stop catching: the program ends as it should."""
        sys.excepthook = self._before
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()
            self._fatal = None

    def report(self, error: BaseException) -> None:
        """Keep a report of ``error`` and tell the window."""
        text = report_of(error)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            when = datetime.now().strftime("%Y-%m-%d %H.%M.%S.%f")
            (self._folder / f"report-{when}.txt").write_text(text, encoding="utf-8")
            for old in self.kept()[KEPT:]:
                old.unlink()
        except OSError:
            sys.stderr.write(text)
        self.reported.emit(text)

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self.report(error)
