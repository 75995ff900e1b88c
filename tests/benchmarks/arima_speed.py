"""Our automatic ARIMA beside AutoARIMA and AutoETS: processor time and accuracy; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.arima_speed [--peers-python PATH] [--set PART]

1,000 weekly items of two to three years and 200 daily ones of two years, drawn by a seed from real
shops. PATH and --kept as for ``tests.benchmarks.peers``; peers are asked, and their answers kept,
by groups of items, so that an interrupted run goes on where it was: --asks at once. One processor
thread each: set OMP_NUM_THREADS=1. Ratios are ours over the peer's.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.demand import Demand
from core.frequency import Frequency
from tests.benchmarks.accuracy_data import pasta
from tests.benchmarks.covariate_data import walmart_departments
from tests.benchmarks.peer_answers import Peers, joined, own_folder
from tests.benchmarks.peer_scores import Row, judged
from tests.benchmarks.peer_sets import PeerSet, aligned, orange_juice, store_item, trials
from tests.benchmarks.peers import single

LIBRARY = ("AutoARIMA", "AutoETS")
OURS = "**ARIMA of Shelfcast**"
YEARS_OF_WEEKS, YEARS_OF_DAYS = 156, 730
GROUPS = 10
"""In which the items are asked about, each spread over all of them."""


def weekly_items() -> Demand:
    """Return 1,184 weekly items: orange juice (121 weeks), pasta, departments, the item sample."""
    shops = (orange_juice(), by_weeks(pasta()), by_weeks(walmart_departments()))
    return ending_together((*shops, store_item(Frequency.WEEKLY)), YEARS_OF_WEEKS + WEEKLY.horizon)


def daily_items() -> Demand:
    """Return 201 daily items: pasta and the item sample."""
    return ending_together((pasta(), store_item()), YEARS_OF_DAYS + DAILY.horizon)


def by_weeks(demand: Demand) -> Demand:
    """Return a daily panel by whole weeks, the last ending on its last day."""
    spare = demand.length % 7
    weeks = demand.units[:, spare:].reshape(len(demand), -1, 7)
    return replace(
        demand,
        start=demand.start + np.timedelta64(spare, "D"),
        frequency=Frequency.WEEKLY,
        units=weeks.sum(axis=2),
        censored=np.zeros(weeks.shape[:2], dtype=np.bool_),
    )


def ending_together(panels: tuple[Demand, ...], longest: int) -> Demand:
    """Return the last ``longest`` periods of all items as if their calendars ended on one day."""
    series, names = [], []
    for panel in panels:
        known = np.where(panel.censored, np.nan, panel.units)[:, -longest:]
        for name, units in zip(panel.items, known, strict=True):
            series.append(units[np.isfinite(units).argmax() :].astype(np.float64))
            names.append(name)
    made = aligned(series, names, "2018-01-01", panels[0].frequency)
    begun = np.maximum.accumulate(np.isfinite(made.units), axis=1)
    missing = begun & ~np.isfinite(made.units)
    return replace(made, units=np.where(missing, np.float32(0), made.units), censored=missing)


WEEKLY = PeerSet("weekly items of two to three years", weekly_items, 8, 3, items=1000)
DAILY = PeerSet("daily items of two years", daily_items, 28, 21, items=200)


def compared(which: PeerSet, peers: Peers, asks: int) -> tuple[int, dict[str, Row]]:
    """Return the number of items that all peers answered about, and the rows of these and ours."""
    trial = trials(which)[-1]
    places = [np.arange(first, len(trial.past), GROUPS) for first in range(GROUPS)]
    groups = [trial.select(place) for place in places]
    asked = [(name, group) for group in groups for name in LIBRARY]
    with ThreadPoolExecutor(asks) as pool:
        told = list(pool.map(lambda one: peers.answer(one[0], which, one[1]), asked))
    answers = {name: told[place :: len(LIBRARY)] for place, name in enumerate(LIBRARY)}
    full = [k for k in range(GROUPS) if all(answers[name][k] for name in LIBRARY)]
    if not full:
        return 0, {}
    trial = trial.select(np.concatenate([places[k] for k in full]))
    rows = {
        name: judged(which, trial, joined([answer for k in full if (answer := answers[name][k])]))
        for name in LIBRARY
    }
    rows[OURS] = judged(which, trial, single("arima", which, trial))
    return len(trial.past), rows


def print_set(title: str, rows: dict[str, Row]) -> None:
    """Print a row a forecaster, with the ratios of ours to each peer."""
    ours = rows[OURS]
    print(f"\n### {title}\n")
    print("| forecaster | CPU seconds | ours ÷ it | RMSSE | ratio | scaled pinball | ratio |")
    print("|---|" + "---:|" * 6)
    for name, row in rows.items():
        print(
            f"| {name} | {row.seconds:.1f} | 1/{row.seconds / ours.seconds:.0f} "
            f"| {row.rmsse:.4f} | {ours.rmsse / row.rmsse:.3f} "
            f"| {row.pinball:.4f} | {ours.pinball / row.pinball:.3f} |",
            flush=True,
        )


def main() -> None:
    """Read the options and print a table a set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers-python", default="", help="interpreter that has the peers")
    parser.add_argument("--kept", type=Path, default=own_folder(), help="folder of peers' answers")
    parser.add_argument("--set", default="", help="weekly or daily; both without it")
    parser.add_argument("--asks", type=int, default=1, help="groups asked at once")
    options = parser.parse_args()
    peers = Peers(options.peers_python, options.kept)
    for which in (WEEKLY, DAILY):
        if options.set in which.name:
            items, rows = compared(which, peers, options.asks)
            if not items:
                parser.error("no answer of the peers is kept: name --peers-python")
            print_set(f"{items:,} {which.name}", rows)


if __name__ == "__main__":
    main()
