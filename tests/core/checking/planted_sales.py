"""Made-up sales with known faults in them, for tests of what is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from core.checking.decisions import Decisions
from core.checking.repairs import Repair
from core.sales.cleaning.clean import Sales

FIRST = np.datetime64("2023-01-02")


def all_refused(repairs: Iterable[Repair]) -> Decisions:
    """Return the decisions under which nothing is changed: the sums are those of the sheets."""
    return Decisions({repair.key: False for repair in repairs})


def sales_of(
    units: np.ndarray,
    *,
    items: Sequence[str] | None = None,
    titles: Sequence[str] | None = None,
    price: float = 2.0,
    on_hand: np.ndarray | None = None,
    returns: Sequence[tuple[int, int, float]] = (),
) -> Sales:
    """Return the sales of units (n, days); every sale is an order of its own.

    on_hand (n, days) gives each item and day a line, sold or not. returns are (row, day, units).
    """
    names = list(items or (f"{row:03d}" for row in range(len(units))))
    row, day = np.nonzero(units > 0) if on_hand is None else np.nonzero(np.isfinite(on_hand))
    back_row = np.array([r for r, _, _ in returns], dtype=np.int64)
    back_day = np.array([d for _, d, _ in returns], dtype=np.int64)
    amount = np.concatenate([units[row, day], [-u for _, _, u in returns]])
    stock = np.full(len(row), np.nan) if on_hand is None else on_hand[row, day]
    order = np.arange(len(row) + len(returns), dtype=np.int32)
    row, day = np.concatenate([row, back_row]), np.concatenate([day, back_day])
    rows = pd.DataFrame(
        {
            "item": pd.Categorical.from_codes(row, categories=pd.Index(names, dtype="str")),
            "store": pd.Categorical([""] * len(row), categories=pd.Index([""], dtype="str")),
            "day": (FIRST + day).astype("datetime64[s]"),
            "units": amount.astype(np.float64),
            "unit_price": price,
            "order": order,
            "on_hand": np.concatenate([stock, np.full(len(returns), np.nan)]).astype(np.float32),
        }
    )
    return Sales(rows, catalogue_of(names, titles), "")


def catalogue_of(items: Sequence[str], titles: Sequence[str] | None = None) -> pd.DataFrame:
    """Return a catalogue that knows titles and nothing else."""
    frame = pd.DataFrame({"item": list(items), "store": ""})
    frame["title"] = list(titles or [""] * len(items))
    frame["category"] = frame["supplier"] = ""
    for name in ("unit_price", "unit_cost", "on_hand", "on_order", "pack_size"):
        frame[name] = np.nan
    frame["minimum_order"] = frame["lead_time"] = np.nan
    frame["item"], frame["store"] = (
        frame["item"].astype("category"),
        frame["store"].astype("category"),
    )
    return frame[
        [
            *("item", "store", "title", "category", "supplier", "unit_price", "unit_cost"),
            *("on_hand", "on_order", "pack_size", "minimum_order", "lead_time"),
        ]
    ]


def until(sales: Sales, day: np.datetime64) -> Sales:
    """Return the sales before a day: all that a shop could know then."""
    kept = sales.rows["day"].to_numpy().astype("datetime64[D]") < day
    rows = sales.rows[kept].reset_index(drop=True)
    for name in ("item", "store"):
        rows[name] = rows[name].cat.remove_unused_categories()
    return Sales(rows, sales.catalogue, sales.currency)


def busy_shop(days: int = 400, items: int = 24, seed: int = 1, closed: int = 6) -> np.ndarray:
    """Return units (n, days) of a shop closed on one weekday (−1: none), rates 0.2 to 12 a day."""
    rng = np.random.default_rng(seed)
    rate = np.exp(np.linspace(np.log(0.2), np.log(12.0), items))[:, None]
    weekday = np.arange(days) % 7
    lively = np.array([0.9, 0.9, 1.0, 1.0, 1.2, 1.3, 0.8])[weekday]
    units = rng.poisson(rate * lively).astype(np.float64)
    if closed >= 0:
        units[:, weekday == closed] = 0
    return units
