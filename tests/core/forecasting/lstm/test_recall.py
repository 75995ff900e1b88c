"""What past periods like the one ahead sold: weighted means that see only what was observed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from core.demand import Demand
from core.forecasting.lstm.panel import panel_of
from core.forecasting.lstm.recall import RECALLED, Recall
from core.forecasting.lstm.windows import STATICS, Windows, cut
from core.frequency import Frequency
from tests.made_up import made_up_demand

HEADS = 4


def windows_of(demand: Demand, horizon: int = 5) -> Windows:
    panel = panel_of(demand)
    rows = torch.arange(len(demand))
    return cut(panel, rows, torch.full_like(rows, panel.length), 98, horizon)


def recall_of(windows: Windows) -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(3)
    with torch.no_grad():
        return Recall(STATICS, HEADS)(windows, windows.statics)


def test_shapes_and_range() -> None:
    """Each head's forecast is a mean of past values: within their range, or the scale itself."""
    windows = windows_of(made_up_demand(6, 90))
    means, features = recall_of(windows)
    assert means.shape == (6, 5, HEADS)
    assert features.shape == (6, 5, RECALLED * HEADS)
    most = torch.where(windows.seen, windows.value, 1.0).amax(dim=1).clamp(min=1.0)
    least = torch.where(windows.seen, windows.value, 1.0).amin(dim=1).clamp(max=1.0)
    assert (means <= most[:, None, None] + 1e-4).all()
    assert (means >= least[:, None, None] - 1e-4).all()


def test_what_was_not_observed_is_not_recalled() -> None:
    """Values of stockouts may be anything: the recalled forecasts stay."""
    demand = made_up_demand(4, 80)
    censored = np.zeros(demand.units.shape, dtype=bool)
    censored[:, 60:70] = True
    low, high = demand.units.copy(), demand.units.copy()
    low[:, 60:70], high[:, 60:70] = 0, 999
    first, second = (
        recall_of(windows_of(replace(demand, units=units, censored=censored)))
        for units in (low, high)
    )
    torch.testing.assert_close(first, second)


def test_without_a_past_the_scale_is_recalled() -> None:
    """An item never seen is recalled at one time its scale, with nothing spread out."""
    demand = made_up_demand(4, 40)
    units = demand.units.copy()
    units[0] = np.nan
    means, _ = recall_of(windows_of(replace(demand, units=units)))
    torch.testing.assert_close(means[0], torch.ones_like(means[0]))


def test_a_period_is_known_by_its_weekday() -> None:
    """A query that asks for one weekday recalls what that weekday sold, on every such day."""
    days = np.tile(np.arange(1, 8, dtype=np.float32), 20)[None]
    demand = Demand(
        ("a",), ("",), np.datetime64("2024-01-01"), Frequency.DAILY, days, np.zeros((1, 140), bool)
    )
    windows = windows_of(demand, horizon=7)
    recall = Recall(STATICS, HEADS)
    with torch.no_grad():
        for part in recall.parameters():
            part.zero_()
        recall.prior.fill_(-30.0)
        weight = recall.query.weight.view(HEADS, -1, recall.query.weight.shape[1])
        for weekday in range(7):
            weight[:, weekday, weekday] = 20.0
        means, _ = recall(windows, windows.statics)
    expected = torch.arange(1.0, 8.0) / windows.scale
    torch.testing.assert_close(means[0, :, 0], expected, atol=1e-3, rtol=1e-3)
