"""What each command does: the stages in order, then the account on stdout."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core import pipeline, replay_report, report
from core.calendar.choices import CalendarChoices
from core.calendar.file import read_calendar
from core.checking.decisions import NONE, Decisions
from core.console import print_scores, print_summary
from core.demand import Demand
from core.forecast_table import write_forecast_table
from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.pipeline import Import
from core.progress import Progress, StageClock
from core.replaying import MerchantRule
from core.sales.switches import DEFAULT
from core.sales.understanding.mapping import read_mapping
from core.settings import Settings
from core.tracking.archive import Archive
from core.workbook import OrderPapers


@dataclass(frozen=True, slots=True)
class Picture:
    """What a chart picture needs: the panel, its forecast, the row to draw and its title."""

    demand: Demand
    forecast: Forecast
    row: int
    title: str


DrawPicture = Callable[[Path, Picture], None]
"""Draws a PNG. Handed in by main.py, for core knows no Qt."""


PrintOrders = Callable[[Path, OrderPapers], None]
"""Writes orders and charts into a folder as PDF. Handed in likewise."""


def _settings(options: argparse.Namespace) -> Settings:
    calendar = read_calendar(options.calendar) if options.calendar else CalendarChoices()
    if options.country:
        calendar = replace(calendar, country=options.country)
    return Settings(
        calendar=calendar,
        frequency=Frequency(options.frequency) if options.frequency else None,
        horizon=options.horizon,
        models=tuple(name.strip() for name in options.models.split(",") if name.strip()),
        seed=options.seed,
        device=options.device,
        cluster=options.cluster,
        lead_time_days=options.lead_time_days,
        review_days=options.review_days,
        service_level=options.service,
        service_kind=options.service_kind,
        lost_sales=not options.customers_wait,
        holding_rate=options.holding_rate,
        class_service=options.class_service,
    )


def _read(options: argparse.Namespace, progress: Progress) -> Import:

    mapping = read_mapping(options.mapping) if options.mapping else None
    encoding = mapping.encoding if mapping else ""
    sheets = pipeline.read(options.sheets, progress.part(0.0, 0.7), encoding)
    maps = pipeline.understand(sheets, mapping)
    rules = mapping.rules if mapping else DEFAULT
    return pipeline.import_sales(sheets, maps, progress.part(0.7, 1.0), rules)


def forecast(
    options: argparse.Namespace,
    progress: Progress,
    draw_picture: DrawPicture,
    print_orders: PrintOrders | None,
) -> None:
    """The whole job: from sheets to a plan, its workbook and its account."""
    settings = replace(
        _settings(options),
        budget=options.budget,
        rooms=tuple(options.room),
        moving=options.moving_cost,
    )
    clock = StageClock()
    with clock.stage("import"):
        imported = _read(options, progress.part(0.0, 0.1))
    with clock.stage("demand"):
        decisions = _decided(options)
        checked = pipeline.check(imported.sales, settings, decisions)
        demand = checked.treated(decisions)
        terms = pipeline.terms_of(demand, checked.sales, settings, options.terms, options.receipts)
    run = pipeline.forecast(demand, settings, progress.part(0.1, 0.93), terms)
    followed = pipeline.follow_up(run, _archive(options))
    with clock.stage("restock"):
        plan = pipeline.plan(run, terms, settings)
        plan = pipeline.within_limits(run, terms, plan, settings)
        advice = pipeline.advise(run, terms, plan, settings)
    with clock.stage("export"):
        if options.out:
            pipeline.export(
                options.out,
                imported=imported,
                run=run,
                terms=terms,
                plan=plan,
                settings=settings,
                language=options.language,
                progress=progress.part(0.93, 0.97),
            )
        if options.forecasts:
            write_forecast_table(options.forecasts, run.forecast, run.choice.models)
        if options.orders:
            papers = pipeline.export_orders(
                options.orders,
                imported=imported,
                run=run,
                terms=terms,
                plan=plan,
                language=options.language,
            )
            if print_orders is not None:
                print_orders(options.orders, papers)
        if options.chart:
            row = pipeline.busiest(demand)
            draw_picture(
                options.chart, Picture(demand, run.forecast, row, terms.table["title"].iloc[row])
            )
        if options.workspace:
            pipeline.save_workspace(
                options.workspace,
                progress.part(0.97, 1.0),
                settings=settings,
                imported=imported,
                decisions=decisions,
                demand=demand,
                run=run,
                terms=terms,
                plan=plan,
                archive=followed.archive,
            )
    account = {
        **report.import_report(imported),
        "checking": report.checking_report(checked, decisions),
        **report.forecast_report(run),
        "follow_up": report.follow_up_report(followed),
        "plan": {**report.plan_report(plan), **report.advice_report(advice)},
        **report.run_report(
            settings, {**clock.seconds, **run.seconds}, pipeline.device_of(settings)
        ),
    }
    if options.report:
        report.write_report(options.report, account)
    progress.step(1, 1)
    if not options.quiet:
        print_summary(account)
        for told in (followed.score, followed.changes):
            if told is not None:
                print(told.sentence())


def _decided(options: argparse.Namespace) -> Decisions:
    """Return what was answered to findings in the workspace that the run is kept in."""
    if options.workspace is None or not options.workspace.exists():
        return NONE
    return pipeline.load_decisions(options.workspace)


def _archive(options: argparse.Namespace) -> Archive:
    """Return the forecasts given out before from the workspace that the run is kept in."""
    if options.workspace is None or not options.workspace.exists():
        return Archive()
    return pipeline.load_archive(options.workspace)


def import_sheets(
    options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture
) -> None:
    """Read sheets into a workspace."""
    settings = Settings()
    clock = StageClock()
    with clock.stage("import"):
        imported = _read(options, progress)
    pipeline.save_workspace(options.workspace, settings=settings, imported=imported)
    account = {
        **report.import_report(imported),
        **report.run_report(settings, clock.seconds, "cpu"),
    }
    if options.report:
        report.write_report(options.report, account)


def backtest(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:
    """Score every model on the shop's past."""
    settings = _settings(options)
    imported = _read(options, progress.part(0.0, 0.1))
    demand = pipeline.demand_of(imported.sales, settings)
    tested = pipeline.backtest_models(demand, settings, progress.part(0.1, 1.0))
    account = {**report.import_report(imported), "backtest": report.backtest_report(tested)}
    if options.report:
        report.write_report(options.report, account)
    if not options.quiet:
        print_scores(account["backtest"]["scores"])


def replay(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:
    """Play the plan and the merchant's own rule on the shop's past."""
    settings = _settings(options)
    rule = MerchantRule(options.safety_days, options.average_days)
    clock = StageClock()
    with clock.stage("import"):
        imported = _read(options, progress.part(0.0, 0.1))
        demand = pipeline.demand_of(imported.sales, settings)
        terms = pipeline.terms_of(demand, imported.sales, settings, options.terms, options.receipts)
    with clock.stage("replay"):
        receipts = None if options.receipts is None else pipeline.read_receipts(options.receipts)
        made = pipeline.replay(demand, terms, settings, progress.part(0.1, 1.0), rule, receipts)
    account = {
        **report.import_report(imported),
        "replay": replay_report.replay_report(made),
        **report.run_report(settings, clock.seconds, pipeline.device_of(settings)),
    }
    if options.report:
        report.write_report(options.report, account)
    if not options.quiet:
        print(replay_report.replay_table(made))


def pretrain(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:
    """Train the network that is shipped."""
    pipeline.pretrain(
        options.out,
        options.device,
        progress,
        data=options.data,
        again=options.again,
        steps=options.steps,
        batch=options.batch,
        hidden=options.hidden,
        layers=options.layers,
        width=options.width,
        seed=options.seed,
    )
