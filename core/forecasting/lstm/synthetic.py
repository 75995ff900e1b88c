"""Made-up demand of shops, to pretrain on: every regime seen in the sheets of small shops.

Rows come in groups that share calendar, seasons, closed days and shocks, as the items of a shop do.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch
from torch import Tensor

from core.forecasting.lstm.draws import LENGTH, Draws
from core.forecasting.lstm.known_ahead import COVARIATES
from core.forecasting.lstm.observation import listing, observed_units
from core.forecasting.lstm.panel import Panel, panel_from
from core.forecasting.lstm.retail_rates import DAYS_A_YEAR, MadeUpCalendar, retail_rates
from core.forecasting.lstm.smooth_series import smooth_units

GROUP = 16

_EPOCH_DAY = 14610
"""2010-01-01 as days since 1970: the earliest first day."""

_LAST_START = 5400


@dataclass(frozen=True, slots=True)
class Mix:
    """What a corpus is made of, as shares.

    smooth     of groups that are smooth series: walks, trends, autoregressions, kernel draws
    weekly, monthly  of groups whose periods are weeks or months; the rest are days
    aggregated of weekly and monthly retail groups that are sums of daily paths
    """

    smooth: float = 0.25
    weekly: float = 0.34
    monthly: float = 0.22
    aggregated: float = 0.35


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of demand before they become a panel; fields as in ``panel_from``."""

    units: Tensor
    observed: Tensor
    listed: Tensor
    covariates: Tensor
    group: Tensor
    frequency: Tensor
    weekday: Tensor
    year_begin: Tensor

    def with_rows(self, other: Rows) -> Rows:
        """Return these rows and then the others, as groups of their own."""
        parts = {f.name: [getattr(self, f.name), getattr(other, f.name)] for f in fields(self)}
        parts["group"][1] = parts["group"][1] + int(self.group.max()) + 1
        return Rows(**{name: torch.cat(both) for name, both in parts.items()})

    def to(self, device: str) -> Rows:
        """Return the rows on another device."""
        return Rows(*(getattr(self, field.name).to(device) for field in fields(self)))

    def panel(self, device: str) -> Panel:
        """Return the panel of these rows on ``device``."""
        return panel_from(**{f.name: getattr(self, f.name) for f in fields(self)}).to(device)


def synthetic_panel(rows: int, seed: int, mix: Mix | None = None, device: str = "cpu") -> Panel:
    """Return a panel of made-up demand; ``rows`` is rounded up to whole groups of 16.

    The same rows, seed, mix and kind of device give the same panel.
    """
    return synthetic_rows(rows, seed, mix, device).panel(device)


def synthetic_rows(rows: int, seed: int, mix: Mix | None = None, device: str = "cpu") -> Rows:
    """Return the rows of ``synthetic_panel``."""
    mix = mix or Mix()
    draw = Draws(torch.Generator(device).manual_seed(seed), device)
    groups = -(-rows // GROUP)
    group = torch.arange(groups, device=device).repeat_interleave(GROUP)
    kind = draw.uniform(groups)
    frequency = (kind < mix.weekly + mix.monthly).long() + (kind < mix.monthly).long()
    smooth = draw.uniform(groups) < mix.smooth
    summed = (draw.uniform(groups) < mix.aggregated) & (frequency > 0) & ~smooth
    start = (_EPOCH_DAY + draw.uniform(groups) * _LAST_START).long()
    start = torch.where(frequency == 1, start - (start + 3) % 7, start)
    units, out, told = _units(draw, start, frequency, smooth, summed, group)
    units, out, told = _summed(units, out, told, summed[group], frequency[group])
    listed, seen = listing(draw, units, out)
    # A sum of days lies at the end of its row; its calendar must begin as long before.
    count = LENGTH // 7 * (frequency == 1) + LENGTH // 30 * (frequency == 2)
    width = torch.tensor((1, 7, 30), device=device)[frequency]
    shift = torch.where(summed, LENGTH - count * width - (LENGTH - count) * width, 0)
    begin = ((start + shift).double() / DAYS_A_YEAR) % 1.0
    return Rows(
        units=torch.where(seen, units, 0.0),
        observed=seen,
        listed=listed,
        covariates=told,
        group=group,
        frequency=frequency[group],
        weekday=((start + 3) % 7)[group],
        year_begin=begin[group].float(),
    )


def _units(
    draw: Draws, start: Tensor, frequency: Tensor, smooth: Tensor, summed: Tensor, group: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Return units, where stock was out, and covariates of all rows: smooth ones and retail."""
    built = torch.where(summed, 0, frequency)
    calendar = MadeUpCalendar.of(start[group], built[group])
    rates = retail_rates(draw, calendar, group, len(start))
    units, out = observed_units(draw, rates.rate, rates.steady)
    steady = smooth[group]
    rows = torch.nonzero(steady)[:, 0]
    if len(rows):
        units[rows] = smooth_units(draw, frequency[group][rows])
    return units, out & ~steady[:, None], rates.covariates * ~steady[:, None, None]


def _summed(
    units: Tensor, out: Tensor, told: Tensor, summed: Tensor, frequency: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Return daily paths of ``summed`` rows as weeks or months, at the end of their row.

    Earlier periods are then marked by NaN. A period with a stockout is one with a stockout; what is
    known of a period is the mean over its days.
    """
    for kind, days in ((1, 7), (2, 30)):
        rows = torch.nonzero(summed & (frequency == kind))[:, 0]
        count = LENGTH // days
        used = LENGTH - count * days
        total = units[rows, used:].reshape(len(rows), count, days).sum(2)
        short = out[rows, used:].reshape(len(rows), count, days).any(2)
        known = told[rows, used:].reshape(len(rows), count, days, COVARIATES).mean(2)
        units[rows] = torch.nan
        out[rows], told[rows] = False, 0.0
        units[rows, LENGTH - count :] = total
        out[rows, LENGTH - count :] = short
        told[rows, LENGTH - count :] = known
    return units, out, told
