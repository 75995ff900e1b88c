from __future__ import annotations

import io

from core.cli.console import ConsoleProgress
from core.progress import ProgressReport
from core.wording import say


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def reports():
    stage = say("Testing models")
    return [ProgressReport(stage, i, 10, i / 10) for i in range(11)]


def test_a_pipe_gets_plain_lines_and_few_of_them():
    """Where stderr is no terminal: whole lines without control characters, first and last shown."""
    stream = io.StringIO()
    listener = ConsoleProgress(stream)
    for report in reports():
        listener(report)
    listener.close()
    lines = stream.getvalue().splitlines()
    assert lines[0].strip().startswith("0% Testing models")
    assert lines[-1].startswith("100% Testing models 10 of 10")
    assert len(lines) == 2
    assert "\r" not in stream.getvalue()


def test_a_terminal_gets_a_bar_that_ends_its_line():
    """On a terminal one line is redrawn in place and ended before anything else is printed."""
    stream = Terminal()
    listener = ConsoleProgress(stream)
    for report in reports():
        listener(report)
    listener.close()
    assert stream.getvalue().count("\r") >= 2
    assert "█" * 24 in stream.getvalue()
    assert stream.getvalue().endswith("\n")
