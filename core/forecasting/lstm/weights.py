"""Weights on disk: safetensors and a card beside them; never pickle, which could run anything."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from core.errors import OperatorError
from core.forecasting.lstm.network import DemandNetwork, NetworkShape
from core.wording import QT_TRANSLATE_NOOP, say


class WeightsError(OperatorError):
    """A file of weights is damaged, was changed, or is of another network."""


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def to_bytes(network: DemandNetwork) -> bytes:
    """Return the weights of a network as safetensors bytes: the same weights, the same bytes.

    Without metadata, whose order safetensors does not settle; the sizes follow from the weights.
    """
    return save({name: value.contiguous().cpu() for name, value in network.state_dict().items()})


def from_bytes(content: bytes) -> DemandNetwork:
    """Return the network of safetensors bytes; WeightsError where they are of another network."""
    try:
        tensors: dict[str, Tensor] = load(content)
        layers = len({name.split(".")[1] for name in tensors if name.startswith("layers.")})
        with torch.random.fork_rng(devices=[]):
            hidden, width = len(tensors["patch.weight"]), len(tensors["state.weight"])
            shape = NetworkShape(hidden, layers, width, heads=len(tensors["recall.prior"]))
            network = DemandNetwork(shape)
        network.load_state_dict(tensors)
    except (SafetensorError, RuntimeError, KeyError) as fault:
        raise _refusal("lstm.safetensors") from fault
    return network


def read_weights(path: Path) -> DemandNetwork:
    """Return the network of a file whose card beside it (.json) states its hash.

    Raises WeightsError where the file is not the one that the card was written for.
    """
    try:
        card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        genuine = sha256_of(path) == card["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise _refusal(path.name) from fault
    if not genuine:
        raise _refusal(path.name)
    return from_bytes(path.read_bytes())


def _refusal(name: str) -> WeightsError:
    return WeightsError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "The weights in {name} are damaged or were changed, so they are not used. "
                "Install the program again, or train a network anew.",
            ),
            name=name,
        )
    )
