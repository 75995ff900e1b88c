"""The command line: the same pipeline as the window's, for scheduled runs and tests.

Exit status: 0 done; 2 the input or an option is at fault, said in one sentence; 1 a bug;
130 interrupted. Progress goes to stderr, results to stdout.
"""

from __future__ import annotations

import argparse
import locale
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from core import pipeline, replay_report, report
from core.calendar.choices import CalendarChoices
from core.calendar.file import read_calendar
from core.checking.decisions import NONE, Decisions
from core.console import ConsoleProgress, print_scores, print_summary
from core.demand import Demand
from core.errors import OperatorError, OptionError
from core.evaluation.backtest import ModelFailureWarning
from core.files import check_folder, check_writable
from core.forecast_table import write_forecast_table
from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.pipeline import Import
from core.progress import Progress, StageClock
from core.replaying import MerchantRule
from core.restocking.plan_budget import plan_within
from core.restocking.term_values import SERVICE_KINDS
from core.sales.mapping import read_mapping
from core.sales.switches import DEFAULT
from core.settings import Settings
from core.tracking.archive import Archive
from core.version import VERSION
from core.wording import LANGUAGES, QT_TRANSLATE_NOOP, say
from core.workbook import OrderPapers

DONE, BUG, AT_FAULT, INTERRUPTED = 0, 1, 2, 130


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


def run(
    arguments: Sequence[str],
    draw_picture: DrawPicture,
    print_orders: PrintOrders | None = None,
) -> int:
    """Run one command and return its exit status."""
    report_path: Path | None = None
    listener = None
    try:
        named = _report_named(arguments)
        if named is not None:
            check_writable(named)
        report_path = named
        options = _parser(print_orders).parse_args(arguments)
        listener = None if options.quiet else ConsoleProgress()
        _check_outputs(options)
        with warnings.catch_warnings():
            # A model that failed is told in the report; the merchant cannot mend it.
            warnings.simplefilter("ignore", ModelFailureWarning)
            options.run(options, Progress(listener), draw_picture)
    except OperatorError as error:
        _close(listener)
        print(error, file=sys.stderr)
        if report_path is not None:
            try:
                report.write_report(report_path, report.error_report(error))
            except OperatorError as unwritten:
                print(unwritten, file=sys.stderr)
        return AT_FAULT
    except KeyboardInterrupt:
        _close(listener)
        print("Stopped. No file was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except Exception:
        # The one place where a bug ends: shown whole, told apart from the operator's mistakes.
        _close(listener)
        traceback.print_exc()
        return BUG
    _close(listener)
    return DONE


def _check_outputs(options: argparse.Namespace) -> None:
    """Refuse what could not be written in the end, or would overwrite a sheet, before any work."""
    inputs = [*getattr(options, "sheets", ()), getattr(options, "mapping", None)]
    inputs += [getattr(options, "terms", None), getattr(options, "receipts", None)]
    taken = {path.resolve() for path in inputs if path is not None}
    for name in ("out", "forecasts", "chart", "workspace", "report"):
        path: Path | None = getattr(options, name, None)
        if path is None:
            continue
        check_writable(path)
        if path.resolve() in taken:
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "{name} is named twice, as sheet or result. Give each result a name of "
                        "its own.",
                    ),
                    name=path.name,
                )
            )
        taken.add(path.resolve())
    orders: Path | None = getattr(options, "orders", None)
    if orders is not None:
        check_folder(orders)
    workspace: Path | None = getattr(options, "workspace", None)
    if workspace is not None and workspace.exists():
        pipeline.check_workspace(workspace)


def _report_named(arguments: Sequence[str]) -> Path | None:
    """Return where the report is to go, even where the other options make no sense."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--report", type=Path)
    try:
        path: Path | None = parser.parse_known_args(arguments)[0].report
    except OptionError:
        return None  # the whole parser says what is wrong with it
    return path


def _close(listener: ConsoleProgress | None) -> None:
    if listener is not None:
        listener.close()


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence, through the same door as the rest."""

    def error(self, message: str) -> NoReturn:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "{message}. See '{program} --help' for what can be said."
                ),
                message=message[:1].upper() + message[1:],
                program=self.prog,
            )
        )


def _parser(print_orders: PrintOrders | None) -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description="Forecast sales and plan orders from a sheet.")
    parser.add_argument("--version", action="version", version=f"Shelfcast {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)

    forecast = commands.add_parser("forecast", help="the whole job: from sheets to a plan")
    _add_sheets(forecast)
    _add_settings(forecast)
    forecast.add_argument("--out", type=Path, metavar="PLAN.xlsx", help="the restock plan")
    forecast.add_argument("--forecasts", type=Path, metavar="F.csv", help="forecasts as a table")
    forecast.add_argument("--chart", type=Path, metavar="PICTURE.png", help="chart of the top item")
    forecast.add_argument("--workspace", type=Path, metavar="W.shelf", help="keep everything here")
    _add_terms(forecast)
    forecast.add_argument(
        "--language", choices=LANGUAGES, default=_own_language(), help="of the restock plan"
    )
    forecast.add_argument(
        "--budget", type=float, metavar="N", help="spend no more than N, where it earns most"
    )
    forecast.add_argument(
        "--orders", type=Path, metavar="FOLDER", help="an order a supplier (PDF), and all as CSV"
    )
    forecast.set_defaults(run=partial(_forecast, print_orders=print_orders))

    read = commands.add_parser("import", help="read sheets into a workspace")
    _add_sheets(read)
    read.add_argument("--workspace", type=Path, metavar="W.shelf", required=True)
    read.set_defaults(run=_import)

    backtest = commands.add_parser("backtest", help="score every model on the past")
    _add_sheets(backtest)
    _add_settings(backtest)
    backtest.set_defaults(run=_backtest)

    replay = commands.add_parser("replay", help="what the plan would have done on the past")
    _add_sheets(replay)
    _add_settings(replay)
    _add_terms(replay)
    replay.add_argument(
        "--safety-days",
        type=float,
        default=MerchantRule().safety_days,
        metavar="N",
        help="of your own rule: lead time + review + N days of the recent average",
    )
    replay.add_argument(
        "--average-days",
        type=float,
        default=MerchantRule().average_days,
        metavar="N",
        help="over which your rule takes the average",
    )
    replay.set_defaults(run=_replay)

    pretrain = commands.add_parser("pretrain", help="train the shipped network on made-up demand")
    pretrain.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        required=True,
        help="checkpoint, weights and card; training goes on from a checkpoint",
    )
    pretrain.add_argument("--steps", type=int, default=20_000, metavar="N")
    pretrain.add_argument("--hidden", type=int, default=96, metavar="N", help="units a layer")
    pretrain.add_argument("--layers", type=int, default=2, metavar="N")
    pretrain.add_argument("--seed", type=int, default=Settings().seed, metavar="N")
    pretrain.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    pretrain.add_argument("--quiet", action="store_true", help="no progress")
    pretrain.set_defaults(run=_pretrain)
    return parser


def _own_language() -> str:
    """Return the language of this computer, where it is one of ours."""
    own = locale.getlocale()[0] or ""
    return next((ours for ours in LANGUAGES if own.lower().startswith(ours[:2])), "en")


def _add_sheets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sheets", nargs="+", type=Path, metavar="SHEET")
    parser.add_argument("--mapping", type=Path, metavar="M.toml", help="which column is what")
    parser.add_argument("--report", type=Path, metavar="R.json", help="the account of the run")
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")


def _add_terms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--terms", type=Path, metavar="TERMS", help="terms of supply, xlsx or csv")
    parser.add_argument(
        "--receipts", type=Path, metavar="R", help="past deliveries, to learn lead times from"
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    standard = Settings()
    parser.add_argument("--frequency", choices=[f.value for f in Frequency], help="period")
    parser.add_argument("--horizon", type=int, metavar="N", help="periods to forecast")
    parser.add_argument("--models", default="", metavar="NAME,…", help="models to try")
    parser.add_argument(
        "--lead-time",
        type=float,
        metavar="N",
        help="days",
        dest="lead_time_days",
        default=standard.lead_time_days,
    )
    parser.add_argument(
        "--review",
        type=float,
        metavar="N",
        help="days between two orders",
        dest="review_days",
        default=standard.review_days,
    )
    parser.add_argument("--service", type=float, default=standard.service_level, metavar="0.95")
    parser.add_argument(
        "--country", default="", metavar="CN", help="whose holidays; none: nobody's"
    )
    parser.add_argument(
        "--calendar", type=Path, metavar="C.toml", help="own events, closed days, promotions"
    )
    parser.add_argument(
        "--service-counts",
        choices=SERVICE_KINDS,
        default=standard.service_kind,
        dest="service_kind",
        help="gain: the money that the level asks for, put where it saves most sales; cycle: order "
        "cycles; fill: units; money: margin and carrying cost decide",
    )
    parser.add_argument(
        "--customers-wait",
        action="store_true",
        help="for goods that are not there; else they go elsewhere",
    )
    parser.add_argument("--seed", type=int, default=standard.seed)
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default=standard.device)
    parser.add_argument("--cluster", default="", metavar="ADDRESS", help="a Dask scheduler")


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
    )


def _read(options: argparse.Namespace, progress: Progress) -> Import:

    mapping = read_mapping(options.mapping) if options.mapping else None
    encoding = mapping.encoding if mapping else ""
    sheets = pipeline.read(options.sheets, progress.part(0.0, 0.7), encoding)
    maps = pipeline.understand(sheets, mapping)
    rules = mapping.rules if mapping else DEFAULT
    return pipeline.import_sales(sheets, maps, progress.part(0.7, 1.0), rules)


def _forecast(
    options: argparse.Namespace,
    progress: Progress,
    draw_picture: DrawPicture,
    print_orders: PrintOrders | None,
) -> None:

    settings = _settings(options)
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
        advice = pipeline.advise(run, terms, plan, settings)
        if options.budget is not None:
            plan = plan_within(plan, pipeline.offer_of(run, terms, plan), options.budget)
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


def _import(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:

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


def _backtest(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:

    settings = _settings(options)
    imported = _read(options, progress.part(0.0, 0.1))
    demand = pipeline.demand_of(imported.sales, settings)
    tested = pipeline.backtest_models(demand, settings, progress.part(0.1, 1.0))
    account = {**report.import_report(imported), "backtest": report.backtest_report(tested)}
    if options.report:
        report.write_report(options.report, account)
    if not options.quiet:
        print_scores(account["backtest"]["scores"])


def _replay(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:

    settings = _settings(options)
    rule = MerchantRule(options.safety_days, options.average_days)
    clock = StageClock()
    with clock.stage("import"):
        imported = _read(options, progress.part(0.0, 0.1))
        demand = pipeline.demand_of(imported.sales, settings)
        terms = pipeline.terms_of(demand, imported.sales, settings, options.terms, options.receipts)
    with clock.stage("replay"):
        made = pipeline.replay(demand, terms, settings, progress.part(0.1, 1.0), rule)
    account = {
        **report.import_report(imported),
        "replay": replay_report.replay_report(made),
        **report.run_report(settings, clock.seconds, pipeline.device_of(settings)),
    }
    if options.report:
        report.write_report(options.report, account)
    if not options.quiet:
        print(replay_report.replay_table(made))


def _pretrain(options: argparse.Namespace, progress: Progress, draw_picture: DrawPicture) -> None:
    pipeline.pretrain(
        options.out,
        options.device,
        progress,
        steps=options.steps,
        hidden=options.hidden,
        layers=options.layers,
        seed=options.seed,
    )
