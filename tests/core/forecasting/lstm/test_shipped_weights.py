"""The weights that come with the program are those of their card, and forecast at once."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from core.forecasting.lstm.global_lstm import SHIPPED, FittedLSTM, GlobalLSTM
from core.forecasting.lstm.weights import read_weights, sha256_of
from core.progress import Progress
from tests.made_up import made_up_demand


def test_the_card_is_that_of_the_weights() -> None:
    """Hash and number of parameters on the card are those of the file, which is under 10 MB."""
    path = Path(SHIPPED)
    card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    network = read_weights(path)
    assert sha256_of(path) == card["sha256"]
    assert sum(value.numel() for value in network.parameters()) == card["parameters"]
    assert path.stat().st_size < 10_000_000


def test_fine_tuning_begins_at_the_shipped_weights() -> None:
    """Unless told otherwise, the network fitted has the sizes of the shipped one."""
    demand = made_up_demand(6, 40)
    fitted = GlobalLSTM(device="cpu").fit(demand, Progress())
    assert isinstance(fitted, FittedLSTM)
    assert fitted.network.shape == read_weights(Path(SHIPPED)).shape
    assert np.isfinite(fitted.forecast(demand, 13, 50, seed=1).paths).all()
