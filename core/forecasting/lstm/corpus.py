"""The endless windows that a network is pretrained on, drawn on the device that trains.

A part of the corpus is a panel of made-up and recorded series; windows are cut from it for a while,
then the next part is made. All of it follows from seed and step: training can be stopped anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch
from torch import Tensor

from core.forecasting.lstm.draws import LENGTH
from core.forecasting.lstm.panel import Panel
from core.forecasting.lstm.recorded import Recorded, mixed_rows
from core.forecasting.lstm.synthetic import GROUP, synthetic_panel, synthetic_rows
from core.forecasting.lstm.windows import CONTEXT, PATCH, Windows, cut

CONTEXTS = (2 * PATCH, 4 * PATCH, 8 * PATCH, 16 * PATCH, CONTEXT, CONTEXT)
"""Lengths of the past, of which each step has one."""

_HORIZON = 56
_STEPS_AHEAD = 12
_HELD_OUT_SEED = 999_999_937
_HELD_OUT = 256

_SHORTENED = 0.3
"""Share of the windows whose past is cut short, so that young items are seen often enough."""


@dataclass(frozen=True, slots=True)
class Portions:
    """How a corpus is cut up.

    rows      series of a part; recorded: the share of them that is mixed from recorded series
    windows   cut from each series before the next part is made
    batch     windows a step
    """

    rows: int
    recorded: float
    windows: int
    batch: int

    @property
    def steps_a_part(self) -> int:
        """Steps before the next part."""
        return max(1, self.rows * self.windows // self.batch)


@dataclass(frozen=True, slots=True)
class Chances:
    """Uniform draws that a step's windows follow from: of (4, b) windows, of (_HORIZON) periods."""

    windows: Tensor
    periods: Tensor


class Corpus:
    """The windows of each step, the same for the same seed, portions and kind of device.

    Panel and chances lie at the same place in memory from step to step, which is what recorded
    steps on a card need (``captured.py``).
    """

    def __init__(
        self, portions: Portions, seed: int, device: str, recorded: Recorded | None = None
    ) -> None:
        self.portions = portions
        self._seed = seed
        self._device = device
        self._recorded = recorded.to(device) if recorded is not None else None
        self._generator = torch.Generator(device)
        self._part = 0
        self._panel = self._series(self._seed * 7919)
        self._chances = Chances(
            torch.empty(4, portions.batch, device=device), torch.empty(_HORIZON, device=device)
        )

    def draw(self, step: int, batch: int) -> Windows:
        """Return the first ``batch`` windows of a step."""
        context = self.turn_to(step)
        return self.windows(context, batch)

    def turn_to(self, step: int) -> int:
        """Make panel and chances those of a step, and return how long its windows' past is."""
        part = step // self.portions.steps_a_part
        if part != self._part:
            fresh = self._series(self._seed * 7919 + part)
            for field in fields(Panel):
                getattr(self._panel, field.name).copy_(getattr(fresh, field.name))
            self._part = part
        self._generator.manual_seed(self._seed * 104_729 + step)
        for chances in (self._chances.windows, self._chances.periods):
            chances.uniform_(generator=self._generator)
        place = torch.Generator().manual_seed(self._seed * 1_299_709 + step)
        return CONTEXTS[int(torch.randint(len(CONTEXTS), (1,), generator=place))]

    def windows(self, context: int, batch: int | None = None) -> Windows:
        """Return windows of the panel and chances as they are now."""
        chances = Chances(self._chances.windows[:, :batch], self._chances.periods)
        return _windows(self._panel, chances, context)

    def held_out(self) -> tuple[Windows, ...]:
        """Return windows of parts that are never drawn."""
        panel = synthetic_panel(64 * GROUP, _HELD_OUT_SEED, device=self._device)
        generator = torch.Generator(self._device).manual_seed(_HELD_OUT_SEED)
        result = []
        for context in CONTEXTS:
            chances = Chances(
                torch.rand(4, _HELD_OUT, generator=generator, device=self._device),
                torch.rand(_HORIZON, generator=generator, device=self._device),
            )
            result.append(_windows(panel, chances, context))
        return tuple(result)

    def _series(self, seed: int) -> Panel:
        rows = self.portions.rows
        count = round(rows * self.portions.recorded)
        made_up = synthetic_rows(rows - count, seed, device=self._device)
        if self._recorded is not None and count:
            made_up = made_up.with_rows(mixed_rows(self._recorded, count, seed))
        return made_up.panel(self._device)


def _windows(panel: Panel, chances: Chances, context: int) -> Windows:
    """Return windows of which most have a past of any length, from nothing to the whole context."""
    place, share, age, young = chances.windows
    rows = (place * len(panel)).long().clamp(max=len(panel) - 1)
    chosen = torch.argsort(chances.periods)[:_STEPS_AHEAD].sort().values
    launch = panel.launch[rows].clamp(max=LENGTH - 2)
    # The square root: shops that keep sheets have kept them for a while.
    cutoffs = launch + (share.sqrt() * (LENGTH - 1 - launch)).long()
    shortened = cutoffs - (1 + age**2 * 200).long()
    begin = torch.where(young < _SHORTENED, shortened, 0).clamp(min=0)
    return cut(panel, rows, cutoffs, context, _HORIZON, begin).at_steps(chosen)
