"""How fast the window is: python -m tests.benchmarks.window_speed [--items N] [--rounds N] [PART …]

Parts: start, open, switch, pan, filter, memory; all of them where none is named. Each figure stands
beside a floor or a peer measured in the same run, for machines differ and are busy: bare Qt for the
start, an empty plot of pyqtgraph for panning, Qt's own sorted and filtered model for the tables.
Runs offscreen, and under a display where DISPLAY is set (``xvfb-run -a python -m …``).

Times are medians, with the 95th percentile where it is a figure people feel; "own" is the processor
time of the window's thread, which other programs do not lengthen.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

FORBIDDEN = ("torch", "statsmodels", "scipy", "pandas", "openpyxl", "joblib", "sklearn")
"""What may not be loaded before the window is painted."""

WATCH = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

class Eye(QObject):
    seen = 0.0
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and not self.seen:
            QTimer.singleShot(0, self.note)
        return False
    def note(self):
        self.seen = self.seen or time.time()

def watch(window, application):
    eye = Eye()
    window.installEventFilter(eye)
    window.show()
    while not eye.seen:
        application.processEvents()
    loaded = [name for name in {forbidden!r} if name in sys.modules]
    told = {{"painted": eye.seen, "loaded": loaded}}
    if hasattr(window, "welcome"):
        use(window, application, told)
    print(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)

def use(window, application, told):
    'Click Open, then the sample, as soon as they can be seen.'
    asked = []
    def ask(*_):
        asked.append(time.time())
        return [], ""
    QFileDialog.getOpenFileNames = ask
    begin = time.time()
    QTest.mouseClick(window.welcome.open_button, Qt.MouseButton.LeftButton)
    told["opened"] = asked[0]
    QTest.mouseClick(window.welcome.sample_button, Qt.MouseButton.LeftButton)
    application.processEvents()
    assert window.jobs.words.text()
    told["answered"] = time.time()
    ticks = [time.perf_counter()]
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    while len(window.pages.made) < 6 or not window.job_thread.busy:
        application.processEvents()
        if "reading" not in told and window.job_thread.visible is not None:
            told["reading"] = time.time()
        time.sleep(0.0005)
    told["whole"] = time.time()
    told["gap"] = max(after - before for before, after in zip(ticks, ticks[1:]))
"""

BARE = """
from PySide6.QtWidgets import QMainWindow
application = QApplication([])
watch(QMainWindow(), application)
"""

OURS = """
sys.path.insert(0, {root!r})
import gui.app
shown = gui.app.Window.show
def show(window):
    global own
    own = window
    shown(window)
gui.app.Window.show = show
QApplication.exec = lambda *_: watch(own, QApplication.instance())
gui.app.open_window()
"""


def start(rounds: int) -> None:
    """First paint and first answers of our window against bare Qt's paint, in fresh processes."""
    told: dict[str, list[dict]] = {"bare Qt": [], "Shelfcast": []}
    watch = WATCH.format(forbidden=FORBIDDEN)
    for _ in range(rounds):
        for name, script in (("bare Qt", BARE), ("Shelfcast", OURS.format(root=str(ROOT)))):
            with tempfile.TemporaryDirectory() as home:
                own = dict(os.environ, HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home)
                begin = time.time()
                ended = subprocess.run(
                    [sys.executable, "-c", watch + script],
                    env=own,
                    capture_output=True,
                    text=True,
                    check=True,
                )
                times = json.loads(ended.stdout.splitlines()[-1])
            moments = ("painted", "opened", "answered", "reading", "whole")
            told[name].append(times | {key: times[key] - begin for key in moments if key in times})

    def middle(name: str, key: str) -> float:
        return statistics.median(run[key] for run in told[name])

    print("| start, from the command to … | s |\n| --- | ---: |")
    print(f"| the first paint of bare Qt | {middle('bare Qt', 'painted'):.2f} |")
    for words, key in (
        ("our first paint", "painted"),
        ("the answer to a click on Open", "opened"),
        ("the answer to a click on the sample", "answered"),
        ("the sample being read", "reading"),
        ("all pages being there", "whole"),
    ):
        print(f"| {words} | {middle('Shelfcast', key):.2f} |")
    ratio = middle("Shelfcast", "painted") / middle("bare Qt", "painted")
    heavy = sorted({name for run in told["Shelfcast"] for name in run["loaded"]})
    print(f"\nfirst paints {ratio:.2f}; longest gap while the rest is loaded, ms: ", end="")
    print(f"{1000 * middle('Shelfcast', 'gap'):.0f}; heavy modules by then: {heavy or 'none'}\n")


class Bench:
    """One application and window for all parts that need them."""

    def __init__(self, items: int) -> None:
        from PySide6.QtWidgets import QApplication

        from gui.app import make_window
        from gui.collector import Collector
        from gui.crash import Crashes
        from gui.window.preferences import Preferences

        self.items = items
        self.application = QApplication.instance() or QApplication([])
        self.application.setStyle("Fusion")
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        preferences = Preferences(home / "shelfcast.ini")
        preferences.language = "en"
        self.window = make_window(preferences, Crashes(home))
        self.window.resize(1440, 900)
        self.window.show()
        self.collector = Collector(self.application)
        self.collector.spare()
        self.settle()

    def settle(self, turns: int = 20) -> None:
        """Let everything that is due be done."""
        for _ in range(turns):
            self.application.processEvents()

    def until(self, true: Callable[[], bool], seconds: float = 900.0) -> None:
        """Let the window live until something is true."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise TimeoutError
            self.application.processEvents()
            time.sleep(0.001)

    def close(self) -> None:
        """End it."""
        self.window.close()
        self.window.session.jobs.shut_down()
        self.folder.cleanup()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return (ms, ms of this thread) that ``work`` takes."""
    wall, own = time.perf_counter(), time.thread_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - own)


def line(name: str, times: list[tuple[float, float]], note: str = "") -> None:
    """Print a row: median and 95th percentile of the wall clock, median of our own time."""
    wall = sorted(t[0] for t in times)
    late = wall[min(len(wall) - 1, int(0.95 * len(wall)))]
    own = statistics.median(t[1] for t in times)
    print(
        f"| {name} | {statistics.median(wall):.1f} | {late:.1f} | {own:.1f} | {note} |", flush=True
    )


HEADER = "| what | ms | 95 % under | own ms | note |\n| --- | ---: | ---: | ---: | --- |"


def open_workspace(bench: Bench) -> None:
    """Open a stored workspace until its items can be seen."""
    from core import pipeline
    from core.settings import Settings
    from tests.gui.made_up_session import made_up_session

    made = made_up_session(bench.items, 156)
    made.jobs.shut_down()
    path = Path(bench.folder.name) / "large.shelf"
    pipeline.save_workspace(
        path,
        settings=Settings(),
        imported=made.imported,
        demand=made.demand,
        run=made.run,
        terms=made.terms,
        plan=made.plan,
    )
    session, page = bench.window.session, bench.window.pages["forecast"]
    bench.window.open_stage("forecast")
    times = []
    for _ in range(3):
        session.run = None

        def opened() -> None:
            bench.window.files.open_workspace(path)
            bench.until(lambda: session.run is not None and not page.redraw.stale)
            bench.settle(3)

        times.append(timed(opened))
    size = path.stat().st_size / 2**20
    line(f"open a workspace of {bench.items:,} items", times, f"{size:.0f} MB on disk")


def switch(bench: Bench) -> None:
    """Look at another item: chart, derivation and models are painted anew; of a far item also the
    table, which scrolls to it."""
    session = bench.window.session
    bench.window.open_stage("forecast")
    bench.settle()
    page = bench.window.pages["forecast"]
    table = page.table.items
    times = []
    for row in range(60):

        def take_next(row: int = row) -> None:
            session.select(table.source(row % 12))
            bench.until(lambda: page.turns.idle)
            bench.settle(2)

        times.append(timed(take_next))
    line("choose the next item in the table on forecast", times[15:])
    for stage in ("forecast", "restock"):
        bench.window.open_stage(stage)
        bench.settle()
        times = []
        for number in range(60):

            def change(number: int = number) -> None:
                session.select((37 * number + 11) % bench.items)
                bench.settle(2)

            times.append(timed(change))
        line(f"choose an item on {stage}", times[5:])


def pan(bench: Bench) -> None:
    """Pan charts whose history is all in view, against an empty plot that is panned alike."""
    from dataclasses import replace

    import numpy as np
    import pyqtgraph as pg

    from core.frequency import Frequency
    from gui.charts.forecast_chart import ForecastChart
    from gui.charts.series import forecast_series
    from tests.made_up import made_up_demand, made_up_forecast

    def frames(view) -> list[tuple[float, float]]:
        (low, high), _ = view.viewRange()
        view.setLimits(xMin=None, xMax=None)
        times = []
        for number in range(60):
            step = (high - low) * (0.005 if number % 2 else -0.004)

            def move(step: float = step) -> None:
                view.translateBy(x=step)
                bench.application.processEvents()

            times.append(timed(move))
        return times[5:]

    floor = pg.PlotWidget()
    floor.resize(900, 520)
    floor.show()
    bench.settle()
    line("pan an empty plot", frames(floor.getPlotItem().getViewBox()), "the floor")
    floor.close()
    for name, length in (("10 years daily", 3653), ("100,000", 100_000), ("1,000,000", 1_000_000)):
        demand = made_up_demand(1, length, Frequency.DAILY)
        if length > 50_000:
            demand = replace(demand, start=np.datetime64("0001-01-01"))
        chart = ForecastChart()
        chart.resize(900, 520)
        chart.show_series(forecast_series(demand, made_up_forecast(demand, 28), 0))
        chart.show()
        chart.show_all()
        bench.settle()
        line(f"pan {name} points with all fans", frames(chart.plot.view))
        chart.close()


def filter_and_sort(bench: Bench, count: int = 20_000) -> None:
    """Sort and search the item table, against Qt's own model doing the same."""
    from dataclasses import replace

    import numpy as np
    from PySide6.QtCore import QSortFilterProxyModel, Qt
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    from gui.tables.item_facts import item_facts, run_facts
    from gui.tables.item_table import ItemTable
    from gui.tables.items import ItemColumn
    from tests.made_up import made_up_demand, made_up_forecast

    demand = made_up_demand(count, 60)
    forecast = made_up_forecast(demand, 13, 20)
    rng = np.random.default_rng(3)
    words = "青瓷茶杯黄铜钢笔桂花香薰蜡烛周计划本帆布袋彩笔礼盒"
    titles = ["".join(rng.choice(list(words), 6)) + f" {k}" for k in range(count)]
    demand = replace(demand, titles=tuple(titles))
    facts = item_facts(demand, run_facts(demand, forecast), titles)
    table = ItemTable()
    table.resize(480, 800)
    table.show()
    table.items.show_facts(facts, demand.frequency, 13)
    bench.settle()
    times: dict[str, list[tuple[float, float]]] = {}
    for number in range(8):
        down = Qt.SortOrder.DescendingOrder if number % 2 else Qt.SortOrder.AscendingOrder
        for name, work in (
            ("sort by units", lambda down=down: table.sortByColumn(ItemColumn.TOTAL, down)),
            ("sort by name, pinyin", lambda down=down: table.sortByColumn(ItemColumn.NAME, down)),
            ("filter: rising", lambda: table.items.show_kind("rising")),
            ("filter: all", lambda: table.items.show_kind("all")),
            (
                "search by pinyin",
                lambda n=number: table.items.search(("qing", "bei", "zhou")[n % 3]),
            ),
            ("search cleared", lambda: table.items.search("")),
        ):

            def run(work: Callable[[], object] = work) -> None:
                work()
                bench.settle(2)

            times.setdefault(name, []).append(timed(run))
    for name, measured in times.items():
        line(f"{name}, {count:,} rows", measured[1:], f"first time {measured[0][0]:.0f}")
    peer = QStandardItemModel(0, 1)
    for title in titles:
        peer.appendRow(QStandardItem(title))
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(peer)
    measured = []
    for number in range(4):
        down = Qt.SortOrder.DescendingOrder if number % 2 else Qt.SortOrder.AscendingOrder
        measured.append(timed(lambda down=down: proxy.sort(0, down)))
    line(f"sort by name, {count:,} rows", measured[1:], "peer: QSortFilterProxyModel, no pinyin")
    measured = []
    for text in ("青", "杯", "周", ""):
        measured.append(timed(lambda text=text: proxy.setFilterFixedString(text)))
    line(f"search, {count:,} rows", measured, "peer: QSortFilterProxyModel, no pinyin")
    table.close()


def resident() -> float:
    """Return the memory of this process that lies in RAM, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(bench: Bench) -> None:
    """Memory and objects after item switches, and after forecasts of the same shop."""
    from tests.benchmarks.large_shop import write_sheet

    session, window = bench.window.session, bench.window
    sheet = Path(bench.folder.name) / "small.csv"
    write_sheet(sheet, 60)
    session.begin_anew(Path(bench.folder.name) / "small.shelf")
    session.change_settings(models=("seasonal_naive", "moving_mean", "tsb"))
    window.files.open([sheet])
    bench.until(lambda: session.preview is not None)
    session.finish_import()
    bench.until(lambda: not session.jobs.busy and session.terms is not None)
    bench.settle()

    def forecast() -> None:
        window.forecast()
        bench.until(
            lambda: not session.jobs.busy and session.plan is not None and not session.stale
        )
        bench.settle()

    def switches() -> None:
        for stage in ("forecast", "restock"):
            window.open_stage(stage)
            for number in range(100):
                session.select((7 * number + 3) % 60)
                bench.settle(2)

    print("\n| after | MB | objects | top-level widgets |\n| --- | ---: | ---: | ---: |")

    def row(name: str) -> None:
        gc.collect()
        widgets = len(bench.application.allWidgets())
        print(f"| {name} | {resident():.0f} | {len(gc.get_objects()):,} | {widgets} |", flush=True)

    forecast()
    switches()
    row("1 forecast and 200 item switches, to warm up")
    switches()
    row("200 more item switches")
    for _ in range(3):
        forecast()
    row("3 forecasts, to warm up")
    for _ in range(20):
        forecast()
    row("20 more forecasts")


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parts = ("start", "open", "switch", "pan", "filter", "memory")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*parts, []])
    parser.add_argument("--items", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    wanted = options.parts or parts
    print(f"platform: {os.environ.get('QT_QPA_PLATFORM', 'the display')}\n")
    if "start" in wanted:
        start(options.rounds)
    if set(wanted) == {"start"}:
        return 0
    bench = Bench(options.items)
    print(HEADER)
    if "open" in wanted or "switch" in wanted:
        open_workspace(bench)
    if "switch" in wanted:
        switch(bench)
    if "pan" in wanted:
        pan(bench)
    if "filter" in wanted:
        filter_and_sort(bench)
    if "memory" in wanted:
        memory(bench)
    bench.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
