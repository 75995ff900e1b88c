"""The series of a shop, or of made-up shops, as tensors on one device."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from core.demand import Demand
from core.forecasting.lstm.known_ahead import known_ahead
from core.forecasting.lstm.squeezing import squeezed
from core.frequency import Frequency

_FREQUENCIES = (Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY)
_YEAR = {Frequency.DAILY: 364, Frequency.WEEKLY: 52, Frequency.MONTHLY: 12}
_HALF = {Frequency.DAILY: 3, Frequency.WEEKLY: 1, Frequency.MONTHLY: 0}
_DAYS_A_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Panel:
    """The series of n rows over t periods, as tensors on one device.

    units      (n, t) units per period, 0 where not observed
    observed   (n, t) bool: on sale and not censored
    covariates (n or 1, t or more, COVARIATES) known ahead; beyond its end nothing is told
    smooth     (n, t) centred mean over ± ``half`` periods; NaN where nothing was observed
    launch     (n) first period on sale; t where there is none
    counted    (n) 1 where all units are whole numbers
    pool       (g, t) mean of asinh(units / own past mean) over the rows of a group, causal; NaN
               where none was observed
    group      (n) row of ``pool``
    frequency  (n) 0 day, 1 week, 2 month
    year       (n) periods a year; half (n) of the smoothing
    weekday    (n) of the first period, 0 Monday
    year_begin (n) share of the year gone at the first period; year_step (n) of a period
    floor      (n) scale of a row whose window holds only zeros, before division by its length
    typical    (n) scale of a row that was never observed
    """

    units: Tensor
    observed: Tensor
    covariates: Tensor
    smooth: Tensor
    launch: Tensor
    counted: Tensor
    pool: Tensor
    group: Tensor
    frequency: Tensor
    year: Tensor
    half: Tensor
    weekday: Tensor
    year_begin: Tensor
    year_step: Tensor
    floor: Tensor
    typical: Tensor

    def __len__(self) -> int:
        return int(self.units.shape[0])

    @property
    def length(self) -> int:
        """The number of periods, t."""
        return int(self.units.shape[1])

    def to(self, device: str) -> Panel:
        """Return the panel on another device."""
        return Panel(*(getattr(self, field.name).to(device) for field in fields(self)))


def panel_of(demand: Demand, events: bool = True) -> Panel:
    """Return the tensors of a demand on the processor; stockouts are missing, never zero.

    Without ``events`` nothing is told of holidays; see ``known_ahead``.
    """
    units = np.asarray(demand.units, dtype=np.float32)
    listed = np.isfinite(units)
    observed = listed & ~demand.censored
    count = len(demand)
    first = demand.start.astype("datetime64[D]")
    begin = float((first - first.astype("datetime64[Y]").astype("datetime64[D]")).astype(int))
    return panel_from(
        units=torch.from_numpy(np.where(observed, units, 0.0).astype(np.float32)),
        observed=torch.from_numpy(observed),
        listed=torch.from_numpy(listed),
        covariates=torch.from_numpy(known_ahead(demand, events)),
        group=torch.zeros(count, dtype=torch.long),
        frequency=torch.full((count,), _FREQUENCIES.index(demand.frequency)),
        weekday=torch.full((count,), (int(first.astype(np.int64)) + 3) % 7),
        year_begin=torch.full((count,), begin / _DAYS_A_YEAR),
    )


def panel_from(
    units: Tensor,
    observed: Tensor,
    listed: Tensor,
    covariates: Tensor,
    group: Tensor,
    frequency: Tensor,
    weekday: Tensor,
    year_begin: Tensor,
) -> Panel:
    """Return the panel of rows of possibly different frequencies and calendars, on their device.

    units, observed, listed (n, t); the others as in ``Panel``.
    """
    count, length = units.shape
    device = units.device
    year = torch.tensor([_YEAR[f] for f in _FREQUENCIES], device=device)[frequency]
    half = torch.tensor([_HALF[f] for f in _FREQUENCIES], device=device)[frequency]
    days = torch.tensor([f.days for f in _FREQUENCIES], device=device)[frequency]
    periods = torch.arange(length, device=device)
    none = torch.zeros(count, device=device)
    launch = torch.where(listed, periods, length).amin(dim=1) if length else none
    seen = observed.float()
    running = torch.cumsum(units, 1) / torch.cumsum(seen, 1).clamp(min=1)
    ratio = squeezed(units / running.clamp(min=1e-9)) * seen * (running > 0)
    groups = int(group.max()) + 1 if count else 1
    total = torch.zeros(groups, length, device=device).index_add_(0, group, ratio)
    members = torch.zeros(groups, length, device=device).index_add_(0, group, seen)
    mean = units.sum(1) / seen.sum(1).clamp(min=1)
    smallest = torch.where(units > 0, units, torch.inf).amin(dim=1) if length else none
    return Panel(
        units=units,
        observed=observed,
        covariates=covariates,
        smooth=_smooth(units, seen, half),
        launch=launch.long(),
        counted=((units - units.round()).abs() < 1e-3).all(dim=1).float(),
        pool=torch.where(members > 0, total / members.clamp(min=1), torch.nan),
        group=group,
        frequency=frequency,
        year=year,
        half=half,
        weekday=weekday,
        year_begin=year_begin.float(),
        year_step=(days / _DAYS_A_YEAR).float(),
        floor=_group_median(smallest, mean > 0, group, groups),
        typical=_group_median(mean, mean > 0, group, groups),
    )


def _group_median(value: Tensor, known: Tensor, group: Tensor, groups: int) -> Tensor:
    """Return (n) the lower median of the known values of each row's group; 1 where none is."""
    if not len(value):
        return value
    order = torch.argsort(torch.where(known, value, torch.inf), stable=True)
    order = order[torch.argsort(group[order], stable=True)]
    rows = torch.zeros(groups, dtype=torch.long, device=value.device)
    rows = rows.index_add(0, group, torch.ones_like(group))
    counts = torch.zeros_like(rows).index_add_(0, group, known.long())
    begin = torch.cumsum(rows, 0) - rows
    middle = order[(begin + (counts - 1).clamp(min=0) // 2).clamp(max=len(value) - 1)]
    return torch.where(counts > 0, value[middle], 1.0)[group].float()


def _smooth(units: Tensor, seen: Tensor, half: Tensor) -> Tensor:
    result = torch.full_like(units, torch.nan)
    for width in sorted(set(half.tolist())):
        rows = half == width
        total, members = _around(units[rows], width), _around(seen[rows], width)
        result[rows] = torch.where(members > 0.5, total / members.clamp(min=1), torch.nan)
    return result


def _around(value: Tensor, width: int) -> Tensor:
    """Return (n, t) sums over ± ``width`` periods; not a convolution, which cards round."""
    length = value.shape[1]
    padded = torch.nn.functional.pad(value, (width, width))
    return torch.stack([padded[:, k : k + length] for k in range(2 * width + 1)]).sum(0)
