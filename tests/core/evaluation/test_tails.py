"""Means that hang on tails are brought to those of other methods, as far as tests teach."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.evaluation.scoring import METRICS
from core.evaluation.tails import with_means_of_others
from core.forecasting.pooling import OUTLINED, Outline

NAMES = ("network", "trees", "regression")
TAILED = frozenset({"network"})
ITEMS = 200
KINDS = np.array(["lumpy"] * ITEMS)
WEIGHTS = np.full((3, ITEMS), 1 / 3)


def outline(top: float) -> Outline:
    """Return an outline with median 12, and an upper half that reaches ``top`` times as far."""
    quantiles = np.arange(OUTLINED, dtype=np.float32)
    quantiles = np.where(quantiles > 12, 12 + top * (quantiles - 12), quantiles)
    return Outline(np.tile(quantiles, (ITEMS, 4, 1)).astype(np.float32), np.zeros(ITEMS))


def scores(*biases: float) -> NDArray[np.float32]:
    """Return scores at as many cutoffs, at which a member was so far above what was sold."""
    table = np.ones((ITEMS, len(biases), len(METRICS)), dtype=np.float32)
    table[..., METRICS.index("units")] = 10.0
    table[..., METRICS.index("bias")] = 10.0 * np.array(biases)
    return table


def corrected(*network: float, others: float = 0.0) -> Outline:
    """Return the network's outline after tests in which it was so far too high."""
    usual = scores(*[others] * len(network))
    tests = {"network": scores(*network), "trees": usual, "regression": usual}
    outlines = [outline(3.0), outline(1.0), outline(1.0)]
    return with_means_of_others(NAMES, outlines, WEIGHTS, TAILED, tests, KINDS)[0]


def test_a_mean_that_was_always_too_high_comes_down_by_its_upper_half() -> None:
    """Twice as much as the others at every cutoff: the mean falls, the median and below stand."""
    before, after = outline(3.0).quantiles, corrected(1.0, 1.0, 1.0).quantiles
    assert after.mean() < 0.75 * before.mean()
    np.testing.assert_array_equal(after[..., :13], before[..., :13])
    assert (np.diff(after, axis=2) >= 0).all()


def test_what_all_members_missed_is_not_corrected() -> None:
    """Weeks in which everybody forecast twice too much say nothing of one member's tail."""
    after = corrected(1.0, 1.0, 1.0, others=1.0).quantiles
    np.testing.assert_allclose(after, outline(3.0).quantiles, rtol=1e-6)


def test_what_differs_from_cutoff_to_cutoff_is_hardly_believed() -> None:
    """High here and low there: less than a tenth of what the same mean, seen always, would do."""
    steady = 1 - corrected(0.3, 0.3, 0.3).quantiles.mean() / outline(3.0).quantiles.mean()
    passing = 1 - corrected(1.5, -0.6, 0.3).quantiles.mean() / outline(3.0).quantiles.mean()
    assert steady > 0.15
    assert abs(passing) < 0.1 * steady


def test_one_cutoff_teaches_nothing() -> None:
    """A single test cannot tell a tail from an odd week."""
    np.testing.assert_array_equal(corrected(1.0).quantiles, outline(3.0).quantiles)


def test_a_class_that_sold_nothing_is_judged_by_all_items() -> None:
    """Where none of a class was sold there is no ratio; the shop's own stands in."""
    tests = {
        name: scores(0.5, 0.5, 0.5) if name == "network" else scores(0, 0, 0) for name in NAMES
    }
    kinds = np.array(["ended"] * 50 + ["lumpy"] * 150)
    for table in tests.values():
        table[:50, :, METRICS.index("units")] = 0.0
    made = with_means_of_others(
        NAMES, [outline(3.0), outline(1.0), outline(1.0)], WEIGHTS, TAILED, tests, kinds
    )[0]
    assert np.isfinite(made.quantiles).all()
    assert made.quantiles[0].mean() == pytest.approx(made.quantiles[60].mean(), rel=0.2)
