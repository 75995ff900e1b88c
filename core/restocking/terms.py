"""The terms on which each item is ordered."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

TERM_COLUMNS = (
    "supplier",
    "on_hand",
    "on_order",
    "lead_time_days",
    "lead_time_sd_days",
    "review_days",
    "pack_size",
    "minimum_order",
    "unit_cost",
    "unit_price",
    "service_level",
)
"""Columns of ``Terms.table`` that the operator may edit."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of supply, one row an item in the order of the demand panel.

    table  item, store, title, category, supplier (text); on_hand, on_order (units; NaN unknown);
           lead_time_days ± lead_time_sd_days, review_days (days); pack_size, minimum_order (units,
           ≥ 1 and ≥ 0); unit_cost, unit_price (currency; NaN unknown); service_level (0–1)
    """

    table: pd.DataFrame

    def edited(self, row: int, column: str, value: object) -> Terms:
        """Return the terms with one cell changed."""
        table = self.table.copy()
        table.loc[table.index[row], column] = value
        return replace(self, table=table)
