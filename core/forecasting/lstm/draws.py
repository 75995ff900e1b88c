"""Random numbers of one generator, by shape, on one device: what made-up demand is made from."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

LENGTH = 616
"""Periods a made-up row: the longest context, a year of days before it, and 8 weeks ahead."""

_CIRCLE = 1280
"""Length of the circle on which coloured noise is made; only LENGTH of it is used, so that its end
does not know its beginning."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Random numbers of a generator that lies on ``device``."""

    generator: torch.Generator
    device: str

    def uniform(self, *shape: int) -> Tensor:
        """Return draws from [0, 1)."""
        return torch.rand(shape, generator=self.generator, device=self.device)

    def normal(self, *shape: int) -> Tensor:
        """Return standard normal draws."""
        return torch.randn(shape, generator=self.generator, device=self.device)

    def often(self, share: float, rows: int) -> Tensor:
        """Return (rows, 1): 1.0 with probability ``share``, else 0.0."""
        return (self.uniform(rows, 1) < share).float()

    def lognormal(self, middle: float, spread: float, rows: int) -> Tensor:
        """Return (rows, 1) draws with the given median and log-spread."""
        return middle * torch.exp(spread * self.normal(rows, 1))

    def coloured(self, amplitude: Tensor) -> Tensor:
        """Return (rows, LENGTH) stationary Gaussian paths of unit variance.

        amplitude (rows, frequencies) is the square root of the spectral density at
        ``frequencies(device)``: autoregressions, kernels and long memory are all one product here,
        where a recursion in time would take LENGTH steps each.
        """
        rows, count = amplitude.shape
        parts = self.normal(rows, count, 2) * amplitude[..., None]
        parts[:, 0] = 0.0
        path: Tensor = torch.fft.irfft(torch.view_as_complex(parts.contiguous()), n=_CIRCLE, dim=1)
        path = path[:, :LENGTH]
        return path / path.std(dim=1, keepdim=True).clamp(min=1e-9)

    def walk(self, rows: int) -> Tensor:
        """Return (rows, LENGTH) random walks with steps of unit variance."""
        return torch.cumsum(self.normal(rows, LENGTH), dim=1)

    def blocks(self, share: float, length: float, rate: float | Tensor, rows: int) -> Tensor:
        """Return (rows, LENGTH) bool: runs of about ``length`` periods in a ``share`` of the rows.

        A run begins in each period with probability ``rate``, of all or of each row (rows, 1).
        """
        begins = (self.uniform(rows, LENGTH) < rate) * self.often(share, rows)
        longs = torch.ceil(begins * self.lognormal(length, 0.6, rows))
        number = torch.arange(LENGTH, device=self.device)
        until = torch.cummax(torch.where(begins > 0, number + longs, -1.0), dim=1).values
        return number < until


def frequencies(device: str) -> Tensor:
    """Return (frequencies) the angular frequencies, in radians a period, that noise is made of."""
    return 2 * torch.pi * torch.arange(_CIRCLE // 2 + 1, device=device) / _CIRCLE


def autoregressive(first: Tensor, second: Tensor | None = None, lag: int = 1) -> Tensor:
    """Return the amplitude (rows, frequencies) of y_t = first·y_(t−lag) + second·y_(t−2·lag) + ε.

    first, second (rows, 1). Box & Jenkins 1976, equation 3.2.18.
    """
    turn = lag * frequencies(str(first.device))
    real = 1 - first * torch.cos(turn)
    imaginary = first * torch.sin(turn)
    if second is not None:
        real = real - second * torch.cos(2 * turn)
        imaginary = imaginary + second * torch.sin(2 * turn)
    return torch.rsqrt((real.square() + imaginary.square()).clamp(min=1e-6))


def long_memory(power: Tensor) -> Tensor:
    """Return the amplitude (rows, frequencies) of 1/f noise: 0 white … 1 a random walk."""
    turn = frequencies(str(power.device)).clamp(min=2 * torch.pi / _CIRCLE)
    return turn ** (-power)


def kernel(length: Tensor) -> Tensor:
    """Return the amplitude (rows, frequencies) of a Gaussian kernel of ``length`` (rows, 1)."""
    return torch.exp(-((frequencies(str(length.device)) * length).square() / 4).clamp(max=40))
