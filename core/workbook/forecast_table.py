"""The forecast as a table of text: one row an item and period, for other programs to read."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from core.files import written_atomically
from core.forecasting.forecast import LEVELS, Forecast


def write_forecast_table(path: Path, forecast: Forecast, models: tuple[str, ...]) -> None:
    """Write item, store (where there is one), period, model, mean and quantiles as CSV.

    UTF-8 with a byte-order mark, so that Excel reads Chinese; ``models`` (n) names the model used
    for each item. Figures are units per period with up to four decimals.
    """
    mean = np.round(forecast.mean().astype(np.float64), 4)
    quantiles = np.round(forecast.quantile(np.array(LEVELS)).astype(np.float64), 4)
    periods = forecast.periods.astype(str)
    with_store = any(forecast.stores)
    header = ["item", *(["store"] if with_store else []), "period", "model", "mean"]
    header += [f"q{round(level * 100):02d}" for level in LEVELS]
    with (
        written_atomically(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(header)
        for i, item in enumerate(forecast.items):
            key = [item, forecast.stores[i]] if with_store else [item]
            for step, period in enumerate(periods):
                figures = (mean[i, step], *quantiles[:, i, step])
                writer.writerow([*key, period, models[i], *(f"{x:.10g}" for x in figures)])
