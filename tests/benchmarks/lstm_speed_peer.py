"""Windows a second of neuralforecast's LSTM; run by its own interpreter, which has no Shelfcast.

The same sizes, batch, context and horizon as ours, on made-up weekly counts. Prints one number.
"""

from __future__ import annotations

import json
import logging
import sys
import time

import numpy as np
import pandas as pd
from neuralforecast import NeuralForecast
from neuralforecast.losses.pytorch import MQLoss
from neuralforecast.models import LSTM

LEVELS = [0.01, *(round(0.05 * k, 2) for k in range(1, 20)), 0.99]


def main() -> None:
    """Train twice, for one step and for many, and print windows a second of the difference."""
    import torch

    given = json.loads(sys.argv[1])
    torch.set_num_threads(1)
    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    rng = np.random.default_rng(1)
    days = pd.date_range("2023-01-02", periods=104, freq="W-MON")
    frame = pd.concat(
        pd.DataFrame({"unique_id": str(i), "ds": days, "y": rng.poisson(5, 104).astype(float)})
        for i in range(300)
    )
    seconds = [_seconds(frame, given, steps) for steps in (1, given["steps"])]
    print((given["steps"] - 1) * given["batch"] / (seconds[1] - seconds[0]))


def _seconds(frame: pd.DataFrame, given: dict[str, int], steps: int) -> float:
    model = LSTM(
        h=26,
        input_size=105,
        encoder_n_layers=given["layers"],
        encoder_hidden_size=given["hidden"],
        decoder_hidden_size=given["hidden"],
        loss=MQLoss(quantiles=LEVELS),
        start_padding_enabled=True,
        max_steps=steps,
        batch_size=given["batch"],
        windows_batch_size=given["batch"],
        enable_progress_bar=False,
        enable_checkpointing=False,
        logger=False,
        accelerator="cpu",
    )
    begin = time.process_time()
    NeuralForecast([model], freq="W-MON").fit(frame)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
