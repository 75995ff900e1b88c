"""Do analogues help new items? Launches of Online Retail, hidden and forecast; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.launches [--items N] [--frequency W|D]

Each product first sold after week 16 is forecast four weeks ahead (of days: two) as it had been
known for 0, 1, 3 and 6 periods, from what all others had sold by then. Ways: what any item of the
shop sells ("any"), its own periods and any item's ("own"), the analogues alone, the program's way
where nothing is alike: own periods and how other items went on ("beginnings"), and its way where
there are analogues ("both"). 95 % ranges of ratios: bootstrap over items.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.demand import Demand
from core.evaluation import metrics
from core.forecasting.analogues import Analogues
from core.forecasting.forecast import LEVELS, Forecast
from core.forecasting.launch import Launches, find_launches, with_analogues
from core.forecasting.lstm.pooled import PooledQuantiles
from core.frequency import Frequency
from tests.benchmarks.accuracy_data import online_retail, shared_data

FIRST_WEEK, PATHS = 16, 200
HORIZONS = {Frequency.WEEKLY: 4, Frequency.DAILY: 14}
KNOWN = (0, 1, 3, 6)


@dataclass(frozen=True, slots=True)
class Launch:
    """One way of forecasting one launch: mean pinball loss; absolute error, error and units over
    the horizon; share of periods inside the 80 % range."""

    pinball: float
    error: float
    bias: float
    units: float
    held: float


def main() -> None:
    """Forecast the launches and print a line an age and way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=int, default=400)
    parser.add_argument("--frequency", choices=("W", "D"), default="W")
    options = parser.parse_args()
    frequency = Frequency(options.frequency)
    horizon = HORIZONS[frequency]
    demand, titles = online_retail(frequency), _titles()
    first = np.isfinite(demand.units).argmax(axis=1)
    begin = FIRST_WEEK * round(7 / frequency.days)
    late = np.flatnonzero((first >= begin) & (first + max(KNOWN) + horizon <= demand.length))
    late = np.random.default_rng(1).permutation(late)[: options.items]
    print(f"{len(late)} launches of Online Retail, {horizon} periods ahead ({frequency.value})\n")
    print("| periods known | way | WAPE | bias | pinball, ratio to any | range | 80 % held |")
    print("|---|---|---:|---:|---:|---|---:|")
    for known in KNOWN:
        judged: dict[str, list[Launch]] = {}
        for cutoff in np.unique(first[late]) + known:
            rows = late[first[late] + known == cutoff]
            for way, launches in _at(demand, titles, rows, int(cutoff), horizon).items():
                judged.setdefault(way, []).extend(launches)
        _print(known, judged)


def _at(
    demand: Demand, titles: dict[str, str], rows: NDArray[np.intp], cutoff: int, horizon: int
) -> dict[str, list[Launch]]:
    """Return the judgements of the launches ``rows`` at a cutoff, by way."""
    past = demand.until(cutoff)
    present = np.isfinite(past.units).any(axis=1)
    present[rows] = True
    kept = np.flatnonzero(present)
    past = past.select(kept)
    past = replace(past, titles=tuple(titles.get(item, "") for item in past.items))
    launches = find_launches(past, 1)
    entries = {entry.item: entry for entry in launches.entries} if launches else {}
    place = {item: number for number, item in enumerate(past.items)}
    judged: dict[str, list[Launch]] = {}
    for row in rows:
        entry = entries[demand.items[row]]
        others = [place[other.item] for other in entry.others]
        pool = np.random.default_rng(int(row)).permutation(len(past))[:60]
        chosen = np.array([place[entry.item], *dict.fromkeys([*others, *pool.tolist()])])
        chosen = np.array(list(dict.fromkeys(chosen.tolist())))
        part = past.select(chosen)
        hidden = part.units.copy()
        hidden[0] = np.nan
        blank = replace(part, units=hidden)
        anything = PooledQuantiles("any").forecast(blank, horizon, PATHS, 1)
        own = PooledQuantiles("own").forecast(part, horizon, PATHS, 1)
        ways = {
            "any": anything,
            "own": own,
            "analogues": with_analogues(anything, blank, replace(launches, entries=(entry,)), 1),
            "beginnings": _by_beginnings(own, past, place[entry.item], launches),
            "both": with_analogues(own, part, replace(launches, entries=(entry,)), 1),
        }
        actual = demand.units[row, cutoff : cutoff + horizon]
        for way, forecast in ways.items():
            judged.setdefault(way, []).append(_judge(forecast.paths[0], actual))
    return judged


def _by_beginnings(own: Forecast, past: Demand, row: int, launches: Launches) -> Forecast:
    """Return the forecast of the one item ``row`` of the shop, whose own is the first of ``own``,
    as if nothing were like it."""
    paths = np.zeros((len(past), *own.paths.shape[1:]), dtype=np.float32)
    paths[row] = own.paths[0]
    shop = replace(own, items=past.items, stores=past.stores, paths=paths)
    entry = Analogues(past.items[row], past.stores[row])
    made = with_analogues(shop, past, replace(launches, entries=(entry,)), 1)
    return replace(own, paths=made.paths[[row]], items=own.items[:1], stores=own.stores[:1])


def _titles() -> dict[str, str]:
    """Return the longest description of each code: short ones are remarks such as "damaged"."""
    file = next((shared_data() / "online_retail").glob("*.csv.xz"))
    rows = pd.read_csv(file, dtype=str, usecols=["StockCode", "Description"]).dropna()
    rows["code"] = rows["StockCode"].str.upper()
    rows = rows.drop_duplicates(["code", "Description"])
    rows = rows.sort_values("Description", key=lambda text: text.str.len())
    return dict(zip(rows["code"], rows["Description"], strict=True))


def _judge(paths: NDArray[np.float32], actual: NDArray[np.float32]) -> Launch:
    quantiles = np.quantile(paths, LEVELS, axis=0)
    loss = metrics.pinball(actual[None], quantiles[:, None], np.array(LEVELS))
    inside = (actual >= np.quantile(paths, 0.1, axis=0)) & (
        actual <= np.quantile(paths, 0.9, axis=0)
    )
    mean = paths.mean(axis=0)
    return Launch(
        pinball=float(loss.mean()),
        error=float(np.abs(mean - actual).sum()),
        bias=float((mean - actual).sum()),
        units=float(actual.sum()),
        held=float(inside.mean()),
    )


def _print(known: int, judged: dict[str, list[Launch]]) -> None:
    base = np.array([launch.pinball for launch in judged["any"]])
    draws = np.random.default_rng(1).integers(len(base), size=(1000, len(base)))
    for way, launches in judged.items():
        loss = np.array([launch.pinball for launch in launches])
        ratios = loss[draws].sum(axis=1) / base[draws].sum(axis=1)
        low, high = np.quantile(ratios, [0.025, 0.975])
        units = sum(launch.units for launch in launches)
        print(
            f"| {known} | {way} | {sum(launch.error for launch in launches) / units:.2f} "
            f"| {sum(launch.bias for launch in launches) / units:+.2f} "
            f"| {loss.sum() / base.sum():.3f} | {low:.3f}–{high:.3f} "
            f"| {np.mean([launch.held for launch in launches]):.0%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
