"""What if: the same forecast planned under other circumstances, side by side (P50).

Nothing is overwritten: a scenario is a value, and its plan another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import OptionError
from core.forecasting.forecast import Forecast
from core.restocking.levels.outlook import outlook
from core.restocking.levels.trade_off import held_units
from core.restocking.orders.policy import Plan, make_plan
from core.restocking.terms.terms import Terms
from core.restocking.terms.worth import unit_worth
from core.wording import QT_TRANSLATE_NOOP, say

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Circumstances that differ from those planned with, saved by name.

    demand, lead_time, cost, price  factors (1: as they are); lead_time its spread, too. A price
                                    moves demand as far as the sheets have taught what it does
    service_level, review_days      of all items; None: as they are
    supplier                        only this supplier's items differ; "" for all
    instead                         the supplier they are bought from: its usual delivery, order
                                    days, minimums and containers; "": as now
    """

    name: str
    demand: float = 1.0
    lead_time: float = 1.0
    cost: float = 1.0
    price: float = 1.0
    service_level: float | None = None
    review_days: float | None = None
    supplier: str = ""
    instead: str = ""

    def __post_init__(self) -> None:
        """Raise ``OptionError`` for a scenario without a name, or that cannot be planned with."""
        factors = (self.demand, self.lead_time, self.cost, self.price)
        level, review = self.service_level, self.review_days
        if (
            not self.name.strip()
            or not all(0 <= factor <= 100 for factor in factors)
            or (level is not None and not 0.5 <= level <= 0.999)
            or (review is not None and not 0 < review <= 365)
        ):
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "Give the scenario a name, factors from 0 to 100, a service level from "
                        "50 % to 99.9 % and days between orders up to 365.",
                    )
                )
            )


AS_PLANNED = Scenario("as planned")


@dataclass(frozen=True, slots=True)
class ScenarioOutcome:
    """What a scenario asks for and brings.

    plan           what would be ordered
    items, units   to order; amount their cost, of items whose cost is known (currency)
    lost_units     demand expected to find nothing until the delivery of the next order day, with
                   the plan's orders; lost_margin the same in currency
    stock_value    expected on hand between this order's arrival and the next one's; currency
    fill_rate      share (0–1) of demand served between these two arrivals
    price_taught   False where the price differs, and the sheets do not tell what that does: units
                   are then as forecast
    """

    scenario: Scenario
    plan: Plan
    items: int
    units: float
    amount: float
    lost_units: float
    lost_margin: float
    stock_value: float
    fill_rate: float
    price_taught: bool = True


def under(
    forecast: Forecast, terms: Terms, scenario: Scenario, elasticity: Floats | None = None
) -> tuple[Forecast, Terms]:
    """Return the forecast and the terms as the scenario has them.

    ``elasticity`` (n): where a price is multiplied by f, demand is by f to this power; None: not
    known, demand stays. A price of nothing changes no demand: that was never seen.
    """
    table = terms.table
    rows = (
        table["supplier"] == scenario.supplier if scenario.supplier else table["supplier"].notna()
    ).to_numpy(dtype=bool)
    changed = _bought_from(table, rows, scenario.instead) if scenario.instead else table.copy()
    for column, factor in (
        ("lead_time_days", scenario.lead_time),
        ("lead_time_sd_days", scenario.lead_time),
        ("unit_cost", scenario.cost),
        ("unit_price", scenario.price),
    ):
        changed.loc[rows, column] = changed.loc[rows, column] * factor
    if scenario.service_level is not None:
        changed.loc[rows, "service_level"] = scenario.service_level
    if scenario.review_days is not None:
        changed.loc[rows, "review_days"] = scenario.review_days
    factors = np.where(rows, scenario.demand, 1.0)
    if elasticity is not None and scenario.price > 0:
        factors = factors * np.where(rows, scenario.price**elasticity, 1.0)
    if (factors != 1.0).any():
        paths = forecast.paths * factors.astype(np.float32)[:, None, None]
        forecast = replace(forecast, paths=paths)
    return forecast, replace(terms, table=changed)


_OF_SUPPLIERS = (
    "lead_time_days",
    "lead_time_sd_days",
    "review_days",
    "minimum_order",
    "order_days",
    "closures",
    "supplier_minimum",
    "container_units",
    "container_volume",
    "container_weight",
    "container_pallets",
)
"""Terms that come with a supplier; packs and costs are those of the goods."""


def _bought_from(table: pd.DataFrame, rows: Booleans, supplier: str) -> pd.DataFrame:
    """Return the terms with ``rows`` bought from another supplier, on what is usual with it: the
    middle of its figures, the most frequent of its words."""
    changed, theirs = table.copy(), table[table["supplier"] == supplier]
    if not len(theirs):
        return changed
    changed.loc[rows, "supplier"] = supplier
    for column in _OF_SUPPLIERS:
        values = theirs[column]
        is_text = column in ("order_days", "closures")
        changed.loc[rows, column] = values.mode().iloc[0] if is_text else values.median()
    return changed


def what_if(
    forecast: Forecast,
    terms: Terms,
    as_of: np.datetime64,
    scenarios: Sequence[Scenario],
    *,
    holding_rate: float = 0.25,
    lost_sales: bool = True,
    futures: Forecast | None = None,
    elasticity: Floats | None = None,
) -> tuple[ScenarioOutcome, ...]:
    """Plan each scenario with the same paths and draws, so that only circumstances differ.

    ``futures`` as in ``make_plan``, ``elasticity`` as in ``under``.
    """
    made = []
    for scenario in scenarios:
        expected, changed = under(forecast, terms, scenario, elasticity)
        guarded = None if futures is None else under(futures, terms, scenario, elasticity)[0]
        plan = make_plan(
            expected,
            changed,
            as_of,
            holding_rate=holding_rate,
            lost_sales=lost_sales,
            futures=guarded,
        )
        found = _outcome(plan, expected, changed, scenario)
        taught = scenario.price == 1.0 or elasticity is not None
        made.append(replace(found, price_taught=taught))
    return tuple(made)


def _outcome(plan: Plan, forecast: Forecast, terms: Terms, scenario: Scenario) -> ScenarioOutcome:
    ahead, worth = outlook(forecast, terms, plan.as_of), unit_worth(terms)
    bought = np.array([s.final_quantity for s in plan.suggestions])
    before = np.array([s.position for s in plan.suggestions])
    # Before the order arrives only what was there can be sold; after it, both.
    early = np.maximum(ahead.lead_time - before[:, None], 0.0).mean(axis=1)
    at = (before + bought)[:, None]
    if plan.lost_sales:
        at = at + np.maximum(ahead.lead_time - before[:, None], 0.0)
    late = np.maximum(ahead.protection - np.maximum(at, ahead.lead_time), 0.0).mean(axis=1)
    asked = ahead.protection - ahead.lead_time
    lost = early + late
    held = held_units(ahead.lead_time, ahead.protection, before + bought)
    amount = bought * np.asarray(terms.table["unit_cost"], dtype=np.float64)
    wanted = float(asked.mean(axis=1).sum())
    return ScenarioOutcome(
        scenario=scenario,
        plan=plan,
        items=int((bought > 0).sum()),
        units=float(bought.sum()),
        amount=float(np.nansum(amount)),
        lost_units=float(lost.sum()),
        lost_margin=float(np.nansum(lost * worth.margin)),
        stock_value=float(np.nansum(held * worth.cost)),
        fill_rate=1.0 - float(late.sum()) / wanted if wanted > 0 else float("nan"),
    )
