"""What the command line says: progress as a bar or plain lines, the outcome in a few words."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

from core.progress import Pace, ProgressReport
from core.wording import Sentence

BAR_WIDTH = 24
SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_FRAMES = 0.1


class ConsoleProgress:
    """Listener that draws reports of progress; ``close`` ends the line."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._moving = self._stream.isatty()
        self._pace = Pace()
        self._last_time = 0.0
        self._last_stage = ""
        self._width = 0

    def __call__(self, report: ProgressReport) -> None:
        """Draw one report, unless the last one was drawn just before."""
        now = time.monotonic()
        stage = str(report.stage) or self._last_stage
        pause = SECONDS_BETWEEN_FRAMES if self._moving else SECONDS_BETWEEN_LINES
        finished = report.fraction >= 1.0
        if stage == self._last_stage and now - self._last_time < pause and not finished:
            return
        self._last_time, self._last_stage = now, stage
        line = self._line(stage, report)
        if self._moving:
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            self._stream.write(line + "\n")
        self._stream.flush()

    def close(self) -> None:
        """End the bar's line, so that what follows begins on its own."""
        if self._moving and self._width:
            self._stream.write("\n")
            self._stream.flush()
            self._width = 0

    def _line(self, stage: str, report: ProgressReport) -> str:
        count = f" {report.done:,} of {report.total:,}" if report.total > 1 else ""
        left = self._pace.seconds_left(report.fraction)
        ahead = f", about {_rounded(left)} left" if left is not None and left >= 1 else ""
        filled = round(report.fraction * BAR_WIDTH)
        bar = "█" * filled + "·" * (BAR_WIDTH - filled) + " " if self._moving else ""
        return f"{bar}{report.fraction:4.0%} {stage}{count}{ahead}"


def _rounded(seconds: float) -> str:
    if seconds < 10:
        return f"{5 * max(1, round(seconds / 5))} s"
    if seconds < 60:
        return f"{10 * round(seconds / 10)} s"
    return f"{round(seconds / 60)} min"


def print_import(account: dict[str, Any]) -> None:
    """Say on stdout what was read and kept, in two lines."""
    _print_rows(account)
    print(
        f"{account['series']:,} items, {account['first_day']} to {account['last_day']}, are in the "
        "workspace"
    )


def print_replaced(told: Sentence | None) -> None:
    """Say on stdout that earlier sales were replaced, where they were."""
    if told is not None:
        print(told)


def _print_rows(account: dict[str, Any]) -> None:
    skipped = ", ".join(f"{count:,} {kind}" for kind, count in account["rows_skipped"].items())
    print(
        f"{account['rows_read']:,} rows read = {account['rows_used']:,} used"
        + (f" + {sum(account['rows_skipped'].values()):,} left out ({skipped})" if skipped else "")
    )


def print_summary(account: dict[str, Any]) -> None:
    """Say on stdout what was read, forecast and suggested, in a few lines."""
    _print_rows(account)
    plan = account["plan"]
    print(
        f"{account['series']:,} items, {account['first_day']} to {account['last_day']}, "
        f"{account['periods']} periods of {account['frequency']}, {account['horizon']} ahead"
    )
    models = ", ".join(f"{model} {count:,}" for model, count in account["models"].items())
    print(f"Models used: {models}")
    print(
        f"To order: {plan['units_to_order']:,} units of {plan['items_to_order']:,} items"
        + (f", cost {plan['cost']:,.2f}" if plan["cost"] is not None else "")
    )


def print_scores(scores: dict[str, Any]) -> None:
    """Print each model's scores, a line a model."""
    columns = ("wape", "bias", "rmsse", "pinball", "covered_80", "seconds")
    print("model".ljust(22) + "".join(name.rjust(12) for name in columns))
    for model, figures in scores.items():
        cells = ("–" if figures[name] is None else f"{figures[name]:.4f}" for name in columns)
        print(model.ljust(22) + "".join(cell.rjust(12) for cell in cells))
