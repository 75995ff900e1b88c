"""Stock levels that cover a span of uncertain demand. F numbers are those of the project's
formula reference; each formula names its published source."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Totals of float32 paths carry noise in their last digits; a level of 12.0000004 is 12.
_NOISE = 1e-4


def lead_time_draws(mean: Floats, deviation: Floats, paths: int, seed: int) -> Floats:
    """(n, paths) lead times in days, one a path, ≥ 0, with the items' mean and deviation (n).

    Gamma distributed. All items share one shuffled set of evenly spaced probabilities: editing one
    item's terms leaves the other items' plans alone, a longer mean lengthens every draw, and the
    mean over the paths is that of the distribution without Monte Carlo error.
    """
    from scipy.stats import gamma

    mean, deviation = np.broadcast_arrays(
        np.asarray(mean, dtype=np.float64), np.asarray(deviation, dtype=np.float64)
    )
    probability = (np.random.default_rng(seed).permutation(paths) + 0.5) / paths
    ratio = np.divide(deviation, mean, out=np.zeros_like(mean), where=mean > 0)
    draws = np.repeat(mean[:, None], paths, axis=1)
    for spread in np.unique(ratio[ratio > 0]):
        # A spread of thrice the mean puts nearly all draws at 0; beyond, they could not be told.
        shape = 1.0 / min(spread, 3.0) ** 2
        multiple = gamma.ppf(probability, shape) / shape
        draws[ratio == spread] *= multiple / multiple.mean()
    return draws


def path_level(totals: Floats, service: Floats, whole: NDArray[np.bool_]) -> Floats:
    """(n) smallest level that covers the totals (n, p) of a share ``service`` (n) of paths: F5.

    min{x: F(x) ≥ α}, so the level never falls when the service rises; rounded up to whole units
    where ``whole`` (n). A service that the paths cannot resolve (fewer than one path beyond it)
    takes the larger of the largest path and the closed form with the paths' moments.
    """
    ordered = np.sort(totals, axis=1)
    paths = ordered.shape[1]
    service = np.broadcast_to(np.asarray(service, dtype=np.float64), (len(ordered),))
    rank = np.clip(np.ceil(service * paths - 1e-9).astype(np.int64), 1, paths)
    level = ordered[np.arange(len(ordered)), rank - 1]
    rare = service * paths > paths - 1
    if rare.any():
        rest = ordered[rare]
        closed = closed_level(rest.mean(axis=1), rest.var(axis=1), service[rare], whole[rare])
        level[rare] = np.maximum(rest[:, -1], closed)
    return round_level(level, whole)


def round_level(level: Floats, whole: NDArray[np.bool_]) -> Floats:
    """Round levels up to whole units where ``whole``, else to hundredths."""
    tolerance = _NOISE * np.maximum(1.0, np.abs(level) * 1e-3)
    up = np.ceil(level - tolerance)
    return np.asarray(np.where(whole, up, np.ceil(level * 100 - tolerance) / 100)) + 0.0


def closed_moments(
    mean_rate: Floats, error_deviation: Floats, lead_time_deviation: Floats, periods: Floats
) -> tuple[Floats, Floats]:
    """Return mean and variance of demand over a span of random length: F3.

    mean_rate units a period, error_deviation the deviation of demand *summed* over ``periods`` (not
    one period's times √periods: Saoud, Kourentzes & Boylan 2022), lead_time_deviation in periods.
    """
    mean = mean_rate * periods
    return mean, error_deviation**2 + mean_rate**2 * lead_time_deviation**2


def closed_level(
    mean: Floats, variance: Floats, service: Floats, whole: NDArray[np.bool_]
) -> Floats:
    """(n) level with the given service from mean and variance alone: F4.

    Whole units: negative binomial where the variance exceeds the mean, else Poisson. Otherwise
    gamma. Never a normal, which puts a slow mover's level too low.
    """
    from scipy.stats import gamma, nbinom, poisson

    mean, variance, service, counted = np.broadcast_arrays(
        np.asarray(mean, dtype=np.float64),
        np.asarray(variance, dtype=np.float64),
        np.asarray(service, dtype=np.float64),
        np.asarray(whole),
    )
    level = np.zeros(mean.shape)
    sells = mean > 0
    wide = sells & counted & (variance > mean * (1 + 1e-9))
    size, chance = mean[wide] ** 2 / (variance[wide] - mean[wide]), mean[wide] / variance[wide]
    level[wide] = nbinom.ppf(service[wide], size, chance)
    narrow = sells & counted & ~wide
    level[narrow] = poisson.ppf(service[narrow], mean[narrow])
    smooth = sells & ~counted
    certain = smooth & (variance <= 0)
    level[certain] = mean[certain]
    smooth &= variance > 0
    level[smooth] = gamma.ppf(
        service[smooth], mean[smooth] ** 2 / variance[smooth], scale=variance[smooth] / mean[smooth]
    )
    return level


def fill_rate(level: Floats, lead_time: Floats, protection: Floats, review: Floats) -> Floats:
    """(n) share of units served from stock at an order-up-to level (n), backorders: F6.

    1 − (E[(X over R+L − S)⁺] − E[(X over L − S)⁺]) / E[X over R], with means over the paths
    (n, p) of demand over the lead time and the protection period; review (n) is E[X over R].
    """
    limit = np.asarray(level, dtype=np.float64)[:, None]
    short = np.maximum(protection - limit, 0).mean(axis=1) - np.maximum(lead_time - limit, 0).mean(
        axis=1
    )
    return np.asarray(
        1.0 - np.divide(short, review, out=np.zeros_like(short), where=np.asarray(review) > 0)
    )


def fill_rate_level(
    lead_time: Floats,
    protection: Floats,
    review: Floats,
    target: Floats,
    whole: NDArray[np.bool_],
) -> Floats:
    """(n) smallest level with the fill rate ``target`` (n), by bisection; arrays as in fill_rate.

    Not the cycle service level: the level for 95 % of cycles usually serves more than 99 % of
    units.
    """
    low = np.zeros(len(protection))
    high = protection.max(axis=1, initial=0.0)
    target = np.broadcast_to(np.asarray(target, dtype=np.float64), low.shape)
    while np.any(high - low > 1e-6 * np.maximum(1.0, high)):
        middle = (low + high) / 2
        enough = fill_rate(middle, lead_time, protection, review) >= target
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return round_level(np.asarray(high), whole)
