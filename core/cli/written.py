"""Values of options that are more than a number: periods, models, storage rooms, classes, costs."""

from __future__ import annotations

import argparse
import math
import re
import unicodedata

from core.errors import OptionError
from core.frequency import Frequency
from core.restocking.limits.rooms import Room
from core.restocking.limits.transfers import MovingCost
from core.restocking.orders.attention import ClassService
from core.restocking.terms.space import PALLETS, UNITS, VOLUME, WEIGHT

AUTO = "auto"
"""Says that the sales decide, whatever the workspace has kept."""

_MEASURES = {"units": UNITS, "m3": VOLUME, "kg": WEIGHT, "pallets": PALLETS}
_ROOM = re.compile(r"(?:(.*)=)?\s*([\d.]+)\s*(units|m3|kg|pallets)")


def frequency(text: str) -> Frequency | str:
    """Return the period of "D", "W" or "M"; ``AUTO`` for "auto"."""
    if text.strip().lower() == AUTO:
        return AUTO
    try:
        return Frequency(text.strip().upper())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no period: write D, W, M or auto") from None


def horizon(text: str) -> int | str:
    """Return the periods of "12"; ``AUTO`` for "auto"."""
    if text.strip().lower() == AUTO:
        return AUTO
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of periods: write a whole number, or auto"
        ) from None


def models(text: str) -> tuple[str, ...]:
    """Return the names of "ses,arima"; none, which stands for all, of "all"."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    return () if names == ("all",) else names


def budget(text: str) -> float:
    """Return the amount of "1500"; infinity for "none"."""
    if text.strip().lower() == "none":
        return math.inf
    try:
        amount = float(text.replace(",", ""))
        if not 0 <= amount < math.inf:
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no budget: write an amount, 0 or more, or none"
        ) from None
    return amount


def room(text: str) -> Room:
    """Return the room of "40m3", or of one store: "North=40 pallets"."""
    found = _ROOM.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found is None:
            raise ValueError
        return Room(found[1] or "", _MEASURES[found[3]], float(found[2]))
    except (ValueError, OptionError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no room: write 40m3, 12pallets, 900kg or 5000units, for one store "
            "STORE=40m3"
        ) from None


def class_service(text: str) -> tuple[ClassService, ...]:
    """Return the levels of "A=0.98,B=0.95"."""
    try:
        pairs = (part.split("=") for part in text.split(","))
        return tuple(ClassService(letter.strip().upper(), float(level)) for letter, level in pairs)
    except (ValueError, OptionError):
        raise argparse.ArgumentTypeError(
            f"{text!r} names no classes: write A=0.98,B=0.95,C=0.9"
        ) from None


def moving_cost(text: str) -> MovingCost:
    """Return the cost of "0.2" a unit, or "0.2,15" with the cost of each time."""
    try:
        return MovingCost(*map(float, text.split(",")))
    except (ValueError, TypeError):
        raise argparse.ArgumentTypeError(f"{text!r} is no cost: write 0.2 or 0.2,15") from None
