"""The optimiser is torch's AdamW, without what torch's class brings along."""

from __future__ import annotations

import subprocess
import sys

import torch

from core.forecasting.lstm.adamw import AdamW

_IMPORTS = """
import sys, torch
from core.forecasting.lstm.adamw import AdamW
value = torch.ones(3, requires_grad=True)
value.grad = torch.ones(3)
AdamW([value]).step(0.1)
print("torch._dynamo" in sys.modules)
"""


def test_steps_are_those_of_torch() -> None:
    """Twenty steps change the weights to the same bits as torch's own class."""
    torch.manual_seed(1)
    start = [torch.randn(30, 4), torch.randn(7)]
    ours = [value.clone().requires_grad_() for value in start]
    theirs = [value.clone().requires_grad_() for value in start]
    reference = torch.optim.AdamW(theirs, lr=0.01, weight_decay=0.01, fused=True)
    optimizer = AdamW(ours)
    for _ in range(20):
        for own, other in zip(ours, theirs, strict=True):
            own.grad = torch.randn_like(own)
            other.grad = own.grad.clone()
        optimizer.step(0.01)
        reference.step()
    for own, other in zip(ours, theirs, strict=True):
        assert torch.equal(own, other)


def test_the_first_step_loads_no_compiler() -> None:
    """What costs torch's own class seconds at its first step is not loaded."""
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _IMPORTS], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
