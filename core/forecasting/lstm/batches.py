"""The batches of training steps, cut from a panel for many steps at once.

Cutting a few windows takes nearly as long as cutting a thousand, and longer than learning from
them: so windows are cut by the block, and each step takes its own from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from core.forecasting.lstm.sampling import Sampling
from core.forecasting.lstm.windows import Windows

_STEPS_A_BLOCK = 16
_STEPS_AHEAD = 12
"""Periods ahead learned from at a step, chosen at random: the loss costs as much as the encoder."""


@dataclass(frozen=True, slots=True)
class Portion:
    """So many windows of each batch, drawn from one panel."""

    sampling: Sampling
    windows: int


class Batches:
    """Gives the windows of a step: the same for the same step, so training can begin anywhere.

    portions  of a batch; all have the context and horizon of the first
    """

    def __init__(self, portions: Sequence[Portion]) -> None:
        self._portions = [portion for portion in portions if portion.windows]
        self._number = -1
        self._blocks: list[Windows] = []

    def draw(self, step: int, batch: int) -> Windows:
        """Return the windows of a step; where ``batch`` is less than all portions, as many fewer
        of each."""
        number, place = divmod(step, _STEPS_A_BLOCK)
        first = self._portions[0].sampling
        if number != self._number:
            self._blocks = [
                portion.sampling.draw(number, _STEPS_A_BLOCK * portion.windows, first.context)
                for portion in self._portions
            ]
            self._number = number
        whole = sum(portion.windows for portion in self._portions)
        # The periods ahead follow from seed, step and horizon alone: portions fit together.
        generator = torch.Generator().manual_seed(first.seed * 1_000_003 + step)
        chosen = torch.randperm(first.horizon, generator=generator)[:_STEPS_AHEAD].sort().values
        parts = []
        for portion, block in zip(self._portions, self._blocks, strict=True):
            count = max(1, portion.windows * batch // whole)
            rows = place * portion.windows + torch.arange(count)
            device = block.scale.device
            parts.append(block.at_rows(rows.to(device)).at_steps(chosen.to(device)))
        windows = parts[0]
        for other in parts[1:]:
            windows = windows.with_windows(other)
        return windows
