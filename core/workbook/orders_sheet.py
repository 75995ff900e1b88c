"""The orders to come, day by day, as far as the forecast reaches."""

from __future__ import annotations

from core.restocking.advice import Advice
from core.restocking.orders.policy import Plan
from core.wording import QT_TRANSLATE_NOOP, say
from core.workbook.book import Book, Column

ORDERS_NAME = say(QT_TRANSLATE_NOOP("core", "Orders to come"))

_COLUMNS = (
    Column(say(QT_TRANSLATE_NOOP("core", "Order on")), 12, "day"),
    Column(say(QT_TRANSLATE_NOOP("core", "Arrives")), 12, "day"),
    Column(say(QT_TRANSLATE_NOOP("core", "Supplier")), 20, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "Item")), 14, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "Store")), 12, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "Name")), 30, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "Units")), 10, "units"),
    Column(say(QT_TRANSLATE_NOOP("core", "Amount")), 13, "money"),
)


def write_orders(book: Book, plan: Plan, advice: Advice | None) -> None:
    """Write the orders of the plan, and of the reviews after it if sales go as expected."""
    orders = advice.orders if advice is not None else ()
    sheet = book.add_sheet(book.words(ORDERS_NAME))
    book.begin_table(sheet, _COLUMNS, 0, len(orders))
    for row, order in enumerate(orders, 1):
        it = plan.suggestions[order.row]
        book.day(sheet, row, 0, order.day)
        book.day(sheet, row, 1, order.arrival)
        for column, text in enumerate((it.supplier, it.item, it.store, it.title), 2):
            book.text(sheet, row, column, text)
        units = "units" if order.units % 1 == 0 else "measure"
        book.number(sheet, row, 6, order.units, units)
        book.number(sheet, row, 7, order.amount, "money")
