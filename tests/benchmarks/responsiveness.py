"""How long the window stands still while it works.

::

    python tests/benchmarks/responsiveness.py [SHEET …] [--models NAME,…] [--frequency D|W|M]

Does the whole job in the real window, offscreen, and measures the gaps between two ticks of a 10 ms
timer on the window's thread. Without a sheet, on the bundled sample with every model. Prints a
Markdown table: seconds, ticks, longest gap and 99th percentile in ms for each stage.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TICK_MS = 10
LIMIT_S = 1800


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a stage did not end."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from core.demand import Frequency
    from gui.app import make_window
    from gui.crash import Crashes
    from gui.window.preferences import Preferences

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sheets", nargs="*", type=Path)
    parser.add_argument("--models", default="")
    parser.add_argument("--frequency", choices=[f.value for f in Frequency])
    options = parser.parse_args(arguments)
    sheets = options.sheets or [ROOT / "resources" / "samples" / "gift-shop-en.xlsx"]

    application = QApplication([])
    application.setStyle("Fusion")
    ticks: list[float] = []
    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "shelfcast.ini")
        preferences.workspace = Path(folder) / "shop.shelf"
        window = make_window(preferences, Crashes(Path(folder) / "crashes"), preferences.workspace)
        session = window.session
        troubles: list[object] = []
        session.jobs.refused.connect(lambda _, error: troubles.append(error))
        session.jobs.crashed.connect(lambda _, error: troubles.append(error))
        window.resize(1440, 900)
        window.show()
        timer.start()

        def stage(start: Callable[[], object], ended: Callable[[], bool]) -> np.ndarray:
            application.processEvents()
            ticks.clear()
            begin = time.perf_counter()
            ticks.append(begin)
            start()
            while not troubles and not (ended() and not session.jobs.busy):
                if time.perf_counter() - begin > LIMIT_S:
                    troubles.append("a stage did not end")
                application.processEvents()
                time.sleep(0.0005)
            ticks.append(time.perf_counter())
            return np.diff(ticks)

        session.change_settings(
            models=tuple(name for name in options.models.split(",") if name),
            frequency=Frequency(options.frequency) if options.frequency else None,
        )
        target = Path(folder) / "plan.xlsx"
        stages: list[tuple[str, Callable[[], object], Callable[[], bool]]] = [
            (
                "read and understand",
                lambda: window.files.open(sheets),
                lambda: bool(session.preview),
            ),
            ("finish import", session.finish_import, lambda: session.terms is not None),
            ("forecast and plan", window.forecast, lambda: session.plan is not None),
            ("open every page", lambda: _open_pages(window), lambda: True),
            ("export", lambda: window.files.export(target), lambda: session.exported is not None),
            ("save", session.save, lambda: True),
        ]
        print("| stage | seconds | ticks | longest gap (ms) | 99 % of gaps under (ms) |")
        print("| --- | --- | --- | --- | --- |")
        for name, start, ended in stages:
            gaps = stage(start, ended)
            if troubles:
                print(f"{name}: {troubles[0]}", file=sys.stderr)
                break
            print(
                f"| {name} | {gaps.sum():.1f} | {len(gaps)} | {1000 * gaps.max():.0f} |"
                f" {1000 * np.quantile(gaps, 0.99):.0f} |",
                flush=True,
            )
        timer.stop()
        window.close()
        session.jobs.shut_down()
    return 1 if troubles else 0


def _open_pages(window) -> None:
    for name in window.pages:
        window.open_stage(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
