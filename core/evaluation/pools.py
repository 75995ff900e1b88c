"""Ensembles whose members are forecast anyway: made of what these say, not fitted once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from core.evaluation.scoring import METRICS
from core.evaluation.tails import with_means_of_others
from core.evaluation.weights import learnt_weights
from core.forecasting.ensemble import Ensemble
from core.forecasting.forecaster import Forecaster
from core.forecasting.pooling import Outline

SHORT = 20
"""Periods of history below which the last value joins the ensemble, and below which tests know too
little of promotions to judge who knows them."""


def is_pool(forecaster: Forecaster, names: Sequence[str]) -> TypeGuard[Ensemble]:
    """Return whether this is an ensemble all of whose members are among ``names``."""
    return isinstance(forecaster, Ensemble) and all(x.name in names for x in forecaster.members)


def pooled_outline(
    pool: Ensemble,
    outlines: Mapping[str, Outline],
    scores: Mapping[str, NDArray[np.floating]],
    kinds: NDArray[np.generic],
    periods: int,
    told: bool = False,
) -> Outline:
    """Return what an ensemble forecasts, from those of its members that have an outline.

    outlines          of members and guests by name
    scores            (n, o, len(METRICS)) of each by name, at the cutoffs that may be known: they
                      shape the weights, see ``weights``, and the tails of some, see ``tails``
    kinds             (n) class of demand of each item
    periods           of history
    told              whether something moves sales that tests cannot show, see
                      ``core.evaluation.knowing``: then only members that know of it take part

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
    members = [outlines[name] for name in shares]
    if not pool.shares:
        return pool.combined(members)
    loss = np.stack([scores[name][..., METRICS.index("pinball")] for name in shares])
    loss = loss[:, :, :0] if told and periods < SHORT else loss
    # With 13 weeks tests know eight, of which trees learn far less than of thirteen.
    spared = [periods < SHORT and name in pool.learning for name in shares]
    weights = learnt_weights(loss, kinds, list(shares.values()), spared)
    members = with_means_of_others(list(shares), members, weights, pool.tailed, scores, kinds)
    return pool.combined(members, weights)
