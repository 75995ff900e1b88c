"""Effects on demand: a negative-binomial regression, pooled over items and shrunk on each.

Units of item i in period t have mean μ = level · exp(x'β) and variance μ + α μ² (McCullagh &
Nelder 1989, Generalized Linear Models, 6.2). The level is local and the item's own; the effects β
are those of all items, plus what the item's category and the item itself deviate. Deviations have a
normal prior whose width is learnt from the data (empirical Bayes, by the EM algorithm: Laird & Ware
1982, Biometrics 38(4)): where items do not differ, they all get the pooled effect.

What moves all items of a day alike - weather, a day's luck - is no evidence for an event that fell
on it. So each period has a shock of its own, of variance σ² in logarithms, which bounds what one
period can say however many items were sold in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.forecasting.design import SEASON, Design
from core.forecasting.history import FloatArray
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

LARGEST = 4.0
"""Logarithm of the largest effect in sum, either way: beyond it is extrapolation."""

_ROUNDS = 4
_LEAST_DISPERSION, _MOST_DISPERSION = 0.05, 20.0
_ITEMS_AT_ONCE = 256
_FEWEST_GROUPS = 3
"""Groups from which the spread between them is learnt."""
_SPREAD_AT_FIRST = 0.15
_LEAST_SPREAD = 0.01
_SHOCKS = (0.01, 0.02, 0.04, 0.07, 0.1, 0.14, 0.2, 0.28, 0.4, 0.6, 1.0)
_NOTHING = 1e-6
_LEAST_GAIN = 3.0
"""Logarithm of how much likelier an event must make the history: twenty times."""
_FEWEST_PERIODS = 8


@dataclass(frozen=True, slots=True)
class Effects:
    """Effects of the columns of a design on n items, in logarithms.

    pooled      (c) on all items together
    own         (n, c) on each item: pooled effect plus shrunken deviations
    spread      (c) standard deviation between items that was found
    dispersion  (n) α of each item
    shock       standard deviation of what moves all items of a period alike
    """

    pooled: FloatArray
    own: FloatArray
    spread: FloatArray
    dispersion: FloatArray
    shock: float

    def __post_init__(self) -> None:
        for array in (self.pooled, self.own, self.spread, self.dispersion):
            array.setflags(write=False)

    def logs(self, design: Design) -> FloatArray:
        """(n, t) sum of all effects in each period."""
        return np.clip(_sums(self.own, design), -LARGEST, LARGEST)

    def part_logs(self, design: Design) -> dict[str, FloatArray]:
        """(n, t) effects by part of the design: season, each event, promotion, price."""
        parts = np.array(design.parts)
        return {
            name: _sums(np.where(parts == name, self.own, 0.0), design)
            for name in design.part_names()
        }


def fit_effects(
    units: FloatArray, design: Design, groups: NDArray[np.int64], window: int, progress: Progress
) -> Effects:
    """Return the effects of the design's columns on (n, t) ``units``, NaN where not known.

    groups  (n) number of each item's category: items of one deviate together
    window  periods over which an item's level is taken to be the same
    """
    n, columns = len(units), len(design.parts)
    known = np.isfinite(units)
    value = np.where(known, units, 0.0)
    layers = [_Layer(np.zeros(n, dtype=np.int64), design.prior)]
    if groups.max(initial=0) > 0:
        layers.append(_Layer(groups, np.full(columns, _SPREAD_AT_FIRST)))
    layers.append(_Layer(np.arange(n), np.full(columns, _SPREAD_AT_FIRST)))
    dispersion, shock = np.full(n, 0.5), 0.05
    if not columns or not known.any():
        return Effects(np.zeros(columns), np.zeros((n, columns)), np.zeros(columns), dispersion, 0)
    # The level follows whatever the effects leave: only what a column does beside its own local
    # mean tells of its effect.
    centred = _centred(design, window)
    squares = np.einsum("ti,tj->tij", centred.shared, centred.shared).reshape(len(known.T), -1)
    for turn in range(_ROUNDS):
        for number, layer in enumerate(layers):
            # Only where the common effects are about right do deviations from them mean anything.
            if number and not turn:
                continue
            progress.step(len(layers) * turn + number, len(layers) * _ROUNDS, _STAGE)
            total = np.clip(_sums(_together(layers), design), -LARGEST, LARGEST)
            mean = local_level(units, total, window) * np.exp(total)
            if not number:
                dispersion = _dispersion(value, known, mean)
            weight = np.where(known, mean / (1 + dispersion[:, None] * mean), 0.0)
            score = np.where(known, (value - mean) / (1 + dispersion[:, None] * mean), 0.0)
            if not number:
                pooled = layer.effects[0, : design.shared.shape[1]]
                evidence = _Evidence(weight.sum(axis=0), score.sum(axis=0), pooled, centred)
                shock, taken = evidence.settle()
                layer.keep(taken)
            layer.improve(weight, score, centred, squares, shock**2, progress)
    return Effects(
        layers[0].effects[0], _together(layers), layers[-1].spread, dispersion, float(shock)
    )


_STAGE = say(QT_TRANSLATE_NOOP("core", "Learning what events, prices and seasons do"))


class _Layer:
    """Effects that the items of a group share: of all items, of a category, of one item.

    effects (g, c) deviations from the wider layers; spread (c) their standard deviation
    """

    def __init__(self, group: NDArray[np.int64], spread: FloatArray) -> None:
        self.group, self.spread, self._at_first = group, spread, spread
        self.count = int(group.max(initial=-1)) + 1
        self.effects = np.zeros((self.count, len(spread)))
        self._fixed = self.count < _FEWEST_GROUPS

    def keep(self, taken: NDArray[np.bool_]) -> None:
        """Let only some of the shared columns have an effect."""
        out = np.flatnonzero(~taken)
        self.spread = self._at_first.copy()
        self.spread[out] = _NOTHING
        self.effects[:, out] = 0.0

    def improve(
        self,
        weight: FloatArray,
        score: FloatArray,
        design: Design,
        squares: FloatArray,
        shock: float,
        progress: Progress,
    ) -> None:
        """Take one Newton step towards the posterior mode, and learn the spread from it.

        weight, score  (n, t) of the likelihood; squares (t, s²) products of shared columns
        shock          variance of a period's shock
        """
        variance = np.zeros_like(self.effects)
        single = self.count == len(self.group)
        blocks = range(0, self.count, _ITEMS_AT_ONCE) if single else range(1)
        for first in blocks:
            progress.check()
            rows = slice(first, first + _ITEMS_AT_ONCE) if single else slice(None)
            groups = np.arange(len(weight[rows])) if single else self.group
            inside = rows if single else slice(None)
            curve, slope = _normal_equations(
                weight[rows], score[rows], groups, design, rows, squares, shock
            )
            precision = 1.0 / self.spread**2
            curve += np.diag(precision)
            slope -= precision * self.effects[inside]
            inverse = np.linalg.inv(curve)
            step = np.einsum("gij,gj->gi", inverse, slope)
            self.effects[inside] += np.clip(step, -1.0, 1.0)
            variance[inside] = np.einsum("gii->gi", inverse)
        if not self._fixed:
            told = np.zeros(self.count, dtype=np.bool_)
            told[self.group[weight.any(axis=1)]] = True
            if told.any():
                second = (self.effects[told] ** 2 + variance[told]).mean(axis=0)
                self.spread = np.maximum(np.sqrt(second), _LEAST_SPREAD)


class _Evidence:
    """How likely the history is with the pooled effects integrated out (MacKay 1992, Neural
    Computation 4(3)), by shock a period and by which events take part.

    A few dozen weeks can be matched by a few dozen events, and mean nothing. So an event takes part
    only where the history is much likelier with it.

    weight, score  (t) summed over all items; effects (s) of the shared columns as they are
    """

    def __init__(
        self, weight: FloatArray, score: FloatArray, effects: FloatArray, design: Design
    ) -> None:
        told = weight > 0.5
        self._columns = design.shared[told]
        self._doubt = 1.0 / weight[told]
        self._seen = np.clip(score[told] / weight[told], -1.0, 1.0) + self._columns @ effects
        self._prior = design.prior[: design.shared.shape[1]]
        self._parts = np.array(design.parts[: design.shared.shape[1]])

    def settle(self) -> tuple[float, NDArray[np.bool_]]:
        """Return the shock, and (s) which of the shared columns take part."""
        taken = self._parts == SEASON
        if len(self._seen) < _FEWEST_PERIODS:
            return 0.1, taken
        shock, reached = self._best_shock(taken)
        waiting = [name for name in dict.fromkeys(self._parts) if name != SEASON]
        while waiting:
            equations = self._equations(shock)
            tried = [
                self._log_evidence(equations, taken | (self._parts == name)) for name in waiting
            ]
            best = int(np.argmax(tried))
            if tried[best] < reached + _LEAST_GAIN:
                break
            taken = taken | (self._parts == waiting.pop(best))
            shock, reached = self._best_shock(taken)
        return shock, taken

    def _best_shock(self, taken: NDArray[np.bool_]) -> tuple[float, float]:
        found = [(self._log_evidence(self._equations(s), taken), s) for s in _SHOCKS]
        reached, shock = max(found)
        return shock, reached

    def _equations(self, shock: float) -> tuple[FloatArray, FloatArray, float]:
        precise = 1.0 / (self._doubt + shock**2)
        curve = (self._columns * precise[:, None]).T @ self._columns
        slope = self._columns.T @ (precise * self._seen)
        return curve, slope, float(0.5 * (np.log(precise).sum() - precise @ self._seen**2))

    def _log_evidence(
        self, equations: tuple[FloatArray, FloatArray, float], taken: NDArray[np.bool_]
    ) -> float:
        curve, slope, alone = equations
        width = self._prior[taken]
        inside = np.eye(len(width)) + width[:, None] * curve[np.ix_(taken, taken)] * width
        moved = width * slope[taken]
        gain = 0.5 * moved @ np.linalg.solve(inside, moved)
        return float(alone + gain - 0.5 * np.linalg.slogdet(inside)[1])


def _normal_equations(
    weight: FloatArray,
    score: FloatArray,
    group: NDArray[np.int64],
    design: Design,
    rows: slice,
    squares: FloatArray,
    shock: float,
) -> tuple[FloatArray, FloatArray]:
    """Return (g, c, c) curvature and (g, c) slope of each group's log-likelihood."""
    count, s = int(group.max(initial=-1)) + 1, design.shared.shape[1]
    k = design.own.shape[2]
    weights, scores = _by_group(weight, group, count), _by_group(score, group, count)
    # What a period says is bounded by its shock, however much was sold in it.
    doubt = 1.0 / (1.0 + shock * weights)
    curve = np.zeros((count, s + k, s + k))
    slope = np.zeros((count, s + k))
    curve[:, :s, :s] = ((weights * doubt) @ squares).reshape(count, s, s)
    slope[:, :s] = (scores * doubt) @ design.shared
    if k:
        own = design.own[rows].astype(np.float64)
        faded = doubt[group]
        for column in range(k):
            moved = weight * own[:, :, column] * faded
            cross = _by_group(moved, group, count) @ design.shared
            curve[:, s + column, :s] = cross
            curve[:, :s, s + column] = cross
            slope[:, s + column] = _by_group(
                (score * own[:, :, column] * faded).sum(axis=1, keepdims=True), group, count
            )[:, 0]
            for other in range(k):
                both = (moved * own[:, :, other]).sum(axis=1, keepdims=True)
                curve[:, s + column, s + other] = _by_group(both, group, count)[:, 0]
    return curve, slope


def _by_group(values: FloatArray, group: NDArray[np.int64], count: int) -> FloatArray:
    """(g, t) sums over the items of each group."""
    if count == len(values):
        return values
    if count == 1:
        return np.asarray(values.sum(axis=0, keepdims=True))
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(count))
    sums = np.add.reduceat(values[order], np.minimum(bounds, len(order) - 1), axis=0)
    sums[np.bincount(group, minlength=count) == 0] = 0.0
    return np.asarray(sums)


def _together(layers: list[_Layer]) -> FloatArray:
    """(n, c) effects of all layers on each item."""
    return np.asarray(sum(layer.effects[layer.group] for layer in layers))


def _sums(effects: FloatArray, design: Design) -> FloatArray:
    """(n, t) effects (n, c) times the columns, summed."""
    s = design.shared.shape[1]
    result = effects[:, :s] @ design.shared.T
    for column in range(design.own.shape[2]):
        result += effects[:, s + column, None] * design.own[:, :, column]
    return np.asarray(result)


def _centred(design: Design, window: int) -> Design:
    """Columns less their local means over the periods in which the level stays the same."""
    length, columns = design.shared.shape
    count = _around(np.ones((1, length)), window)
    own = np.empty_like(design.own)
    for column in range(design.own.shape[2]):
        values = design.own[:, :, column].astype(np.float64)
        own[:, :, column] = values - _around(values, window) / count
    shared = (
        design.shared - (_around(design.shared.T, window) / count).T if columns else design.shared
    )
    return replace(design, shared=shared, own=own)


def _around(values: FloatArray, window: int) -> FloatArray:
    """(n, t) sums over the window around each period. Near the ends the window shrinks on both
    sides, so that a trend does not bend a level, but not below a quarter."""
    length = values.shape[1]
    step = np.arange(length)
    half = np.clip(np.minimum(step, length - 1 - step), window // 8, window // 2)
    low, high = np.maximum(step - half, 0), np.minimum(step + half + 1, length)
    total = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    return np.asarray(total[:, high] - total[:, low])


def local_level(units: FloatArray, logs: FloatArray, window: int) -> FloatArray:
    """Return (n, t) the level around each period: units over what effects alone would sell.

    units   (n, t), NaN where not known; logs (n, t) effects
    window  periods around each over which the level is taken to be the same
    """
    known = np.isfinite(units)
    sold = _around(np.where(known, units, 0.0), window)
    usual = _around(np.where(known, np.exp(logs), 0.0), window)
    overall = np.where(known, units, 0.0).sum(axis=1) / np.maximum(
        np.where(known, np.exp(logs), 0.0).sum(axis=1), 1e-9
    )
    # The smallest of weights keeps the level of a silent stretch above nothing.
    prior = 0.02 * window
    level = (sold + prior * overall[:, None] * 0.1) / np.maximum(usual + prior * 0.1, 1e-9)
    return np.asarray(np.maximum(level, 1e-9))


def _dispersion(value: FloatArray, known: NDArray[np.bool_], mean: FloatArray) -> FloatArray:
    """(n) α of each item by the method of moments, drawn to the middle of all items."""
    excess = np.where(known, (value - mean) ** 2 - mean, 0.0).sum(axis=1)
    square = np.where(known, mean**2, 0.0).sum(axis=1)
    ratio = excess / np.maximum(square, 1e-9)
    own = np.asarray(np.clip(ratio, _LEAST_DISPERSION, _MOST_DISPERSION))
    count = known.sum(axis=1)
    if not count.any():
        return own
    middle = float(np.median(own[count > 0]))
    share = count / (count + 20.0)
    return np.asarray(np.exp(share * np.log(own) + (1 - share) * np.log(middle)))
