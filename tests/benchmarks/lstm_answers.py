"""What the LSTM and the program's other methods forecast in a trial, kept outside the project.

Of the networks what they learned is kept, and the forecast made anew: how paths are drawn can be
changed without learning again.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import core.forecasting.lstm as room
from core.compute import Compute
from core.forecasting.catalogue import forecaster
from core.forecasting.forecast import LEVELS
from core.forecasting.forecaster import FittedForecaster
from core.forecasting.lstm.global_lstm import SHIPPED, FittedLSTM, GlobalLSTM
from core.forecasting.lstm.record import NetworkRecord
from core.progress import Progress
from core.saving.documents import Document, kinds_within, put_together, take_apart
from tests.benchmarks.peer_answers import Answer
from tests.benchmarks.peer_sets import PeerSet, Trial

ZERO_SHOT, FINE_TUNED, SCRATCH = "zero-shot", "fine-tuned", "from scratch"
PATHS = 500

_LEARNING = ("network", "recall", "windows", "sampling", "batches", "training", "tuning")
"""Files whose change makes what a network learns another thing; fine-tuning also rehearses."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Asks methods and keeps what they say in ``folder``; ``weights`` are those to judge."""

    folder: Path
    weights: str = SHIPPED

    def answer(self, name: str, which: PeerSet, trial: Trial, seed: int) -> Answer:
        """Return a method's forecast, kept or made now."""
        if name == ZERO_SHOT:
            method = GlobalLSTM("cpu", seed, weights=self.weights, tuned=False)
            return _asked(lambda: method.fit(trial.past, Progress()), which, trial, seed)
        if name in (FINE_TUNED, SCRATCH):
            return self._learned(name, which, trial, seed)
        kept = self._place(name, which, trial, seed, b"1").with_suffix(".npz")
        if not kept.is_file():
            method = forecaster(name, compute=Compute(workers=1), device="cpu", seed=seed)
            made = _asked(lambda: method.fit(trial.past, Progress()), which, trial, seed)
            _write(
                kept,
                mean=made.mean,
                quantiles=made.quantiles,
                total=made.total,
                seconds=np.array(made.seconds),
            )
        with np.load(kept) as file:
            return Answer(file["mean"], file["quantiles"], file["total"], float(file["seconds"]))

    def _learned(self, name: str, which: PeerSet, trial: Trial, seed: int) -> Answer:
        """Return the forecast of a network that learned from the trial, now or before."""
        weights = self.weights if name == FINE_TUNED else ""
        method = GlobalLSTM("cpu", seed, weights=weights)
        kept = self._place(name, which, trial, seed, _edition(weights)).with_suffix(".learned.npz")
        if not kept.is_file():
            begin = time.process_time()
            fitted = method.fit(trial.past, Progress())
            seconds = time.process_time() - begin
            record = fitted.record if isinstance(fitted, FittedLSTM) else None
            document = take_apart(record)
            arrays = {f"array{number}": value for number, value in enumerate(document.arrays)}
            _write(kept, text=np.array(document.text), seconds=np.array(seconds), **arrays)
        with np.load(kept) as file:
            arrays = tuple(file[f"array{number}"] for number in range(len(file.files) - 2))
            document = Document(str(file["text"]), arrays)
            record = put_together(document, kinds_within(NetworkRecord))
            seconds = float(file["seconds"])
        known = (record,) if isinstance(record, NetworkRecord) else ()
        again = replace(method, known=known)
        made = _asked(lambda: again.fit(trial.past, Progress()), which, trial, seed)
        return replace(made, seconds=made.seconds + seconds)

    def _place(self, name: str, which: PeerSet, trial: Trial, seed: int, edition: bytes) -> Path:
        """Return where an answer is kept, without the end of its name."""
        digest = hashlib.sha256(edition)
        past = trial.past
        for part in (past.units, past.censored, past.covariates.own, past.covariates.shared):
            digest.update(np.ascontiguousarray(part).tobytes())
        label = f"{which.name}-{past.end}-{name}-{seed}".replace(" ", "_")
        return self.folder / f"{label}-{digest.hexdigest()[:12]}"


def _edition(weights: str) -> bytes:
    """Return what decides what a network learns beside the data: code, and pretrained weights."""
    folder = Path(room.__file__).parent
    parts = (*_LEARNING, "rehearsal") if weights else _LEARNING
    code = "".join((folder / f"{part}.py").read_text(encoding="utf-8") for part in parts).encode()
    return code + (Path(weights).read_bytes() if weights else b"")


def _write(kept: Path, **arrays: NDArray[np.generic]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.savez(kept, **arrays)


def _asked(fit: Callable[[], FittedForecaster], which: PeerSet, trial: Trial, seed: int) -> Answer:
    begin = time.process_time()
    forecast = fit().forecast(trial.past, which.horizon, PATHS, seed)
    seconds = time.process_time() - begin
    periods = np.full(len(forecast), float(which.protection))
    return Answer(
        forecast.mean().astype(np.float64),
        forecast.quantile(np.array(LEVELS)).astype(np.float64),
        forecast.total_quantile(0.95, periods).astype(np.float64),
        seconds,
    )
