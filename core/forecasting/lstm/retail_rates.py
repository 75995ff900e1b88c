"""How fast made-up items sell: the log-rate of each item and period, and what is known ahead.

After lstm.md's recipe (SarSim0, arXiv 2601.00970; TinyCast, 2608.15767): log-rate = level + damped
trend + random walk + level shifts + week + day of the month + year + events + promotions + prices +
noise, part of it common to the items of a shop.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.forecasting.lstm.draws import LENGTH, Draws, autoregressive
from core.forecasting.lstm.known_ahead import (
    CLOSED,
    COVARIATES,
    HOLIDAY,
    PRICE,
    PROMOTION,
    RUN_UP,
)

_DAYS = (1.0, 7.0, 30.436875)
DAYS_A_YEAR = 365.2425
_MONTH = 30.436875
_MONTHS = 12

_SPRING_FESTIVALS = (
    14654, 15008, 15362, 15746, 16101, 16485, 16839, 17194, 17578, 17932, 18286,
    18670, 19024, 19379, 19763, 20117, 20501, 20855, 21209, 21593, 21948,
)  # fmt: skip
"""First days of the Chinese year 2010-02-14 … 2030-02-03, as days since 1970."""


@dataclass(frozen=True, slots=True)
class MadeUpCalendar:
    """The calendar of n made-up rows.

    number (1, t) of each period; day (n, t) since 1970; year (n, t) share of the year gone;
    weekday (n, t) 0 Monday; daily (n, 1) whether periods are days; days (n, 1) a period.
    """

    number: Tensor
    day: Tensor
    year: Tensor
    weekday: Tensor
    daily: Tensor
    days: Tensor

    @classmethod
    def of(cls, start: Tensor, frequency: Tensor) -> MadeUpCalendar:
        """Return the calendar of rows that begin on day ``start`` (n), with 0 days, 1 weeks, …"""
        days = torch.tensor(_DAYS, device=start.device)[frequency][:, None]
        number = torch.arange(LENGTH, device=start.device).float()[None]
        day = start[:, None] + number * days
        return cls(
            number=number,
            day=day,
            year=((day.double() / DAYS_A_YEAR) % 1.0).float(),
            weekday=((day.long() + 3) % 7),
            daily=(frequency == 0)[:, None],
            days=days,
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """Expected units of n rows.

    rate        (n, t) ≥ 0; covariates (n, t, COVARIATES) known ahead
    steady      (n, 1) 1.0 where many customers make for little noise, as in whole departments
    """

    rate: Tensor
    covariates: Tensor
    steady: Tensor


def retail_rates(draw: Draws, calendar: MadeUpCalendar, group: Tensor, groups: int) -> Rates:
    """Return the rates of retail rows; ``group`` (n) is the shop a row belongs to."""
    rows = len(group)
    covariates = torch.zeros(rows, LENGTH, COVARIATES, device=draw.device)
    # A share of the rows' spread is the group's, so that items of a shop move together.
    together = draw.uniform(groups, 1)[group]
    steady = draw.often(0.3, groups)[group]
    restless = 1 - 0.8 * steady * draw.uniform(groups, 1)[group].sqrt()
    log_rate = 0.7 + 1.9 * draw.normal(rows, 1) + 0.8 * draw.normal(groups, 1)[group]
    # Spare parts are counted by months because they are slow: a month need not be 30 days' sales.
    scaled = torch.maximum(draw.often(0.65, groups)[group], steady)
    log_rate = log_rate + 0.8 * torch.log(calendar.days) * scaled + 2.5 * steady
    log_rate = log_rate - 2.0 * draw.often(0.2, groups)[group] * (1 - steady)
    log_rate = log_rate + restless * (_trend(draw, calendar, rows) + _shifts(draw, calendar, rows))
    log_rate = log_rate + _growth(draw, calendar, group, groups)
    wandering = 0.012 * calendar.days**0.35 * restless
    log_rate = log_rate + wandering * (_walk(draw, rows) + together * _walk(draw, groups)[group])
    log_rate = log_rate + _year(draw, calendar, group, groups)
    log_rate = log_rate + _month(draw, calendar, group, groups)
    log_rate = log_rate + _events(draw, calendar, group, groups, covariates)
    log_rate = log_rate + _promotions(draw, group, groups, covariates)
    log_rate = log_rate + _prices(draw, rows, covariates)
    noise = _noise(draw, rows) + together * _noise(draw, groups)[group]
    log_rate = log_rate + restless * noise
    week, closed = _week(draw, calendar, group, groups, restless)
    covariates[..., CLOSED] = closed
    rate = torch.exp((log_rate + week).clamp(-9, 11)) * (1 - closed)
    # Most sheets tell nothing beyond sales, so half of the shops' rows show none of it.
    told = draw.often(0.5, groups)[group][:, :, None]
    return Rates(rate * _life(draw, calendar, rows), covariates * told, steady)


def _trend(draw: Draws, calendar: MadeUpCalendar, rows: int) -> Tensor:
    slope = 0.9 * draw.normal(rows, 1) * draw.often(0.5, rows)
    reach = draw.lognormal(250.0, 0.8, rows)
    return slope * (1 - torch.exp(-calendar.number / reach))


def _growth(draw: Draws, calendar: MadeUpCalendar, group: Tensor, groups: int) -> Tensor:
    """Return growth by so much a year, of the shop and of the item, that slows over a decade."""
    years = calendar.number * calendar.days / DAYS_A_YEAR
    slope = 0.15 * draw.normal(groups, 1) * draw.often(0.5, groups)
    own = 0.1 * draw.normal(len(group), 1) * draw.often(0.3, len(group))
    return (slope[group] + own) * 8 * (1 - torch.exp(-years / 8))


def _walk(draw: Draws, rows: int) -> Tensor:
    """Return random walks with steps of about one, or none."""
    spread = draw.lognormal(1.0, 0.9, rows) * draw.often(0.6, rows)
    walk = draw.walk(rows)
    return spread * (walk - walk[:, -100:-99])


def _shifts(draw: Draws, calendar: MadeUpCalendar, rows: int) -> Tensor:
    total = torch.zeros(rows, LENGTH, device=draw.device)
    for _ in range(2):
        when = draw.uniform(rows, 1) * LENGTH
        size = 0.6 * draw.normal(rows, 1) * draw.often(0.35, rows)
        total = total + size * (calendar.number > when)
    return total


def _year(draw: Draws, calendar: MadeUpCalendar, group: Tensor, groups: int) -> Tensor:
    """Return the course of the year, of the shop and the item.

    Fourier waves, smooth where high ones are weak; steps from month to month; goods that sell in
    their season alone.
    """
    rows = len(group)
    total = torch.zeros_like(calendar.year)
    shared = (draw.lognormal(0.25, 0.7, groups) * draw.often(0.75, groups))[group]
    own = draw.lognormal(0.12, 0.7, rows) * draw.often(0.5, rows)
    power = (0.6 + 1.2 * draw.uniform(groups, 1))[group]
    for harmonic in range(1, 7):
        for amplitude, phase in (
            (shared, draw.uniform(groups, 1)[group]),
            (own, draw.uniform(rows, 1)),
        ):
            wave = torch.sin(2 * torch.pi * (harmonic * calendar.year + phase))
            total = total + amplitude / harmonic**power * wave
    size = draw.lognormal(0.15, 0.6, groups) * draw.often(0.35, groups)
    steps = (size * draw.normal(groups, _MONTHS))[group]
    steps = steps * (0.7 + 0.6 * draw.uniform(rows, 1))
    month = (calendar.year * _MONTHS).long().clamp(0, _MONTHS - 1)
    total = total + torch.gather(steps, 1, month)
    away = 1 - torch.cos(2 * torch.pi * (calendar.year - draw.uniform(rows, 1)))
    return total - draw.lognormal(1.5, 0.5, rows) * draw.often(0.06, rows) * away


def _month(draw: Draws, calendar: MadeUpCalendar, group: Tensor, groups: int) -> Tensor:
    """Return the pull of paydays on daily rows: a bump after one day of the month."""
    size = 0.2 * draw.normal(groups, 1) * draw.often(0.3, groups)
    since = (calendar.day / _MONTH - draw.uniform(groups, 1)[group]) % 1.0 * _MONTH
    width = draw.lognormal(4.0, 0.5, groups)[group]
    return size[group] * torch.exp(-since / width) * calendar.daily


def _events(
    draw: Draws, calendar: MadeUpCalendar, group: Tensor, groups: int, covariates: Tensor
) -> Tensor:
    """Return peaks before fixed days of the year and around Spring Festival's true days.

    Calendars name many days that move nothing: most of the days told have no effect.
    """
    total = torch.zeros_like(calendar.year)
    rows = len(group)
    for number in range(6):
        happens = draw.often(0.4, groups)[group]
        size = (0.7 * draw.normal(groups, 1))[group] * (0.5 + draw.uniform(rows, 1)) * happens
        size = size * (number < 3)
        width = (3 + 18 * draw.uniform(groups, 1))[group]
        before = ((draw.uniform(groups, 1)[group] - calendar.year) % 1.0) * DAYS_A_YEAR
        rise = torch.exp(-before / width)
        total = total + size * rise
        covariates[..., RUN_UP] = torch.maximum(covariates[..., RUN_UP], rise * happens)
        covariates[..., HOLIDAY] += happens * (before < calendar.days)
    chinese = draw.often(0.3, groups)[group]
    days = torch.tensor(_SPRING_FESTIVALS, device=draw.device).float()
    late = calendar.day.contiguous() - days[0]
    place = torch.searchsorted(days, calendar.day.contiguous()).clamp(0, len(days) - 1)
    before = days[place] - calendar.day
    since = (calendar.day - days[(place - 1).clamp(min=0)]).abs()
    rise = torch.exp(-before.clamp(min=0) / 12) * (late < days[-1])
    closed = torch.exp(-since / 7)
    covariates[..., RUN_UP] = torch.maximum(covariates[..., RUN_UP], rise * chinese)
    covariates[..., HOLIDAY] += chinese * (since < 7)
    covariates[..., HOLIDAY].clamp_(max=1.0)
    return total + chinese * (
        0.9 * draw.uniform(rows, 1) * rise - 1.5 * draw.uniform(groups, 1)[group] * closed
    )


def _promotions(draw: Draws, group: Tensor, groups: int, covariates: Tensor) -> Tensor:
    """Return lifts for some periods, each followed by a dip while stocks at home last.

    In some shops everything is on promotion all the time and it moves little, or nothing.
    """
    rows = len(group)
    often = draw.lognormal(0.025, 0.8, groups)[group]
    active = (draw.blocks(0.35, 6.0, often, rows)).float()
    strength = (draw.often(0.8, groups) * draw.uniform(groups, 1).sqrt())[group]
    lift = 1.3 * strength * draw.lognormal(0.6, 0.5, rows)
    dip = torch.nn.functional.pad(active, (7, 0))[:, :LENGTH] * (1 - active)
    covariates[..., PROMOTION] = active
    covariates[..., PRICE] = -active * (0.3 * lift * draw.often(0.5, rows))
    return lift * active - 0.3 * lift * dip * draw.often(0.7, rows)


def _prices(draw: Draws, rows: int, covariates: Tensor) -> Tensor:
    """Return what a few lasting price changes do, at an elasticity of the item's own."""
    price = torch.zeros(rows, LENGTH, device=draw.device)
    number = torch.arange(LENGTH, device=draw.device)
    for _ in range(2):
        when = draw.uniform(rows, 1) * LENGTH
        price = price + 0.12 * draw.normal(rows, 1) * (number > when)
    price = price * draw.often(0.3, rows)
    covariates[..., PRICE] += price
    return -draw.lognormal(1.2, 0.5, rows) * price


def _noise(draw: Draws, rows: int) -> Tensor:
    size = draw.lognormal(0.2, 0.7, rows) * draw.often(0.75, rows)
    memory = draw.uniform(rows, 1) * 0.95 * draw.often(0.6, rows)
    return size * draw.coloured(autoregressive(memory)) - size**2 / 2


def _week(
    draw: Draws, calendar: MadeUpCalendar, group: Tensor, groups: int, restless: Tensor
) -> tuple[Tensor, Tensor]:
    """Return weekday effects of daily rows, and 1.0 on weekdays and single days that are closed."""
    shape = (0.4 * draw.normal(groups, 7) * draw.often(0.85, groups))[group]
    shape = shape + 0.15 * restless * draw.normal(len(group), 7)
    closed = (draw.uniform(groups, 7) < 0.12) & (draw.uniform(groups, 1) < 0.4)
    effect = torch.gather(shape, 1, calendar.weekday) * calendar.daily
    shut = torch.gather(closed[group], 1, calendar.weekday)
    holiday = (draw.uniform(groups, LENGTH) < 0.012) & (draw.uniform(groups, 1) < 0.5)
    return effect, ((shut | holiday[group]) & calendar.daily).float()


def _life(draw: Draws, calendar: MadeUpCalendar, rows: int) -> Tensor:
    """Return 1 while an item lives; some fade away before the end."""
    end = LENGTH * (0.5 + 0.5 * draw.uniform(rows, 1))
    fade = torch.sigmoid((end - calendar.number) / draw.lognormal(5.0, 1.2, rows))
    return torch.where(draw.often(0.12, rows) > 0, fade, 1.0)
