"""Recorded series to pretrain on beside made-up ones: the training parts of M3 and M4.

Read from a folder when pretraining and mixed up, never copied into the program. The parts that
were held out for judging are not read. Mixing by convex combinations is TSMix (Ansari et al. 2024,
Chronos, arXiv 2403.07815, section 4.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from torch import Tensor

from core.forecasting.lstm.draws import LENGTH, Draws, kernel
from core.forecasting.lstm.known_ahead import COVARIATES
from core.forecasting.lstm.synthetic import GROUP, Rows

_HOURS = 24
_MOST = 3
"""Series mixed at most."""

_ALONE = 0.15
"""Share of the rows that are one series, not mixed."""

_COUNTED = 0.3
"""Share of the rows that are Poisson counts around a series."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Series of one length: units (n, LENGTH), right-aligned, each over its own mean; known
    (n, LENGTH) bool; frequency (n) 0 days, 1 weeks, 2 months."""

    units: Tensor
    known: Tensor
    frequency: Tensor

    def __len__(self) -> int:
        return len(self.units)

    def to(self, device: str) -> Recorded:
        """Return the series on another device."""
        return Recorded(self.units.to(device), self.known.to(device), self.frequency.to(device))


def read_recorded(folder: Path) -> Recorded:
    """Return the training parts of M4 weekly, M4 hourly as days, and M3 monthly in ``folder``."""
    weekly = _wide(folder / "m4" / "Train" / "Weekly-train.csv")
    hourly = _wide(folder / "m4" / "Train" / "Hourly-train.csv")
    daily = [series[len(series) % _HOURS :].reshape(-1, _HOURS).sum(axis=1) for series in hourly]
    table = pd.read_csv(folder / "m3" / "m3_long.csv.gz")
    table = table[(table["period"] == "MONTHLY") & (table["split"] == "train")]
    monthly = [part.to_numpy(np.float64) for _, part in table.groupby("series_id")["value"]]
    return _together([daily, weekly, monthly])


def mixed_rows(recorded: Recorded, rows: int, seed: int) -> Rows:
    """Return rows that are weighted means of one to three series of one frequency each.

    Their size, the place of the calendar and whether they are whole numbers are drawn, so that
    none can be learned by heart. A third are counts of so many customers as the series says: what a
    slow item's demand would look like that follows it. The rows lie where ``recorded`` does.
    """
    device = recorded.units.device
    draw = Draws(torch.Generator(device).manual_seed(seed), str(device))
    kind = torch.tensor([0, 1, 1, 2, 2], device=device)[(draw.uniform(rows) * 5).long()]
    units = torch.zeros(rows, LENGTH, device=device)
    known = torch.ones(rows, LENGTH, dtype=torch.bool, device=device)
    share = draw.uniform(rows, _MOST).clamp(min=1e-9).log().neg()
    many = 1 + (draw.uniform(rows, 1) * (_MOST - 1)).long()
    many = torch.where(draw.often(_ALONE, rows) > 0, 0, many)
    share = share * (torch.arange(_MOST, device=device) <= many)
    share = share / share.sum(1, keepdim=True).clamp(min=1e-9)
    for number in range(_MOST):
        pick = draw.uniform(rows)
        for frequency in range(3):
            among = torch.nonzero(recorded.frequency == frequency)[:, 0]
            here = torch.nonzero(kind == frequency)[:, 0]
            chosen = among[(pick[here] * len(among)).long()]
            part = share[here, number, None]
            units[here] += part * recorded.units[chosen]
            known[here] &= recorded.known[chosen] | (part == 0)
    # Bent by a slow wave of their own: two thousand series would soon be known by heart.
    bend = draw.lognormal(0.12, 0.6, rows) * draw.often(0.7, rows)
    units = units * torch.exp(bend * draw.coloured(kernel(draw.lognormal(60.0, 0.8, rows))))
    # A mean of fewer units than ten, rounded, is what a slow item's steady demand looks like.
    units = units * torch.exp(4.5 + 1.8 * draw.normal(rows, 1))
    thinned = units / units.mean(1, keepdim=True).clamp(min=1e-9) * draw.lognormal(3.0, 1.5, rows)
    counts = torch.poisson(thinned, generator=draw.generator)
    rounded = torch.where(draw.often(0.6, rows) > 0, torch.round(units), units)
    units = torch.where(draw.often(_COUNTED, rows) > 0, counts, rounded)
    seen = known & ~draw.blocks(0.08, 8.0, 0.01, rows)
    return Rows(
        units=torch.where(seen, units, 0.0),
        observed=seen,
        listed=known,
        covariates=torch.zeros(rows, LENGTH, COVARIATES, device=device),
        group=torch.arange(rows, device=device) // GROUP,
        frequency=kind,
        weekday=(draw.uniform(rows) * 7).long(),
        year_begin=draw.uniform(rows),
    )


def _wide(path: Path) -> list[np.ndarray]:
    table = pd.read_csv(path, index_col=0).to_numpy(np.float64)
    return [row[np.isfinite(row)] for row in table]


def _together(by_frequency: list[list[np.ndarray]]) -> Recorded:
    rows = [(kind, series) for kind, part in enumerate(by_frequency) for series in part]
    units = np.zeros((len(rows), LENGTH), dtype=np.float32)
    known = np.zeros((len(rows), LENGTH), dtype=bool)
    for number, (_, series) in enumerate(rows):
        last = np.maximum(series[-LENGTH:], 0.0)
        units[number, LENGTH - len(last) :] = last / max(float(last.mean()), 1e-9)
        known[number, LENGTH - len(last) :] = True
    frequency = torch.tensor([kind for kind, _ in rows])
    return Recorded(torch.from_numpy(units), torch.from_numpy(known), frequency)
