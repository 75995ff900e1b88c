"""Had you followed the plan: forecasts made only from what was known, played on the past (F27).

Models are tested, chosen and corrected on demand before the replay begins, fitted once there, and
forecast at every review with their states brought up to date; ``demand.until`` cuts what they see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.errors import OptionError, SheetError
from core.evaluation.backtest import backtest
from core.evaluation.calibration import Correction, corrected, learn_correction
from core.evaluation.choice import Choice, choose_models
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import FittedForecaster, Forecaster
from core.progress import Progress
from core.restocking.levels.futures import reckoned_futures
from core.restocking.levels.targets import cap as largest_order
from core.restocking.levels.targets import gain_curve, gain_scale, targets
from core.restocking.levels.trade_off import charges_of, trade_off
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
from core.restocking.replay.replay import Integers, Outcome, play, recent_mean
from core.restocking.replay.schedule import Schedule, Supply
from core.restocking.terms.receipts import Receipts
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

Floats = NDArray[np.float64]

SERVICES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995)
"""Service levels at which the program's rules are played, from lean to full."""
_MULTIPLES = np.geomspace(0.3, 12.0, 36)
"""Days of cover at which the merchant's rule is played, as multiples of lead time + review."""
_BACKTEST_PATHS = 200
_LONGEST_DAYS = 366
_SHARE = 1 / 3  # of the history, at most a year: the replay
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


_STAGE = QT_TRANSLATE_NOOP("core", "Replaying your past")


def forecasts_at(
    panel: Demand,
    begin: int,
    reviews: Integers,
    horizon: int,
    forecasters: Sequence[Forecaster],
    settings: Settings,
    progress: Progress,
) -> Iterator[Forecast]:
    """Yield the forecast made at each review, ``reviews`` periods after ``begin``.

    Nothing of it is known from later: models are tested, chosen, corrected and fitted on the demand
    before ``begin``; at each review they see the demand before it.
    """
    past = panel.until(begin)
    tested = backtest(
        forecasters,
        past,
        origins=settings.origins,
        horizon=horizon,
        paths=_BACKTEST_PATHS,
        seed=settings.seed,
        progress=progress.part(0.0, 0.4),
    )
    choice = choose_models(tested, past)
    correction = None
    if tested.cutoffs and tested.deviates.size:
        correction = learn_correction(tested, choice)
    wanted = [method for method in forecasters if method.name in set(choice.models)]
    fitting = progress.part(0.4, 0.6)
    fitted = {
        method.name: method.fit(past, fitting.part(m / len(wanted), (m + 1) / len(wanted)))
        for m, method in enumerate(wanted)
    }
    playing = progress.part(0.6, 1.0)
    for number, review in enumerate(reviews):
        playing.step(number, len(reviews), say(_STAGE))
        known = panel.until(begin + int(review))
        yield _chosen(fitted, known, choice, correction, horizon, settings, playing)


def _chosen(
    fitted: dict[str, FittedForecaster],
    known: Demand,
    choice: Choice,
    correction: Correction | None,
    horizon: int,
    settings: Settings,
    progress: Progress,
) -> Forecast:
    models = np.array(choice.models)
    paths = np.zeros((len(known), settings.paths, horizon), dtype=np.float32)
    for name, method in fitted.items():
        progress.check()
        # The same seed at every review, as in the program: levels then move because of what was
        # learnt, not by the luck of the paths, which would ratchet stock up week by week.
        made = method.forecast(known, horizon, settings.paths, settings.seed)
        mine = models == name
        paths[mine] = made.paths[mine]
    progress.check()
    forecast = Forecast("chosen", known.items, known.stores, known.end, known.frequency, paths)
    return forecast if correction is None else corrected(forecast, correction)


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
