"""Days on which the sheet's own stock column says that an item had run out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.checking.censoring import censored_rate
from core.checking.evidence import Evidence
from core.checking.repairs import Findings, Repair, key_of, money_of
from core.checking.stockouts import covered_periods
from core.wording import QT_TRANSLATE_NOOP, say, spoken_day

FEWEST_IN_STOCK = 10  # days with stock below which a stock column is not believed
LEAST_IN_STOCK = 0.3  # share of days with stock below which it is not believed (F17)
SOLD_WITHOUT = 0.5  # sales on days without stock, against the others, beyond which it is not

_TEXT = QT_TRANSLATE_NOOP(
    "core",
    "The sheet says no stock from {first} to {last}. About {lost:,.0f} more would have been sold.",
)


def find_sold_out(evidence: Evidence, found: Findings) -> None:
    """Add the runs of days that end without stock.

    A stock column that reads 0 while the item goes on selling as ever is not kept, so it is not
    believed.
    """
    rows = evidence.sales.rows
    if "on_hand" not in rows or not rows["on_hand"].notna().any():
        return
    table = rows[rows["on_hand"].notna()]
    day = (table["day"].to_numpy().astype("datetime64[D]") - evidence.first).astype(np.int64)
    daily = (
        pd.DataFrame(
            {
                "item": table["item"].to_numpy(dtype=object),
                "store": table["store"].to_numpy(dtype=object),
                "at": day,
                "units": np.maximum(table["units"].to_numpy(), 0.0),
                "on_hand": table["on_hand"].to_numpy(),
            }
        )
        .groupby(["item", "store", "at"], sort=True)
        .agg(units=("units", "sum"), on_hand=("on_hand", "min"))
        .reset_index()
    )
    place = {
        pair: row
        for row, pair in enumerate(zip(evidence.series.items, evidence.series.stores, strict=True))
    }
    for (item, store), lines in daily.groupby(["item", "store"], sort=True):
        row = place.get((str(item), str(store)))
        if row is not None:
            _add_runs(evidence, found, row, lines)


def _add_runs(evidence: Evidence, found: Findings, row: int, lines: pd.DataFrame) -> None:
    out = lines["on_hand"].to_numpy() <= 0
    units, at = lines["units"].to_numpy(), lines["at"].to_numpy()
    if not out.any() or not _believed(units, out):
        return
    item, store = evidence.series.items[row], evidence.series.stores[row]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], out.astype(np.int8), [0]])))
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        # Judged by the days up to its end alone, so that no later day is looked at.
        past = slice(0, end)
        if not _believed(units[past], out[past]):
            continue
        rate = censored_rate(units[past], out[past])
        sold = float(units[begin:end].sum())
        first, last = evidence.day(at[begin]), evidence.day(at[end - 1])
        lost = max(0.0, rate * (end - begin) - sold)
        repair = Repair(
            key=key_of("sold_out", item, store, first),
            kind="sold_out",
            item=item,
            store=store,
            first_day=first,
            last_day=last,
            text=say(_TEXT, first=spoken_day(first), last=spoken_day(last), lost=lost),
            units=lost,
            money=money_of(lost, float(evidence.price[row])),
            by_default=True,
        )
        stop = int(at[end - 1]) + 1
        periods = covered_periods(evidence, row, int(at[begin]), stop)
        # A run that is still going on grows with every day that is read.
        known = int(evidence.known(np.array([stop if end < len(at) else evidence.days]))[0])
        found.add(repair, row, periods, known, censored=True)


def _believed(units: np.ndarray, out: np.ndarray) -> bool:
    stocked = ~out
    if stocked.sum() < FEWEST_IN_STOCK or stocked.mean() < LEAST_IN_STOCK:
        return False
    return bool(units[out].mean() <= SOLD_WITHOUT * units[stocked].mean())
