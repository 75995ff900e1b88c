"""What the cells of terms may hold, and how a merchant types them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from core.errors import OptionError
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

TERM_COLUMNS = (
    "supplier",
    "on_hand",
    "on_order",
    "lead_time_days",
    "lead_time_sd_days",
    "review_days",
    "pack_size",
    "minimum_order",
    "unit_cost",
    "unit_price",
    "service_level",
)
"""Columns of ``Terms.table`` that the operator may edit."""

SERVICE_KINDS = ("cycle", "fill")
"""What a service level is a share of: order cycles without a stockout, or units served."""


@dataclass(frozen=True, slots=True)
class _Range:
    """What a column takes: its name in words, least and greatest value, whether it may be empty."""

    name: str
    least: float
    greatest: float
    optional: bool = False


MOST_UNITS = 1e9
"""More of anything than a shop has."""

_RANGES = {
    "on_hand": _Range(QT_TRANSLATE_NOOP("core", "In stock"), 0.0, MOST_UNITS, optional=True),
    "on_order": _Range(QT_TRANSLATE_NOOP("core", "On the way"), 0.0, MOST_UNITS, optional=True),
    "lead_time_days": _Range(QT_TRANSLATE_NOOP("core", "Delivery time in days"), 0.0, 730.0),
    "lead_time_sd_days": _Range(
        QT_TRANSLATE_NOOP("core", "Spread of the delivery time in days"), 0.0, 365.0
    ),
    "review_days": _Range(QT_TRANSLATE_NOOP("core", "Days between orders"), 0.0, 365.0),
    "pack_size": _Range(QT_TRANSLATE_NOOP("core", "Pack"), 0.001, MOST_UNITS),
    "minimum_order": _Range(QT_TRANSLATE_NOOP("core", "Minimum order"), 0.0, MOST_UNITS),
    "unit_cost": _Range(QT_TRANSLATE_NOOP("core", "Unit cost"), 0.0, MOST_UNITS, optional=True),
    "unit_price": _Range(QT_TRANSLATE_NOOP("core", "Unit price"), 0.0, MOST_UNITS, optional=True),
    "service_level": _Range(QT_TRANSLATE_NOOP("core", "Service level"), 0.5, 0.999),
}

_NUMBER = re.compile(r"[^\d.+-]*([+-]?\d[\d,]*\.?\d*|[+-]?\.\d+)\s*(%?)[^\d]*")


def checked(column: str, value: object) -> str | float:
    """Return ``value`` as the column holds it.

    Text is read as a merchant types it: "1,200", "12 件", "95%" (a service level above 1 is taken
    for per cent); empty means unknown. Raises ``OptionError`` for what cannot be used.
    """
    if column == "supplier":
        return " ".join(str(value).split())
    if column == "service_kind":
        kind = str(value).strip().lower()
        if kind not in SERVICE_KINDS:
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP("core", "A service level counts cycles or fill, not {kind}."),
                    kind=kind,
                )
            )
        return kind
    limits = _RANGES[column]
    number = parsed_number(value)
    if number is None:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP("core", "{name}: “{value}” is not a number. Type digits only."),
                name=say(limits.name),
                value=str(value)[:40],
            )
        )
    if np.isnan(number):
        if limits.optional:
            return number
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP("core", "{name} cannot be empty. Type a number."),
                name=say(limits.name),
            )
        )
    if column == "service_level" and 1 < number <= 100:
        number /= 100
    if not limits.least <= number <= limits.greatest:
        raise OptionError(_outside(limits, number))
    return number


def _outside(limits: _Range, number: float) -> Sentence:
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} must lie between {least:,.10g} and {greatest:,.10g}, not {number:,.10g}.",
        ),
        name=say(limits.name),
        least=limits.least,
        greatest=limits.greatest,
        number=number,
    )


def parsed_number(value: object) -> float | None:
    """Return the number in a cell, NaN for an empty one, None where it is no number."""
    if value is None:
        return float("nan")
    if isinstance(value, (int, float, np.number)):
        return None if np.isinf(float(value)) else float(value)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if not text or text.lower() in ("nan", "-", "–", "—", "n/a", "无", "none"):
        return float("nan")
    match = _NUMBER.fullmatch(text.replace("−", "-"))
    if match is None:
        return None
    number = float(match.group(1).replace(",", ""))
    return number / 100 if match.group(2) else number
