"""What each part of the LSTM is worth: variants pretrained side by side on one card.

    SHELFCAST_DATA=… python -m tests.benchmarks.lstm_ablation FOLDER [--minutes 8] [--only NAME,…]

All variants run at once, each for the same time, then forecast zero-shot the sets of ``peer_sets``
and, to choose by, all of the selection sets at several days. Prints Markdown; each variant's
weights, card and scores stay in FOLDER/NAME. Steps are fixed by a trial run in the beginning, so
the rate can fall to zero at the end.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch
from torch import Tensor

from core.demand.covariates import NO_COVARIATES
from core.forecasting.lstm import network, synthetic, training, windows
from core.forecasting.lstm.captured import CapturedSteps
from core.forecasting.lstm.corpus import Corpus
from core.forecasting.lstm.network import DemandNetwork
from core.forecasting.lstm.plan import PretrainingPlan
from core.forecasting.lstm.pretrain import pretrain
from core.forecasting.lstm.recall import RECALLED, Recall
from core.forecasting.lstm.training import Training
from core.progress import Progress
from tests.benchmarks.accuracy_data import shared_data
from tests.benchmarks.covariate_data import pasta_promoted
from tests.benchmarks.lstm import PROMOTED, Judged, judge
from tests.benchmarks.lstm_answers import ZERO_SHOT, Answers
from tests.benchmarks.peer_answers import Peers
from tests.benchmarks.peer_sets import SETS, PeerSet, trials

BASE = PretrainingPlan(
    hidden=128, layers=2, width=192, batch=2048, rows=8192, windows=16, recorded=0.2, look=500
)
NOT_TOLD = replace(
    PROMOTED,
    name="pasta without promotions",
    load=lambda: replace(pasta_promoted(), covariates=NO_COVARIATES),
)
FINAL = replace(BASE, batch=4096, rows=16_384, recorded=0.15, look=1000)
_TO_BEGIN, _TO_TRY, _TO_JUDGE = 28.0, 12.0, 40.0
"""Seconds until all variants run, of the trial, and kept for judging."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A plan, and the part of network or corpus that is left out."""

    plan: PretrainingPlan
    without: str = ""


VARIANTS = {
    "base": Variant(BASE),
    "another seed": Variant(replace(BASE, seed=20260202)),
    "64 units": Variant(replace(BASE, hidden=64, width=128)),
    "192 units": Variant(replace(BASE, hidden=192, width=256)),
    "3 layers": Variant(replace(BASE, layers=3)),
    "8 heads": Variant(replace(BASE, heads=8)),
    "no recorded series": Variant(replace(BASE, recorded=0.0)),
    "half recorded series": Variant(replace(BASE, recorded=0.5)),
    "no smooth series": Variant(BASE, "smooth"),
    "no recall": Variant(BASE, "recall"),
    "no phases": Variant(BASE, "phases"),
    "no covariates": Variant(BASE, "covariates"),
    "no cumulative head": Variant(BASE, "cumulative"),
    "final": Variant(FINAL),
    "final of 64 units": Variant(replace(FINAL, hidden=64, width=128)),
}


def selection() -> tuple[PeerSet, ...]:
    """Return the selection sets in full: all items, several test days."""
    by_name = {which.name: which for which in SETS}
    return (
        replace(by_name["hospital monthly"], name="all of hospital", items=0, tests=3),
        replace(by_name["M5 departments daily"], name="all of M5", items=0, tests=6),
    )


class NoRecall(Recall):
    """Recalls the scale alone."""

    def forward(self, given: windows.Windows, state: Tensor) -> tuple[Tensor, Tensor]:
        """Return 1 for every head and no features."""
        count, horizon, _ = given.steps.shape
        means = state.new_ones(count, horizon, self.heads)
        return means, state.new_zeros(count, horizon, self.heads * RECALLED)


def leave_out(part: str) -> ExitStack:
    """Return a stack inside which ``part`` is left out of network, windows or corpus."""
    stack = ExitStack()
    if part in ("phases", "covariates"):
        whole: Callable[..., Tensor] = getattr(windows, part)
        stack.enter_context(
            patch.object(windows, part, lambda *given: torch.zeros_like(whole(*given)))
        )
    elif part == "recall":
        stack.enter_context(patch.object(network, "Recall", NoRecall))
    elif part == "cumulative":
        stack.enter_context(patch.object(training, "_SO_FAR", 0.0))
    elif part == "smooth":
        stack.enter_context(patch.object(synthetic, "Mix", partial(synthetic.Mix, smooth=0.0)))
    elif part:
        raise ValueError(part)
    return stack


def main() -> None:
    """Train all variants at once, then print their scores; or, as a part of that, one of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--only", default=",".join(VARIANTS))
    parser.add_argument("--device", default="auto")
    parser.add_argument("--steps", type=int, default=0, help="instead of a trial run")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    parser.add_argument("--begun", type=float, default=time.time(), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        run_one(options)
        return
    names = options.only.split(",")
    given = ["--minutes", str(options.minutes), "--device", options.device]
    given += ["--steps", str(options.steps), "--begun", str(options.begun)]
    given += ["--only", options.only]
    running = []
    for name in names:
        folder = options.folder / name.replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "log.txt").open("w") as log:
            command = [sys.executable, "-m", __spec__.name, str(options.folder), "--one", name]
            running.append(subprocess.Popen([*command, *given], stdout=log, stderr=log))
    for process in running:
        process.wait()
    print_table(options.folder, names)


def run_one(options: argparse.Namespace) -> None:
    """Train one variant for its time and keep its scores."""
    variant, folder = VARIANTS[options.one], options.folder / options.one.replace(" ", "-")
    torch.set_num_threads(1)
    with leave_out(variant.without):
        plan = variant.plan
        if options.steps:
            plan = replace(plan, steps=options.steps, cooling=max(1, options.steps // 3))
        else:
            wait = _TO_BEGIN if "," in options.only else 0.0
            plan = steps_within(plan, options.begun, wait, 60 * options.minutes - _TO_JUDGE)
        print(plan, f"{time.time() - options.begun:.0f} s", flush=True)
        data = shared_data() if plan.recorded else None
        pretrain(plan, folder, options.device, Progress(), data)
        print(f"trained {time.time() - options.begun:.0f} s", flush=True)
        scores = scored(folder / "lstm.safetensors")
    (folder / "scores.json").write_text(json.dumps(scores, indent=1), encoding="utf-8")
    print(f"judged {time.time() - options.begun:.0f} s", flush=True)


def steps_within(
    plan: PretrainingPlan, begun: float, wait: float, seconds: float
) -> PretrainingPlan:
    """Return the plan with as many steps as a trial run says fit in ``seconds`` after ``begun``."""
    torch.set_float32_matmul_precision("high")
    corpus = Corpus(plan.portions, plan.seed, "cuda")
    tried = Training(DemandNetwork(plan.shape).to("cuda"), plan.training())
    steps = CapturedSteps(tried, corpus)
    for step in range(40):
        steps.advance(step)
    torch.cuda.synchronize()
    # The trial is to be as slow as training will be: all others must be running.
    time.sleep(max(0.0, begun + wait - time.time()))
    begin, done = time.monotonic(), 0
    while time.monotonic() - begin < _TO_TRY:
        for _ in range(10):
            steps.advance(100 + done)
            done += 1
        torch.cuda.synchronize()
    speed = done / (time.monotonic() - begin)
    # What is not in the trial: looks, checkpoints.
    left = 0.95 * (begun + seconds - time.time())
    count = max(plan.look, int(left * speed) // plan.look * plan.look)
    return replace(plan, steps=count, cooling=count // 3)


def scored(weights: Path) -> dict[str, list[float]]:
    """Return scaled pinball, weighted quantile loss, WAPE, bias, share held at 80 % by set."""
    result = {}
    for which in (*SETS, *selection()):
        result[which.name] = scores_of(which, weights)
    for which in (PROMOTED, NOT_TOLD):
        result[which.name] = scores_of(which, weights)
    return result


def scores_of(which: PeerSet, weights: Path) -> list[float]:
    """Return the scores on one set, as in ``scored``."""
    answers = Answers(weights.parent / "answers", str(weights))
    peers = Peers("", weights.parent)
    found: Judged = judge(which, trials(which), [ZERO_SHOT], answers, peers, [1])[ZERO_SHOT]
    total = found.totals
    scores = [
        float(np.nanmean(found.losses)),
        total["pinball"] / total["units"],
        total["error"] / total["units"],
        total["bias"] / total["units"],
        total["held"] / total["known"],
    ]
    print(which.name, [round(value, 4) for value in scores], flush=True)
    return scores


def print_table(folder: Path, names: list[str]) -> None:
    """Print scaled pinball by set and variant, and the geometric mean over the first variant's."""
    found = {}
    for name in names:
        path = folder / name.replace(" ", "-") / "scores.json"
        if path.is_file():
            found[name] = json.loads(path.read_text(encoding="utf-8"))
        else:
            print(f"{name}: failed, see its log.txt")
    if not found:
        return
    first = next(iter(found.values()))
    chosen_by = [which.name for which in selection()]
    print("| variant | steps | selection | all sets | " + " | ".join(first) + " |")
    print("|---|" + "---:|" * (len(first) + 3))
    for name, scores in found.items():
        card = json.loads((folder / name.replace(" ", "-") / "lstm.json").read_text("utf-8"))
        ratio = {which: scores[which][0] / first[which][0] for which in first}
        means = [
            np.exp(np.mean([np.log(ratio[which]) for which in some]))
            for some in (chosen_by, [which for which in first if which not in chosen_by])
        ]
        cells = [f"{mean:.3f}" for mean in means]
        cells += [f"{scores[which][0]:.4f}" for which in first]
        print(f"| {name} | {card['steps_done']} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
