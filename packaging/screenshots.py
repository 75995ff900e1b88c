"""Pictures of every page: python packaging/screenshots.py FOLDER [light dark] [en zh_CN].

Opens the window without a screen, imports the bundled sample, forecasts it, and saves each page at
1440 × 900 as PAGE-LANGUAGE-THEME.png. Look at them after every change of the look.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402

from core.wording import LANGUAGES  # noqa: E402
from gui.app import make_window  # noqa: E402
from gui.crash import Crashes  # noqa: E402
from gui.theme import THEMES  # noqa: E402
from gui.window.frame import STAGES, Window  # noqa: E402
from gui.window.preferences import Preferences  # noqa: E402

LONGEST = 900.0
"""Seconds that the sample's forecast may take."""


def main(arguments: list[str]) -> int:
    """Take the pictures; return the exit status."""
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    looks = [name for name in arguments[1:] if name in THEMES] or ["light", "dark"]
    languages = [name for name in arguments[1:] if name in LANGUAGES] or list(LANGUAGES)
    application = QApplication([])
    application.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as own:
        for language in languages:
            preferences = Preferences(Path(own) / f"{language}.ini")
            preferences.language = language
            window = make_window(preferences, Crashes(Path(own)))
            window.resize(1440, 900)
            window.show()
            take_all(window, folder, looks, language)
            window.close()
            window.deleteLater()
    return 0


def take_all(window: Window, folder: Path, looks: list[str], language: str) -> None:
    """Walk through the whole job, taking each page where it is at its fullest."""

    def take(name: str) -> None:
        for look in looks:
            window.use_theme(look)
            wait_until(lambda: False, 0.3)
            window.grab().save(str(folder / f"{name}-{language}-{look}.png"))

    session = window.session
    take("empty")
    window.files.open_sample()
    wait_until(lambda: session.preview is not None, 120)
    take("import")
    window.top.primary.click()
    wait_until(lambda: session.demand is not None, 120)
    window.open_stage("check")
    take("check")
    window.forecast()
    wait_until(lambda: session.plan is not None, LONGEST)
    for name, _ in STAGES:
        if name not in ("import", "check"):
            window.open_stage(name)
            take(name)


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    """Let the window live until something is true or the time is over."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
