"""Made-up terms for tests: one row an item of a demand panel, overridden column by column."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.demand import Demand
from core.restocking.levels.outlook import Outlook, outlook
from core.restocking.orders.policy import Plan, make_plan
from core.restocking.terms.terms import TermDefaults, Terms, default_terms
from core.restocking.terms.worth import UnitWorth, unit_worth
from core.sales.cleaning.clean import Sales
from tests.made_up import made_up_demand, made_up_forecast

NO_LINES = pd.DataFrame(
    {
        "item": pd.Categorical([]),
        "store": pd.Categorical([]),
        "day": np.array([], dtype="datetime64[s]"),
        "units": np.array([], dtype=np.float64),
        "on_hand": np.array([], dtype=np.float64),
    }
)
"""Sales of which no line is known, with the columns of real ones."""


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
    return Sales(NO_LINES, catalogue.assign(**dict(columns or {})), "")


def made_up_terms(demand: Demand, columns: Mapping[str, object] | None = None) -> Terms:
    """Return default terms with some columns of the table overridden."""
    terms = default_terms(demand, made_up_catalogue(demand), TermDefaults())
    return Terms(terms.table.assign(**dict(columns or {})))


def made_up_orders(**columns: object) -> tuple[Plan, Terms, Outlook, UnitWorth]:
    """Return the plan of eight items of two suppliers, and what it was made of."""
    demand = made_up_demand(items=8)
    forecast = made_up_forecast(demand)
    terms = made_up_terms(demand, {"unit_cost": 2.0, "unit_price": 5.0, **columns})
    plan = make_plan(forecast, terms, demand.as_of)
    return plan, terms, outlook(forecast, terms, demand.as_of), unit_worth(terms)
