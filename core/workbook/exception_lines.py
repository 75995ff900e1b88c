"""What to look at before ordering, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.evaluation.choice import Choice
from core.restocking.advice import Advice
from core.restocking.limits.rooms import room_sentence
from core.restocking.orders.excess import DEAD
from core.restocking.orders.heavy_safety import heavy_safety_sentence
from core.restocking.orders.policy import Plan
from core.restocking.terms.constraints import excessive_surplus
from core.restocking.terms.space import MEASURE_WORDS
from core.restocking.terms.terms import Terms
from core.sales.cleaning.never_sold import NeverSold
from core.sales.cleaning.quality import QualityReport
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.supplier_sheets import ordered_units


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """One thing to look at: what it is about, what was found, of which item, and how much."""

    topic: Sentence
    text: Sentence
    item: str = ""
    store: str = ""
    title: str = ""
    rows: float = float("nan")
    units: float = float("nan")


def unsold_lines(unsold: Sequence[NeverSold]) -> Iterator[ExceptionLine]:
    """Yield the items of the sheets that have no forecast, and why."""
    topic = say(QT_TRANSLATE_NOOP("core", "Not forecast"))
    for it in unsold:
        net = it.sold - it.returned
        yield ExceptionLine(topic, it.reason, it.item, it.store, it.title, units=net)


def found_lines(
    plan: Plan, terms: Terms, choice: Choice, report: QualityReport
) -> Iterator[ExceptionLine]:
    """Yield findings of sheets and terms, items without stock or cost, orders far larger than
    needed, and goods that will be missing."""
    sheets = say(QT_TRANSLATE_NOOP("core", "Sales sheets"))
    for finding in report.findings:
        yield ExceptionLine(sheets, finding.text, rows=finding.rows, units=finding.units)
    about_terms = say(QT_TRANSLATE_NOOP("core", "Terms"))
    for finding in terms.findings:
        yield ExceptionLine(about_terms, finding.text, rows=finding.rows, units=finding.units)
    unknown = sum(not it.stock_known for it in plan.suggestions)
    if unknown:
        yield ExceptionLine(
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
        yield ExceptionLine(
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
        yield ExceptionLine(
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
    out = say(QT_TRANSLATE_NOOP("core", "About to run out"))
    for it in plan.suggestions:
        daily = it.expected_demand / it.protection_days if it.protection_days > 0 else 0.0
        if excessive_surplus(np.array(it.need), np.array(it.order_quantity), np.array(daily), 90.0):
            yield ExceptionLine(large, it.reason, it.item, it.store, it.title, units=it.surplus)
    for row in plan.rows_by_urgency():
        it = plan.suggestions[row]
        if it.stock_known and it.order_quantity > 0 and it.stockout_risk >= 0.5:
            yield ExceptionLine(out, it.reason, it.item, it.store, it.title, units=it.need)


Money = Callable[[float], str]
"""Writes an amount."""


def advised_lines(plan: Plan, advice: Advice, money: Money) -> Iterator[ExceptionLine]:
    """Yield what the advice says of excess, waiting, transfers, minimums, containers and rooms."""
    yield from _excess(plan, advice, money)
    yield from _waiting(plan, advice, money)
    yield from _transfers(plan, advice)
    yield from _minimums(advice, money)
    yield from _containers(advice, money)
    if advice.heavy is not None:
        topic = say(QT_TRANSLATE_NOOP("core", "Safety stock"))
        yield ExceptionLine(topic, heavy_safety_sentence(advice.heavy), units=advice.heavy.level)
    room = say(QT_TRANSLATE_NOOP("core", "Storage room"))
    for use in advice.rooms:
        if use.is_short or use.over > 0:
            yield ExceptionLine(room, room_sentence(use))


def _excess(plan: Plan, advice: Advice, money: Money) -> Iterator[ExceptionLine]:
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
        yield ExceptionLine(names[dead], text, it.item, it.store, it.title, units=found.units)


def _waiting(plan: Plan, advice: Advice, money: Money) -> Iterator[ExceptionLine]:
    items = plan.suggestions
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
            yield ExceptionLine(waiting, text, it.item, it.store, it.title, units=put_off.surplus)


def _transfers(plan: Plan, advice: Advice) -> Iterator[ExceptionLine]:
    items = plan.suggestions
    moving = say(QT_TRANSLATE_NOOP("core", "Transfer"))
    for move in advice.transfers:
        giver, taker = items[move.giver], items[move.taker]
        text = say(
            QT_TRANSLATE_NOOP("core", "Move {units:,.0f} from {giver} instead of buying them."),
            units=move.units,
            giver=giver.store,
        )
        yield ExceptionLine(moving, text, taker.item, taker.store, taker.title, units=move.units)


def _minimums(advice: Advice, money: Money) -> Iterator[ExceptionLine]:
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
        yield ExceptionLine(below, text)


def _containers(advice: Advice, money: Money) -> Iterator[ExceptionLine]:
    topic = say(QT_TRANSLATE_NOOP("core", "Container"))
    for found in advice.packings:
        best = found.cheaper
        if best is None:
            continue
        template = (
            QT_TRANSLATE_NOOP(
                "core",
                "{supplier}: the order takes {filled:,.2f} containers of {capacity:,.10g} "
                "{measure}. Filling {count:,} costs {cost} to hold.",
            )
            if best is found.fill
            else QT_TRANSLATE_NOOP(
                "core",
                "{supplier}: the order takes {filled:,.2f} containers of {capacity:,.10g} "
                "{measure}. Cut back to {count:,}, it loses {cost} of margin.",
            )
        )
        text = say(
            template,
            supplier=found.supplier,
            filled=found.filled,
            capacity=found.capacity,
            measure=MEASURE_WORDS[found.measure],
            count=best.containers,
            cost=money(best.cost),
        )
        yield ExceptionLine(topic, text)
