"""The optimiser is AdamW, without what torch's class brings along."""

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


def test_steps_follow_the_algorithm() -> None:
    """Twenty steps change the weights as algorithm 2 of Loshchilov & Hutter 2019 says."""
    torch.manual_seed(1)
    start = [torch.randn(30, 4), torch.randn(7)]
    weights = [value.clone().requires_grad_() for value in start]
    expected = [value.double() for value in start]
    first = [torch.zeros_like(value) for value in expected]
    second = [torch.zeros_like(value) for value in expected]
    optimizer = AdamW(weights)
    for step in range(1, 21):
        for number, weight in enumerate(weights):
            weight.grad = torch.randn_like(weight)
            slope = weight.grad.double()
            first[number] = 0.9 * first[number] + 0.1 * slope
            second[number] = 0.999 * second[number] + 0.001 * slope**2
            moved = first[number] / (1 - 0.9**step)
            spread = (second[number] / (1 - 0.999**step)).sqrt() + 1e-8
            expected[number] = expected[number] - 0.01 * (moved / spread + 0.01 * expected[number])
        optimizer.step(0.01)
    for weight, value in zip(weights, expected, strict=True):
        torch.testing.assert_close(weight.detach().double(), value, rtol=1e-4, atol=1e-5)


def test_the_first_step_loads_no_compiler() -> None:
    """What costs torch's own class seconds at its first step is not loaded."""
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _IMPORTS], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
