"""Safety stock beyond what an item is expected to sell: what a service level costs where demand is
lumpy, said before it is bought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.restocking.orders.policy import Plan
from core.restocking.terms.worth import UnitWorth
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_WORTH_SAYING = 1 / 3
"""Share of the money in safety stock from which it is pointed out."""


@dataclass(frozen=True, slots=True)
class HeavySafety:
    """Items whose safety stock is more than all they are expected to sell until the delivery of the
    next order day.

    items; level, expected units of these; share (0–1) of the money in all safety stock; service
    the share of futures (0–1) that their levels cover, on average
    """

    items: int
    level: float
    expected: float
    share: float
    service: float


def heavy_safety(plan: Plan, worth: UnitWorth) -> HeavySafety | None:
    """Return what such items hold; None where they have less than a third of the safety stock."""
    every = plan.suggestions
    level = np.array([it.order_up_to_level for it in every])
    expected = np.array([it.expected_demand for it in every])
    safety = np.maximum(level - expected, 0.0)
    money = safety * worth.value()
    heavy = (safety > expected) & (level > 0)
    share = float(money[heavy].sum() / money.sum()) if money.sum() > 0 else 0.0
    if share < _WORTH_SAYING:
        return None
    return HeavySafety(
        items=int(heavy.sum()),
        level=float(level[heavy].sum()),
        expected=float(expected[heavy].sum()),
        share=share,
        service=float(
            np.mean([it.service for it, is_heavy in zip(every, heavy, strict=True) if is_heavy])
        ),
    )


def heavy_safety_sentence(found: HeavySafety) -> Sentence:
    """Return what such items hold, and what can be done about it."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{items:,} items sell seldom or in lumps: to have them in {service:,.0f} of 100 cases, "
            "{level:,.0f} units must lie there while {expected:,.0f} are expected to sell. That is "
            "{share:,.0f} % of the money in safety stock. To hold less, lower the service level of "
            "class C; What if shows what 90 % would cost and lose.",
        ),
        items=found.items,
        service=100 * found.service,
        level=found.level,
        expected=found.expected,
        share=100 * found.share,
    )
