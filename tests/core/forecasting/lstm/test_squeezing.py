"""How units are squeezed."""

from __future__ import annotations

import torch

from core.forecasting.lstm.squeezing import squeezed


def test_squeezing_is_asinh() -> None:
    """From 0 over a billionth to a billion as exact as torch's own, its slope too."""
    value = torch.cat([torch.zeros(1), torch.logspace(-9, 9, 181)]).requires_grad_()
    torch.testing.assert_close(squeezed(value), torch.asinh(value))
    slopes = [torch.autograd.grad(f(value).sum(), value)[0] for f in (squeezed, torch.asinh)]
    torch.testing.assert_close(*slopes)
