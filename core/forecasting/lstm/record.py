"""What came of fitting the network, as a value that a workspace keeps: no torch, no pickle."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.wording import Sentence

LSTM, ZERO_SHOT = "lstm", "lstm_zero_shot"
"""Names of the network in the catalogue: trained on the shop's sales, and as it came. Both forecast
the same where training is not kept."""


@dataclass(frozen=True, slots=True)
class NetworkRecord:
    """How a network was fine-tuned on a shop, and its weights; or why it was not.

    key       hash of all that decided the weights; see ``fitting_key``
    weights   (bytes) uint8: safetensors; empty where the pretrained weights forecast as they are
    tuned     whether the weights are the shop's own
    horizon   periods ahead it was trained for
    device    "cpu" or "cuda", and why that one; "" where there was no training
    reason    why its weights are, or are not, the shop's own
    gain      share by which the loss fell on the rolling test, against the pretrained weights
    train, held_out  loss at each look while training: of the batches, and on the rolling test,
              there first that of the weights it began with; none where there was no training
    seconds   of training
    begun     hash of all that decided the fit beside the demand, pretrained weights included
    """

    key: str
    weights: NDArray[np.uint8]
    tuned: bool
    horizon: int
    device: str
    device_reason: Sentence
    reason: Sentence
    gain: float
    train: tuple[float, ...]
    held_out: tuple[float, ...]
    seconds: float
    begun: str = ""

    def __post_init__(self) -> None:
        self.weights.setflags(write=False)

    @property
    def was_trained(self) -> bool:
        """Whether there was any training, kept or not."""
        return bool(self.held_out)


def untrained_record(key: str, horizon: int, reason: Sentence) -> NetworkRecord:
    """Return the record of a shop whose sales are too few to train on.

    It is no beginning for later fits: with more sales there is training.
    """
    return NetworkRecord(
        key=key,
        weights=np.empty(0, dtype=np.uint8),
        tuned=False,
        horizon=horizon,
        device="",
        device_reason=Sentence(""),
        reason=reason,
        gain=0.0,
        train=(),
        held_out=(),
        seconds=0.0,
    )


def fitting_key(demand: Demand, *decisions: object) -> str:
    """Return a hash of the demand that a network is fitted to and of the decisions about it."""
    digest = hashlib.sha256(repr(decisions).encode())
    digest.update(f"{demand.start} {demand.frequency} {demand.units.shape}".encode())
    told = demand.covariates
    digest.update(repr((told.shared_names, told.own_names)).encode())
    for part in (demand.units, demand.censored, told.shared, told.own):
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()
