"""Classes of demand (restock.md F18)."""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.classes import DemandClass, classify
from tests.core.evaluation.planted import panel

EVERY_THIRD = np.tile([0.0, 0.0, 4.0], 20)
UNEVEN = np.tile([1.0, 2.0, 1.0, 12.0], 15)


@pytest.mark.parametrize(
    ("units", "kind"),
    [
        (np.tile([4.0, 5.0, 6.0], 20), DemandClass.SMOOTH),
        (UNEVEN, DemandClass.ERRATIC),
        (EVERY_THIRD, DemandClass.INTERMITTENT),
        (np.tile([0.0, 0.0, 1.0, 0.0, 0.0, 12.0], 10), DemandClass.LUMPY),
        (np.concatenate([np.full(50, np.nan), np.tile([4.0, 5.0], 5)]), DemandClass.NEW),
        (np.concatenate([np.zeros(59), [4.0]]), DemandClass.NEW),
        (np.full(60, np.nan), DemandClass.NEW),
        (np.concatenate([np.full(40, 5.0), np.zeros(20)]), DemandClass.ENDED),
        (np.concatenate([np.full(40, 5.0), np.full(20, np.nan)]), DemandClass.ENDED),
    ],
)
def test_class(units, kind):
    """Each pattern of sales has its class."""
    assert classify(panel(units[None])) == (kind,)


def test_a_slow_seller_has_not_ended():
    """A silence that is usual for the item is no end: every tenth week sold, 20 weeks silent."""
    units = np.concatenate([np.tile([2.0, *[0.0] * 9], 6), np.zeros(20)])
    assert classify(panel(units[None])) == (DemandClass.INTERMITTENT,)


def test_zeros_before_the_first_sale_do_not_count():
    """An item is judged from its first sale on."""
    units = np.concatenate([np.zeros(40), np.tile([4.0, 5.0, 6.0], 10)])
    assert classify(panel(units[None])) == (DemandClass.SMOOTH,)


def test_stockouts_are_no_silence():
    """Periods without stock are unknown, not unsold."""
    demand = panel(np.concatenate([np.full(40, 5.0), np.zeros(20)])[None])
    censored = np.zeros(demand.units.shape, dtype=np.bool_)
    censored[:, 40:] = True
    from dataclasses import replace

    assert classify(replace(demand, censored=censored)) == (DemandClass.SMOOTH,)
