"""Purchase orders to send: a value per supplier, and all of them as a table of text.

Suppliers see codes, names, packs, quantities, their own prices and days: no stock, no forecast, no
selling price. Printed pages are made where Qt is (``gui.charts.order_papers``).
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.demand import Demand
from core.files import written_atomically
from core.forecasting.forecast import Forecast
from core.restocking.levels.timing import Timing
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from core.wording import QT_TRANSLATE_NOOP, say, translation
from core.workbook.book import cell_text
from core.workbook.left_out import plain_text
from core.workbook.supplier_sheets import ordered_units, supplier_orders

COLUMNS = {
    "item": say(QT_TRANSLATE_NOOP("core", "Item")),
    "title": say(QT_TRANSLATE_NOOP("core", "Name")),
    "store": say(QT_TRANSLATE_NOOP("core", "Deliver to")),
    "pack": say(QT_TRANSLATE_NOOP("core", "Pack")),
    "quantity": say(QT_TRANSLATE_NOOP("core", "Quantity")),
    "cost": say(QT_TRANSLATE_NOOP("core", "Unit cost")),
    "amount": say(QT_TRANSLATE_NOOP("core", "Amount")),
    "wanted": say(QT_TRANSLATE_NOOP("core", "Wanted by")),
    "note": say(QT_TRANSLATE_NOOP("core", "Note")),
}
"""What stands in each line of an order, in order; "store" only where there are several."""

_ORDER = say(QT_TRANSLATE_NOOP("core", "Order no."))
_SUPPLIER = say(QT_TRANSLATE_NOOP("core", "Supplier"))
UNNAMED = say(QT_TRANSLATE_NOOP("core", "No supplier named"))
_FORBIDDEN_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """An item of an order: units, currency (NaN where the cost is not known), day of arrival."""

    item: str
    title: str
    store: str
    pack: float
    quantity: float
    unit_cost: float
    wanted: np.datetime64
    note: str

    @property
    def amount(self) -> float:
        """Currency."""
        return self.quantity * self.unit_cost


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """What one supplier is asked for: number, day it goes out, lines in the plan's order.

    supplier "" where none is named; units, amount in total (NaN where no cost is known)
    """

    number: str
    supplier: str
    day: np.datetime64
    lines: tuple[PurchaseLine, ...]
    units: float
    amount: float

    def file_name(self) -> str:
        """Return a name that any system accepts: "20250106-1 North"."""
        clean = _FORBIDDEN_IN_FILES.sub(" ", cell_text(self.supplier))
        clean = " ".join(clean.split())[:_MOST_LETTERS].strip(" .")
        return f"{self.number} {clean}".strip()


@dataclass(frozen=True, slots=True)
class OrderPapers:
    """What is printed: the orders, and charts of the rows that matter most, for the merchant.

    titles (n) of the items of the panel; language "en" or "zh_CN"; currency the sheet's sign
    """

    orders: tuple[PurchaseOrder, ...]
    demand: Demand
    forecast: Forecast
    rows: tuple[int, ...]
    titles: tuple[str, ...]
    language: str
    currency: str


def purchase_orders(plan: Plan, terms: Terms) -> tuple[PurchaseOrder, ...]:
    """Return an order for each supplier that something is ordered from."""
    arrivals = Timing.of(terms, plan.as_of).mean_arrivals()
    day = str(plan.as_of.astype("datetime64[D]")).replace("-", "")
    found = []
    for number, order in enumerate(supplier_orders(plan), 1):
        lines = tuple(
            PurchaseLine(
                item=plan.suggestions[row].item,
                title=plan.suggestions[row].title,
                store=plan.suggestions[row].store,
                pack=plan.suggestions[row].pack_size,
                quantity=ordered_units(plan.suggestions[row]),
                unit_cost=plan.suggestions[row].unit_cost,
                wanted=plan.as_of + int(np.ceil(arrivals[row])),
                note=plan.suggestions[row].note,
            )
            for row in order.rows
        )
        found.append(
            PurchaseOrder(
                f"{day}-{number}", order.supplier, plan.as_of, lines, order.units, order.amount
            )
        )
    return tuple(found)


def columns_of(order: PurchaseOrder) -> tuple[str, ...]:
    """Return the names of the columns that an order needs."""
    with_store = any(line.store for line in order.lines)
    with_note = any(line.note for line in order.lines)
    unused = {*(() if with_store else ("store",)), *(() if with_note else ("note",))}
    return tuple(name for name in COLUMNS if name not in unused)


def line_texts(line: PurchaseLine) -> dict[str, str]:
    """Return the cells of a line as text, by column; "" where something is not known."""
    return {
        "item": cell_text(line.item),
        "title": cell_text(line.title),
        "store": cell_text(line.store),
        "pack": number_text(line.pack),
        "quantity": number_text(line.quantity),
        "cost": number_text(line.unit_cost, 2),
        "amount": number_text(line.amount, 2),
        "wanted": str(line.wanted),
        "note": cell_text(line.note),
    }


def number_text(value: float, digits: int = 0) -> str:
    """Return a number without separators, which any program reads; "" where it is not known."""
    if not math.isfinite(value):
        return ""
    return f"{value:.{digits}f}" if digits or value % 1 == 0 else f"{value:.2f}"


def write_purchase_table(path: Path, orders: Sequence[PurchaseOrder], language: str) -> None:
    """Write all orders as one table of text, UTF-8 with a byte-order mark: a row a line.

    Text that a spreadsheet would take for a formula gets a leading apostrophe. Raises
    ``OutputError`` where ``path`` cannot be written.
    """
    words = translation(language)
    header = [it.render(words) for it in (_ORDER, _SUPPLIER, *COLUMNS.values())]
    with written_atomically(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for order in orders:
            supplier = order.supplier or UNNAMED.render(words)
            for line in order.lines:
                cells = line_texts(line)
                writer.writerow(
                    [plain_text(it) for it in (order.number, supplier, *cells.values())]
                )
