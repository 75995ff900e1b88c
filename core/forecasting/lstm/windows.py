"""Windows of demand: what the network sees before a cutoff, and what it must foretell after it.

Everything before a cutoff is scaled by s = mean |y| of the window and squeezed by asinh, so that
one spike or a year of zeros breaks nothing (Chronos-2, arXiv 2510.15821). A window reads no period
at or after its cutoff except as the target.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import torch
from torch import Tensor

from core.forecasting.lstm.known_ahead import COVARIATES, PRICE
from core.forecasting.lstm.panel import Panel
from core.forecasting.lstm.phases import KEYS, YEAR, covariates, phases, weekday_wave
from core.forecasting.lstm.squeezing import squeezed

PATCH = 7
"""Periods the encoder reads at a step: a week of days, so that a place in a patch is a weekday."""

CONTEXT = 196
"""The longest history the encoder reads, in periods: 28 patches."""

CHANNELS = 11 + COVARIATES
STATICS = 18
STEP_FEATURES = 13 + KEYS
ANCHORS = 9

_RECENT = (1, 4, 8, 14, 28, 56)
_QUARTER = 84
"""Days over which the weight of each weekday is found."""

_LEAST_NOISE = 0.05
_LEAST_ALIKE = 8
_LARGEST = 2.5
"""Where the size of an item stops to tell it apart: above 11,000 units a period counts are as good
as continuous, and a sheet in grams must not lead the network where it never was."""


@dataclass(frozen=True, slots=True)
class Windows:
    """What the network reads and must foretell for b windows, h periods after each cutoff.

    channels        (b, context, CHANNELS) of the past
    keys            (b, context, KEYS) when each past period was and what was on
    value           (b, context) scaled units of the past; seen (b, context) bool
    statics         (b, STATICS)
    steps           (b, h, STEP_FEATURES) of each period to come, known at the cutoff; the last KEYS
                    are its keys
    anchors         (b, h, ANCHORS) simple forecasts in scaled units, which the network weighs
    anchors_so_far  (b, h, ANCHORS) their means over periods 1…h
    scale           (b) units per period, > 0
    weight          (b) of the window in the loss: the steadier an item, the more its errors count
    target          (b, h) scaled units; 0 where not observed
    observed        (b, h) bool
    target_so_far   (b, h) mean target of periods 1…h
    observed_so_far (b, h) bool, all of periods 1…h observed
    """

    channels: Tensor
    keys: Tensor
    value: Tensor
    seen: Tensor
    statics: Tensor
    steps: Tensor
    anchors: Tensor
    anchors_so_far: Tensor
    scale: Tensor
    weight: Tensor
    target: Tensor
    observed: Tensor
    target_so_far: Tensor
    observed_so_far: Tensor

    def with_windows(self, other: Windows) -> Windows:
        """Return these windows and then the others, of the same context and horizon."""
        both = {f.name: (getattr(self, f.name), getattr(other, f.name)) for f in fields(self)}
        return Windows(**{name: torch.cat(pair) for name, pair in both.items()})

    def at_rows(self, chosen: Tensor) -> Windows:
        """Return the windows ``chosen`` (k), by number from 0."""
        return Windows(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})

    def at_steps(self, chosen: Tensor) -> Windows:
        """Return the windows with only some of the periods ahead: ``chosen`` (k), from 0."""
        return replace(
            self,
            steps=self.steps[:, chosen],
            anchors=self.anchors[:, chosen],
            anchors_so_far=self.anchors_so_far[:, chosen],
            target=self.target[:, chosen],
            observed=self.observed[:, chosen],
            target_so_far=self.target_so_far[:, chosen],
            observed_so_far=self.observed_so_far[:, chosen],
        )


def cut(
    panel: Panel,
    rows: Tensor,
    cutoffs: Tensor,
    context: int,
    horizon: int,
    begin: Tensor | None = None,
    end: int | None = None,
) -> Windows:
    """Return the windows of b ``rows`` before and after their ``cutoffs``.

    context is a multiple of PATCH. ``begin`` (b) hides all periods before it, so that old items
    also teach what young ones look like; targets at or after ``end`` count as not observed.
    """
    end = panel.length if end is None else end
    device = panel.units.device
    first = torch.zeros_like(cutoffs) if begin is None else begin
    past = cutoffs[:, None] + torch.arange(-context, 0, device=device)
    ahead = cutoffs[:, None] + torch.arange(horizon, device=device)
    value, seen = _look(panel, rows, past, first, cutoffs)
    count = seen.sum(1)
    scale = (value * seen).sum(1) / count.clamp(min=1)
    scale = torch.where(scale > 0, scale, panel.floor[rows] / (count + 1))
    scale = torch.where(count > 0, scale, panel.typical[rows]).clamp(min=1e-9)
    value = value / scale[:, None]

    year, half = panel.year[rows], panel.half[rows]
    daily = panel.frequency[rows] == 0
    past_year, past_year_seen = _look_smooth(
        panel, rows, past - year[:, None], first, cutoffs, half
    )
    past_year = past_year / scale[:, None]
    # Beyond a year ahead, last year's period is itself in the future: go back whole years.
    back = torch.div(ahead - cutoffs[:, None] + half[:, None], year[:, None], rounding_mode="floor")
    year_at = ahead - (back + 1) * year[:, None]
    ahead_year, ahead_year_seen = _look_smooth(panel, rows, year_at, first, cutoffs, half)
    ahead_year = ahead_year / scale[:, None]

    recent, recent_seen = _recent_means(value, seen)
    year_recent = _masked_mean(past_year[:, -14:], past_year_seen[:, -14:])
    growth = (recent[:, 3] / year_recent.clamp(min=1e-6)).clamp(0.25, 4.0)
    told, to_come = covariates(panel, rows, past), covariates(panel, rows, ahead)
    usual = _masked_mean(told[..., PRICE], seen)[:, None]
    told[..., PRICE] -= usual
    to_come[..., PRICE] -= usual
    keys = torch.cat([phases(panel, rows, past), told], dim=2)
    weekly, weekly_seen = _same_weekday(value, seen, horizon, daily)

    pool_past = _pool(panel, rows, past, cutoffs)
    pool_year = _pool(panel, rows, year_at, cutoffs)
    pool_base = _pool(
        panel, rows, (cutoffs - year)[:, None] + torch.arange(-4, 0, device=device), cutoffs
    )
    pool_shift = torch.nan_to_num(pool_year - pool_base.nanmean(dim=1, keepdim=True))

    number = torch.arange(1, horizon + 1, device=device).float()
    level = recent[:, 3:4].expand(-1, horizon)
    year_value = torch.where(ahead_year_seen, ahead_year, level)
    grown = torch.where(ahead_year_seen, ahead_year * growth[:, None], level)
    quarter = _masked_mean(value[:, -_QUARTER:], seen[:, -_QUARTER:])[:, None]
    weekday = torch.where(weekly_seen[..., 1], weekly[..., 1] / quarter.clamp(min=1e-6), 1.0)
    anchors = torch.stack(
        [
            recent[:, 0:1].expand(-1, horizon),
            recent[:, 1:2].expand(-1, horizon),
            level,
            recent[:, 5:6].expand(-1, horizon),
            torch.where(weekly_seen[..., 0], weekly[..., 0], level),
            torch.where(weekly_seen[..., 1], weekly[..., 1], level),
            year_value,
            grown,
            grown * weekday.clamp(max=7.0),
        ],
        dim=2,
    )
    steps = torch.cat(
        [
            torch.log1p(number).expand(len(rows), -1)[..., None] / 4,
            (number.expand(len(rows), -1) / (4 * PATCH))[..., None].clamp(max=4),
            squeezed(anchors[..., 4:]),
            weekly_seen.float(),
            ahead_year_seen.float()[..., None],
            pool_shift[..., None],
            torch.sin(number / 2).expand(len(rows), -1)[..., None],
            torch.cos(number / 2).expand(len(rows), -1)[..., None],
            phases(panel, rows, ahead),
            to_come,
        ],
        dim=2,
    )
    deviation = torch.sqrt(_masked_mean((value - recent[:, 5:6]) ** 2, seen))
    since = torch.where(seen & (value > 0), past - cutoffs[:, None], -context).amax(dim=1).neg()
    jump, _ = _jump(value, seen)
    statics = torch.stack(
        [
            (squeezed(scale) / 4).clamp(max=_LARGEST),
            torch.log1p(count.float()) / 4,
            panel.counted[rows],
            _masked_mean((value == 0).float(), seen),
            squeezed(deviation),
            squeezed(jump),
            torch.log1p(since.float()) / 4,
            squeezed(torch.where(seen, value, 0.0).amax(dim=1)) / 2,
            squeezed(recent[:, 0]),
            squeezed(recent[:, 1]),
            squeezed(recent[:, 2]),
            squeezed(recent[:, 4]),
            squeezed(growth) * (past_year_seen[:, -14:].any(dim=1)),
            (recent_seen[:, 0]).float(),
            *(panel.frequency[rows] == kind for kind in range(3)),
            _likeness(panel, rows, past, first, cutoffs, past_year, past_year_seen, scale),
        ],
        dim=1,
    ).float()
    age = (past - torch.maximum(panel.launch[rows], first)[:, None]).clamp(min=0)
    channels = torch.cat(
        [
            torch.stack(
                [
                    squeezed(value) * seen,
                    seen.float(),
                    ((value == 0) & seen).float(),
                    squeezed(past_year) * past_year_seen,
                    past_year_seen.float(),
                    torch.nan_to_num(pool_past) * torch.isfinite(pool_past),
                    torch.log1p(age.float()) / 5,
                ],
                dim=2,
            ),
            weekday_wave(keys),
            keys[..., YEAR][..., :2],
            told,
        ],
        dim=2,
    )
    target, target_seen = _look(panel, rows, ahead, first, torch.full_like(cutoffs, end))
    target = target / scale[:, None]
    return Windows(
        channels=channels,
        keys=keys,
        value=value,
        seen=seen,
        statics=statics,
        steps=steps,
        anchors=anchors,
        anchors_so_far=torch.cumsum(anchors, dim=1) / number[:, None],
        scale=scale,
        weight=_weight(value, seen),
        target=target,
        observed=target_seen,
        target_so_far=torch.cumsum(target, dim=1) / number,
        observed_so_far=torch.cumprod(target_seen.long(), dim=1).bool(),
    )


def _look(
    panel: Panel, rows: Tensor, at: Tensor, first: Tensor, stop: Tensor
) -> tuple[Tensor, Tensor]:
    """Return units and whether observed of ``rows`` at the periods ``at`` in [first, stop)."""
    inside = (at >= first[:, None]) & (at < stop[:, None]) & (at >= 0) & (at < panel.length)
    place = at.clamp(0, max(panel.length - 1, 0))
    seen = panel.observed[rows[:, None], place] & inside
    return torch.where(seen, panel.units[rows[:, None], place], 0.0), seen


def _look_smooth(
    panel: Panel, rows: Tensor, at: Tensor, first: Tensor, cutoffs: Tensor, half: Tensor
) -> tuple[Tensor, Tensor]:
    """As ``_look``, of the centred mean, all of which must lie in [first, cutoff)."""
    inside = (at - half[:, None] >= first[:, None]) & (at + half[:, None] < cutoffs[:, None])
    place = at.clamp(0, max(panel.length - 1, 0))
    value = panel.smooth[rows[:, None], place]
    seen = torch.isfinite(value) & inside & (at >= 0)
    return torch.where(seen, value, 0.0), seen


def _pool(panel: Panel, rows: Tensor, at: Tensor, cutoffs: Tensor) -> Tensor:
    inside = (at >= 0) & (at < cutoffs[:, None])
    place = at.clamp(0, max(panel.length - 1, 0))
    return torch.where(inside, panel.pool[panel.group[rows][:, None], place], torch.nan)


def _likeness(
    panel: Panel,
    rows: Tensor,
    past: Tensor,
    first: Tensor,
    cutoffs: Tensor,
    last_year: Tensor,
    last_year_seen: Tensor,
    scale: Tensor,
) -> Tensor:
    """Return (b) how like last year the window is: log of the spread around last year's course
    over the spread around its own mean, below 0 where last year tells something; 0: unknown."""
    smooth, seen = _look_smooth(panel, rows, past, first, cutoffs, panel.half[rows])
    both = seen & last_year_seen
    now = torch.log(smooth / scale[:, None] + 0.1)
    then = torch.log(last_year + 0.1)
    ratio = (_spread(now - then, both) / _spread(now, both)).log().clamp(-2, 2)
    return torch.where(both.sum(1) >= _LEAST_ALIKE, ratio, 0.0)


def _spread(value: Tensor, seen: Tensor) -> Tensor:
    """Return (b) the standard deviation of what was seen, plus 0.02: no fit is perfect."""
    mean = _masked_mean(value, seen)[:, None]
    return _masked_mean((value - mean).square(), seen).sqrt() + 0.02


def _masked_mean(value: Tensor, seen: Tensor) -> Tensor:
    return (value * seen).sum(1) / seen.sum(1).clamp(min=1)


def _jump(value: Tensor, seen: Tensor) -> tuple[Tensor, Tensor]:
    """Return (b) the mean step from period to period and how many steps were observed."""
    pairs = seen[:, 1:] & seen[:, :-1]
    return _masked_mean((value[:, 1:] - value[:, :-1]).abs(), pairs), pairs.sum(1)


def _weight(value: Tensor, seen: Tensor) -> Tensor:
    """Return (b) weights that make errors of steady and of lumpy items count about the same.

    The loss of an item is as large as its noise, so without weights the steady items, often the
    largest, would be learned last. The noise of a young item is taken to lie near its mean.
    """
    jump, pairs = _jump(value, seen)
    return 1 / (_LEAST_NOISE + (jump * pairs + 2) / (pairs + 2))


def _recent_means(value: Tensor, seen: Tensor) -> tuple[Tensor, Tensor]:
    """Return (b, 6) means over the last _RECENT periods, and whether any was observed.

    Where none was, the mean of the next longer stretch stands in, and of all, 1 (the scale).
    """
    means, known = [], []
    stand_in = torch.where(seen.any(dim=1), _masked_mean(value, seen), torch.ones_like(value[:, 0]))
    for width in reversed(_RECENT):
        some = seen[:, -width:].any(dim=1)
        stand_in = torch.where(some, _masked_mean(value[:, -width:], seen[:, -width:]), stand_in)
        means.append(stand_in)
        known.append(some)
    return torch.stack(means[::-1], dim=1), torch.stack(known[::-1], dim=1)


def _same_weekday(
    value: Tensor, seen: Tensor, horizon: int, daily: Tensor
) -> tuple[Tensor, Tensor]:
    """Return (b, h, 2) means of the same weekday's last 4 and last 12 days, daily rows only."""
    count = len(value)
    weeks, known = value.reshape(count, -1, PATCH), seen.reshape(count, -1, PATCH)
    column = torch.arange(horizon, device=value.device) % PATCH
    means, some = [], []
    for width in (4, 12):
        total = known[:, -width:].sum(1)
        means.append(((weeks * known)[:, -width:].sum(1) / total.clamp(min=1))[:, column])
        some.append(((total > 0) & daily[:, None])[:, column])
    return torch.stack(means, dim=2), torch.stack(some, dim=2)
