"""The past that rules are played on: the terms as arrays, review days and delivery times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.restocking.levels.levels import lead_time_draws
from core.restocking.levels.targets import Aims
from core.restocking.replay.comparison import Worth
from core.restocking.replay.replay import Conditions, Integers
from core.restocking.terms.terms import Terms

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Supply:
    """Terms of the items replayed as arrays (n); days and units."""

    lead_time: Floats
    lead_time_deviation: Floats
    review: Floats
    service: Floats
    whole: NDArray[np.bool_]
    pack_size: Floats
    minimum_order: Floats
    worth: Worth
    aims: Aims

    @classmethod
    def of(
        cls, terms: Terms, rows: NDArray[np.intp], past: Demand, holding_rate: float, lost: bool
    ) -> Supply:
        """Return the terms of the items at ``rows``, whose demand until then is ``past``."""
        table = terms.table.iloc[rows]
        yearly = np.asarray(
            np.nanmean(past.units, axis=1, dtype=np.float64) * 365 / past.frequency.days
        )

        def numbers(column: str) -> Floats:
            return np.asarray(table[column], dtype=np.float64)

        return cls(
            lead_time=numbers("lead_time_days"),
            lead_time_deviation=numbers("lead_time_sd_days"),
            review=numbers("review_days"),
            service=numbers("service_level"),
            whole=table["whole_units"].to_numpy(dtype=bool),
            pack_size=numbers("pack_size"),
            minimum_order=numbers("minimum_order"),
            worth=_worth(numbers("unit_cost"), numbers("unit_price")),
            aims=Aims.of(Terms(table.reset_index(drop=True)), yearly, holding_rate, lost),
        )


def _worth(cost: Floats, price: Floats) -> Worth:
    value = np.where(cost > 0, cost, np.where(price > 0, price, np.nan))
    known = np.isfinite(value)
    margin = np.where(known & (cost >= 0) & (price >= 0), price - cost, np.nan)
    # An item without a value is taken for one of the middle: left out, it could be hoarded.
    filled = np.where(known, value, np.median(value[known]) if known.any() else 1.0)
    return Worth(filled, margin, bool(known.any()))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the items are reviewed, and the conditions they are played under.

    begin       period of the panel in which the replay begins; period_days length of a period
    review (n) periods between an item's reviews; horizon of the forecasts, periods;
    draws (n, p) lead times in periods that the plan reckons with, one a path
    """

    begin: int
    period_days: float
    review: Integers
    horizon: int
    draws: Integers
    conditions: Conditions

    @classmethod
    def of(cls, panel: Demand, supply: Supply, begin: int, paths: int, seed: int) -> Schedule:
        """Return the schedule of a replay of ``panel`` from its period ``begin`` on."""
        days = panel.frequency.days
        span = panel.length - begin
        review = np.maximum(1, np.round(supply.review / days)).astype(np.int64)
        periods = np.arange(span)
        reviews = np.unique(np.concatenate([periods[:: int(step)] for step in np.unique(review)]))
        rng = np.random.default_rng([seed, 27])
        chances = rng.random((len(panel), len(reviews)))
        actual = _actual_lead_times(supply, chances, rng) / days
        draws = lead_time_draws(supply.lead_time, supply.lead_time_deviation, paths, seed)
        # A delivery comes at the beginning of a period; sooner or later so that the mean is kept.
        lead_times = np.floor(actual + rng.random(actual.shape) + 1e-9).astype(np.int64)
        share = np.random.default_rng([seed, 28]).random(paths)
        drawn = np.floor(draws / days + share + 1e-9).astype(np.int64)
        warm_up = int(np.ceil((supply.lead_time + supply.review).max() / days))
        conditions = Conditions(
            demand=panel.as_sold[:, begin:].astype(np.float64),
            reviews=reviews,
            due=reviews[None, :] % review[:, None] == 0,
            lead_times=np.minimum(lead_times, span),
            pack_size=supply.pack_size,
            minimum_order=supply.minimum_order,
            warm_up=warm_up,
        )
        # Beyond the 99.5 % longest delivery the paths' mean goes on.
        horizon = int(np.quantile(drawn, 0.995, axis=1).max() + review.max())
        return cls(begin, days, review, max(1, horizon), drawn, conditions)


def _actual_lead_times(supply: Supply, shape: Floats, rng: np.random.Generator) -> Floats:
    """(n, r) days that each order takes: gamma with the item's mean and deviation."""
    mean = np.broadcast_to(supply.lead_time[:, None], shape.shape)
    ratio = np.divide(
        supply.lead_time_deviation,
        supply.lead_time,
        out=np.zeros_like(mean[:, 0]),
        where=supply.lead_time > 0,
    )[:, None]
    shape_of = np.broadcast_to(1.0 / np.maximum(ratio, 1e-3) ** 2, shape.shape)
    drawn = rng.gamma(shape_of) / shape_of * mean
    return np.asarray(np.where(ratio > 0, drawn, mean))
