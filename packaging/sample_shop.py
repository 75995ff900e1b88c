"""The sales of a made-up gift and grocery shop: two years, every habit a real shop has.

The goods stand in ``sample_goods.csv``: weekly = units sold in a usual week, margin = share of the
price, pattern = a key of ``PATTERNS``. Everything random comes from one seed.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

GOODS = Path(__file__).with_name("sample_goods.csv")
FIRST_DAY = np.datetime64("2024-01-01")
LAST_DAY = np.datetime64("2025-12-31")
LEAD_DAYS = {
    "candela": (10, 2),
    "yunhe": (28, 5),
    "greenhill": (5, 1),
    "weaver": (21, 4),
    "kiln": (24, 5),
    "inkwell": (12, 2),
}
"""Days from order to delivery of each supplier, and their standard deviation."""

# Middle day of the year, half width in days and height of the yearly wave of each pattern.
PATTERNS = {
    "winter": ((20, 75, 0.7), (355, 60, 0.7)),
    "summer": ((196, 60, 1.6),),
    "spring": ((105, 40, 2.2),),
    "autumn": ((250, 25, 1.4),),
    "calendar": ((345, 35, 5.0), (5, 15, 3.0)),
}
CLOSED_DAYS = {
    "english": ("12-25", "12-26", "01-01"),
    "chinese": (),
}
FESTIVALS = {
    # Day of the festival, days of rising sales before it.
    "english": (
        ("2024-02-14", 8),
        ("2024-12-25", 34),
        ("2025-02-14", 8),
        ("2025-12-25", 34),
    ),
    "chinese": (
        ("2024-02-10", 24),
        ("2024-09-17", 14),
        ("2025-01-29", 24),
        ("2025-10-06", 14),
    ),
}
CHINESE_NEW_YEAR = ("2024-02-10", "2025-01-29")


@dataclass(frozen=True, slots=True)
class Good:
    """One line of the catalogue; ``row`` is its place there, prices in the shop's currency."""

    row: int
    code: str
    english: str
    chinese: str
    category: str
    supplier: str
    weekly: float
    price: float
    margin: float
    pack: int
    minimum: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Shop:
    """Two years of a shop.

    goods   (n)
    days    (t) calendar days
    units   (n, t) units sold a day
    price   (n, t) price asked, lower while an item is on offer
    on_hand (n) units in stock on the evening of the last day
    on_order (n) units ordered and not delivered
    """

    goods: tuple[Good, ...]
    days: NDArray[np.datetime64]
    units: NDArray[np.int64]
    price: NDArray[np.float64]
    on_hand: NDArray[np.int64]
    on_order: NDArray[np.int64]


def read_goods(path: Path = GOODS) -> tuple[Good, ...]:
    """Return the catalogue; prices as they stand in the file, in pounds."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Good(
                row=number,
                code=line["code"],
                english=line["english"],
                chinese=line["chinese"],
                category=line["category"],
                supplier=line["supplier"],
                weekly=float(line["weekly"]),
                price=float(line["price"]),
                margin=float(line["margin"]),
                pack=int(line["pack"]),
                minimum=int(line["minimum"]),
                pattern=line["pattern"],
            )
            for number, line in enumerate(csv.DictReader(file))
        )


def make_shop(culture: str, seed: int) -> Shop:
    """Return the shop of a ``culture`` ("english" or "chinese"), which sets prices and feasts."""
    rng = np.random.default_rng(seed)
    goods = read_goods()
    days = np.arange(FIRST_DAY, LAST_DAY + 1)
    mean = np.array([_expected(good, days, culture, rng) for good in goods])
    offers = np.zeros(mean.shape, dtype=bool)
    for good in goods:
        if good.pattern == "promoted":
            for start in range(30 + int(rng.integers(20)), len(days) - 20, 63):
                offers[good.row, start : start + 7] = True
    mean = np.where(offers, mean * 2.6, mean)
    mean *= _open_share(days, culture)
    # Counts vary more than Poisson: some days a party comes in.
    shape = 3.0
    wanted = rng.poisson(mean * rng.gamma(shape, 1 / shape, mean.shape))
    units = _while_stock_lasts(wanted, goods, days)
    price = np.array([good.price for good in goods])[:, None] * np.where(offers, 0.8, 1.0)
    price = np.where(days >= np.datetime64("2025-03-01"), price * 1.05, price)
    price = np.round(price * 8.8, 1) if culture == "chinese" else np.round(price, 2)
    on_hand, on_order = _stock(units, goods, rng)
    return Shop(goods, days, units, price, on_hand, on_order)


def _expected(
    good: Good, days: NDArray[np.datetime64], culture: str, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return the units expected on each day, before offers and closed days."""
    number = np.arange(len(days))
    day_of_year = (days - days.astype("datetime64[Y]")).astype(np.int64)
    mean = np.full(len(days), good.weekly / 7)
    mean *= 1 + rng.uniform(-0.08, 0.12) * number / len(days)
    for middle, width, height in PATTERNS.get(good.pattern, ()):
        mean *= 1 + height * np.exp(-(((day_of_year - middle) / width) ** 2))
    if good.pattern in ("gift", "festive"):
        mean *= _festive(days, culture, strength=1.6 if good.pattern == "gift" else 9.0)
        if good.pattern == "festive":
            mean *= 0.25
    if good.pattern == "rising":
        mean *= np.exp(1.1 * (number / len(days) - 0.5))
    if good.pattern == "fading":
        mean *= np.exp(-3.2 * np.maximum(0.0, number / len(days) - 0.35))
    if good.pattern == "launched":
        first = len(days) - 260 + 55 * (good.row % 3)
        mean *= np.where(number < first, 0.0, 1 - 0.8 * np.exp(-(number - first) / 25))
    return mean


def _festive(days: NDArray[np.datetime64], culture: str, strength: float) -> NDArray[np.float64]:
    """Return the factor by which gifts sell better before a festival, and slower just after."""
    factor = np.ones(len(days))
    for feast, before in FESTIVALS[culture]:
        left = (np.datetime64(feast) - days).astype(np.int64)
        ahead = (left >= 0) & (left <= before)
        factor[ahead] += strength * (1 - left[ahead] / (before + 1))
        factor[(left < 0) & (left >= -12)] *= 0.7
    return factor


def _open_share(days: NDArray[np.datetime64], culture: str) -> NDArray[np.float64]:
    """Return each day's share of the week's trade; 0 on days on which the shop is closed."""
    weekday = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7
    share = np.array([0.75, 0.8, 0.9, 1.0, 1.25, 1.55, 0.75])[weekday]
    closed = np.array([str(day)[5:] in CLOSED_DAYS[culture] for day in days])
    if culture == "chinese":
        for feast in CHINESE_NEW_YEAR:
            after = (days - np.datetime64(feast)).astype(np.int64)
            closed |= (after >= 0) & (after < 6)
    else:
        closed |= weekday == 6
    return np.where(closed, 0.0, share)


def _while_stock_lasts(
    wanted: NDArray[np.int64], goods: tuple[Good, ...], days: NDArray[np.datetime64]
) -> NDArray[np.int64]:
    """Return what could be sold: three well-selling goods ran out for some weeks."""
    units = wanted.copy()
    for code, first, length in (
        ("0210", "2025-06-09", 26),
        ("0326", "2024-10-14", 19),
        ("0215", "2025-03-03", 12),
    ):
        row = next(good.row for good in goods if good.code == code)
        start = int((np.datetime64(first) - days[0]).astype(np.int64))
        units[row, start : start + length] = 0
    return units


def _stock(
    units: NDArray[np.int64], goods: tuple[Good, ...], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return stock and open orders on the last evening, from nearly empty to far too much."""
    daily = units[:, -56:].mean(axis=1)
    lead = np.array([LEAD_DAYS[good.supplier][0] for good in goods])
    cover_days = (lead + 7) * rng.choice([0.15, 0.6, 1.0, 1.5, 4.0], len(goods))
    on_hand = np.round(daily * cover_days + rng.integers(0, 4, len(goods))).astype(np.int64)
    pack = np.array([good.pack for good in goods])
    minimum = np.array([good.minimum for good in goods])
    ordered = rng.random(len(goods)) < 0.25
    packs = np.maximum(np.ceil(daily * lead / pack), np.ceil(minimum / pack))
    return on_hand, np.where(ordered, pack * packs, 0).astype(np.int64)
