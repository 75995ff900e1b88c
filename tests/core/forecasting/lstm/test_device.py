"""The device is the card where there is one that works."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.forecasting.lstm.device import choose_device
from core.forecasting.lstm.global_lstm import FittedLSTM, GlobalLSTM
from core.forecasting.lstm.training import OutOfMemory
from core.progress import Progress
from tests.made_up import made_up_demand

needs_card = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA card here")


def test_the_processor_on_request() -> None:
    """Asked for the processor, it is the processor, and the reason says so."""
    device = choose_device("cpu")
    assert device.kind == "cpu"
    assert "asked for" in str(device.reason)


def test_without_a_card_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """CUDA asked for where there is none falls back and says why."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    device = choose_device("cuda")
    assert device.kind == "cpu"
    assert "No CUDA card" in str(device.reason)


def test_a_broken_card_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A card that fails at a small multiplication falls back with its complaint."""

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no kernel image is available\nmore")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch, "ones", broken)
    device = choose_device("auto")
    assert device.kind == "cpu"
    assert "no kernel image" in str(device.reason)


def test_out_of_memory_halves_the_batch_then_hands_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that is always full ends in the processor; one that is full at first, in less."""
    from core.forecasting.lstm import training

    batches: list[int] = []
    real = training.gradients

    def full_above_64(network, windows):  # type: ignore[no-untyped-def]
        batches.append(len(windows.scale))
        if len(windows.scale) > 64:
            raise torch.OutOfMemoryError
        return real(network, windows)

    monkeypatch.setattr(training, "gradients", full_above_64)
    demand = made_up_demand(12, 60)
    GlobalLSTM(device="cpu", hidden=16, weights="").fit(demand, Progress())
    assert min(batches) <= 64 < max(batches)

    def always_full(network, windows):  # type: ignore[no-untyped-def]
        raise torch.OutOfMemoryError

    monkeypatch.setattr(training, "gradients", always_full)
    with pytest.raises(OutOfMemory):
        GlobalLSTM(device="cpu").fit(demand, Progress())


@needs_card
def test_card_and_processor_agree() -> None:
    """The same weights give the same quantiles on either device, within float32."""
    from core.forecasting.lstm.network import DemandNetwork, NetworkShape
    from core.forecasting.lstm.panel import panel_of
    from core.forecasting.lstm.windows import cut

    panel = panel_of(made_up_demand(8, 120))
    rows = torch.arange(8)
    torch.manual_seed(1)
    network = DemandNetwork(NetworkShape(hidden=16, width=32)).eval()
    with torch.no_grad():
        here = network(cut(panel, rows, torch.full_like(rows, 100), 98, 13))[0]
        card = panel.to("cuda")
        at = rows.to("cuda")
        there = network.to("cuda")(cut(card, at, torch.full_like(at, 100), 98, 13))[0]
    torch.testing.assert_close(here, there.cpu(), atol=1e-4, rtol=1e-4)


@needs_card
def test_trains_on_the_card() -> None:
    """Training on the card ends with a finite forecast and says which card it was."""
    demand = made_up_demand(40, 120)
    fitted = GlobalLSTM(device="cuda").fit(demand, Progress())
    assert isinstance(fitted, FittedLSTM)
    assert fitted.record is not None
    assert fitted.record.device == "cuda"
    assert np.isfinite(fitted.forecast(demand, 13, 50, seed=1).paths).all()
