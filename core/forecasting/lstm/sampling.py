"""Which windows of a shop's demand are learned from, and which are held out to stop in time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.forecasting.lstm.panel import Panel
from core.forecasting.lstm.windows import CONTEXT, PATCH, Windows, cut

_HELD_OUT_WINDOWS = 768
_HELD_OUT_BATCH = 256
_ORIGINS = 3

_SHORTENED = 0.3
"""Share of the windows whose past is cut short, so that young items are seen often enough."""


def context_of(panel: Panel) -> int:
    """Return how many periods the encoder needs for this panel: a multiple of PATCH."""
    return min(CONTEXT, max(1, -(-panel.length // PATCH)) * PATCH)


@dataclass(frozen=True, slots=True)
class Sampling:
    """Windows of a panel.

    panel    the series
    horizon  periods ahead
    end      first period that is not learned from: held out
    rows     (n) rows that have a period to learn from
    seed     of all draws
    """

    panel: Panel
    horizon: int
    end: int
    rows: Tensor
    seed: int

    @classmethod
    def of(cls, panel: Panel, horizon: int, seed: int) -> Sampling:
        """Return the windows of a panel, its last fifth but at most half a horizon held out."""
        end = panel.length - max(1, min(panel.length // 5, horizon // 2))
        horizon = max(1, min(horizon, panel.length - 1))
        rows = torch.nonzero(panel.observed[:, :end].any(dim=1))[:, 0]
        return cls(panel, horizon, end, rows, seed)

    @property
    def windows(self) -> int:
        """How many windows there are to learn from: periods known before ``end``, of all rows."""
        return int((self.end - self.panel.launch[self.rows]).clamp(min=1).sum())

    def to(self, device: str) -> Sampling:
        """Return the sampling on another device."""
        return replace(self, panel=self.panel.to(device), rows=self.rows.to(device))

    @property
    def context(self) -> int:
        """Periods the encoder needs for this panel."""
        return context_of(self.panel)

    def draw(self, number: int, count: int, context: int = 0) -> Windows:
        """Return ``count`` windows, the same for the same ``number``.

        Drawn on the processor, so that no device changes them; with a past of ``context`` periods,
        or of what the panel needs.
        """
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + number)
        rows = self.rows[torch.randint(len(self.rows), (count,), generator=generator)]
        launch = self.panel.launch[rows]
        share = torch.rand(count, generator=generator).to(rows.device)
        cutoffs = launch + (share * (self.end - launch)).long()
        age = torch.rand(count, generator=generator).to(rows.device)
        short = torch.rand(count, generator=generator).to(rows.device) < _SHORTENED
        begin = cutoffs - 1 - (age**2 * 4 * self.horizon).long()
        begin = torch.where(short, begin, 0).clamp(min=0)
        context = context or self.context
        return cut(self.panel, rows, cutoffs, context, self.horizon, begin, self.end)

    def held_out(self) -> tuple[Windows, ...]:
        """Return windows of rolling cutoffs in the held-out periods, in batches.

        At most three cutoffs, the first at ``end``, and 768 windows; each is judged up to the
        last period.
        """
        length = self.panel.length - self.end
        origins = sorted({self.end + length * number // _ORIGINS for number in range(_ORIGINS)})
        rows = self.rows
        most = _HELD_OUT_WINDOWS // len(origins)
        if len(rows) > most:
            generator = torch.Generator().manual_seed(self.seed)
            chosen = torch.randperm(len(rows), generator=generator)[:most]
            rows = rows[chosen.sort().values.to(rows.device)]
        return tuple(
            cut(self.panel, part, torch.full_like(part, at), self.context, self.panel.length - at)
            for at in origins
            for part in torch.split(rows, _HELD_OUT_BATCH)
        )
