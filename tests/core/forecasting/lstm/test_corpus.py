"""The corpus follows from its seed, changes part by part, and stays where it lies."""

from __future__ import annotations

import pytest
import torch

from core.forecasting.lstm.captured import CapturedSteps
from core.forecasting.lstm.corpus import CONTEXTS, Corpus, Portions
from core.forecasting.lstm.network import DemandNetwork, NetworkShape
from core.forecasting.lstm.recorded import Recorded, mixed_rows
from core.forecasting.lstm.training import Training, TrainingPlan

PORTIONS = Portions(rows=32, recorded=0.0, windows=2, batch=16)


def test_a_part_lasts_and_the_next_is_another_at_the_same_place() -> None:
    """Four steps of 16 windows use up 32 series of two windows; memory is never moved."""
    corpus = Corpus(PORTIONS, 5, "cpu")
    place = corpus._panel.units.data_ptr()
    series = []
    for step in range(5):
        corpus.turn_to(step)
        series.append(corpus._panel.units.clone())
    assert PORTIONS.steps_a_part == 4
    assert all(torch.equal(series[0], same) for same in series[1:4])
    assert not torch.equal(series[0], series[4])
    assert corpus._panel.units.data_ptr() == place


def test_every_length_of_past_occurs() -> None:
    """Steps differ in how long a past they show, so that short and long histories are learned."""
    corpus = Corpus(Portions(rows=16, recorded=0.0, windows=1000, batch=16), 5, "cpu")
    assert {corpus.turn_to(step) for step in range(40)} == set(CONTEXTS)


def test_recorded_series_never_come_twice_the_same() -> None:
    """Mixed, bent and resized: of one recorded series no two rows are multiples of each other."""
    units = torch.rand(1, 616, generator=torch.Generator().manual_seed(1)) + 0.5
    recorded = Recorded(units, torch.ones_like(units, dtype=torch.bool), torch.zeros(1).long())
    two = Recorded(units.repeat(3, 1), recorded.known.repeat(3, 1), torch.tensor([0, 1, 2]))
    rows = mixed_rows(two, 32, 3).units
    shape = rows / rows.mean(1, keepdim=True).clamp(min=1e-9)
    apart = torch.cdist(shape, shape) / 616**0.5
    assert (apart.fill_diagonal_(1.0).min(1).values > 0.005).float().mean() > 0.8


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA card here")
def test_recorded_steps_learn_on_the_card() -> None:
    """Steps replayed on a card change the weights, and their loss falls."""
    corpus = Corpus(Portions(rows=512, recorded=0.0, windows=64, batch=256), 5, "cuda")
    network = DemandNetwork(NetworkShape(hidden=16, width=32)).to("cuda")
    steps = CapturedSteps(Training(network, TrainingPlan(steps=120, batch=256)), corpus)
    losses = torch.stack([steps.advance(step) for step in range(120)])
    assert torch.isfinite(losses).all()
    assert losses[-30:].mean() < 0.9 * losses[:10].mean()
