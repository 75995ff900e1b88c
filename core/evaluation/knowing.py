"""Whether something moves sales that not all members of an ensemble know of, and tests cannot show.

Where tests can, losses shape the weights. They cannot where history is short, for the tests know
even less of promotions and prices; nor where a yearly season moves days: the few weeks before today
lie in one part of the year, and what comes may lie in another.
"""

from __future__ import annotations

import numpy as np

from core.demand import Demand
from core.evaluation.pools import SHORT
from core.forecasting.boosting.known_ahead import learn_known_ahead
from core.forecasting.design import design_of, plan_design
from core.forecasting.regression import learn_effects
from core.frequency import Frequency
from core.progress import Progress

TELLING = 0.1
"""Standard deviation of the effects over time (logarithm) from which knowing them matters."""
_ASKED = 200  # items that are looked at: more cost time, not accuracy
_WEEKDAYS = 7


def knowing_matters(demand: Demand) -> bool:
    """Return whether only those members should forecast that know promotions and the year."""
    return promotions_tell(demand) or year_tells(demand)


def promotions_tell(demand: Demand) -> bool:
    """Return whether promotions and prices move the sales of a short history."""
    if demand.length >= SHORT:
        return False
    some = _some(demand)
    return learn_known_ahead(some, Progress()).scatter(some) >= TELLING


def year_tells(demand: Demand) -> bool:
    """Return whether a yearly season moves daily sales; of weeks and months all members know it."""
    plan = plan_design(demand, covariates=False)
    if demand.frequency is not Frequency.DAILY or not plan.yearly or not len(demand):
        return False
    some = _some(demand)
    effects = learn_effects(some, plan, Progress())
    waves = design_of(some, some.length, plan).shared[:, _WEEKDAYS:]
    logs = effects.own[:, _WEEKDAYS:] @ waves.T
    return float(logs.std(axis=1).mean()) >= TELLING


def _some(demand: Demand) -> Demand:
    step = -(-len(demand) // _ASKED)
    return demand.select(np.arange(0, len(demand), max(step, 1)))
