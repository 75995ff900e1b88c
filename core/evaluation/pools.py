"""Ensembles whose members are forecast anyway: made of what these say, not fitted once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.evaluation.weights import learnt_weights
from core.forecasting.boosting.known_ahead import learn_known_ahead
from core.forecasting.ensemble import Ensemble
from core.forecasting.forecaster import Forecaster
from core.forecasting.pooling import Outline
from core.progress import Progress

SHORT = 20
"""Periods of history below which the last value joins the ensemble and losses shape no weights."""


_TELLING = 0.2
"""Standard deviation of the effects of promotions and prices (logarithm) from which they tell."""


def is_pool(forecaster: Forecaster, names: Sequence[str]) -> TypeGuard[Ensemble]:
    """Return whether this is an ensemble all of whose members are among ``names``."""
    return isinstance(forecaster, Ensemble) and all(x.name in names for x in forecaster.members)


def promotions_tell(demand: Demand) -> bool:
    """Return whether promotions and prices move the sales of a short history.

    Over longer ones losses show who knows of them; here the tests, which know even less, cannot.
    """
    if demand.length >= SHORT:
        return False
    known = learn_known_ahead(demand, Progress())
    return known.scatter(demand) >= _TELLING


def pooled_outline(
    pool: Ensemble,
    outlines: Mapping[str, Outline],
    losses: Mapping[str, NDArray[np.floating]],
    kinds: NDArray[np.generic],
    periods: int,
    told: bool = False,
) -> Outline:
    """Return what an ensemble forecasts, from those of its members that have an outline.

    outlines, losses  of members and guests by name; losses (n, o) shape the weights, see
                      ``weights``
    kinds             (n) class of demand of each item
    periods           of history: of less than ``SHORT`` tests say too little to bend shares by
    told              whether promotions and prices move sales, see ``promotions_tell``: then only
                      members that know them take part

    Raises ValueError where no member has an outline.
    """
    absent = set() if periods < SHORT else {name for name, _ in pool.young}
    shares = {
        name: share for name, share in pool.parts.items() if name in outlines and name not in absent
    }
    if told and not pool.knowing.isdisjoint(shares):
        shares = {name: share for name, share in shares.items() if name in pool.knowing}
    if not shares:
        raise ValueError("none of the ensemble's members has a forecast")
    weights = None
    if pool.shares:
        loss = np.stack([losses[name] for name in shares])
        loss = loss[:, :, :0] if periods < SHORT else loss
        weights = learnt_weights(loss, kinds, list(shares.values()))
    return pool.combined([outlines[name] for name in shares], weights)
