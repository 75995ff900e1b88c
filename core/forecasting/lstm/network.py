"""The network: an LSTM over patches of the past, and a decoder for all periods ahead at once.

No forecast is fed back, so errors do not pile up and all periods cost one pass. Both heads give
quantiles that cannot cross: of each period, and of the mean of all periods so far.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.forecasting.lstm.recall import RECALLED, Recall
from core.forecasting.lstm.squeezing import squeezed
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
    """Sizes: ``hidden`` units in each of ``layers`` LSTM layers, ``width`` in the decoder, and
    ``heads`` of the recall."""

    hidden: int = 64
    layers: int = 2
    width: int = 128
    heads: int = 4


class DemandNetwork(nn.Module):
    """From windows to quantiles in asinh space.

    ``forward`` gives (b, h, quantiles) of asinh(units / scale) for each period and the same of
    asinh(mean units of periods 1…h / scale).
    """

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.shape = shape
        hidden, width = shape.hidden, shape.width
        self.patch = nn.Linear(PATCH * CHANNELS, hidden)
        self.static = nn.Linear(STATICS, hidden)
        self.layers = nn.ModuleList(
            nn.LSTM(hidden, hidden, batch_first=True) for _ in range(shape.layers)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(hidden) for _ in range(shape.layers))
        self.recall = Recall(hidden + STATICS, shape.heads)
        self.state = nn.Linear(hidden + STATICS, width)
        self.step = nn.Linear(STEP_FEATURES + RECALLED * shape.heads, width)
        self.mix = nn.ModuleList(nn.Linear(width, width) for _ in range(2))
        forecasts = 2 * ANCHORS + shape.heads
        self.head = nn.Linear(width, forecasts + 2 * len(QUANTILES))
        nn.init.normal_(self.head.weight, std=0.02)
        with torch.no_grad():
            self.head.bias.zero_()
            # Gaps between neighbouring quantiles begin near 0.15 in asinh space.
            bias = self.head.bias[forecasts:].view(2, -1)
            bias[:] = -1.8
            bias[:, MIDDLE] = 0.0

    def freeze_encoder(self) -> None:
        """Let training change the decoder alone: few items would teach the LSTM their own noise."""
        for part in (self.patch, self.static, self.layers, self.norms):
            part.requires_grad_(False)

    def forward(self, windows: Windows) -> tuple[Tensor, Tensor]:
        """Return the quantiles of each period and of the mean so far, in asinh space."""
        count, context, _ = windows.channels.shape
        patches = windows.channels.reshape(count, context // PATCH, PATCH * CHANNELS)
        x = self.patch(patches) + self.static(windows.statics)[:, None]
        x = nn.functional.gelu(x)
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = x + layer(norm(x))[0]
        # Steady demand is foretold to a hundredth, which half the digits do not hold: from here on
        # all are kept.
        with torch.autocast(x.device.type, enabled=False):
            return self._decode(windows, x[:, -1].float())

    def _decode(self, windows: Windows, last: Tensor) -> tuple[Tensor, Tensor]:
        state = torch.cat([last, windows.statics], dim=1)
        recalled, features = self.recall(windows, state)
        steps = self.step(torch.cat([windows.steps, features], dim=2))
        y = nn.functional.gelu(self.state(state)[:, None] + steps)
        for mix in self.mix:
            y = y + nn.functional.gelu(mix(y))
        sizes = [ANCHORS + self.shape.heads, ANCHORS, len(QUANTILES), len(QUANTILES)]
        weight, weight_so_far, single, total = self.head(y).split(sizes, dim=2)
        anchors = torch.cat([windows.anchors, recalled], dim=2)
        return (
            _quantiles(_weighed(weight, anchors), single),
            _quantiles(_weighed(weight_so_far, windows.anchors_so_far), total),
        )


def _weighed(weight: Tensor, anchors: Tensor) -> Tensor:
    return (torch.softmax(weight, dim=-1) * squeezed(anchors)).sum(-1, keepdim=True)


def _quantiles(middle: Tensor, out: Tensor) -> Tensor:
    """Return non-crossing quantiles: a shift of the weighed forecasts, and gaps ≥ 0 around it."""
    middle = middle + out[..., MIDDLE : MIDDLE + 1]
    # Running sums as a multiplication: of so few numbers, a card is slow at the former.
    place = torch.arange(len(QUANTILES), device=out.device)
    gap, level = place[:, None], place[None]
    above = (gap > MIDDLE) & (gap <= level)
    below = (gap < MIDDLE) & (gap >= level)
    return middle + nn.functional.softplus(out) @ (above.float() - below.float())
