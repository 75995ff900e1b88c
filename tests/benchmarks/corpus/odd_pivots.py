"""Pivots with sums and rates among their periods, weeks across, and keys of several columns."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np

from tests.benchmarks.corpus.dressing import headers
from tests.benchmarks.corpus.pivot_tables import ENGLISH_MONTHS
from tests.benchmarks.corpus.shop import make_shop
from tests.benchmarks.corpus.total_tables import by_month
from tests.benchmarks.corpus.truth import Case, Cell, Demand, File, Grid, Table, Truth, item_key
from tests.benchmarks.corpus.writing import Style, draw_style

_PLAIN = Style("iso")


def quarters_among_months(rng: np.random.Generator, language: str) -> Table:
    """Return months across with a sum after each quarter, and after the year."""
    shop = _from_january(rng, language)
    demand = by_month(shop)
    year = min(day for _, _, day in demand)[:4]
    named = headers(rng, language, ("code", "name"))
    east = language in ("zh", "zh_TW", "ja")
    head: list[Cell] = list(named.values())
    for month in range(1, 13):
        if east:
            head.append(f"{year}年{month}月")
        else:
            head.append(f"{ENGLISH_MONTHS[month - 1]} {year}")
        if month % 3 == 0:
            quarter = month // 3
            head.append(f"第{'一二三四'[quarter - 1]}季度" if east else f"Q{quarter} {year}")
    head.append("全年合计" if east else f"Total {year}")
    grid: Grid = [head]
    for code in sorted({key for key, _, _ in demand}):
        row: list[Cell] = [code, f"thing {code}"]
        values = [demand.get((code, "", f"{year}-{m:02d}-01"), 0.0) for m in range(1, 13)]
        for month, value in enumerate(values, 1):
            row.append(_PLAIN.units_cell(value))
            if month % 3 == 0:
                row.append(_PLAIN.units_cell(sum(values[month - 3 : month])))
        grid.append([*row, _PLAIN.units_cell(sum(values))])
    return Table(grid, Truth("wide", 0, {"item": named["code"]}, demand, spread=12))


def rates_after_months(rng: np.random.Generator, language: str) -> Table:
    """Return months across, then averages, shares and changes that are no units of a period."""
    demand = by_month(_from_january(rng, language))
    months = sorted({day for _, _, day in demand})
    named = headers(rng, language, ("code", "name"))
    east = language in ("zh", "zh_TW", "ja")
    head: list[Cell] = [*named.values()]
    head += [m[:7] for m in months]
    head += ["月均", "占比", "环比"] if east else ["Average", "Share %", "Growth"]
    grid: Grid = [head]
    total = sum(demand.values())
    for code in sorted({key for key, _, _ in demand}):
        values = [demand.get((code, "", month), 0.0) for month in months]
        mean = sum(values) / len(values)
        rates: list[Cell] = [f"{mean:.1f}", f"{sum(values) / total:.1%}", "3.2%"]
        grid.append([code, f"thing {code}", *[_PLAIN.units_cell(v) for v in values], *rates])
    return Table(grid, Truth("wide", 0, {"item": named["code"]}, demand, spread=len(months)))


def weeks_across(rng: np.random.Generator, language: str) -> Table:
    """Return weeks across columns, by number, by first day or from first day to last."""
    shop = make_shop(rng, language, days=int(rng.integers(60, 150)))
    demand: Demand = {}
    for (key, _, day), units in shop.demand("code").items():
        date = datetime.date.fromisoformat(day)
        monday = (date - datetime.timedelta(days=date.weekday())).isoformat()
        demand[key, "", monday] = demand.get((key, "", monday), 0.0) + units
    weeks = sorted({day for _, _, day in demand})
    named = headers(rng, language, ("code", "name"))
    style = int(rng.integers(0, 4))

    def header(day: str) -> str:
        date = datetime.date.fromisoformat(day)
        year, week, _ = date.isocalendar()
        last = date + datetime.timedelta(days=6)
        span = f"{date:%Y/%m/%d}-{last:%Y/%m/%d}"
        return (f"{year}-W{week:02d}", day, span, f"{year}年第{week}周")[style]

    grid: Grid = [[*named.values(), *[header(day) for day in weeks]]]
    for code in sorted({key for key, _, _ in demand}):
        values = [demand.get((code, "", week), 0.0) for week in weeks]
        grid.append([code, f"thing {code}", *[_PLAIN.units_cell(v) for v in values]])
    return Table(grid, Truth("wide", 0, {"item": named["code"]}, demand, spread=len(weeks)))


def three_keys_across(rng: np.random.Generator, _: str) -> Table:
    """Return client, warehouse and product as numbers, and weeks across."""
    grid: Grid = []
    demand: Demand = {}
    first = datetime.date(2021, 1, 4) + datetime.timedelta(weeks=int(rng.integers(0, 150)))
    weeks = [(first + datetime.timedelta(weeks=n)).isoformat() for n in range(26)]
    grid.append(["Client", "Warehouse", "Product", *weeks])
    for client in range(4):
        for warehouse in (1, 3):
            for product in rng.choice(9, size=5, replace=False).tolist():
                values = rng.poisson(3, size=26).tolist()
                grid.append([str(client), str(warehouse), str(product), *map(str, values)])
                for week, value in zip(weeks, values, strict=True):
                    key = (item_key(str(client), str(product)), str(warehouse), week)
                    demand[key] = demand.get(key, 0.0) + value
    truth = Truth("wide", 0, {"store": "Warehouse"}, demand, spread=26, parts=("Client", "Product"))
    return Table(grid, truth)


def items_with_two_metrics(rng: np.random.Generator, language: str) -> Table:
    """Return days down and items across in a merged row, a quantity and an amount under each."""
    shop, style = make_shop(rng, language, codes="letters"), draw_style(rng, language)
    named = headers(rng, language, ("day", "units", "amount"))
    sold = sorted({line.item.code for line in shop.lines})
    demand = shop.demand("code")
    upper: list[Cell] = [""]
    lower: list[Cell] = [named["day"]]
    for code in sold:
        upper += [code, ""]
        lower += [named["units"], named["amount"]]
    grid: Grid = [upper, lower]
    days = sorted({day for _, _, day in demand})
    for day in days:
        row: list[Cell] = [style.day_cell(datetime.datetime.fromisoformat(day))]
        for code in sold:
            units = demand.get((code, "", day), 0.0)
            row += [style.units_cell(units), style.price_cell(units * 7.25)]
        grid.append(row)
    doubts = style.doubts([datetime.date.fromisoformat(day) for day in days])
    truth = Truth("wide_items", 1, {"day": named["day"]}, demand, spread=len(sold), doubts=doubts)
    return Table(grid, truth)


def stores_in_rows(rng: np.random.Generator, language: str) -> Table:
    """Return an item and store a row, its stock, and months across."""
    shop = make_shop(rng, language, days=200, stores=2)
    demand = by_month(shop.demand("code", stores=True))
    months = sorted({day for _, _, day in demand})
    named = headers(rng, language, ("store", "code", "name", "category", "stock"))
    grid: Grid = [[*named.values(), *[month[:7] for month in months]]]
    items = {item.code: item for item in shop.items}
    for code, store in sorted({(key, store) for key, store, _ in demand}):
        values = [demand.get((code, store, month), 0.0) for month in months]
        item = items[code]
        cells = [store, code, item.name, item.category, str(int(rng.integers(0, 99)))]
        grid.append([*cells, *[_PLAIN.units_cell(value) for value in values]])
    roles = {"item": named["code"], "store": named["store"], "on_hand": named["stock"]}
    return Table(grid, Truth("wide", 0, roles, demand, spread=len(months)))


def detail_and_summary(rng: np.random.Generator, seed: int, language: str) -> Case:
    """Return a workbook with order lines and, on another sheet, their sums by month."""
    shop, style = make_shop(rng, language, days=100), draw_style(rng, language)
    fields = ("order", "day", "code", "units")
    named = headers(rng, language, fields)
    grid: Grid = [list(named.values())]
    grid += [
        [line.order, style.day_cell(line.at), line.item.code, style.units_cell(line.units)]
        for line in shop.lines
    ]
    demand = shop.demand("code")
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    doubts = style.doubts([line.at.date() for line in shop.lines])
    lines = Table(grid, Truth("lines", 0, roles, demand, doubts=doubts), "Detail")
    sums = by_month(demand)
    months = sorted({day for _, _, day in sums})
    pivot: Grid = [[named["code"], *[month[:7] for month in months]]]
    pivot += [
        [code, *[_PLAIN.units_cell(sums.get((code, "", month), 0.0)) for month in months]]
        for code in sorted({key for key, _, _ in sums})
    ]
    tables = (lines, Table(pivot, None, "Summary"))
    if rng.random() < 0.5:
        tables = tables[::-1]
    return Case("detail and summary", seed, (File(f"detail-{seed}.xlsx", tables),))


def typed_headers(rng: np.random.Generator, seed: int, language: str) -> Case:
    """Return a workbook whose columns are headed by real days, shown as months."""
    demand = by_month(_from_january(rng, language))
    months = sorted({day for _, _, day in demand})
    named = headers(rng, language, ("code", "name"))
    dates: list[Cell] = [datetime.date.fromisoformat(month) for month in months]
    grid: Grid = [[*named.values(), *dates]]
    for code in sorted({key for key, _, _ in demand}):
        values: list[Cell] = [demand.get((code, "", month), 0.0) for month in months]
        grid.append([code, f"thing {code}", *values])
    truth = Truth("wide", 0, {"item": named["code"]}, demand, spread=len(months))
    return Case("typed headers", seed, (File(f"typed-{seed}.xlsx", (Table(grid, truth),)),))


def _from_january(rng: np.random.Generator, language: str) -> Demand:
    """Return a year's demand by code."""
    shop = make_shop(rng, language, days=330)
    start = min(line.at for line in shop.lines).date()
    shift = datetime.date(start.year, 1, 3) - start
    lines = tuple(replace(line, at=line.at + shift) for line in shop.lines)
    return replace(shop, lines=lines).demand("code")
