"""Several tables on one sheet: side by side with blank columns between, or one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import OperatorError
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding.columns import guess_columns
from core.sales.understanding.days import read_day
from core.sales.understanding.header_rows import find_header, row_texts
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import meaning_score, meanings
from core.sales.understanding.numbers import parse_number

_MOST_ROWS, _MOST_COLUMNS = 200_000, 60
_SALES = ("lines", "wide", "wide_items", "wide_stores")


def separated(sheets: Sequence[RawSheet]) -> tuple[RawSheet, ...]:
    """Return the sheets; one that holds several tables gives a sheet for each.

    A sheet is only taken apart where each part is understood by itself, as sales or as a list of
    items, and sales are among them. Rows keep their numbers, parts below others begin with blank
    rows.
    """
    return tuple(part for sheet in sheets for part in _parts(sheet))


def _parts(sheet: RawSheet) -> tuple[RawSheet, ...]:
    if sheet.cells.shape[1] > _MOST_COLUMNS or len(sheet.cells) > _MOST_ROWS:
        return (sheet,)
    blocks = _titled_blocks(sheet)
    if len(blocks) > 1 and _stand_alone(blocks):
        return tuple(blocks)
    for cut in (_side_by_side, _stacked):
        parts = cut(sheet)
        if len(parts) > 1 and _stand_alone(parts):
            return tuple(
                replace(part, sheet_name=f"{sheet.sheet_name} ({number})".strip())
                if number > 1
                else part
                for number, part in enumerate(parts, 1)
            )
    return (sheet,)


def _titled_blocks(sheet: RawSheet) -> list[RawSheet]:
    """Return the blocks of a sheet that repeats its header below a title for each ("Store: North"),
    named by their titles, as if each were a sheet of its own; the sheet where there are none."""
    codes = _codes(sheet)
    header = find_header(sheet)
    if header.row < 1 or header.depth > 1:
        return [sheet]
    texts = row_texts(sheet, header.row)
    same = np.ones(len(codes), dtype=bool)
    for column, text in enumerate(texts):
        place = sheet.cells[column].cat.categories.get_indexer([text])[0] if text else -1
        same &= codes[:, column] == place
    heads = np.flatnonzero(same) - 1
    if len(heads) < 2 or heads[0] != header.row - 1:
        return [sheet]
    if not ((codes[heads] >= 0).sum(axis=1) == 1).all():
        return [sheet]
    titles = [next(text for text in row_texts(sheet, row) if text) for row in heads.tolist()]
    names = [_named_in(title) for title in titles]
    if len(set(names)) < len(names) or not all(names):
        return [sheet]
    ends = [*heads[1:].tolist(), len(codes)]
    return [
        replace(_rows(sheet, codes, 0 if n == 0 else begin, end), sheet_name=name)
        for n, (begin, end, name) in enumerate(zip(heads.tolist(), ends, names, strict=True))
    ]


def _named_in(title: str) -> str:
    """Return the name in a title such as "Store: North", "" where it names something else."""
    word, colon, name = title.replace("：", ":").partition(":")
    if not colon:
        return title.strip()
    return name.strip() if meaning_score(word, "store") > 0.5 else ""


def _stand_alone(parts: Sequence[RawSheet]) -> bool:
    maps: list[ColumnMap] = []
    for part in parts:
        try:
            maps.append(guess_columns(part))
        except OperatorError:
            return False
    lists = [m for m in maps if m.layout not in _SALES]
    if len(lists) == len(maps) or any(m.layout != "items" for m in lists):
        return False
    # A list names each item once; what repeats them belongs to the lines beside it.
    return all(
        _once_each(part, columns)
        for part, columns in zip(parts, maps, strict=True)
        if columns.layout == "items"
    )


def _once_each(sheet: RawSheet, columns: ColumnMap) -> bool:
    codes = sheet.cells[columns.roles["item"]].cat.codes.to_numpy()[columns.header_row + 1 :]
    codes = codes[codes >= 0]
    return len(codes) > 0 and len(np.unique(codes)) > 0.95 * len(codes)


def _side_by_side(sheet: RawSheet) -> list[RawSheet]:
    """Return the groups of columns between blank ones, those of a single column aside."""
    filled = [bool((sheet.cells[c].cat.codes.to_numpy() >= 0).any()) for c in sheet.cells.columns]
    groups: list[list[int]] = [[]]
    for column, some in enumerate(filled):
        if some:
            groups[-1].append(column)
        elif groups[-1]:
            groups.append([])
    wide = [group for group in groups if group]
    if len(wide) < 2 or any(len(group) < 2 for group in wide):
        return [sheet]
    parts = []
    for group in wide:
        cells = {n: sheet.cells[column].array for n, column in enumerate(group)}
        parts.append(replace(sheet, cells=pd.DataFrame(cells, index=sheet.cells.index, copy=False)))
    return parts


def _stacked(sheet: RawSheet) -> list[RawSheet]:
    """Return the rows down to the blank one above a second header, and those from there on."""
    codes = _codes(sheet)
    blank: NDArray[np.bool_] = np.asarray((codes < 0).all(axis=1))
    header = find_header(sheet)
    first = {squeezed(label) for label in header.labels if label}
    for row in (np.flatnonzero(blank[:-2]) + 1).tolist():
        if row <= header.row + 2 or blank[row] or blank[row + 1]:
            continue
        if _begins_a_table(row_texts(sheet, row), first):
            return [_rows(sheet, codes, 0, row), _rows(sheet, codes, row, len(codes))]
    return [sheet]


def _codes(sheet: RawSheet) -> NDArray[np.int64]:
    """(rows, columns) number of each cell's text, -1 where it is empty."""
    return np.column_stack([sheet.cells[c].cat.codes.to_numpy() for c in sheet.cells.columns])


def _begins_a_table(texts: Sequence[str], first: set[str]) -> bool:
    """Whether a row is a header, and another one than the first."""
    cells = [text for text in texts if text]
    if len(cells) < 2 or {squeezed(text) for text in cells} == first:
        return False
    if any(read_day(text) or not np.isnan(parse_number(text)) for text in cells):
        return False
    return sum(bool(meanings(text)) for text in cells) >= max(2, len(cells) / 2)


def _rows(sheet: RawSheet, codes: NDArray[np.integer], begin: int, end: int) -> RawSheet:
    """Return some rows of a sheet with blank rows for those before them."""
    cells = {}
    for column in sheet.cells.columns:
        kept = np.array(codes[:end, column], copy=True)
        kept[:begin] = -1
        cells[column] = pd.Categorical.from_codes(
            kept, categories=sheet.cells[column].cat.categories
        )
    return replace(sheet, cells=pd.DataFrame(cells, index=pd.RangeIndex(end), copy=False))
