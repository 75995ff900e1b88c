"""What was really bought, traced back from today's stock by sales and receipts (F27, P49)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.demand import Demand
from core.frequency import Frequency
from core.restocking.replay.comparison import COVER, PLAN, Sweep, Worth
from core.restocking.replay.purchases import compared, traced_stock
from core.restocking.terms.receipts import Receipts
from tests.made_up import made_up_demand


def shop(seed: int = 0) -> tuple[Demand, Receipts, np.ndarray, np.ndarray]:
    """A daily shop that really ordered every ten days: its panel, receipts, stock today, and the
    stock at the end of each day, which nobody wrote down."""
    rng = np.random.default_rng(seed)
    demand = made_up_demand(4, 200, Frequency.DAILY)
    wanted = rng.poisson(3.0, (4, 200)).astype(np.float32)
    received = np.zeros((4, 200))
    received[:, 5::10] = rng.integers(15, 45, (4, 20))
    stock, sold = np.zeros((4, 200)), np.zeros((4, 200))
    left = np.full(4, 20.0)
    for day in range(200):
        left = left + received[:, day]
        sold[:, day] = np.minimum(left, wanted[:, day])
        left = left - sold[:, day]
        stock[:, day] = left
    panel = replace(demand, units=sold.astype(np.float32), sold=None)
    days = panel.frequency.periods(panel.start, 200)
    rows, at = np.nonzero(received)
    lines = pd.DataFrame(
        {
            "item": [panel.items[row] for row in rows],
            "supplier": "",
            "ordered": days[at].astype("datetime64[s]"),
            "received": days[at].astype("datetime64[s]"),
            "days": 0.0,
            "units": received[rows, at],
        }
    )
    return panel, Receipts(lines, 0), left, stock


def test_past_stock_follows_from_sales_and_receipts():
    """Traced back, the stock of every day is the one that was there, to the unit."""
    panel, receipts, today, stock = shop()
    traced = traced_stock(panel, receipts, today, 120)
    assert traced.rows.tolist() == [0, 1, 2, 3]
    assert traced.stock == pytest.approx(stock[:, 120:])
    outcome = traced.outcome(10)
    sold = panel.as_sold[:, 130:].sum(axis=1)
    assert outcome.sold[0] == pytest.approx(sold)
    assert (outcome.orders[0] == 7).all()
    before = stock[:, 129]
    assert before + outcome.bought[0] - outcome.sold[0] == pytest.approx(today)


def test_an_empty_shelf_counts_as_sales_missed():
    """Where the shelf was empty, an item is taken to miss what it usually sells; nowhere else."""
    panel, receipts, today, stock = shop()
    outcome = traced_stock(panel, receipts, today, 120).outcome(0)
    empty = (stock[:, 120:] <= 0).sum(axis=1)
    assert (empty > 0).any()
    assert ((outcome.lost[0] > 0) == (empty > 0)).all()
    assert (outcome.lost[0] <= 4.5 * empty).all()


def test_accounts_that_do_not_add_up_are_left_out():
    """Unknown stock, no receipts, several stores, or more sold than ever came in: no comparison."""
    panel, receipts, today, _ = shop()
    unknown = today.copy()
    unknown[0] = np.nan
    lines = receipts.lines
    some = Receipts(lines[lines["item"] != panel.items[1]], 0)
    assert traced_stock(panel, some, unknown, 120).rows.tolist() == [2, 3]
    twice = replace(panel, items=(panel.items[0], panel.items[0], *panel.items[2:]))
    assert traced_stock(twice, receipts, today, 120).rows.tolist() == [2, 3]
    tenfold = Receipts(lines.assign(units=lines["units"] * 10), 0)
    assert traced_stock(panel, tenfold, today, 120).rows.size == 0


def test_the_same_items_are_compared():
    """Rule and plan are cut to the items whose account adds up; differences are plan − bought."""
    panel, receipts, today, _ = shop()
    today[3] = np.nan
    traced = traced_stock(panel, receipts, today, 120)
    every = traced_stock(panel, receipts, np.nan_to_num(today, nan=5.0), 120).outcome(0)
    worth = Worth(np.full(4, 2.0), np.full(4, 1.0), True)
    rule, plan = (Sweep(name, (0.0,), every) for name in (COVER, PLAN))
    found = compared(traced, rule, plan, worth, 0, 1)
    assert found is not None
    assert (found.items, found.left_out) == (3, 1)
    assert found.plan == replace(found.bought, rule=PLAN, setting=0.0)
    assert all(change.value == pytest.approx(0.0) for _, change in found.differences)
