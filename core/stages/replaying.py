"""Had you followed the plan: forecasts made only from what was known, played on the past (F27)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.errors import OptionError
from core.forecasting.forecaster import Forecaster
from core.progress import Progress
from core.restocking.replay.comparison import (
    COVER,
    MARGIN,
    PLAN,
    SERVICE,
    UNITS,
    Purchases,
    Replay,
    Sweep,
    advantage,
    differences,
    points,
    sample_weights,
)
from core.restocking.replay.purchases import compared, traced_stock
from core.restocking.replay.replay import Outcome, play, recent_mean
from core.restocking.replay.schedule import Schedule, Supply
from core.restocking.terms.receipts import Receipts
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.stages.rehearsal import SERVICES, Levels, Rehearsal, rehearse
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

Floats = NDArray[np.float64]

_MULTIPLES = np.geomspace(0.3, 12.0, 36)
"""Days of cover at which the merchant's rule is played, as multiples of lead time + review."""
_ROWS_AT_ONCE = 1024  # items played at once: bounds memory


@dataclass(frozen=True, slots=True)
class MerchantRule:
    """The rule the plan is compared with: (lead time + review + safety days) × recent average.

    safety_days days; average_days over which the average is taken
    """

    safety_days: float = 7.0
    average_days: float = 91.0

    def __post_init__(self) -> None:
        """Raise ``OptionError`` for days that make no rule."""
        if not (abs(self.safety_days) <= 1000 and 0 < self.average_days <= 1000):
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "Give the days of your own rule in figures up to 1,000; those of the "
                        "average above 0.",
                    )
                )
            )


def replay(
    demand: Demand,
    terms: Terms,
    forecasters: Sequence[Forecaster],
    settings: Settings,
    progress: Progress,
    rule: MerchantRule | None = None,
    receipts: Receipts | None = None,
) -> Replay:
    """Play plan and merchant's rule through the last third of the history, at most a year.

    ``terms`` has the rows of ``demand``; what was really bought stands beside both where
    ``receipts`` and stock tell. Items not sold before the replay begins are left out: that
    there would be demand for them is known only from what came after. Raises ``SheetError`` where
    the history is too short.
    """
    rehearsal = rehearse(demand, terms, forecasters, settings, progress.part(0.0, 0.95))
    return compare(rehearsal, rule or MerchantRule(), progress.part(0.95, 1.0), receipts)


def compare(
    rehearsal: Rehearsal,
    rule: MerchantRule,
    progress: Progress,
    receipts: Receipts | None = None,
) -> Replay:
    """Play the program's rules and the merchant's on the same past, beside what was bought."""
    panel, schedule, supply = rehearsal.panel, rehearsal.schedule, rehearsal.supply
    conditions, worth = schedule.conditions, supply.worth
    window = max(1, round(rule.average_days / schedule.period_days))
    means = recent_mean(
        panel.as_sold.astype(np.float64), schedule.begin + conditions.reviews, window
    )
    sweeps = _played(schedule, supply, rehearsal.levels, means, rule, progress)
    weights = sample_weights(len(panel), rehearsal.seed)
    cover, plan = sweeps[COVER], sweeps[PLAN]
    bought = None
    if receipts is not None:
        traced = traced_stock(panel, receipts, rehearsal.on_hand, schedule.begin)
        bought = compared(traced, cover.at(0), plan, worth, conditions.warm_up, rehearsal.seed)
    days = panel.frequency.periods(panel.start, panel.length + 1)
    made = Replay(
        first_day=np.datetime64(str(days[schedule.begin + conditions.warm_up]), "D"),
        end=panel.end,
        reviews=len(conditions.reviews),
        items=len(panel),
        left_out=rehearsal.left_out,
        priced=worth.priced,
        rule=points(cover.at(0), worth)[0],
        plan=points(plan, worth)[0],
        differences=differences(plan, cover.at(0), worth, weights),
        advantages=tuple(
            advantage(sweeps[name], cover, plan, worth, weights)
            for name in (PLAN, SERVICE, UNITS, MARGIN)
        ),
        frontier=tuple(point for sweep in sweeps.values() for point in points(sweep, worth)),
        assumptions=_assumptions(supply, rule, rehearsal.left_out, bought),
        purchases=bought,
    )
    progress.step(1, 1)
    return made


def _played(
    schedule: Schedule,
    supply: Supply,
    levels: Levels,
    means: Floats,
    rule: MerchantRule,
    progress: Progress,
) -> dict[str, Sweep]:
    """Play every rule at every setting, some items at a time."""
    spans = supply.lead_time + supply.review
    middle = float(np.median(spans))
    safety = (rule.safety_days, *(float(middle * (m - 1.0)) for m in _MULTIPLES))
    cover = np.maximum(spans + np.array(safety)[:, None], 0.0) / schedule.period_days
    count, parts = len(means), []
    for start in range(0, count, _ROWS_AT_ONCE):
        rows = slice(start, min(start + _ROWS_AT_ONCE, count))
        ours = (levels.plan, levels.service, levels.units, levels.margin)
        stacked = np.concatenate(
            [cover[:, rows, None] * means[None, rows], *(level[:, rows] for level in ours)]
        )
        caps, triggers = np.full_like(stacked, np.inf), np.full_like(stacked, np.inf)
        plan = len(cover)
        caps[plan] = levels.plan_cap[0, rows]
        triggers[plan] = levels.plan_trigger[0, rows]
        caps[-2 * len(SERVICES) :] = np.concatenate(
            [levels.units_cap[:, rows], levels.margin_cap[:, rows]]
        )
        part = progress.part(start / count, rows.stop / count)
        parts.append(play(schedule.conditions.some(rows), stacked, caps, triggers, tick=part.step))
    whole = Outcome.joined(parts)
    sweeps, at = {}, 0
    for name, settings in (
        (COVER, safety),
        (PLAN, (float(supply.service.mean()),)),
        (SERVICE, SERVICES),
        (UNITS, SERVICES),
        (MARGIN, SERVICES),
    ):
        rules = slice(at, at + len(settings))
        sweeps[name] = Sweep(name, tuple(settings), whole.some(rules))
        at += len(settings)
    return sweeps


def _assumptions(
    supply: Supply, rule: MerchantRule, left_out: int, bought: Purchases | None
) -> tuple[Sentence, ...]:
    said = [
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Your rule orders up to delivery time + days between orders + {safety:,.4g} days "
                "of the average of the last {average:,.0f} days.",
            ),
            safety=rule.safety_days,
            average=rule.average_days,
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "What was sold counts as what was asked for; a sale that finds no stock is lost.",
            )
        ),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Stock, deliveries and orders of that time are not known: each rule begins with "
                "its own full shelf, and deliveries take as long as the terms say now.",
            )
        ),
    ]
    if not supply.worth.priced:
        said.append(
            say(QT_TRANSLATE_NOOP("core", "No cost or price is known: stock is counted in units."))
        )
    if left_out:
        said.append(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{count:,} items were first sold after the replay begins and are left out.",
                ),
                count=left_out,
            )
        )
    if bought is not None:
        said.append(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "What you really held is traced back from today's stock by sales and "
                    "receipts, for {count:,} items; days with an empty shelf count as sales "
                    "missed at the item's usual rate.",
                ),
                count=bought.items,
            )
        )
    return tuple(said)
