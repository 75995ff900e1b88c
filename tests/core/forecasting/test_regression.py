"""The regression finds planted effects, shrinks what is not there, and adds up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.demand.covariates import PRICE, PROMOTION, Covariates
from core.forecasting.design import SEASON
from core.forecasting.regression import FittedRegression, PooledRegression
from core.frequency import Frequency
from core.progress import Progress

LENGTH, AHEAD = 400, 60


def planted(
    items: int = 40, seed: int = 4, event: float = 0.7, promotion: float = 0.6, price: float = -1.5
) -> Demand:
    """Daily counts: a week's season, an event each 50 days, promotions, prices; a day's own luck.

    The covariates hold a second event that does nothing.
    """
    rng = np.random.default_rng(seed)
    length = LENGTH + AHEAD
    step = np.arange(length)
    fair, nothing = (step % 50 == 20).astype(float), (step % 45 == 10).astype(float)
    week = 0.3 * np.sin(2 * np.pi * step / 7)
    flag = (rng.random((items, length // 10)) < 0.25).repeat(10, axis=1).astype(float)
    tag = np.log(rng.choice([1.0, 0.8, 1.2], (items, length // 20))).repeat(20, axis=1)
    tag -= tag[:, :1]
    own = promotion + rng.normal(0, 0.2, (items, 1))
    luck = rng.normal(0, 0.1, length)
    logs = week + event * fair + own * flag + price * tag + luck
    level = rng.lognormal(2.0, 0.7, (items, 1))
    units = rng.poisson(level * np.exp(logs))[:, :LENGTH].astype(np.float32)
    return Demand(
        items=tuple(map(str, range(items))),
        stores=("",) * items,
        start=np.datetime64("2023-01-02"),
        frequency=Frequency.DAILY,
        units=units,
        censored=np.zeros(units.shape, dtype=np.bool_),
        covariates=Covariates(
            ("fair", "nothing"),
            np.stack([fair, nothing], axis=1).astype(np.float32),
            (PROMOTION, PRICE),
            np.stack([flag, tag], axis=2).astype(np.float32),
            (True, True),
        ),
    )


@pytest.fixture(scope="module")
def demand() -> Demand:
    return planted()


@pytest.fixture(scope="module")
def fitted(demand: Demand) -> FittedRegression:
    return PooledRegression().fit(demand, Progress())


def pooled(fitted: FittedRegression, name: str) -> float:
    names = (*fitted.plan.events, *fitted.plan.own)
    return float(fitted.effects.pooled[len(fitted.effects.pooled) - len(names) + names.index(name)])


def test_planted_effects_are_found(fitted: FittedRegression) -> None:
    """Event, promotion and price elasticity come back within their error."""
    assert pooled(fitted, "fair") == pytest.approx(0.7, abs=0.12)
    assert pooled(fitted, PROMOTION) == pytest.approx(0.6, abs=0.12)
    assert pooled(fitted, PRICE) == pytest.approx(-1.5, abs=0.2)
    assert fitted.effects.shock == pytest.approx(0.1, abs=0.05)


def test_what_does_nothing_is_given_nothing(fitted: FittedRegression) -> None:
    """An event that the history is no likelier with has no effect at all."""
    assert abs(pooled(fitted, "nothing")) < 1e-4


def test_items_differ_as_far_as_they_do(demand: Demand, fitted: FittedRegression) -> None:
    """The spread of promotion effects between items (0.2) is learnt; equal effects stay equal."""
    spread = dict(
        zip((*fitted.plan.events, *fitted.plan.own), fitted.effects.spread[-4:], strict=True)
    )
    assert spread[PROMOTION] == pytest.approx(0.2, abs=0.07)
    assert spread[PRICE] < 0.12


def test_forecasts_follow_what_is_planned(demand: Demand, fitted: FittedRegression) -> None:
    """Days of the event sell more by its effect; without covariates they do not."""
    ahead = slice(LENGTH, LENGTH + 28)
    mean = fitted.forecast(demand, 28, 200, 1).mean()
    fair = demand.covariates.shared[ahead, 0] > 0
    season = np.exp(0.3 * np.sin(2 * np.pi * np.arange(LENGTH, LENGTH + 28) / 7))
    daily = mean.sum(axis=0) / season
    assert daily[fair].mean() / np.median(daily[~fair]) == pytest.approx(np.exp(0.7), rel=0.2)
    blind = PooledRegression(covariates=False).fit(demand, Progress())
    plain = blind.forecast(demand, 28, 200, 1).mean().sum(axis=0) / season
    assert plain[fair].mean() / np.median(plain[~fair]) == pytest.approx(1.0, abs=0.1)


def test_parts_multiply_to_the_forecast(demand: Demand, fitted: FittedRegression) -> None:
    """Level times all effects is the mean that is forecast, item by item."""
    parts = fitted.parts(demand, 28)
    product = parts.level[:, None] * np.exp(parts.logs.sum(axis=0))
    assert {SEASON, "fair", PROMOTION, PRICE} <= set(parts.names)
    # The price of the last period is part of the level: only what it does next is told.
    steady = parts.logs[parts.names.index(PRICE)][:, 0] == 0
    changed = demand.covariates.own[:, LENGTH - 1, 1] != demand.covariates.own[:, LENGTH, 1]
    assert steady[~changed].all()
    mean = fitted.forecast(demand, 28, 500, 1).mean()
    assert mean.sum(axis=1) == pytest.approx(product.sum(axis=1), rel=0.03)


def test_what_a_price_does_is_told_where_prices_moved(
    demand: Demand, fitted: FittedRegression
) -> None:
    """The planted elasticity comes with the parts of each item; without covariates none is told."""
    told = fitted.parts(demand, 28).elasticity
    assert told is not None
    assert np.median(told) == pytest.approx(-1.5, abs=0.25)
    assert (
        PooledRegression(covariates=False).fit(demand, Progress()).parts(demand, 28).elasticity
        is None
    )


def test_unplanned_columns_are_not_seen_ahead(demand: Demand) -> None:
    """Where prices are not planned, later ones change nothing; where they are, they do."""
    known = replace(demand.covariates, planned=(True, False))
    later = known.own.copy()
    later[:, 300:, 1] = 0.9
    drawn = []
    for own in (known.own, later):
        panel = replace(demand, covariates=replace(known, own=own)).until(300)
        fit = PooledRegression().fit(panel, Progress())
        drawn.append(fit.forecast(panel, 10, 20, 1).paths)
    assert np.array_equal(*drawn)
    planned = replace(demand, covariates=replace(demand.covariates, own=later)).until(300)
    fit = PooledRegression().fit(planned, Progress())
    assert fit.forecast(planned, 10, 20, 1).mean().sum() < 0.7 * drawn[0].mean(axis=1).sum()


def test_a_few_weeks_do_not_teach_many_events() -> None:
    """On 20 weeks of luck, two dozen events that came once get no effect."""
    rng = np.random.default_rng(1)
    units = rng.poisson(20 * np.exp(rng.normal(0, 0.3, 20)), (200, 20)).astype(np.float32)
    events = np.eye(30, dtype=np.float32)[:, :24]
    panel = Demand(
        items=tuple(map(str, range(200))),
        stores=("",) * 200,
        start=np.datetime64("2024-01-01"),
        frequency=Frequency.WEEKLY,
        units=units,
        censored=np.zeros(units.shape, dtype=np.bool_),
        covariates=Covariates(tuple(f"e{i}" for i in range(24)), events),
    )
    fit = PooledRegression().fit(panel, Progress())
    assert np.abs(fit.effects.pooled).max(initial=0.0) < 1e-4


def test_categories_deviate_together() -> None:
    """Items of a category share what it does differently: with few sales each, they learn it
    from one another."""
    two = [planted(items=30, seed=s, promotion=p) for s, p in ((1, 0.0), (2, 1.0), (3, 0.5))]
    units = np.concatenate([demand.units for demand in two])
    own = np.concatenate([demand.covariates.own for demand in two])
    panel = replace(
        two[0],
        items=tuple(map(str, range(90))),
        stores=("",) * 90,
        units=np.minimum(units, 3),
        censored=np.zeros(units.shape, dtype=np.bool_),
        covariates=replace(two[0].covariates, own=own),
        categories=("tea",) * 30 + ("soap",) * 30 + ("pens",) * 30,
    )
    fit = PooledRegression().fit(panel, Progress())
    column = fit.effects.own[:, -2]
    assert column[:30].mean() < column[60:].mean() < column[30:60].mean()
