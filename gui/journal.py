"""What the program did and how long it took, kept in a file for whoever helps: no sales, no names.

Only words of the program itself are written: the kind of a job, its seconds, the kind of what went
wrong.
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from core.version import VERSION
from gui.jobs import Job, Jobs

LARGEST = 200_000
"""Bytes from which the older half of the journal is dropped."""

NAME = "journal.txt"


class Journal(QObject):
    """Follows the jobs and writes a line when each is over."""

    def __init__(self, jobs: Jobs, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = folder / NAME
        self._begun: dict[int, float] = {}
        jobs.began.connect(lambda job: self._begun.__setitem__(id(job), time.monotonic()))
        jobs.done.connect(lambda job: self._over(job, "done"))
        jobs.stopped.connect(lambda job: self._over(job, "stopped"))
        jobs.refused.connect(lambda job, error: self._over(job, type(error).__name__))
        jobs.crashed.connect(lambda job, error: self._over(job, type(error).__name__))
        self._write(f"Shelfcast {VERSION} started")

    def _over(self, job: Job, how: str) -> None:
        seconds = time.monotonic() - self._begun.pop(id(job), time.monotonic())
        if not job.quiet or how not in ("done", "stopped"):
            self._write(f"{job.words or 'a quiet job'}: {how}, {seconds:.1f} s")

    def _write(self, line: str) -> None:
        now = datetime.now().isoformat(" ", "seconds")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > LARGEST:
                kept = self._path.read_text("utf-8", errors="replace")[-LARGEST // 2 :]
                self._path.write_text(kept[kept.find("\n") + 1 :], "utf-8")
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{now}  {line}\n")
        except OSError:
            # A machine that cannot keep logs still runs the program.
            return
