"""What makes an item of a sheet: further columns of its key, and counters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.sales.column_map import PARTS_OF_DAYS, ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding.code_owners import code_owner
from core.sales.understanding.days import parse_days
from core.sales.understanding.header_text import spaced, squeezed
from core.sales.understanding.headers import meaning_score, meanings
from core.sales.understanding.numbers import parse_numbers
from core.sales.understanding.profiles import ColumnProfile
from core.sales.understanding.relations import Relations
from core.sales.understanding.sheet_columns import SheetColumns
from core.sales.understanding.words import word_list

_LOOKED_AT = 200_000
_SEVERAL = 0.15  # share of items with several texts of a column from which it tells variants apart
_RECURRING = 0.5  # pairs a row below which a column's texts come again, as those of variants do
_MOST_PARTS = 2
_CHANCE = 4.0  # pairs of rows expected to be alike; none is then a chance of 2 %
_COLUMNS = 80  # a sheet of hundreds has its items or periods across them


def item_parts(
    sheet: RawSheet, columns: ColumnMap, profiles: Sequence[ColumnProfile]
) -> tuple[int, ...]:
    """Return further columns that an item's key needs: brand beside product, size beside style.

    So is the column that says whose code an item's is, and one whose header names variants, where
    an item has several of them. Any other only where rows are totals (no orders), items appear
    several times a day, and it makes rows unique with the same few texts of an item day after day.
    """
    if "units" not in columns.roles:
        return ()
    first = columns.header_row + 1
    related = Relations(sheet, first)
    item = columns.roles["item"]
    groups = ("category", "supplier")
    taken = {column for role, column in columns.roles.items() if role not in groups}
    free = [
        column
        for column, shape in enumerate(profiles[:_COLUMNS])
        if column not in taken and 1 < shape.distinct < 2_000 and shape.days < 0.5
    ]
    if "title" in columns.roles:
        known = SheetColumns(columns.labels, profiles, related)
        owner = code_owner(known, item, columns.roles["title"], taken)
        if owner is not None:
            return (owner,)
    variants = [
        column
        for column in free
        if is_variant(columns.labels[column]) and related.several(item, column) > _SEVERAL
    ]
    if variants:
        return tuple(variants[:_MOST_PARTS])
    if "order_id" in columns.roles:
        return ()
    key = [columns.roles[role] for role in ("item", "store") if role in columns.roles]
    key += columns.day_columns
    last = first + _LOOKED_AT
    codes = [sheet.cells[column].cat.codes.to_numpy()[first:last] for column in key]
    if len(codes[0]) < 20 or _repeated(codes) < 0.05:
        return ()
    for column in free:
        shape = profiles[column]
        if shape.filled < 0.95 or shape.numbers >= 0.5 or not _may_tell_apart(columns, column):
            continue
        more = sheet.cells[column].cat.codes.to_numpy()[first:last]
        recurring = related.pairs(item, column) < _RECURRING * len(more)
        tells_apart = recurring and _repeated([*codes, more]) < 0.005
        if tells_apart and (meanings(columns.labels[column]) or _not_by_chance(codes, more)):
            return (column,)
    return ()


def _not_by_chance(key: Sequence[NDArray[np.integer]], more: NDArray[np.integer]) -> bool:
    """Whether rows of one key would share a text of a further column at times if these fell on
    them at random, as names of staff do: then it means something that they never do."""
    _, rows = np.unique(np.column_stack(key), axis=0, return_counts=True)
    shares = np.bincount(more + 1) / len(more)
    return float((rows * (rows - 1) / 2).sum() * (shares**2).sum()) >= _CHANCE


def is_variant(label: str) -> bool:
    """Whether a header names what tells variants of one item apart: size, colour, 规格."""
    return squeezed(label) in {squeezed(word) for word in word_list("variant", "exact")}


def row_parts(
    sheet: RawSheet, first: int, roles: Mapping[str, int], profiles: Sequence[ColumnProfile]
) -> tuple[int, ...]:
    """Return the columns that an item's key needs where each row should be an item of its own
    (periods across columns): none where the rows are, else as few as make them so.

    ``profiles`` are empty for the columns of the spread.
    """
    key = ["item", *(["store"] if "store" in roles else [])]
    codes = [sheet.cells[roles[role]].cat.codes.to_numpy()[first:] for role in key]
    taken: list[int] = []
    while len(codes[0]) and _repeated(codes) > 0.005 and len(taken) < 3:
        left = {
            column: _repeated([*codes, sheet.cells[column].cat.codes.to_numpy()[first:]])
            for column, shape in enumerate(profiles)
            if shape.distinct > 1
            and shape.filled > 0.8
            and column not in taken
            and column not in [roles[role] for role in key]
        }
        if not left:
            break
        best = min(left, key=lambda column: (left[column], column))
        if left[best] >= _repeated(codes):
            break
        taken.append(best)
        codes.append(sheet.cells[best].cat.codes.to_numpy()[first:])
    # Columns that do not tell the rows apart in the end would only lengthen the names.
    return tuple(sorted(taken)) if taken and _repeated(codes) <= 0.005 else ()


def _may_tell_apart(columns: ColumnMap, column: int) -> bool:
    label = columns.labels[column]
    if spaced(label) in ("brand", "品牌"):
        return True
    beside = ("other", "status", "promotion", *PARTS_OF_DAYS)
    return not any(meaning_score(label, role) for role in beside)


def repeated(sheet: RawSheet, first: int, columns: Sequence[int]) -> float:
    """Return the share (0–1) of rows from ``first`` on whose texts in some columns stood before."""
    if not columns or len(sheet.cells) <= first:
        return 0.0
    return _repeated([sheet.cells[column].cat.codes.to_numpy()[first:] for column in columns])


def _repeated(codes: Sequence[NDArray[np.integer]]) -> float:
    """Share of rows whose key stood in an earlier row."""
    joined = np.zeros(len(codes[0]), dtype=np.int64)
    for column in codes:
        # Renumber after each column: the product of all sizes would overflow.
        _, joined = np.unique(joined * (int(column.max()) + 2) + column + 1, return_inverse=True)
    return 1.0 - (int(joined.max()) + 1) / len(joined)


def is_counter(sheet: RawSheet, columns: ColumnMap) -> bool:
    """Whether the units are a counter that only ever rises: "sold so far", not "sold that day".

    Web shops' listings show such numbers. The test: the header speaks of a count, and of the items
    seen on several days nearly all steps that are not level go up, by little of the number's size.
    """
    column = columns.roles.get("units")
    if column is None or "order_id" in columns.roles or "day" not in columns.roles:
        return False
    first = columns.header_row + 1
    # A new shop's sales may rise day after day too, so the header must speak of a count.
    label = spaced(columns.labels[column]).replace(" ", "")
    if label not in word_list("counter", "exact"):
        return False
    units_cells = sheet.cells[column].iloc[first : first + _LOOKED_AT]
    day_cells = sheet.cells[columns.roles["day"]].iloc[first : first + _LOOKED_AT]
    item = sheet.cells[columns.roles["item"]].cat.codes.to_numpy()[first : first + _LOOKED_AT]
    units = _looked_up(parse_numbers(list(units_cells.cat.categories)), units_cells.cat.codes)
    days = parse_days(list(day_cells.cat.categories), columns.day_order).astype(np.int64)
    day = np.append(days, np.iinfo(np.int64).min)[day_cells.cat.codes.to_numpy()]
    kept = (item >= 0) & ~np.isnan(units) & (day > -1_000_000)
    item, day, units = item[kept], day[kept], units[kept]
    order = np.lexsort((day, item))
    item, day, units = item[order], day[order], units[order]
    same = (np.diff(item) == 0) & (np.diff(day) > 0)
    steps = np.diff(units)[same]
    if len(steps) < 30:
        return False
    level = units[:-1][same]
    moved = steps[steps != 0]
    if len(moved) < 15:
        return False
    # Daily sales fall about as often as they rise; a counter falls only where a listing was reset.
    small = np.median(np.abs(moved) / np.maximum(level[steps != 0], 1.0))
    return bool((moved > 0).mean() > 0.88 and small < 0.5)


def _looked_up(values: NDArray[np.float64], codes: object) -> NDArray[np.float64]:
    return np.asarray(np.append(values, np.nan)[np.asarray(codes)])
