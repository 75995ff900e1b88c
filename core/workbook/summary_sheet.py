"""The first sheet: what to do in a sentence, totals that follow the plan, two charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.restocking.policy import Plan, Suggestion
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import ACCENT, INK, LINE, Book, sheet_reference
from core.workbook.plan_sheet import PlanRange
from core.workbook.supplier_sheets import SupplierOrder, ordered_units

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
    amount = float(np.nansum([it.amount for it in ordered]))
    if not any(np.isfinite(it.unit_cost) for it in ordered):
        return say(
            QT_TRANSLATE_NOOP("core", "Order {items:,} items; {late:,} cannot wait."),
            items=len(ordered),
            late=late,
        )
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "Order {items:,} items from {suppliers:,} suppliers for {currency}{amount:,.0f}; "
            "{late:,} cannot wait.",
        ),
        items=len(ordered),
        suppliers=len(orders),
        currency=currency,
        amount=amount,
        late=late,
    )


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
    sheet.set_column(1, 4, 14)
    sheet.set_row(0, 28)
    title = say(QT_TRANSLATE_NOOP("core", "Restock plan"))
    book.text(sheet, 0, 0, book.words(title), "title")
    book.text(sheet, 1, 0, book.words(summary_sentence(plan, orders, currency)), "sentence")
    row = _write_totals(book, sheet, 3, plan, plan_range, orders, demand)
    row = _write_suppliers(book, sheet, row + 1, plan_range, orders)
    row = _write_urgent(book, sheet, row + 1, plan, rows)
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
    count = sum(it.final_quantity > 0 for it in plan.suggestions)
    units = sum(it.final_quantity for it in plan.suggestions)
    amount = float(np.nansum([it.amount for it in plan.suggestions]))
    lines: list[tuple[Sentence, str, float | np.datetime64, str]] = [
        (say(QT_TRANSLATE_NOOP("core", "Plan of")), "day", plan.as_of, ""),
        (say(QT_TRANSLATE_NOOP("core", "Forecast from")), "day", demand.end, ""),
        (say(QT_TRANSLATE_NOOP("core", "Items")), "units", len(plan.suggestions), ""),
        (
            say(QT_TRANSLATE_NOOP("core", "Items to order")),
            "units",
            count,
            f'=COUNTIF({cells.cells("order")},">0")',
        ),
        (
            say(QT_TRANSLATE_NOOP("core", "Units to order")),
            "units",
            units,
            f"=SUM({cells.cells('order')})",
        ),
        (
            say(QT_TRANSLATE_NOOP("core", "Amount")),
            "money",
            amount,
            f"=SUM({cells.cells('amount')})",
        ),
        (say(QT_TRANSLATE_NOOP("core", "Suppliers to order from")), "units", len(orders), ""),
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
            sheet.write_formula(row, 1, formula, book.formats[look], value)
        else:
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
    first = row + 1
    largest = sorted(orders, key=lambda it: (-np.nan_to_num(it.amount), -it.units))
    for order in largest[:_MOST_SUPPLIERS]:
        row += 1
        unnamed = book.words(say(QT_TRANSLATE_NOOP("core", "No supplier named")))
        book.text(sheet, row, 0, order.supplier or unnamed)
        book.number(sheet, row, 1, len(order.rows), "units")
        book.number(sheet, row, 2, order.units, "units")
        book.number(sheet, row, 3, order.amount, "money")
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


def _write_urgent(book: Book, sheet: Any, row: int, plan: Plan, rows: Sequence[int]) -> int:
    names = [
        say(QT_TRANSLATE_NOOP("core", "Most urgent")),
        say(QT_TRANSLATE_NOOP("core", "Item")),
        say(QT_TRANSLATE_NOOP("core", "Order by")),
        say(QT_TRANSLATE_NOOP("core", "Runs out")),
        say(QT_TRANSLATE_NOOP("core", "Order")),
    ]
    _header(book, sheet, row, names, 4)
    for number in [row for row in rows if ordered_units(plan.suggestions[row]) > 0][:_MOST_URGENT]:
        it = plan.suggestions[number]
        row += 1
        book.text(sheet, row, 0, it.title or it.item)
        book.text(sheet, row, 1, it.item)
        book.day(sheet, row, 2, it.order_by)
        book.day(sheet, row, 3, it.stockout_day)
        book.number(sheet, row, 4, it.final_quantity, "units")
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
