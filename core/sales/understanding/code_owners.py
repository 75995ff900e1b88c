"""Codes that mean one thing for one client, another for the next: whose an item's code is."""

from __future__ import annotations

from collections.abc import Collection

from core.sales.understanding.headers import meanings
from core.sales.understanding.sheet_columns import SheetColumns

_SEVERAL = 0.15  # share of codes with several titles from which they may be of several owners
_OWNERS = 200
_RECURRING = 0.5  # pairs a row below which a code comes again with the same owner
_ROWS = 20_000  # as many as relations are looked for in
_BESIDE = ("order_id", "status", "promotion", "unit_price", "amount", "currency")


def code_owner(columns: SheetColumns, item: int, title: int, taken: Collection[int]) -> int | None:
    """Return the column that says whose code an item's is: the client of a warehouse, the brand.

    There one code names several goods, and together with the owner each names one. None where no
    column outside ``taken`` is such.
    """
    if columns.several(item, title) <= _SEVERAL:
        return None
    for column, label, shape in columns:
        if (
            column in taken
            or column in (item, title)
            or any(m.role in _BESIDE for m in meanings(label))
        ):
            continue
        if shape.filled < 0.95 or not 2 <= shape.distinct < _OWNERS:
            continue
        if shape.days > 0.5 or shape.numbers > 0.5:
            continue
        recurring = columns.related.pairs(item, column) < _RECURRING * min(shape.rows, _ROWS)
        if not recurring or columns.several(column, title) < 0.5:
            continue
        if columns.related.joined_several(item, column, title) < 0.02:
            return column
    return None
