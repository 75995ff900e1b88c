"""The pretrained LSTM against its control and against statistics; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.lstm [--set PART] [--seeds 1,2,3] [--weights FILE]

Zero-shot, fine-tuned, and the same network trained from scratch on the set alone ("from scratch":
the control), beside every statistical method of the program and those peers whose answers are kept
(see ``tests.benchmarks.peers``). Selection sets are those that settings were chosen on; the others
are reported. Answers are kept outside the project, so that a second run only prints.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.evaluation import metrics
from core.evaluation.classes import classify
from core.evaluation.scoring import scales_of
from core.forecasting.forecast import LEVELS
from core.forecasting.lstm.global_lstm import SHIPPED
from tests.benchmarks.covariate_data import pasta_promoted
from tests.benchmarks.lstm_answers import FINE_TUNED, SCRATCH, ZERO_SHOT, Answers
from tests.benchmarks.peer_answers import PEERS, Answer, Peers, own_folder
from tests.benchmarks.peer_sets import SETS, PeerSet, Trial, trials

NETWORKS = (ZERO_SHOT, FINE_TUNED, SCRATCH)
STATISTICS = (
    "seasonal_naive",
    "moving_mean",
    "empirical_quantiles",
    "ses",
    "ets",
    "theta",
    "croston_sba",
    "tsb",
    "arima",
)
SELECTION = ("hospital monthly", "M5 departments daily")
PROMOTED = replace(
    next(which for which in SETS if which.name == "pasta daily"),
    name="pasta with promotions",
    load=pasta_promoted,
)
_SMALLEST = 1e-3
"""Loss below which an item's ratio is not taken: both foresaw nothing, and nothing sold."""

_DRAWS = 2000


class Judged:
    """One method on one set: (n) scaled pinball loss by item and test day, and totals."""

    def __init__(self) -> None:
        self.loss: list[NDArray[np.float64]] = []
        self.totals = dict.fromkeys(("pinball", "error", "bias", "units", "held", "known"), 0.0)
        self.sums: list[NDArray[np.float64]] = []
        self.squares: list[NDArray[np.float64]] = []
        self.seconds = 0.0

    def add(self, answer: Answer, which: PeerSet, trial: Trial) -> None:
        """Score one trial."""
        actual = trial.actual.astype(np.float64)
        loss = metrics.pinball(actual, answer.quantiles, np.array(LEVELS))
        scales = scales_of(trial.past)
        known = np.isfinite(actual)
        inside = (actual >= answer.quantiles[LEVELS.index(0.1)]) & (
            actual <= answer.quantiles[LEVELS.index(0.9)]
        )
        error = answer.mean - actual
        self.loss.append(metrics.mean_known(loss.mean(axis=0)) / scales.absolute)
        self.squares.append(metrics.rmsse(actual, answer.mean, scales.squared))
        self.totals["pinball"] += 2 * float(np.nansum(loss)) / len(LEVELS)
        self.totals["error"] += float(np.nansum(np.abs(error)))
        self.totals["bias"] += float(np.nansum(error))
        self.totals["units"] += float(np.nansum(actual))
        self.totals["held"] += float((inside & known).sum())
        self.totals["known"] += float(known.sum())
        total = actual[:, : which.protection].sum(axis=1)
        self.sums.append((total <= answer.total)[np.isfinite(total)].astype(np.float64))
        self.seconds += answer.seconds

    @property
    def losses(self) -> NDArray[np.float64]:
        """(n) scaled pinball of all items and test days; NaN where there is nothing to scale by."""
        return np.concatenate(self.loss)

    def row(self) -> str:
        """Return the cells of this method's line."""
        total, known = self.totals, self.losses[np.isfinite(self.losses)]
        squares = np.concatenate(self.squares)
        return (
            f"| {total['pinball'] / total['units']:.4f} | {known.mean():.4f} "
            f"| {total['error'] / total['units']:.3f} | {total['bias'] / total['units']:+.3f} "
            f"| {squares[np.isfinite(squares)].mean():.3f} "
            f"| {total['held'] / total['known']:.0%} | {np.concatenate(self.sums).mean():.0%} "
            f"| {self.seconds:.1f} |"
        )


def main() -> None:
    """Judge all methods on all sets, print a table a set, then the claims."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", default="", help="parts of sets' names, with commas")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--methods", default=",".join((*NETWORKS, *STATISTICS)))
    parser.add_argument("--weights", default=SHIPPED)
    parser.add_argument("--kept", type=Path, default=own_folder(), help="folder of answers")
    parser.add_argument("--peers", type=Path, default=own_folder(), help="folder of peers' answers")
    options = parser.parse_args()
    parts = options.set.lower().split(",")
    answers, peers = Answers(options.kept / "lstm", options.weights), Peers("", options.peers)
    seeds = [int(seed) for seed in options.seeds.split(",")]
    by_set: dict[str, dict[str, Judged]] = {}
    kinds: dict[str, NDArray[np.str_]] = {}
    for which in SETS:
        if not any(part in which.name.lower() for part in parts):
            continue
        days = trials(which)
        by_set[which.name] = judge(which, days, options.methods.split(","), answers, peers, seeds)
        kinds[which.name] = np.array([k.value for day in days for k in classify(day.past)])
        print_set(which, by_set[which.name])
    print_claims(by_set, kinds, len(seeds))


def judge(
    which: PeerSet,
    days: Sequence[Trial],
    names: Sequence[str],
    answers: Answers,
    peers: Peers,
    seeds: Sequence[int],
) -> dict[str, Judged]:
    """Return the judgement of every method; networks are averaged over ``seeds``."""
    judged: dict[str, Judged] = {}
    for name in names:
        judged[name] = Judged()
        for seed in seeds if name in (FINE_TUNED, SCRATCH) else seeds[:1]:
            for day in days:
                judged[name].add(answers.answer(name, which, day, seed), which, day)
    for name in PEERS:
        found = [peers.answer(name, which, day) for day in days]
        if all(answer is not None for answer in found):
            judged[name] = Judged()
            for answer, day in zip(found, days, strict=True):
                if answer is not None:
                    judged[name].add(answer, which, day)
    return judged


def print_set(which: PeerSet, judged: dict[str, Judged]) -> None:
    """Print one line a method."""
    role = "selection" if which.name in SELECTION else "report"
    print(f"\n### {which.name} ({role}), {which.horizon} periods ahead, {which.tests} test days\n")
    print(
        "| method | weighted quantile loss | scaled pinball | WAPE | bias | RMSSE | 80 % held "
        "| P95 of sums held | processor seconds |"
    )
    print("|---|" + "---:|" * 8)
    for name, result in judged.items():
        print(f"| {name} {result.row()}", flush=True)


def print_claims(
    by_set: dict[str, dict[str, Judged]], kinds: dict[str, NDArray[np.str_]], seeds: int
) -> None:
    """Print geometric means of ratios over sets with bootstrap ranges, and the worst class."""
    best = {name: best_statistical(judged) for name, judged in by_set.items()}
    print("\nBest statistical method: " + "; ".join(f"{k}: {v}" for k, v in best.items()))
    print("\n| ratio of scaled pinball | geometric mean over sets | range | sets lost |")
    print("|---|---:|---|---|")
    for name, against in (
        (ZERO_SHOT, "best"),
        (ZERO_SHOT, SCRATCH),
        (FINE_TUNED, "best"),
        (FINE_TUNED, SCRATCH),
        (FINE_TUNED, ZERO_SHOT),
    ):
        pairs = {
            which: (
                judged[name].losses,
                judged[best[which] if against == "best" else against].losses,
            )
            for which, judged in by_set.items()
            if name in judged and (against == "best" or against in judged)
        }
        print_ratio(f"{name} / {against}", pairs)
    print_classes(by_set, kinds, seeds)


def best_statistical(judged: dict[str, Judged]) -> str:
    """Return the single statistical method with the lowest mean loss, known only afterwards."""
    single = [name for name in judged if name not in NETWORKS and name != "LightGBM"]
    return min(single, key=lambda name: np.nanmean(judged[name].losses), default="")


def print_ratio(title: str, pairs: dict[str, tuple[NDArray, NDArray]]) -> None:
    """Print one ratio: sets are drawn with replacement, and items within each."""
    if not pairs:
        return
    rng = np.random.default_rng(1)
    sets = []
    for above, below in pairs.values():
        below = np.tile(below, len(above) // len(below)) if len(above) > len(below) else below
        above = np.tile(above, len(below) // len(above)) if len(below) > len(above) else above
        both = np.isfinite(above) & np.isfinite(below)
        sets.append((above[both], below[both]))
    ratios = {
        which: above.sum() / below.sum() for which, (above, below) in zip(pairs, sets, strict=True)
    }
    draws = np.empty(_DRAWS)
    for draw in range(_DRAWS):
        logs = []
        for number in rng.integers(len(sets), size=len(sets)):
            above, below = sets[number]
            rows = rng.integers(len(above), size=len(above))
            logs.append(np.log(above[rows].sum() / max(below[rows].sum(), _SMALLEST)))
        draws[draw] = np.exp(np.mean(logs))
    low, high = np.quantile(draws, [0.025, 0.975])
    mean = np.exp(np.mean(np.log(list(ratios.values()))))
    lost = ", ".join(f"{which} {ratio:.3f}" for which, ratio in ratios.items() if ratio > 1.0)
    print(f"| {title} | {mean:.3f} | {low:.3f}–{high:.3f} | {lost or 'none'} |", flush=True)


def print_classes(
    by_set: dict[str, dict[str, Judged]], kinds: dict[str, NDArray[np.str_]], seeds: int
) -> None:
    """Print the ratio of fine-tuned to from scratch in every class of every set with 20 items."""
    print("\n| set | class | items | fine-tuned / from scratch |\n|---|---|---:|---:|")
    for which, judged in by_set.items():
        if FINE_TUNED not in judged or SCRATCH not in judged:
            continue
        kind = np.tile(kinds[which], seeds)
        above, below = judged[FINE_TUNED].losses, judged[SCRATCH].losses
        both = np.isfinite(above) & np.isfinite(below)
        for name in np.unique(kind):
            rows = both & (kind == name)
            if rows.sum() >= 20:
                ratio = above[rows].sum() / below[rows].sum()
                print(f"| {which} | {name} | {rows.sum() // seeds} | {ratio:.3f} |")


if __name__ == "__main__":
    main()
