"""Goods that came back later than the day they were sold, taken off the sales they came from."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.checking.evidence import Evidence
from core.checking.repairs import NO_DAY, Findings, Repair, key_of
from core.wording import QT_TRANSLATE_NOOP, say

Ints = NDArray[np.int64]

LONGEST = 120  # days after a sale within which goods come back from it

_TEXT = QT_TRANSLATE_NOOP(
    "core",
    "{units:,.0f} units came back later than the day they were sold. They are kept apart, for the "
    "customer wanted them. Take them off the sales they came from?",
)


def find_returns(evidence: Evidence, found: Findings) -> None:
    """Add one repair for all returns: each is taken off the item's latest sales before it.

    A return is known from the day it came: a backtest that stands before that day keeps the sale.
    """
    back = _net_returns(evidence)
    if not len(back):
        return
    series = evidence.series
    bounds = np.searchsorted(series.code, np.arange(len(series.items) + 1))
    row, at, units, known = [], [], [], []
    for code, group in back.groupby("code", sort=True):
        first, last = int(bounds[int(code)]), int(bounds[int(code) + 1])
        left = series.units[first:last].copy()
        days = evidence.at[first:last]
        for day, quantity in zip(group["at"].tolist(), group["units"].tolist(), strict=True):
            place = int(np.searchsorted(days, day)) - 1
            while quantity > 0 and place >= 0 and days[place] >= day - LONGEST:
                taken = min(quantity, left[place])
                if taken > 0:
                    left[place] -= taken
                    quantity -= taken
                    row.append(int(code))
                    at.append(int(days[place]))
                    units.append(taken)
                    known.append(day)
                place -= 1
    if not row:
        return
    rows, amounts = np.array(row, dtype=np.int64), np.array(units, dtype=np.float64)
    period = evidence.period(np.array(at, dtype=np.int64))
    inside = (period >= 0) & (period < evidence.demand.length)
    price = np.nan_to_num(evidence.price)[rows]
    total = float(amounts.sum())
    money = float((amounts * price).sum())
    repair = Repair(
        key=key_of("returns"),
        kind="returns",
        item="",
        store="",
        first_day=NO_DAY,
        last_day=NO_DAY,
        text=say(_TEXT, units=total),
        units=-total,
        money=money if money else float("nan"),
    )
    shown = evidence.known(np.array(known, dtype=np.int64))
    found.add(repair, rows[inside], period[inside], shown[inside], change=-amounts[inside])


def _net_returns(evidence: Evidence) -> pd.DataFrame:
    """Return what came back on days on which less was sold: code, at, units (> 0)."""
    rows, series = evidence.sales.rows, evidence.series
    if not (rows["units"] < 0).any():
        return pd.DataFrame({"code": [], "at": [], "units": []})
    came = set(rows.loc[rows["units"] < 0, "item"].unique())
    some = rows[rows["item"].isin(came)]
    daily = some.groupby(["item", "store", "day"], observed=True)["units"].sum()
    daily = daily[daily < 0].reset_index()
    place = {pair: n for n, pair in enumerate(zip(series.items, series.stores, strict=True))}
    pairs = zip(daily["item"].astype(str), daily["store"].astype(str), strict=True)
    code = np.array([place.get(pair, -1) for pair in pairs], dtype=np.int64)
    at = (daily["day"].to_numpy().astype("datetime64[D]") - evidence.first).astype(np.int64)
    back = pd.DataFrame({"code": code, "at": at, "units": -daily["units"].to_numpy()})
    return back[back["code"] >= 0].sort_values(["code", "at"])
