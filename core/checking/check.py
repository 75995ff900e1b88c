"""Check sales before they are forecast: findings, repairs, and the panel with those in force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.checking.bulk_orders import find_bulk_orders
from core.checking.decisions import NONE, Decisions
from core.checking.evidence import evidence
from core.checking.health import Health, health_of
from core.checking.level_shifts import find_level_shifts, prices_paid
from core.checking.marks import add_marks
from core.checking.outliers import find_outliers
from core.checking.renames import find_renames, linked
from core.checking.repairs import Findings, Repair
from core.checking.returns import find_returns
from core.checking.shop_days import calendar_repairs, coverage_of, find_closures
from core.checking.sold_out import find_sold_out
from core.checking.stockouts import find_stockouts, runs_without_sales
from core.demand import Demand, build_demand, choose_frequency
from core.demand.period_totals import spread_over_days
from core.demand.treatment import Treatment
from core.frequency import Frequency
from core.progress import Progress
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.day_series import day_series
from core.wording import QT_TRANSLATE_NOOP, say

STRUCTURAL = ("rename", "closed_weekday", "incomplete_first", "incomplete_last")
"""Kinds of repairs that change which rows and periods a panel has: it is checked anew."""

_STAGE = QT_TRANSLATE_NOOP("core", "Checking the sales history")


@dataclass(frozen=True, slots=True)
class Checked:
    """Sales that were checked.

    sales      with linked items under one name
    demand     the panel as sold, before any repair but links and calendar
    repairs    what was found, the most money at stake first
    treatment  what all repairs would change; ``cause`` is the place in ``repairs``
    health     of each item of the panel
    """

    sales: Sales
    demand: Demand
    repairs: tuple[Repair, ...]
    treatment: Treatment
    health: Health

    def treated(self, decisions: Decisions = NONE) -> Demand:
        """Return the panel with the repairs that are in force."""
        held = np.array([decisions.holds(repair) for repair in self.repairs], dtype=bool)
        return self.demand.treated(self.treatment.of(held))


def check(
    sales: Sales,
    frequency: Frequency | None = None,
    decisions: Decisions = NONE,
    progress: Progress | None = None,
) -> Checked:
    """Build the demand panel and find what looks wrong in it.

    Only repairs of ``STRUCTURAL`` kinds that ``decisions`` hold shape the panel here; the others
    are made by ``Checked.treated``. Raises ``SheetError`` as ``build_demand`` does.
    """
    progress = progress or Progress()
    progress.step(0, 4, say(_STAGE))
    series = day_series(sales)
    frequency = frequency or choose_frequency(sales, series)
    series = spread_over_days(series, frequency)
    found = Findings()
    raw = build_demand(sales, frequency, series=series)
    seen = evidence(sales, raw, series)
    runs = runs_without_sales(seen)
    find_renames(seen, runs, found)
    links = [(r.other, r.item) for r in found.repairs if decisions.holds(r)]
    joined = linked(sales, (*links, *decisions.links))
    if joined is not sales:
        series = spread_over_days(day_series(joined), frequency)
    calendar = calendar_repairs(series, frequency, decisions)
    held = {repair.key: decisions.holds(repair) for repair in calendar}
    progress.step(1, 4, say(_STAGE))
    if joined is not sales or not all(held.values()):
        raw = build_demand(joined, frequency, coverage_of(held), series)
        seen = evidence(joined, raw, series)
        runs = runs_without_sales(seen)
    for repair in calendar:
        found.add(repair)
    add_marks(seen, decisions.marks, found)
    find_sold_out(seen, found)
    find_stockouts(seen, runs, found)
    find_closures(seen, found)
    progress.step(2, 4, say(_STAGE))
    taken = find_bulk_orders(seen, found)
    find_outliers(seen, taken, found)
    progress.step(3, 4, say(_STAGE))
    find_level_shifts(seen, prices_paid(seen), found)
    find_returns(seen, found)
    order = sorted(range(len(found.repairs)), key=lambda n: (-found.repairs[n].weight, n))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    treatment = found.treatment
    renumbered = Treatment(
        treatment.row,
        treatment.period,
        treatment.known,
        treatment.change,
        treatment.factor,
        treatment.censored,
        place[treatment.cause] if len(order) else treatment.cause,
    )
    repairs = tuple(found.repairs[n] for n in order)
    progress.step(4, 4, say(_STAGE))
    return Checked(joined, raw, repairs, renumbered, health_of(seen, repairs))
