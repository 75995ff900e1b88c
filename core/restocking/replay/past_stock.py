"""An item's stock until today: as the sheet says day by day, else reckoned back from deliveries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.frequency import Days
from core.restocking.terms.receipts import Receipts
from core.sales.cleaning.clean import Sales

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PastStock:
    """Stock at the end of past days; units.

    days      (d) in order; stock (d) at the end of each, and until the next
    received  (k) days on which goods came, and units (k) of them; empty where it is not known
    reckoned  True where stock was reckoned back from today's, False where the sheet says it
    """

    days: Days
    stock: Floats
    received: Days
    units: Floats
    reckoned: bool


def past_stock(
    sales: Sales,
    receipts: Receipts | None,
    item: str,
    store: str,
    on_hand: float,
    as_of: np.datetime64,
) -> PastStock | None:
    """Return the past stock of an item; None where nothing is known of it.

    What the lines of a sheet say goes first. Else today's ``on_hand`` is played backwards: what was
    sold since is added, what came is taken away. That goes back to the first delivery in the list,
    and no further than to the day on which more would have come than was there: from then on the
    list, or the count, is not whole. A list of deliveries knows no stores, so that an item that
    is sold in several of them has no reckoned stock.
    """
    rows = sales.rows[np.asarray(sales.rows["item"] == item)]
    own = rows[np.asarray(rows["store"] == store)]
    told = _as_told(own)
    if told is not None:
        return told
    if receipts is None or not np.isfinite(on_hand) or len(own) < len(rows):
        return None
    return _reckoned(own, receipts, item, on_hand, as_of)


def _as_told(own: pd.DataFrame) -> PastStock | None:
    if "on_hand" not in own:
        return None
    known = own[own["on_hand"].notna()]
    if len(known) < 2:
        return None
    # Of several lines a day the last one says what is left.
    last = known.groupby(known["day"].to_numpy().astype("datetime64[D]"))["on_hand"].last()
    nothing = np.empty(0)
    return PastStock(
        days=last.index.to_numpy().astype("datetime64[D]"),
        stock=last.to_numpy(dtype=np.float64),
        received=nothing.astype("datetime64[D]"),
        units=nothing,
        reckoned=False,
    )


def _reckoned(
    own: pd.DataFrame, receipts: Receipts, item: str, on_hand: float, as_of: np.datetime64
) -> PastStock | None:
    lines = receipts.lines
    come = lines[(lines["item"] == item) & np.isfinite(lines["units"])]
    received = come["received"].to_numpy().astype("datetime64[D]")
    before = received < as_of
    received, units = received[before], come["units"].to_numpy(dtype=np.float64)[before]
    if not len(received):
        return None
    days = np.arange(received.min(), as_of, dtype="datetime64[D]")
    first, count = days[0], len(days)
    sold_on = (own["day"].to_numpy().astype("datetime64[D]") - first).astype(np.int64)
    inside = (sold_on >= 0) & (sold_on < count)
    sold = np.bincount(sold_on[inside], own["units"].to_numpy()[inside], count)
    came = np.bincount((received - first).astype(np.int64), units, count)
    later = np.cumsum((sold - came)[::-1])[::-1]
    stock = on_hand + np.append(later[1:], 0.0)
    short = np.flatnonzero(stock < -0.5)
    begin = int(short[-1]) + 1 if len(short) else 0
    if begin >= count:
        return None
    seen = received >= days[begin]
    return PastStock(days[begin:], stock[begin:], received[seen], units[seen], reckoned=True)
