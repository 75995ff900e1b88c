"""Real panels to measure accuracy on, read from the folder named by SHELFCAST_DATA."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from core.demand import Demand
from core.frequency import Frequency


def shared_data() -> Path:
    """Return the folder of real sheets; SystemExit with what to do where there is none."""
    folder = os.environ.get("SHELFCAST_DATA")
    if not folder or not Path(folder).is_dir():
        raise SystemExit("Set SHELFCAST_DATA to the folder of real sheets and run again.")
    return Path(folder)


def online_retail(frequency: Frequency) -> Demand:
    """Return the gift shop's gross units per code: 39 weeks, or 274 days, about 3,600 codes.

    Left out: returns, prices ≤ 0, exact duplicates, codes that are no products (not beginning with
    five digits), the incomplete last week.
    """
    rows = online_retail_lines()
    days = pd.to_datetime(rows["InvoiceDate"]).to_numpy().astype("datetime64[D]")
    return panel(
        rows["StockCode"].str.upper().to_numpy(), days, rows["Quantity"].to_numpy(), frequency
    )


def online_retail_prices(demand: Demand) -> np.ndarray:
    """Return the price a unit of the panel's items: what was paid for all of it ÷ units sold."""
    rows = online_retail_lines()
    codes = rows["StockCode"].str.upper()
    paid = (rows["Quantity"] * rows["UnitPrice"]).groupby(codes).sum()
    prices = paid / rows["Quantity"].groupby(codes).sum()
    return prices.reindex(list(demand.items)).to_numpy()


def online_retail_lines() -> pd.DataFrame:
    """Return the lines of goods sold: InvoiceNo, StockCode, Description, Quantity, InvoiceDate …"""
    file = next((shared_data() / "online_retail").glob("*.csv.xz"))
    rows = pd.read_csv(file, dtype={"StockCode": str, "InvoiceNo": str}).drop_duplicates()
    product = rows["StockCode"].str.match(r"^\d{5}")
    return rows[product & (rows["Quantity"] > 0) & (rows["UnitPrice"] > 0)]


def pasta() -> Demand:
    """Return the Italian grocery's daily units of 118 pasta products, 2014–2018."""
    rows = pd.read_csv(shared_data() / "intermittent" / "pasta.csv.gz")
    codes = (rows["brand"] + "-" + rows["product"].astype(str)).to_numpy()
    days = pd.to_datetime(rows["date"]).to_numpy().astype("datetime64[D]")
    units = rows["value"].to_numpy()
    return panel(codes, days, units, Frequency.DAILY)


def panel(codes: np.ndarray, days: np.ndarray, units: np.ndarray, frequency: Frequency) -> Demand:
    """Sum rows into a panel: NaN before an item's first sale; without the incomplete last period
    of a coarser frequency than the days'."""
    known = np.isfinite(units)
    codes, days, units = codes[known], days[known], units[known]
    start = frequency.first_day(days.min()).astype("datetime64[D]")
    steps = frequency.steps(days, start)
    items, rows = np.unique(codes.astype(str), return_inverse=True)
    length = int(steps.max()) + 1
    table = np.zeros((len(items), length))
    np.add.at(table, (rows, steps), units)
    if frequency is not Frequency.DAILY:
        end = frequency.periods(start, length + 1)[-1]
        if days.max() + 1 < end:
            table = table[:, :-1]
    sold = np.maximum.accumulate(table > 0, axis=1)
    table = np.where(sold, table, np.nan)
    kept = sold.any(axis=1)
    return Demand(
        items=tuple(str(item) for item in items[kept]),
        stores=("",) * int(kept.sum()),
        start=np.datetime64(str(start), "D"),
        frequency=frequency,
        units=table[kept].astype(np.float32),
        censored=np.zeros(table[kept].shape, dtype=np.bool_),
    )
