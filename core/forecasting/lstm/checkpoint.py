"""Pretraining on disk: checkpoints to go on from, and the weights with their card at the end."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

from core.forecasting.lstm.network import DemandNetwork
from core.forecasting.lstm.plan import PretrainingPlan
from core.forecasting.lstm.training import Training
from core.forecasting.lstm.weights import sha256_of, to_bytes


def store(training: Training, plan: PretrainingPlan, folder: Path) -> None:
    """Write the checkpoint: first whole under another name, then in place of the last one."""
    tensors: dict[str, Tensor] = {}
    for part, network in (("now", training.network), ("average", training.average)):
        tensors |= {f"{part}.{name}": value for name, value in network.state_dict().items()}
    tensors |= {f"optimizer.{name}": v for name, v in training.optimizer.tensors().items()}
    save_file({name: value.contiguous() for name, value in tensors.items()}, folder / "next")
    # The step lies within the tensors, so that no crash can part it from them.
    (folder / "next").replace(folder / "checkpoint.safetensors")
    account = {"plan": asdict(plan), "step": training.step, "train": training.train}
    account |= {"held_out": training.held_out}
    (folder / "checkpoint.json").write_text(json.dumps(account, indent=1), encoding="utf-8")
    looks = zip(training.train, training.held_out, strict=False)
    lines = [f"{plan.look * (n + 1)},{own},{held}" for n, (own, held) in enumerate(looks)]
    (folder / "curve.csv").write_text("\n".join(("step,loss,held_out", *lines)) + "\n", "utf-8")


def resume(training: Training, plan: PretrainingPlan, folder: Path) -> None:
    """Take up the checkpoint of the same plan, if ``folder`` has one; ValueError if of another."""
    if not (folder / "checkpoint.json").exists():
        return
    account = json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
    tensors = load_file(folder / "checkpoint.safetensors")
    step = int(tensors["optimizer.0.step"])
    if not plan.same_until(PretrainingPlan(**account["plan"]), step):
        raise ValueError("the folder holds a checkpoint of another plan")
    for part, network in (("now", training.network), ("average", training.average)):
        prefix = f"{part}."
        network.load_state_dict(
            {name[len(prefix) :]: v for name, v in tensors.items() if name.startswith(prefix)}
        )
    prefix = "optimizer."
    training.optimizer.take_up(
        {name[len(prefix) :]: v for name, v in tensors.items() if name.startswith(prefix)}
    )
    training.step = step
    looks = training.step // training.plan.check_every
    training.train, training.held_out = account["train"][:looks], account["held_out"][:looks]


def write_weights(
    network: DemandNetwork, plan: PretrainingPlan, training: Training, folder: Path
) -> None:
    """Write lstm.safetensors and its card lstm.json: what the weights were made from, and hash."""
    path = folder / "lstm.safetensors"
    path.write_bytes(to_bytes(network))
    card = {
        "sha256": sha256_of(path),
        **asdict(plan),
        "parameters": sum(value.numel() for value in network.parameters()),
        "corpus": f"made-up demand (core/forecasting/lstm/synthetic.py); {plan.recorded:.0%} mixed "
        "from the training parts of M4 weekly, M4 hourly (by days) and M3 monthly",
        "windows_seen": training.step * plan.batch,
        "series_seen": training.step * plan.batch // plan.windows,
        "held_out_loss": training.held_out[-1] if training.held_out else None,
        "steps_done": training.step,
    }
    path.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
