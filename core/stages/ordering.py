"""The stages of restocking: a forecast and terms become a plan, and what to know beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.forecasting.forecast import Forecast
from core.restocking.advice import Advice, make_advice
from core.restocking.levels.futures import reckoned_futures
from core.restocking.levels.outlook import outlook
from core.restocking.limits.plan_budget import PlanOffer, plan_offer, plan_within
from core.restocking.limits.rooms import fit_rooms
from core.restocking.orders.attention import Attention, attention
from core.restocking.orders.carried import Answer, Key, with_answers
from core.restocking.orders.order_calendar import PlannedOrder
from core.restocking.orders.policy import Plan, make_plan
from core.restocking.orders.simulation import StockProjection, project_stock
from core.restocking.orders.what_if import Scenario, ScenarioOutcome, what_if
from core.restocking.replay.past_stock import PastStock, past_stock
from core.restocking.terms.receipts import (
    LeadTime,
    Receipts,
    read_receipts,
    with_learned_lead_times,
)
from core.restocking.terms.terms import Terms, read_terms
from core.restocking.terms.worth import unit_worth
from core.sales.cleaning.clean import Sales
from core.settings import Settings
from core.stages.forecast_run import ForecastRun


def futures_of(run: ForecastRun) -> Forecast:
    """Return what levels must last for: the forecast, some of its paths taken from the past.

    What the operator changed by hand is meant as it stands.
    """
    changed = None
    if run.statistical is not None:
        changed = (run.forecast.paths != run.statistical.paths).any(axis=(1, 2))
    return reckoned_futures(run.whole, run.demand, keep=changed)


def plan(run: ForecastRun, terms: Terms, settings: Settings) -> Plan:
    """Suggest what to order, as of the day after the last one in the sheets."""
    return make_plan(
        run.whole,
        terms,
        run.demand.as_of,
        holding_rate=settings.holding_rate,
        lost_sales=settings.lost_sales,
        futures=futures_of(run),
    )


def advise(run: ForecastRun, terms: Terms, plan: Plan, settings: Settings) -> Advice:
    """Return what to settle before ordering, overstock, and the orders to come."""
    return make_advice(
        plan,
        run.demand,
        run.whole,
        terms,
        holding_rate=settings.holding_rate,
        moving=settings.moving,
        rooms=settings.rooms,
    )


def scenarios_of(
    run: ForecastRun, terms: Terms, settings: Settings, scenarios: Sequence[Scenario]
) -> tuple[ScenarioOutcome, ...]:
    """Plan the same forecast under each scenario; ``AS_PLANNED`` is the plan itself."""
    return what_if(
        run.whole,
        terms,
        run.demand.as_of,
        scenarios,
        holding_rate=settings.holding_rate,
        lost_sales=settings.lost_sales,
        futures=futures_of(run),
        elasticity=None if run.parts is None else run.parts.elasticity,
    )


def terms_from_file(terms: Terms, path: Path) -> Terms:
    """Return the terms with those of a file; what was left out stands in its new findings."""
    return read_terms(path, terms)


def learn_lead_times(terms: Terms, path: Path) -> tuple[Terms, tuple[LeadTime, ...], Receipts]:
    """Return the terms with lead times as past deliveries took, what was said beside what was
    measured, and the deliveries themselves, which a replay can be compared with."""
    receipts = read_receipts(path)
    learned, found = with_learned_lead_times(terms, receipts)
    return learned.having_read("receipts", path), found, receipts


def with_own_terms(terms: Terms, fresh: Terms, cells: Sequence[tuple[int, str]]) -> Terms:
    """Return the terms with cells (row, column) as in ``fresh``, and who says them there."""
    table, origins = terms.table.copy(), terms.said_by.copy()
    for row, column in cells:
        at = table.index[row]
        table.loc[at, column] = fresh.table[column].iloc[row]
        origins.loc[at, column] = fresh.said_by[column].iloc[row]
    return replace(terms, table=table, origins=origins)


def attention_of(run: ForecastRun, terms: Terms) -> Attention:
    """Return each item's ABC class by margin and XYZ class by out-of-sample error."""
    tested, rows = run.backtest, np.arange(len(run.demand))
    numbers = [
        tested.models.index(model) if model in tested.models else 0 for model in run.choice.models
    ]
    error, units = (
        np.nansum(tested.score(metric)[numbers, rows].astype(np.float64), axis=1)
        for metric in ("absolute_error", "units")
    )
    wape = np.divide(error, units, out=np.full(len(rows), np.nan), where=units > 0)
    return attention(run.demand, unit_worth(terms), wape)


def offer_of(run: ForecastRun, terms: Terms, plan: Plan, settings: Settings) -> PlanOffer:
    """Return what the plan's orders offer for money, as far as the rooms hold them: made once, then
    ``plan_within`` any budget."""
    ahead, worth = outlook(futures_of(run), terms, plan.as_of), unit_worth(terms)
    rooms = fit_rooms(plan, terms, ahead, worth, settings.rooms) if settings.rooms else None
    return plan_offer(plan, ahead, worth, rooms)


def within_limits(run: ForecastRun, terms: Terms, plan: Plan, settings: Settings) -> Plan:
    """Return the plan with its open orders cut to what the settings' rooms hold and their budget
    buys; the plan itself where they set no limit."""
    if settings.budget is None and not settings.rooms:
        return plan
    return plan_within(plan, offer_of(run, terms, plan, settings), settings.budget)


def plan_anew(
    run: ForecastRun, terms: Terms, settings: Settings, answers: Mapping[Key, Answer]
) -> Plan:
    """Return a new plan with the answers that still apply, within its limits."""
    made = with_answers(plan(run, terms, settings), answers)
    return within_limits(run, terms, made, settings)


def stock_so_far(
    sales: Sales, receipts: Receipts | None, terms: Terms, row: int, as_of: np.datetime64
) -> PastStock | None:
    """Return the past stock of the item in ``row`` until the day ``as_of``; None: not known."""
    item, store, on_hand = (terms.table[name].iat[row] for name in ("item", "store", "on_hand"))
    return past_stock(sales, receipts, str(item), str(store), float(on_hand), as_of)


def stock_to_come(
    run: ForecastRun,
    terms: Terms,
    plan: Plan,
    row: int,
    orders: Sequence[PlannedOrder] = (),
) -> StockProjection:
    """Project the stock of the item in ``row`` with and without what the plan orders, and with
    its ``orders`` of later reviews."""
    suggestion = plan.suggestions[row]
    return project_stock(run.forecast, terms, suggestion, row, plan.as_of, later=tuple(orders))
