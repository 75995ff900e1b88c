"""Forecasts of young items: what their analogues sold at that age, and more and more their own.

With n observed periods an item's own forecast counts n / (n + 6), its analogues the rest
(product.md P33). Shares of paths, not of means: so ranges stay as wide as what is not known yet.
What is like nothing else leans on how the shop's other items went on after they had begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.analogues import YOUNG, Analogues, find_analogues, observed_periods
from core.forecasting.beginnings import beginnings_of
from core.forecasting.forecast import Forecast
from core.forecasting.history import is_counted, observed_units
from core.forecasting.launch_level import LaunchLevel, learn_level, levels_after_launch
from core.forecasting.lift import lift_factors
from core.frequency import Frequency
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

HALF_TRUST = 6.0
"""Own periods at which own past and analogues weigh the same."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The operator's analogues of one item.

    entry  the analogues; at least one
    found  (paths, h) the item's paths without them, in units a period, so that they can be undone
    """

    entry: Analogues
    found: NDArray[np.float32]

    def __post_init__(self) -> None:
        self.found.setflags(write=False)


@dataclass(frozen=True, slots=True)
class Launches:
    """The young items of a panel, and what their forecasts lean on.

    entries  analogues of each as found, none where nothing like it was
    level    how much analogues tell in this shop
    chosen   what the operator chose instead
    """

    entries: tuple[Analogues, ...]
    level: LaunchLevel
    chosen: tuple[Chosen, ...] = ()

    def of(self, item: str, store: str) -> Analogues | None:
        """Return the analogues in force of an item; None where it is not young."""
        ours = (chosen.entry for chosen in self.chosen)
        return next((e for e in (*ours, *self.entries) if (e.item, e.store) == (item, store)), None)


def find_launches(demand: Demand, seed: int) -> Launches | None:
    """Return the young items and their analogues; None where no item is young, or all are."""
    entries = find_analogues(demand)
    return Launches(entries, learn_level(demand, seed)) if entries else None


def launch_of(launches: Launches | None, demand: Demand, row: int) -> Analogues | None:
    """Return the analogues of the item at ``row``; None where it is not young."""
    return None if launches is None else launches.of(demand.items[row], demand.stores[row])


def with_chosen(
    forecast: Forecast,
    demand: Demand,
    launches: Launches,
    chosen: Sequence[Analogues],
    seed: int,
) -> tuple[Forecast, Launches]:
    """Return forecast and launches with these of the operator's analogues in force, and none that
    were before. Items that are not young, or not in the panel, stay as they are.
    """
    row_of = {pair: row for row, pair in enumerate(zip(demand.items, demand.stores, strict=True))}
    young = {(entry.item, entry.store) for entry in launches.entries}
    paths = forecast.paths.copy()
    for before in launches.chosen:
        paths[row_of[before.entry.item, before.entry.store]] = before.found
    own = [entry for entry in chosen if (entry.item, entry.store) in young and entry.others]
    found = tuple(Chosen(e, paths[row_of[e.item, e.store]].copy()) for e in own)
    launches = replace(launches, chosen=found)
    bare, leaning = replace(forecast, paths=paths), replace(launches, entries=tuple(own))
    return with_analogues(bare, demand, leaning, seed, lifted=True), launches


_LIKE_NOTHING = {
    Frequency.DAILY: QT_TRANSLATE_NOOP(
        "core",
        "New (days known: {count}) and like nothing else you sell: forecast by how your other "
        "items went on after such a beginning. The range is wide.",
    ),
    Frequency.WEEKLY: QT_TRANSLATE_NOOP(
        "core",
        "New (weeks known: {count}) and like nothing else you sell: forecast by how your other "
        "items went on after such a beginning. The range is wide.",
    ),
    Frequency.MONTHLY: QT_TRANSLATE_NOOP(
        "core",
        "New (months known: {count}) and like nothing else you sell: forecast by how your other "
        "items went on after such a beginning. The range is wide.",
    ),
}


def launch_reason(entry: Analogues, demand: Demand) -> Sentence:
    """Return in words how far an item's forecast leans on its analogues, or on what else."""
    row = list(zip(demand.items, demand.stores, strict=True)).index((entry.item, entry.store))
    known = int(observed_periods(demand.select(np.array([row])))[0])
    if not entry.others:
        return say(_LIKE_NOTHING[demand.frequency], count=known)
    named = dict(zip(demand.items, demand.titles or demand.items, strict=True))
    return say(
        QT_TRANSLATE_NOOP(
            "core", "New: {share:.0f} % of its forecast comes from items like it: {items}."
        ),
        share=100 * HALF_TRUST / (known + HALF_TRUST),
        items=", ".join(named.get(other.item) or other.item for other in entry.others[:3]),
    )


def with_analogues(
    forecast: Forecast,
    demand: Demand,
    launches: Launches,
    seed: int,
    lifted: bool = False,
) -> Forecast:
    """Return the forecast with the paths of young items partly replaced by their analogues'.

    An analogue's path has the course of what it sold as long after its launch, where that is known,
    else of any run of its past; its level is the one expected of the new item, and differs between
    path and path by as much as items of this shop differ from their analogues. An item without
    analogues gets the paths of items that began about as large as it did; one that has sold nothing
    yet stays as it is. The same paths are replaced every time: with other analogues the result can
    be given again, and comes out as if they had been the first. ``lifted``: typed lifts of
    promotions are in force in the forecast, and so in the paths that come in.
    """
    row_of = {pair: row for row, pair in enumerate(zip(demand.items, demand.stores, strict=True))}
    units = observed_units(demand)
    known = observed_periods(demand)
    counted = is_counted(units)
    levels = levels_after_launch(units)
    lifts = lift_factors(demand, forecast.horizon)
    alone = any(not entry.others for entry in launches.entries)
    beginnings = beginnings_of(demand, seed) if alone else None
    paths = forecast.paths.copy()
    count, horizon = paths.shape[1:]
    for entry in launches.entries:
        row = row_of.get((entry.item, entry.store))
        if row is None or known[row] >= YOUNG:
            continue
        rng = np.random.default_rng((seed, row))
        own = known[row] / (known[row] + HALF_TRUST)
        replaced = rng.permutation(count)[: round((1.0 - own) * count)]
        sold = units[row][np.isfinite(units[row])]
        others = [row_of.get((other.item, other.store)) for other in entry.others]
        use = [number for number, at in enumerate(others) if at is not None and known[at]]
        if use:
            rows = np.array([others[number] for number in use], dtype=np.intp)
            weight = np.array([entry.others[number].similarity for number in use])
            chosen = rng.choice(rows, len(replaced), p=weight / weight.sum())
            drawn = np.empty((len(chosen), horizon))
            for other in np.unique(chosen):
                here = chosen == other
                runs = _runs(units[other], len(sold), int(here.sum()), horizon, rng)
                drawn[here] = runs / levels[other]
            size = np.exp(
                launches.level.expected(levels[rows], weight)
                + rng.choice(launches.level.residuals, len(chosen))
            )
            # The analogues' level counts as so many periods beside those of the item itself.
            belief = launches.level.belief
            size = (sold.sum() + belief * size * entry.factor) / (len(sold) + belief)
            drawn *= size[:, None]
        elif beginnings is not None and not entry.others:
            drawn = beginnings.runs(np.trim_zeros(sold, "f"), horizon, len(replaced), rng)
        else:
            continue
        drawn *= lifts[row] if lifted else 1.0
        paths[row, replaced[: len(drawn)]] = np.round(drawn) if counted[row] else drawn
    return replace(forecast, paths=paths)


def _runs(
    past: NDArray[np.float64], age: int, count: int, horizon: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return (count, horizon) runs of what an item sold, ``age`` periods after its launch.

    The launch is known where the panel begins before it. Else, and where too little follows, runs
    begin anywhere, and go round at the end.
    """
    seen = np.flatnonzero(np.isfinite(past))
    values = past[seen]
    if seen[0] > 0 and len(values) >= age + horizon:
        return np.tile(values[age : age + horizon], (count, 1))
    begin = rng.integers(len(values), size=(count, 1))
    return np.asarray(values[(begin + np.arange(horizon)) % len(values)])
