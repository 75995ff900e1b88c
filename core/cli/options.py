"""What the options of a command say: settings, and the files beside the sheets."""

from __future__ import annotations

import argparse
import math
from dataclasses import fields, replace
from typing import Any

from core.calendar.choices import CalendarChoices
from core.calendar.file import read_calendar
from core.cli.written import AUTO
from core.settings import Settings
from core.workbook import CALENDAR, MAPPING, RECEIPTS, TERMS, SourceFile

_SOURCES = {"mapping": MAPPING, "terms": TERMS, "receipts": RECEIPTS, "calendar": CALENDAR}


def sources_of(options: argparse.Namespace) -> tuple[SourceFile, ...]:
    """Return the files beside the sheets that the options name."""
    named = ((says, getattr(options, name)) for name, says in _SOURCES.items())
    return tuple(SourceFile(says, path) for says, path in named if path is not None)


def settings_of(options: argparse.Namespace, kept: Settings) -> Settings:
    """Return the settings of the workspace with those that the options say in their place."""
    names = [field.name for field in fields(Settings) if field.name != "calendar"]
    values = {name: getattr(options, name, None) for name in names}
    said: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    if "rooms" in said:
        said["rooms"] = tuple(said["rooms"])
    if said.get("budget") == math.inf:
        said["budget"] = None
    said |= {name: None for name in ("frequency", "horizon") if said.get(name) == AUTO}
    return replace(kept, calendar=_calendar(options, kept.calendar), **said)


def _calendar(options: argparse.Namespace, kept: CalendarChoices) -> CalendarChoices:
    calendar = kept
    if options.calendar is not None:
        calendar = read_calendar(options.calendar)
        calendar = replace(calendar, country=calendar.country or kept.country)
    return replace(calendar, country=options.country) if options.country else calendar
