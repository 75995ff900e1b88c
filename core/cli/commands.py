"""What each command does: the stages in order, then the account on stdout."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core import pipeline
from core.checking.check import Checked
from core.checking.decisions import Decisions
from core.cli import replay_report, report
from core.cli.console import print_import, print_replaced, print_scores, print_summary
from core.cli.kept import Kept, kept_in
from core.cli.options import settings_of, sources_of
from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.pipeline import FollowUp, ForecastRun, Import
from core.progress import Progress, StageClock
from core.restocking.advice import Advice
from core.restocking.orders.policy import Plan
from core.restocking.terms.receipts import read_receipts
from core.restocking.terms.terms import Terms
from core.sales.switches import DEFAULT
from core.sales.understanding.mapping import read_mapping
from core.settings import Settings
from core.stages.replaying import MerchantRule
from core.workbook import OrderPapers
from core.workbook.forecast_table import write_forecast_table


@dataclass(frozen=True, slots=True)
class Picture:
    """What a chart picture needs: the panel, its forecast, the row to draw, its title, and the
    language ("en" or "zh_CN") of its words."""

    demand: Demand
    forecast: Forecast
    row: int
    title: str
    language: str


DrawPicture = Callable[[Path, Picture], None]
"""Draws a PNG. Handed in by main.py, for core knows no Qt."""


PrintOrders = Callable[[Path, OrderPapers], None]
"""Writes orders and charts into a folder as PDF. Handed in likewise."""


def _read(options: argparse.Namespace, progress: Progress) -> Import:
    mapping = read_mapping(options.mapping) if options.mapping else None
    encoding = mapping.encoding if mapping else ""
    sheets = pipeline.read(options.sheets, progress.part(0.0, 0.7), encoding)
    maps = pipeline.understand(sheets, mapping)
    rules = mapping.rules if mapping else DEFAULT
    return pipeline.import_sales(sheets, maps, progress.part(0.7, 1.0), rules)


@dataclass(frozen=True, slots=True)
class Forecasted:
    """What the command "forecast" comes to, from the sheets to the advice on its plan."""

    imported: Import
    checked: Checked
    demand: Demand
    terms: Terms
    run: ForecastRun
    followed: FollowUp
    plan: Plan
    advice: Advice


def forecast(
    options: argparse.Namespace,
    progress: Progress,
    draw_picture: DrawPicture,
    print_orders: PrintOrders | None,
) -> None:
    """The whole job: from sheets to a plan, its workbook and its account.

    What the workspace holds goes on: options that are given replace its settings, edits and
    answers stay where they still apply.
    """
    kept = kept_in(options)
    settings = settings_of(options, kept.settings)
    sources = sources_of(options)
    clock = StageClock()
    made = _forecasted(options, kept, settings, clock, progress.part(0.0, 0.93))
    with clock.stage("export"):
        if options.out:
            pipeline.export(
                options.out,
                imported=made.imported,
                run=made.run,
                terms=made.terms,
                plan=made.plan,
                settings=settings,
                language=options.language,
                progress=progress.part(0.93, 0.97),
                advice=made.advice,
                sources=sources,
            )
        if options.forecasts:
            write_forecast_table(options.forecasts, made.run.forecast, made.run.choice.models)
        if options.orders:
            _write_orders(options, made, print_orders)
        if options.chart:
            draw_picture(options.chart, _picture(made, options.language))
        if options.workspace:
            _save(options, made, settings, kept.decisions, progress.part(0.97, 1.0))
    account = {
        **report.import_report(made.imported),
        "checking": report.checking_report(made.checked, kept.decisions),
        **report.sources_report(sources),
        **report.forecast_report(made.run),
        "follow_up": report.follow_up_report(made.followed),
        "plan": {**report.plan_report(made.plan), **report.advice_report(made.advice)},
        **report.run_report(
            settings, {**clock.seconds, **made.run.seconds}, pipeline.device_of(settings)
        ),
    }
    if options.report:
        report.write_report(options.report, account)
    progress.step(1, 1)
    if not options.quiet:
        print_summary(account)
        for told in (made.followed.score, made.followed.changes):
            if told is not None:
                print(told.sentence())
        if options.workspace:
            print_replaced(kept.replaced_by(made.imported.sales))


def _forecasted(
    options: argparse.Namespace,
    kept: Kept,
    settings: Settings,
    clock: StageClock,
    progress: Progress,
) -> Forecasted:
    """Run the stages in order, with what was kept of earlier runs."""
    with clock.stage("import"):
        imported = _read(options, progress.part(0.0, 0.1))
    with clock.stage("demand"):
        checked = pipeline.check(imported.sales, settings, kept.decisions)
        demand = checked.treated(kept.decisions)
        terms = pipeline.terms_anew(
            demand, checked.sales, settings, kept.typed_terms, options.terms, options.receipts
        )
    run = pipeline.forecast(demand, settings, progress.part(0.1, 1.0), terms)
    run = pipeline.with_chosen_analogues(run, kept.analogues, settings.seed)
    run = pipeline.with_overrides(run, kept.overrides)
    followed = pipeline.follow_up(run, kept.archive)
    with clock.stage("restock"):
        plan = pipeline.plan_anew(run, terms, settings, kept.answers(demand))
        plan = replace(plan, moves=kept.moves(demand))
        advice = pipeline.advise(run, terms, plan, settings)
    return Forecasted(imported, checked, demand, terms, run, followed, plan, advice)


def _write_orders(
    options: argparse.Namespace, made: Forecasted, print_orders: PrintOrders | None
) -> None:
    papers = pipeline.export_orders(
        options.orders,
        imported=made.imported,
        run=made.run,
        terms=made.terms,
        plan=made.plan,
        language=options.language,
    )
    if print_orders is not None:
        print_orders(options.orders, papers)


def _picture(made: Forecasted, language: str) -> Picture:
    row = pipeline.busiest(made.demand)
    title = made.terms.table["title"].iloc[row]
    return Picture(made.demand, made.run.forecast, row, title, language)


def _save(
    options: argparse.Namespace,
    made: Forecasted,
    settings: Settings,
    decisions: Decisions,
    progress: Progress,
) -> None:
    receipts = {} if options.receipts is None else {"receipts": read_receipts(options.receipts)}
    pipeline.save_workspace(
        options.workspace,
        progress,
        settings=settings,
        imported=made.imported,
        decisions=decisions,
        demand=made.demand,
        run=made.run,
        terms=made.terms,
        plan=made.plan,
        archive=made.followed.archive,
        **receipts,
    )


def import_sheets(
    options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture
) -> None:
    """Read sheets into a workspace, whose settings, edits and answers stay; forecast and plan
    stay where they are of these sales."""
    kept = kept_in(options)
    settings, decisions = kept.settings, kept.decisions
    clock = StageClock()
    with clock.stage("import"):
        imported = _read(options, progress.part(0.0, 0.9))
    with clock.stage("demand"):
        checked = pipeline.check(imported.sales, settings, decisions)
        demand = checked.treated(decisions)
        terms = pipeline.terms_anew(demand, checked.sales, settings, kept.typed_terms)
    outdated = {} if kept.is_of(demand) else {"run": None, "plan": None}
    pipeline.save_workspace(
        options.workspace,
        progress.part(0.9, 1.0),
        settings=settings,
        imported=imported,
        demand=demand,
        terms=terms,
        **outdated,
    )
    account = {
        **report.import_report(imported),
        **report.panel_report(demand),
        **report.run_report(settings, clock.seconds, "cpu"),
    }
    if options.report:
        report.write_report(options.report, account)
    if not options.quiet:
        print_import(account)
        print_replaced(kept.replaced_by(imported.sales))


def backtest(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:
    """Score every model on the shop's past."""
    settings = settings_of(options, Settings())
    clock = StageClock()
    with clock.stage("import"):
        imported = _read(options, progress.part(0.0, 0.1))
    with clock.stage("demand"):
        demand = pipeline.demand_of(imported.sales, settings)
    with clock.stage("backtest"):
        tested = pipeline.backtest_models(demand, settings, progress.part(0.1, 1.0))
    account = {
        **report.import_report(imported),
        **report.panel_report(demand),
        "horizon": tested.horizon,
        "backtest": report.backtest_report(tested),
        **report.run_report(settings, clock.seconds, pipeline.device_of(settings)),
    }
    if options.report:
        report.write_report(options.report, account)
    if not options.quiet:
        print_scores(account["backtest"]["scores"])


def replay(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:
    """Play the plan and the merchant's own rule on the shop's past."""
    settings = settings_of(options, Settings())
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
