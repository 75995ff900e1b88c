"""From the session to what the charts of one item show."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gui.charts.series import Arrival, ForecastSeries, StockProjection, forecast_series
from gui.charts.series import project_stock as projected
from gui.session import Session
from gui.tables.plan_rows import ordered


def stock_of(session: Session, row: int) -> StockProjection | None:
    """Return the stock to come of an item with the order as it stands; None where unknown.

    Goods on the way have no date in the sheets: like the plan, this takes them to arrive in half
    a lead time.
    """
    run, plan, terms = session.run, session.plan, session.terms
    if run is None or plan is None or terms is None:
        return None
    s = plan.suggestions[row]
    if not s.stock_known:
        return None
    lead = float(terms.table["lead_time_days"].iloc[row])
    today = max(np.datetime64(plan.as_of, "D"), np.datetime64(run.forecast.cutoff, "D"))
    day = float(today.astype(np.int64))
    arrivals = []
    if s.on_order > 0:
        arrivals.append(Arrival(day + round(lead / 2), s.on_order, True))
    if ordered(s):
        arrivals.append(Arrival(day + round(lead), s.final_quantity, False))
    return projected(run.forecast, row, s.on_hand, s.safety_stock, tuple(arrivals))


def series_of(
    session: Session, row: int, others: Mapping[str, NDArray[np.float32]]
) -> ForecastSeries | None:
    """Return what the forecast chart shows of an item."""
    run, terms = session.run, session.terms
    if run is None:
        return None
    title = str(terms.table["title"].iloc[row]) if terms is not None else ""
    return forecast_series(run.demand, run.forecast, row, title, others, stock_of(session, row))
