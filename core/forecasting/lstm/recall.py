"""Recall: what past periods like the one ahead sold, by attention over the calendar.

The season is folded onto the period ahead: days of the same weekday, weeks a year apart, days on
promotion. Which past periods are alike, and how fast they fade, is learned, and depends on the
item's state. Folding on the seasonal phase was the largest single lever of TinyCast (arXiv
2608.15767); here what is folded are the values themselves, so that each head is a forecast of its
own, a weighted mean of the past as exponential smoothing or seasonal naive are.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from core.forecasting.lstm.phases import KEYS
from core.forecasting.lstm.squeezing import squeezed
from core.forecasting.lstm.windows import Windows

RECALLED = 5
"""Features a head."""

_AGES = 3
_FEATURES = KEYS + _AGES
_HIGHEST = 30.0
_HIDDEN = -1e4


class Recall(nn.Module):
    """From windows and the state of their items (b, state) to forecasts and features by head.

    ``forward`` gives (b, h, heads) weighted means of scaled units, and (b, h, heads · RECALLED)
    features: for each head the mean of asinh units, their spread, the share of zeros, the weighted
    mean, and how many periods the weights were spread over.
    """

    def __init__(self, state: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        # Keys are the calendar itself: nothing of the past need be projected for each window.
        self.query = nn.Linear(KEYS + 1, heads * _FEATURES)
        self.state = nn.Linear(state, heads * _FEATURES)
        self.prior = nn.Parameter(torch.full((heads, 1, 1), -1.0))
        for part in (self.query, self.state):
            nn.init.normal_(part.weight, std=0.03)
            nn.init.zeros_(part.bias)
        with torch.no_grad():
            # The heads begin at averages from long to short: powers of the age from 0 to -2.
            fading = self.state.bias.view(heads, _FEATURES)[:, KEYS]
            fading.copy_(-3 * torch.linspace(0.0, 2.0, heads))

    def forward(self, windows: Windows, state: Tensor) -> tuple[Tensor, Tensor]:
        """Return the heads' forecasts and features."""
        count, context, _ = windows.keys.shape
        heads = self.heads
        ahead = torch.cat([windows.steps[..., -KEYS:], windows.steps[..., :1]], 2)
        query = (self.query(ahead) + self.state(state)[:, None]).float()
        query = query.view(count, -1, heads, _FEATURES).transpose(1, 2)
        age = torch.arange(context, 0, -1, device=state.device, dtype=torch.float32)
        ages = torch.stack([torch.log(age) / 3, age / 64, age.sqrt() / 8], 1)
        keys = torch.cat([windows.keys, ages.expand(count, -1, -1)], 2).transpose(1, 2)
        # Two features more: what hides a period that was not seen, and one that the prior alone
        # has, which is what is believed before anything was seen: one period at the scale. So
        # scores are one product, and nothing so large is copied.
        keys = nn.functional.pad(keys, (0, 1, 0, 2))
        keys[:, -2, :-1] = torch.where(windows.seen, 0.0, _HIDDEN)
        keys[:, -1, -1] = 1.0
        alone = self.prior[None].expand(count, heads, query.shape[2], 1)
        query = torch.cat([query, torch.ones_like(alone), alone], 3)
        weight = torch.softmax(torch.bmm(query.view(count, -1, _FEATURES + 2), keys), 2)
        # The few facts first: the other way round takes half as long again.
        recalled = torch.bmm(_facts(windows).transpose(1, 2), weight.transpose(1, 2))
        by_head = recalled.view(count, -1, heads, query.shape[2]).transpose(2, 3)
        mean, small, square, zero = by_head.unbind(1)
        spread = (square - small.square()).clamp(min=1e-6).sqrt()
        # The norm, for it takes no copy of the weights as their squares would.
        norm = torch.linalg.vector_norm(weight, dim=2).view(count, heads, -1).transpose(1, 2)
        many = torch.log(norm) * (-2 / 3)
        features = torch.stack([small, spread, zero, squeezed(mean), many], 3)
        return mean, features.flatten(2)


def _facts(windows: Windows) -> Tensor:
    """Return (b, context + 1, 4) units, asinh units, their square, zero; last: the prior's."""
    value = windows.value.clamp(max=_HIGHEST)
    small = squeezed(value)
    facts = torch.stack([value, small, small.square(), (value == 0).float()], 2)
    first = torch.zeros_like(facts[:, :1])
    # Numbers are filled in one by one: a tensor of them would be a copy from the processor.
    for place, number in enumerate((1.0, math.asinh(1.0), math.asinh(1.0) ** 2)):
        first[..., place] = number
    return torch.cat([facts, first], 1)
