"""How fast the LSTM is: forecasting at once, fine-tuning, windows a second; prints Markdown.

    python -m tests.benchmarks.lstm_speed [--items 1000] [--peer-python PATH]

With the interpreter of an environment that has neuralforecast, its LSTM of the same number of units
and layers is trained on the same series in the same run, and windows a second are set side by side.
Processor time, one thread each, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.demand import Demand
from core.forecasting.lstm.global_lstm import GlobalLSTM
from core.frequency import Frequency
from core.progress import Progress

PEER = Path(__file__).with_name("lstm_speed_peer.py")
HIDDEN, LAYERS, STEPS, BATCH = 64, 2, 60, 128


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--alone", type=int, default=20, help="items with an LSTM of their own")
    parser.add_argument("--peer-python", default="")
    options = parser.parse_args()
    daily = made_up(options.items, 400, Frequency.DAILY)
    fitted = GlobalLSTM("cpu", tuned=False).fit(daily, Progress())
    fitted.forecast(daily, 28, 100, 1)
    print("| what | processor seconds | wall seconds |\n|---|---:|---:|")
    timed(f"zero-shot quantiles, {options.items} × 28 days", lambda: quantiles(fitted, daily))
    for paths in (100, 500):
        timed(
            f"zero-shot with {paths} paths, {options.items} × 28 days",
            lambda paths=paths: fitted.forecast(daily, 28, paths, 1),  # type: ignore[misc]
        )
    weekly = made_up(options.items, 104, Frequency.WEEKLY)
    timed(f"fine-tuning on {options.items} weekly items", lambda: tune(weekly))
    print_alone(weekly, options.alone)
    ours = throughput(weekly)
    print(f"\nTraining: {ours:,.0f} windows a second of processor time, one thread", flush=True)
    if options.peer_python:
        given = json.dumps({"hidden": HIDDEN, "layers": LAYERS, "steps": STEPS, "batch": BATCH})
        answer = subprocess.run(
            [options.peer_python, "-W", "ignore", PEER, given],
            check=True,
            capture_output=True,
            text=True,
        )
        theirs = float(answer.stdout.split()[-1])
        print(f"neuralforecast's LSTM: {theirs:,.0f}; ratio {ours / theirs:.1f}")


def timed(what: str, work: Callable[[], object]) -> None:
    """Run the work once and print what it cost."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    print(
        f"| {what} | {time.process_time() - processor:.2f} | {time.perf_counter() - wall:.2f} |",
        flush=True,
    )


def quantiles(fitted: object, demand: Demand) -> None:
    """Give the quantiles that paths are drawn from."""
    from core.forecasting.lstm.device import one_thread
    from core.forecasting.lstm.panel import panel_of

    with one_thread():
        fitted._quantiles(panel_of(demand), 28)  # type: ignore[attr-defined]


def tune(demand: Demand) -> None:
    """Fine-tune the shipped weights, and say what came of it."""
    record = GlobalLSTM("cpu").fit(demand, Progress()).record  # type: ignore[union-attr]
    print(f"| ({len(record.train)} looks; {record.reason}) | | |" if record else "| | | |")


def print_alone(demand: Demand, count: int) -> None:
    """Print what an LSTM of its own costs an item, against the shared one of all.

    Each has the sizes of neuralforecast's below and trains from scratch on one series, as the
    from-scratch control does on a panel: at most 140 batches of 32 windows, stopped early.
    """
    method = GlobalLSTM("cpu", hidden=HIDDEN, layers=LAYERS, weights="")
    begin = time.process_time()
    for row in range(count):
        one = demand.select(np.array([row]))
        method.fit(one, Progress()).forecast(one, 13, 100, 1)
    alone = (time.process_time() - begin) / count * len(demand)
    shared = GlobalLSTM("cpu")
    for name, tuned in (("as it came", False), ("fine-tuned", True)):
        begin = time.process_time()
        replace(shared, tuned=tuned).fit(demand, Progress()).forecast(demand, 13, 100, 1)
        spent = time.process_time() - begin
        print(
            f"\nAn LSTM an item, {count} of {len(demand)} weekly items measured: {alone:,.0f} "
            f"processor seconds for all; the shared one {name}: {spent:.1f}; ratio "
            f"{alone / spent:,.0f}",
            flush=True,
        )


def throughput(demand: Demand) -> float:
    """Return windows learned from per second of processor time, drawing included."""
    import torch

    from core.forecasting.lstm.batches import Batches, Portion
    from core.forecasting.lstm.device import one_thread
    from core.forecasting.lstm.network import DemandNetwork, NetworkShape
    from core.forecasting.lstm.panel import panel_of
    from core.forecasting.lstm.sampling import Sampling
    from core.forecasting.lstm.training import Training, TrainingPlan

    sampling = Batches((Portion(Sampling.of(panel_of(demand), 26, 1), BATCH),))
    torch.manual_seed(1)
    training = Training(DemandNetwork(NetworkShape(HIDDEN, LAYERS)), TrainingPlan(STEPS, BATCH))
    with one_thread():
        training.advance(sampling.draw(0, BATCH))
        begin = time.process_time()
        for step in range(1, STEPS):
            training.advance(sampling.draw(step, BATCH))
        return (STEPS - 1) * BATCH / (time.process_time() - begin)


def made_up(items: int, length: int, frequency: Frequency) -> Demand:
    """Return negative binomial counts with a season."""
    rng = np.random.default_rng(1)
    level = rng.lognormal(1.5, 1.2, (items, 1))
    wave = 1 + 0.4 * np.sin(2 * np.pi * np.arange(length) / frequency.season_length)
    units = rng.poisson(level * wave * rng.gamma(2.0, 0.5, (items, length))).astype(np.float32)
    return Demand(
        tuple(str(number) for number in range(items)),
        ("",) * items,
        np.datetime64("2023-01-02"),
        frequency,
        units,
        np.zeros(units.shape, dtype=np.bool_),
    )


if __name__ == "__main__":
    main()
