"""Pretraining on made-up demand: reproducible from its plan, to be stopped and resumed anywhere.

``python -m core.forecasting.lstm.pretrain FOLDER`` trains in the background; the folder then holds
the checkpoint (safetensors and JSON), and the weights with their card once training has ended.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from core.forecasting.lstm.device import choose_device, one_thread
from core.forecasting.lstm.draws import LENGTH
from core.forecasting.lstm.network import DemandNetwork, NetworkShape
from core.forecasting.lstm.panel import Panel
from core.forecasting.lstm.recorded import Recorded, mixed_rows, read_recorded
from core.forecasting.lstm.synthetic import GROUP, synthetic_panel, synthetic_rows
from core.forecasting.lstm.training import Training, TrainingCurve, TrainingPlan, train
from core.forecasting.lstm.weights import sha256_of, to_bytes
from core.forecasting.lstm.windows import CONTEXT, PATCH, Windows, cut
from core.progress import Progress, ProgressReport

_HORIZON = 56
_STEPS_AHEAD = 12
_WARM_UP = 200
_HELD_OUT_SEED = 999_999_937


@dataclass(frozen=True, slots=True)
class PretrainingPlan:
    """Everything that decides the weights.

    hidden, layers, width  of the network
    steps, batch, learning_rate, cooling  as in TrainingPlan
    rows            series of a corpus part; windows cut from each before the next part is made
    recorded        share of the series mixed from the training parts of M3 and M4
    look            steps between two looks at held-out series, each with a checkpoint
    seed            of the weights' beginning and of the corpus
    begun_from      SHA-256 of the weights it went on from; "" where they were drawn by the seed
    """

    hidden: int = 64
    layers: int = 2
    width: int = 128
    steps: int = 20_000
    batch: int = 128
    learning_rate: float = 2e-3
    cooling: int = 2_000
    rows: int = 512
    windows: int = 8
    recorded: float = 0.0
    look: int = 250
    seed: int = 20260101
    begun_from: str = ""

    def same_until(self, other: PretrainingPlan, step: int) -> bool:
        """Return whether the first ``step`` steps of both plans are the same.

        Before it cools down a plan does not depend on when it will, so it can be prolonged.
        """
        prolonged = replace(self, steps=other.steps, cooling=other.cooling)
        plateau = min(self.steps - self.cooling, other.steps - other.cooling)
        return self == other or (prolonged == other and step <= plateau)

    def training(self) -> TrainingPlan:
        """Return the plan of the loop."""
        return TrainingPlan(
            steps=self.steps,
            batch=self.batch,
            learning_rate=self.learning_rate,
            warm_up=_WARM_UP,
            cooling=self.cooling,
            check_every=self.look,
            patience=self.steps,
            averaging=0.998,
        )


class Corpus:
    """Endless windows of made-up demand, the same for the same plan and step."""

    def __init__(
        self, plan: PretrainingPlan, device: str, recorded: Recorded | None = None
    ) -> None:
        self._plan = plan
        self._recorded = recorded
        self._device = device
        self._part = -1
        self._panel: Panel | None = None

    def draw(self, step: int, batch: int) -> Windows:
        """Return the windows of a step."""
        steps_a_part = max(1, self._plan.rows * self._plan.windows // self._plan.batch)
        part = step // steps_a_part
        if self._panel is None or part != self._part:
            self._panel = self._series(self._plan.seed * 7919 + part)
            self._part = part
        generator = torch.Generator().manual_seed(self._plan.seed * 104_729 + step)
        return _windows(self._panel, batch, generator)

    def _series(self, seed: int) -> Panel:
        count = round(self._plan.rows * self._plan.recorded)
        rows = synthetic_rows(self._plan.rows - count, seed, device=self._device)
        if self._recorded is not None and count:
            rows = rows.with_rows(mixed_rows(self._recorded, count, seed).to(self._device))
        return rows.panel(self._device)

    def held_out(self) -> tuple[Windows, ...]:
        """Return windows of parts that are never drawn."""
        panel = synthetic_panel(64 * GROUP, _HELD_OUT_SEED, device=self._device)
        generator = torch.Generator().manual_seed(_HELD_OUT_SEED)
        return tuple(_windows(panel, 256, generator) for _ in range(4))


def _windows(panel: Panel, batch: int, generator: torch.Generator) -> Windows:
    """Return windows of which most have a past of any length, from nothing to the whole context."""
    rows = torch.randint(len(panel), (batch,), generator=generator)
    chance = torch.rand(3, batch, generator=generator)
    context = int(torch.tensor([4, 8, 16, CONTEXT // PATCH])[
        torch.randint(4, (1,), generator=generator)
    ]) * PATCH  # fmt: skip
    chosen = torch.randperm(_HORIZON, generator=generator)[:_STEPS_AHEAD].sort().values
    device = panel.units.device
    rows, chance, chosen = rows.to(device), chance.to(device), chosen.to(device)
    launch = panel.launch[rows].clamp(max=LENGTH - 2)
    cutoffs = launch + (chance[0] * (LENGTH - 1 - launch)).long()
    young = cutoffs - (1 + chance[1] ** 2 * 200).long()
    begin = torch.where(chance[2] < 0.4, young, 0).clamp(min=0)
    return cut(panel, rows, cutoffs, context, _HORIZON, begin).at_steps(chosen)


def pretrain(
    plan: PretrainingPlan,
    folder: Path,
    device: str,
    progress: Progress,
    data: Path | None = None,
    begin: Path | None = None,
) -> TrainingCurve:
    """Train in ``folder`` until the plan is done, going on from its checkpoint if there is one.

    ``data`` is the folder of M3 and M4, needed where the plan has a share of recorded series;
    ``begin`` the weights to go on from, those of the plan's hash.
    """
    kind = choose_device(device).kind
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(plan.seed)
        network = DemandNetwork(NetworkShape(plan.hidden, plan.layers, plan.width)).to(kind)
    if begin is not None:
        if sha256_of(begin) != plan.begun_from:
            raise ValueError("the weights to begin from are not those of the plan")
        network.load_state_dict(load_file(begin, kind))
    training = Training(network, plan.training())
    folder.mkdir(parents=True, exist_ok=True)
    resume(training, plan, folder)
    recorded = read_recorded(data) if data is not None and plan.recorded else None
    corpus = Corpus(plan, kind, recorded)
    with one_thread():
        curve = train(
            training, corpus.draw, corpus.held_out(), progress, lambda now: store(now, plan, folder)
        )
    write_weights(network, plan, training, folder)
    return curve


def store(training: Training, plan: PretrainingPlan, folder: Path) -> None:
    """Write the checkpoint: first whole under another name, then in place of the last one."""
    tensors: dict[str, Tensor] = {}
    for part, network in (("now", training.network), ("average", training.average)):
        tensors |= {f"{part}.{name}": value for name, value in network.state_dict().items()}
    for number, state in training.optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer.{number}.{name}": value for name, value in state.items()}
    save_file({name: value.contiguous() for name, value in tensors.items()}, folder / "next")
    # The step lies within the tensors, so that no crash can part it from them.
    (folder / "next").replace(folder / "checkpoint.safetensors")
    account = {"plan": asdict(plan), "step": training.step, "train": training.train}
    account |= {"held_out": training.held_out}
    (folder / "checkpoint.json").write_text(json.dumps(account, indent=1), encoding="utf-8")


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
    state = training.optimizer.state_dict()
    for name, value in tensors.items():
        kind, _, rest = name.partition(".")
        if kind == "optimizer":
            number, _, field = rest.partition(".")
            state["state"].setdefault(int(number), {})[field] = value
    training.optimizer.load_state_dict(state)
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


def run(arguments: Sequence[str] | None = None) -> None:
    """Pretrain with the options of the command line, one line on stdout a minute."""
    parser = argparse.ArgumentParser(description="Pretrain the LSTM on made-up demand.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--begin", type=Path, help="weights to go on from")
    parser.add_argument("--data", type=Path, help="folder of m3/ and m4/, for --recorded")
    for name, value in asdict(PretrainingPlan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = vars(parser.parse_args(arguments))
    folder, device, data, begin = (
        options.pop(name) for name in ("folder", "device", "data", "begin")
    )
    if begin is not None:
        options["begun_from"] = sha256_of(begin)
    last = time.monotonic()

    def say_so(report: ProgressReport) -> None:
        nonlocal last
        if time.monotonic() - last > 60:
            last = time.monotonic()
            print(f"{report.done}/{report.total} {report.stage}", flush=True)

    pretrain(PretrainingPlan(**options), folder, device, Progress(say_so), data, begin)


if __name__ == "__main__":
    run()
