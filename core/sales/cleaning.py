"""Clean sales: one row a sale, returns kept apart, every other row of the sheet accounted for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Sales:
    """Sales of all sheets together.

    rows       one row a used line of the sheets: item (category of text), store (category of text,
               "" where there is none), day (datetime64[s], midnight), units (float64; negative
               where goods came back), unit_price (float64, currency per unit; NaN unknown)
    catalogue  one row an item and store that was sold or listed, in order of item then store:
               item, store, title, category, supplier (text, "" unknown); unit_price, unit_cost
               (float64, currency), on_hand, on_order, pack_size, minimum_order (float64, units),
               lead_time (float64, days); NaN where the sheets do not say
    currency   sign or code found in the prices, "" where there is none
    """

    rows: pd.DataFrame
    catalogue: pd.DataFrame
    currency: str
