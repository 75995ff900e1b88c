"""A sheet for each supplier: what to send, without stock, forecasts or selling prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.restocking.levels.timing import Timing
from core.restocking.orders.policy import Plan, Suggestion
from core.restocking.terms.terms import Terms
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import Book, Column, column_letters
from core.workbook.plan_sheet import TURNED_DOWN, PlanRange

MOST_SHEETS = 150
"""More suppliers than this make a workbook that nobody can leaf through."""

_COLUMNS = {
    "item": Column(say(QT_TRANSLATE_NOOP("core", "Item")), 18, "text"),
    "title": Column(say(QT_TRANSLATE_NOOP("core", "Name")), 40, "text"),
    "store": Column(say(QT_TRANSLATE_NOOP("core", "Deliver to")), 16, "text"),
    "pack": Column(say(QT_TRANSLATE_NOOP("core", "Pack")), 8, "units"),
    "quantity": Column(say(QT_TRANSLATE_NOOP("core", "Quantity")), 10, "units"),
    "cost": Column(say(QT_TRANSLATE_NOOP("core", "Unit cost")), 11, "money"),
    "amount": Column(say(QT_TRANSLATE_NOOP("core", "Amount")), 13, "money"),
    "wanted": Column(say(QT_TRANSLATE_NOOP("core", "Wanted by")), 12, "day"),
    "note": Column(say(QT_TRANSLATE_NOOP("core", "Note")), 30, "text"),
}


@dataclass(frozen=True, slots=True)
class SupplierOrder:
    """What is ordered from one supplier: row numbers of the plan, units, cost.

    amount is that of the lines whose cost is known; NaN where none is.
    """

    supplier: str
    rows: tuple[int, ...]
    units: float
    amount: float


def ordered_units(it: Suggestion) -> float:
    """Return the units of a suggestion that will be ordered, given the decision."""
    return 0.0 if it.decision in TURNED_DOWN else it.final_quantity


def supplier_orders(plan: Plan) -> tuple[SupplierOrder, ...]:
    """Return the orders of the plan by supplier, in order of their names; unnamed ones last."""
    rows: dict[str, list[int]] = {}
    for row, it in enumerate(plan.suggestions):
        if ordered_units(it) > 0:
            rows.setdefault(it.supplier, []).append(row)
    return tuple(
        SupplierOrder(
            supplier,
            tuple(rows[supplier]),
            sum(ordered_units(plan.suggestions[row]) for row in rows[supplier]),
            _amount([plan.suggestions[row] for row in rows[supplier]]),
        )
        for supplier in sorted(rows, key=lambda name: (not name, name))
    )


def _amount(lines: Sequence[Suggestion]) -> float:
    known = [ordered_units(it) * it.unit_cost for it in lines if np.isfinite(it.unit_cost)]
    return sum(known) if known else float("nan")


def named(order: SupplierOrder) -> Sentence | str:
    """Return what an order's supplier is called."""
    return order.supplier or say(QT_TRANSLATE_NOOP("core", "No supplier named"))


def not_known(book: Book) -> str:
    """Return the word that stands for an amount of which no cost is known."""
    return book.words(say(QT_TRANSLATE_NOOP("core", "not known")))


def write_suppliers(
    book: Book, plan: Plan, terms: Terms, orders: Sequence[SupplierOrder], cells: PlanRange
) -> None:
    """Write a sheet an order. Quantities and amounts are formulas with their values: they follow
    what is typed into the plan."""
    arrivals = Timing.of(terms, plan.as_of).mean_arrivals()
    for order in orders[:MOST_SHEETS]:
        _write_order(book, plan, order, arrivals, cells)


def _write_order(
    book: Book, plan: Plan, order: SupplierOrder, arrivals: np.ndarray, plan_cells: PlanRange
) -> None:
    name = book.words(named(order))
    lines = [plan.suggestions[row] for row in order.rows]
    names = [key for key in _COLUMNS if key != "store" or any(it.store for it in lines)]
    at = {key: number for number, key in enumerate(names)}
    letters = {key: column_letters(number) for key, number in at.items()}
    sheet = book.add_sheet(name)
    top = 3
    book.begin_table(sheet, [_COLUMNS[key] for key in names], top, len(lines))
    sheet.print_area(0, 0, top + len(lines) + 1, len(names) - 1)
    book.text(sheet, 0, 0, name, "title")
    sheet.set_row(0, 26)
    book.text(sheet, 1, 0, book.words(say(QT_TRANSLATE_NOOP("core", "Order of"))), "label")
    book.day(sheet, 1, 1, plan.as_of)
    for row, (number, it) in enumerate(zip(order.rows, lines, strict=True), top + 1):
        quantity = ordered_units(it)
        units = "units" if quantity % 1 == 0 and it.pack_size % 1 == 0 else "measure"
        book.text(sheet, row, at["item"], it.item)
        book.text(sheet, row, at["title"], it.title)
        if "store" in at:
            book.text(sheet, row, at["store"], it.store)
        book.number(sheet, row, at["pack"], it.pack_size, units)
        store = f"${letters['store']}{row + 1}" if "store" in at else '""'
        formula = plan_cells.ordered(number, f"$A{row + 1}", store)
        book.formula(sheet, row, at["quantity"], formula, quantity, units)
        book.number(sheet, row, at["cost"], it.unit_cost, "money")
        if np.isfinite(it.unit_cost):
            formula = f"{letters['quantity']}{row + 1}*{letters['cost']}{row + 1}"
            book.formula(sheet, row, at["amount"], formula, quantity * it.unit_cost, "money")
        else:
            book.number(sheet, row, at["amount"], np.nan, "money")
        arrival = plan.as_of + int(np.ceil(arrivals[number]))
        book.day(sheet, row, at["wanted"], arrival)
        book.text(sheet, row, at["note"], it.note)
    last = top + 1 + len(lines)
    book.text(sheet, last, 0, book.words(say(QT_TRANSLATE_NOOP("core", "Total"))), "text total")
    body = {
        key: f"{letters[key]}{top + 2}:{letters[key]}{last}"
        for key in ("quantity", "cost", "amount")
    }
    total = f"SUM({body['quantity']})"
    book.formula(sheet, last, at["quantity"], total, order.units, "units total")
    unknown = not_known(book)
    known = np.isfinite(order.amount)
    total = f'IF(COUNT({body["cost"]})=0,"{unknown}",SUM({body["amount"]}))'
    value = order.amount if known else unknown
    book.formula(sheet, last, at["amount"], total, value, "money total")
    _write_warning(book, sheet, top - 1, order, plan_cells, f"{letters['quantity']}{last + 1}")


def _write_warning(
    book: Book, sheet: Any, row: int, order: SupplierOrder, plan_cells: PlanRange, total: str
) -> None:
    """Write a sentence that appears once the plan orders what is not on the sheet."""
    words = say(
        QT_TRANSLATE_NOOP(
            "core", "The plan now orders items that are not listed here. Export it again."
        )
    )
    of_supplier = plan_cells.of_supplier("$A$1" if order.supplier else '""')
    more = f"{plan_cells.total('order', of_supplier)}>{total}+0.005"
    book.formula(sheet, row, 0, f'IF({more},"{book.words(words)}","")', "", "sentence")
