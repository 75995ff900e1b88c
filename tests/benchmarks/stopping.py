"""How long it takes until an import that was asked to stop has stopped.

::

    python -m tests.benchmarks.stopping [--lines N] [--asks N] [--folder F]

Imports a million order lines (``order_lines``), as a workbook and as CSV, and asks it to stop at
moments spread over the whole of it: while the reading process starts, splits and sends, while the
sheet is understood and while it is cleaned. Prints the seconds from asking to having stopped: the
longest, and the share under a second; beside them what a bare thread takes to wake, which is what a
busy machine adds.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

from core import pipeline
from core.progress import Cancelled, Progress
from tests.benchmarks.order_lines import order_lines, written


def main() -> None:
    """Import, stop, and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--lines", type=int, default=1_000_000)
    options.add_argument("--asks", type=int, default=8)
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.gettempdir()) / "shelfcast-order-lines"
    lines = order_lines(chosen.lines)
    print("| file | whole import, s | asked | longest to stop, s | under 1 s | waking alone, s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for kind in ("xlsx", "csv utf-8"):
        path = written(folder, kind, lines)
        begin = time.perf_counter()
        _import(path, Progress())
        whole = time.perf_counter() - begin
        waits, wakes = [], []
        for number in range(chosen.asks):
            found = _stopped_after(path, whole * (number + 0.5) / chosen.asks)
            if found is not None:
                waits.append(found)
            wakes.append(_waking())
        soon = sum(wait < 1.0 for wait in waits)
        print(
            f"| {kind} | {whole:.1f} | {len(waits)} | {max(waits, default=0):.2f} |"
            f" {soon} of {len(waits)} | {max(wakes):.2f} |",
            flush=True,
        )


def _import(path: Path, progress: Progress) -> None:
    sheets = pipeline.read([path], progress)
    progress.check()
    maps = pipeline.understand(sheets)
    progress.check()
    pipeline.import_sales(sheets, maps, progress)


def _stopped_after(path: Path, seconds: float) -> float | None:
    """Return the seconds from asking to having stopped; None where it was done before."""
    progress, asked = Progress(), [0.0]

    def ask() -> None:
        asked[0] = time.perf_counter()
        progress.cancel()

    timer = threading.Timer(seconds, ask)
    timer.start()
    try:
        _import(path, progress)
    except Cancelled:
        return time.perf_counter() - asked[0]
    finally:
        timer.cancel()
    return None


def _waking() -> float:
    begin = time.perf_counter()
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
