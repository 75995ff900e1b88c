"""Days that two sheets tell of: what the later export says of them holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.sales.cleaning.sources import Shared
from core.sales.column_map import ColumnMap

_REPEATED = 0.02  # share of lines that repeat an item and day beyond which lines are no totals


def told_again(
    lines: pd.DataFrame, maps: Sequence[ColumnMap], shared: Sequence[Shared]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which lines (n) a later export states otherwise, and which only share its days.

    lines: source, item, store, day of the used lines. Two exports are the same where most lines of
    the days in common are equal: a total of an item and day that then differs was corrected.
    Otherwise both may be right (two tills), and only the operator can say that one holds.
    The later export is the one that reaches further, of equals the one opened last.
    """
    restated = np.zeros(len(lines), dtype=bool)
    beside = np.zeros(len(lines), dtype=bool)
    source = lines["source"].to_numpy()
    day = lines["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    for pair in shared:
        one, two = pair.sheets
        if maps[one].labels != maps[two].labels or maps[one].layout != "lines":
            continue
        lines_of = [np.flatnonzero(source == number) for number in (one, two)]
        if not all(map(len, lines_of)):  # one holds nothing that the other does not
            continue
        old, new = sorted(lines_of, key=lambda rows: int(day[rows].max()))
        if not pair.same_export:
            beside[old[np.isin(day[old], day[new])]] = True
            continue
        key = _item_days(lines, day)
        if max(_repeated(key[old]), _repeated(key[new])) <= _REPEATED:
            restated[old[np.isin(key[old], key[new])]] = True
    return restated, beside


def _item_days(lines: pd.DataFrame, day: NDArray[np.int64]) -> NDArray[np.int64]:
    item = lines["item"].cat.codes.to_numpy(np.int64)
    store = lines["store"].cat.codes.to_numpy(np.int64) + 1
    stores = int(store.max(initial=0)) + 1
    return np.asarray((item * stores + store) * 200_000 + day + 100_000)


def _repeated(key: NDArray[np.int64]) -> float:
    return 1.0 - len(np.unique(key)) / max(len(key), 1)
