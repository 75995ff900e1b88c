"""Stretches in which an item that used to sell did not sell at all: probably out of stock.

Source: restock.md F17. Of an item that sells on a share q of days a run of n days without a sale
has probability (1 - q)^n by chance. Here days are weighed by how busy the shop was, q is known
only as well as the sales around the run tell (Beta-binomial), items that sell in bursts need longer
runs, and what is left to chance is weighed against how often and how long shops run out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.checking.evidence import Evidence
from core.checking.repairs import Findings, Repair, key_of, money_of
from core.wording import QT_TRANSLATE_NOOP, say, spoken_day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BEFORE, AFTER = 24, 5  # sale days before and after a run by which it is judged
FEWEST = 6  # sale days below which nothing is said
SUSPECT = 0.5  # probability from which a run is shown
COVERED = 0.25  # share of a period's business in the run from which the period is unknown

# How shops run out: an item once in two years, for ten days give or take a factor 2.5. Goods also
# leave the range for a season: rarer, and for months.
OUT_EVERY, _OUT_DAYS, _OUT_SPREAD = 730.0, 10.0, 0.9
_AWAY, _AWAY_DAYS, _AWAY_SPREAD = 3650.0, 150.0, 0.5

_CLOSED = QT_TRANSLATE_NOOP(
    "core",
    "Nothing sold from {first} to {last}, though it usually sells on {share:.0f} % of days.",
)
_OPEN = QT_TRANSLATE_NOOP(
    "core",
    "Nothing sold since {first}, though it used to sell on {share:.0f} % of days. Out of stock, "
    "or no longer sold?",
)


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of days without a sale between two sale days of an item, or after its last one (g).

    code         row of the series
    begin, stop  number of the first day without a sale, and of the day after the last
    business     the run's length in days as busy as those around it
    share        of such days on which the item sold
    probability  that stock had run out (0–1)
    lost         units that would have been sold
    known        number of the day by which all this was known; days (d) for the present
    """

    code: Ints
    begin: Ints
    stop: Ints
    business: Floats
    share: Floats
    probability: Floats
    lost: Floats
    known: Ints


def runs_without_sales(evidence: Evidence, every: float = OUT_EVERY) -> Runs:
    """Return the runs of open days without a sale of an item that sold before, judged: those that
    are suspect, and each item's last one.

    every  days between two times that an item runs out, as far as is known beforehand
    """
    code, at, units = evidence.series.code, evidence.at, evidence.series.units
    count = len(code)
    store = evidence.store[code]
    last = np.ones(count, dtype=bool)
    last[:-1] = code[1:] != code[:-1]
    begin = at + 1
    stop = np.where(last, evidence.days, np.append(at[1:], 0))
    busy = evidence.busy[store, stop] - evidence.busy[store, begin]
    opened = evidence.open_days[store, stop] - evidence.open_days[store, begin]
    # What the item itself sold must not make its own days look busier.
    own_busy = np.maximum(evidence.busy[store, at + 1] - evidence.busy[store, at] - 1.0, 1e-3)
    first = np.flatnonzero(np.concatenate([[True], code[1:] != code[:-1]]))
    start_of = first[np.cumsum(np.concatenate([[False], code[1:] != code[:-1]]))]
    end_of = np.append(first[1:], count)[np.searchsorted(first, start_of)]
    place = np.arange(count)
    windows = _Windows(
        begin=np.maximum(place - BEFORE + 1, start_of),
        here=place,
        end=np.minimum(place + 1 + AFTER, end_of),
        last=last,
    )
    lived = _Lived(windows, units, busy, opened, own_busy)
    chance = _judge(lived, np.ones(count), every)
    # Runs that were stockouts themselves say nothing of how the item sells: one step of EM. Only
    # the runs before are weighed, so that nothing reaches further than AFTER sale days.
    chance = _judge(lived, 1.0 - chance.probability, every)
    whole = place + AFTER < end_of
    known = np.where(whole & ~last, at[np.minimum(place + AFTER, count - 1)], evidence.days)
    kept = (opened > 0) & (last | (chance.probability >= SUSPECT))
    return Runs(
        code[kept],
        begin[kept],
        stop[kept],
        chance.business[kept],
        chance.share[kept],
        chance.probability[kept],
        chance.lost[kept],
        known[kept],
    )


@dataclass(frozen=True, slots=True)
class _Windows:
    """Sale days (k) around the run after each: [begin, here] before it, (here, end) after."""

    begin: Ints
    here: Ints
    end: Ints
    last: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Chance:
    business: Floats
    share: Floats
    probability: Floats
    lost: Floats


class _Lived:
    """What was sold, and how busy it was, on the sale days around each run and between them (k).

    busy, opened  of the run after each sale day; own_busy of the sale day itself
    """

    def __init__(
        self, windows: _Windows, units: Floats, busy: Floats, opened: Floats, own_busy: Floats
    ) -> None:
        self._windows = windows
        self._stop = np.maximum(windows.end, windows.here + 1)
        self._inner = np.maximum(self._stop - 1, windows.here + 1)
        self.busy, self.opened = busy, opened
        self.days_before = (windows.here + 1 - windows.begin).astype(np.float64)
        self.days = self.days_before + (self._stop - windows.here - 1)
        self.units = self._on_days(units)
        self.own_busy = self._on_days(own_busy)
        self.busy_after, self.opened_after = self._after(busy), self._after(opened)

    def _on_days(self, values: Floats) -> Floats:
        """Sum over the sale days before and after."""
        sums = _sums(values)
        return np.asarray(sums[self._stop] - sums[self._windows.begin])

    def _after(self, runs: Floats) -> Floats:
        """Sum over the runs between the sale days after."""
        sums = _sums(runs)
        return np.asarray(sums[self._inner] - sums[self._windows.here + 1])

    def before(self, runs: Floats, weight: Floats) -> Floats:
        """Sum over the runs between the sale days before, as much as each counts."""
        sums = _sums(runs * weight)
        return np.asarray(sums[self._windows.here] - sums[self._windows.begin])


def _judge(lived: _Lived, weight: Floats, every: float) -> _Chance:
    """Judge each run by the sale days around it; ``weight`` (k): how much each run before
    counts."""
    busy, opened = lived.busy, lived.opened
    sale_days = lived.days
    opened_before = lived.before(opened, weight)
    trials = lived.days + opened_before + lived.opened_after
    business_of_day = (lived.own_busy + lived.before(busy, weight) + lived.busy_after) / trials
    length = busy / business_of_day
    share = sale_days / trials
    # Bursts: how much more the runs before vary than chance makes them.
    others = np.maximum(lived.days_before - 1, 1)
    mean = opened_before / others
    square = lived.before(opened**2, weight) / others
    spread = np.maximum(square - mean**2, 0.0) / np.maximum(mean * (1 + mean), 1e-9)
    trust = sale_days / (sale_days + 10.0)
    bursts = 1.0 + trust * (np.clip(spread, 1.0, 4.0) - 1.0)
    by_chance = np.exp(_log_no_sale(sale_days, trials, length) / bursts) * share
    # The rarer an item sells, the more days one run stands for, and the likelier one is in it.
    waits = 1.0 / share
    out = waits / every * _lognormal(length, _OUT_DAYS, _OUT_SPREAD)
    away = waits / _AWAY * _lognormal(length, _AWAY_DAYS, _AWAY_SPREAD)
    with np.errstate(divide="ignore", invalid="ignore"):
        probability = np.nan_to_num(out / (out + away + by_chance))
    probability[(sale_days < FEWEST) | (length < 2.0)] = 0.0
    a_sale = lived.units / sale_days
    return _Chance(length, share, probability, share * length * a_sale)


def _sums(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _log_no_sale(sales: Floats, trials: Floats, length: Floats) -> Floats:
    """Return the log probability of no sale in ``length`` days after ``sales`` in ``trials``.

    The Beta-binomial's predictive with Jeffreys' prior Beta(1/2, 1/2).
    """
    from scipy.special import gammaln

    misses = np.maximum(trials - sales, 0.0) + 0.5
    return np.asarray(
        gammaln(misses + length)
        - gammaln(misses)
        - gammaln(trials + 1.0 + length)
        + gammaln(trials + 1.0)
    )


def _lognormal(length: Floats, middle: float, spread: float) -> Floats:
    at = np.maximum(length, 1e-6)
    z = (np.log(at) - np.log(middle)) / spread
    return np.asarray(np.exp(-0.5 * z**2) / (at * spread * np.sqrt(2 * np.pi)))


def find_stockouts(evidence: Evidence, runs: Runs, found: Findings) -> None:
    """Add what was probably out of stock, and items that stopped selling and may be."""
    in_stock = _days_in_stock(evidence)
    on_hand = _on_hand(evidence)
    for number in np.flatnonzero(runs.probability >= SUSPECT).tolist():
        row, begin, stop = int(runs.code[number]), int(runs.begin[number]), int(runs.stop[number])
        item, store = evidence.series.items[row], evidence.series.stores[row]
        still = stop == evidence.days
        if in_stock is not None and _any_within(in_stock, row, begin, stop):
            continue  # the sheet says that there was stock
        if still and on_hand.get((item, store), 0.0) > 0:
            continue
        first, last = evidence.day(begin), evidence.day(stop - 1)
        lost = float(runs.lost[number])
        text = say(
            _OPEN if still else _CLOSED,
            first=spoken_day(first),
            last=spoken_day(last),
            share=100.0 * float(runs.share[number]),
        )
        repair = Repair(
            key=key_of("stockout", item, store, first),
            kind="stockout",
            item=item,
            store=store,
            first_day=first,
            last_day=last,
            text=text,
            units=lost,
            money=money_of(lost, float(evidence.price[row])),
            probability=float(runs.probability[number]),
        )
        known = int(evidence.known(np.array([runs.known[number]]))[0])
        found.add(repair, row, covered_periods(evidence, row, begin, stop), known, censored=True)


def covered_periods(evidence: Evidence, row: int, begin: int, stop: int) -> Ints:
    """Return the periods of which the days from ``begin`` to ``stop`` hold a good part."""
    bounds = np.clip(evidence.bounds(), 0, evidence.days)
    first = max(int(evidence.period(np.array([begin]))[0]), 0)
    end = min(int(evidence.period(np.array([stop - 1]))[0]) + 1, evidence.demand.length)
    periods = np.arange(first, end, dtype=np.int64)
    if not len(periods):
        return periods
    low, high = bounds[periods], bounds[periods + 1]
    busy, opened = evidence.busy[evidence.store[row]], evidence.open_days[evidence.store[row]]
    inside = busy[np.clip(stop, low, high)] - busy[np.clip(begin, low, high)]
    whole = busy[high] - busy[low]
    # A day on which the shop is closed has no demand: there is nothing unknown about it.
    return np.asarray(periods[(inside > COVERED * whole) & (opened[high] > opened[low])])


def _days_in_stock(evidence: Evidence) -> tuple[Ints, Ints] | None:
    """Return the sorted (series, day) keys of lines that say there was stock, and their width."""
    rows = evidence.sales.rows
    if "on_hand" not in rows or not (rows["on_hand"] > 0).any():
        return None
    known = rows[rows["on_hand"] > 0]
    series = evidence.series
    pairs = {p: n for n, p in enumerate(zip(series.items, series.stores, strict=True))}
    row = np.array(
        [pairs.get(pair, -1) for pair in zip(known["item"], known["store"], strict=True)],
        dtype=np.int64,
    )
    day = (known["day"].to_numpy().astype("datetime64[D]") - evidence.first).astype(np.int64)
    width = np.array([evidence.days + 1])
    return np.unique(row[row >= 0] * width[0] + day[row >= 0]), width


def _any_within(keys: tuple[Ints, Ints], row: int, begin: int, stop: int) -> bool:
    days, width = keys
    edges = np.array([begin, stop]) + row * width[0]
    low, high = np.searchsorted(days, edges)
    return bool(high > low)


def _on_hand(evidence: Evidence) -> dict[tuple[str, str], float]:
    table = evidence.sales.catalogue
    if "on_hand" not in table:
        return {}
    pairs = zip(table["item"].astype(str), table["store"].astype(str), strict=True)
    return dict(zip(pairs, table["on_hand"].to_numpy(dtype=np.float64), strict=True))
