"""Where periods lie in week, month and year: what repeats, as the network is told."""

from __future__ import annotations

import torch
from torch import Tensor

from core.forecasting.lstm.known_ahead import COVARIATES, PRICE
from core.forecasting.lstm.panel import Panel

PHASES = 17
"""Weekday (7) and day of the month (2) of daily rows, four harmonics of the year (8)."""

KEYS = PHASES + COVARIATES

YEAR = slice(9, 13)
"""Columns of the year's first and second harmonic among the phases."""

_MONTHS_A_YEAR = 12


def phases(panel: Panel, rows: Tensor, at: Tensor) -> Tensor:
    """Return (b, k, PHASES) of the periods ``at`` (b, k) of ``rows`` (b).

    The year's harmonics are 1, 2, 4 and 8, so that the same few weeks a year apart can be told
    from their neighbours.
    """
    daily = (panel.frequency[rows] == 0).float()[:, None, None]
    day = (panel.weekday[rows][:, None] + at) % 7
    weekday = (day[..., None] == torch.arange(7, device=at.device)).float()
    year = panel.year_begin[rows][:, None] + at * panel.year_step[rows][:, None]
    turn = 2 * torch.pi * (year % 1.0)
    month = turn * _MONTHS_A_YEAR
    sine, cosine = torch.sin(turn), torch.cos(turn)
    waves = []
    for _ in range(4):
        waves += [sine, cosine]
        sine, cosine = 2 * sine * cosine, 1 - 2 * sine * sine
    days = torch.stack([torch.sin(month), torch.cos(month)], dim=2)
    return torch.cat([torch.cat([weekday, days], 2) * daily, torch.stack(waves, 2)], dim=2)


def weekday_wave(keys: Tensor) -> Tensor:
    """Return (b, k, 2) sine and cosine of the weekday of daily rows, from their ``keys``."""
    turn = 2 * torch.pi * torch.arange(7, device=keys.device) / 7
    return keys[..., :7] @ torch.stack([torch.sin(turn), torch.cos(turn)], dim=1)


def covariates(panel: Panel, rows: Tensor, at: Tensor) -> Tensor:
    """Return (b, k, COVARIATES) of the periods ``at`` of ``rows``; 0 where nothing is told.

    After the last period that anything is told of, the last price goes on.
    """
    told, length, _ = panel.covariates.shape
    if not length:
        return torch.zeros(*at.shape, COVARIATES, device=at.device)
    row = rows[:, None] if told > 1 else torch.zeros_like(rows)[:, None]
    value = panel.covariates[row, at.clamp(0, length - 1)]
    beyond = ((at < 0) | (at >= length))[..., None]
    return torch.where(beyond & (torch.arange(COVARIATES, device=at.device) != PRICE), 0.0, value)
