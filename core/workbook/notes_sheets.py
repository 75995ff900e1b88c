"""What stands behind the plan: assumptions and terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from core.forecasting.forecast import Forecast
from core.restocking.limits.rooms import room_name
from core.restocking.orders.policy import Plan
from core.restocking.terms.space import MEASURE_WORDS
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import GAIN, OPTIONAL_COLUMNS, SERVICE_KIND_WORDS
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import Book, Column
from core.workbook.supplier_sheets import MOST_SHEETS, SupplierOrder

ASSUMPTIONS_NAME = say(QT_TRANSLATE_NOOP("core", "Assumptions"))
TERMS_NAME = say(QT_TRANSLATE_NOOP("core", "Terms"))


def write_assumptions(
    book: Book,
    plan: Plan,
    terms: Terms,
    forecast: Forecast,
    settings: Settings,
    orders: Sequence[SupplierOrder],
) -> None:
    """Write in sentences what the plan takes for granted."""
    sheet = book.add_sheet(book.words(ASSUMPTIONS_NAME))
    sheet.set_column(0, 0, 130)
    book.text(sheet, 0, 0, book.words(ASSUMPTIONS_NAME), "title")
    unknown = sum(not it.stock_known for it in plan.suggestions)
    sentences = [
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Each order covers demand until the order after it has arrived: delivery time plus "
                "days between orders.",
            )
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Where the sheets do not say, a delivery takes {lead:,.4g} days, give or take "
                "{spread:,.0f} % of them, and orders go out every {review:,.4g} days.",
            ),
            lead=settings.lead_time_days,
            spread=settings.lead_time_spread * 100,
            review=settings.review_days,
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "The target level is enough in {service:.4g} of 100 such spans, unless an item's "
                "terms say otherwise.",
            ),
            service=settings.service_level * 100,
        )
        if settings.service_kind != GAIN
        else say(
            QT_TRANSLATE_NOOP(
                "core",
                "As much money lies in stock as if every target level were enough in {service:.4g} "
                "of 100 such spans, but it is spread so that it saves most sales: cheap goods that "
                "sell well have more, dear slow ones less.",
            ),
            service=settings.service_level * 100,
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "A customer who finds no stock goes elsewhere, so no order makes up for what is "
                "missed before it arrives.",
            )
        )
        if settings.lost_sales
        else say(
            QT_TRANSLATE_NOOP(
                "core", "A customer who finds no stock waits: orders make up for what is missing."
            )
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Demand in that span comes from {paths:,} simulated futures an item, each with its "
                "own delivery time; the last sales end before {cutoff:%Y-%m-%d}.",
            ),
            paths=forecast.paths.shape[1],
            cutoff=forecast.cutoff.astype("datetime64[D]").item(),
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "A third of these futures are the forecast's own. The others repeat past weeks of "
                "the item, and of goods that sell about as often, so that runs of "
                "large sales count.",
            )
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core", "Holding stock is reckoned at {rate:.4g} % of its value a year."
            ),
            rate=settings.holding_rate * 100,
        ),
        *_rules(settings),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "What is on the way is taken to arrive on its date, or without one in half a "
                "delivery time. Sales beyond the forecast go on at its mean.",
            )
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core", "Orders are rounded up to whole packs and to the supplier's minimum."
            )
        ),
    ]
    if settings.budget is not None:
        sentences.append(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Orders that nobody has decided are cut to a budget of {budget}: the money "
                    "goes where it saves most sales.",
                ),
                budget=book.money(settings.budget),
            )
        )
    if settings.rooms:
        sentences.append(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "Orders that nobody has decided are cut to what the storage rooms hold."
                )
            )
        )
    if unknown:
        sentences.append(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The stock of {count:,} of {items:,} items is not known: they are ordered as "
                    "if there were none.",
                ),
                count=unknown,
                items=len(plan.suggestions),
            )
        )
    if len(orders) > MOST_SHEETS:
        sentences.append(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Only the first {most:,} of {suppliers:,} suppliers have a sheet of their own.",
                ),
                most=MOST_SHEETS,
                suppliers=len(orders),
            )
        )
    for row, sentence in enumerate(sentences, 2):
        book.text(sheet, row, 0, book.words(sentence), "wrapped")
    sheet.print_area(0, 0, len(sentences) + 1, 0)


def _rules(settings: Settings) -> Iterator[Sentence]:
    """Yield what the shop said of classes and rooms."""
    for it in settings.class_service:
        yield say(
            QT_TRANSLATE_NOOP(
                "core",
                "Items of class {letter} should last in {level:.4g} of 100 such spans, where "
                "nothing nearer says otherwise.",
            ),
            letter=it.letter,
            level=it.level * 100,
        )
    for room in settings.rooms:
        yield say(
            QT_TRANSLATE_NOOP("core", "{room} holds {amount:,.10g} {measure}."),
            room=room_name(room),
            amount=room.amount,
            measure=MEASURE_WORDS[room.measure],
        )


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
    sheet = book.add_sheet(book.words(TERMS_NAME))
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
