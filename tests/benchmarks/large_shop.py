"""A made-up shop of any size, as the sheet that its till would export."""

from __future__ import annotations

from pathlib import Path

import numpy as np

SUPPLIERS = 40
WORDS = {
    "en": ("Thing", "Supplier"),
    "zh_CN": ("商品", "供应商"),
}


def write_sheet(path: Path, items: int, weeks: int = 120, language: str = "en") -> None:
    """Write a CSV of weekly sales of ``items`` with stock, suppliers, prices and costs.

    Levels are gamma distributed, as shops' are; a third grows, a third fades.
    """
    rng = np.random.default_rng(1)
    days = np.datetime64("2024-01-01") + 7 * np.arange(weeks)
    thing, supplier = WORDS[language]
    with path.open("w", encoding="utf-8") as out:
        out.write("Date,SKU,Name,Quantity,Price,Stock,Supplier,Unit cost\n")
        for item in range(items):
            slope = (1.3, 0.75, 1.0)[item % 3] ** (np.arange(weeks) / 52)
            sold = rng.poisson(rng.gamma(1.5, 8) * slope)
            stock, cost = rng.integers(0, 200), rng.uniform(1, 20)
            tail = f"{2 * cost:.2f},{stock},{supplier} {item % SUPPLIERS},{cost:.2f}\n"
            for day, units in zip(days[sold > 0], sold[sold > 0], strict=True):
                out.write(f"{day},A{item:05},{thing} {item},{units},{tail}")
