"""The loop keeps the best weights, and its loss is the pinball loss."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.forecasting.lstm.network import QUANTILES, DemandNetwork, NetworkShape
from core.forecasting.lstm.panel import panel_of
from core.forecasting.lstm.sampling import Sampling
from core.forecasting.lstm.training import Training, TrainingPlan, loss_of, pinball_loss, train
from core.forecasting.lstm.windows import cut
from core.progress import Progress
from tests.made_up import made_up_demand


def sampling() -> Sampling:
    return Sampling.of(panel_of(made_up_demand(8, 70)), 13, 1)


def network() -> DemandNetwork:
    torch.manual_seed(1)
    return DemandNetwork(NetworkShape(16, 1))


def test_the_loss_is_least_at_the_true_quantiles() -> None:
    """Among quantiles of an exponential scaled by a factor, those of factor one cost least."""
    rng = np.random.default_rng(1)
    demand = made_up_demand(400, 30)
    rows = torch.arange(400)
    windows = cut(panel_of(demand), rows, torch.full_like(rows, 29), 28, 1)
    actual = torch.from_numpy(rng.exponential(1.0, (400, 1))).float()
    windows.target.copy_(actual)
    windows.target_so_far.copy_(actual)
    windows.observed.fill_(True)
    windows.observed_so_far.fill_(True)
    true = -torch.log1p(-torch.tensor(QUANTILES))
    losses = {}
    for factor in (0.6, 0.8, 1.0, 1.25, 1.6):
        quantiles = torch.asinh(factor * true).expand(400, 1, -1)
        losses[factor] = float(pinball_loss(quantiles, quantiles, windows))
    assert min(losses, key=losses.__getitem__) == 1.0


def test_periods_not_observed_do_not_count() -> None:
    """A target that was not observed may be anything."""
    windows = sampling().draw(0, 32)
    windows.observed[:, 3] = False
    windows.observed_so_far[:, 3:] = False
    model = network()
    before = loss_of(model, (windows,), Progress())
    windows.target[:, 3] = 1e6
    windows.target_so_far[:, 3:] = 1e6
    assert loss_of(model, (windows,), Progress()) == before


def test_the_best_weights_are_kept() -> None:
    """After training the network has the held-out loss that was lowest of all looks."""
    model, windows = network(), sampling()
    plan = TrainingPlan(steps=60, batch=32, learning_rate=0.005, check_every=5, patience=3)
    held_out = windows.held_out()
    curve = train(Training(model, plan), windows.draw, held_out, Progress())
    assert loss_of(model, held_out, Progress()) == pytest.approx(min(curve.held_out), rel=1e-6)


def test_training_that_only_harms_changes_nothing() -> None:
    """Where no step lowers the held-out loss, the weights it began with come back, and soon."""
    model, windows = network(), sampling()
    started = [value.clone() for value in model.parameters()]
    plan = TrainingPlan(steps=400, batch=32, learning_rate=50.0, check_every=2, patience=2)
    curve = train(Training(model, plan), windows.draw, windows.held_out(), Progress())
    assert curve.best_step == 0
    assert curve.steps < 20
    for was, now in zip(started, model.parameters(), strict=True):
        assert torch.equal(was, now)


@pytest.mark.parametrize("blends", [(1.0, 0.5), (0.5, 1.0), (8.0, 1.0)])
def test_of_several_parts_of_the_way_the_best_is_kept(blends: tuple[float, float]) -> None:
    """Whatever their order: half of the way is too little here, and eight times it too much."""
    far, windows = network(), sampling()
    started = [value.clone() for value in far.parameters()]
    plan = TrainingPlan(20, 32, 0.02, check_every=20, averaging=0.0, judged_from=20)
    train(Training(far, plan), windows.draw, windows.held_out(), Progress())
    model = network()
    curve = train(
        Training(model, replace(plan, blends=blends)), windows.draw, windows.held_out(), Progress()
    )
    assert curve.gain > 0
    for start, now, end in zip(started, model.parameters(), far.parameters(), strict=True):
        assert not torch.equal(start, end)
        torch.testing.assert_close(now, end)


def test_no_look_decides_before_its_time() -> None:
    """Looks before ``judged_from`` are drawn, but neither kept nor a reason to stop."""
    model, windows = network(), sampling()
    plan = TrainingPlan(12, 32, 0.005, check_every=2, patience=1, judged_from=12)
    curve = train(Training(model, plan), windows.draw, windows.held_out(), Progress())
    assert len(curve.held_out) == 6
    assert curve.steps == 12
    assert curve.best_step in (0, 12)


def test_the_held_out_periods_are_the_newest() -> None:
    """Nothing at or after the held-out periods is a target of what is learned from."""
    windows = sampling()
    panel = windows.panel
    late = panel.observed.clone()
    late[:, : windows.end] = False
    assert late.any()
    drawn = [windows.draw(step, 64) for step in range(4)]
    panel.units[late] = 1e6
    for step, before in enumerate(drawn):
        after = windows.draw(step, 64)
        assert torch.equal(before.target * before.observed, after.target * after.observed)
