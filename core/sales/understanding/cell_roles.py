"""Roles that cells settle where headers do not: the day, the order, the status, the quantity."""

from __future__ import annotations

from collections.abc import Sequence

from core.sales.column_map import RoleGuess
from core.sales.understanding.compounds import names_shipment_day
from core.sales.understanding.header_roles import named
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import (
    is_never,
    is_second_choice,
    meaning_score,
    meanings,
    names_quantity,
)
from core.sales.understanding.sheet_columns import SheetColumns
from core.sales.understanding.unnamed import units_by_cells, which_units
from core.sales.understanding.words import read_words_kind
from core.wording import QT_TRANSLATE_NOOP, say

_PROVEN = 0.6  # confidence in a quantity that times the price makes the amount
_STATUSES = 20  # different texts of a column of statuses, at most


def prefer_finer_day(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Use a nameless column of days where the named one tells only their months, or where it tells
    of something later: of an update, of the kitchen."""
    if (day := taken.get("day")) is None:
        return
    named_days = columns.profiles[day.column]
    for column, label, shape in columns.free(taken):
        if meanings(label) or is_never(label, "day"):
            continue
        if shape.days < 0.9 or shape.filled < 0.9 * named_days.filled:
            continue
        finer = (
            columns.several(day.column, column) > 0.5 and columns.several(column, day.column) < 0.02
        )
        months = named_days.distinct * 5 < shape.distinct
        later = day.confidence < 0.8 and columns.related.is_later(day.column, column)
        if (finer and months) or later:
            reason = say(
                QT_TRANSLATE_NOOP("core", "its cells are the days of “{label}”"),
                label=columns.labels[day.column],
            )
            taken["day"] = RoleGuess("day", column, 0.5, reason)
            return


def order_from_cells(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Find the number of the order where no header says so: its lines stand together, on one day,
    and (where that is known) name several items."""
    if "order_id" in taken or "day" not in taken:
        return
    day, item = taken["day"].column, taken.get("item", taken.get("title"))
    timed = all(":" in text for text in columns.texts(day))  # then each order has a time of its own
    for column, label, shape in columns.free(taken):
        if meanings(label) or is_never(label, "order_id"):
            continue
        if shape.filled < 0.95 or shape.days > 0.1 or not 0.1 < shape.unique < 0.97:
            continue
        if shape.numbers > 0.5 and shape.integers < 0.99:
            continue
        if (
            columns.related.in_runs(column) > 0.95
            and columns.several(column, day) < 0.02
            and (timed or columns.several(day, column) > 0.3)
            and (item is None or columns.several(column, item.column) > 0.5)
        ):
            reason = say(QT_TRANSLATE_NOOP("core", "its lines stand together and are of one day"))
            taken["order_id"] = RoleGuess("order_id", column, 0.5, reason)
            return


def shipment_day(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Use the day of sending where no column says when it was sold."""
    for column, label, shape in columns.free(taken):
        if shape.days >= 0.9 and shape.filled >= 0.8 and names_shipment_day(label):
            reason = say(
                QT_TRANSLATE_NOOP("core", "no column says when it was sold, only when sent")
            )
            taken["day"] = RoleGuess("day", column, 0.5, reason)
            return


def cancelled_from_cells(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Use the column whose words tell cancelled orders, where none is named so or the one that is
    tells something else: of payment, of sending."""
    if "status" in taken and _cancels(columns.texts(taken["status"].column)):
        return
    for column, _, shape in columns.free(taken):
        if 2 <= shape.distinct <= _STATUSES and _cancels(columns.texts(column)):
            reason = say(QT_TRANSLATE_NOOP("core", "its cells tell cancelled orders"))
            taken["status"] = RoleGuess("status", column, 0.6, reason)
            return


def status_from_cells(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Find the column of document types by its words: sales beside returns, purchases, counts."""
    kept = {g.column for role, g in taken.items() if role not in ("category", "promotion")}
    for column, label, shape in columns:
        if column in kept or shape.filled < 0.8 or not 2 <= shape.distinct <= _STATUSES:
            continue
        if not tells_documents(label, columns.texts(column)):
            continue
        taken.pop(next((r for r, g in taken.items() if g.column == column), ""), None)
        if "status" not in taken:
            reason = say(QT_TRANSLATE_NOOP("core", "its cells tell sales from other movements"))
            taken["status"] = RoleGuess("status", column, 0.6, reason)
        return


def tells_documents(label: str, texts: Sequence[str]) -> bool:
    """Whether a column tells kinds of documents, by its header or by its different texts: sales
    beside returns or other movements.

    A status of the same words is another matter: it tells what became of a sale.
    """
    status = meaning_score(label, "status") > 0.9
    if status or "status" in label.lower() or "状态" in label:
        return status and squeezed(label).endswith(("type", "类型"))
    if not 2 <= len(texts) <= _STATUSES:
        return False
    sold, *others = (
        sum(read_words_kind(text, kind) for text in texts)
        for kind in ("sale", "transfer", "sent_back")
    )
    return sold > 0 and any(others) and sold + sum(others) >= 0.6 * len(texts)


def _cancels(texts: Sequence[str]) -> bool:
    """Whether a column's texts say of some orders that they were cancelled, and little else."""
    short = all(len(text) <= 30 for text in texts)
    return short and any(read_words_kind(text, "cancelled") for text in texts)


def units_from_cells(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Find the quantity where no header says so: small whole numbers, else sums of sales."""
    dated = "day" in taken or "year" in taken
    if dated and "item" in taken:
        used = {g.column for g in taken.values()}
        if found := units_by_cells(columns, used, taken["item"].column):
            taken.update({g.role: g for g in found if g.role not in taken})
            return
        if (second := _second_quantity(taken, columns)) is not None:
            taken["units"] = second
            return
    amount = taken.get("amount")
    if amount is not None and dated and "order_id" not in taken:
        reason = say(
            QT_TRANSLATE_NOOP("core", "no column counts units, so “{label}” is forecast"),
            label=columns.labels[amount.column],
        )
        taken["units"] = RoleGuess("units", amount.column, 0.4, reason)
        del taken["amount"]


def doubt_units(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Ask, or let the cells decide, where the only header of a quantity names one that is nearly
    what was sold, such as what was ordered, and a nameless column may be nearer.

    Raises QuestionError where cells leave it open.
    """
    units, item = taken.get("units"), taken.get("item")
    if units is None or item is None:
        return
    label, shape = columns.labels[units.column], columns.profiles[units.column]
    if not is_second_choice(label, "units") and shape.filled >= 0.8:
        return
    price, amount = taken.get("unit_price"), taken.get("amount")
    if price and amount and columns.related.is_product(units.column, price.column, amount.column):
        return
    used = {g.column for r, g in taken.items() if r not in ("units", "unit_price", "amount")}
    found = units_by_cells(columns, used, item.column)
    nearer = next((g for g in found if g.role == "units" and g.column != units.column), None)
    if nearer is None:
        return
    if nearer.confidence < _PROVEN:
        raise which_units([label, columns.labels[nearer.column]])
    taken["units"] = nearer


def _second_quantity(taken: dict[str, RoleGuess], columns: SheetColumns) -> RoleGuess | None:
    """Return the quantity of what is not quite what was sold ("Qty shipped"), where no other column
    counts: it is nearer than one a row. Raises QuestionError where there are several."""
    found = [
        column
        for column, label, shape in columns.free(taken)
        if not meanings(label)
        and names_quantity(label)
        and shape.filled >= 0.8
        and shape.numbers >= 0.9
        and shape.distinct > 1
        and not shape.counting
    ]
    if len(found) > 1:
        raise which_units([columns.labels[column] for column in found])
    return RoleGuess("units", found[0], 0.35, named(columns.labels[found[0]])) if found else None
