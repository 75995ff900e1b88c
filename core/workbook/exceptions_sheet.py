"""What to look at before ordering."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from core.evaluation.choice import Choice
from core.restocking.advice import Advice
from core.restocking.constraints import excessive_surplus
from core.restocking.excess import DEAD
from core.restocking.policy import Plan
from core.restocking.terms import Terms
from core.sales.cleaning.quality import QualityReport
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import Book, Column
from core.workbook.supplier_sheets import ordered_units

EXCEPTIONS_NAME = say(QT_TRANSLATE_NOOP("core", "Exceptions"))


@dataclass(frozen=True, slots=True)
class _Exception:
    topic: Sentence
    text: Sentence
    item: str = ""
    store: str = ""
    title: str = ""
    rows: float = float("nan")
    units: float = float("nan")


def write_exceptions(
    book: Book,
    plan: Plan,
    terms: Terms,
    choice: Choice,
    report: QualityReport,
    advice: Advice | None,
) -> None:
    """Write what the operator should look at before ordering: findings of the sheets and terms,
    items without stock or cost, orders far larger than needed, goods that will be missing, and what
    ``advice`` says of excess, transfers and suppliers' minimums."""
    found = list(_exceptions(plan, terms, choice, report))
    if advice is not None:
        found += _advised(plan, advice, book.money)
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


def _exceptions(
    plan: Plan, terms: Terms, choice: Choice, report: QualityReport
) -> Iterator[_Exception]:
    sheets = say(QT_TRANSLATE_NOOP("core", "Sales sheets"))
    for finding in report.findings:
        yield _Exception(sheets, finding.text, rows=finding.rows, units=finding.units)
    about_terms = say(QT_TRANSLATE_NOOP("core", "Terms"))
    for finding in terms.findings:
        yield _Exception(about_terms, finding.text, rows=finding.rows, units=finding.units)
    unknown = sum(not it.stock_known for it in plan.suggestions)
    if unknown:
        yield _Exception(
            say(QT_TRANSLATE_NOOP("core", "Stock")),
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The stock of {count:,} items is not known and was counted as none. Type it "
                    "into the plan: quantities and amounts follow.",
                ),
                count=unknown,
            ),
            rows=unknown,
        )
    dear = [
        it for it in plan.suggestions if ordered_units(it) > 0 and not np.isfinite(it.unit_cost)
    ]
    if dear:
        yield _Exception(
            say(QT_TRANSLATE_NOOP("core", "Cost")),
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The unit cost of {count:,} items to order is not known; their amount is "
                    "missing from the totals.",
                ),
                count=len(dear),
            ),
            rows=len(dear),
            units=sum(ordered_units(it) for it in dear),
        )
    untested = int(np.isnan(choice.gain).sum())
    if untested:
        yield _Exception(
            say(QT_TRANSLATE_NOOP("core", "Forecast")),
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{count:,} items have sold for too short a time to test a forecast on.",
                ),
                count=untested,
            ),
            rows=untested,
        )
    large = say(QT_TRANSLATE_NOOP("core", "Large order"))
    out = say(QT_TRANSLATE_NOOP("core", "Runs out"))
    for it in plan.suggestions:
        daily = it.expected_demand / it.protection_days if it.protection_days > 0 else 0.0
        if excessive_surplus(np.array(it.need), np.array(it.order_quantity), np.array(daily), 90.0):
            yield _Exception(large, it.reason, it.item, it.store, it.title, units=it.surplus)
    for row in plan.rows_by_urgency():
        it = plan.suggestions[row]
        if it.stock_known and it.order_quantity > 0 and it.stockout_risk >= 0.5:
            yield _Exception(out, it.reason, it.item, it.store, it.title, units=it.need)


def _advised(plan: Plan, advice: Advice, money: Callable[[float], str]) -> Iterator[_Exception]:
    items = plan.suggestions
    names = {
        True: say(QT_TRANSLATE_NOOP("core", "Dead stock")),
        False: say(QT_TRANSLATE_NOOP("core", "Overstock")),
    }
    for found in advice.excess:
        it, dead = items[found.row], found.kind == DEAD
        text = (
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{units:,.0f} have not sold for {days:,} days and tie up {money}. Clear them.",
                ),
                units=found.units,
                days=found.idle_days,
                money=money(found.value),
            )
            if dead
            else say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{units:,.0f} more than will sell in good time tie up {money}; the stock lasts "
                    "{weeks:,.0f} weeks. Order none, or sell some cheaper.",
                ),
                units=found.units,
                money=money(found.value),
                weeks=min(found.weeks, 9999.0),
            )
        )
        yield _Exception(names[dead], text, it.item, it.store, it.title, units=found.units)
    waiting = say(QT_TRANSLATE_NOOP("core", "Better to wait"))
    for put_off in advice.deferrals:
        if put_off.wait:
            it = items[put_off.row]
            text = say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The least order lasts {days:,.0f} days beyond the need. Holding it costs "
                    "{order}, waiting for the next order day {wait}.",
                ),
                days=min(put_off.days, 9999.0),
                order=money(put_off.order_cost),
                wait=money(put_off.wait_cost),
            )
            yield _Exception(waiting, text, it.item, it.store, it.title, units=put_off.surplus)
    moving = say(QT_TRANSLATE_NOOP("core", "Transfer"))
    for move in advice.transfers:
        giver, taker = items[move.giver], items[move.taker]
        text = say(
            QT_TRANSLATE_NOOP("core", "Move {units:,.0f} from {giver} instead of buying them."),
            units=move.units,
            giver=giver.store,
        )
        yield _Exception(moving, text, taker.item, taker.store, taker.title, units=move.units)
    below = say(QT_TRANSLATE_NOOP("core", "Supplier's minimum"))
    for short in advice.top_ups:
        template = (
            QT_TRANSLATE_NOOP(
                "core",
                "{supplier}: the order of {before} is under the minimum. Better wait: reaching it "
                "costs {order} to hold, waiting {wait}.",
            )
            if short.wait
            else QT_TRANSLATE_NOOP(
                "core",
                "{supplier}: the order of {before} is under the minimum. Better top it up to "
                "{after}: that costs {order} to hold, waiting {wait}.",
            )
        )
        text = say(
            template,
            supplier=short.supplier,
            before=money(short.before),
            after=money(short.after),
            order=money(short.order_cost),
            wait=money(short.wait_cost),
        )
        yield _Exception(below, text)
