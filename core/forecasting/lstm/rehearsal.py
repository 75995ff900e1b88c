"""Made-up demand mixed into fine-tuning, so that the network keeps what it was pretrained on."""

from __future__ import annotations

import torch

from core.forecasting.lstm.batches import Batches, Portion
from core.forecasting.lstm.sampling import Sampling
from core.forecasting.lstm.synthetic import Mix, synthetic_panel

SHARE = 0.25
"""Of the windows of a batch that are rehearsed rather than the shop's own."""

_ROWS = 256
_MIXES = (
    Mix(weekly=0.0, monthly=0.0),
    Mix(weekly=1.0, monthly=0.0),
    Mix(weekly=0.0, monthly=1.0),
)


def with_rehearsal(own: Sampling, batch: int) -> Batches:
    """Return batches of the shop's own windows and made-up ones that fit: of the same frequency."""
    rehearsed = max(1, round(SHARE * batch))
    frequency = int(own.panel.frequency[0])
    device = str(own.panel.units.device)
    panel = synthetic_panel(_ROWS, own.seed, _MIXES[frequency]).to(device)
    rows = torch.arange(len(panel), device=device)
    made_up = Sampling(panel, own.horizon, panel.length, rows, own.seed)
    return Batches((Portion(own, batch - rehearsed), Portion(made_up, rehearsed)))
