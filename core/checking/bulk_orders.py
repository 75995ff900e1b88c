"""Orders far beyond what an item is usually ordered in: a wholesaler's, a wedding's."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.checking.evidence import Evidence
from core.checking.repairs import Findings, Repair, key_of, money_of
from core.wording import QT_TRANSLATE_NOOP, say, spoken_day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST = 12  # orders of an item below which none is called large
MEMORY = 200  # orders before one by which it is judged
DEVIATIONS = 3.5  # of the log of order sizes beyond which an order is one of its kind
LEAST_SPREAD = 0.6  # of the log of order sizes
OFTEN = 2  # orders of half the size or more, before it, from which it is no exception
USUAL = 2.0  # deviations up to which an order is usual: what is left of a large one
LEAST_UNITS = 10.0
WEEKS_WORTH = 2.0  # the order must be worth at least so many usual weeks

_TEXT = QT_TRANSLATE_NOOP(
    "core",
    "One order of {units:,.0f} on {day}; orders are usually of {typical:,.0f}, seldom above "
    "{usual:,.0f}. Count it as {usual:,.0f}?",
)


def find_bulk_orders(evidence: Evidence, found: Findings) -> dict[tuple[int, int], float]:
    """Add the one-off orders of sheets that tell orders apart.

    An order is judged by the item's orders before it (the first dozen by one another). Returns the
    units beyond the usual by (series, period), for outliers not to be found a second time.
    """
    orders = _orders(evidence)
    taken: dict[tuple[int, int], float] = {}
    if orders is None:
        return taken
    code, at = orders["code"].to_numpy(), orders["at"].to_numpy()
    units = orders["units"].to_numpy(dtype=np.float64)
    net = orders["net"].to_numpy(dtype=np.float64)
    first = np.flatnonzero(np.concatenate([[True], code[1:] != code[:-1]]))
    start_of = first[np.cumsum(np.concatenate([[False], code[1:] != code[:-1]]))]
    end_of = np.append(first[1:], len(code))[np.searchsorted(first, start_of)]
    place = np.arange(len(code))
    stop = np.minimum(np.maximum(place, start_of + FEWEST + 1), end_of)
    begin = np.maximum(start_of, stop - MEMORY)
    size = np.log(units)
    inside = (stop > place).astype(np.float64)  # among the first, an order is not its own judge
    count = stop - begin - inside
    sums, squares = _running(size), _running(size**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (sums[stop] - sums[begin] - inside * size) / count
        variance = (squares[stop] - squares[begin] - inside * size**2) / count - mean**2
    spread = np.maximum(np.sqrt(np.maximum(variance, 0.0)), LEAST_SPREAD)
    weeks = np.maximum(at[stop - 1] - at[begin], 7) / 7.0
    total = _running(units)
    weekly = (total[stop] - total[begin] - inside * units) / weeks
    usual = np.ceil(np.exp(mean + USUAL * spread))
    hits = (
        (count >= FEWEST)
        & (size > mean + DEVIATIONS * spread)
        & (np.minimum(units, net) >= np.maximum(LEAST_UNITS, WEEKS_WORTH * weekly))
        & (np.minimum(units, net) > usual)
    )
    nth: dict[tuple[int, int], int] = {}
    for number in np.flatnonzero(hits).tolist():
        others = units[int(begin[number]) : int(stop[number])]
        if int((others >= units[number] / 2).sum()) - int(inside[number]) >= OFTEN:
            continue  # so that is how the item sells: a wholesaler who comes every month
        row, day = int(code[number]), int(at[number])
        kept = float(usual[number])
        excess = float(min(units[number], net[number]) - kept)
        date = evidence.day(day)
        item, store = evidence.series.items[row], evidence.series.stores[row]
        again = nth[row, day] = nth.get((row, day), 0) + 1
        repair = Repair(
            key=key_of("bulk_order", item, store, date) + (f"\t{again}" if again > 1 else ""),
            kind="bulk_order",
            item=item,
            store=store,
            first_day=date,
            last_day=date,
            text=say(
                _TEXT,
                units=float(units[number]),
                day=spoken_day(date),
                typical=float(np.exp(mean[number])),
                usual=kept,
            ),
            units=-excess,
            money=money_of(excess, float(evidence.price[row])),
            probability=_probability((size[number] - mean[number]) / spread[number]),
        )
        period = evidence.period(np.array([day]))
        shown_by = max(day, int(at[stop[number] - 1]))
        inside_panel = (period >= 0) & (period < evidence.demand.length)
        known = int(evidence.known(np.array([shown_by]))[0])
        found.add(repair, row, period[inside_panel], known, change=-excess)
        if inside_panel.any():
            cell = (row, int(period[0]))
            taken[cell] = taken.get(cell, 0.0) + excess
    return taken


def _probability(deviations: float) -> float:
    """Return how surely an order is one of its kind, from how far out it lies."""
    return float(1.0 - 0.5 * np.exp(-(deviations - DEVIATIONS)))


def _running(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _orders(evidence: Evidence) -> pd.DataFrame | None:
    """Return one row an order of an item: code, at, units, net (of the day), in order of time."""
    rows = evidence.sales.rows
    if "order" not in rows or not (rows["order"] >= 0).any():
        return None
    series = evidence.series
    sold = rows[(rows["units"] > 0) & (rows["order"] >= 0)]
    item = pd.Index(sold["item"].cat.categories)
    store = pd.Index(sold["store"].cat.categories)
    width = max(1, len(store))
    pair = sold["item"].cat.codes.to_numpy(np.int64) * width + sold["store"].cat.codes.to_numpy()
    of_pair = np.full(max(1, len(item)) * width, -1, dtype=np.int64)
    of_pair[item.get_indexer(series.items) * width + store.get_indexer(series.stores)] = np.arange(
        len(series.items)
    )
    day = (sold["day"].to_numpy().astype("datetime64[D]") - evidence.first).astype(np.int64)
    frame = pd.DataFrame(
        {
            "code": of_pair[pair],
            "at": day,
            "order": sold["order"].to_numpy(),
            "units": sold["units"].to_numpy(dtype=np.float64),
        }
    )
    frame = frame[frame["code"] >= 0]
    orders = frame.groupby(["code", "at", "order"], sort=True)["units"].sum().reset_index()
    days = evidence.days + 1
    keys = series.code * days + evidence.at
    wanted = orders["code"].to_numpy() * days + orders["at"].to_numpy()
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    # Of a day whose sales came back on the same day nothing is left to be large.
    orders["net"] = np.where(keys[place] == wanted, series.units[place], 0.0)
    return orders
