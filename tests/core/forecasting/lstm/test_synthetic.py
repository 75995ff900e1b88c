"""Made-up demand covers the regimes it promises, and follows its seed."""

from __future__ import annotations

import torch

from core.forecasting.lstm.draws import LENGTH
from core.forecasting.lstm.panel import Panel
from core.forecasting.lstm.synthetic import GROUP, Mix, synthetic_panel


def noise_of(panel: Panel) -> torch.Tensor:
    """(n) mean step from period to period over the mean, of the last 200 periods."""
    units = panel.units[:, -200:]
    return units.diff(dim=1).abs().mean(1) / units.mean(1).clamp(min=1e-9)


def test_same_seed_same_demand() -> None:
    """Equal seeds give equal panels, other seeds give others."""
    first, again, other = (synthetic_panel(64, seed) for seed in (1, 1, 2))
    assert torch.equal(first.units, again.units)
    assert torch.equal(first.observed, again.observed)
    assert not torch.equal(first.units, other.units)


def test_shape_and_sense() -> None:
    """Whole groups of full length; finite, never negative; only listed periods were observed."""
    panel = synthetic_panel(50, 3)
    assert panel.units.shape == (64, LENGTH)
    assert torch.isfinite(panel.units).all()
    assert (panel.units >= 0).all()
    before = torch.arange(LENGTH)[None] < panel.launch[:, None]
    assert not (panel.observed & before).any()


def test_every_frequency_and_regime_occurs() -> None:
    """Days, weeks and months; steady and lumpy; whole numbers and amounts; gaps and zeros."""
    panel = synthetic_panel(80 * GROUP, 5)
    assert set(panel.frequency.tolist()) == {0, 1, 2}
    noise = noise_of(panel)
    assert (noise < 0.02).float().mean() > 0.05
    assert (noise > 1).float().mean() > 0.1
    assert 0.3 < panel.counted.mean() < 0.95
    assert (panel.launch > 200).float().mean() > 0.2
    zeros = ((panel.units == 0) & panel.observed).float().sum(1) / panel.observed.sum(1).clamp(
        min=1
    )
    assert (zeros > 0.6).float().mean() > 0.05
    assert (zeros == 0).float().mean() > 0.2


def test_smooth_series_are_smooth() -> None:
    """A mix of smooth series only has a far lower noise than one of retail only."""
    smooth = noise_of(synthetic_panel(256, 7, Mix(smooth=1.0)))
    retail = noise_of(synthetic_panel(256, 7, Mix(smooth=0.0)))
    assert smooth.median() < 0.15 * retail.median()


def test_items_of_a_group_move_together() -> None:
    """Within a shop, daily sales have more in common than between shops."""
    panel = synthetic_panel(60 * GROUP, 9, Mix(smooth=0.0, weekly=0.0, monthly=0.0))
    log_units = torch.log1p(panel.units[:, -300:])
    units = log_units - log_units.mean(1, keepdim=True)
    units = units / units.norm(dim=1, keepdim=True).clamp(min=1e-9)
    alike = units @ units.T
    same = panel.group[:, None] == panel.group[None]
    other = ~same
    same.fill_diagonal_(False)
    assert alike[same].mean() > alike[other].mean() + 0.05


def test_some_shops_are_steady() -> None:
    """Among retail rows that sell a lot every day, some vary little from week to week."""
    panel = synthetic_panel(60 * GROUP, 11, Mix(smooth=0.0, weekly=0.0, monthly=0.0))
    units = panel.units[:, -200:]
    mean = units.mean(1)
    change = (units[:, 7:] - units[:, :-7]).abs().mean(1)[mean > 50] / mean[mean > 50]
    assert (change < 0.2).float().mean() > 0.1
    assert (change > 0.5).float().mean() > 0.1


def test_slow_items_are_counted_by_months_too() -> None:
    """A month need not be thirty days' sales: some monthly rows are mostly zeros, as parts are."""
    panel = synthetic_panel(60 * GROUP, 13, Mix(smooth=0.0, weekly=0.0, monthly=1.0))
    zeros = ((panel.units == 0) & panel.observed).float().sum(1) / panel.observed.sum(1).clamp(1)
    assert (zeros > 0.5).float().mean() > 0.1
    assert (zeros == 0).float().mean() > 0.3
