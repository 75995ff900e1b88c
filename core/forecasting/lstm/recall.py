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
        hidden = torch.where(windows.seen, 0.0, _HIDDEN)[:, None]
        score = torch.baddbmm(hidden, query.reshape(count, -1, _FEATURES), keys)
        score = score.view(count, heads, -1, context)
        # What is believed before anything was seen: one period at the scale.
        prior = self.prior.expand(count, heads, score.shape[2], 1)
        weight = torch.softmax(torch.cat([score, prior], 3), 3)
        recalled = torch.bmm(weight.view(count, -1, context + 1), _facts(windows))
        recalled = recalled.view(count, heads, -1, recalled.shape[2]).transpose(1, 2)
        spread = (recalled[..., 2] - recalled[..., 1].square()).clamp(min=1e-6).sqrt()
        many = -torch.log(weight.square().sum(3)).transpose(1, 2) / 3
        mean = recalled[..., 0]
        features = torch.stack(
            [recalled[..., 1], spread, recalled[..., 3], torch.asinh(mean), many], 3
        )
        return mean, features.flatten(2)


def _facts(windows: Windows) -> Tensor:
    """Return (b, context + 1, 4) units, asinh units, their square, zero; last: the prior's."""
    value = windows.value.clamp(max=_HIGHEST)
    squeezed = torch.asinh(value)
    facts = torch.stack([value, squeezed, squeezed.square(), (value == 0).float()], 2)
    first = torch.zeros_like(facts[:, :1])
    # Numbers are filled in one by one: a tensor of them would be a copy from the processor.
    for place, number in enumerate((1.0, math.asinh(1.0), math.asinh(1.0) ** 2)):
        first[..., place] = number
    return torch.cat([facts, first], 1)
