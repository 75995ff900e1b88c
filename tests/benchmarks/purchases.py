"""The plan beside what a shop really bought, where the truth is known; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.purchases [--every N]

No data set at hand has receipts, so the buyer is made up: real daily demand of an Italian grocery,
served from a shelf that a buyer fills once a week by the eye: up to three and a half weeks of the
last four weeks' sales, off by a third either way, one order in ten forgotten. The program sees what
a merchant's files say: sales (not demand), receipts, and today's stock. What it makes of the
buyer's past is compared with what truly was.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.compute import Compute
from core.demand import Demand
from core.forecasting.catalogue import forecaster
from core.progress import Progress
from core.restocking.terms.receipts import Receipts
from core.settings import Settings
from core.stages.replaying import MerchantRule, replay
from tests.benchmarks.accuracy_data import pasta
from tests.core.restocking.made_up_terms import made_up_terms

Floats = NDArray[np.float64]

LEAD, REVIEW, PACK = 14, 7, 6.0
MODELS = ("seasonal_naive", "ses", "tsb")


@dataclass(frozen=True, slots=True)
class Shop:
    """What truly was, (n, t) units: sold, lost, stock at the end of each day, received."""

    sold: Floats
    lost: Floats
    stock: Floats
    received: Floats


def bought_by_eye(demand: Floats, seed: int = 9) -> Shop:
    """Play the buyer through the demand (n, t)."""
    rng = np.random.default_rng(seed)
    items, length = demand.shape
    on_hand = np.ceil(demand[:, :28].mean(axis=1) * 25)
    coming = np.zeros((items, length + LEAD + 1))
    made = Shop(*(np.zeros(demand.shape) for _ in range(4)))
    for day in range(length):
        arrived = coming[:, day]
        made.received[:, day] = arrived
        on_hand = on_hand + arrived
        made.sold[:, day] = np.minimum(on_hand, demand[:, day])
        made.lost[:, day] = demand[:, day] - made.sold[:, day]
        on_hand = on_hand - made.sold[:, day]
        made.stock[:, day] = on_hand
        if day % REVIEW == 0:
            recent = made.sold[:, max(0, day - 27) : day + 1].mean(axis=1)
            wanted = recent * (LEAD + REVIEW + 3.5) * rng.uniform(2 / 3, 4 / 3, items)
            need = wanted - on_hand - coming[:, day + 1 :].sum(axis=1)
            need *= rng.random(items) >= 0.1
            coming[:, day + LEAD] += np.ceil(np.maximum(need, 0.0) / PACK) * PACK
    return made


def receipts_of(demand: Demand, shop: Shop) -> Receipts:
    """Return the shop's deliveries as a merchant's list has them."""
    rows, days = np.nonzero(shop.received)
    day = demand.frequency.periods(demand.start, demand.length)[days].astype("datetime64[D]")
    lines = pd.DataFrame(
        {
            "item": np.array(demand.items, dtype=object)[rows],
            "supplier": "",
            "ordered": pd.to_datetime(day - LEAD),
            "received": pd.to_datetime(day),
            "days": float(LEAD),
            "units": shop.received[rows, days],
        }
    )
    return Receipts(lines, 0)


def main() -> None:
    """Play, replay, and print both accounts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--every", type=int, default=3, help="take one item in so many")
    options = parser.parse_args()
    whole = pasta()
    truth = whole.select(np.arange(0, len(whole), options.every))
    shop = bought_by_eye(np.nan_to_num(truth.units.astype(np.float64)))
    seen = replace(truth, units=shop.sold.astype(np.float32))
    terms = made_up_terms(
        seen,
        {
            "on_hand": shop.stock[:, -1],
            "lead_time_days": float(LEAD),
            "lead_time_sd_days": 0.0,
            "review_days": float(REVIEW),
            "pack_size": PACK,
        },
    )
    settings = Settings(models=MODELS, device="cpu", paths=300)
    methods = [
        forecaster(name, compute=Compute(1), device="cpu", seed=settings.seed) for name in MODELS
    ]
    made = replay(
        seen, terms, methods, settings, Progress(), MerchantRule(3.5, 28.0), receipts_of(seen, shop)
    )
    found = made.purchases
    if found is None:
        raise SystemExit("No item's account adds up.")
    counted = slice(int((made.first_day - truth.start).astype(int)), truth.length)
    sold, lost = shop.sold[:, counted].sum(), shop.lost[:, counted].sum()
    held = (shop.stock[:, counted] + shop.sold[:, counted] / 2).mean(axis=1).sum()
    print(
        f"\n{found.items} items, {found.left_out} left out, {made.first_day} to {made.end}\n\n"
        "| | fill rate | units lost | average stock, units |\n|---|---:|---:|---:|\n"
        f"| bought, as it truly was | {sold / (sold + lost):.2%} | {lost:,.0f} | {held:,.0f} |"
    )
    for name, point in (
        ("bought, as traced from sales, receipts and today's stock", found.bought),
        ("the buyer's rule, without the eye's errors", found.rule),
        ("the plan", found.plan),
    ):
        print(
            f"| {name} | {point.fill_rate:.2%} | {point.lost_units:,.0f} "
            f"| {point.stock_units:,.0f} |"
        )
    for name, change in found.differences:
        print(
            f"\nplan − bought, {name}: {change.value:,.3f} "
            f"({change.low:,.3f} to {change.high:,.3f})"
        )


if __name__ == "__main__":
    main()
