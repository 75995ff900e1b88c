"""The rolling backtest: every forecaster judged at the same cutoffs with the same information."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METRICS = ("absolute_error", "bias", "units", "mase", "rmsse", "pinball", "covered_80")
"""What is scored per model, item and cutoff; see ``core.evaluation.metrics``.

absolute_error, bias and units are sums over the horizon in units (so that WAPE over any group is
sum(absolute_error) / sum(units)); mase, rmsse and pinball are means over horizon and levels scaled
by the item's past; covered_80 is the share of periods inside the 80 % range.
"""


@dataclass(frozen=True, slots=True)
class Backtest:
    """Scores of m models on n items at o cutoffs.

    models  (m) names
    items   (n) item codes; stores (n) store names
    cutoffs (o) first day forecast at each origin
    horizon periods forecast at each origin
    scores  (m, n, o, len(METRICS)) float32; NaN where an item has no demand to be judged on
    seconds (m) time each model took, fitting included
    """

    models: tuple[str, ...]
    items: tuple[str, ...]
    stores: tuple[str, ...]
    cutoffs: tuple[np.datetime64, ...]
    horizon: int
    scores: NDArray[np.float32]
    seconds: tuple[float, ...]

    def __post_init__(self) -> None:
        self.scores.setflags(write=False)

    def score(self, metric: str) -> NDArray[np.float32]:
        """(m, n, o) the scores of one metric."""
        return np.asarray(self.scores[..., METRICS.index(metric)])
