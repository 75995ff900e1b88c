"""The program's choice beside the best forecasting libraries, on the same test days; Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.peers [--peers-python PATH] [--set PART] [--items N]

PATH is the interpreter of an environment of its own: statsforecast needs a pandas older than ours
(python -m venv PEERS && PEERS/bin/pip install "pandas<3" statsforecast lightgbm). Answers of peers
are kept by set and seed in --kept, so that later runs need neither PATH nor their time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.evaluation import metrics
from core.forecast_run import forecast
from core.forecasting.catalogue import MODELS, forecaster
from core.forecasting.forecast import LEVELS, Forecast
from core.progress import Progress
from core.settings import Settings
from tests.benchmarks.peer_answers import (
    MEDIAN,
    OF_FIVE,
    PEERS,
    SLOW,
    Answer,
    Peers,
    median_of,
    own_folder,
)
from tests.benchmarks.peer_sets import SETS, PeerSet, Trial, trials

OURS = "**Shelfcast**"
MEASURES = ("pinball", "wape", "middle")
"""By which forecasters are ranked."""
LOW, HIGH, UPPER = (LEVELS.index(level) for level in (0.10, 0.90, 0.95))


@dataclass(frozen=True, slots=True)
class Row:
    """How one forecaster did on one set; means over its test days, seconds in total.

    pinball, wape, rmsse  see ``core.evaluation.metrics``
    middle        WAPE of the medians, which are what WAPE is least for (Gneiting 2011, JASA
                  106(494); Kolassa 2020, International Journal of Forecasting 36(1)); ``wape`` is
                  of the means, which add up to what is to be bought
    smape, mase           of the median, as the M competitions count them
    held, sums            shares inside the 80 % range, and of sums at most their 95 % quantile
    """

    pinball: float
    wape: float
    middle: float
    rmsse: float
    smape: float
    mase: float
    held: float
    sums: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows of one set by forecaster, and of the items that the slowest peer was asked about
    where these are only some: empty otherwise."""

    rows: dict[str, Row]
    few: dict[str, Row]

    def of(self, peer: str) -> dict[str, Row]:
        """Return the rows in which a peer stands beside ours; empty where there are none."""
        for rows in (self.rows, self.few):
            if peer in rows and OURS in rows:
                return rows
        return {}


def ours(which: PeerSet, trial: Trial, models: tuple[str, ...], workers: int) -> Answer:
    """Test, choose, forecast and calibrate as the program does."""
    settings = Settings(
        horizon=which.horizon,
        models=models,
        seed=1,
        device="cpu",
        workers=workers,
        lead_time_days=which.horizon * trial.past.frequency.days,
        lead_time_spread=0.0,
        review_days=0.01,
    )
    begin = time.process_time()
    made = forecast(trial.past, settings, Progress()).forecast
    return answered(made, which, time.process_time() - begin)


def single(name: str, which: PeerSet, trial: Trial) -> Answer:
    """Forecast with one of our methods alone, its ranges as they are."""
    begin = time.process_time()
    method = forecaster(name, compute=Compute(workers=1), device="cpu", seed=1)
    fitted = method.fit(trial.past, Progress())
    return answered(
        fitted.forecast(trial.past, which.horizon, 500, 1), which, time.process_time() - begin
    )


def answered(made: Forecast, which: PeerSet, seconds: float) -> Answer:
    """Return a forecast of ours in the form of the peers' answers."""
    protection = np.full(len(made), float(which.protection))
    return Answer(
        made.mean().astype(np.float64),
        made.quantile(np.array(LEVELS)).astype(np.float64),
        made.total_quantile(0.95, protection).astype(np.float64),
        seconds,
    )


def judged(which: PeerSet, trial: Trial, answer: Answer) -> Row:
    """Score one forecast against what was sold."""
    past = np.where(trial.past.censored, np.nan, trial.past.units).astype(np.float64)
    actual = trial.actual.astype(np.float64)
    season = trial.past.frequency.season_length
    # As in the competitions: weekly series have no season, monthly ones have twelve.
    seasonal = metrics.absolute_scale(past, season if season <= 12 < past.shape[1] else 1)
    middle = answer.quantiles[LEVELS.index(0.5)]
    total = actual[:, : which.protection].sum(axis=1)
    known = np.isfinite(total)
    size = np.abs(actual) + np.abs(middle)
    symmetric = 200 * np.abs(actual - middle) / np.where(size > 0, size, np.nan)
    return Row(
        mean(
            metrics.scaled_pinball(actual, answer.quantiles, LEVELS, metrics.absolute_scale(past))
        ),
        metrics.wape(actual, answer.mean),
        metrics.wape(actual, middle),
        mean(metrics.rmsse(actual, answer.mean, metrics.squared_scale(past))),
        mean(symmetric),
        mean(metrics.mase(actual, middle, seasonal)),
        metrics.coverage(actual, answer.quantiles[LOW], answer.quantiles[HIGH]),
        float((total <= answer.total)[known].mean()),
        answer.seconds,
    )


def mean(values: NDArray[np.float64]) -> float:
    """Return the mean of what is known."""
    return float(np.nanmean(values))


def joined(rows: list[Row]) -> Row:
    """Return the mean over test days; seconds in total."""
    columns = [
        np.mean([getattr(row, name) for row in rows]) for name in Row.__slots__ if name != "seconds"
    ]
    return Row(*(float(value) for value in columns), sum(row.seconds for row in rows))


def compared(
    which: PeerSet,
    peers: Peers,
    models: tuple[str, ...],
    items: int | None,
    workers: int,
    singles: tuple[str, ...] = (),
) -> Compared:
    """Return the rows of one set: peers that answer, the median of five, our singles, and ours."""
    rows: dict[str, list[Row]] = {}
    few: dict[str, list[Row]] = {}
    for trial in trials(which, items):
        asked = PEERS if which.slow_every == 1 else tuple(p for p in PEERS if p != SLOW)
        found = with_median({name: peers.answer(name, which, trial) for name in asked})
        for name in singles:
            found[f"our {name}"] = single(name, which, trial)
        if models:
            found[OURS] = ours(which, trial, models, workers)
        for name, answer in found.items():
            rows.setdefault(name, []).append(judged(which, trial, answer))
        if which.slow_every > 1:
            part = np.arange(0, len(trial.past), which.slow_every)
            known = trial.select(part)
            own = {name: answer.select(part) for name, answer in found.items()}
            own = with_median({SLOW: peers.answer(SLOW, which, known)} | own)
            for name, answer in own.items() if SLOW in own else ():
                few.setdefault(name, []).append(judged(which, known, answer))
    return Compared(
        {name: joined(parts) for name, parts in rows.items()},
        {name: joined(parts) for name, parts in few.items()},
    )


def with_median(answers: Mapping[str, Answer | None]) -> dict[str, Answer]:
    """Return the answers there are, with the median of five where all five are there."""
    found = {name: answer for name, answer in answers.items() if answer is not None}
    if all(name in found for name in OF_FIVE):
        found[MEDIAN] = median_of([found[name] for name in OF_FIVE])
    return found


def best(rows: dict[str, Row], measure: str) -> float:
    """Return the lowest value among the peers; NaN where none answered."""
    values = [getattr(row, measure) for name, row in rows.items() if name in (*PEERS, MEDIAN)]
    return min(values, default=float("nan"))


def print_set(title: str, rows: dict[str, Row]) -> None:
    """Print one row a forecaster; ratios are to the best peer of each measure."""
    print(f"\n### {title}\n")
    print(
        "| forecaster | scaled pinball | ratio | WAPE | ratio | WAPE of medians | ratio | RMSSE "
        "| sMAPE | MASE | 80 % held | P95 of sums held | CPU seconds |"
    )
    print("|---|" + "---:|" * 12)
    pinball, wape, middle = (best(rows, measure) for measure in MEASURES)
    for name, row in rows.items():
        print(
            f"| {name} | {row.pinball:.4f} | {row.pinball / pinball:.3f} | {row.wape:.4f} "
            f"| {row.wape / wape:.3f} | {row.middle:.4f} | {row.middle / middle:.3f} "
            f"| {row.rmsse:.3f} | {row.smape:.2f} | {row.mase:.3f} "
            f"| {row.held:.0%} | {row.sums:.0%} | {row.seconds:.1f} |",
            flush=True,
        )


def print_summary(results: dict[str, Compared]) -> None:
    """Print ours against the best peer a set, and geometric means of the ratios."""
    print("\n### All sets: ours over the best peer of each set, and over each peer\n")
    print("| set | pinball | best peer | WAPE | best peer | WAPE of medians | best peer |")
    print("|---|---:|---|---:|---|---:|---|")
    for name, result in results.items():
        rows, cells = result.rows, []
        for measure in MEASURES:
            others = {peer: row for peer, row in rows.items() if peer in (*PEERS, MEDIAN)}
            if not others or OURS not in rows:
                continue
            lead = min(others, key=lambda peer: getattr(others[peer], measure))
            ratio = getattr(rows[OURS], measure) / getattr(others[lead], measure)
            cells += [f"{ratio:.3f}", lead]
        print(f"| {name} | " + " | ".join(cells) + " |")
    print("\n| geometric mean of ours over | pinball | WAPE | WAPE of medians | sets |")
    print("|---|---:|---:|---:|---:|")
    for peer in (*PEERS, MEDIAN):
        both = [rows for result in results.values() if (rows := result.of(peer))]
        if both:
            ratios = [
                geometric(getattr(rows[OURS], m) / getattr(rows[peer], m) for rows in both)
                for m in MEASURES
            ]
            cells = " | ".join(f"{ratio:.3f}" for ratio in ratios)
            print(f"| {peer} | {cells} | {len(both)} |")


def geometric(values: Iterable[float]) -> float:
    """Return the geometric mean."""
    return float(np.exp(np.mean(np.log(list(values)))))


def main() -> None:
    """Read the options, run the sets, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers-python", default="", help="interpreter that has the peers")
    parser.add_argument("--kept", type=Path, default=own_folder(), help="folder of peers' answers")
    parser.add_argument("--set", default="", help="part of a set's name; all without it")
    parser.add_argument("--items", type=int, help="items a set at most; 0: all")
    parser.add_argument(
        "--models", default="", help="ours, separated by commas; all without it; none"
    )
    parser.add_argument("--singles", default="", help="methods of ours to judge alone as well")
    parser.add_argument("--workers", type=int, default=1, help="processes for ours")
    options = parser.parse_args()
    peers = Peers(options.peers_python, options.kept)
    models = tuple(name for name in options.models.split(",") if name) or MODELS
    models = () if options.models == "none" else models
    singles = tuple(name for name in options.singles.split(",") if name)
    results = {}
    for which in SETS:
        if options.set.lower() in which.name.lower():
            result = compared(which, peers, models, options.items, options.workers, singles)
            items = len(trials(which, options.items)[-1].past)
            print_set(f"{which.name}: {items} items, {which.horizon} periods ahead", result.rows)
            if result.few:
                share = f"{-(-items // which.slow_every)} of them, with {SLOW}"
                print_set(f"{which.name}: {share}", result.few)
            results[which.name] = result
    if not results:
        parser.error("no set is named so: " + "; ".join(which.name for which in SETS))
    print_summary(results)


if __name__ == "__main__":
    main()
