"""Which model forecasts which item, and why.

The loss of a model on an item is its pinball loss scaled by the item's past. Models are compared by
differences of losses, never by ratios: on an item of which nothing was sold in the test, to have
forecast nothing is infinitely better by ratio, so that ratios would prefer whoever forgets that
slow items sell at all. A few cutoffs say little about one item: taking each item's lowest loss
would chase noise. So a model's loss on an item is shrunk toward its mean loss in the item's class
of demand, by as much as the scatter between cutoffs exceeds the scatter between items (James–Stein
in the form of Efron & Morris 1975, Journal of the American Statistical Association 70(350)), and
the class means of small classes toward those of all items. Where models do not truly differ between
items, all items of a class get the same model. And the ensemble stands unless another is better by
more than three hundredths: between near equals the steadier one errs less on what comes next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.errors import OptionError
from core.evaluation.backtest import Backtest
from core.evaluation.classes import DemandClass, classify
from core.evaluation.pools import SHORT
from core.evaluation.reasons import (
    YARDSTICK,
    Verdict,
    reason_failed,
    reason_of,
    reason_untested,
)
from core.forecasting.catalogue import MODELS
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

FloatArray = NDArray[np.float64]

STEADY = "ensemble"
_STEADINESS = 0.03
"""Share of a class's loss by which another model must be better than the ensemble."""
_YOUNG_STEADINESS = 0.5
"""The same where history is short and tests judge a few periods only."""
_UNTESTED = ("ensemble", "empirical_quantiles", "moving_mean", YARDSTICK)
"""What to use where nothing can be tested, best first: methods that cannot go far wrong."""

_SMALL_CLASS = 20
"""Items at which a class's own mean weighs as much as that of all items."""
_OVERLAP = 2.0
"""Cutoffs share history and often periods: their scatter counts as if they were half as many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The model chosen for each of n items.

    models  (n) name of the model used
    gain    (n) float32, share by which its scaled pinball loss is below seasonal naive's
            (0.2 = 20 % better); NaN where there was too little history to judge
    reasons (n) why, in words
    classes (n) class of demand of each item, as in ``core.evaluation.classes``
    """

    models: tuple[str, ...]
    gain: NDArray[np.float32]
    reasons: tuple[Sentence, ...]
    classes: tuple[DemandClass, ...] = ()

    def __post_init__(self) -> None:
        self.gain.setflags(write=False)

    def without(self, failed: str, stand_in: str) -> Choice:
        """Return the choice with one model taking the place of another that failed."""
        hit = np.array(self.models) == failed
        reason = reason_failed(failed)
        return replace(
            self,
            models=tuple(stand_in if h else m for h, m in zip(hit, self.models, strict=True)),
            gain=np.where(hit, np.float32(np.nan), self.gain),
            reasons=tuple(reason if h else r for h, r in zip(hit, self.reasons, strict=True)),
        )


def choose_models(backtest: Backtest, demand: Demand) -> Choice:
    """Choose for each item the model with the lowest shrunken loss; seasonal naive where it wins.

    The ladder: an item with tests is judged by them and by its class; an item that was too new for
    every test gets the best model of its class; without any test all items get a method that
    cannot go far wrong. Models that failed are never chosen. Raises OptionError where every model
    failed.
    """
    classes = classify(demand)
    failed = {failure.model for failure in backtest.failures}
    usable = [m for m, name in enumerate(backtest.models) if name not in failed]
    if not usable:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "No method could forecast these sales. Choose among the others: {known}.",
                ),
                known=", ".join(MODELS),
            )
        )
    names = [backtest.models[m] for m in usable]
    loss = backtest.score("pinball")[usable].astype(np.float64)
    if not np.isfinite(loss).any():
        return _untested(names, demand, classes)
    yardstick = names.index(YARDSTICK) if YARDSTICK in names else -1
    excess = excess_losses(loss)
    pooled = class_excess(excess, classes)
    expected = shrunken_excess(excess, pooled, classes)
    if STEADY in names:
        share = _YOUNG_STEADINESS if demand.length < SHORT else _STEADINESS
        margin = share * _class_loss(loss[names.index(STEADY)], classes)
        # Seasonal naive needs no margin: what nothing beats is used, and said.
        others = [k for k, name in enumerate(names) if name not in (STEADY, YARDSTICK)]
        expected[others] += margin
    best = expected.argmin(axis=0)
    tested = np.asarray(np.isfinite(excess).any(axis=(0, 2)))
    naive = _class_loss(loss[yardstick], classes) if yardstick >= 0 else np.zeros(len(demand))
    gain = _gains(loss, best, yardstick)
    known_season = seasoned(backtest, demand)
    verdicts = (
        Verdict(
            model=names[best[i]],
            own=bool(best[i] != pooled[:, i].argmin()),
            gain=float(gain[i]),
            pool_gain=_share(pooled[yardstick, i] - pooled[best[i], i], naive[i]),
            tested=bool(tested[i]),
            kind=classes[i],
        )
        for i in range(len(demand))
    )
    reasons = tuple(reason_of(verdict, demand.frequency, known_season) for verdict in verdicts)
    return Choice(tuple(names[m] for m in best), gain, reasons, classes)


def excess_losses(loss: FloatArray) -> FloatArray:
    """Return (m, n, o) losses above the mean of all models at the same item and cutoff.

    NaN where a model was not judged.
    """
    return np.asarray(loss - _mean(loss, axis=0))


def class_excess(excess: FloatArray, classes: Sequence[DemandClass]) -> FloatArray:
    """Return (m, n) the mean excess of each model in each item's class, small classes shrunk."""
    kinds = np.array([kind.value for kind in classes])
    item_means = _mean(excess, axis=2)
    overall = _mean(item_means, axis=1)
    overall = np.where(np.isfinite(overall), overall, 0.0)
    pooled = np.empty(item_means.shape)
    for kind in np.unique(kinds):
        rows = kinds == kind
        inside = item_means[:, rows]
        count = np.isfinite(inside).any(axis=0).sum()
        mean = _mean(inside, axis=1)
        mean = np.where(np.isfinite(mean), mean, overall)
        pooled[:, rows] = ((count * mean + _SMALL_CLASS * overall) / (count + _SMALL_CLASS))[
            :, None
        ]
    return pooled


def shrunken_excess(
    excess: FloatArray, pooled: FloatArray, classes: Sequence[DemandClass]
) -> FloatArray:
    """Return (m, n) the excess to expect of each model on each item.

    The item's own mean excess and that of its class, weighted by how far items of the class truly
    differ: variance between items over that plus the variance of an item's mean. Infinite where a
    model was not judged on all cutoffs at which others were.
    """
    kinds = np.array([kind.value for kind in classes])
    judged = np.isfinite(excess)
    count = judged.any(axis=0).sum(axis=1)
    own = _mean(excess, axis=2)
    scatter = np.where(judged, excess - own[:, :, None], 0.0) ** 2
    within = scatter.sum(axis=2) / np.maximum(count - 1, 1)
    expected = pooled.copy()
    for kind in np.unique(kinds):
        rows = np.flatnonzero((kinds == kind) & (count > 0))
        repeated = rows[count[rows] > 1]
        if len(repeated) < 2:
            continue
        # One weight for all models of a class: with a weight each, a model whose scatter happens
        # to look large would be believed more often than the others.
        noise = within[:, repeated].mean(axis=1)
        difference = np.nan_to_num(own[:, rows] - pooled[:, rows])
        between = (difference**2).mean(axis=1) - _OVERLAP * (noise * (1.0 / count[rows]).mean())
        truly, noise_all = max(float(between.mean()), 0.0), float(noise.mean())
        doubt = _OVERLAP * noise_all / count[rows]
        weight = truly / np.maximum(truly + doubt, 1e-12)
        expected[:, rows] += weight * difference
    return np.where((judged.sum(axis=2) < count) & (count > 0), np.inf, expected)


def seasoned(backtest: Backtest, demand: Demand) -> bool:
    """Return whether the tests knew a whole season, so that "last year's same week" existed."""
    if not backtest.cutoffs:
        return False
    first = demand.frequency.steps(np.array(backtest.cutoffs[:1]), demand.start)[0]
    return int(first) >= demand.frequency.season_length


def _gains(loss: FloatArray, best: NDArray[np.intp], yardstick: int) -> NDArray[np.float32]:
    if yardstick < 0:
        return np.full(len(best), np.nan, dtype=np.float32)
    items = np.arange(len(best))
    both = np.isfinite(loss[best, items]) & np.isfinite(loss[yardstick])
    chosen = np.where(both, loss[best, items], 0.0).sum(axis=1)
    naive = np.where(both, loss[yardstick], 0.0).sum(axis=1)
    divisor = np.where(naive > 0, naive, 1.0)
    return np.where(naive > 0, (naive - chosen) / divisor, np.nan).astype(np.float32)


def _class_loss(loss: FloatArray, classes: Sequence[DemandClass]) -> FloatArray:
    """(n) mean loss of one model (n, o) in each item's class."""
    kinds = np.array([kind.value for kind in classes])
    result = np.zeros(len(kinds))
    for kind in np.unique(kinds):
        inside = loss[kinds == kind]
        known = inside[np.isfinite(inside)]
        result[kinds == kind] = known.mean() if known.size else 0.0
    return result


def _share(gain: float, whole: float) -> float:
    return float(gain / whole) if whole > 0 else 0.0


def _mean(values: FloatArray, axis: int) -> FloatArray:
    known = np.isfinite(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _untested(names: list[str], demand: Demand, classes: tuple[DemandClass, ...]) -> Choice:
    model = next((name for name in _UNTESTED if name in names), names[0])
    reason = reason_untested(model, demand.frequency, demand.length)
    gain = np.full(len(demand), np.nan, dtype=np.float32)
    return Choice((model,) * len(demand), gain, (reason,) * len(demand), classes)
