"""What the cells of terms may hold, and how a merchant types them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.errors import OptionError
from core.restocking.terms.supplier_calendar import canonical_closures, canonical_weekdays
from core.sales.understanding.durations import days_in
from core.wording import LANGUAGES, QT_TRANSLATE_NOOP, Sentence, say, translation

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
    "service_kind",
    "lost_share",
    "reserved",
    "on_order_due",
    "maximum_order",
    "maximum_stock",
    "shelf_life_days",
    "season_end",
    "salvage_value",
    "order_cost",
    "order_days",
    "closures",
    "supplier_minimum",
    "container_units",
    "unit_volume",
    "unit_weight",
    "pallet_units",
    "container_volume",
    "container_weight",
    "container_pallets",
)
"""Columns of ``Terms.table`` that the operator may edit."""

GAIN, CYCLE, FILL, MONEY = "gain", "cycle", "fill", "money"
SERVICE_KINDS = (GAIN, CYCLE, FILL, MONEY)
"""What a service level means: "cycle", a share of order cycles without a stockout; "fill", a share
of the units asked for; "gain", the share of cycles of an item of usual worth, others as much more
or less as a sale that is saved is worth beside the stock that it ties up; "money", nothing: margin
and carrying cost of the item decide."""

SERVICE_KIND_WORDS: Mapping[str, Sentence] = {
    GAIN: say(QT_TRANSLATE_NOOP("core", "spread by gain")),
    CYCLE: say(QT_TRANSLATE_NOOP("core", "each delivery")),
    FILL: say(QT_TRANSLATE_NOOP("core", "each unit")),
    MONEY: say(QT_TRANSLATE_NOOP("core", "margin decides")),
}
"""The kinds as a merchant reads and types them."""

OPTIONAL_COLUMNS: Mapping[str, object] = {
    "lost_share": float("nan"),
    "reserved": float("nan"),
    "on_order_due": np.datetime64("NaT", "s"),
    "maximum_order": float("nan"),
    "maximum_stock": float("nan"),
    "shelf_life_days": float("nan"),
    "season_end": np.datetime64("NaT", "s"),
    "salvage_value": float("nan"),
    "order_cost": float("nan"),
    "order_days": "",
    "closures": "",
    "supplier_minimum": float("nan"),
    "container_units": float("nan"),
    "unit_volume": float("nan"),
    "unit_weight": float("nan"),
    "pallet_units": float("nan"),
    "container_volume": float("nan"),
    "container_weight": float("nan"),
    "container_pallets": float("nan"),
}
"""Columns that say nothing where a shop does not use them, and what they hold then."""

DAY_COLUMNS = ("on_order_due", "season_end")

SHARE_COLUMNS = ("service_level", "lost_share")
"""Columns of shares (0–1), which are typed per cent."""


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
    "lost_share": _Range(
        QT_TRANSLATE_NOOP("core", "Customers who buy elsewhere"), 0.0, 1.0, optional=True
    ),
    "reserved": _Range(QT_TRANSLATE_NOOP("core", "Reserved"), 0.0, MOST_UNITS, optional=True),
    "maximum_order": _Range(
        QT_TRANSLATE_NOOP("core", "Largest order"), 0.001, MOST_UNITS, optional=True
    ),
    "maximum_stock": _Range(
        QT_TRANSLATE_NOOP("core", "Room on the shelf"), 0.0, MOST_UNITS, optional=True
    ),
    "shelf_life_days": _Range(
        QT_TRANSLATE_NOOP("core", "Shelf life in days"), 1.0, 36500.0, optional=True
    ),
    "salvage_value": _Range(
        QT_TRANSLATE_NOOP("core", "Value when left over"), 0.0, MOST_UNITS, optional=True
    ),
    "order_cost": _Range(
        QT_TRANSLATE_NOOP("core", "Cost of placing an order"), 0.0, MOST_UNITS, optional=True
    ),
    "supplier_minimum": _Range(
        QT_TRANSLATE_NOOP("core", "Supplier's minimum amount"), 0.0, MOST_UNITS, optional=True
    ),
    "container_units": _Range(
        QT_TRANSLATE_NOOP("core", "Units in a container"), 0.001, MOST_UNITS, optional=True
    ),
    "unit_volume": _Range(QT_TRANSLATE_NOOP("core", "Volume in m³"), 1e-9, 1e6, optional=True),
    "unit_weight": _Range(QT_TRANSLATE_NOOP("core", "Weight in kg"), 1e-6, 1e9, optional=True),
    "pallet_units": _Range(
        QT_TRANSLATE_NOOP("core", "Units on a pallet"), 0.001, MOST_UNITS, optional=True
    ),
    "container_volume": _Range(
        QT_TRANSLATE_NOOP("core", "Volume of a container in m³"), 0.001, 1e6, optional=True
    ),
    "container_weight": _Range(
        QT_TRANSLATE_NOOP("core", "Load of a container in kg"), 0.001, 1e9, optional=True
    ),
    "container_pallets": _Range(
        QT_TRANSLATE_NOOP("core", "Pallets in a container"), 0.001, 1e6, optional=True
    ),
}

_NUMBER = re.compile(r"[^\d.+-]*([+-]?\d[\d,.]*|[+-]?\.\d+)\s*(%?)[^\d]*")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[,.])\d{3})(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d*)?")
_DURATIONS = ("lead_time_days", "lead_time_sd_days", "review_days", "shelf_life_days")


def checked(column: str, value: object, unit_days: float = 1.0) -> str | float | np.datetime64:
    """Return ``value`` as the column holds it.

    Text is read as a merchant types it: "1,200", "12 件", "95%" (a share above 1 is taken for
    per cent), "2 weeks" (a bare number of days is of ``unit_days``), "2026-03-31", "Mon, Thu",
    "周一、周四"; empty means unknown. Raises ``OptionError`` for what cannot be used.
    """
    if column == "supplier":
        return " ".join(str(value).split())
    if column == "service_kind":
        return _service_kind(str(value))
    if column == "order_days":
        return canonical_weekdays(_text(value))
    if column == "closures":
        return canonical_closures(_text(value))
    if column in DAY_COLUMNS:
        return _day(value)
    limits = _RANGES[column]
    number = parsed_number(value)
    if column in _DURATIONS:
        days = days_in(_text(value), unit_days)
        number = number if np.isnan(days) else days
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
    if column in SHARE_COLUMNS and 1 < number <= 100:
        number /= 100
    if not limits.least <= number <= limits.greatest:
        raise OptionError(_outside(limits, number))
    return number


def _text(value: object) -> str:
    empty = value is None or (isinstance(value, float) and np.isnan(value))
    return "" if empty else unicodedata.normalize("NFKC", str(value)).strip()


@cache
def _kinds_by_words() -> Mapping[str, str]:
    """Return the kinds by what they are called in each language, and by their own names."""
    found = {kind: kind for kind in SERVICE_KINDS}
    for language in LANGUAGES:
        words = translation(language)
        found |= {it.render(words).lower(): kind for kind, it in SERVICE_KIND_WORDS.items()}
    return found


def _service_kind(text: str) -> str:
    typed = " ".join(text.lower().split())
    kind = _kinds_by_words().get(typed)
    if kind is None:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "A service level counts gain, cycle, fill or money, not {kind}."
                ),
                kind=typed[:40],
            )
        )
    return kind


_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:\D.*)?")


def _day(value: object) -> np.datetime64:
    if isinstance(value, np.datetime64):
        return np.datetime64(str(value.astype("datetime64[D]")), "s")
    if isinstance(value, datetime.date):  # a pandas Timestamp or NaT is a date too
        return np.datetime64(str(value)[:10], "s")
    text = _text(value)
    if not text or text.lower() in ("nan", "nat", "-", "–", "无", "none"):
        return np.datetime64("NaT", "s")
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return np.datetime64(datetime.date(*map(int, match.groups())).isoformat(), "s")
    except ValueError:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "“{value}” is not a date. Type year, month and day: 2026-03-31."
                ),
                value=text[:40],
            )
        ) from None


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
    number = _decimal(match.group(1))
    return number / 100 if number is not None and match.group(2) else number


def _decimal(digits: str) -> float | None:
    """Return a number written with points or commas: "1,200", "1.200,50" and "2,5" alike; None
    where the marks make no sense. One point alone is always of decimals: "1.200" is 1.2."""
    sign, plain = ("-", digits[1:]) if digits[0] == "-" else ("", digits.lstrip("+"))
    grouped = _GROUPED.fullmatch(plain)
    marks = [letter for letter in plain if letter in ",."]
    if grouped is not None and marks != ["."]:
        plain = plain.replace(grouped["mark"], "")
    elif len(marks) > 1:
        return None
    return float(sign + plain.replace(",", "."))
