"""Shelfcast: the window without arguments, the command line with them."""

from __future__ import annotations

import multiprocessing
import sys


def main(arguments: list[str]) -> int:
    """Open the window, or run the command given; return the exit status."""
    if arguments:
        from core.cli import run

        return run(arguments)
    from gui.app import open_window

    return open_window()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
