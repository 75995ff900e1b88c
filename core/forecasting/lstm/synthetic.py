"""Made-up demand of shops, to pretrain on: every regime seen in the sheets of small shops.

Rows come in groups that share calendar, seasons, closed days and shocks, as the items of a shop do.
Retail rows follow lstm.md's recipe (after SarSim0, arXiv 2601.00970, and TinyCast, 2608.15767):
log-rate = level + damped trend + random walk + shifts + week + year + events + promotions + AR(1),
observed as counts or amounts. The others are the smooth, low-noise series without which a
pretrained network fails on steady demand.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.forecasting.lstm.windows import Panel, panel_from

LENGTH = 616
"""Periods a row: the longest context, a year of days before it, and 8 weeks ahead."""

GROUP = 16

_EPOCH_DAY = 14610
"""2010-01-01 as days since 1970: the earliest first day."""

_LAST_START = 5400
_DAYS = (1.0, 7.0, 30.436875)
_YEAR = 365.2425

_SPRING_FESTIVALS = (
    14654, 15008, 15362, 15746, 16101, 16485, 16839, 17194, 17578, 17932, 18286,
    18670, 19024, 19379, 19763, 20117, 20501, 20855, 21209, 21593, 21948,
)  # fmt: skip
"""First days of the Chinese year 2010-02-14 … 2030-02-03, as days since 1970."""


@dataclass(frozen=True, slots=True)
class Mix:
    """What a corpus is made of, as shares.

    smooth     of groups that are smooth series: walks, trends, autoregressions, kernel draws
    weekly, monthly  of groups whose periods are weeks or months; the rest are days
    aggregated of weekly and monthly retail groups that are sums of daily paths
    """

    smooth: float = 0.35
    weekly: float = 0.32
    monthly: float = 0.2
    aggregated: float = 0.35


def synthetic_panel(rows: int, seed: int, mix: Mix | None = None, device: str = "cpu") -> Panel:
    """Return a panel of made-up demand; ``rows`` is rounded up to whole groups of 16.

    The same rows, seed, mix and kind of device give the same panel.
    """
    mix = mix or Mix()
    generator = torch.Generator(device).manual_seed(seed)
    draw = _Draws(generator, device)
    groups = -(-rows // GROUP)
    group = torch.arange(groups, device=device).repeat_interleave(GROUP)
    kind = draw.uniform(groups)
    frequency = (kind < mix.weekly + mix.monthly).long() + (kind < mix.monthly).long()
    smooth = draw.uniform(groups) < mix.smooth
    summed = (draw.uniform(groups) < mix.aggregated) & (frequency > 0) & ~smooth
    start = (_EPOCH_DAY + draw.uniform(groups) * _LAST_START).long()
    built = torch.where(summed, 0, frequency)
    start = torch.where(frequency == 1, start - (start + 3) % 7, start)
    calendar = _Calendar.of(start[group], built[group])
    units, out = _retail(draw, calendar, group, groups)
    steady = _smooth(draw, calendar, group)
    units = torch.where(smooth[group, None], steady, units)
    out &= ~smooth[group, None]
    units, out = _summed(units, out, summed[group], frequency[group])
    listed, seen = _listing(draw, units, out)
    # A sum of days lies at the end of its row; its calendar must begin as long before.
    count = LENGTH // 7 * (frequency == 1) + LENGTH // 30 * (frequency == 2)
    width = torch.tensor((1, 7, 30), device=device)[frequency]
    shift = torch.where(summed, LENGTH - count * width - (LENGTH - count) * width, 0)
    begin = ((start + shift).double() / _YEAR) % 1.0
    panel = panel_from(
        units=torch.where(seen, units, 0.0).cpu(),
        observed=seen.cpu(),
        listed=listed.cpu(),
        group=group.cpu(),
        frequency=frequency[group].cpu(),
        weekday=((start + 3) % 7)[group].cpu(),
        year_begin=begin[group].cpu(),
    )
    return panel.to(device)


@dataclass(frozen=True, slots=True)
class _Draws:
    """Random numbers of one generator, by shape."""

    generator: torch.Generator
    device: str

    def uniform(self, *shape: int) -> Tensor:
        return torch.rand(shape, generator=self.generator, device=self.device)

    def normal(self, *shape: int) -> Tensor:
        return torch.randn(shape, generator=self.generator, device=self.device)

    def often(self, share: float, rows: int) -> Tensor:
        """(rows, 1) 1.0 with probability ``share``."""
        return (self.uniform(rows, 1) < share).float()

    def lognormal(self, middle: float, spread: float, rows: int) -> Tensor:
        """(rows, 1) draws with the given median and log-spread."""
        return middle * torch.exp(spread * self.normal(rows, 1))


@dataclass(frozen=True, slots=True)
class _Calendar:
    """(n, LENGTH) of each period: number, day since 1970, share of the year gone, weekday; (n, 1)
    whether periods are days; days a period and periods a year."""

    number: Tensor
    day: Tensor
    year: Tensor
    weekday: Tensor
    daily: Tensor
    days: Tensor
    season: Tensor

    @classmethod
    def of(cls, start: Tensor, frequency: Tensor) -> _Calendar:
        days = torch.tensor(_DAYS, device=start.device)[frequency][:, None]
        number = torch.arange(LENGTH, device=start.device).float()[None]
        day = start[:, None] + number * days
        season = torch.tensor((7.0, 52.18, 12.0), device=start.device)[frequency][:, None]
        return cls(
            number=number,
            day=day,
            year=((day.double() / _YEAR) % 1.0).float(),
            weekday=((day.long() + 3) % 7),
            daily=(frequency == 0)[:, None],
            days=days,
            season=season,
        )


def _retail(draw: _Draws, calendar: _Calendar, group: Tensor, groups: int) -> tuple[Tensor, Tensor]:
    """Return units and where stock was out, of retail rows."""
    rows = len(group)
    # A share of the rows' spread is the group's, so that items of a shop move together.
    together = draw.uniform(groups, 1)[group]
    noise = draw.lognormal(0.25, 0.7, rows) * draw.often(0.75, rows)
    log_rate = 0.5 + 1.9 * draw.normal(rows, 1) + 0.8 * draw.normal(groups, 1)[group]
    log_rate = log_rate + 0.8 * torch.log(calendar.days)
    log_rate = log_rate + _trend(draw, calendar, rows)
    log_rate = log_rate + _walk(draw, rows) + together * _walk(draw, groups)[group]
    log_rate = log_rate + _shifts(draw, calendar, rows)
    log_rate = log_rate + _year(draw, calendar, group, groups)
    log_rate = log_rate + _events(draw, calendar, group, groups)
    log_rate = log_rate + _promotions(draw, rows)
    log_rate = log_rate + noise * _autoregression(
        draw, draw.uniform(rows, 1) * 0.9 * draw.often(0.6, rows)
    )
    log_rate = log_rate - noise**2 / 2
    week, open_days = _week(draw, calendar, group, groups)
    rate = torch.exp((log_rate + week).clamp(-9, 11)) * open_days
    rate = rate * _life(draw, calendar, rows)
    units = _observe(draw, rate)
    out = _blocks(draw, rows, 0.15, 3.0, 0.06)
    return torch.where(out, 0.0, units), out


def _trend(draw: _Draws, calendar: _Calendar, rows: int) -> Tensor:
    slope = 0.9 * draw.normal(rows, 1) * draw.often(0.5, rows)
    reach = draw.lognormal(250.0, 0.8, rows)
    return slope * (1 - torch.exp(-calendar.number / reach))


def _walk(draw: _Draws, rows: int) -> Tensor:
    spread = draw.lognormal(0.02, 0.8, rows) * draw.often(0.6, rows)
    walk = torch.cumsum(draw.normal(rows, LENGTH), dim=1)
    return spread * (walk - walk[:, -100:-99])


def _shifts(draw: _Draws, calendar: _Calendar, rows: int) -> Tensor:
    total = torch.zeros(rows, LENGTH, device=draw.device)
    for _ in range(2):
        when = draw.uniform(rows, 1) * LENGTH
        size = 0.6 * draw.normal(rows, 1) * draw.often(0.35, rows)
        total = total + size * (calendar.number > when)
    return total


def _year(draw: _Draws, calendar: _Calendar, group: Tensor, groups: int) -> Tensor:
    total = torch.zeros_like(calendar.year)
    shared = (draw.lognormal(0.25, 0.7, groups) * draw.often(0.75, groups))[group]
    own = draw.lognormal(0.12, 0.7, len(group)) * draw.often(0.5, len(group))
    for harmonic in (1, 2, 3):
        for amplitude, phase in (
            (shared, draw.uniform(groups, 1)[group]),
            (own, draw.uniform(len(group), 1)),
        ):
            wave = torch.sin(2 * torch.pi * (harmonic * calendar.year + phase))
            total = total + amplitude / harmonic * wave
    return total


def _events(draw: _Draws, calendar: _Calendar, group: Tensor, groups: int) -> Tensor:
    """Return peaks before fixed days of the year and around Spring Festival's true days."""
    total = torch.zeros_like(calendar.year)
    for _ in range(3):
        when = draw.uniform(groups, 1)[group]
        size = (0.7 * draw.normal(groups, 1) * draw.often(0.4, groups))[group]
        size = size * (0.5 + draw.uniform(len(group), 1))
        width = (3 + 18 * draw.uniform(groups, 1))[group]
        before = ((when - calendar.year) % 1.0) * _YEAR
        total = total + size * torch.exp(-before / width)
    chinese = draw.often(0.3, groups)[group]
    days = torch.tensor(_SPRING_FESTIVALS, device=draw.device).float()
    late = calendar.day.contiguous() - days[0]
    place = torch.searchsorted(days, calendar.day.contiguous()).clamp(0, len(days) - 1)
    before = days[place] - calendar.day
    since = (calendar.day - days[(place - 1).clamp(min=0)]).abs()
    rise = torch.exp(-before.clamp(min=0) / 12) * (late < days[-1])
    closed = torch.exp(-since / 7)
    return total + chinese * (
        0.9 * draw.uniform(len(group), 1) * rise - 1.5 * draw.uniform(groups, 1)[group] * closed
    )


def _promotions(draw: _Draws, rows: int) -> Tensor:
    """Return lifts for some periods, each followed by a dip while stocks at home last."""
    active = _blocks(draw, rows, 0.25, 6.0, 0.03).float()
    lift = draw.lognormal(0.6, 0.5, rows)
    dip = torch.nn.functional.pad(active, (7, 0))[:, :LENGTH] * (1 - active)
    return lift * active - 0.3 * lift * dip


def _week(draw: _Draws, calendar: _Calendar, group: Tensor, groups: int) -> tuple[Tensor, Tensor]:
    """Return weekday effects of daily rows, and 0 on weekdays and single days that are closed."""
    shape = (0.35 * draw.normal(groups, 7) * draw.often(0.85, groups))[group]
    shape = shape + 0.15 * draw.normal(len(group), 7)
    closed = (draw.uniform(groups, 7) < 0.12) & (draw.uniform(groups, 1) < 0.4)
    effect = torch.gather(shape, 1, calendar.weekday) * calendar.daily
    shut = torch.gather(closed[group], 1, calendar.weekday)
    holiday = (draw.uniform(groups, LENGTH) < 0.012) & (draw.uniform(groups, 1) < 0.5)
    open_days = ~((shut | holiday[group]) & calendar.daily)
    return effect, open_days.float()


def _life(draw: _Draws, calendar: _Calendar, rows: int) -> Tensor:
    """Return 1 while an item lives; a few fade away before the end."""
    end = LENGTH * (0.6 + 0.4 * draw.uniform(rows, 1))
    fade = torch.sigmoid((end - calendar.number) / draw.lognormal(4.0, 1.0, rows))
    return torch.where(draw.often(0.08, rows) > 0, fade, 1.0)


def _autoregression(draw: _Draws, first: Tensor, second: Tensor | None = None) -> Tensor:
    """Return paths of unit variance with the coefficients ``first`` and ``second`` (rows, 1)."""
    rows = len(first)
    noise = draw.normal(rows, LENGTH)
    path = [noise[:, 0], noise[:, 1]]
    for step in range(2, LENGTH):
        value = first[:, 0] * path[-1] + noise[:, step]
        if second is not None:
            value = value + second[:, 0] * path[-2]
        path.append(value)
    stacked = torch.stack(path, dim=1)
    return stacked / stacked.std(dim=1, keepdim=True)


def _observe(draw: _Draws, rate: Tensor) -> Tensor:
    """Return what the till saw: counts, clumped counts, packs, rare large orders, or amounts."""
    rows = len(rate)
    kind = draw.uniform(rows, 1)
    dispersion = draw.lognormal(2.0, 1.0, rows).expand_as(rate).contiguous()
    gamma = torch._standard_gamma(dispersion, generator=draw.generator) / dispersion
    clumped = torch.poisson(rate * gamma, generator=draw.generator)
    plain = torch.poisson(rate, generator=draw.generator)
    size = draw.lognormal(3.0, 0.8, rows).clamp(1, 60)
    orders = torch.poisson(rate / size, generator=draw.generator)
    spread = torch.exp(draw.lognormal(0.4, 0.5, rows) * draw.normal(*rate.shape))
    rare = torch.round(orders * size * spread)
    amount = rate * torch.exp(draw.lognormal(0.15, 0.8, rows) * draw.normal(*rate.shape))
    units = torch.where(kind < 0.45, clumped, plain)
    units = torch.where(kind > 0.65, rare, units)
    units = torch.where(kind > 0.9, amount, units)
    pack = torch.tensor([1.0, 2.0, 4.0, 6.0, 12.0, 24.0], device=draw.device)
    packs = pack[(draw.uniform(rows, 1) * 6).long()]
    packed = torch.round(units / packs) * packs
    units = torch.where((draw.uniform(rows, 1) < 0.1) & (kind < 0.9), packed, units)
    bulk = (draw.uniform(*rate.shape) < 0.01) & (draw.uniform(rows, 1) < 0.15)
    order = torch.round(units * (1 + draw.lognormal(6.0, 0.7, rows)))
    return torch.where(bulk, order, units)


def _smooth(draw: _Draws, calendar: _Calendar, group: Tensor) -> Tensor:
    """Return steady positive series: walks, trends, autoregressions, kernel draws, evenly."""
    rows = len(group)
    kind = (draw.uniform(rows, 1) * 4).long()
    step = draw.lognormal(0.012, 1.0, rows)
    walk = step * torch.cumsum(draw.normal(rows, LENGTH), dim=1)
    slope = 0.4 * draw.normal(rows, 1) / LENGTH
    line = slope * calendar.number + 0.3 * draw.normal(rows, 1) * (
        1 - torch.exp(-calendar.number / draw.lognormal(120.0, 0.7, rows))
    )
    radius = 0.8 + 0.19 * draw.uniform(rows, 1)
    angle = draw.uniform(rows, 1) * draw.often(0.5, rows)
    pole = draw.lognormal(0.1, 0.7, rows) * _autoregression(
        draw, 2 * radius * torch.cos(angle), -(radius**2)
    )
    frequencies = draw.normal(rows, 8).abs() / draw.lognormal(60.0, 0.9, rows)
    waves = torch.zeros_like(walk)
    for number in range(8):
        turn = frequencies[:, number : number + 1] * calendar.number + draw.uniform(rows, 1)
        waves = waves + torch.sin(2 * torch.pi * turn)
    kernel = draw.lognormal(0.12, 0.7, rows) * waves / 2.8
    log_value = torch.where(kind == 0, walk, torch.where(kind == 1, line, pole))
    log_value = torch.where(kind == 3, kernel, log_value)
    season = torch.zeros_like(walk)
    for harmonic in (1, 2):
        turn = harmonic * calendar.number / calendar.season + draw.uniform(rows, 1)
        season = season + torch.sin(2 * torch.pi * turn) / harmonic
    log_value = log_value + draw.lognormal(0.1, 0.9, rows) * draw.often(0.6, rows) * season
    noise = draw.lognormal(0.02, 1.0, rows) * draw.often(0.8, rows)
    log_value = log_value + noise * draw.normal(rows, LENGTH)
    value = torch.exp((draw.lognormal(4.5, 0.4, rows) + log_value).clamp(-5, 16))
    return torch.where(draw.often(0.5, rows) > 0, torch.round(value), value)


def _blocks(draw: _Draws, rows: int, share: float, length: float, rate: float) -> Tensor:
    """Return runs of about ``length`` periods, begun at ``rate``, in a ``share`` of the rows."""
    begins = (draw.uniform(rows, LENGTH) < rate) * draw.often(share, rows)
    longs = torch.ceil(begins * draw.lognormal(length, 0.6, rows))
    number = torch.arange(LENGTH, device=draw.device)
    until = torch.cummax(torch.where(begins > 0, number + longs, -1.0), dim=1).values
    return number < until


def _summed(units: Tensor, out: Tensor, summed: Tensor, frequency: Tensor) -> tuple[Tensor, Tensor]:
    """Return daily paths of ``summed`` rows as weeks or months, at the end of their row.

    Earlier periods are then marked by NaN. A period with a stockout is one with a stockout.
    """
    for kind, days in ((1, 7), (2, 30)):
        rows = torch.nonzero(summed & (frequency == kind))[:, 0]
        count = LENGTH // days
        used = count * days
        total = units[rows, LENGTH - used :].reshape(len(rows), count, days).sum(2)
        short = out[rows, LENGTH - used :].reshape(len(rows), count, days).any(2)
        units[rows] = torch.nan
        out[rows] = False
        units[rows, LENGTH - count :] = total
        out[rows, LENGTH - count :] = short
    return units, out


def _listing(draw: _Draws, units: Tensor, out: Tensor) -> tuple[Tensor, Tensor]:
    """Return from when each row is listed, and what of it was observed.

    Histories begin anywhere; half of the rows with stockouts know of them; a few miss blocks.
    """
    rows = len(units)
    number = torch.arange(LENGTH, device=draw.device)
    launch = (draw.uniform(rows, 1) * (LENGTH - 40)) * draw.often(0.7, rows)
    listed = (number >= launch) & torch.isfinite(units)
    known = draw.often(0.5, rows) > 0
    missing = _blocks(draw, rows, 0.08, 8.0, 0.01)
    return listed, listed & ~(out & known) & ~missing
