"""What suppliers ask of an order: whole packs and a minimum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def order_quantity(need: Floats, minimum_order: Floats, pack_size: Floats) -> Floats:
    """Return 0 where nothing is needed, else whole packs that cover need and minimum: F12.

    pack · ⌈max(need, minimum) / pack⌉; arrays of one shape, units. Always rounded up: the supplier
    would refuse less, and the need is what the service level asks for.
    """
    need, minimum_order, pack_size = (
        np.asarray(values, dtype=np.float64) for values in (need, minimum_order, pack_size)
    )
    wanted = np.maximum(need, minimum_order) / pack_size
    # 0.3 / 0.1 is 2.9999999999999996 and 0.6 / 0.2 is 2.9999999999999996: no pack for noise.
    packs = np.ceil(np.round(wanted, 9))
    return np.asarray(np.where(need > 0, np.maximum(packs, 1.0) * pack_size, 0.0))


def excessive_surplus(
    need: Floats, quantity: Floats, daily_demand: Floats, most_days: float
) -> NDArray[np.bool_]:
    """Return where rounding up buys more than ``most_days`` of sales beyond the need."""
    surplus = np.asarray(quantity) - np.asarray(need)
    return np.asarray((surplus > 0) & (surplus > most_days * np.asarray(daily_demand)))
