"""Histogram-based gradient boosting for several quantiles of one target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.compute import Compute
from core.forecasting.boosting.features import Array32
from core.forecasting.history import FloatArray
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingRegressor

HEADS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Quantile levels that trees are grown for; between and beyond them as an exponential goes."""
STAGE = say(QT_TRANSLATE_NOOP("core", "Growing trees on all items' sales"))


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is learnt from: rows of the training table, trees a level, and the learning rate."""

    rows: int
    rounds: int
    rate: float


@dataclass(frozen=True, slots=True)
class Trees:
    """Grown trees of a target ≥ 0.

    heads  one model a level of HEADS
    used   (f) columns of the features that they know
    """

    heads: tuple[HistGradientBoostingRegressor, ...]
    used: NDArray[np.bool_]

    def quantiles(self, table: Array32) -> FloatArray:
        """Return (r, len(HEADS)) ascending quantiles of the target for features (r, f)."""
        values = [head.predict(table[:, self.used]) for head in self.heads]
        return np.sort(np.maximum(np.stack(values, axis=1), 0.0), axis=1)

    def medians(self, table: Array32) -> FloatArray:
        """Return (r) medians of the target for features (r, f)."""
        return np.asarray(self.heads[HEADS.index(0.5)].predict(table[:, self.used]))


def grown(
    table: Array32,
    target: FloatArray,
    effort: Effort,
    seed: int,
    compute: Compute,
    progress: Progress,
) -> Trees:
    """Grow trees on features (r, f) and target (r), ``effort.rounds`` of them a level."""
    # Lags longer than the history are unknown throughout; the binning refuses such columns.
    used = np.asarray(np.isfinite(table).any(axis=0))
    tasks = [_Task(table[:, used], target, level, effort, seed) for level in HEADS]
    return Trees(tuple(compute.map(_grown, tasks, progress, STAGE)), used)


@dataclass(frozen=True, slots=True)
class _Task:
    """What one model is grown on: features (r, f), target (r), its level."""

    table: Array32
    target: FloatArray
    level: float
    effort: Effort
    seed: int


def _grown(task: _Task) -> HistGradientBoostingRegressor:
    from sklearn.ensemble import HistGradientBoostingRegressor

    model = HistGradientBoostingRegressor(
        loss="quantile",
        quantile=task.level,
        max_iter=task.effort.rounds,
        learning_rate=task.effort.rate,
        max_leaf_nodes=15,
        min_samples_leaf=40,
        max_features=0.7,
        max_bins=63,
        early_stopping=False,
        random_state=task.seed,
    )
    return model.fit(task.table, task.target)
