"""How fast pretraining is on a card and on processors, and how much of the card it uses.

    python -m tests.benchmarks.lstm_card [--batch 512,2048,4096] [--hidden 128] [--width 192]

Prints Markdown. Windows a second include making up the series and cutting the windows. The share of
the card's peak is of its best multiplication of matrices (bf16, 8192 × 8192), measured in the same
run; operations are counted by torch's own counter.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import replace

import torch
from torch.utils.flop_counter import FlopCounterMode

from core.forecasting.lstm.captured import CapturedSteps
from core.forecasting.lstm.corpus import Corpus
from core.forecasting.lstm.network import DemandNetwork
from core.forecasting.lstm.plan import PretrainingPlan
from core.forecasting.lstm.training import Training, gradients
from core.forecasting.lstm.windows import CONTEXT

_SECONDS = 8.0
_COUNTED = 16
_SIDE = 8192


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--batch", default="512,2048,4096")
    for name in ("hidden", "layers", "width", "heads"):
        parser.add_argument(f"--{name}", type=int, default=getattr(PretrainingPlan(), name))
    options = vars(parser.parse_args())
    batches = [int(part) for part in options.pop("batch").split(",")]
    plan = PretrainingPlan(**options, rows=8192, windows=16)
    operations = operations_of(plan)
    print(f"{operations / 1e6:.1f} million operations a window, forward and backward")
    print("| device | batch | windows a second | TFLOP/s |\n|---|---:|---:|---:|")
    for threads in sorted({1, os.cpu_count() or 1}):
        torch.set_num_threads(threads)
        print_row(f"CPU, {threads} threads", 512, measured(plan, "cpu", 512), operations)
    torch.set_num_threads(1)
    if not torch.cuda.is_available():
        return
    torch.set_float32_matmul_precision("high")
    name = torch.cuda.get_device_name()
    rates = {}
    for batch in batches:
        print_row(
            f"{name}, kernels one by one", batch, measured(plan, "cuda", batch, False), operations
        )
        rates[batch] = measured(plan, "cuda", batch)
        print_row(f"{name}, steps recorded", batch, rates[batch], operations)
    peak = best_multiplication()
    share = max(rates.values()) * operations / peak
    print(f"\nbf16 multiplication {peak / 1e12:.0f} TFLOP/s; of it, training reaches {share:.2%}")
    print(f"memory of the card used at most: {torch.cuda.max_memory_allocated() / 2**30:.1f} GiB")


def print_row(device: str, batch: int, rate: float, operations: float) -> None:
    """Print a line of the table."""
    print(f"| {device} | {batch} | {rate:,.0f} | {rate * operations / 1e12:.3f} |", flush=True)


def measured(plan: PretrainingPlan, device: str, batch: int, captured: bool = True) -> float:
    """Return windows learned from a second."""
    corpus = Corpus(replace(plan, batch=batch).portions, plan.seed, device)
    torch.manual_seed(1)
    training = Training(DemandNetwork(plan.shape).to(device), plan.training())
    step = advance_of(training, corpus, batch, captured and device == "cuda")
    for number in range(30 if device == "cuda" else 2):
        step(number)
    wait(device)
    begin, number = time.perf_counter(), 0
    while time.perf_counter() - begin < _SECONDS:
        step(1000 + number)
        number += 1
        if number % 20 == 0:
            wait(device)
    wait(device)
    return number * batch / (time.perf_counter() - begin)


def advance_of(
    training: Training, corpus: Corpus, batch: int, captured: bool
) -> Callable[[int], object]:
    """Return what does a step."""
    if captured:
        return CapturedSteps(training, corpus).advance
    return lambda step: training.advance(corpus.draw(step, batch))


def wait(device: str) -> None:
    """Let the card finish what it was given."""
    if device == "cuda":
        torch.cuda.synchronize()


def operations_of(plan: PretrainingPlan) -> float:
    """Return floating-point operations a window of the longest past, forward and backward."""
    corpus = Corpus(replace(plan, rows=32, batch=_COUNTED).portions, plan.seed, "cpu")
    network = DemandNetwork(plan.shape)
    corpus.turn_to(0)
    windows = corpus.windows(CONTEXT)
    with torch.backends.mkldnn.flags(enabled=False), FlopCounterMode(display=False) as counter:
        gradients(network, windows)
    return counter.get_total_flops() / _COUNTED


def best_multiplication() -> float:
    """Return operations a second of a large multiplication in bf16."""
    left, right = (torch.randn(_SIDE, _SIDE, device="cuda", dtype=torch.bfloat16) for _ in range(2))
    for _ in range(3):
        left @ right
    torch.cuda.synchronize()
    begin = time.perf_counter()
    for _ in range(20):
        left @ right
    torch.cuda.synchronize()
    return 20 * 2 * _SIDE**3 / (time.perf_counter() - begin)


if __name__ == "__main__":
    main()
