"""What a peer forecasts at one test day: asked once, kept in a file outside the project."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray

from core.forecasting.forecast import LEVELS
from core.frequency import Frequency
from tests.benchmarks.peer_sets import PeerSet, Trial

METHODS = Path(__file__).with_name("peer_methods.py")
PEERS = ("AutoETS", "AutoTheta", "CrostonSBA", "IMAPA", "AutoARIMA", "LightGBM")
MEDIAN = "median of five"
GLOBAL = "LightGBM"
"""The peer that takes what is known ahead, as the program does."""
EDITION = "1"
"""To be raised when ``peer_methods.py`` answers otherwise: kept answers are then made anew."""
SLOW = "AutoARIMA"
"""The peer that some sets ask about a part of their items only."""
OF_FIVE = ("AutoARIMA", "AutoETS", "AutoTheta", "CrostonSBA", "IMAPA")


@dataclass(frozen=True, slots=True)
class Answer:
    """A forecast of n items over h periods, and what it cost.

    mean      (n, h) units a period
    quantiles (levels, n, h) units a period at ``LEVELS``
    total     (n) 95 % quantile of the units of lead time and review
    seconds   of processor time
    """

    mean: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    total: NDArray[np.float64]
    seconds: float

    def select(self, rows: NDArray[np.intp]) -> Answer:
        """Return the forecast of the items at ``rows``, with their share of the seconds."""
        share = self.seconds * len(rows) / len(self.mean)
        return Answer(self.mean[rows], self.quantiles[:, rows], self.total[rows], share)


@dataclass(frozen=True, slots=True)
class Peers:
    """The interpreter that has the peers, and the folder that keeps their answers.

    python  path of the interpreter; empty: only kept answers are used
    """

    python: str
    folder: Path

    def answer(self, name: str, which: PeerSet, trial: Trial) -> Answer | None:
        """Return a peer's forecast, kept or made now; None where it is not kept and no python."""
        given = _given(which, trial)
        if name == GLOBAL:
            given |= _known_ahead(which, trial)
        digest = hashlib.sha256(EDITION.encode())
        for key, value in given.items():
            digest.update(key.encode() + np.ascontiguousarray(value).tobytes())
        label = f"{which.name}-{trial.past.end}-{name}".replace(" ", "_")
        kept = self.folder / f"{label}-{digest.hexdigest()[:12]}.npz"
        if not kept.is_file():
            if not self.python:
                return None
            self._ask(name, given, kept)
        with np.load(kept) as file:
            return Answer(file["mean"], file["quantiles"], file["total"], float(file["seconds"]))

    def _ask(self, name: str, given: dict[str, NDArray[np.generic]], kept: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        own = f"{os.getpid()}.npz"
        question, made = kept.with_suffix(f".ask-{own}"), kept.with_suffix(f".made-{own}")
        np.savez(question, **given)
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        try:
            subprocess.run(
                [self.python, "-W", "ignore", METHODS, question, made, name],
                check=True,
                env=os.environ | single,
            )
            made.replace(kept)
        finally:
            question.unlink(missing_ok=True)


def own_folder() -> Path:
    """Return where answers are kept unless another folder is named."""
    return Path(platformdirs.user_cache_dir("shelfcast-benchmarks", appauthor=False))


def joined(answers: list[Answer]) -> Answer:
    """Return the forecasts of several groups of items as one."""
    return Answer(
        np.concatenate([a.mean for a in answers]),
        np.concatenate([a.quantiles for a in answers], axis=1),
        np.concatenate([a.total for a in answers]),
        sum(a.seconds for a in answers),
    )


def median_of(answers: list[Answer]) -> Answer:
    """Return the median of several forecasts, quantile by quantile."""
    return Answer(
        np.median([a.mean for a in answers], axis=0),
        np.median([a.quantiles for a in answers], axis=0),
        np.median([a.total for a in answers], axis=0),
        sum(a.seconds for a in answers),
    )


def _given(which: PeerSet, trial: Trial) -> dict[str, NDArray[np.generic]]:
    past = trial.past
    return {
        "units": _filled(np.where(past.censored, np.nan, past.units)),
        "horizon": np.array(which.horizon),
        "season": np.array(past.frequency.season_length),
        "protection": np.array(which.protection),
        "start": np.array(str(past.start)),
        "step": np.array(past.frequency.value),
        "levels": np.array(LEVELS),
    }


def _known_ahead(which: PeerSet, trial: Trial) -> dict[str, NDArray[np.generic]]:
    """(n, t + h, k) events, promotions and prices, (n) number of each item's category, and periods
    of a year where two are known by days."""
    known, past = trial.past.covariates, trial.past
    year = {}
    if past.frequency is Frequency.DAILY and past.length >= 2 * 364:
        year = {"year": np.array(364)}
    if not len(known):
        return year
    stop = past.length + which.horizon
    shared = known.shared_window(0, stop)
    shared = shared[:, shared[: past.length].any(axis=0)]
    own = known.own_window(len(past), 0, stop)
    everywhere = np.broadcast_to(shared, (len(past), *shared.shape))
    _, group = np.unique(past.categories or past.stores, return_inverse=True)
    return year | {"known": np.concatenate([own, everywhere], axis=2), "group": group}


def _filled(units: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, t) units with gaps filled by the value before: the peers take no gaps."""
    known = np.isfinite(units)
    last = np.maximum.accumulate(np.where(known, np.arange(units.shape[1]), -1), axis=1)
    return np.where(last >= 0, np.take_along_axis(units, np.maximum(last, 0), axis=1), np.nan)
