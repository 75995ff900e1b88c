"""What is known ahead, for the trees: effects of events, promotions and prices, and the columns.

Trees cannot learn from a dozen rows what a festival does, and never tell more than they saw. So the
pooled regression says what is usual, shrunk where little is known; units are freed of it, the trees
learn the rest, and what they say is multiplied by it again. They see it too, and the columns
themselves, and so mend it where it is systematically off.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.demand.covariates import ADVERTISING, PROMOTION
from core.forecasting.design import SEASON, DesignPlan, design_of, plan_design
from core.forecasting.effects import LARGEST, Effects
from core.forecasting.history import FloatArray
from core.forecasting.regression import learn_effects
from core.progress import Progress

_BELIEVED = 0.5
"""Share of the effects of promotions and prices that units are freed of. They are learnt from the
same units that the trees learn from, so in that past they look truer than they will ahead; the
trees find the rest by what each item sold in promotions before."""
_SHUT = -1.6
"""Effects (logarithm) below which a period says nothing of the level: the shop was closed."""


@dataclass(frozen=True, slots=True)
class KnownAhead:
    """Effects of what is known ahead, learnt on one panel; None: nothing of the kind was seen."""

    plan: DesignPlan
    effects: Effects | None

    def scatter(self, demand: Demand) -> float:
        """Return the standard deviation over periods, mean over items, of the logarithm of what
        promotions, advertising and prices do."""
        if self.effects is None or not self.plan.own or not len(demand):
            return 0.0
        parts = self.effects.part_logs(design_of(demand, demand.length, self.plan))
        total = np.sum([logs for name, logs in parts.items() if name in self.plan.own], axis=0)
        return float(total.std(axis=1).mean())

    def logs(self, demand: Demand, stop: int) -> NDArray[np.float32]:
        """(n, stop) logarithm of what units are freed of in each period; not of the season."""
        result = np.zeros((len(demand), stop))
        if self.effects is not None:
            parts = self.effects.part_logs(design_of(demand, stop, self.plan))
            for name, logs in parts.items():
                if name != SEASON:
                    result += logs * (_BELIEVED if name in self.plan.own else 1.0)
        return np.clip(result, -LARGEST, LARGEST).astype(np.float32)

    def columns(self, demand: Demand, stop: int) -> NDArray[np.float32]:
        """(n, stop, k) the items' own columns: promotion, advertising, price."""
        known, wanted = demand.covariates, self.plan.own if self.effects is not None else ()
        items = known.own_window(len(demand), 0, stop)
        columns = np.zeros((len(demand), stop, len(wanted)), dtype=np.float32)
        for place, name in enumerate(wanted):
            if name in known.own_names:
                columns[:, :, place] = items[:, :, known.own_names.index(name)]
        return columns


def promoted(columns: NDArray[np.float32], names: tuple[str, ...]) -> NDArray[np.bool_]:
    """(n, stop) whether an item is promoted or advertised, from its columns of these names."""
    flags = [place for place, name in enumerate(names) if name in (PROMOTION, ADVERTISING)]
    return np.asarray((columns[:, :, flags] > 0.5).any(axis=2))


def learn_known_ahead(demand: Demand, progress: Progress) -> KnownAhead:
    """Learn what events, promotions and prices do; nothing where the panel has none that moved."""
    plan = plan_design(demand, covariates=True)
    if not plan.events and not plan.own:
        return KnownAhead(plan, None)
    return KnownAhead(plan, learn_effects(demand, plan, progress))


def freed(units: FloatArray, logs: NDArray[np.float32]) -> FloatArray:
    """Return (n, t) units over their effects; NaN where the shop was as good as closed."""
    return np.where(logs > _SHUT, units / np.exp(logs), np.nan)
