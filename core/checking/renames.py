"""Items that ended as others much like them began: the same goods under a new code or name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from core.checking.evidence import Evidence
from core.checking.repairs import Findings, Repair, key_of, money_of
from core.checking.stockouts import Runs
from core.sales.cleaning.clean import NUMBERS, TEXTS, Sales
from core.wording import QT_TRANSLATE_NOOP, say, spoken_day

OVERLAP, WAIT = 21, 60  # days that both may sell, and that may pass between the two
SETTLED = 21  # days since the old item's last sale
WATCHED = 28  # days of the sheets before the new item's first sale
FEWEST = 3  # days with a sale that either must have
BY_CHANCE = 0.2  # probability of the old item's silence by accident beyond which it may go on
SUSPECT = 0.5
MOST_PAIRS = 200_000
_MOST_AGAINST = 4.0
SHORTENED = 0.93  # likeness of titles of which one is the other with words left out

_TEXT = QT_TRANSLATE_NOOP(
    "core",
    "{old} ({old_title}) sold until {last}, {new} ({new_title}) since {first}. Is it the same "
    "item under a new code?",
)


def find_renames(evidence: Evidence, runs: Runs, found: Findings) -> None:
    """Add pairs (old, new), each item in one at most; ``runs`` are those of ``evidence``.

    What speaks for a pair: alike in title and code, the one ends as the other begins, at much the
    same pace and price. The weights are set by hand; tests/benchmarks/checking.py measures them.
    """
    lives = _lives(evidence, runs)
    end = evidence.days - 1
    old = lives[lives["ended"] & (lives["last"] <= end - SETTLED) & (lives["sale_days"] >= FEWEST)]
    new = lives[(lives["first"] >= WATCHED) & (lives["sale_days"] >= FEWEST)]
    if not len(old) or not len(new):
        return
    gap = new["first"].to_numpy()[None, :] - old["last"].to_numpy()[:, None]
    with np.errstate(invalid="ignore"):
        price = np.log(new["price"].to_numpy()[None, :] / old["price"].to_numpy()[:, None])
    against = (
        0.8 * np.abs(np.log(new["pace"].to_numpy()[None, :] / old["pace"].to_numpy()[:, None]))
        + 2.0 * np.nan_to_num(np.abs(price), nan=0.2)
        + np.abs(gap) / 40.0
        + 6.0 * old["accident"].to_numpy()[:, None]
    )
    # Beyond this not even the same title and code would make a pair likely.
    one, two = np.nonzero((gap >= -OVERLAP) & (gap <= WAIT) & (against < _MOST_AGAINST))
    best = np.argsort(against[one, two], kind="stable")[:MOST_PAIRS]
    one, two = one[best], two[best]
    grams = {item: _bigrams(item) for item in (*old.index, *new.index)}
    titles = _titles(evidence.sales)
    title_grams = {item: _bigrams(titles.get(item, "")) for item in grams}
    old_names, new_names = list(map(str, old.index)), list(map(str, new.index))
    scored: list[tuple[float, str, str]] = []
    for a, b in zip(one.tolist(), two.tolist(), strict=True):
        before, after = old_names[a], new_names[b]
        if before == after:
            continue
        alike = _dice(title_grams[before], title_grams[after])
        if alike is not None and _shortened(titles[before], titles[after]):
            alike = max(alike, SHORTENED)
        code = _dice(grams[before], grams[after])
        if max(code or 0.0, alike or 0.0) < 0.5:
            continue
        same_code = code or 0.0
        odds = -4.5 + 6.0 * same_code if alike is None else -6.0 + 7.0 * alike + 1.5 * same_code
        odds -= float(against[a, b])
        # Few others begin in the very week in which the old one ends.
        odds += 1.5 * float(np.exp(-abs(gap[a, b]) / 7.0))
        scored.append((float(1.0 / (1.0 + np.exp(-odds))), before, after))
    taken: set[str] = set()
    for probability, before, after in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if probability < SUSPECT or before in taken or after in taken:
            continue
        taken |= {before, after}
        _add(evidence, found, lives, titles, before, after, probability)


def _add(
    evidence: Evidence,
    found: Findings,
    lives: pd.DataFrame,
    titles: Mapping[str, str],
    old: str,
    new: str,
    probability: float,
) -> None:
    first, last = evidence.day(lives.loc[new, "first"]), evidence.day(lives.loc[old, "last"])
    units = float(lives.loc[old, "units"])
    text = say(
        _TEXT,
        old=old,
        new=new,
        old_title=titles.get(old, "") or "–",
        new_title=titles.get(new, "") or "–",
        first=spoken_day(first),
        last=spoken_day(last),
    )
    repair = Repair(
        key=f"{key_of('rename', new)}\t{old}",
        kind="rename",
        item=new,
        store="",
        first_day=first,
        last_day=last,
        text=text,
        units=units,
        money=money_of(units, float(lives.loc[old, "price"])),
        probability=probability,
        other=old,
    )
    found.add(repair)


def _lives(evidence: Evidence, runs: Runs) -> pd.DataFrame:
    """Return by item: first and last day (numbers), sale_days, units, pace (units a day between
    them), price, the probability that its silence is an accident, and whether it has ended."""
    series = evidence.series
    names, number = np.unique(np.array(series.items, dtype=object), return_inverse=True)
    item = number[series.code]
    frame = pd.DataFrame({"item": item, "at": evidence.at, "units": series.units})
    grouped = frame.groupby("item", sort=True)
    # Sale days of an item in several stores; nearly sorted, so that sorting is quick.
    sold = np.sort(item * np.int64(evidence.days + 1) + evidence.at, kind="stable")
    days = sold[np.diff(sold, prepend=-1) != 0] // (evidence.days + 1)
    lives = pd.DataFrame(
        {
            "first": grouped["at"].min(),
            "last": grouped["at"].max(),
            "sale_days": np.bincount(days, minlength=len(names)),
            "units": grouped["units"].sum(),
        }
    ).set_axis(names)
    lives["pace"] = lives["units"] / (lives["last"] - lives["first"] + 1)
    price = pd.Series(evidence.price, index=list(series.items), dtype=np.float64)
    lives["price"] = price.groupby(level=0).median().reindex(lives.index)
    now = runs.stop == evidence.days
    silence = np.clip(1.0 - runs.share[now], 0.0, 1.0) ** runs.business[now]
    silent = np.array(series.items, dtype=object)[runs.code[now]]
    accident = pd.Series(silence, index=silent).groupby(level=0).max()
    lives["accident"] = accident.reindex(lives.index).fillna(1.0)
    lives["ended"] = lives["accident"] < BY_CHANCE
    return lives


def _titles(sales: Sales) -> dict[str, str]:
    table = sales.catalogue
    if "title" not in table:
        return {}
    pairs = zip(table["item"].astype(str), table["title"].astype(str), strict=True)
    return {item: title for item, title in pairs if title}


def _bigrams(text: str) -> frozenset[str]:
    plain = "".join(c for c in text.lower() if c.isalnum())
    return (
        frozenset(plain[i : i + 2] for i in range(max(1, len(plain) - 1))) if plain else frozenset()
    )


def _shortened(one: str, two: str) -> bool:
    """Whether one title has all words of the other. Variants swap words: "red" for "blue"."""
    short, long = sorted((set(one.lower().split()), set(two.lower().split())), key=len)
    return len(short) > 1 and short <= long


def _dice(one: frozenset[str], two: frozenset[str]) -> float | None:
    """Return the share of letter pairs in common (0–1); None where either has no letters."""
    if not one or not two:
        return None
    return 2.0 * len(one & two) / (len(one) + len(two))


def linked(sales: Sales, links: Sequence[tuple[str, str]]) -> Sales:
    """Return the sales with each old item counted as its new one (old, new); units are kept.

    What the catalogue says of the new item holds; stock of both is added up. A link is a name, not
    a number: the panel of any past day has no unit that was sold after it.
    """
    names = _resolved(links, set(map(str, sales.rows["item"].cat.categories)))
    if not names:
        return sales
    items = sales.rows["item"].cat
    renamed = [names.get(str(text), str(text)) for text in items.categories]
    texts = sorted(set(renamed))
    place = {text: number for number, text in enumerate(texts)}
    codes = np.array([place[text] for text in renamed])[items.codes.to_numpy()]
    rows = sales.rows.assign(
        item=pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"))
    )
    return replace(sales, rows=rows, catalogue=_merged(sales.catalogue, names))


def _resolved(links: Sequence[tuple[str, str]], items: set[str]) -> dict[str, str]:
    """Return the final name of each old item; links that go round in a circle are left out."""
    to = {old: new for old, new in links if old != new and old in items}
    final: dict[str, str] = {}
    for old in to:
        seen, name = {old}, to[old]
        while name in to and name not in seen:
            seen.add(name)
            name = to[name]
        if name not in seen:
            final[old] = name
    return final


def _merged(catalogue: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    if "item" not in catalogue:
        return catalogue
    table = catalogue.copy()
    table["item"] = table["item"].astype(object).astype(str)
    table["store"] = table["store"].astype(object).astype(str)
    table["old"] = table["item"].isin(names)
    table["item"] = [names.get(item, item) for item in table["item"]]
    table = table.sort_values(["item", "store", "old"], kind="stable")
    grouped = table.groupby(["item", "store"], sort=True)
    texts = {
        name: grouped[name].agg(lambda cells: next((c for c in cells if c), "")) for name in TEXTS
    }
    numbers = {name: grouped[name].first() for name in NUMBERS}
    stock = {name: grouped[name].sum(min_count=1) for name in ("on_hand", "on_order")}
    merged = pd.DataFrame(texts | numbers | stock).reset_index()
    merged["item"] = merged["item"].astype("category")
    merged["store"] = merged["store"].astype("category")
    return merged[list(catalogue.columns)]
