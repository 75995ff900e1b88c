"""Made-up demand mixed into fine-tuning, so that the network keeps what it was pretrained on."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from core.forecasting.lstm.panel import Panel
from core.forecasting.lstm.sampling import Sampling
from core.forecasting.lstm.synthetic import Mix, synthetic_panel
from core.forecasting.lstm.windows import Windows

SHARE = 0.25
"""Of the windows of a batch that are rehearsed rather than the shop's own."""

_ROWS = 256
_MIXES = (
    Mix(weekly=0.0, monthly=0.0),
    Mix(weekly=1.0, monthly=0.0),
    Mix(weekly=0.0, monthly=1.0),
)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Draws batches of which a share is made up, of the same frequency, context and horizon.

    own      the shop's windows
    made_up  a panel of made-up demand
    """

    own: Sampling
    made_up: Sampling

    @classmethod
    def beside(cls, own: Sampling, device: str) -> Rehearsal:
        """Return the rehearsal beside the windows of one shop."""
        frequency = int(own.panel.frequency[0])
        panel: Panel = synthetic_panel(_ROWS, own.seed, _MIXES[frequency]).to(device)
        rows = torch.arange(len(panel), device=device)
        return cls(own, Sampling(panel, own.horizon, panel.length, rows, own.seed))

    def draw(self, step: int, batch: int) -> Windows:
        """Return the windows of a step: the shop's own, then made-up ones."""
        rehearsed = max(1, round(SHARE * batch))
        own = self.own.draw(step, batch - rehearsed)
        return own.with_windows(self.made_up.draw(step, rehearsed, self.own.context))
