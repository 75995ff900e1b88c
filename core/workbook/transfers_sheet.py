"""Goods to move between stores, as the operator agreed: a picking list."""

from __future__ import annotations

from core.restocking.orders.policy import Plan
from core.wording import QT_TRANSLATE_NOOP, say
from core.workbook.book import Book, Column

TRANSFERS_NAME = say(QT_TRANSLATE_NOOP("core", "Transfers"))

_COLUMNS = (
    Column(say(QT_TRANSLATE_NOOP("core", "From")), 18, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "To")), 18, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "Item")), 14, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "Name")), 32, "text"),
    Column(say(QT_TRANSLATE_NOOP("core", "Quantity")), 10, "units"),
)


def write_transfers(book: Book, plan: Plan) -> None:
    """Write the plan's moves, those of one pair of stores together; no sheet where there are
    none."""
    if not plan.moves:
        return
    titles = {it.item: it.title for it in plan.suggestions}
    sheet = book.add_sheet(book.words(TRANSFERS_NAME))
    book.begin_table(sheet, _COLUMNS, 0, len(plan.moves))
    moves = sorted(plan.moves, key=lambda it: (it.giver, it.taker, it.item))
    for row, it in enumerate(moves, 1):
        for column, text in enumerate((it.giver, it.taker, it.item, titles.get(it.item, ""))):
            book.text(sheet, row, column, text)
        book.number(sheet, row, len(_COLUMNS) - 1, it.units, "units")
