"""How forecasts of the program and its peers are judged: one row a forecaster and set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation import metrics
from core.forecasting.forecast import LEVELS
from tests.benchmarks.peer_answers import Answer
from tests.benchmarks.peer_sets import PeerSet, Trial

OURS = "**Shelfcast**"
LOW, HIGH = LEVELS.index(0.10), LEVELS.index(0.90)


@dataclass(frozen=True, slots=True)
class Row:
    """How one forecaster did on one set; means over its test days, seconds in total.

    pinball, wape, rmsse  see ``core.evaluation.metrics``
    middle        WAPE of the medians, which are what WAPE is least for (Gneiting 2011, JASA
                  106(494); Kolassa 2020, International Journal of Forecasting 36(1)); ``wape`` is
                  of the means, which add up to what is to be bought
    smape, mase           of the median, as the M competitions count them
    held, sums            shares inside the 80 % range, and of sums at most their 95 % quantile
    """

    pinball: float
    wape: float
    middle: float
    rmsse: float
    smape: float
    mase: float
    held: float
    sums: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows of one set by forecaster, and of the items that the slowest peer was asked about
    where these are only some: empty otherwise."""

    rows: dict[str, Row]
    few: dict[str, Row]

    def of(self, peer: str) -> dict[str, Row]:
        """Return the rows in which a peer stands beside ours; empty where there are none."""
        for rows in (self.rows, self.few):
            if peer in rows and OURS in rows:
                return rows
        return {}


def judged(which: PeerSet, trial: Trial, answer: Answer) -> Row:
    """Score one forecast against what was sold."""
    past = np.where(trial.past.censored, np.nan, trial.past.units).astype(np.float64)
    actual = trial.actual.astype(np.float64)
    season = trial.past.frequency.season_length
    # As in the competitions: weekly series have no season, monthly ones have twelve.
    seasonal = metrics.absolute_scale(past, season if season <= 12 < past.shape[1] else 1)
    middle = answer.quantiles[LEVELS.index(0.5)]
    total = actual[:, : which.protection].sum(axis=1)
    known = np.isfinite(total)
    size = np.abs(actual) + np.abs(middle)
    symmetric = 200 * np.abs(actual - middle) / np.where(size > 0, size, np.nan)
    return Row(
        mean(
            metrics.scaled_pinball(actual, answer.quantiles, LEVELS, metrics.absolute_scale(past))
        ),
        metrics.wape(actual, answer.mean),
        metrics.wape(actual, middle),
        mean(metrics.rmsse(actual, answer.mean, metrics.squared_scale(past))),
        mean(symmetric),
        mean(metrics.mase(actual, middle, seasonal)),
        metrics.coverage(actual, answer.quantiles[LOW], answer.quantiles[HIGH]),
        float((total <= answer.total)[known].mean()),
        answer.seconds,
    )


def mean(values: NDArray[np.float64]) -> float:
    """Return the mean of what is known."""
    return float(np.nanmean(values))


def averaged(rows: list[Row]) -> Row:
    """Return the mean over test days; seconds in total."""
    columns = [
        np.mean([getattr(row, name) for row in rows]) for name in Row.__slots__ if name != "seconds"
    ]
    return Row(*(float(value) for value in columns), sum(row.seconds for row in rows))
