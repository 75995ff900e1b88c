"""Where a rolling backtest cuts history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SHORTEST_PAST = 8
"""Periods that must be known before the first cutoff."""
FEWEST_ORIGINS = 3
KNOWN_SHARE = 0.6
"""Share of the history that the first cutoff should know."""


@dataclass(frozen=True, slots=True)
class OriginPlan:
    """Where a backtest cuts history: periods before each cutoff, ascending, and the horizon.

    No cutoffs (and horizon 0): history is too short for an honest test.
    """

    cutoffs: tuple[int, ...]
    horizon: int


def plan_origins(length: int, origins: int, horizon: int) -> OriginPlan:
    """Return evenly spaced cutoffs for ``length`` periods of history.

    The last cutoff leaves one whole horizon; the others lie at most a horizon apart, so that with
    enough history no period is judged twice; they lie closer where the first would otherwise know
    less than 60 % of the history: a test in which seasonal methods have not seen a second season
    yet says little of a forecast made with five. The ladder for short histories, first that can be
    had:

    1. ``origins`` cutoffs, or as many as fit but at least 3, a quarter of the horizon or more
       apart (closer ones would all judge the same periods), with max(8, horizon) periods before
       the first;
    2. the same at a horizon shortened period by period, down to a quarter (at least 1);
    3. no test.
    """
    for shorter in range(horizon, max(1, horizon // 4) - 1, -1):
        last = length - shorter
        room = last - max(SHORTEST_PAST, shorter)
        count = min(max(origins, FEWEST_ORIGINS), room // max(1, shorter // 4) + 1)
        if count >= FEWEST_ORIGINS:
            apart = min(shorter, room // (count - 1))
            close = (last - int(np.ceil(KNOWN_SHARE * length))) // (count - 1)
            apart = max(min(apart, close), min(apart, max(1, shorter // 4)))
            return OriginPlan(tuple(last - apart * k for k in reversed(range(count))), shorter)
    return OriginPlan((), 0)
