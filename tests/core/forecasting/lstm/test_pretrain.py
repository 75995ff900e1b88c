"""Pretraining is reproducible, and stopping and resuming it leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.forecasting.lstm.global_lstm import FittedLSTM, GlobalLSTM
from core.forecasting.lstm.network import NetworkShape
from core.forecasting.lstm.pretrain import Corpus, PretrainingPlan, pretrain
from core.forecasting.lstm.sampling import Sampling
from core.forecasting.lstm.training import loss_of
from core.forecasting.lstm.weights import WeightsError, read_weights
from core.forecasting.lstm.windows import panel_of
from core.progress import Cancelled, Progress, ProgressReport
from tests.made_up import made_up_demand

PLAN = PretrainingPlan(hidden=8, layers=1, steps=12, batch=16, rows=32, windows=2, look=4)


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a pretraining that was never stopped."""
    folder = tmp_path_factory.mktemp("straight")
    pretrain(PLAN, folder, "cpu", Progress())
    return folder


def test_resumed_is_the_same_as_never_stopped(straight: Path, tmp_path: Path) -> None:
    """Stopped after a checkpoint and started again, the weights come out bit by bit the same."""
    progress = Progress(lambda report: progress.cancel() if report.done == 10 else None)
    with pytest.raises(Cancelled):
        pretrain(PLAN, tmp_path, "cpu", progress)
    assert not (tmp_path / "lstm.safetensors").exists()
    reports: list[ProgressReport] = []
    pretrain(PLAN, tmp_path, "cpu", Progress(reports.append))
    assert reports[0].done == 8
    assert (tmp_path / "lstm.safetensors").read_bytes() == (
        straight / "lstm.safetensors"
    ).read_bytes()


def test_a_folder_of_another_plan_is_not_resumed(straight: Path) -> None:
    """A checkpoint of another plan is never mixed in."""
    other = PretrainingPlan(hidden=8, layers=1, steps=24)
    with pytest.raises(ValueError, match="another plan"):
        pretrain(other, straight, "cpu", Progress())


def test_the_card_states_the_hash_and_a_changed_file_is_refused(
    straight: Path, tmp_path: Path
) -> None:
    """Weights load where the card's hash is theirs; one changed byte and they are refused."""
    weights = read_weights(straight / "lstm.safetensors")
    assert weights.shape.hidden == 8
    content = bytearray((straight / "lstm.safetensors").read_bytes())
    content[-1] ^= 1
    (tmp_path / "lstm.safetensors").write_bytes(content)
    (tmp_path / "lstm.json").write_bytes((straight / "lstm.json").read_bytes())
    with pytest.raises(WeightsError, match="damaged or were changed"):
        read_weights(tmp_path / "lstm.safetensors")


def test_pretrained_weights_are_fine_tuned_or_left_as_they_are(straight: Path) -> None:
    """Fitting begins at the weights of the file: its first look at held-out demand is theirs."""
    demand = made_up_demand(6, 60)
    path = straight / "lstm.safetensors"
    fitted = GlobalLSTM(device="cpu", weights=str(path)).fit(demand, Progress())
    assert isinstance(fitted, FittedLSTM)
    assert fitted.network.shape == NetworkShape(PLAN.hidden, PLAN.layers)
    sampling = Sampling.of(panel_of(demand), 26, 1)
    begun = loss_of(read_weights(path), sampling.held_out(), Progress())
    assert min(fitted.curve.held_out) <= begun


def test_a_missing_card_is_refused(tmp_path: Path) -> None:
    """Weights of unknown origin are refused with a sentence."""
    (tmp_path / "lstm.safetensors").write_bytes(b"")
    with pytest.raises(WeightsError, match="Install the program again"):
        read_weights(tmp_path / "lstm.safetensors")


def test_the_corpus_repeats_by_step() -> None:
    """The windows of a step depend on the step alone, not on what was drawn before."""
    ahead = Corpus(PLAN, "cpu")
    ahead.draw(0, 16)
    ahead.draw(1, 16)
    torch.testing.assert_close(ahead.draw(7, 16).target, Corpus(PLAN, "cpu").draw(7, 16).target)
