"""The sheet of what to look at before ordering."""

from __future__ import annotations

from collections.abc import Sequence

from core.evaluation.choice import Choice
from core.restocking.advice import Advice
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from core.sales.cleaning.never_sold import NeverSold
from core.sales.cleaning.quality import QualityReport
from core.wording import QT_TRANSLATE_NOOP, say
from core.workbook.book import Book, Column
from core.workbook.exception_lines import advised_lines, found_lines, unsold_lines

EXCEPTIONS_NAME = say(QT_TRANSLATE_NOOP("core", "Exceptions"))


def write_exceptions(
    book: Book,
    plan: Plan,
    terms: Terms,
    choice: Choice,
    report: QualityReport,
    advice: Advice | None,
    unsold: Sequence[NeverSold] = (),
) -> None:
    """Write what the operator should look at before ordering: findings of the sheets and terms,
    items that have no forecast,
    items without stock or cost, orders far larger than needed, goods that will be missing, and what
    ``advice`` says of excess, transfers and suppliers' minimums."""
    found = [*found_lines(plan, terms, choice, report), *unsold_lines(unsold)]
    if advice is not None:
        found += advised_lines(plan, advice, book.money)
    sheet = book.add_sheet(book.words(EXCEPTIONS_NAME))
    columns = [
        Column(say(QT_TRANSLATE_NOOP("core", "About")), 16, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "Item")), 14, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "Store")), 12, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "Name")), 28, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "What was found")), 90, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "Rows")), 9, "units"),
        Column(say(QT_TRANSLATE_NOOP("core", "Units")), 11, "units"),
    ]
    book.begin_table(sheet, columns, 0, len(found))
    for row, it in enumerate(found, 1):
        book.text(sheet, row, 0, book.words(it.topic))
        book.text(sheet, row, 1, it.item)
        book.text(sheet, row, 2, it.store)
        book.text(sheet, row, 3, it.title)
        book.text(sheet, row, 4, book.words(it.text))
        book.number(sheet, row, 5, it.rows, "units")
        book.number(sheet, row, 6, it.units, "units")
