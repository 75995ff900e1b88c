"""What the plan saves against days of cover on real sales; prints Markdown, draws the frontiers.

    SHELFCAST_DATA=… python -m tests.benchmarks.replay [--models NAME,…] [--plot FOLDER]

Weekly review, two weeks of lead time. Forecasts are made as on each review day. The merchant's rule
is (lead + review + safety days) × recent average, tuned: at the same average stock value as the
program's rule, and at the same fill rate. The average is taken over 4, 13 and 26 weeks.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.compute import Compute
from core.demand import Demand
from core.forecasting.catalogue import MODELS, forecaster
from core.frequency import Frequency
from core.progress import Progress
from core.restocking.replay.comparison import COVER, PLAN, FrontierPoint, Range, Replay
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.stages.rehearsal import rehearse
from core.stages.replaying import MerchantRule, compare
from tests.benchmarks.accuracy_data import online_retail, online_retail_prices, pasta
from tests.core.restocking.made_up_terms import made_up_terms

RULES = {
    COVER: "days of cover",
    PLAN: "plan",
    "service": "one service level",
    "units": "by units saved",
    "margin": "by money saved",
}


@dataclass(frozen=True, slots=True)
class ReplaySet:
    """A panel and its terms."""

    name: str
    load: Callable[[], tuple[Demand, Terms]]


def _terms(demand: Demand, **columns: object) -> Terms:
    fixed = {"lead_time_days": 14.0, "lead_time_sd_days": 0.0, "review_days": 7.0}
    return made_up_terms(demand, {**fixed, **columns})


def _online_retail() -> tuple[Demand, Terms]:
    demand = online_retail(Frequency.WEEKLY)
    return demand, _terms(demand, unit_price=online_retail_prices(demand))


def _pasta() -> tuple[Demand, Terms]:
    demand = pasta()
    return demand, _terms(demand)


SETS = (
    ReplaySet("Online Retail, weekly", _online_retail),
    ReplaySet("pasta, daily", _pasta),
)


def run(which: ReplaySet, models: Sequence[str], service: float, folder: Path | None) -> None:
    """Replay one set and print its tables."""
    demand, terms = which.load()
    terms = Terms(terms.table.assign(service_level=service))
    settings = Settings(models=tuple(models), device="cpu")
    forecasters = [
        forecaster(name, compute=Compute(1), device="cpu", seed=settings.seed) for name in models
    ]
    begin = time.perf_counter()
    rehearsal = rehearse(demand, terms, forecasters, settings, Progress())
    forecast = time.perf_counter() - begin
    for weeks in (13, 4, 26):
        begin = time.perf_counter()
        made = compare(rehearsal, MerchantRule(7.0, weeks * 7.0), Progress())
        seconds = time.perf_counter() - begin
        if weeks == 13:
            print(
                f"\n### {which.name}: {made.items} items, {made.left_out} left out, "
                f"{made.first_day} to {made.end}, {made.reviews} reviews; "
                f"forecasts {forecast:.0f} s, {len(made.frontier)} rules played {seconds:.1f} s\n"
            )
            print_frontier(made)
            if folder is not None:
                draw(made, which.name, folder / f"replay_{which.name.split(',')[0]}.png")
        print_advantages(made, weeks)


def print_frontier(made: Replay) -> None:
    """Print every rule at every setting."""
    unit = "stock value" if made.priced else "stock units"
    print(f"| rule | setting | fill rate | lost units | {unit} | orders |\n|---|" + "---:|" * 5)
    for point in made.frontier:
        setting = f"{point.setting:+.0f} d" if point.rule == COVER else f"{point.setting:.1%}"
        print(
            f"| {RULES[point.rule]} | {setting} | {point.fill_rate:.2%} | {point.lost_units:,.0f} "
            f"| {point.stock_value:,.0f} | {point.orders:,.0f} |"
        )


def print_advantages(made: Replay, weeks: int) -> None:
    """Print what each rule of the program saves against tuned days of cover."""
    print(
        f"\nAgainst days of cover with an average of {weeks} weeks, at the plan's stock and fill "
        f"rate ({made.plan.fill_rate:.1%}):\n\n"
        "| rule | fewer lost units, same stock | less stock, same fill rate |\n|---|---:|---:|"
    )
    for saved in made.advantages:
        print(
            f"| {RULES[saved.rule]} | {_spoken(saved.lost_units)} | {_spoken(saved.stock_value)} |"
        )


def _spoken(share: Range) -> str:
    return f"{share.value:.1%} ({share.low:.1%} to {share.high:.1%})"


def draw(made: Replay, title: str, path: Path) -> None:
    """Draw the frontiers as a picture: share of units lost over average stock."""
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pyqtgraph as pg
    from pyqtgraph.exporters import ImageExporter

    application = pg.mkQApp()
    pg.setConfigOptions(antialias=True, background="w", foreground="k")
    plot = pg.PlotItem(title=title)
    plot.addLegend(offset=(-20, 20))
    colours = {COVER: "#8a8a8a", "service": "#1f77b4", "units": "#2ca02c", "margin": "#d97706"}
    for rule, colour in colours.items():
        line = sorted((p for p in made.frontier if p.rule == rule), key=_stock)
        plot.plot(
            [_stock(p) for p in line],
            [100 * (1 - p.fill_rate) for p in line],
            pen=pg.mkPen(colour, width=2),
            symbol="o",
            symbolSize=5,
            symbolBrush=colour,
            symbolPen=None,
            name=RULES[rule],
        )
    plot.setLabel("bottom", "average stock, " + ("value" if made.priced else "units"))
    plot.setLabel("left", "units lost, %")
    fullest = max(_stock(p) for p in made.frontier if p.rule == "service")
    plot.setXRange(0, 1.1 * fullest)
    view = pg.GraphicsView()
    view.setCentralItem(plot)
    view.resize(900, 600)
    application.processEvents()
    ImageExporter(plot).export(str(path))
    print(f"\nPicture: {path}")


def _stock(point: FrontierPoint) -> float:
    return point.stock_value


def main() -> None:
    """Read the options and replay a set after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--models", default=",".join(name for name in MODELS if name != "lstm"))
    parser.add_argument("--set", default="", help="part of a set's name; all without it")
    parser.add_argument("--service", type=float, default=0.95)
    parser.add_argument("--plot", type=Path, help="folder for the pictures")
    options = parser.parse_args()
    np.seterr(all="raise", under="ignore")
    for which in SETS:
        if options.set.lower() in which.name.lower():
            run(which, options.models.split(","), options.service, options.plot)


if __name__ == "__main__":
    main()
