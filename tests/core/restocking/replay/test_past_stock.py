"""Stock until today (P51): as the sheet says, else reckoned from today's and deliveries."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.restocking.replay.past_stock import past_stock
from core.restocking.terms.receipts import Receipts
from core.sales.cleaning.clean import Sales

FIRST = np.datetime64("2025-03-03")
TODAY = FIRST + 10


def _sales(units, on_hand=None, stores=("",)) -> Sales:
    """Return sales of the item "a", a line a day and store."""
    days = np.repeat(FIRST + np.arange(len(units)), len(stores)).astype("datetime64[s]")
    told = np.full(len(units), np.nan) if on_hand is None else np.array(on_hand, dtype=float)
    rows = pd.DataFrame(
        {
            "item": pd.Categorical(["a"] * len(days)),
            "store": pd.Categorical(list(stores) * len(units)),
            "day": days,
            "units": np.repeat(np.array(units, dtype=float), len(stores)),
            "on_hand": np.repeat(told, len(stores)).astype(np.float32),
        }
    )
    return Sales(rows, pd.DataFrame(), "")


def _receipts(*came: tuple[int, float]) -> Receipts:
    """Return deliveries of "a": the day after ``FIRST``, and the units."""
    lines = pd.DataFrame(
        {
            "item": ["a"] * len(came),
            "received": (FIRST + np.array([day for day, _ in came])).astype("datetime64[s]"),
            "units": [units for _, units in came],
        }
    )
    return Receipts(lines, 0)


def test_what_the_sheet_says_of_stock_is_shown_as_it_stands():
    """The last line of a day says what is left; days without one are not made up."""
    told = past_stock(_sales([2, 2, 2], [9, np.nan, 5]), None, "a", "", 5.0, TODAY)
    assert not told.reckoned
    assert told.days.tolist() == [FIRST.item(), (FIRST + 2).item()]
    assert told.stock.tolist() == [9, 5]


@given(
    sold=st.lists(st.integers(-2, 9), min_size=10, max_size=10),
    came=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60)), min_size=1, max_size=4),
    on_hand=st.integers(0, 50),
)
def test_reckoned_stock_balances(sold, came, on_hand):
    """From day to day stock changes by what came less what was sold, and ends at what is there; it
    is never less than nothing, and begins no earlier than the first delivery."""
    found = past_stock(_sales(sold), _receipts(*came), "a", "", float(on_hand), TODAY)
    if found is None:
        return
    assert found.reckoned
    assert found.stock[-1] == on_hand
    assert (found.stock >= -0.5).all()
    assert found.days[0] >= FIRST + min(day for day, _ in came)
    arrived = dict.fromkeys(found.days.tolist(), 0.0)
    for day, units in came:
        if (FIRST + day).item() in arrived:
            arrived[(FIRST + day).item()] += units
    changes = np.array([arrived[day] for day in found.days.tolist()])
    gone = np.array(sold, dtype=float)[(found.days - FIRST).astype(int)]
    np.testing.assert_allclose(np.diff(found.stock), (changes - gone)[1:])


@pytest.mark.parametrize("stock", [np.nan, 12.0])
def test_what_cannot_be_known_is_not_shown(stock):
    """Without deliveries, without today's count, or with several stores nothing is reckoned."""
    nothing = past_stock(_sales([1, 2]), None, "a", "", stock, TODAY)
    assert nothing is None
    assert past_stock(_sales([1, 2]), _receipts((0, 5)), "a", "", np.nan, TODAY) is None
    several = _sales([1, 2], stores=("North", "South"))
    assert past_stock(several, _receipts((0, 5)), "a", "North", stock, TODAY) is None
