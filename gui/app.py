"""The application: made once, with its look, language, session and window."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from core.progress import Progress
from core.version import VERSION
from gui import accessibility
from gui.collector import Collector
from gui.crash import Crashes
from gui.jobs import Jobs
from gui.theme import theme
from gui.window.frame import Window
from gui.window.language import Speech
from gui.window.preferences import Preferences

SWITCH_S = 0.0001
"""How long a thread may compute before another may go on."""


def make_window(
    preferences: Preferences, crashes: Crashes, workspace: Path | None = None
) -> Window:
    """Make the window and all it stands on; the application must exist.

    Nothing is kept where ``workspace`` is None.
    """
    window = make_frame(preferences, crashes)
    furnish(window, workspace)
    return window


def make_frame(preferences: Preferences, crashes: Crashes) -> Window:
    """Make the window without its pages: what can be painted before anything heavy is loaded."""
    application = QApplication.instance()
    accessibility.install()
    # Each call into Qt lets the job thread go on; at Python's 5 ms a page drawn meanwhile takes
    # several times as long as its own work.
    sys.setswitchinterval(SWITCH_S)
    speech = Speech(application)
    theme().use(preferences.theme)
    theme().set_type(preferences.text_scale, preferences.language)
    speech.use(preferences.language)
    return Window(Jobs(application), speech, preferences, crashes)


def furnish(window: Window, workspace: Path | None) -> None:
    """Give the window its session and pages, and open what it worked on last."""
    from gui.session import Session

    session = Session(window.job_thread, QApplication.instance())
    session.memory = window.preferences.memory
    opening = workspace is not None and workspace.exists()
    window.furnish(session, opening)
    if workspace is not None and opening:
        session.open_workspace(workspace)
    elif workspace is not None:
        session.keep_in(workspace)


UNSEEN_MS = 1000
"""How long to wait for a first paint: a window that starts minimised has none."""


class FirstPaint(QObject):
    """Tells once that its window has been painted, or will not be for now."""

    over = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=UNSEEN_MS)
        self._timer.timeout.connect(self.over)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Wait for the paint, and until it is on the screen."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False


HEAVY = ("numpy", "pandas", "pyqtgraph", "gui.session", "gui.window.furniture")
"""What is loaded after the first paint, on the job thread: the window answers meanwhile."""


def load(progress: Progress) -> None:
    """Import what session and pages need. Makes no Qt objects, only their classes."""
    for name in HEAVY:
        progress.check()
        importlib.import_module(name)


def furnish_soon(window: Window, workspace: Path, then: Callable[[], object]) -> None:
    """Once the window is painted, load what pages need, then furnish it."""

    def loaded(_: None) -> None:
        furnish(window, workspace)
        then()

    FirstPaint(window).over.connect(
        lambda: window.job_thread.start(load, window, loaded, quiet=True)
    )


def open_window() -> int:
    """Open the window and return when it is closed; the exit status of the program.

    Without a screen Qt would abort; a sentence and status 2 say what to do instead.
    """
    if not _has_screen():
        print(
            "There is no screen to open a window on. Use the command line instead: "
            "main.py forecast SHEET --out PLAN.xlsx",
            file=sys.stderr,
        )
        return 2
    QCoreApplication.setApplicationName("Shelfcast")
    QCoreApplication.setApplicationVersion(VERSION)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    crashes = Crashes(parent=application)
    left_behind = crashes.watch()
    preferences = Preferences()
    preferences.workspace.parent.mkdir(parents=True, exist_ok=True)
    window = make_frame(preferences, crashes)
    window.resize(1440, 900)
    window.restoreGeometry(preferences.geometry)
    window.show()
    collector = Collector(application)

    def furnished() -> None:
        collector.spare()
        if left_behind:
            window.dialogs.show_report(left_behind)

    furnish_soon(window, preferences.workspace, furnished)
    try:
        return application.exec()
    finally:
        collector.stop()
        crashes.forget()


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
