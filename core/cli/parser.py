"""What can be said on the command line, and what each word means."""

from __future__ import annotations

import argparse
import locale
from functools import partial
from pathlib import Path
from typing import NoReturn

from core.cli import commands, written
from core.cli.commands import PrintOrders
from core.errors import OptionError
from core.restocking.terms.values import SERVICE_KINDS
from core.settings import Settings
from core.stages.replaying import MerchantRule
from core.version import VERSION
from core.wording import LANGUAGES, QT_TRANSLATE_NOOP, say


class CommandParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence, through the same door as the rest."""

    def error(self, message: str) -> NoReturn:
        """Refuse what makes no sense, with the way to the help."""
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "{message}. See '{program} --help' for what can be said."
                ),
                message=message[:1].upper() + message[1:],
                program=self.prog,
            )
        )


def command_parser(print_orders: PrintOrders | None) -> argparse.ArgumentParser:
    """Return the parser of all commands; what it parsed holds the command as ``run``."""
    parser = CommandParser(
        prog="main.py", description="Forecast sales and plan orders from a sheet."
    )
    parser.add_argument("--version", action="version", version=f"Shelfcast {VERSION}")
    subparsers = parser.add_subparsers(dest="command", required=True, parser_class=CommandParser)

    forecast = subparsers.add_parser("forecast", help="the whole job: from sheets to a plan")
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
    _add_limits(forecast)
    forecast.add_argument(
        "--orders", type=Path, metavar="FOLDER", help="an order a supplier (PDF), and all as CSV"
    )
    forecast.set_defaults(run=partial(commands.forecast, print_orders=print_orders))

    read = subparsers.add_parser("import", help="read sheets into a workspace")
    _add_sheets(read)
    read.add_argument("--workspace", type=Path, metavar="W.shelf", required=True)
    read.set_defaults(run=commands.import_sheets)

    backtest = subparsers.add_parser("backtest", help="score every model on the past")
    _add_sheets(backtest)
    _add_settings(backtest)
    backtest.set_defaults(run=commands.backtest)

    replay = subparsers.add_parser("replay", help="what the plan would have done on the past")
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
    replay.set_defaults(run=commands.replay)

    pretrain = subparsers.add_parser("pretrain", help="train the shipped network on made-up demand")
    pretrain.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        required=True,
        help="checkpoint, weights and card; training goes on from a checkpoint",
    )
    pretrain.add_argument(
        "--again", action="store_true", help="by the plan of the weights that are shipped"
    )
    pretrain.add_argument(
        "--data", type=Path, metavar="FOLDER", help="m3/ and m4/, whose training parts are mixed in"
    )
    pretrain.add_argument("--steps", type=int, default=20_000, metavar="N")
    pretrain.add_argument("--batch", type=int, default=128, metavar="N", help="windows a step")
    pretrain.add_argument("--hidden", type=int, default=128, metavar="N", help="units a layer")
    pretrain.add_argument("--layers", type=int, default=2, metavar="N")
    pretrain.add_argument("--width", type=int, default=192, metavar="N", help="of the decoder")
    pretrain.add_argument("--seed", type=int, default=Settings().seed, metavar="N")
    pretrain.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    pretrain.add_argument("--quiet", action="store_true", help="no progress")
    pretrain.set_defaults(run=commands.pretrain)
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


def _add_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--budget",
        type=written.budget,
        metavar="N",
        help="spend no more than N, where it earns most; none: no limit any more",
    )
    parser.add_argument(
        "--room",
        type=written.room,
        action="append",
        dest="rooms",
        metavar="[STORE=]40m3",
        help="what a storage room holds of all items: units, m3, kg or pallets; may be repeated",
    )
    parser.add_argument(
        "--moving-cost",
        type=written.moving_cost,
        dest="moving",
        metavar="UNIT[,TIME]",
        help="of moving goods between stores: a unit, and each time",
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    """Add options by the names of the settings that they say; what is not said stays as it is."""
    parser.add_argument(
        "--frequency",
        type=written.frequency,
        metavar="D|W|M",
        help="period; auto: chosen from the data, whatever the workspace says",
    )
    parser.add_argument(
        "--horizon",
        type=written.horizon,
        metavar="N",
        help="periods to forecast; auto: as far as orders need",
    )
    parser.add_argument(
        "--models", type=written.models, metavar="NAME,…", help="models to try; all: all of them"
    )
    parser.add_argument("--lead-time", type=float, metavar="N", help="days", dest="lead_time_days")
    parser.add_argument(
        "--review", type=float, metavar="N", help="days between two orders", dest="review_days"
    )
    parser.add_argument("--service", type=float, metavar="0.95", dest="service_level")
    parser.add_argument("--country", metavar="CN", help="whose holidays; none: nobody's")
    parser.add_argument(
        "--calendar", type=Path, metavar="C.toml", help="own events, closed days, promotions"
    )
    parser.add_argument(
        "--service-counts",
        choices=SERVICE_KINDS,
        dest="service_kind",
        help="gain: the money that the level asks for, put where it saves most sales; cycle: order "
        "cycles; fill: units; money: margin and carrying cost decide",
    )
    waiting = parser.add_mutually_exclusive_group()
    for name, lost in (("--customers-wait", False), ("--customers-leave", True)):
        waiting.add_argument(
            name,
            action="store_const",
            const=lost,
            dest="lost_sales",
            help="where goods are not there",
        )
    parser.add_argument(
        "--class-service",
        type=written.class_service,
        metavar="A=0.98,B=0.95,C=0.9",
        help="how often stock should last, by what the items earn",
    )
    parser.add_argument(
        "--holding-rate",
        type=float,
        metavar="0.25",
        help="yearly cost of holding stock as a share of its value",
    )
    parser.add_argument("--seed", type=int, metavar="N")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler")
