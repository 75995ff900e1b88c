"""What the till sees of a made-up rate: counts, clumps, packs, rare orders, bulk, stockouts."""

from __future__ import annotations

import torch
from torch import Tensor

from core.forecasting.lstm.draws import LENGTH, Draws


def observed_units(draw: Draws, rate: Tensor, steady: Tensor) -> tuple[Tensor, Tensor]:
    """Return units (n, t) of ``rate`` (n, t), and where stock was out (n, t), bool.

    45 % of rows are negative binomial, 15 % Poisson, 30 % rare orders of many sizes, 10 % amounts;
    of ``steady`` rows (n, 1) six in seven are counts of many customers, the others amounts.
    """
    rows = len(rate)
    kind = draw.uniform(rows, 1)
    kind = torch.where((steady > 0) & (kind < 0.86), kind * 0.69, kind)
    kind = torch.where((steady > 0) & (kind > 0.6), 1.0, kind)
    units = torch.where(kind < 0.45, _clumped(draw, rate, steady), _poisson(draw, rate))
    units = torch.where(kind > 0.6, _rare_orders(draw, rate), units)
    spread = draw.lognormal(0.15, 0.8, rows) * (1 - 0.7 * steady)
    amount = rate * torch.exp(spread * draw.normal(*rate.shape))
    units = torch.where(kind > 0.9, amount, units)
    pack = torch.tensor([1.0, 2.0, 4.0, 6.0, 12.0, 24.0], device=draw.device)
    packs = pack[(draw.uniform(rows, 1) * 6).long()]
    packed = torch.round(units / packs) * packs
    units = torch.where((draw.uniform(rows, 1) < 0.1) & (kind < 0.9), packed, units)
    bulk = (draw.uniform(*rate.shape) < 0.01) & (draw.uniform(rows, 1) < 0.15 * (1 - steady))
    order = torch.round(units * (1 + draw.lognormal(6.0, 0.7, rows)))
    units = torch.where(bulk, order, units)
    out = draw.blocks(0.15, 3.0, 0.06, rows)
    return torch.where(out, 0.0, units), out


def listing(draw: Draws, units: Tensor, out: Tensor) -> tuple[Tensor, Tensor]:
    """Return from when each row is listed (n, t), and what of it was observed (n, t).

    Histories begin anywhere; half of the rows with stockouts know of them; a few miss blocks.
    """
    rows = len(units)
    number = torch.arange(LENGTH, device=draw.device)
    launch = (draw.uniform(rows, 1) ** 1.5 * (LENGTH - 40)) * draw.often(0.6, rows)
    listed = (number >= launch) & torch.isfinite(units)
    known = draw.often(0.5, rows) > 0
    missing = draw.blocks(0.08, 8.0, 0.01, rows)
    return listed, listed & ~(out & known) & ~missing


def _poisson(draw: Draws, rate: Tensor) -> Tensor:
    return torch.poisson(rate, generator=draw.generator)


def _clumped(draw: Draws, rate: Tensor, steady: Tensor) -> Tensor:
    """Return negative binomial counts: Poisson with a Gamma share of its rate."""
    # The larger an item, the more independent customers, and the closer its counts to its rate.
    large = (1 + rate.mean(1, keepdim=True) / 20).sqrt()
    dispersion = draw.lognormal(2.0, 1.0, len(rate)) * large * torch.exp(2.5 * steady)
    dispersion = dispersion.expand_as(rate).contiguous()
    gamma = torch._standard_gamma(dispersion, generator=draw.generator) / dispersion
    return _poisson(draw, rate * gamma)


def _rare_orders(draw: Draws, rate: Tensor) -> Tensor:
    """Return compound Poisson units: orders of about ``size`` units, of one size or of many."""
    rows = len(rate)
    size = draw.lognormal(2.5, 0.9, rows).clamp(1, 80)
    orders = _poisson(draw, rate / size)
    spread = draw.lognormal(0.5, 0.5, rows) * draw.often(0.8, rows)
    # The sizes of n orders average to a spread that is smaller by √n.
    noise = spread / torch.sqrt(orders.clamp(min=1)) * draw.normal(*rate.shape)
    units = torch.round(orders * size * torch.exp(noise - noise.square() / 8))
    return torch.where(orders > 0, units.clamp(min=1.0), 0.0)
