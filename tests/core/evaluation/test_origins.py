"""core/evaluation/origins.py"""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.origins import plan_origins


@pytest.mark.parametrize(
    ("length", "origins", "horizon", "cutoffs", "kept"),
    [
        (200, 4, 28, (121, 138, 155, 172), 28),
        (39, 4, 13, (17, 20, 23, 26), 13),
        (28, 4, 13, (11, 13, 15, 17), 11),
        (20, 4, 13, (8, 10, 12), 8),
        (12, 4, 4, (8, 9, 10), 2),
        (11, 4, 1, (8, 9, 10), 1),
        (10, 4, 4, (), 0),
        (0, 4, 13, (), 0),
    ],
)
def test_ladder_for_short_histories(length, origins, horizon, cutoffs, kept):
    """Short histories get fewer cutoffs, then a shorter horizon, then no test."""
    plan = plan_origins(length, origins, horizon)
    assert (plan.cutoffs, plan.horizon) == (cutoffs, kept)


@pytest.mark.parametrize("length", range(60))
def test_plans_are_always_honest(length):
    """At least 3 evenly spaced cutoffs or none; 8 periods before; a whole horizon after each."""
    plan = plan_origins(length, 4, 13)
    if plan.cutoffs:
        assert len(plan.cutoffs) >= 3
        assert plan.cutoffs[0] >= 8
        assert plan.cutoffs[-1] + plan.horizon == length
        assert len(set(np.diff(plan.cutoffs))) == 1
