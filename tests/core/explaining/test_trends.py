"""Trends that are there are found, and lists hold few that are not."""

from __future__ import annotations

import numpy as np
import pytest

from core.explaining.trends import FALSE_SHARE, find_trends
from core.frequency import Frequency


def counts(growth: np.ndarray, length: int = 104, level: float = 30.0, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rise = np.clip((np.arange(length) - (length - 52)) / 52, 0, 1)
    mean = level * np.exp(np.asarray(growth)[:, None] * rise)
    return rng.poisson(rng.gamma(20, mean / 20)).astype(float)


def test_growth_is_found_with_its_size() -> None:
    """Items that doubled or halved in a year are listed; their intervals hold the truth."""
    growth = np.log([2.0] * 10 + [0.5] * 10 + [1.0] * 80)
    found = find_trends(counts(growth), Frequency.WEEKLY)
    assert found.yearly
    assert found.rising[:10].all()
    assert found.fading[10:20].all()
    assert found.growth[:10].mean() == pytest.approx(1.0, abs=0.25)
    assert found.real[:20].min() > 0.8
    assert found.real[:20].mean() > 0.95
    inside = (found.low <= np.exp(growth) - 1) & (np.exp(growth) - 1 <= found.high)
    assert 0.68 <= inside.mean() <= 0.92


def test_lists_hold_few_false_trends() -> None:
    """Over many simulated shops the mean share of false entries stays within what is promised."""
    shares = []
    for seed in range(40):
        growth = np.zeros(150)
        growth[:30] = np.random.default_rng(seed).choice([-0.6, 0.6], 30)
        found = find_trends(counts(growth, seed=seed), Frequency.WEEKLY)
        listed = found.rising | found.fading
        shares.append((listed & (growth == 0)).sum() / max(listed.sum(), 1))
    assert np.mean(shares) <= FALSE_SHARE + 2 * np.std(shares) / np.sqrt(len(shares))


def test_probabilities_hold() -> None:
    """Of trends called real with p on average, about p are real."""
    growth = np.zeros(2000)
    growth[:500] = np.random.default_rng(3).normal(0, 0.7, 500)
    found = find_trends(counts(growth, seed=3), Frequency.WEEKLY)
    likely = found.real > 0.5
    assert (growth[likely] != 0).mean() == pytest.approx(found.real[likely].mean(), abs=0.1)


def test_errors_that_go_on_are_no_trends() -> None:
    """Where all items wander from block to block, what chance can do is judged by that."""
    rng = np.random.default_rng(5)
    wander = np.zeros((300, 104))
    for week in range(1, 104):
        wander[:, week] = 0.9 * wander[:, week - 1] + rng.normal(0, 0.12, 300)
    found = find_trends(rng.poisson(40 * np.exp(wander)).astype(float), Frequency.WEEKLY)
    assert (found.rising | found.fading).mean() < 0.06


def test_potential_is_likely_but_not_listed() -> None:
    """Items with potential rise more likely than not, and are not in the list of rising ones."""
    growth = np.r_[np.full(60, 0.35), np.zeros(60)]
    found = find_trends(counts(growth, level=12.0, seed=8), Frequency.WEEKLY)
    assert found.potential.any()
    assert not (found.potential & found.rising).any()
    assert (found.growth[found.potential] > 0).all()
    assert (found.real[found.potential] >= 0.5).all()


def test_turning_points() -> None:
    """A line that rose and then fell turned downwards there; straight ones turned nowhere."""
    rng = np.random.default_rng(2)
    week = np.arange(104)
    bend = 1.6 * (np.minimum(week, 78) - 2 * np.maximum(week - 78, 0)) / 52
    units = rng.poisson(20 * np.exp(np.r_[[bend - bend[52]] * 10, [np.zeros(104)] * 60]))
    found = find_trends(units.astype(float), Frequency.WEEKLY)
    turned = found.turned[:10]
    assert (turned > 0).all()
    assert np.abs(turned - 26).max() <= 9
    assert not found.turned_up[:10].any()
    assert (found.turned[10:] > 0).mean() < 0.1


@pytest.mark.parametrize("shape", [(0, 60), (3, 0), (3, 4), (3, 60)])
def test_too_little_to_tell(shape: tuple[int, int]) -> None:
    """Without items, blocks or sales nothing is listed, and growth is unknown."""
    found = find_trends(np.zeros(shape), Frequency.WEEKLY)
    assert not (found.rising | found.fading | found.potential).any()
    assert np.isnan(found.growth).all()
    assert (found.real == 0).all()


def test_short_lives_are_judged_by_what_they_have() -> None:
    """An item launched half a year ago is judged on that half; one of four weeks is not."""
    units = counts(np.full(40, 0.0), seed=9)
    units[0] = np.r_[np.full(74, np.nan), np.linspace(5, 60, 30)]
    units[1, :100] = np.nan
    found = find_trends(units, Frequency.WEEKLY)
    assert found.rising[0]
    assert np.isnan(found.growth[1])
