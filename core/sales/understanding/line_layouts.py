"""What a sheet of lines is: sales, a list of items, of returned orders, or none of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.errors import SheetError
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding import refusals
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import meaning_score
from core.sales.understanding.sheet_columns import SheetColumns
from core.sales.understanding.split_days import part_number
from core.sales.understanding.words import word_list

_ATTRIBUTES = frozenset(
    {"on_hand", "on_order", "supplier", "lead_time", "pack_size", "minimum_order", "unit_cost"}
)
_DESCRIBED = _ATTRIBUTES | {"title", "category", "unit_price"}
_SURE = 0.9


def is_item_list(found: Mapping[str, int], columns: SheetColumns) -> bool:
    """Whether a row is an item: stock sheets, price lists, item masters."""
    if "item" not in found or "order_id" in found:
        return False
    item = columns.profiles[found["item"]]
    if "day" not in found:
        if "units" not in found:
            return bool(_DESCRIBED & found.keys())
        return bool(_ATTRIBUTES & found.keys()) and item.unique > 0.9
    sold = "units" in found and meaning_score(columns.labels[found["units"]], "units") > 0.6
    return not sold and bool(_ATTRIBUTES & found.keys()) and item.unique > 0.95


def returned_orders(sheet: RawSheet, base: ColumnMap, columns: SheetColumns) -> ColumnMap | None:
    """Return the map of a sheet that only lists orders that came back, None where it is another."""
    filled = [label for _, label, shape in columns if shape.filled]
    marks = {squeezed(word) for word in word_list("exchange", "returned")}
    scores = [meaning_score(label, "order_id") for label in base.labels]
    if len(filled) > 3 or not any(squeezed(label) in marks for label in filled):
        return None
    if max(meaning_score(label, "order_id") for label in filled) <= 0.9:
        return None
    note = refusals.returns_note(sheet)
    return replace(base, layout="returns", roles={"order_id": scores.index(max(scores))}, note=note)


def check_required(sheet: RawSheet, columns: SheetColumns, found: Mapping[str, int]) -> None:
    """Raise SheetError where no column is the day, or none the item, or where the one that is
    named so is empty or cannot be read."""
    for role in ("day", "units"):
        named = next(iter(_named(columns, role, filled=False)), None)
        if named is None or ("year" in found and role == "day"):
            continue
        if role not in found or meaning_score(columns.labels[found[role]], role) <= _SURE:
            raise SheetError(refusals.empty_column(sheet, named))
    if "day" not in found and "year" not in found:
        weeks = any(squeezed(label) in ("week", "wk", "周", "weekno") for label in columns.labels)
        if weeks:
            raise SheetError(refusals.week_numbers(sheet))
        raise SheetError(
            refusals.only_years(sheet) if _has_years(columns) else refusals.no_day(sheet)
        )
    if "item" not in found:
        raise SheetError(refusals.no_item(sheet))
    if "units" not in found and (named := next(iter(_named(columns, "units")), None)) is not None:
        # One a row would be a guess against what the sheet says.
        texts = columns.texts(columns.labels.index(named))
        raise SheetError(refusals.unreadable_units(sheet, named, next(iter(texts), "")))


def _has_years(columns: SheetColumns) -> bool:
    """Whether a column holds nothing but years."""
    texts = [columns.texts(column) for column, _, shape in columns if shape.filled > _SURE]
    return any(some and all(part_number(text, "year") for text in some) for some in texts)


def _named(columns: SheetColumns, role: str, filled: bool = True) -> list[str]:
    """Return the headers that name a role for sure, above something or above nothing."""
    return [
        label
        for _, label, shape in columns
        if bool(shape.filled) == filled and meaning_score(label, role) > _SURE
    ]
