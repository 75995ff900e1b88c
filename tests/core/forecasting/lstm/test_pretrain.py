"""Pretraining is reproducible, and stopping and resuming it leaves no trace."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
import torch

from core.errors import OptionError
from core.forecasting.lstm.corpus import Corpus
from core.forecasting.lstm.global_lstm import SHIPPED, FittedLSTM, GlobalLSTM
from core.forecasting.lstm.network import NetworkShape
from core.forecasting.lstm.plan import PretrainingPlan, chosen_plan
from core.forecasting.lstm.pretrain import pretrain
from core.forecasting.lstm.weights import WeightsError, read_weights
from core.progress import Cancelled, Progress, ProgressReport
from tests.made_up import made_up_demand

PLAN = PretrainingPlan(
    hidden=8, layers=1, width=16, steps=12, batch=16, cooling=4, rows=32, windows=2, look=4
)


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
    other = PretrainingPlan(hidden=8, layers=1, width=16, steps=24, seed=1)
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


def test_fine_tuning_is_kept_where_it_wins(straight: Path) -> None:
    """Hardly trained weights gain from a shop's own sales: the shop's are kept, and say so."""
    demand = made_up_demand(6, 60)
    path = straight / "lstm.safetensors"
    fitted = GlobalLSTM(device="cpu", weights=str(path)).fit(demand, Progress())
    assert isinstance(fitted, FittedLSTM)
    assert fitted.network.shape == NetworkShape(PLAN.hidden, PLAN.layers, PLAN.width)
    assert fitted.record is not None
    assert fitted.record.tuned
    assert fitted.record.gain > 0.01
    assert "better on your last periods" in str(fitted.record.reason)


def test_fine_tuning_that_does_not_win_is_dropped(
    straight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no look at the rolling test is better, the network forecasts as it came, and says so.

    Here because the rate is so high that training only harms.
    """
    monkeypatch.setattr("core.forecasting.lstm.tuning._RATE", 50.0)
    monkeypatch.setattr("core.forecasting.lstm.tuning._FINE_LOOK", 5)
    path = straight / "lstm.safetensors"
    fitted = GlobalLSTM(device="cpu", weights=str(path)).fit(made_up_demand(6, 60), Progress())
    assert isinstance(fitted, FittedLSTM)
    assert fitted.record is not None
    assert not fitted.record.tuned
    assert fitted.record.weights.size == 0
    assert "as it came" in str(fitted.record.reason)
    for kept, shipped in zip(
        fitted.network.parameters(), read_weights(path).parameters(), strict=True
    ):
        assert torch.equal(kept, shipped)


def test_a_plan_can_be_prolonged_before_it_cools_down(straight: Path) -> None:
    """Two plans that differ in their end alone are the same until the earlier one cools down."""
    long, short = PretrainingPlan(steps=100, cooling=20), PretrainingPlan(steps=50, cooling=10)
    assert long.same_until(short, 40)
    assert not long.same_until(short, 41)
    assert not long.same_until(PretrainingPlan(steps=50, cooling=10, seed=3), 0)


def test_the_shipped_weights_can_be_made_again() -> None:
    """Their card holds the whole plan; without the recorded series it needs, a sentence says so."""
    plan = chosen_plan(PLAN, again=True, recorded=True)
    card = json.loads(Path(SHIPPED).with_suffix(".json").read_text(encoding="utf-8"))
    assert {name: card[name] for name in asdict(plan)} == asdict(plan)
    assert plan.shape == read_weights(Path(SHIPPED)).shape
    with pytest.raises(OptionError, match="--data"):
        chosen_plan(PLAN, again=True, recorded=False)
    assert chosen_plan(PLAN, again=False, recorded=False) == PLAN
    assert chosen_plan(PLAN, again=False, recorded=True).recorded > 0


def test_begun_from_other_weights_only_where_the_plan_says_so(
    straight: Path, tmp_path: Path
) -> None:
    """Weights to go on from must have the hash of the plan."""
    with pytest.raises(ValueError, match="not those of the plan"):
        pretrain(PLAN, tmp_path, "cpu", Progress(), begin=straight / "lstm.safetensors")


def test_a_missing_card_is_refused(tmp_path: Path) -> None:
    """Weights of unknown origin are refused with a sentence."""
    (tmp_path / "lstm.safetensors").write_bytes(b"")
    with pytest.raises(WeightsError, match="Install the program again"):
        read_weights(tmp_path / "lstm.safetensors")


def test_the_corpus_repeats_by_step() -> None:
    """The windows of a step depend on the step alone, not on what was drawn before."""
    ahead = Corpus(PLAN.portions, PLAN.seed, "cpu")
    ahead.draw(0, 16)
    ahead.draw(1, 16)
    fresh = Corpus(PLAN.portions, PLAN.seed, "cpu")
    torch.testing.assert_close(ahead.draw(7, 16).target, fresh.draw(7, 16).target)
