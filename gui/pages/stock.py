"""From the session to what the charts of one item show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core import pipeline
from core.pipeline import ForecastRun
from core.restocking.orders.order_calendar import PlannedOrder
from core.restocking.orders.simulation import StockProjection
from gui.charts.series import EventMark, ForecastSeries, forecast_series
from gui.session import Session
from gui.tables.trend_words import turning_day


class OrdersAhead:
    """The orders of later reviews by item: an item is looked at in no time among all of them."""

    def __init__(self) -> None:
        self._all: Sequence[PlannedOrder] = ()
        self._of: dict[int, list[PlannedOrder]] = {}

    def of(self, row: int, orders: Sequence[PlannedOrder]) -> Sequence[PlannedOrder]:
        """Return those of ``orders`` that are of the item in ``row``."""
        if orders is not self._all:
            self._all, self._of = orders, {}
            for order in orders:
                self._of.setdefault(order.row, []).append(order)
        return self._of.get(row, ())


def stock_of(
    session: Session, row: int, orders: Sequence[PlannedOrder] = ()
) -> StockProjection | None:
    """Return the stock to come of an item with the order as it stands, and with its ``orders`` of
    later reviews where they are known; None where stock is unknown."""
    run, plan, terms = session.run, session.plan, session.terms
    if run is None or plan is None or terms is None or not plan.suggestions[row].stock_known:
        return None
    return pipeline.stock_to_come(run, terms, plan, row, orders)


def series_of(
    session: Session,
    row: int,
    others: Mapping[str, NDArray[np.float32]],
    events: Sequence[EventMark] = (),
) -> ForecastSeries | None:
    """Return what the forecast chart shows of an item."""
    run, terms = session.run, session.terms
    if run is None:
        return None
    title = str(terms.table["title"].iloc[row]) if terms is not None else ""
    stock, past = stock_of(session, row), None
    if session.sales is not None and terms is not None:
        as_of = run.demand.as_of
        past = pipeline.stock_so_far(session.sales, session.receipts, terms, row, as_of)
    item, store = run.demand.items[row], run.demand.stores[row]
    own = [m for m in session.decisions.marks if (m.item, m.store) == (item, store)]
    series = forecast_series(
        run.demand, run.forecast, row, title, others, stock, events, run.statistical, own
    )
    return replace(series, past_stock=past, turned=turned_of(run, row))


def turned_of(run: ForecastRun, row: int) -> tuple[float, bool] | None:
    """Return where the trend of an item turned (days since 1970), and whether upwards."""
    if run.trends is None:
        return None
    day = turning_day(run.trends, row, run.demand.periods)
    if np.isnat(day):
        return None
    return float(day.astype(np.int64)), bool(run.trends.turned_up[row])
