"""Which windows of a shop's demand are learned from, and which are held out to stop in time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.forecasting.lstm.panel import Panel
from core.forecasting.lstm.training import TrainingCurve, TrainingPlan
from core.forecasting.lstm.windows import CONTEXT, PATCH, Windows, cut

_BATCH = 128
_FINE_STEPS = 200
_FINE_RATE = 5e-4
_FINE_PATIENCE = 5
_LEAST_POLISH = 40
_HELD_OUT_WINDOWS = 768
_ORIGINS = 3
_STEPS = 12
"""Periods ahead learned from at a step, chosen at random: the loss costs as much as the encoder."""

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
        return cls(panel, horizon, end, _rows_before(panel, end), seed)

    def to(self, device: str) -> Sampling:
        """Return the sampling on another device."""
        return replace(self, panel=self.panel.to(device), rows=self.rows.to(device))

    def with_all_periods(self) -> Sampling:
        """Return the sampling with nothing held out."""
        end = self.panel.length
        return replace(self, end=end, rows=_rows_before(self.panel, end), seed=self.seed + 1)

    def plan(self, pretrained: bool = False) -> TrainingPlan:
        """Return how long to train: by how many windows there are, within bounds.

        Small panels are learned by heart soon, large ones are learned well before all of their
        windows were seen. Pretrained weights need fewer and slower steps.
        """
        windows = float((self.end - self.panel.launch[self.rows]).clamp(min=1).sum())
        steps = int(min(700, max(100, 4 * windows / _BATCH)))
        plan = TrainingPlan(steps=steps, batch=int(min(_BATCH, max(32, windows / 8))))
        if pretrained:
            plan = replace(
                plan,
                steps=min(steps, _FINE_STEPS),
                learning_rate=_FINE_RATE,
                patience=_FINE_PATIENCE,
            )
        return plan

    def polish_plan(self, curve: TrainingCurve, pretrained: bool = False) -> TrainingPlan:
        """Return the plan of the last steps, which take in the periods that were held out."""
        plan = self.plan(pretrained)
        steps = max(_LEAST_POLISH, curve.best_step // 5)
        return replace(plan, steps=steps, learning_rate=plan.learning_rate / 2)

    @property
    def context(self) -> int:
        """Periods the encoder needs for this panel."""
        return context_of(self.panel)

    def draw(self, step: int, batch: int, context: int = 0) -> Windows:
        """Return the windows of a step, of the panel's ``context`` where none is given.

        Drawn on the processor, so that no device changes them. The periods ahead that are learned
        from depend on seed, step and horizon alone: windows of two panels fit together.
        """
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + step)
        chosen = torch.randperm(self.horizon, generator=generator)[:_STEPS].sort().values
        rows = self.rows[torch.randint(len(self.rows), (batch,), generator=generator)]
        launch = self.panel.launch[rows]
        share = torch.rand(batch, generator=generator).to(rows.device)
        cutoffs = launch + (share * (self.end - launch)).long()
        age = torch.rand(batch, generator=generator).to(rows.device)
        short = torch.rand(batch, generator=generator).to(rows.device) < _SHORTENED
        begin = cutoffs - 1 - (age**2 * 4 * self.horizon).long()
        begin = torch.where(short, begin, 0).clamp(min=0)
        context = context or self.context
        windows = cut(self.panel, rows, cutoffs, context, self.horizon, begin, self.end)
        return windows.at_steps(chosen.to(rows.device))

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
            for part in torch.split(rows, 2 * _BATCH)
        )


def _rows_before(panel: Panel, end: int) -> Tensor:
    return torch.nonzero(panel.observed[:, :end].any(dim=1))[:, 0]
