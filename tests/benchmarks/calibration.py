"""Whether ranges hold what they promise, on every shared set and several past days; Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.calibration [--set PART] [--models NAME,…]

At each day all is done as on that day: test, choose, fit, correct the ranges; then they are judged
by what was sold. Whole numbers tie with the edges of ranges: "in" counts edges in, as people do;
"split" breaks such ties by chance, by which a right forecast holds just what it promises; "half" is
the middle of both. Bounds (P26): 75–85 % of periods within 80 % ranges by half, 92–98 % of
lead-time sums within their 95 % quantile, ties split.

All items of a day share its weeks, so a day is one draw: in brackets stands the 95 % interval by
days, and ✗ where all of it lies outside the bounds, ✓ where the share lies inside, ? elsewhere. The
days of a set lie a horizon apart; those of 13 weeks, which are cheap, two where there is room, so
that they go round the year.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.compute import Compute
from core.evaluation.calibration import calibrated
from core.evaluation.pools import SHORT
from core.forecasting.catalogue import forecaster
from core.progress import Progress
from tests.benchmarks.accuracy import Judged, combined, judge, summary, tested_and_chosen
from tests.benchmarks.clusters import Interval, interval_of
from tests.benchmarks.peer_sets import SETS, PeerSet, Trial, trial_at

LIGHT = "seasonal_naive,empirical_quantiles,ses,theta,croston_sba,tsb,arima,regression,ensemble"
DAYS, DAYS_OF_SHORT = 5, 13
LEAST = 20
"""Periods that a day must know, where the set does not cut history."""


@dataclass(frozen=True, slots=True)
class Day:
    """The chosen forecasts of one day judged as corrected and as made, and how many they were."""

    corrected: Judged
    made: Judged
    count: int


def past_days(which: PeerSet, most: int) -> Iterator[Trial]:
    """Yield what was known at past days of a set, the newest first; ``most`` of them, 0: as many as
    are usual."""
    demand = which.load()
    room = (demand.length - (which.history or LEAST)) // which.horizon
    short = 0 < which.history < SHORT
    wanted = most or (DAYS_OF_SHORT if short else DAYS)
    step = 2 if short and room >= 2 * wanted - 1 else 1
    for k in range(1, min(room, 1 + step * (wanted - 1)) + 1, step):
        yield trial_at(demand, demand.length - k * which.horizon, which)


def judged(which: PeerSet, trial: Trial, names: Sequence[str]) -> Day:
    """Test, choose, forecast and correct as on that day, and judge."""
    methods = [forecaster(n, compute=Compute(workers=1), device="cpu", seed=1) for n in names]
    tested, choice = tested_and_chosen(methods, trial.past, which.horizon)
    made = {
        method.name: method.fit(trial.past, Progress()).forecast(trial.past, which.horizon, 500, 1)
        for method in methods
        if method.name in choice.models
    }
    raw = combined(made, choice)
    right = calibrated(raw, tested, choice, trial.past)
    return Day(
        judge(right, trial.past, trial.actual, which.protection),
        judge(raw, trial.past, trial.actual, which.protection),
        len(trial.past),
    )


def half(row: dict[str, float]) -> float:
    """Return the share of periods inside 80 % ranges, edges counted half."""
    return (row["held"] + row["held_even"]) / 2


def shown(held: Interval, low: float, high: float) -> str:
    """Return a share with its interval, and whether it keeps its bounds, as they are shown."""
    inside = low <= round(held.share, 3) <= high
    outside = held.high < low or held.low > high
    mark = "✓" if inside else "✗" if outside else "?"
    return f"{held.share:.1%} [{held.low:.0%}–{held.high:.0%}] {mark}"


def row_of(which: PeerSet, days: Sequence[Day], seconds: float) -> str:
    """Return the row of one set."""
    after = [summary(day.corrected) for day in days]
    before = [summary(day.made) for day in days]
    counts = [day.count for day in days]
    steps = interval_of([half(row) for row in after], counts)
    sums = interval_of([row["sums_even"] for row in after], counts)
    mean = interval_of([half(row) for row in before], counts).share
    sums_made = interval_of([row["sums_even"] for row in before], counts).share
    edges_in = interval_of([row["held"] for row in after], counts).share
    split = interval_of([row["held_even"] for row in after], counts).share
    return (
        f"| {which.name} | {len(days)} | {sum(counts)} | {shown(steps, 0.75, 0.85)} "
        f"| {edges_in:.1%} | {split:.1%} | {mean:.1%} "
        f"| {shown(sums, 0.92, 0.98)} | {sums_made:.1%} | {seconds:.0f} |"
    )


def main() -> None:
    """Read the options and print one row a set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", default="", help="part of a set's name; all without it")
    parser.add_argument("--models", default=LIGHT)
    parser.add_argument("--days", type=int, default=0, help="days at most; 0: as is usual")
    options = parser.parse_args()
    print(
        "| set | days | forecasts | 80 %: half | in | split | as made, half | sums | as made "
        "| processor s |"
    )
    print("|---|" + "---:|" * 9)
    for which in SETS:
        if options.set.lower() not in which.name.lower():
            continue
        begin = time.process_time()
        names = options.models.split(",")
        days = [judged(which, trial, names) for trial in past_days(which, options.days)]
        print(row_of(which, days, time.process_time() - begin), flush=True)


if __name__ == "__main__":
    main()
