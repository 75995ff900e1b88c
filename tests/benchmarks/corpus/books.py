"""Sales over several sheets, tables or files, and what lies beside them."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np

from tests.benchmarks.corpus import words
from tests.benchmarks.corpus.dressing import headers
from tests.benchmarks.corpus.line_tables import line_cell
from tests.benchmarks.corpus.shop import Shop, make_shop
from tests.benchmarks.corpus.total_tables import daily_totals
from tests.benchmarks.corpus.truth import Case, Demand, File, Grid, Table, Truth
from tests.benchmarks.corpus.writing import Style, draw_style


def stock_beside(rng: np.random.Generator, seed: int, language: str) -> Case:
    """Return a workbook with sales on one sheet and a stock list on another."""
    sales = daily_totals(rng, language)
    assert sales.truth is not None
    codes = sorted({key for key, _, _ in sales.truth.demand})
    named = headers(rng, language, ("code", "stock"))
    supplier = {"zh": "供应商", "en": "Supplier"}.get(language, "Supplier")
    stock: Grid = [[named["code"], named["stock"], supplier]]
    for code in codes:
        stock.append([code, str(int(rng.integers(0, 90))), f"S{int(rng.integers(1, 4))}"])
    tables = (replace(sales, name="Sales"), Table(stock, None, "Stock"))
    if rng.random() < 0.5:
        tables = tables[::-1]
    return Case("stock beside", seed, (File(f"book-{seed}.xlsx", tables),))


def sheet_a_month(rng: np.random.Generator, seed: int, language: str) -> Case:
    """Return a workbook with a sheet a month."""
    shop = make_shop(rng, language, days=100)
    style = draw_style(rng, language)
    fields = ("day", "code", "units")
    named = headers(rng, language, fields)
    tables = []
    for month in sorted({line.at.strftime("%Y-%m") for line in shop.lines}):
        lines = tuple(line for line in shop.lines if line.at.strftime("%Y-%m") == month)
        tables.append(_lines_table(rng, replace(shop, lines=lines), style, named, month))
    return Case("sheet a month", seed, (File(f"months-{seed}.xlsx", tuple(tables)),))


def sheet_a_store(rng: np.random.Generator, seed: int, language: str) -> Case:
    """Return a workbook with a sheet a store, which only the sheets' names tell."""
    shop = make_shop(rng, language, days=60, stores=2)
    style = draw_style(rng, language)
    named = headers(rng, language, ("day", "code", "units"))
    tables = []
    for store in shop.stores:
        part = replace(shop, lines=tuple(line for line in shop.lines if line.store == store))
        table = _daily(part, style, named, store)
        tables.append(table)
    return Case("sheet a store", seed, (File(f"stores-{seed}.xlsx", tuple(tables)),))


def two_exports(rng: np.random.Generator, seed: int, language: str) -> Case:
    """Return order lines without days and a file of orders with them, joined by the order."""
    shop = make_shop(rng, language, days=60)
    style = draw_style(rng, language)
    order = str(words.HEADERS[language]["order"][0])
    named = headers(rng, language, ("code", "name", "units", "day", "customer"))
    lines: Grid = [[order, named["code"], named["name"], named["units"]]]
    orders: Grid = [[order, named["day"], named["customer"]]]
    for line in shop.lines:
        cells = [line_cell(rng, style, shop, line, f) for f in ("code", "name", "units")]
        lines.append([line.order, *cells])
        if line.order not in {row[0] for row in orders}:
            orders.append([line.order, style.day_cell(line.at), f"c{line.order}"])
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    doubts = style.doubts([line.at.date() for line in shop.lines])
    truth = Truth("lines", 0, roles, shop.demand("code"), doubts=doubts)
    files = (
        File(f"lines-{seed}.csv", (Table(lines, truth),), "utf-8"),
        File(f"orders-{seed}.csv", (Table(orders, None),), "utf-8"),
    )
    return Case("two exports joined", seed, files)


def tables_on_a_sheet(rng: np.random.Generator, seed: int, language: str) -> Case:
    """Return one sheet with the sales and, beside or below them, another table."""
    shop = make_shop(rng, language, days=50)
    style = draw_style(rng, language)
    named = headers(rng, language, ("day", "code", "units", "name", "stock", "price"))
    main: Grid = [[named["day"], named["code"], named["units"]]]
    for line in shop.lines:
        main.append([line_cell(rng, style, shop, line, f) for f in ("day", "code", "units")])
    other: Grid = [[named["code"], named["name"], named["stock"]]]
    for item in shop.items:
        other.append([item.code, item.name, str(int(rng.integers(0, 99)))])
    beside = rng.random() < 0.5
    grid: Grid
    if beside:
        height = max(len(main), len(other))
        main += [["", "", ""] for _ in range(height - len(main))]
        other += [["", "", ""] for _ in range(height - len(other))]
        grid = [[*left, "", *right] for left, right in zip(main, other, strict=True)]
    else:
        grid = [*main, [], *other]
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    doubts = style.doubts([line.at.date() for line in shop.lines])
    truth = Truth("lines", 0, roles, shop.demand("code"), doubts=doubts)
    kind = "tables side by side" if beside else "tables one below the other"
    suffix, encoding = (".xlsx", "") if rng.random() < 0.5 else (".csv", "utf-8")
    return Case(kind, seed, (File(f"tables-{seed}{suffix}", (Table(grid, truth),), encoding),))


def _lines_table(
    rng: np.random.Generator, shop: Shop, style: Style, named: dict[str, str], name: str
) -> Table:
    grid: Grid = [list(named.values())]
    for line in shop.lines:
        grid.append([line_cell(rng, style, shop, line, field) for field in named])
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    doubts = style.doubts([line.at.date() for line in shop.lines])
    return Table(grid, Truth("lines", 0, roles, shop.demand("code"), doubts=doubts), name)


def _daily(shop: Shop, style: Style, named: dict[str, str], store: str) -> Table:
    demand: Demand = {
        (key, store, day): units for (key, _, day), units in shop.demand("code").items()
    }
    grid: Grid = [list(named.values())]
    days = []
    for (key, _, day), units in sorted(demand.items(), key=lambda pair: pair[0][2]):
        at = datetime.datetime.fromisoformat(day)
        days.append(at.date())
        grid.append([style.day_cell(at), key, style.units_cell(units)])
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    return Table(grid, Truth("lines", 0, roles, demand, doubts=style.doubts(days)), store)
