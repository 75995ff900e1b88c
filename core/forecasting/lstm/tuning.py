"""How the network learns a shop: from scratch, or from pretrained weights.

Steps are many and small, at a high rate: on hospital counts and departments (the selection sets)
that was better and cheaper than few large ones. What keeps so few items from being learned by heart
is rehearsal, and held-out periods that decide at the end, not before: while the rate is high the
best of several looks is the luckiest. These periods are not learned from afterwards: a few steps to
take them in cost more than they brought.
"""

from __future__ import annotations

from dataclasses import replace

from core.forecasting.lstm.batches import Batches, Portion
from core.forecasting.lstm.network import DemandNetwork
from core.forecasting.lstm.rehearsal import with_rehearsal
from core.forecasting.lstm.sampling import Sampling
from core.forecasting.lstm.training import Training, TrainingCurve, TrainingPlan, train
from core.progress import Progress

FEW_WINDOWS = 5_000
"""Windows below which the decoder alone is fine-tuned: they would teach the LSTM their noise."""

_RATE = 2e-3
_BATCH, _STEPS = 128, 700
_FINE_BATCH, _FINE_STEPS = 48, 300
_FINE_LOOK = 50
_BLENDS = (1.0, 0.5)
_LEAST_STEPS, _LEAST_BATCH = 100, 32


def learn_alone(network: DemandNetwork, own: Sampling, progress: Progress) -> TrainingCurve:
    """Train a network from scratch on the shop's windows, in place."""
    plan = _plan(own, _BATCH, _STEPS)
    batches = Batches((Portion(own, plan.batch),))
    return train(Training(network, plan), batches.draw, own.held_out(), progress)


def fine_tune(network: DemandNetwork, own: Sampling, progress: Progress) -> TrainingCurve:
    """Train pretrained weights on the shop's windows and made-up ones, in place.

    Where the held-out periods are not forecast better in the end, all of the way or half of it, the
    weights stay as they were.
    """
    if own.windows < FEW_WINDOWS:
        network.freeze_encoder()
    plan = _plan(own, _FINE_BATCH, _FINE_STEPS)
    plan = replace(
        plan,
        check_every=_FINE_LOOK,
        judged_from=plan.steps,
        blends=_BLENDS,
    )
    batches = with_rehearsal(own, plan.batch)
    return train(Training(network, plan), batches.draw, own.held_out(), progress)


def _plan(own: Sampling, batch: int, most: int) -> TrainingPlan:
    """Return how long to train: by how many windows there are, within bounds.

    Small panels are learned by heart soon, large ones are learned well before all of their windows
    were seen.
    """
    batch = min(batch, max(_LEAST_BATCH, own.windows // 8))
    steps = min(most, max(_LEAST_STEPS, 4 * own.windows // batch))
    return TrainingPlan(steps=steps, batch=batch, learning_rate=_RATE)
