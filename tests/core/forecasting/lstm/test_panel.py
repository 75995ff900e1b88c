"""A panel's rows know the calendar and the size of their neighbours."""

from __future__ import annotations

import torch

from core.forecasting.lstm.known_ahead import COVARIATES
from core.forecasting.lstm.panel import Panel, panel_from


def panel_of_groups() -> Panel:
    """Forty rows of three groups, daily and monthly; the last group sold nothing."""
    generator = torch.Generator().manual_seed(4)
    units = torch.poisson(3 * torch.rand(40, 30, generator=generator), generator=generator)
    group = torch.arange(40) // 16
    units[group == 2] = 0.0
    observed = torch.rand(40, 30, generator=generator) < 0.8
    return panel_from(
        units=units * observed,
        observed=observed,
        listed=torch.ones(40, 30, dtype=torch.bool),
        covariates=torch.zeros(40, 30, COVARIATES),
        group=group,
        frequency=torch.where(group == 1, 2, 0),
        weekday=torch.zeros(40, dtype=torch.long),
        year_begin=torch.zeros(40),
    )


def test_items_without_sales_are_as_large_as_their_group() -> None:
    """``typical`` and ``floor`` are medians over the group's items that sold; 1 where none did."""
    panel = panel_of_groups()
    mean = panel.units.sum(1) / panel.observed.sum(1).clamp(min=1)
    for number in (0, 1):
        inside = (panel.group == number) & (mean > 0)
        smallest = torch.where(panel.units > 0, panel.units, torch.inf).amin(1)
        expected = mean[inside].median(), smallest[inside].median()
        rows = panel.group == number
        torch.testing.assert_close(panel.typical[rows], expected[0].expand(int(rows.sum())))
        torch.testing.assert_close(panel.floor[rows], expected[1].expand(int(rows.sum())))
    assert (panel.typical[panel.group == 2] == 1).all()
    assert (panel.floor[panel.group == 2] == 1).all()


def test_last_year_is_smoothed_over_a_week_of_observed_days() -> None:
    """Daily rows: the mean of what was observed within three days; monthly rows: the month."""
    panel = panel_of_groups()
    for row, place, half in ((3, 10, 3), (20, 10, 0), (5, 1, 3)):
        around = slice(max(0, place - half), place + half + 1)
        seen = panel.observed[row, around]
        expected = panel.units[row, around].sum() / seen.sum()
        torch.testing.assert_close(panel.smooth[row, place], expected, equal_nan=True)
