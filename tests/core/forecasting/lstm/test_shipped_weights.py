"""The weights that come with the program are those of their card, and forecast at once."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from core.demand import Demand
from core.demand.covariates import PROMOTION, Covariates
from core.forecasting.lstm.global_lstm import SHIPPED, FittedLSTM, GlobalLSTM
from core.forecasting.lstm.weights import read_weights, sha256_of
from core.frequency import Frequency
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
    demand = made_up_demand(4, 26)
    fitted = GlobalLSTM(device="cpu").fit(demand, Progress())
    assert isinstance(fitted, FittedLSTM)
    assert fitted.network.shape == read_weights(Path(SHIPPED)).shape
    assert np.isfinite(fitted.forecast(demand, 13, 50, seed=1).paths).all()


def test_a_promotion_known_ahead_raises_the_forecast_without_training() -> None:
    """What promotions did in an item's past is seen at once, and expected of the next one."""
    rng = np.random.default_rng(5)
    promoted = np.zeros((12, 308, 1), dtype=np.float32)
    promoted[:, 20::28], promoted[:, 21::28], promoted[:, 22::28] = 1, 1, 1
    promoted[:, 300:304] = 1
    units = rng.poisson(20 * (1 + 2 * promoted[:, :, 0])).astype(np.float32)
    demand = Demand(
        tuple("abcdefghijkl"),
        ("",) * 12,
        np.datetime64("2024-01-01"),
        Frequency.DAILY,
        units[:, :296],
        np.zeros((12, 296), dtype=bool),
        covariates=Covariates(
            (), np.zeros((0, 0), dtype=np.float32), (PROMOTION,), promoted, (True,)
        ),
    )
    fitted = GlobalLSTM(device="cpu", tuned=False).fit(demand, Progress())
    mean = fitted.forecast(demand, 12, 200, seed=1).mean()
    assert (mean[:, 4:8].mean(1) > 1.3 * mean[:, :3].mean(1)).mean() > 0.8
