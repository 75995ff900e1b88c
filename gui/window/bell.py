"""Tells that long work is done to somebody who looks elsewhere meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from gui.jobs import Job, Jobs

LONG_S = 10.0
"""Work that took less is not told of: whoever waited for it is still there."""

SHOWN_MS = 10_000


class Bell(QObject):
    """Follows the jobs; while another window is in front it rings for those that were long.

    Where the desktop shows notices of programs there is one, elsewhere the window asks for a look
    in the task bar.
    """

    def __init__(
        self, jobs: Jobs, window: QWidget, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._begun: dict[int, float] = {}
        self._tray: QSystemTrayIcon | None = None
        jobs.began.connect(self._note)
        jobs.done.connect(self._done)
        for over in (jobs.stopped, jobs.refused, jobs.crashed):
            over.connect(self._forget)

    def _note(self, job: Job) -> None:
        if not job.quiet:
            self._begun[id(job)] = self._clock()

    def _forget(self, job: Job, *_: object) -> None:
        self._begun.pop(id(job), None)

    def _done(self, job: Job) -> None:
        begun = self._begun.pop(id(job), None)
        if begun is None or self._clock() - begun < LONG_S or self._window.isActiveWindow():
            return
        self.ring(self.tr("{job}: done").format(job=job.words))

    def ring(self, words: str) -> None:
        """Tell it."""
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._come)
            self._tray.activated.connect(self._come)
        self._tray.show()
        icon = QSystemTrayIcon.MessageIcon.Information
        self._tray.showMessage("Shelfcast", words, icon, SHOWN_MS)

    def _come(self, *_: object) -> None:
        """Bring the window in front, and take the sign away."""
        self._window.showNormal()
        self._window.activateWindow()
        if self._tray is not None:
            self._tray.hide()
