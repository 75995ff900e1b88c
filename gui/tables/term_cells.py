"""Terms of supply as cells: what their columns are called, show, and take when typed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale, Qt

from core.restocking.terms.values import DAY_COLUMNS, SERVICE_KIND_WORDS, SHARE_COLUMNS
from core.wording import QT_TRANSLATE_NOOP
from gui import figures
from gui.tables import painting
from gui.wording import spoken

EVERYDAY = (
    "item",
    "title",
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
LIMITS = (
    "reserved",
    "on_order_due",
    "maximum_order",
    "maximum_stock",
    "shelf_life_days",
    "season_end",
    "salvage_value",
)
ORDERING = (
    "order_days",
    "closures",
    "supplier_minimum",
    "order_cost",
    "service_kind",
    "lost_share",
)
FREIGHT = (
    "unit_volume",
    "unit_weight",
    "pallet_units",
    "container_units",
    "container_volume",
    "container_weight",
    "container_pallets",
)
COLUMNS = (*EVERYDAY, *LIMITS, *ORDERING, *FREIGHT)
"""All columns; the first two name the item and cannot be edited."""

NAMES = 2
"""Columns that name the item."""

SETS: Mapping[str, tuple[str, ...]] = {
    "everyday": EVERYDAY,
    "limits": (*EVERYDAY[: NAMES + 1], *LIMITS),
    "ordering": (*EVERYDAY[: NAMES + 1], *ORDERING, "service_level"),
    "freight": (*EVERYDAY[: NAMES + 1], *FREIGHT),
}
"""Which columns are shown together."""

TEXTS = ("item", "title", "supplier", "order_days", "closures", "service_kind")
"""Columns that begin at the left."""

MONEY = ("unit_cost", "unit_price", "salvage_value", "order_cost", "supplier_minimum")

SMALL = ("unit_volume", "unit_weight")
"""Columns whose figures may be far under 1: three digits of them are shown."""

MAY_BE_EMPTY = (
    "supplier",
    "on_hand",
    "unit_cost",
    "unit_price",
    *LIMITS,
    "order_days",
    "closures",
    "supplier_minimum",
    "order_cost",
    "lost_share",
    *FREIGHT,
)
"""Columns in which an empty cell means that it is not known, or that there is none."""

WIDTHS: Mapping[str, int | None] = {
    "item": 96, "title": None, "supplier": 132, "on_hand": 72, "on_order": 82,
    "lead_time_days": 98, "lead_time_sd_days": 64, "review_days": 122, "pack_size": 56,
    "minimum_order": 78, "unit_cost": 82, "unit_price": 74, "service_level": 84,
    "reserved": 82, "on_order_due": 104, "maximum_order": 104, "maximum_stock": 116,
    "shelf_life_days": 112, "season_end": 104, "salvage_value": 116, "order_days": 104,
    "closures": 140, "supplier_minimum": 112, "order_cost": 92, "service_kind": 118,
    "lost_share": 116, "unit_volume": 92, "unit_weight": 88, "pallet_units": 92,
    "container_units": 118, "container_volume": 118, "container_weight": 118,
    "container_pallets": 132,
}  # fmt: skip
"""Of the columns (px at 100 %); None takes what is left."""


_LABELS: Mapping[str, str] = {
    "item": QT_TRANSLATE_NOOP("TermsModel", "Code"),
    "title": QT_TRANSLATE_NOOP("TermsModel", "Item"),
    "supplier": QT_TRANSLATE_NOOP("TermsModel", "Supplier"),
    "on_hand": QT_TRANSLATE_NOOP("TermsModel", "In stock"),
    "on_order": QT_TRANSLATE_NOOP("TermsModel", "On the way"),
    "lead_time_days": QT_TRANSLATE_NOOP("TermsModel", "Delivery, days"),
    "lead_time_sd_days": QT_TRANSLATE_NOOP("TermsModel", "± days"),
    "review_days": QT_TRANSLATE_NOOP("TermsModel", "Order every, days"),
    "pack_size": QT_TRANSLATE_NOOP("TermsModel", "Pack"),
    "minimum_order": QT_TRANSLATE_NOOP("TermsModel", "Minimum"),
    "unit_cost": QT_TRANSLATE_NOOP("TermsModel", "Unit cost"),
    "unit_price": QT_TRANSLATE_NOOP("TermsModel", "Price"),
    "service_level": QT_TRANSLATE_NOOP("TermsModel", "In stock, %"),
    "reserved": QT_TRANSLATE_NOOP("TermsModel", "Reserved"),
    "on_order_due": QT_TRANSLATE_NOOP("TermsModel", "Arrives on"),
    "maximum_order": QT_TRANSLATE_NOOP("TermsModel", "Largest order"),
    "maximum_stock": QT_TRANSLATE_NOOP("TermsModel", "Shelf holds"),
    "shelf_life_days": QT_TRANSLATE_NOOP("TermsModel", "Keeps, days"),
    "season_end": QT_TRANSLATE_NOOP("TermsModel", "Sold until"),
    "salvage_value": QT_TRANSLATE_NOOP("TermsModel", "Clearance value"),
    "order_days": QT_TRANSLATE_NOOP("TermsModel", "Order days"),
    "closures": QT_TRANSLATE_NOOP("TermsModel", "Supplier closed"),
    "supplier_minimum": QT_TRANSLATE_NOOP("TermsModel", "Order minimum"),
    "container_units": QT_TRANSLATE_NOOP("TermsModel", "Container, units"),
    "container_volume": QT_TRANSLATE_NOOP("TermsModel", "Container, m³"),
    "container_weight": QT_TRANSLATE_NOOP("TermsModel", "Container, kg"),
    "container_pallets": QT_TRANSLATE_NOOP("TermsModel", "Container, pallets"),
    "unit_volume": QT_TRANSLATE_NOOP("TermsModel", "Volume, m³"),
    "unit_weight": QT_TRANSLATE_NOOP("TermsModel", "Weight, kg"),
    "pallet_units": QT_TRANSLATE_NOOP("TermsModel", "On a pallet"),
    "order_cost": QT_TRANSLATE_NOOP("TermsModel", "Order costs"),
    "service_kind": QT_TRANSLATE_NOOP("TermsModel", "Service counts"),
    "lost_share": QT_TRANSLATE_NOOP("TermsModel", "Buy elsewhere, %"),
}

_EXPLAINED: Mapping[str, str] = {
    "on_hand": QT_TRANSLATE_NOOP("TermsModel", "Units on the shelf now; empty if not known"),
    "lead_time_days": QT_TRANSLATE_NOOP("TermsModel", "Days from order to delivery"),
    "lead_time_sd_days": QT_TRANSLATE_NOOP("TermsModel", "How much delivery days vary"),
    "review_days": QT_TRANSLATE_NOOP("TermsModel", "Days between two orders"),
    "pack_size": QT_TRANSLATE_NOOP("TermsModel", "Units in a pack; orders are whole packs"),
    "minimum_order": QT_TRANSLATE_NOOP("TermsModel", "Least units the supplier accepts"),
    "service_level": QT_TRANSLATE_NOOP(
        "TermsModel", "How often stock should last until the next delivery"
    ),
    "reserved": QT_TRANSLATE_NOOP("TermsModel", "Units in stock that are sold already"),
    "on_order_due": QT_TRANSLATE_NOOP(
        "TermsModel", "Day on which what is on the way arrives: 2026-03-31"
    ),
    "maximum_order": QT_TRANSLATE_NOOP("TermsModel", "Most units of one order"),
    "maximum_stock": QT_TRANSLATE_NOOP("TermsModel", "Most units there is room for"),
    "shelf_life_days": QT_TRANSLATE_NOOP(
        "TermsModel", "Days after which the goods can no longer be sold"
    ),
    "season_end": QT_TRANSLATE_NOOP("TermsModel", "Last day on which the item sells: 2026-12-24"),
    "salvage_value": QT_TRANSLATE_NOOP(
        "TermsModel", "What a unit left over after the season still brings"
    ),
    "order_days": QT_TRANSLATE_NOOP(
        "TermsModel", "Weekdays on which the supplier takes orders: Mon, Thu"
    ),
    "closures": QT_TRANSLATE_NOOP(
        "TermsModel", "Days on which the supplier is closed: 2026-02-10 to 2026-02-20"
    ),
    "supplier_minimum": QT_TRANSLATE_NOOP(
        "TermsModel", "Least amount of money for which the supplier delivers"
    ),
    "container_units": QT_TRANSLATE_NOOP(
        "TermsModel", "Units of all the supplier's goods that fill a container"
    ),
    "container_volume": QT_TRANSLATE_NOOP(
        "TermsModel", "Volume of the supplier's goods that fills a container"
    ),
    "container_weight": QT_TRANSLATE_NOOP(
        "TermsModel", "Weight of the supplier's goods that a container may carry"
    ),
    "container_pallets": QT_TRANSLATE_NOOP(
        "TermsModel", "Pallets of the supplier's goods that fill a container"
    ),
    "unit_volume": QT_TRANSLATE_NOOP("TermsModel", "What a unit takes up, packed: 0.0024"),
    "unit_weight": QT_TRANSLATE_NOOP("TermsModel", "What a unit weighs, packed"),
    "pallet_units": QT_TRANSLATE_NOOP("TermsModel", "Units that make up a pallet"),
    "order_cost": QT_TRANSLATE_NOOP(
        "TermsModel", "What each order costs, however large: freight, customs, work"
    ),
    "service_kind": QT_TRANSLATE_NOOP(
        "TermsModel",
        "What “in stock” counts: each delivery, each unit, spread by gain, or margin decides",
    ),
    "lost_share": QT_TRANSLATE_NOOP(
        "TermsModel",
        "Of 100 customers who find nothing, how many do not come back for it; empty: all. Counts "
        "where margin decides",
    ),
}


def label(column: str) -> str:
    """Return what a column is called, with its unit."""
    return QCoreApplication.translate("TermsModel", _LABELS[column])


def explained(column: str) -> str | None:
    """Return what is typed into a column, None where its name says it."""
    words = _EXPLAINED.get(column)
    return None if words is None else QCoreApplication.translate("TermsModel", words)


def shared_label(columns: Iterable[str]) -> str:
    """Return what undo calls a change of these columns: the one's name, else "terms"."""
    names = set(columns)
    if len(names) == 1:
        return label(names.pop())
    return QCoreApplication.translate("Session", "terms")


def cell_words(column: str, value: object) -> str:
    """Return what a cell shows."""
    if column in DAY_COLUMNS:
        return figures.full_day(_day(value))
    if column == "order_days":
        return weekday_words(str(value)) or figures.NOTHING
    if column == "closures":
        return str(value).replace("/", " – ") or figures.NOTHING
    if column == "service_kind":
        return spoken(SERVICE_KIND_WORDS[str(value)])
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]
    if column in SHARE_COLUMNS:
        return figures.percent(number, 0 if round(100 * number, 3) % 1 == 0 else 1)
    if column in MONEY:
        return figures.units(number, 2)
    if column in SMALL and 0 < number < 1:
        return figures.units(number, 2 - math.floor(math.log10(number)))
    return figures.units(number, 0 if not np.isfinite(number) or number % 1 == 0 else 1)


def typed_words(column: str, value: object) -> str:
    """Return a cell as it is typed and copied: plain numbers and ISO dates, "" for nothing."""
    if column in DAY_COLUMNS:
        day = _day(value)
        return str(day) if figures.known(day) else ""
    if column == "order_days":
        return weekday_words(str(value))
    if column == "service_kind":
        return spoken(SERVICE_KIND_WORDS[str(value)])
    if isinstance(value, str):
        return value
    number = float(value) * (100 if column in SHARE_COLUMNS else 1)  # type: ignore[arg-type]
    return "" if np.isnan(number) else f"{number:.10g}"


def weekday_words(numbers: str) -> str:
    """Return "Mon, Thu" or "周一、周四" for the ISO numbers "1,4"."""
    short = QLocale.FormatType.ShortFormat
    days = [QLocale().dayName(int(number), short) for number in numbers.split(",") if number]
    return ("、" if figures.chinese() else ", ").join(days)


def alignment(column: str) -> Qt.AlignmentFlag:
    """Return where a column's cells stand."""
    return painting.LEFT if column in TEXTS else painting.RIGHT


def _day(value: object) -> np.datetime64:
    # A day, a time stamp of pandas or its NaT: all are written alike.
    return np.datetime64(str(value)[:10], "D")
