"""Batches are cut by the block, and are those of their step whatever came before."""

from __future__ import annotations

import torch

from core.forecasting.lstm.batches import Batches, Portion
from core.forecasting.lstm.panel import panel_of
from core.forecasting.lstm.sampling import Sampling
from tests.made_up import made_up_demand


def own() -> Sampling:
    return Sampling.of(panel_of(made_up_demand(8, 60)), 20, 1)


def test_a_step_has_its_windows_whenever_it_is_drawn() -> None:
    """Training that begins in the midst sees what it would have seen."""
    portions = (Portion(own(), 24),)
    in_order = Batches(portions)
    drawn = [in_order.draw(step, 24) for step in range(20)]
    for step in (17, 3):
        assert torch.equal(Batches(portions).draw(step, 24).channels, drawn[step].channels)
    assert not torch.equal(drawn[3].channels, drawn[4].channels)
    assert not torch.equal(drawn[3].channels, drawn[19].channels)


def test_a_smaller_batch_is_a_part_of_each_portion() -> None:
    """Where memory is short, a batch of half the size has half of each portion."""
    batches = Batches((Portion(own(), 24), Portion(own(), 8)))
    whole, half = batches.draw(2, 32), batches.draw(2, 16)
    assert len(half.scale) == 16
    assert torch.equal(half.target[:12], whole.target[:12])
    assert torch.equal(half.target[12:], whole.target[24:28])
