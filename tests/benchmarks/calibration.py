"""Whether ranges hold what they promise, on every shared set; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.calibration [--set PART] [--models NAME,…]

At each test day all is done as on that day: test, choose, fit, correct the ranges; then they are
judged by what was sold. Whole numbers tie with the edges of ranges: "in" counts edges in, as people
do; "split" breaks such ties by chance, by which a right forecast holds just what it promises;
"half" is the middle of both. Bounds (P26): 75–85 % of periods within 80 % ranges by half, 92–98 %
of lead-time sums within their 95 % quantile, ties split.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from core.compute import Compute
from core.evaluation.calibration import calibrated
from core.forecasting.catalogue import forecaster
from core.progress import Progress
from tests.benchmarks.accuracy import Judged, combined, joined, judge, summary, tested_and_chosen
from tests.benchmarks.peer_sets import SETS, PeerSet, trials

LIGHT = "seasonal_naive,empirical_quantiles,ses,theta,croston_sba,tsb,arima,regression,ensemble"


def judged(which: PeerSet, names: list[str]) -> tuple[Judged, Judged, int]:
    """Return the chosen forecasts judged as corrected and as made, and how many items they were."""
    methods = [forecaster(n, compute=Compute(workers=1), device="cpu", seed=1) for n in names]
    corrected, plain, count = [], [], 0
    for trial in trials(which):
        tested, choice = tested_and_chosen(methods, trial.past, which.horizon)
        made = {}
        for method in methods:
            fitted = method.fit(trial.past, Progress())
            made[method.name] = fitted.forecast(trial.past, which.horizon, 500, 1)
        raw = combined(made, choice)
        right = calibrated(raw, tested, choice)
        corrected.append(judge(right, trial.past, trial.actual, which.protection))
        plain.append(judge(raw, trial.past, trial.actual, which.protection))
        count += len(trial.past)
    return joined(corrected), joined(plain), count


def mark(value: float, low: float, high: float) -> str:
    """Return whether a share, rounded as it is shown, lies within its bounds."""
    return "✓" if low <= round(value, 3) <= high else "✗"


def main() -> None:
    """Read the options and print one row a set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", default="", help="part of a set's name; all without it")
    parser.add_argument("--models", default=LIGHT)
    parser.add_argument("--tests", type=int, default=0, help="test days; 0: the set's own")
    options = parser.parse_args()
    print("| set | forecasts | 80 %: half | in | split | as made, half | sums | as made |")
    print("|---|" + "---:|" * 7)
    for which in SETS:
        if options.set.lower() not in which.name.lower():
            continue
        if options.tests:
            which = replace(which, tests=options.tests)
        right, raw, count = judged(which, options.models.split(","))
        after, before = summary(right), summary(raw)
        half, made = ((row["held"] + row["held_even"]) / 2 for row in (after, before))
        print(
            f"| {which.name} | {count} | {half:.1%} {mark(half, 0.75, 0.85)} | {after['held']:.1%} "
            f"| {after['held_even']:.1%} | {made:.1%} "
            f"| {after['sums_even']:.1%} {mark(after['sums_even'], 0.92, 0.98)} "
            f"| {before['sums_even']:.1%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
