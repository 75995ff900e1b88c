"""Rules compared on the same past: frontiers of stock against lost sales, and what one rule saves.

A rule that holds more stock loses fewer sales, so two rules are compared at the same stock, or at
the same fill rate: each is played at many settings, and between neighbouring settings the frontier
runs straight. Ranges are from a paired bootstrap over items (Efron & Tibshirani 1993): each sample
of items is given to both rules, and both are matched anew on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.restocking.replay.replay import Outcome
from core.wording import Sentence

Floats = NDArray[np.float64]

COVER, PLAN, SERVICE, UNITS, MARGIN = "cover", "plan", "service", "units", "margin"
"""Names of rules: the merchant's days of cover; the plan with each item's own service level; one
service level for all; levels that save most units, or most margin, for their money."""

BOUGHT = "bought"
"""Name of the rule that is no rule: what the merchant did."""

_SAMPLES = 1000
_RANGE = (0.05, 0.95)  # of the bootstrap: 90 % lie inside


@dataclass(frozen=True, slots=True)
class Worth:
    """What units of n items are worth, in the sheet's currency.

    value  (n) of a unit in stock: its cost, else its price; all 1 where neither is known at all
    margin (n) lost with a unit that is not sold: price − cost; NaN where one of them is not known
    priced whether ``value`` is money
    """

    value: Floats
    margin: Floats
    priced: bool


@dataclass(frozen=True, slots=True)
class Sweep:
    """One rule played at k settings: its name, the settings (k), and what came of each."""

    rule: str
    settings: tuple[float, ...]
    outcome: Outcome

    def at(self, number: int) -> Sweep:
        """Return the sweep of the setting of that number alone."""
        one = slice(number, number + 1)
        return Sweep(self.rule, self.settings[one], self.outcome.some(one))


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """What a rule did at one setting, all items together.

    setting     safety days (which may be negative) of "cover"; a service level s (0–1) of "plan"
                and "service"; of "units" and "margin" s, where holding a unit of median value over
                a review is charged (1 − s) / s of what losing one costs
    fill_rate   share (0–1) of the units asked for that were sold
    lost_margin currency, of items whose price and cost are known; NaN where none is
    stock_units, stock_value  average over time
    """

    rule: str
    setting: float
    fill_rate: float
    lost_units: float
    lost_margin: float
    stock_units: float
    stock_value: float
    orders: float


@dataclass(frozen=True, slots=True)
class Range:
    """A figure and the bounds between which 90 of 100 bootstrap samples lie."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Advantage:
    """What a rule saves against days of cover; shares of the latter's figure (0.2: 20 % less).

    lost_units  fewer units lost at the same average stock value
    lost_margin less margin lost at the same average stock value; NaN where no margin is known
    stock_value less stock at the same fill rate
    NaN where the days of cover that were played reach no such stock or fill rate.
    """

    rule: str
    lost_units: Range
    lost_margin: Range
    stock_value: Range


@dataclass(frozen=True, slots=True)
class Purchases:
    """What came of the merchant's own purchases, on the items whose account adds up.

    items     replayed with them; left_out without receipts, stock, or an account that adds up
    bought    what was really held, sold and missed; rule, plan the same items as replayed
    differences plan − bought in fill rate, lost units, lost margin, stock value and orders
    """

    items: int
    left_out: int
    bought: FrontierPoint
    rule: FrontierPoint
    plan: FrontierPoint
    differences: tuple[tuple[str, Range], ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """Rules replayed on the past.

    first_day, end   days counted, from the first to before the second
    reviews          review days played, warm-up included
    items, left_out  items replayed; items not sold before the replay began
    priced           whether stock values are money, not units
    rule, plan       the merchant's rule with their own safety days; the program's plan
    differences      plan − rule in fill rate, lost units, lost margin, stock value and orders
    advantages       of plan and of each other rule of the program at the plan's stock, and at the
                     plan's fill rate, against days of cover tuned to the same
    frontier         all rules at all settings
    assumptions      what was assumed, in words
    purchases        the merchant's real purchases beside both; None where none are known
    """

    first_day: np.datetime64
    end: np.datetime64
    reviews: int
    items: int
    left_out: int
    priced: bool
    rule: FrontierPoint
    plan: FrontierPoint
    differences: tuple[tuple[str, Range], ...]
    advantages: tuple[Advantage, ...]
    frontier: tuple[FrontierPoint, ...]
    assumptions: tuple[Sentence, ...]
    purchases: Purchases | None = None


@dataclass(frozen=True, slots=True)
class _Totals:
    """Sums over the items of each sample (b): (b, k) of a sweep with k settings."""

    asked: Floats
    lost: Floats
    margin: Floats
    value: Floats
    orders: Floats

    @classmethod
    def of(cls, outcome: Outcome, worth: Worth, weights: Floats) -> _Totals:
        return cls(
            asked=weights @ outcome.demand.T,
            lost=weights @ outcome.lost.T,
            margin=weights @ (outcome.lost * np.nan_to_num(worth.margin)).T,
            value=weights @ (outcome.mean_stock * worth.value).T,
            orders=weights @ outcome.orders.T,
        )


def sample_weights(items: int, seed: int) -> Floats:
    """(1 + samples, n) how often each item is in each bootstrap sample; the first has each once."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(items, np.full(items, 1.0 / items), _SAMPLES)
    return np.concatenate([np.ones((1, items)), drawn]).astype(np.float64)


def points(sweep: Sweep, worth: Worth) -> tuple[FrontierPoint, ...]:
    """Return the frontier of one rule, a point a setting."""
    outcome = sweep.outcome
    fill = outcome.fill_rates()
    known = np.isfinite(worth.margin)
    return tuple(
        FrontierPoint(
            rule=sweep.rule,
            setting=setting,
            fill_rate=float(fill[k]),
            lost_units=float(outcome.lost[k].sum()),
            lost_margin=float((outcome.lost[k] * worth.margin)[known].sum())
            if known.any()
            else float("nan"),
            stock_units=float(outcome.mean_stock[k].sum()),
            stock_value=float((outcome.mean_stock[k] * worth.value).sum()),
            orders=float(outcome.orders[k].sum()),
        )
        for k, setting in enumerate(sweep.settings)
    )


def differences(
    ours: Sweep, rule: Sweep, worth: Worth, weights: Floats
) -> tuple[tuple[str, Range], ...]:
    """Return ours − rule, each played at one setting, by the name of the figure."""
    mine, theirs = (_Totals.of(sweep.outcome, worth, weights) for sweep in (ours, rule))
    with np.errstate(divide="ignore", invalid="ignore"):
        fill = (theirs.lost - mine.lost) / mine.asked
    margin = mine.margin - theirs.margin
    if not np.isfinite(worth.margin).any():
        margin = np.full_like(margin, np.nan)
    found = {
        "fill_rate": fill,
        "lost_units": mine.lost - theirs.lost,
        "lost_margin": margin,
        "stock_value": mine.value - theirs.value,
        "orders": mine.orders - theirs.orders,
    }
    return tuple((name, _range(values[:, 0])) for name, values in found.items())


def advantage(
    ours: Sweep, rule: Sweep, reference: Sweep, worth: Worth, weights: Floats
) -> Advantage:
    """Return what ``ours`` saves against ``rule`` at the stock and fill rate of ``reference``.

    ``reference`` is played at one setting; so may ``ours`` be, if it is the same.
    """
    mine, theirs, at = (_Totals.of(it.outcome, worth, weights) for it in (ours, rule, reference))
    nothing = Range(*(float("nan"),) * 3)
    priced = np.isfinite(worth.margin).any()
    return Advantage(
        rule=ours.rule,
        lost_units=_saved(mine.value, mine.lost, theirs.value, theirs.lost, at.value),
        lost_margin=_saved(mine.value, mine.margin, theirs.value, theirs.margin, at.value)
        if priced
        else nothing,
        stock_value=_saved(mine.lost, mine.value, theirs.lost, theirs.value, at.lost),
    )


def _saved(mine_x: Floats, mine_y: Floats, x: Floats, y: Floats, at: Floats) -> Range:
    """1 − mine/theirs where both frontiers (b, k) pass x = ``at`` (b, 1), sample by sample."""
    own, other = _crossing(mine_x, mine_y, at[:, 0]), _crossing(x, y, at[:, 0])
    with np.errstate(divide="ignore", invalid="ignore"):
        return _range(np.where(other > 0, 1.0 - own / other, np.nan))


def _crossing(x: Floats, y: Floats, at: Floats) -> Floats:
    """(b) y of each frontier (b, k) at x = ``at`` (b); NaN outside what was played.

    Frontiers fall, but packs make small steps back; the running minimum is what the rule can do.
    """
    result = np.full(len(at), np.nan)
    if x.shape[1] == 1:
        return np.where(np.isclose(x[:, 0], at), y[:, 0], np.nan)
    order = np.argsort(x, axis=1, kind="stable")
    ascending = np.take_along_axis(x, order, axis=1)
    falling = np.minimum.accumulate(np.take_along_axis(y, order, axis=1), axis=1)
    for row in range(len(at)):
        if ascending[row, 0] <= at[row] <= ascending[row, -1]:
            result[row] = np.interp(at[row], ascending[row], falling[row])
    return result


def _range(samples: Floats) -> Range:
    """The first sample is the past itself; the others give the bounds."""
    known = samples[1:][np.isfinite(samples[1:])]
    if not np.isfinite(samples[0]) or not known.size:
        return Range(*(float("nan"),) * 3)
    low, high = np.quantile(known, _RANGE)
    return Range(float(samples[0]), float(low), float(high))
