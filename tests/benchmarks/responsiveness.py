"""How long the window stands still while it works.

::

    python tests/benchmarks/responsiveness.py [SHEET …] [--models NAME,…] [--frequency D|W|M]
        [--until STAGE]

Does the whole job in the real window, offscreen, and measures the gaps between two ticks of a 10 ms
timer on the window's thread. Without a sheet, on the bundled sample with every model; with
``--items N``, on N made-up items of 120 weeks. Prints a Markdown table: seconds, ticks, and in ms
the longest gap, the 99th percentile, and two figures that other programs on the machine do not
lengthen: the longest gap undisturbed, which is no more than the processor time that all threads of
the program took in it (Python lets one of them compute at a time), and the longest work of the
window's thread alone. Runs offscreen, and under a display where DISPLAY is set (``xvfb-run -a``).

Then the time of a frame while a chart of 100,000 points is panned, all of it in view.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from core.frequency import Frequency  # noqa: E402 - found only now
from tests.benchmarks.large_shop import write_sheet  # noqa: E402

TICK_MS = 10
LIMIT_S = 1800


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a stage did not end."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from gui.app import make_window
    from gui.collector import Collector
    from gui.crash import Crashes
    from gui.window.frame import STAGES
    from gui.window.preferences import Preferences

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sheets", nargs="*", type=Path)
    parser.add_argument("--items", type=int, default=0)
    parser.add_argument("--models", default="")
    parser.add_argument("--until", default="", help="the last stage to be measured")
    parser.add_argument("--frequency", choices=[f.value for f in Frequency])
    options = parser.parse_args(arguments)
    sheets = options.sheets or [ROOT / "resources" / "samples" / "gift-shop-en.xlsx"]
    if options.items:
        sheets = [Path(tempfile.mkdtemp()) / "made-up.csv"]
        write_sheet(sheets[0], options.items)

    application = QApplication([])
    application.setStyle("Fusion")
    ticks: list[tuple[float, float, float]] = []
    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(lambda: ticks.append(_now()))
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
        Collector(application).spare()
        timer.start()
        while len(window.pages.made) < len(STAGES):
            application.processEvents()

        def stage(start: Callable[[], object], ended: Callable[[], bool]) -> np.ndarray:
            application.processEvents()
            ticks.clear()
            begin = time.perf_counter()
            ticks.append(_now())
            start()
            turns = 0
            # A few turns more: what a stage changes is drawn in those that follow.
            while not troubles and (turns < 20 or not ended() or session.jobs.busy):
                turns += 1
                if time.perf_counter() - begin > LIMIT_S:
                    troubles.append("a stage did not end")
                application.processEvents()
                time.sleep(0.0005)
            ticks.append(_now())
            return np.diff(np.array(ticks), axis=0)

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
            (
                "forecast and plan",
                window.forecast,
                lambda: session.plan is not None and not session.stale,
            ),
            *(
                (f"open {name}", partial(window.open_stage, name), lambda: True)
                for name in ("today", "import", "check", "accuracy", "forecast")
            ),
            ("choose an item", lambda: session.select(5), lambda: True),
            ("open restock", partial(window.open_stage, "restock"), lambda: True),
            ("decide", lambda: session.decide(5, "accepted", 7.0), lambda: True),
            ("export", lambda: window.files.export(target), lambda: session.exported is not None),
            ("save", session.save, lambda: True),
        ]
        print(f"platform: {application.platformName()}\n")
        print("| stage | seconds | ticks | longest gap | 99 % under | undisturbed | own work |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for name, start, ended in stages:
            gaps = stage(start, ended)
            if troubles:
                print(f"{name}: {troubles[0]}", file=sys.stderr)
                break
            wall, own = 1000 * gaps[:, 0], 1000 * gaps[:, 1]
            undisturbed = np.minimum(wall, 1000 * gaps[:, 2])
            print(
                f"| {name} | {wall.sum() / 1000:.1f} | {len(gaps)} | {wall.max():.0f} |"
                f" {np.quantile(wall, 0.99):.0f} | {undisturbed.max():.0f} | {own.max():.0f} |",
                flush=True,
            )
            if name == options.until:
                break
        timer.stop()
        if not troubles and not options.until:
            frames = _pan(application)
            print(
                f"\nA frame while 100,000 points are panned: {np.median(frames):.1f} ms, "
                f"95 % under {np.quantile(frames, 0.95):.1f} ms (processor time)"
            )
        window.close()
        session.jobs.shut_down()
    return 1 if troubles else 0


def _pan(application) -> np.ndarray:
    """Return the milliseconds of 40 frames."""
    from gui.charts.forecast_chart import ForecastChart
    from gui.charts.series import forecast_series
    from tests.made_up import made_up_demand, made_up_forecast

    demand = made_up_demand(1, 100_000, Frequency.DAILY)
    demand = replace(demand, start=np.datetime64("1800-01-01"))
    chart = ForecastChart()
    chart.resize(900, 520)
    chart.show_series(forecast_series(demand, made_up_forecast(demand, 28), 0))
    chart.show()
    chart.show_all()
    application.processEvents()
    view, frames = chart.plot.view, []
    (low, high), _ = view.viewRange()
    view.setLimits(xMin=None, xMax=None)
    for number in range(40):
        begin = time.thread_time()
        view.translateBy(x=(high - low) * (0.005 if number % 2 else -0.004))
        application.processEvents()
        frames.append(1000 * (time.thread_time() - begin))
    chart.close()
    return np.array(frames)


def _now() -> tuple[float, float, float]:
    """Return the time, the processor time of this thread and that of the program; seconds."""
    return time.perf_counter(), time.thread_time(), time.process_time()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
