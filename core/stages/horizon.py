"""How many periods a forecast must reach ahead."""

from __future__ import annotations

import numpy as np

from core.demand import Demand
from core.errors import OptionError
from core.restocking.terms.terms import Terms
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, say

LARGEST_FORECAST = 2**30
"""Bytes of paths; a single item with a year's lead time must not fill the memory."""
_MOST_ASKED = 2**31
"""Bytes of paths that may be asked for."""


def periods_ahead(demand: Demand, settings: Settings, terms: Terms | None = None) -> int:
    """Return how many periods to simulate: those asked for, and as far as orders must last.

    Raises ``OptionError`` where those asked for would fill the memory.
    """
    usual = max(demand.frequency.default_horizon, protection_periods(demand, settings))
    if settings.horizon is not None:
        _check_memory(settings.horizon, len(demand), settings.paths)
        usual = max(settings.horizon, protection_periods(demand, settings))
    if terms is None or terms.table.empty:
        return usual
    table = terms.table
    spans = table["lead_time_days"] + table["lead_time_sd_days"] + table["review_days"]
    # Orders go out on the day after the sheets' last, which may lie in a period left out.
    late = max(0, int((demand.as_of - demand.end).astype(np.int64)))
    longest = int(np.ceil((float(spans.max()) + late) / demand.frequency.days))
    affordable = LARGEST_FORECAST // (4 * max(1, len(demand) * settings.paths))
    return max(usual, min(longest, affordable))


def _check_memory(horizon: int, items: int, paths: int) -> None:
    """Raise ``OptionError`` where paths of so many periods would fill the memory."""
    most = _MOST_ASKED // (4 * max(1, items * paths))
    if horizon > most:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{horizon:,} periods of {items:,} items need more memory than there may be. "
                    "Forecast {most:,} periods or fewer.",
                ),
                horizon=horizon,
                items=items,
                most=max(1, most),
            )
        )


def protection_periods(demand: Demand, settings: Settings) -> int:
    """Return the periods from one order to the delivery of the next, as the settings have them."""
    days = settings.lead_time_days * (1 + settings.lead_time_spread) + settings.review_days
    return max(1, int(np.ceil(days / demand.frequency.days)))
