"""A session with made-up values of every stage, for tests and screenshots of the data pages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from core import pipeline
from core.demand import Demand
from core.evaluation.backtest import METRICS, Backtest
from core.evaluation.choice import Choice
from core.pipeline import ForecastRun, Import
from core.restocking.terms.terms import Terms
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.quality import QualityReport
from core.wording import say
from gui.jobs import Jobs
from gui.session import Session
from tests.core.restocking.made_up_terms import NO_LINES
from tests.made_up import made_up_demand, made_up_forecast

NAMES = (
    "Tea set for two",
    "Celadon mug",
    "Dot-grid notebook A5",
    "Brass fountain pen",
    "Weekly planner 2027",
    "Scented candle, osmanthus",
    "Canvas tote, natural",
    "Brush pens, 12 colours",
    "Hand cream trio",
    "Washi tape, autumn set",
    "Plush rabbit keyring",
    "Kraft gift bags M, 10 pcs",
)
CHINESE_NAMES = (
    "双人茶具",
    "青瓷马克杯",
    "点阵笔记本 A5",
    "黄铜钢笔",
    "周计划本 2027",
    "桂花香薰蜡烛",
    "本色帆布袋",
    "软头水彩笔 12 色",
    "护手霜三支装",
    "和纸胶带 秋日套装",
    "毛绒兔挂件",
    "牛皮纸礼品袋 中 10 只",
)
SUPPLIERS = ("Qinghe Ceramics, Jingdezhen", "Moyan Stationery, Suzhou", "Qingchuan Paper, Yiwu")
CHINESE_SUPPLIERS = ("景德镇青禾陶瓷", "苏州墨言文具", "义乌晴川纸品")

REASON = say(
    "“{model}” suits this item best: {gain:.0f} % closer than {yardstick}.",
    model=say("ARIMA"),
    gain=20,
    yardstick=say("the same week last year"),
)
"""One of the reasons that core gives, so that it can be translated."""

MODELS = ("seasonal_naive", "moving_mean", "tsb", "arima", "lstm", "ensemble")


def trended(demand: Demand) -> Demand:
    """Give a third of the items growth, a third decline, and one a stockout."""
    years = np.arange(demand.length) / demand.frequency.season_length
    slope = np.array([0.35, -0.25, 0.0])[np.arange(len(demand)) % 3]
    units = np.round(demand.units * (1 + slope[:, None]) ** years).astype(np.float32)
    censored = demand.censored.copy()
    if len(demand) > 1 and demand.length > 30:
        units[1, -22:-18] = 0
        censored[1, -22:-18] = True
    return replace(demand, units=units, censored=censored)


def made_up_run(items: int = 60, length: int = 120, horizon: int = 13, paths: int = 120):
    """Return a run: forecasts around the recent mean, scores of six models at four cutoffs."""
    demand = trended(made_up_demand(items, length))
    forecast = made_up_forecast(demand, horizon, paths)
    rng = np.random.default_rng(5)
    scores = np.full((len(MODELS), items, 4, len(METRICS)), np.nan, dtype=np.float32)
    sold = np.maximum(np.nan_to_num(np.nansum(demand.units[:, -horizon:], axis=1)), 1)
    for number, missed in enumerate((0.34, 0.30, 0.29, 0.27, 0.25, 0.23)):
        units = sold[:, None] * rng.uniform(0.8, 1.2, (items, 4))
        scores[number, :, :, METRICS.index("units")] = units
        scores[number, :, :, METRICS.index("absolute_error")] = units * rng.uniform(
            0.8 * missed, 1.2 * missed, (items, 4)
        )
        scores[number, :, :, METRICS.index("bias")] = units * rng.normal(0.01, 0.05, (items, 4))
        scores[number, :, :, METRICS.index("covered_80")] = rng.binomial(13, 0.8, (items, 4)) / 13
    backtest = Backtest(
        models=MODELS,
        items=demand.items,
        stores=demand.stores,
        cutoffs=tuple(demand.periods[-13 * k] for k in (4, 3, 2, 1)),
        horizon=horizon,
        scores=scores,
        seconds=(0.01, 0.02, 0.3, 12.0, 38.0, 0.1),
    )
    choice = Choice(
        models=tuple(MODELS[3 + k % 3] for k in range(items)),
        gain=np.full(items, 0.2, dtype=np.float32),
        reasons=(REASON,) * items,
    )
    median = forecast.quantile(0.5)
    medians = {
        "seasonal_naive": np.nan_to_num(demand.units[:, -52 : -52 + horizon]),
        "arima": median * np.linspace(1, 0.9, horizon, dtype=np.float32),
        "lstm": median * 1.1,
    }
    return ForecastRun(demand, backtest, choice, forecast, medians, {"forecast": 1.0})


def made_up_terms(run: ForecastRun, chinese: bool = False, stock: bool = True) -> Terms:
    """Return terms of three suppliers; stock of one to twelve weeks where ``stock``."""
    n = len(run.demand)
    rng = np.random.default_rng(11)
    names, suppliers = (CHINESE_NAMES, CHINESE_SUPPLIERS) if chinese else (NAMES, SUPPLIERS)
    weekly = run.forecast.mean().mean(axis=1)
    on_hand = np.round(weekly * rng.uniform(1, 12, n)) if stock else np.full(n, np.nan)
    lead = np.array([26.0, 9.0, 12.0])[np.arange(n) % 3]
    pack = np.array([12.0, 6.0, 24.0])[np.arange(n) % 3]
    round_ = np.arange(n) // len(names)
    return Terms(
        pd.DataFrame(
            {
                "item": run.demand.items,
                "store": run.demand.stores,
                "title": [
                    names[k % len(names)] + (f" {round_[k] + 1}" if round_[k] else "")
                    for k in range(n)
                ],
                "category": "",
                "supplier": [suppliers[k % 3] for k in range(n)],
                "on_hand": on_hand,
                "on_order": np.where(np.arange(n) % 7 == 3, 24.0, 0.0),
                "lead_time_days": lead,
                "lead_time_sd_days": lead * 0.2,
                "review_days": 7.0,
                "pack_size": pack,
                "minimum_order": pack * 2,
                "unit_cost": np.round(rng.uniform(3, 60, n), 1),
                "unit_price": np.round(rng.uniform(70, 120, n), 1),
                "service_level": 0.95,
                "service_kind": "cycle",
                "whole_units": True,
            }
        )
    )


def made_up_session(
    items: int = 60, length: int = 120, chinese: bool = False, stock: bool = True
) -> Session:
    """Return a session that has been forecast and planned."""
    session = Session(Jobs())
    run = made_up_run(items, length)
    terms = made_up_terms(run, chinese, stock)
    session.imported = Import(
        Sales(NO_LINES, pd.DataFrame(), "¥"),
        QualityReport((), 0, 0, {}, 0.0, 0.0, ()),
    )
    session.demand, session.run, session.terms = run.demand, run, terms
    session.plan = pipeline.plan(run, terms, session.settings)
    session.selected = 1
    session._made_from = session._grounds()
    return session
