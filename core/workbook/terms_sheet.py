"""The terms behind the plan, as a sheet that can be read back."""

from __future__ import annotations

from typing import Any

import pandas as pd

from core.restocking.terms.terms import Terms
from core.restocking.terms.values import OPTIONAL_COLUMNS, SERVICE_KIND_WORDS
from core.wording import QT_TRANSLATE_NOOP, say
from core.workbook.book import Book, Column

NAME = say(QT_TRANSLATE_NOOP("core", "Terms"))

_TERM_COLUMNS = {
    "item": Column(say(QT_TRANSLATE_NOOP("core", "Item")), 14, "text"),
    "store": Column(say(QT_TRANSLATE_NOOP("core", "Store")), 12, "text"),
    "title": Column(say(QT_TRANSLATE_NOOP("core", "Name")), 28, "text"),
    "supplier": Column(say(QT_TRANSLATE_NOOP("core", "Supplier")), 20, "text"),
    "on_hand": Column(say(QT_TRANSLATE_NOOP("core", "In stock")), 10, "measure"),
    "on_order": Column(say(QT_TRANSLATE_NOOP("core", "On the way")), 10, "measure"),
    "lead_time_days": Column(
        say(QT_TRANSLATE_NOOP("core", "Delivery time in days")), 12, "measure"
    ),
    "lead_time_sd_days": Column(
        say(QT_TRANSLATE_NOOP("core", "Spread of the delivery time in days")), 14, "measure"
    ),
    "review_days": Column(say(QT_TRANSLATE_NOOP("core", "Days between orders")), 12, "measure"),
    "pack_size": Column(say(QT_TRANSLATE_NOOP("core", "Pack")), 8, "measure"),
    "minimum_order": Column(say(QT_TRANSLATE_NOOP("core", "Minimum order")), 10, "measure"),
    "unit_cost": Column(say(QT_TRANSLATE_NOOP("core", "Unit cost")), 10, "money"),
    "unit_price": Column(say(QT_TRANSLATE_NOOP("core", "Unit price")), 10, "money"),
    "service_level": Column(say(QT_TRANSLATE_NOOP("core", "Service level")), 10, "share"),
    "service_kind": Column(say(QT_TRANSLATE_NOOP("core", "Service counts")), 10, "text"),
    "lost_share": Column(
        say(QT_TRANSLATE_NOOP("core", "Customers who buy elsewhere")), 12, "share"
    ),
    "reserved": Column(say(QT_TRANSLATE_NOOP("core", "Reserved")), 10, "measure"),
    "on_order_due": Column(say(QT_TRANSLATE_NOOP("core", "Arrives")), 11, "day"),
    "maximum_order": Column(say(QT_TRANSLATE_NOOP("core", "Largest order")), 10, "measure"),
    "maximum_stock": Column(say(QT_TRANSLATE_NOOP("core", "Room on the shelf")), 10, "measure"),
    "shelf_life_days": Column(say(QT_TRANSLATE_NOOP("core", "Shelf life in days")), 10, "measure"),
    "season_end": Column(say(QT_TRANSLATE_NOOP("core", "Sold until")), 11, "day"),
    "salvage_value": Column(say(QT_TRANSLATE_NOOP("core", "Value when left over")), 10, "money"),
    "order_cost": Column(say(QT_TRANSLATE_NOOP("core", "Cost of placing an order")), 10, "money"),
    "order_days": Column(say(QT_TRANSLATE_NOOP("core", "Order days")), 10, "text"),
    "closures": Column(say(QT_TRANSLATE_NOOP("core", "Closed")), 22, "text"),
    "supplier_minimum": Column(
        say(QT_TRANSLATE_NOOP("core", "Supplier's minimum amount")), 12, "money"
    ),
    "container_units": Column(
        say(QT_TRANSLATE_NOOP("core", "Units in a container")), 12, "measure"
    ),
    "container_volume": Column(
        say(QT_TRANSLATE_NOOP("core", "Volume of a container in m³")), 12, "measure"
    ),
    "container_weight": Column(
        say(QT_TRANSLATE_NOOP("core", "Load of a container in kg")), 12, "measure"
    ),
    "container_pallets": Column(
        say(QT_TRANSLATE_NOOP("core", "Pallets in a container")), 12, "measure"
    ),
    "unit_volume": Column(say(QT_TRANSLATE_NOOP("core", "Volume in m³")), 10, "fine"),
    "unit_weight": Column(say(QT_TRANSLATE_NOOP("core", "Weight in kg")), 10, "fine"),
    "pallet_units": Column(say(QT_TRANSLATE_NOOP("core", "Units on a pallet")), 10, "measure"),
}
"""Headers that are read back as a terms file; columns that hold nothing are left out."""


def write_terms(book: Book, terms: Terms) -> None:
    """Write each item's terms, under headers that can be read back as a terms file."""
    sheet = book.add_sheet(book.words(NAME))
    names = [
        name
        for name in _TERM_COLUMNS
        if name not in (*OPTIONAL_COLUMNS, "store") or _is_used(terms.table[name])
    ]
    book.begin_table(sheet, [_TERM_COLUMNS[name] for name in names], 0, len(terms.table))
    for column, name in enumerate(names):
        kind = _TERM_COLUMNS[name].kind
        said = terms.table[name]
        values: list[Any] = (
            list(said.to_numpy().astype("datetime64[D]")) if kind == "day" else said.to_list()
        )
        for row, value in enumerate(values, 1):
            if name == "service_kind":
                book.text(sheet, row, column, book.words(SERVICE_KIND_WORDS[value]))
            elif kind == "text":
                book.text(sheet, row, column, value)
            elif kind == "day":
                book.day(sheet, row, column, value)
            else:
                book.number(sheet, row, column, float(value), kind)


def _is_used(column: pd.Series) -> bool:
    return bool((column.notna() & (column.astype(object) != "")).any())
