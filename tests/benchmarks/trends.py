"""How many of the listed trends are false, on simulated shops; prints Markdown.

    python -m tests.benchmarks.trends [--repeats N]

Items of every volume, most without a trend, with bulky sales and errors that go on from week to
week; some grow or shrink by a fifth to fourfold in the last year. What is promised: at most one in
ten of the listed is false, and of items said to be surely moving as many move as is said.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np

from core.explaining.trends import Trends, find_trends
from core.frequency import Frequency


@dataclass(frozen=True, slots=True)
class Shop:
    """A simulated shop: share of items with a trend, bulkiness, and how long errors go on."""

    name: str
    items: int
    length: int
    frequency: Frequency
    moving: float
    bulk: float
    serial: float
    noise: float


SHOPS = (
    Shop("weekly, nothing moves", 500, 104, Frequency.WEEKLY, 0.0, 0.3, 0.0, 0.0),
    Shop("weekly, every tenth moves", 500, 104, Frequency.WEEKLY, 0.1, 0.3, 0.0, 0.0),
    Shop("weekly, bulky", 500, 104, Frequency.WEEKLY, 0.2, 2.0, 0.0, 0.0),
    Shop("weekly, errors go on", 500, 104, Frequency.WEEKLY, 0.2, 0.3, 0.6, 0.3),
    Shop("weekly, 39 weeks", 500, 39, Frequency.WEEKLY, 0.2, 0.5, 0.3, 0.3),
    Shop("daily, 60 items", 60, 400, Frequency.DAILY, 0.2, 0.5, 0.5, 0.3),
    Shop("monthly", 500, 48, Frequency.MONTHLY, 0.2, 0.3, 0.0, 0.2),
)


def simulate(shop: Shop, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return (n, t) units, and (n) the logarithm of growth over the last year (or all)."""
    level = rng.lognormal(1.5, 1.2, (shop.items, 1))
    moving = rng.random(shop.items) < shop.moving
    growth = np.where(
        moving, rng.choice([-1, 1], shop.items) * rng.uniform(0.2, 1.4, shop.items), 0
    )
    year = min(round(365.25 / shop.frequency.days), shop.length)
    rise = np.clip((np.arange(shop.length) - (shop.length - year)) / year, 0, 1)
    error = np.zeros((shop.items, shop.length))
    shock = rng.normal(0, shop.noise * np.sqrt(1 - shop.serial**2), error.shape)
    for step in range(shop.length):
        error[:, step] = shop.serial * error[:, step - 1] * (step > 0) + shock[:, step]
    mean = level * np.exp(growth[:, None] * rise + error)
    rate = rng.gamma(1 / shop.bulk, shop.bulk * mean)
    return rng.poisson(rate).astype(float), growth


def judge(found: Trends, growth: np.ndarray) -> tuple[int, int, int, float, float]:
    """Return listed, falsely listed, found; probability told and share true above 80 %."""
    listed = found.rising | found.fading
    wrong = (found.rising & (growth <= 0)) | (found.fading & (growth >= 0))
    sure = found.real >= 0.8
    told = float(found.real[sure].mean()) if sure.any() else np.nan
    true = float((growth[sure] != 0).mean()) if sure.any() else np.nan
    return int(listed.sum()), int(wrong.sum()), int((listed & ~wrong).sum()), told, true


def main() -> None:
    """Print one row a shop."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeats", type=int, default=40)
    options = parser.parse_args()
    print(
        "| shop | items moving | listed | false share | moving found | sure (≥ 80 %): told | true |"
    )
    print("|---|" + "---:|" * 6)
    for shop in SHOPS:
        rows, moving, shares = [], 0, []
        for seed in range(options.repeats):
            units, growth = simulate(shop, np.random.default_rng(seed))
            row = judge(find_trends(units, shop.frequency), growth)
            rows.append(row)
            moving += int((growth != 0).sum())
            # The false discovery rate is the mean of the shares; no list is a share of 0.
            shares.append(row[1] / max(row[0], 1))
        table = np.array(rows, dtype=float)
        print(
            f"| {shop.name} | {moving / options.repeats:.0f} of {shop.items} "
            f"| {table[:, 0].mean():.1f} | {np.mean(shares):.1%} "
            f"| {table[:, 2].sum() / max(moving, 1):.0%} "
            f"| {np.nanmean(table[:, 3]) if np.isfinite(table[:, 3]).any() else np.nan:.0%} "
            f"| {np.nanmean(table[:, 4]) if np.isfinite(table[:, 4]).any() else np.nan:.0%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
