"""How accurate every model and the program's choice are on real sales; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.accuracy [--models NAME,…] [--set PART]

For each of a few test days, all is done as on that day: models are tested, chosen, fitted and
calibrated on what was sold before, and scored on what was sold after. No later period takes part in
the choice or in the correction of the ranges, so the row of the choice is out of sample like the
others.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.evaluation.backtest import Backtest, backtest
from core.evaluation.calibration import calibrated
from core.evaluation.choice import YARDSTICK, Choice, choose_models
from core.evaluation.classes import DemandClass, classify
from core.evaluation.scoring import METRICS, normal_deviates, scales_of, score_forecast
from core.forecasting.catalogue import MODELS, forecaster
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import Forecaster
from core.frequency import Frequency
from core.progress import Progress
from core.settings import Settings
from tests.benchmarks.accuracy_data import online_retail, pasta

CHOSEN, UNCORRECTED = "**chosen**", "chosen, ranges uncorrected"


@dataclass(frozen=True, slots=True)
class BenchmarkSet:
    """A panel and how it is tested: horizon, and periods of a lead time plus review.

    Test days lie a horizon apart, the last one a horizon before the end.
    """

    name: str
    load: Callable[[], Demand]
    horizon: int
    protection: int
    tests: int


SETS = (
    BenchmarkSet("Online Retail, weekly", lambda: online_retail(Frequency.WEEKLY), 4, 3, 3),
    BenchmarkSet("pasta, daily", pasta, 28, 21, 3),
    BenchmarkSet("Online Retail, daily", lambda: online_retail(Frequency.DAILY), 28, 21, 2),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One forecast judged on n items: scores (n, metrics); 0/1 or NaN where the 95 % quantile of
    the sum over the protection period held (n), and the same with ties broken by chance; share of
    periods inside the 80 % range with ties broken by chance."""

    scores: NDArray[np.float32]
    sum_held: NDArray[np.float64]
    sum_held_even: NDArray[np.float64]
    held_even: NDArray[np.float64]


def judge(forecast: Forecast, past: Demand, actual: NDArray[np.float32], protection: int) -> Judged:
    """Score a forecast against what was sold."""
    scored = score_forecast(forecast, actual, scales_of(past), 1, Progress())
    total = actual[:, :protection].sum(axis=1)
    limit = forecast.total_quantile(0.95, np.full(len(past), float(protection)))
    # An item not launched by then has no forecast to speak of, and no past to scale by.
    known = np.isfinite(past.units).any(axis=1) & np.isfinite(total)
    deviate = scored.sum_deviates[:, protection - 1].astype(np.float64)
    ordered = np.sort(forecast.paths.transpose(0, 2, 1), axis=2)
    counted = np.all(ordered == np.floor(ordered), axis=(1, 2))[:, None]
    chance = np.random.default_rng(2).random(actual.shape)
    steps = normal_deviates(ordered, actual, counted, chance, 0.0).astype(np.float64)
    return Judged(
        np.where(known[:, None], scored.scores, np.nan),
        np.where(known, total <= limit, np.nan),
        np.where(known, deviate <= 1.6449, np.nan),
        np.where(known[:, None] & np.isfinite(steps), np.abs(steps) <= 1.2816, np.nan),
    )


def run(which: BenchmarkSet, names: Sequence[str]) -> None:
    """Test one set and print its table."""
    demand = which.load()
    compute = Compute(workers=-1)
    forecasters = [forecaster(n, compute=compute, device="cpu", seed=1) for n in names]
    judged: dict[str, list[Judged]] = {}
    seconds = dict.fromkeys((*names, CHOSEN, UNCORRECTED), 0.0)
    classes: list[DemandClass] = []
    counts: dict[str, int] = {}
    for test in reversed(range(1, which.tests + 1)):
        cutoff = demand.length - test * which.horizon
        past = demand.until(cutoff)
        begin = time.perf_counter()
        tested, choice = tested_and_chosen(forecasters, past, which.horizon)
        made = {}
        for method in forecasters:
            start = time.perf_counter()
            fitted = method.fit(past, Progress())
            made[method.name] = fitted.forecast(past, which.horizon, 500, 1)
            seconds[method.name] += time.perf_counter() - start
        raw = combined(made, choice)
        start = time.perf_counter()
        made[UNCORRECTED], made[CHOSEN] = raw, calibrated(raw, tested, choice, past)
        seconds[UNCORRECTED] += time.perf_counter() - start
        seconds[CHOSEN] += time.perf_counter() - begin
        actual = demand.units[:, cutoff : cutoff + which.horizon]
        for name, forecast in made.items():
            judged.setdefault(name, []).append(judge(forecast, past, actual, which.protection))
        classes += classify(past)
        for model in choice.models:
            counts[model] = counts.get(model, 0) + 1
    print_table(which, demand, {name: joined(parts) for name, parts in judged.items()}, seconds)
    total = sum(counts.values())
    shares = sorted(counts.items(), key=lambda pair: -pair[1])
    print("\nChosen: " + ", ".join(f"{name} {count / total:.0%}" for name, count in shares))
    print_classes(joined(judged[CHOSEN]), np.array([kind.value for kind in classes]))


def tested_and_chosen(
    forecasters: Sequence[Forecaster], past: Demand, horizon: int
) -> tuple[Backtest, Choice]:
    """Test and choose with the settings that the program has."""
    tested = backtest(
        forecasters,
        past,
        origins=Settings().origins,
        horizon=horizon,
        paths=200,
        seed=1,
        progress=Progress(),
    )
    return tested, choose_models(tested, past)


def combined(made: dict[str, Forecast], choice: Choice) -> Forecast:
    """Return each item's forecast by the model chosen for it."""
    first = next(iter(made.values()))
    paths = first.paths.copy()
    models = np.array(choice.models)
    for name, forecast in made.items():
        paths[models == name] = forecast.paths[models == name]
    return replace(first, model="chosen", paths=paths)


def joined(parts: Sequence[Judged]) -> Judged:
    """Return the judgements of all test days as one."""
    return Judged(
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.sum_held for part in parts]),
        np.concatenate([part.sum_held_even for part in parts]),
        np.concatenate([part.held_even for part in parts]),
    )


def print_table(
    which: BenchmarkSet, demand: Demand, judged: dict[str, Judged], seconds: dict[str, float]
) -> None:
    """Print one row a model: errors, coverage, and ratios to seasonal naive."""
    print(
        f"\n### {which.name}: {len(demand)} items, {demand.length} periods; "
        f"{which.tests} test days, {which.horizon} periods ahead, "
        f"sums over {which.protection}\n"
    )
    print(
        "| model | WAPE | ratio | bias | scaled pinball | ratio | weighted quantile loss | RMSSE "
        "| 80 % held | (ties split) | P95 sums held | (ties split) | seconds |"
    )
    print("|---|" + "---:|" * 12)
    yardstick = summary(judged[YARDSTICK]) if YARDSTICK in judged else None
    for name, result in judged.items():
        row = summary(result)
        against = yardstick or row
        print(
            f"| {name} | {row['wape']:.3f} | {row['wape'] / against['wape']:.3f} "
            f"| {row['bias']:+.3f} | {row['pinball']:.4f} "
            f"| {row['pinball'] / against['pinball']:.3f} | {row['wql']:.3f} | {row['rmsse']:.3f} "
            f"| {row['held']:.1%} | {row['held_even']:.1%} | {row['sums']:.1%} "
            f"| {row['sums_even']:.1%} | {seconds[name]:.1f} |"
        )


def print_classes(judged: Judged, kinds: NDArray[np.str_]) -> None:
    """Print what the chosen ranges hold in each class of demand."""
    print("\n| class | items | 80 % held | (ties split) | P95 sums held | (ties split) |")
    print("|---|" + "---:|" * 5)
    for kind in np.unique(kinds):
        rows = kinds == kind
        part = Judged(
            judged.scores[rows],
            judged.sum_held[rows],
            judged.sum_held_even[rows],
            judged.held_even[rows],
        )
        row = summary(part)
        print(
            f"| {kind} | {rows.sum()} | {row['held']:.1%} | {row['held_even']:.1%} "
            f"| {row['sums']:.1%} | {row['sums_even']:.1%} |"
        )


def summary(judged: Judged) -> dict[str, float]:
    """Total the scores: sums over sums for units, means over items for scaled measures."""
    column = {name: judged.scores[:, METRICS.index(name)] for name in METRICS}
    units = np.nansum(column["units"])
    return {
        "wape": float(np.nansum(column["absolute_error"]) / units),
        "bias": float(np.nansum(column["bias"]) / units),
        "wql": float(np.nansum(column["quantile_loss"]) / units),
        "pinball": mean(column["pinball"]),
        "rmsse": mean(column["rmsse"]),
        "held": mean(column["covered_80"]),
        "held_even": mean(judged.held_even),
        "sums": mean(judged.sum_held),
        "sums_even": mean(judged.sum_held_even),
    }


def mean(values: NDArray[np.floating]) -> float:
    """Return the mean of what is known; NaN where nothing is."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def main() -> None:
    """Read the options and print a table a set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--set", default="", help="part of a set's name; all without it")
    options = parser.parse_args()
    wanted = [which for which in SETS if options.set.lower() in which.name.lower()]
    if not wanted:
        parser.error(f"no set is named like {options.set!r}: " + "; ".join(s.name for s in SETS))
    for which in wanted:
        run(which, options.models.split(","))


if __name__ == "__main__":
    main()
