"""The one training loop, for training from scratch, pretraining and fine-tuning."""

from __future__ import annotations

import copy
import functools
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

from core.forecasting.lstm.adamw import AdamW
from core.forecasting.lstm.network import QUANTILES, DemandNetwork
from core.forecasting.lstm.squeezing import squeezed
from core.forecasting.lstm.windows import Windows
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, say

_CEILING = 4.0
"""Where sinh is cut off in the loss in units, 27 times the scale: a spike is no more than that."""

_SMALLEST_BATCH = 16

_IN_UNITS, _SO_FAR = 0.5, 0.5
"""Weights of the losses in units and of the mean so far, beside that in asinh space."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How long and how fast to train.

    steps          batches at most
    batch          windows a batch
    learning_rate  peak; warmed up over 5 % of the steps, then a cosine down to zero
    warm_up        steps of warming up instead of 5 %, where not 0
    cooling        where not 0: the rate stays at its peak but for so many steps at the end, in
                   which it falls to zero on a line. Training can then be prolonged at any time
                   (Hägele et al. 2024, arXiv 2405.18392)
    check_every    steps between two looks at the held-out windows
    patience       looks without a better held-out loss before training stops
    judged_from    step before which no look decides what is kept, or whether to stop: while the
                   rate is high, the best of several looks is the luckiest
    averaging      decay a step of the running mean of the weights, which is what is kept
    blends         how far from the weights at the beginning to that mean the weights lie that may
                   be kept (0–1): where all of the way is too far, a part of it may not be (WiSE-FT:
                   Wortsman et al. 2022, arXiv 2109.01903)
    """

    steps: int
    batch: int
    learning_rate: float = 2e-3
    warm_up: int = 0
    cooling: int = 0
    check_every: int = 25
    patience: int = 8
    judged_from: int = 0
    averaging: float = 0.98
    blends: tuple[float, ...] = (1.0,)


@dataclass(frozen=True, slots=True)
class TrainingCurve:
    """What training did.

    steps     batches gone through; best_step the one whose weights were kept
    before    loss on the held-out windows before the first step; NaN where there are none
    after     the same of the weights kept
    train     mean loss of the batches between two looks
    held_out  loss on the held-out windows at each look; empty where there are none
    seconds   wall time
    """

    steps: int
    best_step: int
    before: float
    after: float
    train: tuple[float, ...]
    held_out: tuple[float, ...]
    seconds: float

    @property
    def gain(self) -> float:
        """Share by which the held-out loss of what is kept lies under that at the beginning."""
        return 1.0 - self.after / self.before if self.before > 0 else 0.0


Draw = Callable[[int, int], Windows]
"""Gives the windows of a step, so many of them: the same for the same step, so that training can
be resumed anywhere."""


class OutOfMemory(Exception):  # noqa: N818 - torch's own name for it
    """The device is too small even for the smallest batch."""


class Training:
    """Training under way: what must be kept to stop anywhere and go on as if nothing had been.

    network is trained in place; average is the running mean of its weights; losses holds one
    mean loss a look and held_out the held-out loss a look.
    """

    def __init__(self, network: DemandNetwork, plan: TrainingPlan) -> None:
        self.network = network
        self.plan = plan
        self.average = copy.deepcopy(network).requires_grad_(False)
        for layer in self.average.layers:
            # A copy's weights lie apart; a card would gather them again at every call.
            cast(nn.LSTM, layer).flatten_parameters()
        self.optimizer = AdamW([value for value in network.parameters() if value.requires_grad])
        self.step = 0
        self.train: list[float] = []
        self.held_out: list[float] = []

    def advance(self, windows: Windows) -> Tensor:
        """Learn from one batch of windows and return its loss."""
        self.optimizer.forget_gradients()
        loss = gradients(self.network, windows)
        self.apply()
        return loss

    def apply(self) -> None:
        """Change the weights along their gradients, and take them into the running mean."""
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step(self.plan.learning_rate * _warmth(self.step, self.plan))
        self.step += 1
        decay = min(self.plan.averaging, self.step / (self.step + 9))
        with torch.no_grad():
            kept: list[Tensor] = list(self.average.parameters())
            now: list[Tensor] = list(self.network.parameters())
            torch._foreach_lerp_(kept, now, 1 - decay)


def train(
    training: Training,
    draw: Draw,
    held_out: Sequence[Windows],
    progress: Progress,
    keep: Callable[[Training], None] | None = None,
    captured: Callable[[int], Tensor] | None = None,
) -> TrainingCurve:
    """Train to the end of the plan, on the device the network lies on, and keep the best weights.

    The best are those of all looks with the lowest held-out loss, the untrained ones included;
    without held-out windows, the last. ``keep`` is called after each look, to store a checkpoint.
    ``captured`` does a step and returns its loss in place of ``draw`` and ``advance``, if given.
    When the device runs out of memory the batch is halved; OutOfMemory is raised below 16 windows.
    """
    began = time.monotonic()
    plan, network = training.plan, training.network
    device = next(network.parameters()).device
    looks = _Looks(training, held_out, progress)
    before, batch = looks.lowest, plan.batch
    recent: list[Tensor] = []
    while training.step < plan.steps:
        watched = (before, *training.held_out) if held_out else tuple(training.train)
        _report(progress, training.step, plan.steps, str(device), watched)
        try:
            if captured is not None:
                recent.append(captured(training.step))
            else:
                recent.append(training.advance(draw(training.step, batch)))
        except torch.OutOfMemoryError as full:
            captured = None
            training.optimizer.forget_gradients()
            torch.cuda.empty_cache()
            batch //= 2
            if batch < _SMALLEST_BATCH:
                raise OutOfMemory from full
            continue
        if training.step % plan.check_every and training.step < plan.steps:
            continue
        training.train.append(float(torch.stack(recent).mean()))
        recent.clear()
        looks.look()
        if keep is not None:
            keep(training)
        since = training.step - max(looks.best_step, plan.judged_from)
        if since >= plan.patience * plan.check_every:
            break
    network.load_state_dict(looks.best)
    return TrainingCurve(
        steps=training.step,
        best_step=looks.best_step,
        before=before,
        after=looks.lowest,
        train=tuple(training.train),
        held_out=tuple(training.held_out),
        seconds=time.monotonic() - began,
    )


class _Looks:
    """The best weights of all looks at the held-out windows; without these, the last ones."""

    def __init__(self, training: Training, held_out: Sequence[Windows], progress: Progress) -> None:
        self._training, self._held_out, self._progress = training, held_out, progress
        self._begun = _weights(training.average)
        self._judged = copy.deepcopy(training.average)
        self.best, self.best_step = self._begun, training.step
        self.lowest = loss_of(self._judged, held_out, progress) if held_out else math.nan

    def look(self) -> None:
        """Judge the weights as they are, and what lies between them and those of the beginning."""
        training = self._training
        now = _weights(training.average)
        if not self._held_out:
            self.best, self.best_step = now, training.step
            return
        judging = training.step >= training.plan.judged_from
        losses = []
        for share in training.plan.blends if judging else (1.0,):
            blend = {name: self._begun[name].lerp(value, share) for name, value in now.items()}
            self._judged.load_state_dict(blend)
            losses.append(loss_of(self._judged, self._held_out, self._progress))
            if judging and losses[-1] < self.lowest:
                self.best, self.best_step, self.lowest = blend, training.step, losses[-1]
        training.held_out.append(min(losses))


def _weights(network: DemandNetwork) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in network.state_dict().items()}


def loss_of(network: DemandNetwork, windows: Sequence[Windows], progress: Progress) -> float:
    """Return the mean loss over batches of windows, weighted by weight and observed periods."""
    total, weight = 0.0, 0.0
    with torch.no_grad():
        for batch in windows:
            progress.check()
            seen = float((batch.observed * batch.weight[:, None]).sum())
            single, so_far = network(batch)
            total += float(pinball_loss(single, so_far, batch)) * seen
            weight += seen
    return total / max(weight, 1.0)


def pinball_loss(single: Tensor, total: Tensor, windows: Windows) -> Tensor:
    """Return the loss of both heads' quantiles (b, h, levels) against what happened.

    Mean pinball loss in asinh space, plus half of that in units over the scale, plus half of that
    of the mean so far; periods that were not observed count for nothing, windows by their weight.
    """
    levels = _levels(single.device)
    seen = windows.observed
    target = squeezed(windows.target)
    weight = (windows.weight / windows.weight.mean())[:, None]
    in_squeezed = _masked_pinball(single, target, seen * weight, levels)
    in_units = _masked_pinball(
        torch.sinh(single.clamp(max=_CEILING)),
        windows.target.clamp(max=math.sinh(_CEILING)),
        seen * weight,
        levels,
    )
    so_far = _masked_pinball(
        total, squeezed(windows.target_so_far), windows.observed_so_far * weight, levels
    )
    return in_squeezed + _IN_UNITS * in_units + _SO_FAR * so_far


def _masked_pinball(quantiles: Tensor, target: Tensor, weight: Tensor, levels: Tensor) -> Tensor:
    error = target[..., None] - quantiles
    loss = torch.maximum(levels * error, (levels - 1) * error).mean(-1)
    return 2 * (loss * weight).sum() / weight.sum().clamp(min=1e-6)


def gradients(network: DemandNetwork, windows: Windows) -> Tensor:
    """Return the loss of a batch, its gradients added to those of the network."""
    device = windows.channels.device.type
    half = device == "cuda" and torch.cuda.is_bf16_supported()
    with torch.autocast(device, dtype=torch.bfloat16, enabled=half):
        single, total = network(windows)
    loss = pinball_loss(single, total, windows)
    loss.backward()  # type: ignore[no-untyped-call]
    return loss.detach()


@functools.cache
def _levels(device: torch.device) -> Tensor:
    return torch.tensor(QUANTILES, device=device)


def _warmth(step: int, plan: TrainingPlan) -> float:
    warm = plan.warm_up or max(1, plan.steps // 20)
    if step < warm:
        return (step + 1) / warm
    if plan.cooling:
        return min(1.0, (plan.steps - step) / plan.cooling)
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, plan.steps - warm)))


def _report(
    progress: Progress, step: int, steps: int, device: str, losses: tuple[float, ...]
) -> None:
    if losses:
        stage = say(
            QT_TRANSLATE_NOOP("core", "Training the LSTM on {device}, loss {loss:.4f}"),
            device=device.upper(),
            loss=losses[-1],
        )
    else:
        stage = say(
            QT_TRANSLATE_NOOP("core", "Training the LSTM on {device}"), device=device.upper()
        )
    progress.step(step, steps, stage, losses)
