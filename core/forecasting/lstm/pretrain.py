"""Pretraining on made-up demand: reproducible from its plan, to be stopped and resumed anywhere.

``python -m core.forecasting.lstm.pretrain FOLDER`` trains in the background; the folder then holds
the checkpoint (safetensors and JSON), and the weights with their card once training has ended.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import load_file

from core.forecasting.lstm.captured import CapturedSteps
from core.forecasting.lstm.checkpoint import resume, store, write_weights
from core.forecasting.lstm.corpus import Corpus
from core.forecasting.lstm.device import choose_device, one_thread
from core.forecasting.lstm.network import DemandNetwork
from core.forecasting.lstm.plan import PretrainingPlan
from core.forecasting.lstm.recorded import read_recorded
from core.forecasting.lstm.training import Training, TrainingCurve, train
from core.forecasting.lstm.weights import sha256_of
from core.progress import Progress, ProgressReport


def pretrain(
    plan: PretrainingPlan,
    folder: Path,
    device: str,
    progress: Progress,
    data: Path | None = None,
    begin: Path | None = None,
) -> TrainingCurve:
    """Train in ``folder`` until the plan is done, going on from its checkpoint if there is one.

    ``data`` is the folder of M3 and M4, needed where the plan has a share of recorded series;
    ``begin`` the weights to go on from, those of the plan's hash.
    """
    kind = choose_device(device).kind
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(plan.seed)
        network = DemandNetwork(plan.shape).to(kind)
    if begin is not None:
        if sha256_of(begin) != plan.begun_from:
            raise ValueError("the weights to begin from are not those of the plan")
        network.load_state_dict(load_file(begin, kind))
    training = Training(network, plan.training())
    folder.mkdir(parents=True, exist_ok=True)
    resume(training, plan, folder)
    recorded = read_recorded(data) if data is not None and plan.recorded else None
    corpus = Corpus(plan.portions, plan.seed, kind, recorded)
    captured = CapturedSteps(training, corpus).advance if kind == "cuda" else None

    def keep(now: Training) -> None:
        store(now, plan, folder)

    if kind == "cuda":
        # Decoding keeps 10 of 23 bits in its multiplications: twice as fast on such cards.
        torch.set_float32_matmul_precision("high")
    with one_thread():
        curve = train(training, corpus.draw, corpus.held_out(), progress, keep, captured)
    write_weights(network, plan, training, folder)
    return curve


def run(arguments: Sequence[str] | None = None) -> None:
    """Pretrain with the options of the command line, one line on stdout a minute."""
    parser = argparse.ArgumentParser(description="Pretrain the LSTM on made-up demand.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--begin", type=Path, help="weights to go on from")
    parser.add_argument("--data", type=Path, help="folder of m3/ and m4/, for --recorded")
    for name, value in asdict(PretrainingPlan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = vars(parser.parse_args(arguments))
    folder, device, data, begin = (
        options.pop(name) for name in ("folder", "device", "data", "begin")
    )
    if begin is not None:
        options["begun_from"] = sha256_of(begin)
    last = time.monotonic()

    def say_so(report: ProgressReport) -> None:
        nonlocal last
        if time.monotonic() - last > 60:
            last = time.monotonic()
            print(f"{report.done}/{report.total} {report.stage}", flush=True)

    pretrain(PretrainingPlan(**options), folder, device, Progress(say_so), data, begin)


if __name__ == "__main__":
    run()
