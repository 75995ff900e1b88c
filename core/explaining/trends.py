"""Which items rise, which fade, where they turned, and how likely it is that this is no chance.

Looked for in units freed of season and events, in blocks of periods, by quasi-Poisson regression
on time. An item's dispersion is drawn to that of items that sell as much (Smyth 2004, Statistical
Applications in Genetics 3(1)); errors that go on from block to block widen the standard error by
what all items show of them. Among thousands of items chance alone makes hundreds look like a trend
at 95 %: lists keep the share of false ones at one in ten (Benjamini & Hochberg 1995, Journal of the
Royal Statistical Society B 57(1)), and the probability that an item's trend is real is one less its
local false discovery rate in a model of two groups (Efron 2008, Statistical Science 23(1)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.frequency import Frequency

FloatArray = NDArray[np.float64]

FALSE_SHARE = 0.1
"""Share of items in a list that may be there by chance."""
LIKELY = 0.5
"""Probability of a real rise from which an item has potential."""

_BLOCKS, _FEWEST_BLOCKS = 12, 6
_LEAST_FREEDOM, _MOST_FREEDOM = 2.0, 50.0  # that the dispersion of all items counts as
_SERIAL = np.linspace(0.0, 0.9, 19)
_STEEPEST = 4.0  # logarithm of the largest growth over the window that is believed


@dataclass(frozen=True, slots=True)
class Trends:
    """Trends of n items over the last ``periods`` periods.

    periods     length of the window; yearly: whether it is (about) a year
    growth      (n) sales at the end of the window over those at its start, less 1; NaN: too short
    low, high   (n) 80 % interval of growth
    real        (n) probability (0–1) that there is a trend at all; 0 where it is too short to tell
    rising, fading, potential  (n) lists: of the first two at most one in ten is there by chance;
                potential: more likely than not rising, yet not certain enough to be listed
    turned      (n) periods before the end at which the trend turned, 0 where it did not
    turned_up   (n) whether it turned upwards there
    """

    periods: int
    yearly: bool
    growth: FloatArray
    low: FloatArray
    high: FloatArray
    real: FloatArray
    rising: NDArray[np.bool_]
    fading: NDArray[np.bool_]
    potential: NDArray[np.bool_]
    turned: NDArray[np.int64]
    turned_up: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for name in ("growth", "low", "high", "real", "rising", "fading", "potential"):
            getattr(self, name).setflags(write=False)
        self.turned.setflags(write=False)
        self.turned_up.setflags(write=False)


def find_trends(freed: FloatArray, frequency: Frequency) -> Trends:
    """Return the trends in (n, t) units freed of season and events, NaN where not known.

    The window is the last year, or all that is known; an item launched later is judged on what it
    has, from six blocks on.
    """
    from scipy.special import ndtri, stdtr

    n, length = freed.shape
    year = round(365.25 / frequency.days)
    size = max(1, min(length, year) // _BLOCKS)
    blocks = min(length // size, _BLOCKS) if size else 0
    window = blocks * size
    if blocks < _FEWEST_BLOCKS or not n:
        return _nothing(n, window)
    sums = _Blocks.of(freed[:, length - window :], size)
    line = _fit_line(sums)
    judged = sums.counted & (line.error > 0)
    z = np.zeros(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(judged, line.slope / line.error, 0.0)
    tail = stdtr(line.freedom, -np.abs(t))
    z[judged] = (np.sign(t) * -ndtri(np.maximum(tail, 1e-15)))[judged]
    real = np.where(judged, _probability_real(z, judged), 0.0)
    listed = judged & _discoveries(2 * tail, judged)
    growth = np.where(judged, np.expm1(line.slope), np.nan)
    reach = 1.2816 * line.error
    turned, up = _turning_points(sums, line, judged)
    rising, fading = listed & (growth > 0), listed & (growth < 0)
    return Trends(
        periods=window,
        yearly=window >= 0.9 * year,
        growth=growth,
        low=np.where(judged, np.expm1(line.slope - reach), np.nan),
        high=np.where(judged, np.expm1(np.minimum(line.slope + reach, _STEEPEST)), np.nan),
        real=real,
        rising=rising,
        fading=fading,
        potential=judged & ~rising & (line.slope > 0) & (real >= LIKELY),
        turned=turned * size,
        turned_up=up,
    )


def _nothing(n: int, window: int) -> Trends:
    unknown, no = np.full(n, np.nan), np.zeros(n, dtype=np.bool_)
    zero = np.zeros(n, dtype=np.int64)
    return Trends(
        window,
        False,
        unknown,
        unknown.copy(),
        unknown.copy(),
        np.zeros(n),
        no,
        no.copy(),
        no.copy(),
        zero,
        no.copy(),
    )


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Units (n, b) of blocks of periods, the known periods (n, b) in each, and which items have
    enough blocks and sales to be judged (n)."""

    units: FloatArray
    known: FloatArray
    counted: NDArray[np.bool_]

    @classmethod
    def of(cls, freed: FloatArray, size: int) -> _Blocks:
        n, window = freed.shape
        known = np.isfinite(freed)
        shape = (n, window // size, size)
        units = np.where(known, freed, 0.0).reshape(shape).sum(axis=2)
        count = known.reshape(shape).sum(axis=2).astype(np.float64)
        # A block of which little is known says little, and is left out.
        count = np.where(count >= 0.5 * size, count, 0.0)
        units = np.where(count > 0, units, 0.0)
        enough = ((count > 0).sum(axis=1) >= _FEWEST_BLOCKS) & ((units > 0).sum(axis=1) >= 3)
        return cls(units, count, enough)

    @property
    def time(self) -> FloatArray:
        """(b) from −½ at the start of the window to ½ at its end."""
        blocks = self.units.shape[1]
        return np.asarray((np.arange(blocks) + 0.5) / blocks - 0.5)


@dataclass(frozen=True, slots=True)
class _Line:
    """The fitted lines: slope (n) in logarithms over the window, its standard error, degrees of
    freedom (n), of which ``prior`` are other items'; mean (n, b) fitted units; usual (n) dispersion
    of items that sell as much; widened, see ``_widening``."""

    slope: FloatArray
    error: FloatArray
    freedom: FloatArray
    mean: FloatArray
    usual: FloatArray
    prior: float
    widened: float


def _fit_line(sums: _Blocks) -> _Line:
    """Fit log mean = base + slope · time with quasi-Poisson errors to every item."""
    time, known, units = sums.time, sums.known, sums.units
    total, exposure = units.sum(axis=1), np.maximum(known.sum(axis=1), 1e-9)
    # Around each item's own middle, base and slope hardly depend on one another.
    time = time - ((known * time).sum(axis=1) / exposure)[:, None]
    base, slope = np.log(np.maximum(total / exposure, 1e-9)), np.zeros(len(units))
    mean = known * np.exp(base)[:, None]
    for _ in range(25):
        mean = known * np.exp(np.clip(base[:, None] + slope[:, None] * time, -30, 30))
        w0, w1, w2 = mean.sum(axis=1), (mean * time).sum(axis=1), (mean * time**2).sum(axis=1)
        r = units - mean
        r0, r1 = r.sum(axis=1), (r * time).sum(axis=1)
        determinant = np.maximum(w0 * w2 - w1**2, 1e-12)
        base = base + np.clip((w2 * r0 - w1 * r1) / determinant, -1, 1)
        slope = np.clip(
            slope + np.clip((w0 * r1 - w1 * r0) / determinant, -1, 1), -_STEEPEST, _STEEPEST
        )
    spread = np.maximum(w2 - w1**2 / np.maximum(w0, 1e-12), 1e-12)
    used = (known > 0) & (mean > 1e-9)
    pearson = np.where(used, r / np.sqrt(np.maximum(mean, 1e-9)), 0.0)
    freedom = np.maximum(used.sum(axis=1) - 2.0, 1.0)
    own = (pearson**2).sum(axis=1) / freedom
    told, prior = _usual_dispersion(own, freedom, total, sums.counted)
    dispersion = (freedom * own + prior * told) / (freedom + prior)
    widened = _widening(pearson[sums.counted])
    error = np.sqrt(dispersion / spread) * widened
    return _Line(slope, error, freedom + prior, mean, told, prior, widened)


def _usual_dispersion(
    own: FloatArray, freedom: FloatArray, total: FloatArray, counted: NDArray[np.bool_]
) -> tuple[FloatArray, float]:
    """Return (n) the dispersion usual for items that sell as much, and the degrees of freedom that
    it counts as: more, the less items differ from it beyond chance (Smyth 2004, eq. 6.2)."""
    from scipy.special import digamma, polygamma

    use = counted & (own > 1e-9)
    if use.sum() < 10:
        middle = float(np.median(own[use])) if use.any() else 1.0
        return np.full(len(own), max(middle, 1e-3)), 4.0
    half = freedom / 2
    # Logarithms of mean squares lie too low by this much.
    level = np.log(own[use]) - digamma(half[use]) + np.log(half[use])
    size = np.log(np.maximum(total, 1.0))
    slope, base = np.polyfit(size[use], level, 1) if np.ptp(size[use]) > 0.5 else (0, level.mean())
    slope = max(float(slope), 0.0)
    base = float(np.mean(level - slope * size[use]))
    beyond = float(np.mean((level - base - slope * size[use]) ** 2 - polygamma(1, half[use])))
    prior = _MOST_FREEDOM
    if beyond > 0:
        # The trigamma function of half the freedom is what is beyond chance.
        grid = np.geomspace(_LEAST_FREEDOM, _MOST_FREEDOM, 100)
        prior = float(grid[np.abs(polygamma(1, grid / 2) - beyond).argmin()])
    shift = digamma(prior / 2) - np.log(prior / 2)
    return np.asarray(np.exp(base + slope * size - shift)), prior


def _widening(pearson: FloatArray) -> float:
    """Factor by which errors that go on from block to block widen the slope's standard error.

    The correlation of neighbours is that of the middle item. Residuals around a fitted line show
    less of it than there is, and less spread: both are worked out for errors of a first-order
    autoregression, and the correlation taken that would show what is seen.
    """
    blocks = pearson.shape[1]
    whole = (pearson**2).sum(axis=1) > 0
    if not whole.any():
        return 1.0
    products = (pearson[whole, 1:] * pearson[whole, :-1]).sum(axis=1)
    seen = float(np.median(products / (pearson[whole] ** 2).sum(axis=1)))
    time = np.arange(blocks) - (blocks - 1) / 2
    design = np.stack([np.ones(blocks), time], axis=1)
    left = np.eye(blocks) - design @ np.linalg.pinv(design)
    gap = np.abs(np.subtract.outer(np.arange(blocks), np.arange(blocks)))
    shown, factors = [], []
    for serial in _SERIAL:
        covariance = serial**gap
        residual = left @ covariance @ left
        shown.append(float(np.trace(residual[1:, :-1]) / np.trace(residual)))
        usual = np.trace(residual) / (blocks - 2) / (time @ time)
        factors.append(float(np.sqrt(time @ covariance @ time / (time @ time) ** 2 / usual)))
    return factors[int(np.abs(np.array(shown) - seen).argmin())]


def _discoveries(p: FloatArray, judged: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n) the items that Benjamini & Hochberg's procedure lists at FALSE_SHARE."""
    found = np.zeros(len(p), dtype=np.bool_)
    rows = np.flatnonzero(judged)
    if not len(rows):
        return found
    order = rows[np.argsort(p[rows], kind="stable")]
    within = p[order] <= FALSE_SHARE * np.arange(1, len(order) + 1) / len(order)
    if within.any():
        found[order[: int(np.flatnonzero(within)[-1]) + 1]] = True
    return found


def _probability_real(z: FloatArray, judged: NDArray[np.bool_]) -> FloatArray:
    """(n) one less the local false discovery rate: z is N(0, 1) without a trend, N(0, 1 + v) with.

    Share and v are found by EM, with a prior worth four items, two of them without a trend.
    """
    value = z[judged]
    share, v = 0.5, 4.0
    for _ in range(200):
        nothing = (1 - share) * np.exp(-0.5 * value**2)
        trend = share * np.exp(-0.5 * value**2 / (1 + v)) / np.sqrt(1 + v)
        weight = trend / np.maximum(nothing + trend, 1e-300)
        share = float((weight.sum() + 2.0) / (len(value) + 4.0))
        square = float((weight * value**2).sum() + 2 * 5.0) / float(weight.sum() + 2.0)
        v = max(square - 1.0, 1.0)
    nothing = (1 - share) * np.exp(-0.5 * z**2)
    trend = share * np.exp(-0.5 * z**2 / (1 + v)) / np.sqrt(1 + v)
    return np.asarray(trend / np.maximum(nothing + trend, 1e-300))


def _turning_points(
    sums: _Blocks, line: _Line, judged: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return (n) blocks before the end at which a line turned, 0 where not; and whether upwards.

    Score tests of a bend after each block, the largest of them judged by Bonferroni's bound.
    """
    from scipy.special import stdtr

    time, weight = sums.time, line.mean
    residual = sums.units - line.mean
    blocks = len(time)
    best, place = np.zeros(len(residual)), np.zeros(len(residual), dtype=np.int64)
    bends = range(3, blocks - 2)
    chance = (residual**2 / np.maximum(weight, 1e-9)).sum(axis=1)
    w0 = np.maximum(weight.sum(axis=1), 1e-12)
    for bend in bends:
        hinge = np.maximum(time - time[bend], 0.0)
        # The part of the bend that the line cannot take.
        w1, w2 = weight @ time, weight @ time**2
        h0, h1 = weight @ hinge, weight @ (hinge * time)
        spread = np.maximum(w2 - w1**2 / w0, 1e-12)
        tilt = (h1 - h0 * w1 / w0) / spread
        left = hinge - (h0 / w0)[:, None] - tilt[:, None] * (time - (w1 / w0)[:, None])
        curve = np.maximum((weight * left**2).sum(axis=1), 1e-12)
        taken = (residual * left).sum(axis=1)
        # What the bend explains is no part of the chance that it is judged against.
        own = np.maximum(chance - taken**2 / curve, 0.0)
        dispersion = (own + line.prior * line.usual) / np.maximum(line.freedom - 1, 1.0)
        score = taken / np.sqrt(curve * np.maximum(dispersion, 1e-12)) / line.widened
        larger = np.abs(score) > np.abs(best)
        best, place = np.where(larger, score, best), np.where(larger, blocks - bend, place)
    p = 2 * len(bends) * stdtr(np.maximum(line.freedom - 1, 1.0), -np.abs(best))
    found = _discoveries(np.minimum(p, 1.0), judged)
    return np.where(found, place, 0), found & (best > 0)
