"""The first sheet: what to do in a sentence, totals that follow the plan, two charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.restocking.orders.policy import Plan, Suggestion
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import ACCENT, INK, LINE, Book, sheet_reference
from core.workbook.plan_sheet import PlanRange
from core.workbook.supplier_sheets import SupplierOrder, named, not_known, ordered_units

SUMMARY_NAME = say(QT_TRANSLATE_NOOP("core", "Summary"))
_MOST_SUPPLIERS = 12
_MOST_URGENT = 10
_HISTORY = 2  # the chart shows twice as much history as forecast (look.md)


def cannot_wait(it: Suggestion, plan: Plan) -> bool:
    """Return whether an order is late already, or will be tomorrow."""
    return not bool(np.isnat(it.order_by)) and bool(it.order_by <= plan.as_of)


def summary_sentence(plan: Plan, orders: Sequence[SupplierOrder], currency: str) -> Sentence:
    """Return what to do, in one sentence."""
    ordered = [it for it in plan.suggestions if ordered_units(it) > 0]
    late = sum(cannot_wait(it, plan) for it in ordered)
    if not ordered:
        return say(QT_TRANSLATE_NOOP("core", "Nothing to order: stock lasts for every item."))
    values = {
        "items": len(ordered),
        "suppliers": sum(bool(order.supplier) for order in orders),
        "currency": currency,
        "amount": float(np.nansum([it.amount for it in ordered])),
        "late": late,
    }
    if not any(np.isfinite(it.unit_cost) for it in ordered):
        template = QT_TRANSLATE_NOOP("core", "Order {items:,} items; {late:,} cannot wait.")
    elif values["suppliers"]:
        template = QT_TRANSLATE_NOOP(
            "core",
            "Order {items:,} items from {suppliers:,} suppliers at a cost of "
            "{currency}{amount:,.0f}; {late:,} cannot wait.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core",
            "Order {items:,} items at a cost of {currency}{amount:,.0f}; {late:,} cannot wait.",
        )
    return say(template, **values)


def write_summary(
    book: Book,
    sheet: Any,
    plan: Plan,
    rows: Sequence[int],
    plan_range: PlanRange,
    orders: Sequence[SupplierOrder],
    forecast: Forecast,
    demand: Demand,
    currency: str,
) -> None:
    """Write sentence, totals, urgent items, suppliers and the charts; ``rows`` are by urgency."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 5, 14)
    sheet.set_row(0, 28)
    title = say(QT_TRANSLATE_NOOP("core", "Restock plan"))
    book.text(sheet, 0, 0, book.words(title), "title")
    book.text(sheet, 1, 0, book.words(summary_sentence(plan, orders, currency)), "sentence")
    row = _write_totals(book, sheet, 3, plan, plan_range, orders, demand)
    row = _write_suppliers(book, sheet, row + 1, plan_range, orders)
    row = _write_urgent(book, sheet, row + 1, plan, rows, plan_range)
    _write_sales(book, sheet, row + 1, forecast, demand)
    # The table behind the chart of sales need not be printed: the chart shows it.
    sheet.print_area(0, 0, max(row, 35), 16)


def _write_totals(
    book: Book,
    sheet: Any,
    row: int,
    plan: Plan,
    cells: PlanRange,
    orders: Sequence[SupplierOrder],
    demand: Demand,
) -> int:
    ordered = [it for it in plan.suggestions if ordered_units(it) > 0]
    units = sum(ordered_units(it) for it in ordered)
    unpriced = sum(not np.isfinite(it.unit_cost) for it in ordered)
    unknown = not_known(book)
    amount: float | str = float(np.nansum([it.amount for it in ordered]))
    if ordered and unpriced == len(ordered):
        amount = unknown
    without_cost = f"NOT(ISNUMBER({cells.cells('amount')}))"
    lines: list[tuple[Sentence, str, float | str | np.datetime64, str]] = [
        (say(QT_TRANSLATE_NOOP("core", "Plan of")), "day", plan.as_of, ""),
        (say(QT_TRANSLATE_NOOP("core", "Forecast from")), "day", demand.end, ""),
        (say(QT_TRANSLATE_NOOP("core", "Items")), "units", len(plan.suggestions), ""),
        (
            say(QT_TRANSLATE_NOOP("core", "Items to order")),
            "units",
            len(ordered),
            cells.count(),
        ),
        (
            say(QT_TRANSLATE_NOOP("core", "Units to order")),
            "units",
            units,
            cells.total("order"),
        ),
        (say(QT_TRANSLATE_NOOP("core", "Amount")), "money", amount, cells.amount(unknown)),
        (
            say(QT_TRANSLATE_NOOP("core", "Items to order without a cost")),
            "units",
            unpriced,
            cells.count(without_cost),
        ),
        (
            say(QT_TRANSLATE_NOOP("core", "Suppliers to order from")),
            "units",
            sum(bool(order.supplier) for order in orders),
            "",
        ),
        (
            say(QT_TRANSLATE_NOOP("core", "Items that cannot wait")),
            "units",
            sum(cannot_wait(it, plan) for it in ordered),
            "",
        ),
        (
            say(QT_TRANSLATE_NOOP("core", "Items whose stock is not known")),
            "units",
            sum(not it.stock_known for it in plan.suggestions),
            "",
        ),
    ]
    for label, look, value, formula in lines:
        book.text(sheet, row, 0, book.words(label), "label")
        if isinstance(value, np.datetime64):
            book.day(sheet, row, 1, value)
        elif formula:
            book.formula(sheet, row, 1, formula, value, look)
        elif isinstance(value, float | int):
            book.number(sheet, row, 1, value, look)
        row += 1
    return row


def _header(book: Book, sheet: Any, row: int, names: Sequence[Sentence], numbers_from: int) -> None:
    for column, name in enumerate(names):
        look = "header number" if column >= numbers_from else "header"
        sheet.write_string(row, column, book.words(name), book.formats[look])


def _write_suppliers(
    book: Book, sheet: Any, row: int, cells: PlanRange, orders: Sequence[SupplierOrder]
) -> int:
    names = [
        say(QT_TRANSLATE_NOOP("core", "Supplier")),
        say(QT_TRANSLATE_NOOP("core", "Items")),
        say(QT_TRANSLATE_NOOP("core", "Units")),
        say(QT_TRANSLATE_NOOP("core", "Amount")),
    ]
    _header(book, sheet, row, names, 1)
    first, unknown = row + 1, not_known(book)
    largest = sorted(orders, key=lambda it: (-np.nan_to_num(it.amount), -it.units))
    for order in largest[:_MOST_SUPPLIERS]:
        row += 1
        book.text(sheet, row, 0, book.words(named(order)))
        mine = cells.of_supplier(f"$A{row + 1}" if order.supplier else '""')
        amount = order.amount if np.isfinite(order.amount) else unknown
        book.formula(sheet, row, 1, cells.count(mine), len(order.rows), "units")
        book.formula(sheet, row, 2, cells.total("order", mine), order.units, "units")
        book.formula(sheet, row, 3, cells.amount(unknown, mine), amount, "money")
    if not orders:
        return row + 1
    costs = np.isfinite([order.amount for order in largest[:_MOST_SUPPLIERS]]).all()
    chart = book.workbook.add_chart({"type": "bar"})
    name = sheet_reference(sheet.get_name())
    column = "D" if costs else "C"
    title = (
        say(QT_TRANSLATE_NOOP("core", "Amount by supplier"))
        if costs
        else say(QT_TRANSLATE_NOOP("core", "Units by supplier"))
    )
    chart.add_series(
        {
            "name": book.words(title),
            "categories": f"={name}!$A${first + 1}:$A${row + 1}",
            "values": f"={name}!${column}${first + 1}:${column}${row + 1}",
            "fill": {"color": ACCENT},
            "gap": 60,
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": {"color": INK}, "line": {"color": LINE}})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": LINE}}})
    _finish_chart(book, chart, title)
    sheet.insert_chart(19, 6, chart)
    return row + 1


def _write_urgent(
    book: Book, sheet: Any, row: int, plan: Plan, rows: Sequence[int], cells: PlanRange
) -> int:
    store = [say(QT_TRANSLATE_NOOP("core", "Store"))] if "store" in cells.letters else []
    names = [
        say(QT_TRANSLATE_NOOP("core", "Most urgent")),
        say(QT_TRANSLATE_NOOP("core", "Item")),
        *store,
        say(QT_TRANSLATE_NOOP("core", "Order by")),
        say(QT_TRANSLATE_NOOP("core", "Runs out")),
        say(QT_TRANSLATE_NOOP("core", "Order")),
    ]
    _header(book, sheet, row, names, len(names) - 1)
    for number in [row for row in rows if ordered_units(plan.suggestions[row]) > 0][:_MOST_URGENT]:
        it = plan.suggestions[number]
        row += 1
        book.text(sheet, row, 0, it.title or it.item)
        book.text(sheet, row, 1, it.item)
        if store:
            book.text(sheet, row, 2, it.store)
        after = 2 + len(store)
        book.day(sheet, row, after, it.order_by)
        book.day(sheet, row, after + 1, it.stockout_day)
        ordered = cells.ordered(number, f"$B{row + 1}", f"$C{row + 1}")
        book.formula(sheet, row, after + 2, ordered, ordered_units(it), "units")
    return row + 1


def _write_sales(book: Book, sheet: Any, row: int, forecast: Forecast, demand: Demand) -> None:
    """Write units of all items per period, sold and expected, and chart them."""
    title = say(QT_TRANSLATE_NOOP("core", "Units of all items, sold and expected"))
    names = [
        say(QT_TRANSLATE_NOOP("core", "Period from")),
        say(QT_TRANSLATE_NOOP("core", "Sold")),
        say(QT_TRANSLATE_NOOP("core", "Expected")),
    ]
    _header(book, sheet, row, names, 1)
    past = min(_HISTORY * forecast.horizon, demand.length)
    units = demand.units[:, demand.length - past :].astype(np.float64)
    sold = np.nan_to_num(units).sum(axis=0)
    expected = forecast.paths.mean(axis=1, dtype=np.float64).sum(axis=0)
    days = [*demand.periods[demand.length - past :], *forecast.periods]
    # The expected line begins at the last sold period, so that the two lines meet.
    meeting = np.concatenate([np.full(past - 1, np.nan), sold[-1:], expected]) if past else expected
    for number, day in enumerate(days):
        row += 1
        book.day(sheet, row, 0, day)
        book.number(sheet, row, 1, float(sold[number]) if number < past else np.nan, "units")
        book.number(sheet, row, 2, float(np.round(meeting[number], 2)), "units")
    first, last = row - len(days) + 2, row + 1
    name = sheet_reference(sheet.get_name())
    chart = book.workbook.add_chart({"type": "line"})
    for column, colour, label in (("B", INK, names[1]), ("C", ACCENT, names[2])):
        chart.add_series(
            {
                "name": book.words(label),
                "categories": f"={name}!$A${first}:$A${last}",
                "values": f"={name}!${column}${first}:${column}${last}",
                "line": {"color": colour, "width": 1.25 if column == "B" else 2.25},
            }
        )
    chart.set_x_axis({"date_axis": True, "num_format": "yyyy-mm-dd", "num_font": {"rotation": -45}})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": LINE}}})
    _finish_chart(book, chart, title)
    chart.set_legend({"position": "top"})
    sheet.insert_chart(3, 6, chart)


def _finish_chart(book: Book, chart: Any, title: Sentence) -> None:
    chart.set_title({"name": book.words(title), "name_font": {"size": 11, "color": INK}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 620, "height": 300})
