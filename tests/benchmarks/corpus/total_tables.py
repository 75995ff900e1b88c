"""Tables with a row an item and period: daily totals, several stores, keys of several columns."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np

from tests.benchmarks.corpus.dressing import dressed, headers, summed, with_total
from tests.benchmarks.corpus.shop import Item, Shop, key_of, make_shop
from tests.benchmarks.corpus.truth import Cell, Demand, Grid, Table, Truth, item_key
from tests.benchmarks.corpus.writing import Style, draw_style


def daily_totals(rng: np.random.Generator, language: str, *, typed: bool = False) -> Table:
    """Return a row an item and day (and store), at times with the closing stock beside it."""
    stores = int(rng.choice([0, 0, 2]))
    shop = make_shop(rng, language, stores=stores)
    style = draw_style(rng, language, typed)
    by = str(rng.choice(["code", "code", "name"]))
    fields = [
        "day",
        *(["store"] if stores else []),
        *(["code", "name"] if by == "code" else ["name"]),
    ]
    fields += ["units", *(["amount"] if rng.random() < 0.6 else [])]
    fields += ["stock"] if rng.random() < 0.25 else []
    named = headers(rng, language, tuple(fields))
    demand = shop.demand(by, stores=bool(stores))
    grid: Grid = [[named[field] for field in fields]]
    items = {key_of(item, by): item for item in shop.items}
    for (key, store, day), units in sorted(demand.items(), key=lambda pair: pair[0][2]):
        item = items[key]
        at = datetime.datetime.fromisoformat(day)
        cells: dict[str, Cell] = {
            "day": style.day_cell(at), "store": store, "code": item.code, "name": item.name,
            "units": style.units_cell(units), "amount": style.price_cell(units * item.price),
            "stock": style.units_cell(int(rng.integers(0, 200))),
        }  # fmt: skip
        grid.append([cells[field] for field in fields])
    roles = {"day": named["day"], "item": named[by], "units": named["units"]}
    roles |= {"store": named["store"]} if stores else {}
    days = [datetime.date.fromisoformat(day) for _, _, day in demand]
    truth = Truth("lines", 0, roles, demand, doubts=style.doubts(days))
    if rng.random() < 0.4:
        sums = {fields.index("units"): summed(style, list(demand.values()))}
        worded = rng.random() < 0.7
        grid, truth = with_total(rng, language, grid, truth, sums, worded)
    return dressed(rng, language, Table(grid, truth))


def several_keys(rng: np.random.Generator, language: str) -> Table:
    """Return totals whose item takes several columns: name and variant, or client, depot, code."""
    shop = _with_all_variants(rng, make_shop(rng, language, codes="letters"))
    style = draw_style(rng, language)
    depots = rng.random() < 0.3
    fields = ("day", "category", "name", "units") if depots else ("day", "name", "variant", "units")
    extra = "category" if depots else "variant"
    if depots:
        shop = _with_shared_names(shop)
    named = headers(rng, language, fields)
    demand: Demand = {}
    for line in shop.lines:
        parts = (line.item.name, getattr(line.item, extra))
        key = (item_key(*parts), "", line.at.date().isoformat())
        demand[key] = demand.get(key, 0.0) + line.units
    grid: Grid = [[named[field] for field in fields]]
    items = {item_key(i.name, getattr(i, extra)): i for i in shop.items}
    for (key, _, day), units in sorted(demand.items(), key=lambda pair: pair[0][2]):
        item, at = items[key], datetime.datetime.fromisoformat(day)
        cells: dict[str, Cell] = {
            "day": style.day_cell(at), "name": item.name, "variant": item.variant,
            "category": item.category, "units": style.units_cell(units),
        }  # fmt: skip
        grid.append([cells[field] for field in fields])
    roles = {"day": named["day"], "units": named["units"]}
    days = [datetime.date.fromisoformat(day) for _, _, day in demand]
    truth = Truth(
        "lines", 0, roles, demand, parts=(named["name"], named[extra]), doubts=style.doubts(days)
    )
    return dressed(rng, language, Table(grid, truth))


def _with_all_variants(rng: np.random.Generator, shop: Shop) -> Shop:
    """Return the shop with each item in two or three variants."""
    from tests.benchmarks.corpus.shop import VARIANTS

    made: list[Item] = []
    for item in shop.items:
        made += [replace(item, variant=v) for v in VARIANTS[shop.language][:3]]
    lines = []
    for line in shop.lines:
        same = [item for item in made if item.name == line.item.name]
        lines.append(replace(line, item=same[int(rng.integers(0, len(same)))]))
    return replace(shop, items=tuple(made), lines=tuple(lines))


def _with_shared_names(shop: Shop) -> Shop:
    """Return the shop with its variants told apart by their category only."""
    made = {item: replace(item, category=f"{item.category} {item.variant}") for item in shop.items}
    lines = tuple(replace(line, item=made[line.item]) for line in shop.lines)
    return replace(shop, items=tuple(made.values()), lines=lines)


def stores_across(rng: np.random.Generator, language: str) -> Table:
    """Return a row an item and day with a column of units a store, and a column of totals."""
    shop = make_shop(rng, language, stores=3 if language in ("en", "zh") else 2)
    style = replace(draw_style(rng, language), unit="")
    named = headers(rng, language, ("day", "code", "name"))
    demand = shop.demand("code", stores=True)
    total = rng.random() < 0.7 or language not in ("zh", "zh_TW", "ja")
    word = {"zh": "合计", "zh_TW": "合計", "ja": "合計", "de": "Gesamt"}.get(language, "Total")
    grid: Grid = [[*named.values(), *shop.stores, *([word] if total else [])]]
    pairs = sorted({(day, key) for key, _, day in demand})
    names = {item.code: item.name for item in shop.items}
    for day, key in pairs:
        sold = [demand.get((key, store, day), 0.0) for store in shop.stores]
        cells = [style.units_cell(units) for units in sold]
        row = [style.day_cell(datetime.datetime.fromisoformat(day)), key, names[key], *cells]
        grid.append([*row, *([summed(style, sold)] if total else [])])
    roles = {"day": named["day"], "item": named["code"]}
    days = [datetime.date.fromisoformat(day) for day, _ in pairs]
    truth = Truth(
        "wide_stores", 0, roles, demand, spread=len(shop.stores), doubts=style.doubts(days)
    )
    return dressed(rng, language, Table(grid, truth))


def split_days(rng: np.random.Generator, language: str) -> Table:
    """Return monthly totals whose month takes two columns: a year and a month."""
    shop = make_shop(rng, language, days=300)
    style = draw_style(rng, language)
    named = headers(rng, language, ("year", "month", "code", "units"))
    demand = by_month(shop.demand("code"))
    grid: Grid = [list(named.values())]
    month_word = "月" if language in ("zh", "zh_TW", "ja") and rng.random() < 0.5 else ""
    for (key, _, day), units in sorted(demand.items(), key=lambda pair: pair[0][2]):
        year, month = day[:4], f"{int(day[5:7])}{month_word}"
        grid.append([year, month, key, style.units_cell(units)])
    roles = {"year": named["year"], "month": named["month"], "item": named["code"]}
    roles["units"] = named["units"]
    return dressed(rng, language, Table(grid, Truth("lines", 0, roles, demand)))


def weekly_totals(rng: np.random.Generator, language: str) -> Table:
    """Return a row an item and week, the week named by its first day or by its number."""
    shop = make_shop(rng, language, days=150)
    style: Style = draw_style(rng, language)
    named = headers(rng, language, ("week", "code", "units"))
    iso = rng.random() < 0.5
    demand: Demand = {}
    for (key, _, day), units in shop.demand("code").items():
        date = datetime.date.fromisoformat(day)
        monday = date - datetime.timedelta(days=date.weekday())
        demand[key, "", monday.isoformat()] = demand.get((key, "", monday.isoformat()), 0.0) + units
    grid: Grid = [list(named.values())]
    days = []
    for (key, _, day), units in sorted(demand.items(), key=lambda pair: pair[0][2]):
        date = datetime.datetime.fromisoformat(day)
        days.append(date.date())
        written = f"{date.isocalendar()[0]}-W{date.isocalendar()[1]:02d}"
        grid.append([written if iso else style.day_cell(date), key, style.units_cell(units)])
    roles = {"day": named["week"], "item": named["code"], "units": named["units"]}
    doubts = {} if iso else style.doubts(days)
    return dressed(rng, language, Table(grid, Truth("lines", 0, roles, demand, doubts=doubts)))


def by_month(demand: Demand) -> Demand:
    """Return demand summed over months, each on its first day."""
    total: Demand = {}
    for (key, store, day), units in demand.items():
        month = f"{day[:8]}01"
        total[key, store, month] = total.get((key, store, month), 0.0) + units
    return total
