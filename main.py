"""Shelfcast: the window without arguments, the command line with them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# Many small matrices: threads inside one multiplication cost more than they give, and work is
# already spread over processes. Said before numpy is first imported, and handed on to workers.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

if TYPE_CHECKING:
    from core.cli.commands import Picture
    from core.workbook import OrderPapers


def main(arguments: list[str]) -> int:
    """Open the window, or run the command given; return the exit status."""
    if arguments:
        try:
            from core.cli.run import run

            return run(arguments, draw_picture, print_orders)
        except KeyboardInterrupt:
            return 130  # Ctrl-C while the program was still starting
    from gui.app import open_window

    return open_window()


def draw_picture(path: Path, picture: Picture) -> None:
    """Draw the chart of one item; core asks for it through here, for it knows no Qt."""
    from gui.charts.picture import save_picture

    shown = (picture.demand, picture.forecast, picture.row, picture.language)
    save_picture(path, *shown, title=picture.title)


def print_orders(folder: Path, papers: OrderPapers) -> None:
    """Write purchase orders as PDF; core asks for it through here, likewise."""
    from gui.charts import order_papers

    order_papers.print_orders(folder, papers)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    # A job that a script puts in the background ignores Ctrl-C unless told otherwise, and one that
    # is ended should take its workers with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if len(sys.argv) > 1:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
