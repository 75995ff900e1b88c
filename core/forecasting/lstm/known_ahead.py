"""What a demand tells of the periods ahead, in the few columns that the network reads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.calendar.columns import AFTER, BEFORE
from core.calendar.events import CLOSED as SHOP_CLOSED
from core.calendar.events import PAYDAY
from core.demand import Demand
from core.demand.covariates import ADVERTISING
from core.demand.covariates import PRICE as LOG_PRICE
from core.demand.covariates import PROMOTION as ON_PROMOTION

PROMOTION, PRICE, HOLIDAY, RUN_UP, CLOSED = range(5)
"""Columns of what is known ahead: 0–1 on promotion; log of the price over its usual one; 0–1 on a
holiday or shopping day; 0–1 rising toward one; 0–1 closed. 0 is also: not told. Events are not told
apart by kind: which of them an item follows, the network sees in its past at the same time of year.
"""

COVARIATES = 5

_AHEAD = 128
"""Periods after the panel that are laid out: a table of years would be as large as the panel."""


def known_ahead(demand: Demand, events: bool = True) -> NDArray[np.float32]:
    """Return (n or 1, t + a, COVARIATES) what is known of the panel's periods and those after.

    Without ``events``, holidays and what leads up to them are left out.
    n rows only where single items have promotions or prices; (1, 0, COVARIATES): nothing is told.
    """
    told = demand.covariates
    length = max(len(told.shared), told.own.shape[1] if told.own_names else 0)
    length = min(length, demand.length + _AHEAD)
    own = bool(told.own_names) and len(demand) > 0
    columns = np.zeros((len(demand) if own else 1, length, COVARIATES), dtype=np.float32)
    shared = told.shared_window(0, length)
    for number, name in enumerate(told.shared_names):
        if name.endswith(AFTER) or name == PAYDAY:
            continue
        place = RUN_UP if name.endswith(BEFORE) else CLOSED if name == SHOP_CLOSED else HOLIDAY
        if place != CLOSED and not events:
            continue
        value = np.clip(shared[:, number], 0.0, 1.0)
        columns[:, :, place] = np.maximum(columns[:, :, place], value)
    if own:
        single = told.own_window(len(demand), 0, length)
        for number, name in enumerate(told.own_names):
            if name in (ON_PROMOTION, ADVERTISING):
                columns[:, :, PROMOTION] = np.maximum(
                    columns[:, :, PROMOTION], single[:, :, number]
                )
            elif name == LOG_PRICE:
                columns[:, :, PRICE] = single[:, :, number]
    return columns
