"""The operator's calendar as a TOML file: what ``--calendar`` reads."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from core.calendar.choices import CalendarChoices, OwnEvent, Promotion, Span
from core.errors import OptionError
from core.wording import QT_TRANSLATE_NOOP, say


def read_calendar(path: Path) -> CalendarChoices:
    """Return the choices of a file.

        country = "CN"                      # or "none"
        left_out = ["valentine"]            # kinds of built-in events
        paydays = [10, 25]
        [[event]]                           # name, first, last; yearly, before, after
        [[closed]]                          # first, last
        [[promotion]]                       # first, last; items, kind, price, lift

    Raises ``OptionError`` where the file cannot be read or says something that makes no sense.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return CalendarChoices(
            country=str(table.get("country", "")),
            left_out=tuple(map(str, table.get("left_out", ()))),
            own=tuple(_event(entry) for entry in table.get("event", ())),
            closures=tuple(_span(entry) for entry in table.get("closed", ())),
            paydays=tuple(map(int, table.get("paydays", ()))),
            promotions=tuple(_promotion(entry) for entry in table.get("promotion", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The calendar {name} cannot be read ({reason}). Give it as TOML, with days "
                    "such as 2026-11-11.",
                ),
                name=path.name,
                reason=str(error),
            )
        ) from error


def _span(entry: Mapping[str, Any]) -> Span:
    return Span(_day(entry["first"]), _day(entry.get("last", entry["first"])))


def _day(value: object) -> np.datetime64:
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    return np.datetime64(day.isoformat()[:10], "D")


def _event(entry: Mapping[str, Any]) -> OwnEvent:
    return OwnEvent(
        name=str(entry["name"]),
        span=_span(entry),
        yearly=bool(entry.get("yearly", False)),
        before=int(entry.get("before", 0)),
        after=int(entry.get("after", 0)),
    )


def _promotion(entry: Mapping[str, Any]) -> Promotion:
    return Promotion(
        span=_span(entry),
        items=tuple(map(str, entry.get("items", ()))),
        kind=str(entry.get("kind", "promotion")),
        price=float(entry.get("price", math.nan)),
        lift=float(entry.get("lift", math.nan)),
    )
