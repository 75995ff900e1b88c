"""The application: made once, with its look, language, session and window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from core.version import VERSION
from gui.collector import Collector
from gui.crash import Crashes
from gui.jobs import Jobs
from gui.session import Session
from gui.theme import theme
from gui.window.frame import Window
from gui.window.language import Speech
from gui.window.preferences import Preferences

SWITCH_S = 0.001
"""How long a thread may compute before another may go on."""


def make_window(
    preferences: Preferences, crashes: Crashes, workspace: Path | None = None
) -> Window:
    """Make the window and all it stands on; the application must exist.

    Nothing is kept where ``workspace`` is None.
    """
    application = QApplication.instance()
    # Each call into Qt lets the job thread go on; at Python's 5 ms a page drawn meanwhile takes
    # several times as long as its own work.
    sys.setswitchinterval(SWITCH_S)
    speech = Speech(application)
    theme().use(preferences.theme)
    theme().set_type(preferences.text_scale, preferences.language)
    speech.use(preferences.language)
    jobs = Jobs(application)
    session = Session(jobs, application)
    session.memory = preferences.memory
    window = Window(session, speech, preferences, crashes)
    window.offer_recent()
    if workspace is not None and workspace.exists():
        session.open_workspace(workspace)
    elif workspace is not None:
        session.keep_in(workspace)
    return window


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
    window = make_window(preferences, crashes, preferences.workspace)
    window.resize(1440, 900)
    window.restoreGeometry(preferences.geometry)
    window.show()
    collector = Collector(application)
    if left_behind:
        QTimer.singleShot(0, lambda: window.show_report(left_behind))
    try:
        return application.exec()
    finally:
        collector.stop()
        crashes.forget()


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
