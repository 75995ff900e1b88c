"""Steady positive series, without which a pretrained network fails on steady demand.

Random walks, trends, seasonal autoregressions, kernel draws, long memory and walks of the slope,
evenly, each with little noise (lstm.md: the trial's generator lacked them and lost M4 weekly by
40 %).
"""

from __future__ import annotations

import torch
from torch import Tensor

from core.forecasting.lstm.draws import LENGTH, Draws, autoregressive, kernel, long_memory

_SEASONS = (7.0, 52.18, 12.0)
_LAGS = (7, 52, 12)


def smooth_units(draw: Draws, frequency: Tensor) -> Tensor:
    """Return units (n, t) ≥ 0 of rows of ``frequency`` (n): 0 days, 1 weeks, 2 months."""
    rows = len(frequency)
    number = torch.arange(LENGTH, device=draw.device).float()[None]
    kind = (draw.uniform(rows, 1) * 6).long()
    amplitude = torch.where(kind == 2, _seasonal_poles(draw, frequency), _kernels(draw, rows))
    amplitude = torch.where(kind == 4, long_memory(draw.uniform(rows, 1)), amplitude)
    path = draw.lognormal(0.12, 0.7, rows) * draw.coloured(amplitude)
    walk = draw.lognormal(0.012, 1.0, rows) * draw.walk(rows)
    line = 0.4 * draw.normal(rows, 1) / LENGTH * number + 0.3 * draw.normal(rows, 1) * (
        1 - torch.exp(-number / draw.lognormal(120.0, 0.7, rows))
    )
    log_value = torch.where(kind == 0, walk, torch.where(kind == 1, line, path))
    log_value = torch.where(kind == 5, walk + _wandering_slope(draw, rows), log_value)
    log_value = log_value + _season(draw, frequency, number) + _shift(draw, rows, number)
    noise = draw.lognormal(0.025, 1.2, rows) * draw.often(0.85, rows)
    strange = (draw.uniform(rows, LENGTH) < 0.01) & (draw.often(0.15, rows) > 0)
    noise = noise * (1 + 8 * strange)
    log_value = log_value + noise * draw.normal(rows, LENGTH)
    value = torch.exp((4.5 + 1.6 * draw.normal(rows, 1) + log_value).clamp(-5, 16))
    return torch.where(draw.often(0.5, rows) > 0, torch.round(value), value)


def _wandering_slope(draw: Draws, rows: int) -> Tensor:
    """Return paths whose slope is itself an autoregression: trends that turn."""
    memory = 0.6 + 0.38 * draw.uniform(rows, 1)
    slope = draw.lognormal(0.008, 0.9, rows) * draw.coloured(autoregressive(memory))
    return torch.cumsum(slope, dim=1)


def _shift(draw: Draws, rows: int, number: Tensor) -> Tensor:
    """Return one lasting change of level, in a few rows."""
    when = draw.uniform(rows, 1) * LENGTH
    return 0.3 * draw.normal(rows, 1) * draw.often(0.15, rows) * (number > when)


def _season(draw: Draws, frequency: Tensor, number: Tensor) -> Tensor:
    """Return a wave that comes again each season, of any shape, and grows or shrinks slowly."""
    rows = len(frequency)
    season = torch.tensor(_SEASONS, device=draw.device)[frequency][:, None]
    total = torch.zeros(rows, LENGTH, device=draw.device)
    power = 0.3 + 1.7 * draw.uniform(rows, 1)
    for harmonic in range(1, 7):
        turn = harmonic * number / season + draw.uniform(rows, 1)
        strength = draw.normal(rows, 1) / harmonic**power
        # Above half a turn a period, a wave is a slow one in disguise.
        total = total + strength * torch.sin(2 * torch.pi * turn) * (2 * harmonic <= season)
    amplitude = draw.lognormal(0.1, 0.9, rows) * draw.often(0.65, rows)
    return amplitude * torch.exp(0.5 * draw.normal(rows, 1) * number / LENGTH) * total


def _seasonal_poles(draw: Draws, frequency: Tensor) -> Tensor:
    """Return amplitudes of a second-order autoregression times one a season apart."""
    rows = len(frequency)
    radius = 0.8 + 0.19 * draw.uniform(rows, 1)
    angle = draw.uniform(rows, 1) * draw.often(0.5, rows)
    ordinary = autoregressive(2 * radius * torch.cos(angle), -(radius**2))
    pole = 0.9 * draw.uniform(rows, 1) * draw.often(0.5, rows)
    seasonal = torch.ones_like(ordinary)
    for kind, lag in enumerate(_LAGS):
        seasonal = torch.where(frequency[:, None] == kind, autoregressive(pole, lag=lag), seasonal)
    return ordinary * seasonal


def _kernels(draw: Draws, rows: int) -> Tensor:
    """Return amplitudes of Gaussian kernels of a short and a long reach, added up."""
    short, long = draw.lognormal(6.0, 0.8, rows), draw.lognormal(60.0, 0.8, rows)
    share = draw.uniform(rows, 1)
    return share * kernel(short) * short.sqrt() + (1 - share) * kernel(long) * long.sqrt()
