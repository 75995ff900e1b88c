"""What the merchant really bought, played beside the rules: stock traced back from today (F27).

Stock, sales and receipts are an account: what is on hand now, plus what was sold since a day, less
what came in since, was on hand on that day. So past stock needs no stock records, only receipts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.demand import Demand
from core.restocking.replay.comparison import (
    BOUGHT,
    Purchases,
    Sweep,
    Worth,
    differences,
    points,
    sample_weights,
)
from core.restocking.replay.replay import Outcome
from core.restocking.terms.receipts import Receipts

Floats = NDArray[np.float64]

_UNACCOUNTED = 0.1
"""Share of what was sold by which receipts may fall short before an item's account is not
believed."""


@dataclass(frozen=True, slots=True)
class TracedStock:
    """Past stock of the items at ``rows`` (m) of a panel over t periods; units.

    stock    (m, t) at the end of each period; received (m, t); sold (m, t)
    """

    rows: NDArray[np.intp]
    stock: Floats
    received: Floats
    sold: Floats

    def outcome(self, warm_up: int) -> Outcome:
        """Return what was held, sold and missed after ``warm_up`` periods, as a rule's outcome.

        In a period that ends with an empty shelf so much is taken to be missed as the item sold
        less than usual, which is its mean over the periods that did not (F17).
        """
        empty = (self.stock <= 1e-9)[:, warm_up:]
        sold, stock = self.sold[:, warm_up:], self.stock[:, warm_up:]
        full = np.where(empty, np.nan, sold)
        periods = np.maximum((~empty).sum(axis=1), 1)
        usual = np.nansum(full, axis=1) / periods
        lost = np.where(empty, np.maximum(usual[:, None] - sold, 0.0), 0.0).sum(axis=1)
        served, received = sold.sum(axis=1), self.received[:, warm_up:]
        return Outcome(
            demand=(served + lost)[None],
            sold=served[None],
            lost=lost[None],
            mean_stock=(stock + sold / 2).mean(axis=1)[None],
            orders=(received > 0).sum(axis=1).astype(np.float64)[None],
            bought=received.sum(axis=1)[None],
            final_stock=self.stock[:, -1][None],
        )


def traced_stock(panel: Demand, receipts: Receipts, on_hand: Floats, begin: int) -> TracedStock:
    """Trace the stock of a panel's items back from ``on_hand`` (n; NaN unknown) to period
    ``begin``.

    Left out are items whose stock is not known, that nothing was received of since then, that are
    sold in several stores (receipts name none), or of which more was sold than ever came in.
    """
    sold = np.nan_to_num(panel.as_sold[:, begin:].astype(np.float64))
    received = _received(panel, receipts)[:, begin:]
    later = np.cumsum(sold[:, ::-1], axis=1)[:, ::-1] - sold
    arrived = np.cumsum(received[:, ::-1], axis=1)[:, ::-1] - received
    stock = np.nan_to_num(on_hand)[:, None] + later - arrived
    missing = np.maximum(-stock.min(axis=1), 0.0)
    alone = pd.Series(panel.items).map(pd.Series(panel.items).value_counts()).to_numpy() == 1
    usable = np.isfinite(on_hand) & alone & (received > 0).any(axis=1)
    usable &= missing <= _UNACCOUNTED * np.maximum(sold.sum(axis=1), 1.0)
    rows = np.flatnonzero(usable)
    return TracedStock(rows, np.maximum(stock[rows], 0.0), received[rows], sold[rows])


def compared(
    traced: TracedStock, rule: Sweep, plan: Sweep, worth: Worth, warm_up: int, seed: int
) -> Purchases | None:
    """Return what was bought beside rule and plan, each played at one setting, on the items whose
    account adds up; None where there are none."""
    rows = traced.rows
    if not rows.size:
        return None
    own = Worth(worth.value[rows], worth.margin[rows], worth.priced)
    bought = Sweep(BOUGHT, (float("nan"),), traced.outcome(warm_up))
    rule, plan = (Sweep(it.rule, it.settings, it.outcome.items(rows)) for it in (rule, plan))
    weights = sample_weights(rows.size, seed)
    return Purchases(
        items=rows.size,
        left_out=len(worth.value) - rows.size,
        bought=points(bought, own)[0],
        rule=points(rule, own)[0],
        plan=points(plan, own)[0],
        differences=differences(plan, bought, own, weights),
    )


def _received(panel: Demand, receipts: Receipts) -> Floats:
    """(n, t) units received in each period of the panel."""
    edges = panel.frequency.periods(panel.start, panel.length + 1).astype("datetime64[D]")
    lines = receipts.lines[receipts.lines["units"].notna()]
    row_of = {item.casefold(): row for row, item in enumerate(panel.items)}
    rows = lines["item"].str.casefold().map(row_of)
    days = lines["received"].to_numpy().astype("datetime64[D]")
    period = np.searchsorted(edges, days, side="right") - 1
    inside = rows.notna().to_numpy() & (period >= 0) & (period < panel.length)
    units = np.zeros((len(panel), panel.length))
    at = rows.to_numpy(dtype=np.float64)[inside].astype(np.intp)
    np.add.at(units, (at, period[inside]), lines["units"].to_numpy(dtype=np.float64)[inside])
    return units
