"""What can be refused before any work: inputs that are not there, results that cannot be made."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from core import pipeline
from core.calendar.choices import NO_COUNTRY
from core.calendar.public_holidays import check_country
from core.compute import Compute
from core.errors import OptionError
from core.files import check_folder, check_readable, check_writable
from core.wording import QT_TRANSLATE_NOOP, say

_INPUTS = ("mapping", "terms", "receipts", "calendar")
_ENDINGS = {"out": ".xlsx", "forecasts": ".csv", "chart": ".png"}
"""Results that are of one format whatever they are called; a wrong ending would lie about it."""


def check_options(options: argparse.Namespace) -> None:
    """Raise ``OperatorError`` for what could not be read, reached or written in the end, or would
    overwrite a sheet."""
    _check_outputs(options)
    for name in _INPUTS:
        for path in _paths(options, name):
            check_readable(path)
    country = getattr(options, "country", None)
    if country and country != NO_COUNTRY:
        check_country(country)
    Compute(cluster=getattr(options, "cluster", None) or "").check()


def _check_outputs(options: argparse.Namespace) -> None:
    inputs = [*getattr(options, "sheets", ())]
    inputs += [path for name in _INPUTS for path in _paths(options, name)]
    taken = {path.resolve() for path in inputs}
    files = ["out", "forecasts", "chart", "workspace", "report"]
    folders = ["orders"]
    if options.command == "pretrain":
        files, folders = [], ["out"]
    for name in files:
        for path in _paths(options, name):
            check_writable(path)
            _check_ending(path, _ENDINGS.get(name, ""))
            if path.resolve() in taken:
                raise OptionError(
                    say(
                        QT_TRANSLATE_NOOP(
                            "core",
                            "{name} is named twice, as sheet or result. Give each result a name of "
                            "its own.",
                        ),
                        name=path.name,
                    )
                )
            taken.add(path.resolve())
    for name in folders:
        for folder in _paths(options, name):
            check_folder(folder)
    for workspace in _paths(options, "workspace"):
        if workspace.exists():
            pipeline.check_workspace(workspace)


def _paths(options: argparse.Namespace, name: str) -> Iterator[Path]:
    path: Path | None = getattr(options, name, None)
    if path is not None:
        yield path


def _check_ending(path: Path, ending: str) -> None:
    if ending and path.suffix.lower() != ending:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "{name} must end in {ending}, the only kind that can be written there."
                ),
                name=path.name,
                ending=ending,
            )
        )
