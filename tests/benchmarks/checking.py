"""How well findings find: python -m tests.benchmarks.checking [--set made-up|gift-shop|pasta] …

Plants faults of each kind in shops (tests/benchmarks/planting.py), checks them, and prints how many
of the planted ones were found (recall) and how many of the findings were planted (precision). What
was found before planting is a false alarm in made-up shops; in real sales, which have faults, it
is left aside and shown. Beside each kind
stand the rules of a spreadsheet user. Then: what accepting does to forecasts of such items.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.checking.check import Checked, check
from core.checking.decisions import NONE, Decisions
from core.checking.evidence import evidence
from core.compute import Compute
from core.demand import Demand, build_demand
from core.forecasting.catalogue import forecaster
from core.frequency import Frequency
from core.progress import Progress
from core.sales.cleaning.clean import Sales
from tests.benchmarks import simple_rules as simple
from tests.benchmarks.accuracy_data import online_retail_lines, shared_data
from tests.benchmarks.planting import PLANTS, Fault, bulk_orders, stockouts

MODELS = ("moving_mean", "ses", "tsb")
AHEAD = {Frequency.DAILY: 28, Frequency.WEEKLY: 4}


def sales_from(
    item: np.ndarray, day: np.ndarray, units: np.ndarray, price: np.ndarray, order: np.ndarray
) -> Sales:
    """Return the sales of these lines; titles are the items' own names unless given later."""
    rows = pd.DataFrame(
        {
            "item": pd.Categorical(item.astype(str)),
            "store": pd.Categorical([""] * len(item)),
            "day": day.astype("datetime64[s]"),
            "units": units.astype(np.float64),
            "unit_price": price.astype(np.float64),
            "order": order.astype(np.int32),
        }
    )
    catalogue = pd.DataFrame({"item": rows["item"].cat.categories, "store": "", "title": ""})
    return Sales(rows, catalogue, "")


def made_up(seed: int, items: int = 120, days: int = 540) -> Sales:
    """Return a shop of slow and fast sellers in bursts, with seasons, weekdays and orders."""
    rng = np.random.default_rng(seed)
    rate = np.exp(rng.normal(0.0, 1.1, items))[:, None]
    season = 1 + 0.35 * np.sin(
        2 * np.pi * np.arange(days) / 365 + rng.uniform(0, 2 * np.pi, items)[:, None]
    )
    lively = np.array([0.8, 0.8, 0.9, 1.0, 1.3, 1.6, 0.6])[np.arange(days) % 7]
    weather = rng.gamma(20, 1 / 20, days)
    mean = rate * season * lively * weather
    bursts = rng.gamma(2.0, 0.5, mean.shape)
    orders = rng.poisson(mean * bursts)
    row, day = np.nonzero(orders)
    times = orders[row, day]
    row, day = np.repeat(row, times), np.repeat(day, times)
    size = rng.geometric(np.clip(rng.uniform(0.3, 1.0, items), 0.3, 1.0)[row])
    code = np.array([f"{n:05d}" for n in rng.choice(90_000, items, replace=False)])
    made = sales_from(
        code[row],
        np.datetime64("2023-01-02") + day,
        size,
        np.round(np.exp(rng.normal(1.5, 0.7, items)), 2)[row],
        np.arange(len(row)),
    )
    words = ["mug", "tea", "bag", "lamp", "red", "blue", "green", "small", "large", "wool", "glass"]
    titles = [" ".join(rng.choice(words, 4, replace=False)) for _ in range(items)]
    return replace(made, catalogue=made.catalogue.assign(title=titles))


def gift_shop(_: int) -> Sales:
    """Return the order lines of Online Retail."""
    rows = online_retail_lines()
    order = pd.factorize(rows["InvoiceNo"])[0]
    code = rows["StockCode"].str.upper().to_numpy()
    made = sales_from(
        code,
        pd.to_datetime(rows["InvoiceDate"]).to_numpy().astype("datetime64[D]"),
        rows["Quantity"].to_numpy(),
        rows["UnitPrice"].to_numpy(),
        order,
    )
    titles = rows["Description"].fillna("").astype(str).groupby(code).last()
    table = made.catalogue
    return replace(made, catalogue=table.assign(title=titles.reindex(table["item"]).to_numpy()))


def pasta(_: int) -> Sales:
    """Return the daily totals of an Italian grocery's pasta: no orders, no titles, no prices."""
    rows = pd.read_csv(shared_data() / "intermittent" / "pasta.csv.gz")
    rows = rows[rows["value"] > 0]
    return sales_from(
        (rows["brand"] + "-" + rows["product"].astype(str)).to_numpy(),
        pd.to_datetime(rows["date"]).to_numpy().astype("datetime64[D]"),
        rows["value"].to_numpy(),
        np.full(len(rows), np.nan),
        np.full(len(rows), -1),
    )


@dataclass(frozen=True)
class Shop:
    """A set to plant in: how it is made, its period, how often with another seed.

    faultless  nothing is wrong before planting, so that whatever is found then is a false alarm
    """

    make: Callable[[int], Sales]
    frequency: Frequency
    rounds: int
    without: tuple[str, ...] = ()
    faultless: bool = False


SHOPS = {
    "made-up": Shop(made_up, Frequency.DAILY, 3, ("outlier",), True),
    "made-up-weekly": Shop(made_up, Frequency.WEEKLY, 3, (), True),
    "gift-shop": Shop(gift_shop, Frequency.WEEKLY, 2, ("level_shift",)),
    "pasta": Shop(pasta, Frequency.DAILY, 2, ("bulk_order", "outlier", "rename")),
}


def ours(checked: Checked) -> list[Fault]:
    """Return what the program found, with renames and prices in the words of the planted."""
    kinds = {"price_change": "level_shift"}
    return [
        Fault(
            kinds.get(r.kind, r.kind),
            r.key.split("\t")[1] if r.kind == "closed_weekday" else r.item,
            r.first_day,
            r.last_day,
            r.other,
        )
        for r in checked.repairs
    ]


def rules_of(sales: Sales, frequency: Frequency) -> dict[str, dict[str, list[Fault]]]:
    """Return what simple rules find, by kind and rule."""
    seen = evidence(sales, build_demand(sales, frequency))
    return {
        "stockout": {
            "7 zeros in a row": simple.zeros_in_a_row(seen, 7),
            "14 zeros in a row": simple.zeros_in_a_row(seen, 14),
            "Poisson, 1 %": simple.poisson_rule(seen),
        },
        "bulk_order": {"mean + 3 sd of lines": simple.large_orders(sales)},
        "outlier": {"mean + 3 sd of periods": simple.high_periods(seen)},
        "level_shift": {"8 weeks × 2 or ÷ 2": simple.doubled_or_halved(seen)},
        "rename": {"same title": simple.same_titles(sales)},
        "closed": {"3 days without sales": simple.missing_days(sales)},
        "closed_weekday": {"never sold": simple.never_sold_weekdays(sales)},
    }


def same(planted: Fault, found: Fault) -> bool:
    """Whether a finding is the planted fault: same item, and much the same days."""
    if planted.kind != found.kind or planted.item != found.item:
        return False
    if planted.kind == "rename":
        return planted.other == found.other
    if planted.kind == "closed_weekday":
        return True
    if planted.kind == "level_shift":
        return bool(abs((planted.first - found.first).astype(int)) <= 28)
    inside = min(planted.last, found.last) - max(planted.first, found.first)
    around = max(planted.last, found.last) - min(planted.first, found.first)
    overlap = (inside.astype(int) + 1) / (around.astype(int) + 1)
    return bool(overlap >= (0.1 if planted.kind in ("outlier", "bulk_order") else 0.5))


@dataclass
class Tally:
    """Planted and found over all rounds."""

    planted: int = 0
    found: int = 0
    right: int = 0
    new: int = 0
    before: int = 0

    def count(self, faults: list[Fault], found: Iterable[Fault], before: Iterable[Fault]) -> None:
        """Count one round; findings that were there before planting are left aside."""
        usual = [f for f in before if f.kind == faults[0].kind]
        known = {(f.item, f.first, f.last, f.other) for f in usual}
        new = [f for f in found if f.kind == faults[0].kind]
        new = [f for f in new if (f.item, f.first, f.last, f.other) not in known]
        by_item: dict[str, list[Fault]] = {}
        for fault in faults:
            by_item.setdefault(fault.item, []).append(fault)
        hits = {p for f in new for p in by_item.get(f.item, ()) if same(p, f)}
        self.planted += len(faults)
        self.found += len(hits)
        self.right += sum(any(same(p, f) for p in by_item.get(f.item, ())) for f in new)
        self.new += len(new)
        self.before += len(usual)


def measure(name: str, kinds: Iterable[str]) -> None:
    """Print recall and precision of each kind on one set."""
    shop = SHOPS[name]
    tallies: dict[tuple[str, str], Tally] = {}
    calibration: list[tuple[float, bool]] = []
    for seed in range(shop.rounds):
        sales = shop.make(seed)
        base = check(sales, shop.frequency)
        base_rules = rules_of(sales, shop.frequency)
        for kind in kinds:
            if kind in shop.without:
                continue
            plant, count = PLANTS[kind]
            faulty, faults = plant(sales, np.random.default_rng([seed, 7]), count)
            if not faults:
                continue
            checked = check(faulty, shop.frequency)
            found = ours(checked)
            tallies.setdefault((kind, "Shelfcast"), Tally()).count(faults, found, ours(base))
            for rule, hits in rules_of(faulty, shop.frequency)[kind].items():
                tally = tallies.setdefault((kind, rule), Tally())
                tally.count(faults, hits, base_rules[kind][rule])
            if kind == "stockout":
                known = set() if shop.faultless else {(f.item, f.first) for f in ours(base)}
                for repair, fault in zip(checked.repairs, found, strict=True):
                    if fault.kind == kind and (fault.item, fault.first) not in known:
                        hit = any(same(p, fault) for p in faults)
                        calibration.append((repair.probability, hit))
    print(f"\n{name}, {shop.frequency.name.lower()}")
    print(f"{'kind':15} {'rule':24} {'planted':>8} {'recall':>7} {'precision':>9} {'before':>7}")
    for (kind, rule), t in sorted(tallies.items(), key=lambda pair: pair[0][0]):
        claimed = t.new + (t.before if shop.faultless else 0)
        precision = f"{t.right / claimed:9.0%}" if claimed else f"{'–':>9}"
        print(
            f"{kind:15} {rule:24} {t.planted:8} {t.found / t.planted:7.0%} {precision}"
            f" {t.before / shop.rounds:7.0f}"
        )
    _print_calibration(calibration)


def _print_calibration(pairs: list[tuple[float, bool]]) -> None:
    if not pairs:
        return
    said, true = np.array([p for p, _ in pairs]), np.array([t for _, t in pairs])
    print("stockouts said to be likely: how often they were planted")
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 1.01)):
        here = (said >= low) & (said < high)
        if here.any():
            print(f"  {low:.0%} – {min(high, 1):.0%}: {true[here].mean():.0%} of {here.sum()}")


def bias(name: str) -> None:
    """Print what accepting does to forecasts of items with planted faults in their past."""
    shop = SHOPS[name]
    ahead = AHEAD[shop.frequency]
    errors: dict[tuple[str, str, str], list[tuple[float, float, float]]] = {}
    for seed in range(shop.rounds):
        sales = shop.make(seed)
        whole = build_demand(sales, shop.frequency)
        cutoff = whole.length - ahead
        day = shop.frequency.periods(whole.start, cutoff + 1)[-1]
        past_rows = sales.rows[sales.rows["day"].to_numpy().astype("datetime64[D]") < day]
        past = replace(sales, rows=past_rows.reset_index(drop=True))
        for kind, plant in (("stockout", stockouts), ("bulk_order", bulk_orders)):
            if kind in shop.without:
                continue
            recent = _recent(past, day, 120)
            rng = np.random.default_rng([seed, 8])
            faulty_rows, faults = plant(recent, rng, 40)
            items = {f.item for f in faults}
            older = past.rows[past.rows["day"].to_numpy().astype("datetime64[D]") < day - 120]
            joined = pd.concat([older, faulty_rows.rows], ignore_index=True)
            for column in ("item", "store"):
                joined[column] = joined[column].astype(str).astype("category")
            checked = check(replace(past, rows=joined), shop.frequency)
            accepted = Decisions({r.key: True for r in checked.repairs if r.kind == kind})
            panels = {
                "as it was": build_demand(past, shop.frequency),
                "with faults": checked.treated(NONE),
                "accepted": checked.treated(accepted),
            }
            for what, panel in panels.items():
                for model in MODELS:
                    errors.setdefault((kind, model, what), []).append(
                        _errors(panel, whole, items, model, cutoff, ahead)
                    )
    print(f"\n{name}: forecasts {ahead} periods ahead of items with faults in their last 120 days")
    print(f"{'planted':12} {'model':14} {'history':12} {'bias':>7} {'units missed':>13}")
    for (kind, model, what), sums in sorted(errors.items()):
        over, missed, sold = np.array(sums).sum(axis=0)
        print(f"{kind:12} {model:14} {what:12} {over / sold:+7.1%} {missed / sold:13.1%}")


def _recent(sales: Sales, day: np.datetime64, days: int) -> Sales:
    inside = sales.rows["day"].to_numpy().astype("datetime64[D]") >= day - days
    return replace(sales, rows=sales.rows[inside].reset_index(drop=True))


def _errors(
    panel: Demand, whole: Demand, items: set[str], model: str, cutoff: int, ahead: int
) -> tuple[float, float, float]:
    """Return summed error, summed absolute error of the items' totals, and units sold."""
    method = forecaster(model, compute=Compute(), device="cpu", seed=1)
    fitted = method.fit(panel, Progress())
    mean = fitted.forecast(panel, ahead, 200, 1).paths.mean(axis=1).sum(axis=1)
    place = {item: row for row, item in enumerate(panel.items)}
    over = missed = sold = 0.0
    for row, item in enumerate(whole.items):
        if item in items and item in place:
            actual = float(np.nansum(whole.units[row, cutoff : cutoff + ahead]))
            error = float(mean[place[item]]) - actual
            over, missed, sold = over + error, missed + abs(error), sold + actual
    return over, missed, sold


def main(arguments: list[str]) -> int:
    """Measure the sets and kinds asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", choices=SHOPS, action="append")
    parser.add_argument("--kind", choices=PLANTS, action="append")
    parser.add_argument("--no-bias", action="store_true", help="leave the forecasts out")
    options = parser.parse_args(arguments)
    for name in options.set or SHOPS:
        measure(name, options.kind or PLANTS)
        if not options.no_bias:
            bias(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
