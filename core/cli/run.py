"""The command line: the same pipeline as the window's, for scheduled runs and tests.

Exit status: 0 done; 2 the input or an option is at fault, said in one sentence; 1 a bug;
130 interrupted. Progress goes to stderr, results to stdout.
"""

from __future__ import annotations

import sys
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path

from core.cli import report
from core.cli.checks import check_options
from core.cli.commands import DrawPicture, PrintOrders
from core.cli.console import ConsoleProgress
from core.cli.parser import CommandParser, command_parser
from core.errors import OperatorError, OptionError
from core.evaluation.backtest import ModelFailureWarning
from core.files import check_writable
from core.progress import Progress

DONE, BUG, AT_FAULT, INTERRUPTED = 0, 1, 2, 130


def run(
    arguments: Sequence[str],
    draw_picture: DrawPicture,
    print_orders: PrintOrders | None = None,
) -> int:
    """Run one command and return its exit status."""
    report_path: Path | None = None
    listener = None
    try:
        named = _report_named(arguments)
        if named is not None:
            check_writable(named)
        report_path = named
        options = command_parser(print_orders).parse_args(arguments)
        listener = None if options.quiet else ConsoleProgress()
        check_options(options)
        with warnings.catch_warnings():
            # A model that failed is told in the report; the merchant cannot mend it.
            warnings.simplefilter("ignore", ModelFailureWarning)
            options.run(options, Progress(listener), draw_picture)
    except OperatorError as error:
        _close(listener)
        print(error, file=sys.stderr)
        if report_path is not None:
            try:
                report.write_report(report_path, report.error_report(error))
            except OperatorError as unwritten:
                print(unwritten, file=sys.stderr)
        return AT_FAULT
    except KeyboardInterrupt:
        _close(listener)
        print("Stopped. No file was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except Exception:
        # The one place where a bug ends: shown whole, told apart from the operator's mistakes.
        _close(listener)
        traceback.print_exc()
        return BUG
    _close(listener)
    return DONE


def _report_named(arguments: Sequence[str]) -> Path | None:
    """Return where the report is to go, even where the other options make no sense."""
    parser = CommandParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--report", type=Path)
    try:
        path: Path | None = parser.parse_known_args(arguments)[0].report
    except OptionError:
        return None  # the whole parser says what is wrong with it
    return path


def _close(listener: ConsoleProgress | None) -> None:
    if listener is not None:
        listener.close()
