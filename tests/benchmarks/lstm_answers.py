"""What the LSTM and the program's other methods forecast in a trial, kept outside the project."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import core.forecasting.lstm as room
from core.compute import Compute
from core.forecasting.catalogue import forecaster
from core.forecasting.forecast import LEVELS
from core.forecasting.forecaster import Forecaster
from core.forecasting.lstm.global_lstm import SHIPPED, GlobalLSTM
from core.progress import Progress
from tests.benchmarks.peer_answers import Answer
from tests.benchmarks.peer_sets import PeerSet, Trial

ZERO_SHOT, FINE_TUNED, SCRATCH = "zero-shot", "fine-tuned", "from scratch"
PATHS = 500


@dataclass(frozen=True, slots=True)
class Answers:
    """Asks methods and keeps what they say in ``folder``; ``weights`` are those to judge."""

    folder: Path
    weights: str = SHIPPED

    def answer(self, name: str, which: PeerSet, trial: Trial, seed: int) -> Answer:
        """Return a method's forecast, kept or made now."""
        digest = hashlib.sha256()
        past = trial.past
        parts = [past.units, past.censored, past.covariates.own, past.covariates.shared]
        for part in parts:
            digest.update(np.ascontiguousarray(part).tobytes())
        digest.update(self._edition(name).encode())
        label = f"{which.name}-{past.end}-{name}-{seed}".replace(" ", "_")
        kept = self.folder / f"{label}-{digest.hexdigest()[:12]}.npz"
        if not kept.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            made = self._ask(name, which, trial, seed)
            np.savez(
                kept,
                mean=made.mean,
                quantiles=made.quantiles,
                total=made.total,
                seconds=np.array(made.seconds),
            )
        with np.load(kept) as file:
            return Answer(file["mean"], file["quantiles"], file["total"], float(file["seconds"]))

    def _edition(self, name: str) -> str:
        """Return what decides a method's answers beside the data: its code, and weights."""
        folder = Path(room.__file__).parent
        network = [(folder / f"{part}.py").read_text() for part in _NETWORK]
        begun = Path(self.weights).read_bytes() if name in (ZERO_SHOT, FINE_TUNED) else b""
        if name in (ZERO_SHOT, FINE_TUNED, SCRATCH):
            return hashlib.sha256("".join(network).encode() + begun).hexdigest()
        return "1"

    def _ask(self, name: str, which: PeerSet, trial: Trial, seed: int) -> Answer:
        method = self._method(name, seed)
        begin = time.process_time()
        fitted = method.fit(trial.past, Progress())
        forecast = fitted.forecast(trial.past, which.horizon, PATHS, seed)
        seconds = time.process_time() - begin
        periods = np.full(len(forecast), float(which.protection))
        return Answer(
            forecast.mean().astype(np.float64),
            forecast.quantile(np.array(LEVELS)).astype(np.float64),
            forecast.total_quantile(0.95, periods).astype(np.float64),
            seconds,
        )

    def _method(self, name: str, seed: int) -> Forecaster:
        if name == ZERO_SHOT:
            return GlobalLSTM("cpu", seed, weights=self.weights, tuned=False)
        if name == FINE_TUNED:
            return GlobalLSTM("cpu", seed, weights=self.weights)
        if name == SCRATCH:
            return GlobalLSTM("cpu", seed, weights="")
        return forecaster(name, compute=Compute(workers=1), device="cpu", seed=seed)


_NETWORK = (
    "network",
    "recall",
    "windows",
    "sampling",
    "batches",
    "rehearsal",
    "training",
    "tuning",
    "paths",
)
"""Files whose change makes the networks' answers others."""
