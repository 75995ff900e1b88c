"""AdamW in a dozen lines: torch's own brings its compiler along, seconds before the first step.

Loshchilov & Hutter 2019, "Decoupled weight decay regularization", arXiv 1711.05101, algorithm 2.
The arithmetic is torch's fused kernel, so the weights come out the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

_FIRST, _SECOND = 0.9, 0.999
_DECAY = 0.01
_LEAST = 1e-8


class AdamW:
    """Changes ``parameters`` in place along their gradients; one that has none stays as it is.

    moments  for each parameter its steps (1), running mean and running mean square of gradients
    """

    def __init__(self, parameters: Sequence[Tensor]) -> None:
        self.parameters = tuple(parameters)
        self.moments = tuple(
            {
                "step": torch.zeros((), device=value.device),
                "exp_avg": torch.zeros_like(value, requires_grad=False),
                "exp_avg_sq": torch.zeros_like(value, requires_grad=False),
            }
            for value in self.parameters
        )

    def step(self, rate: float) -> None:
        """Take one step of the given learning rate."""
        moved = [
            (value, value.grad, moment)
            for value, moment in zip(self.parameters, self.moments, strict=True)
            if value.grad is not None
        ]
        values, gradients, moments = zip(*moved, strict=True)
        steps = [moment["step"] for moment in moments]
        with torch.no_grad():
            torch._foreach_add_(steps, 1)
            torch._fused_adamw_(
                values,
                gradients,
                [moment["exp_avg"] for moment in moments],
                [moment["exp_avg_sq"] for moment in moments],
                [],
                steps,
                lr=rate,
                beta1=_FIRST,
                beta2=_SECOND,
                weight_decay=_DECAY,
                eps=_LEAST,
                amsgrad=False,
                maximize=False,
            )

    def forget_gradients(self) -> None:
        """Drop the gradients of the last step."""
        for value in self.parameters:
            value.grad = None

    def tensors(self) -> dict[str, Tensor]:
        """Return all moments by name, "number.moment", to be stored."""
        return {
            f"{number}.{name}": value
            for number, moment in enumerate(self.moments)
            for name, value in moment.items()
        }

    def take_up(self, tensors: Mapping[str, Tensor]) -> None:
        """Go on from stored moments."""
        for name, value in self.tensors().items():
            value.copy_(tensors[name])
