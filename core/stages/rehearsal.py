"""What the program would have ordered up to at each past review, had it been used then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.errors import SheetError
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import Forecaster
from core.progress import Progress
from core.restocking.levels.futures import reckoned_futures
from core.restocking.levels.targets import cap as largest_order
from core.restocking.levels.targets import gain_curve, gain_scale, targets
from core.restocking.levels.trade_off import charges_of, trade_off
from core.restocking.replay.replay import Integers
from core.restocking.replay.schedule import Schedule, Supply
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.stages.past_forecasts import forecasts_at
from core.wording import QT_TRANSLATE_NOOP, say

Floats = NDArray[np.float64]

SERVICES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995)
"""Service levels at which the program's rules are played, from lean to full."""

_LONGEST_DAYS = 366
_SHARE = 1 / 3  # of the history, at most a year: the replay


@dataclass(frozen=True, slots=True)
class Levels:
    """(k, n, r) float32 levels of each rule of the program at its k settings.

    The plan orders at its trigger or below, up to its level, at most its cap. The rules that weigh
    gains also cap single orders: units_cap, margin_cap.
    """

    plan: NDArray[np.float32]
    plan_cap: NDArray[np.float32]
    plan_trigger: NDArray[np.float32]
    service: NDArray[np.float32]
    units: NDArray[np.float32]
    margin: NDArray[np.float32]
    units_cap: NDArray[np.float32]
    margin_cap: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the program would have ordered up to, before it is compared with any rule.

    panel    the items replayed; left_out number of those that are not
    supply   their terms; schedule when they are reviewed; levels of the program's rules
    seed     of the bootstrap; on_hand (n) units in stock today, NaN unknown
    """

    panel: Demand
    left_out: int
    supply: Supply
    schedule: Schedule
    levels: Levels
    seed: int
    on_hand: Floats


def rehearse(
    demand: Demand,
    terms: Terms,
    forecasters: Sequence[Forecaster],
    settings: Settings,
    progress: Progress,
) -> Rehearsal:
    """Forecast as at each past review, and settle the levels of the program's rules; see replay."""
    begin = _begin(demand, terms)
    rows = np.flatnonzero(np.isfinite(demand.units[:, :begin]).any(axis=1))
    if not rows.size:
        raise SheetError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "Nothing was sold before the replay begins. Add older sheets."
                )
            )
        )
    panel = demand.select(rows)
    supply = Supply.of(terms, rows, panel.until(begin), settings.holding_rate, settings.lost_sales)
    schedule = Schedule.of(panel, supply, begin, settings.paths, settings.seed)
    levels = _levels(panel, supply, schedule, forecasters, settings, progress)
    on_hand = np.asarray(terms.table["on_hand"], dtype=np.float64)[rows]
    left_out = len(demand) - len(panel)
    return Rehearsal(panel, left_out, supply, schedule, levels, settings.seed, on_hand)


def _protection(terms: Terms, days: float) -> int:
    table = terms.table
    return int(np.ceil((table["lead_time_days"] + table["review_days"]).max() / days))


def _begin(demand: Demand, terms: Terms) -> int:
    """Return the period in which the replay begins."""
    span = min(round(_LONGEST_DAYS / demand.frequency.days), int(demand.length * _SHARE))
    # Two protection periods: one to warm up, and one to count.
    least = 2 * _protection(terms, demand.frequency.days)
    if span < max(least, 2):
        raise SheetError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "A replay with this delivery time needs {needed:,} periods of sales; the "
                    "sheets hold {periods:,}. Add older sheets, or choose shorter periods.",
                ),
                needed=int(np.ceil(max(least, 2) / _SHARE)),
                periods=demand.length,
            )
        )
    return demand.length - span


def _levels(
    panel: Demand,
    supply: Supply,
    schedule: Schedule,
    forecasters: Sequence[Forecaster],
    settings: Settings,
    progress: Progress,
) -> Levels:
    reviews = schedule.conditions.reviews
    shape = (len(SERVICES), len(panel), len(reviews))
    one = (1, *shape[1:])
    levels = Levels(
        *(np.zeros(one, np.float32) for _ in range(3)),
        *(np.zeros(shape, np.float32) for _ in range(5)),
    )
    charges = charges_of(supply.worth.value, supply.worth.margin, supply.review)
    ones = np.ones(len(panel))
    made = forecasts_at(
        panel, schedule.begin, reviews, schedule.horizon, forecasters, settings, progress
    )
    for number, forecast in enumerate(made):
        known = panel.until(schedule.begin + int(reviews[number]))
        forecast = reckoned_futures(forecast, known)
        lead_time = _summed(forecast, schedule.draws)
        protection = _summed(forecast, schedule.draws + schedule.review[:, None])
        curve = trade_off(lead_time, protection, supply.whole)
        between = np.maximum(protection - lead_time, 0.0)
        curves = [it for it in (gain_curve(lead_time, protection, supply.aims),) if it is not None]
        aims = replace(supply.aims, scale=gain_scale(curves))
        plan = targets(lead_time, protection, aims)
        levels.plan[0, :, number] = plan.level
        levels.plan_cap[0, :, number] = plan.most
        levels.plan_trigger[0, :, number] = plan.trigger
        for k, service in enumerate(SERVICES):
            levels.service[k, :, number] = curve.service(service, supply.whole)
            charge = (1.0 - service) / service
            for saved, held, level, cap in (
                (ones, charge * charges.units, levels.units, levels.units_cap),
                (charges.saved, charge * charges.margin, levels.margin, levels.margin_cap),
            ):
                level[k, :, number] = curve.best(saved, held)
                sure = curve.confidence(saved, held, supply.aims.stays)
                cap[k, :, number] = largest_order(between, sure, supply.whole)
    return levels


def _summed(forecast: Forecast, periods: Integers) -> Floats:
    """(n, p) units of each path over its own first ``periods`` (n, p)."""
    n, paths, horizon = forecast.paths.shape
    cumulative = np.zeros((n, paths, horizon + 1))
    np.cumsum(forecast.paths, axis=2, dtype=np.float64, out=cumulative[:, :, 1:])
    inside = np.minimum(periods, horizon)
    total = np.take_along_axis(cumulative, inside[:, :, None], axis=2)[:, :, 0]
    return np.asarray(total + (periods - inside) * cumulative[:, :, -1] / horizon)
