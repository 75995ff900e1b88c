"""What became of each row of each sheet, for the sheet to be painted and its rows to be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.sales.cleaning.lines import Lines
from core.sales.cleaning.rules import CLASSES
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import KIND_OF, RULES, Effect

SOLD, CAME_BACK, UNJUDGED = -1, -2, -3
"""A row that is a sale; one whose goods came back, kept apart; the header, or above it."""

_NONE = np.int8(127)


def row_fates(
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    read: Mapping[int, Lines],
    lines: pd.DataFrame,
    classes: NDArray[np.int8],
) -> tuple[NDArray[np.int8], ...]:
    """Return for each sheet (rows) what became of each of its rows.

    lines: row, source and units of every line of the sheets of sales; classes (lines): their
    classes. A row of several lines is used if one of them is.
    """
    fates = [np.full(len(sheet.cells), UNJUDGED, dtype=np.int8) for sheet in sheets]
    source, place = lines["source"].to_numpy(), lines["row"].to_numpy() - 1
    back = (classes < 0) & (lines["units"].to_numpy() < 0)
    for number, (fate, columns) in enumerate(zip(fates, maps, strict=True)):
        first = columns.header_row + 1
        if columns.layout in ("none", "returns"):
            fate[first:] = CLASSES.index("not_sales")
        elif columns.layout == "items":
            nameless = read[number].frame["item"].isna().to_numpy()
            fate[first:] = np.where(nameless, CLASSES.index("no_item"), SOLD)
            fate[first:][read[number].empty] = CLASSES.index("blank")
        else:
            here = source == number
            fate[first:] = _NONE
            np.minimum.at(fate, place[here], np.where(back, SOLD, classes)[here])
            fate[fate == _NONE] = CLASSES.index("blank")
            # Only a row all of whose lines came back is a return.
            sold = np.zeros(len(fate), dtype=bool)
            sold[place[here & (classes < 0) & ~back]] = True
            fate[(fate == SOLD) & ~sold] = CAME_BACK
    return tuple(fates)


def effects_of(lines: pd.DataFrame, caught: NDArray[np.int8]) -> tuple[Effect, ...]:
    """Return what each rule concerns: rows, net units and the first row; see ``rules.classify``."""
    effects = []
    units, row = lines["units"].to_numpy(), lines["row"].to_numpy()
    for rule in RULES:
        hit = np.flatnonzero(caught == CLASSES.index(KIND_OF[rule]))
        if len(hit):
            rows = len(np.unique(row[hit] + lines["source"].to_numpy()[hit] * np.int64(2**40)))
            total = float(np.nansum(units[hit]))
            effects.append(Effect(rule, rows, total, int(row[hit[0]])))
    return tuple(effects)
