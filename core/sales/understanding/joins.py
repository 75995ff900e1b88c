"""Exports in two tables: order lines without a day beside orders that have one, joined by order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import OperatorError
from core.sales.sheet import RawSheet
from core.sales.understanding.columns import guess_columns
from core.sales.understanding.header_rows import Header, find_header
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import meaning_score
from core.sales.understanding.profiles import profile

_COVERED = 0.9  # share of the lines whose order the other table must hold


def joined(sheets: Sequence[RawSheet]) -> tuple[RawSheet, ...]:
    """Return the sheets; order lines that lack a day get the columns of the sheet of their orders.

    A sheet is joined where it says which order and item a line is of but not when, and another
    sheet has a day for (nearly) each of those orders, in a column of the same name. All sheets
    keep their place and their rows; the joined one has further columns at its right.
    """
    if len(sheets) < 2:
        return tuple(sheets)
    headers = [find_header(sheet) for sheet in sheets]
    result = list(sheets)
    for number, sheet in enumerate(sheets):
        keys = [c for c, label in enumerate(headers[number].labels) if _names_order(label)]
        if not keys or _is_understood(sheet):
            continue
        for other, orders in enumerate(sheets):
            place = None if other == number else _common_key(headers[number], keys, headers[other])
            if place is None or not _has_days(orders, headers[other]):
                continue
            key, order = place
            rows = _matched(sheet, key, headers[number].row, orders, order, headers[other].row)
            if rows is not None:
                result[number] = _widened(sheet, headers[number], rows, orders, headers[other])
                break
    return tuple(result)


def _names_order(label: str) -> bool:
    return meaning_score(label, "order_id") > 0.5


def _is_understood(sheet: RawSheet) -> bool:
    try:
        return guess_columns(sheet).layout != "items"
    except OperatorError:
        return False


def _common_key(header: Header, keys: Sequence[int], other: Header) -> tuple[int, int] | None:
    names = [squeezed(label) for label in other.labels]
    for key in keys:
        if (name := squeezed(header.labels[key])) in names:
            return key, names.index(name)
    return None


def _has_days(sheet: RawSheet, header: Header) -> bool:
    return any(
        meaning_score(label, "day") and shape.days + shape.bare_days > 0.6
        for c, label in enumerate(header.labels)
        if (shape := profile(sheet.cells[c], header.row + 1))
    )


def _matched(
    sheet: RawSheet, key: int, header: int, orders: RawSheet, order: int, orders_header: int
) -> NDArray[np.int64] | None:
    """Return for each row of ``sheet`` the row of its order, -1 where there is none; None where
    the orders do not stand once each or do not cover the lines."""
    theirs = orders.cells[order].cat.codes.to_numpy()[orders_header + 1 :]
    known = theirs[theirs >= 0]
    if len(np.unique(known)) < len(known) or not len(known):
        return None
    row_of = np.full(len(orders.cells[order].cat.categories) + 1, -1, dtype=np.int64)
    row_of[known] = np.flatnonzero(theirs >= 0) + orders_header + 1
    position = orders.cells[order].cat.categories.get_indexer(sheet.cells[key].cat.categories)
    rows: NDArray[np.int64] = row_of[np.append(position, -1)[sheet.cells[key].cat.codes.to_numpy()]]
    rows[: header + 1] = -1
    lines = sheet.cells[key].cat.codes.to_numpy()[header + 1 :] >= 0
    if not lines.any() or (rows[header + 1 :][lines] >= 0).mean() < _COVERED:
        return None
    return rows


def _widened(
    sheet: RawSheet, header: Header, rows: NDArray[np.int64], orders: RawSheet, other: Header
) -> RawSheet:
    """Return the lines with those columns of their orders that they lack."""
    own = {squeezed(label) for label in header.labels}
    rows = rows.copy()
    rows[header.row] = other.row  # the label comes along
    columns = {name: sheet.cells[name].array for name in sheet.cells.columns}
    for column, label in enumerate(other.labels):
        if label and squeezed(label) not in own:
            cells = orders.cells[column].cat
            codes = np.append(cells.codes.to_numpy(), -1)[rows]
            columns[len(columns)] = pd.Categorical.from_codes(codes, categories=cells.categories)
    return replace(sheet, cells=pd.DataFrame(columns, index=sheet.cells.index, copy=False))
