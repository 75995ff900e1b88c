"""Fine-tuning mixes made-up demand into the shop's own."""

from __future__ import annotations

import pytest
import torch

from core.forecasting.lstm.batches import Batches, Portion
from core.forecasting.lstm.panel import panel_of
from core.forecasting.lstm.rehearsal import SHARE, with_rehearsal
from core.forecasting.lstm.sampling import Sampling
from core.frequency import Frequency
from tests.made_up import made_up_demand


@pytest.mark.parametrize("frequency", list(Frequency))
def test_a_quarter_is_made_up(frequency: Frequency) -> None:
    """A batch holds three quarters of the shop's own windows, then made-up ones that fit."""
    own = Sampling.of(panel_of(made_up_demand(8, 60, frequency)), 20, 1)
    batch = with_rehearsal(own, 32).draw(3, 32)
    alone = Batches((Portion(own, 24),)).draw(3, 24)
    assert len(batch.scale) == 32
    assert SHARE == 0.25
    torch.testing.assert_close(batch.target[:24], alone.target)
    assert batch.target.shape == (32, 12)
    # The steps ahead are the same ones for all windows of a batch.
    assert torch.equal(batch.steps[0, :, 0], batch.steps[-1, :, 0])
