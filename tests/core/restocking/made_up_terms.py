"""Made-up terms for tests: one row an item of a demand panel, overridden column by column."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.demand import Demand
from core.restocking.terms import TermDefaults, Terms, default_terms
from core.sales.cleaning.clean import Sales


def made_up_catalogue(demand: Demand, columns: Mapping[str, object] | None = None) -> Sales:
    """Return sales that have nothing but a catalogue of the demand's items."""
    catalogue = pd.DataFrame(
        {
            "item": list(demand.items),
            "store": list(demand.stores),
            "title": [f"Thing {item}" for item in demand.items],
            "category": "",
            "supplier": [("North", "South")[i % 2] for i in range(len(demand))],
            **dict.fromkeys(
                (
                    "unit_price",
                    "unit_cost",
                    "on_hand",
                    "on_order",
                    "pack_size",
                    "minimum_order",
                    "lead_time",
                ),
                np.nan,
            ),
        }
    )
    return Sales(pd.DataFrame(), catalogue.assign(**dict(columns or {})), "")


def made_up_terms(demand: Demand, columns: Mapping[str, object] | None = None) -> Terms:
    """Return default terms with some columns of the table overridden."""
    terms = default_terms(demand, made_up_catalogue(demand), TermDefaults())
    return Terms(terms.table.assign(**dict(columns or {})))
