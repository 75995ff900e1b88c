"""The sets on which the program is compared with its peers: panels, test days, horizons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.demand import Demand
from core.demand.covariates import ADVERTISING, PRICE, PROMOTION, Covariates
from core.frequency import Frequency
from tests.benchmarks.accuracy_data import panel, shared_data
from tests.benchmarks.covariate_data import gift_shop as with_calendar
from tests.benchmarks.covariate_data import pasta_promoted, walmart_departments


@dataclass(frozen=True, slots=True)
class PeerSet:
    """A panel and how it is tested.

    load        makes the whole panel
    horizon     periods forecast at each test day, which lie a horizon apart, the last one a
                horizon before the end
    protection  periods of a lead time and review, over which sums are judged
    tests       number of test days
    items       at most so many items, drawn by a seed; 0: all
    history     periods known at a test day at most; 0: all. Items unsold in them are left out, as
                a sheet of that length would not name them
    slow_every  the slowest peer is asked about every so-many-th item, 1: about all of them
    """

    name: str
    load: Callable[[], Demand]
    horizon: int
    protection: int
    tests: int = 1
    items: int = 200
    history: int = 0
    slow_every: int = 1


@dataclass(frozen=True, slots=True)
class Trial:
    """What is known at one test day, and what was sold afterwards.

    past    the demand known
    actual  (n, h) units sold after it; NaN where demand is not known
    """

    past: Demand
    actual: NDArray[np.float32]

    def select(self, rows: NDArray[np.intp]) -> Trial:
        """Return the trial of the items at ``rows``."""
        return Trial(self.past.select(rows), self.actual[rows])


def trials(which: PeerSet, items: int | None = None, seed: int = 1) -> tuple[Trial, ...]:
    """Return the trials of a set, in the order of their days; ``items`` instead of the set's."""
    demand = which.load()
    cutoffs = [demand.length - k * which.horizon for k in range(which.tests, 0, -1)]
    return tuple(trial_at(demand, cutoff, which, items, seed) for cutoff in cutoffs)


def trial_at(
    demand: Demand, cutoff: int, which: PeerSet, most: int | None = None, seed: int = 1
) -> Trial:
    """Return the trial of a set's panel on one day: ``cutoff`` periods lie before it.

    most  items at most instead of the set's; 0: all
    """
    most = which.items if most is None else most
    first = max(0, cutoff - which.history) if which.history else 0
    units = demand.units[:, first:].copy()
    known = cutoff - first
    if which.history:
        sold = np.maximum.accumulate(np.nan_to_num(units) > 0, axis=1)
        units = np.where(sold, units, np.nan).astype(np.float32)
    begun = np.flatnonzero((np.nan_to_num(units[:, :known]) > 0).any(axis=1))
    if most and len(begun) > most:
        begun = np.sort(np.random.default_rng(seed).choice(begun, most, replace=False))
    cut = replace(
        demand,
        units=units,
        censored=demand.censored[:, first:].copy(),
        start=np.datetime64(str(demand.periods[first]), "D"),
        covariates=_later(demand.covariates, first),
    ).select(begun)
    ahead = slice(known, known + which.horizon)
    actual = np.where(cut.censored[:, ahead], np.float32(np.nan), cut.units[:, ahead])
    return Trial(cut.until(known), actual)


def _later(known: Covariates, first: int) -> Covariates:
    """Return covariates of the periods from ``first`` on."""
    return replace(known, shared=known.shared[first:].copy(), own=known.own[:, first:].copy())


def aligned(
    series: list[NDArray[np.float64]], names: list[str], end: str, frequency: Frequency
) -> Demand:
    """Return series without dates as a panel in which all end on the same day."""
    length = max(len(values) for values in series)
    units = np.full((len(series), length), np.nan, dtype=np.float32)
    for row, values in zip(units, series, strict=True):
        row[length - len(values) :] = values
    step = frequency.days
    begin = np.datetime64(end, "D") - np.timedelta64(round(step * length), "D")
    return Demand(
        items=tuple(names),
        stores=("",) * len(names),
        start=np.datetime64(str(frequency.first_day(begin)), "D"),
        frequency=frequency,
        units=units,
        censored=np.zeros(units.shape, dtype=np.bool_),
    )


def store_item(frequency: Frequency = Frequency.DAILY) -> Demand:
    """Return units of each item in each store of the sample of the store-item challenge."""
    rows = pd.read_csv(shared_data() / "store_item" / "retail_sales_sample.csv")
    codes = rows["store"].astype(str) + "-" + rows["item"].astype(str)
    days = pd.to_datetime(rows["date"]).to_numpy().astype("datetime64[D]")
    return panel(codes.to_numpy(), days, rows["sales"].to_numpy(np.float64), frequency)


def m3_monthly() -> Demand:
    """Return the 1,428 monthly series of the M3 competition, the 18 test months at the end."""
    rows = pd.read_csv(shared_data() / "m3" / "m3_long.csv.gz")
    rows = rows[rows["period"].str.upper() == "MONTHLY"]
    names, series = [], []
    for name, part in rows.groupby("series_id", sort=True):
        names.append(str(name))
        series.append(part["value"].to_numpy(np.float64))
    return aligned(series, names, "1995-01-01", Frequency.MONTHLY)


def m4_weekly(history: int = 520) -> Demand:
    """Return the 359 weekly series of the M4 competition, the 13 test weeks at the end."""
    folder = shared_data() / "m4"
    train = pd.read_csv(folder / "Train" / "Weekly-train.csv").set_index("V1")
    test = pd.read_csv(folder / "Test" / "Weekly-test.csv").set_index("V1").loc[train.index]
    series = []
    for known, ahead in zip(train.to_numpy(), test.to_numpy(), strict=True):
        known = known[np.isfinite(known)][-history:]
        series.append(np.concatenate([known, ahead]))
    return aligned(series, [str(name) for name in train.index], "2018-01-01", Frequency.WEEKLY)


def monthly_wide(folder: str, name: str) -> Demand:
    """Return a sheet of months by item: car parts, or hospital counts."""
    rows = pd.read_csv(shared_data() / folder / name)
    units = rows.iloc[:, 1:].to_numpy(np.float32).T
    units = units[np.isfinite(units).all(axis=1)]
    sold = np.maximum.accumulate(units > 0, axis=1)
    return Demand(
        items=tuple(str(i) for i in range(len(units))),
        stores=("",) * len(units),
        start=np.datetime64(str(rows.iloc[0, 0]), "D"),
        frequency=Frequency.MONTHLY,
        units=np.where(sold, units, np.float32(np.nan)),
        censored=np.zeros(units.shape, dtype=np.bool_),
    )


def orange_juice() -> Demand:
    """Return weekly units of 11 brands in 83 shops, with the price, deal and feature that the shop
    sets ahead; weeks that were not recorded are unknown."""
    rows = pd.read_csv(shared_data() / "bayesm" / "oj_yx.csv.gz")
    code = (rows["store"].astype(str) + "-" + rows["brand"].astype(str)).to_numpy()
    names, item = np.unique(code, return_inverse=True)
    week = (rows["week"] - rows["week"].min()).to_numpy()
    tags = rows[[f"price{brand}" for brand in range(1, 12)]].to_numpy()
    tag = tags[np.arange(len(rows)), rows["brand"].to_numpy() - 1]

    def table(values: NDArray[np.float64]) -> NDArray[np.float32]:
        result = np.full((len(names), int(week.max()) + 1), np.nan, dtype=np.float32)
        result[item, week] = values
        return result

    # Ounces of 64-ounce bottles.
    units = table(np.round(np.exp(rows["logmove"].to_numpy()) / 64))
    price = pd.DataFrame(table(tag)).ffill(axis=1).bfill(axis=1).to_numpy()
    own = [
        np.nan_to_num(table(rows["deal"].to_numpy())),
        np.nan_to_num(table(rows["feat"].to_numpy())),
        np.log(price / price[:, :1]),
    ]
    known = np.isfinite(units)
    begun = np.maximum.accumulate(known, axis=1)
    return Demand(
        items=tuple(str(name) for name in names),
        stores=("",) * len(names),
        start=np.datetime64("1989-09-14", "D") - np.timedelta64(3, "D"),
        frequency=Frequency.WEEKLY,
        units=np.where(begun & ~known, np.float32(0), units),
        censored=begun & ~known,
        covariates=Covariates(
            own_names=(PROMOTION, ADVERTISING, PRICE),
            own=np.stack(own, axis=2).astype(np.float32),
            planned=(True, True, True),
        ),
        categories=tuple(str(name).split("-")[1] for name in names),
    )


def gift_shop() -> Demand:
    """Return Online Retail by weeks."""
    return with_calendar(Frequency.WEEKLY)


def gift_shop_daily() -> Demand:
    """Return Online Retail by days."""
    return with_calendar(Frequency.DAILY)


def store_item_weekly() -> Demand:
    """Return the store-item sample by weeks."""
    return store_item(Frequency.WEEKLY)


def car_parts() -> Demand:
    """Return monthly units of 2,674 car parts."""
    return monthly_wide("intermittent", "carparts_wide.csv.gz")


def hospital() -> Demand:
    """Return 767 monthly counts of a hospital's patients."""
    return monthly_wide("classic", "hospital_wide.csv.gz")


SETS = (
    PeerSet("Online Retail weekly", gift_shop, 4, 3, tests=2, items=200),
    PeerSet("Online Retail daily", gift_shop_daily, 14, 14, items=100),
    PeerSet("pasta daily", pasta_promoted, 28, 21, items=60, history=730, slow_every=4),
    PeerSet("store_item daily", store_item, 28, 21, items=40, history=730, slow_every=4),
    PeerSet(
        "M5 departments daily", walmart_departments, 28, 21, items=40, history=730, slow_every=4
    ),
    PeerSet("M3 monthly", m3_monthly, 18, 3, items=120, slow_every=3),
    PeerSet("M4 weekly", m4_weekly, 13, 3, items=120, slow_every=2),
    PeerSet("car parts monthly", car_parts, 12, 3, items=250, slow_every=4),
    PeerSet("hospital monthly", hospital, 12, 3, items=120),
    PeerSet("orange juice weekly", orange_juice, 8, 3, items=150),
    PeerSet(
        "13 weeks of Online Retail", gift_shop, 4, 3, tests=2, items=300, history=13, slow_every=4
    ),
    PeerSet("13 weeks of orange juice", orange_juice, 4, 3, items=300, history=13),
    PeerSet("13 weeks of store_item", store_item_weekly, 4, 3, tests=2, items=0, history=13),
)
