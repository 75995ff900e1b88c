"""The network: an LSTM over patches of the past, and a decoder for all periods ahead at once.

No forecast is fed back, so errors do not pile up and all periods cost one pass. Both heads give
quantiles that cannot cross: of each period, and of the mean of all periods so far.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.forecasting.lstm.windows import (
    ANCHORS,
    CHANNELS,
    PATCH,
    STATICS,
    STEP_FEATURES,
    Windows,
)

QUANTILES = (0.01, *(round(0.05 * k, 2) for k in range(1, 20)), 0.99)
"""Quantile levels of both heads."""

MIDDLE = QUANTILES.index(0.5)


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """Sizes: ``hidden`` units in each of ``layers`` LSTM layers and in the decoder."""

    hidden: int = 128
    layers: int = 2


NANO = NetworkShape(128, 2)
MIDDLE_SIZED = NetworkShape(192, 2)


class DemandNetwork(nn.Module):
    """From windows to quantiles in asinh space.

    ``forward`` gives (b, h, quantiles) of asinh(units / scale) for each period and the same of
    asinh(mean units of periods 1…h / scale).
    """

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.shape = shape
        hidden = shape.hidden
        self.patch = nn.Linear(PATCH * CHANNELS, hidden)
        self.static = nn.Linear(STATICS, hidden)
        self.layers = nn.ModuleList(
            nn.LSTM(hidden, hidden, batch_first=True) for _ in range(shape.layers)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(hidden) for _ in range(shape.layers))
        self.state = nn.Linear(hidden + STATICS, hidden)
        self.step = nn.Linear(STEP_FEATURES, hidden)
        self.mix = nn.Linear(hidden, hidden)
        self.head = nn.Linear(hidden, 2 * (ANCHORS + len(QUANTILES)))
        nn.init.normal_(self.head.weight, std=0.02)
        with torch.no_grad():
            self.head.bias.zero_()
            # Gaps between neighbouring quantiles begin near 0.15 in asinh space.
            bias = self.head.bias.view(2, -1)
            bias[:, ANCHORS:] = -1.8
            bias[:, ANCHORS + MIDDLE] = 0.0

    def forward(self, windows: Windows) -> tuple[Tensor, Tensor]:
        """Return the quantiles of each period and of the mean so far, in asinh space."""
        count, context, _ = windows.channels.shape
        patches = windows.channels.reshape(count, context // PATCH, PATCH * CHANNELS)
        x = self.patch(patches) + self.static(windows.statics)[:, None]
        x = nn.functional.gelu(x)
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = x + layer(norm(x))[0]
        state = self.state(torch.cat([x[:, -1], windows.statics], dim=1))
        y = nn.functional.gelu(state[:, None] + self.step(windows.steps))
        y = y + nn.functional.gelu(self.mix(y))
        out = self.head(y).float()
        single, total = out.split(ANCHORS + len(QUANTILES), dim=2)
        return _quantiles(single, windows.anchors), _quantiles(total, windows.anchors_so_far)


def _quantiles(out: Tensor, anchors: Tensor) -> Tensor:
    """Return non-crossing quantiles: a weighing of the anchors, a shift, and gaps ≥ 0 around it."""
    weight = torch.softmax(out[..., :ANCHORS], dim=-1)
    middle = (weight * torch.asinh(anchors)).sum(-1, keepdim=True)
    rest = out[..., ANCHORS:]
    middle = middle + rest[..., MIDDLE : MIDDLE + 1]
    gap = nn.functional.softplus(rest)
    below = middle - torch.cumsum(gap[..., :MIDDLE].flip(-1), dim=-1).flip(-1)
    above = middle + torch.cumsum(gap[..., MIDDLE + 1 :], dim=-1)
    return torch.cat([below, middle, above], dim=-1)
