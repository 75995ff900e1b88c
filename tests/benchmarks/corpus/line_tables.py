"""Tables with a row a line of an order, or a row a unit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.benchmarks.corpus import words
from tests.benchmarks.corpus.dressing import dressed, headers, summed, with_total
from tests.benchmarks.corpus.shop import Line, Shop, make_shop
from tests.benchmarks.corpus.truth import Cell, Grid, Table, Truth
from tests.benchmarks.corpus.writing import Style, draw_style

CANCELLED = {"en": "Cancelled", "zh": "已取消", "zh_TW": "已取消", "ja": "キャンセル"}
SOLD = {"en": "Completed", "zh": "交易成功", "zh_TW": "已完成", "ja": "発送済み"}


def order_lines(
    rng: np.random.Generator, language: str, *, typed: bool = False, blank: bool = False
) -> Table:
    """Return order lines; ``blank``: what belongs to the order stands on its first line only."""
    stores = int(rng.choice([0, 0, 2]))
    shop = with_fates(rng, make_shop(rng, language, stores=stores))
    style = draw_style(rng, language, typed)
    by = str(rng.choice(["code", "code", "code", "name"]))
    fields = ["order", "day", *(["code", "name"] if by == "code" else ["name"])]
    if rng.random() < 0.3:
        fields.append("category")
    fields += ["units", "price"]
    if rng.random() < 0.6:
        fields.append("amount")
    if stores:
        fields.insert(int(rng.integers(0, len(fields))), "store")
    if rng.random() < 0.4:
        fields.append("customer")
    statused = any(line.fate == "cancelled" for line in shop.lines)
    if statused:
        fields.append("status")
    if not blank and rng.random() < 0.3:
        order = rng.permutation(len(fields))
        fields = [fields[place] for place in order]
    named = headers(rng, language, tuple(fields))
    grid: Grid = [[named[field] for field in fields]]
    order_level = ("order", "day", "store", "customer", "status") if blank else ()
    last = ""
    for line in shop.lines:
        again = line.order == last
        grid.append(
            [
                "" if again and field in order_level else line_cell(rng, style, shop, line, field)
                for field in fields
            ]
        )
        last = line.order
    shown = {"order": "order_id", "day": "day", "units": "units", "store": "store"}
    roles = {role: named[field] for field, role in shown.items() if field in named}
    roles["item"] = named[by]
    truth = Truth(
        layout="lines",
        header_row=0,
        roles=roles,
        demand=shop.demand(by, stores=bool(stores)),
        doubts=style.doubts([line.at.date() for line in shop.lines]),
    )
    if not blank and rng.random() < 0.25:
        units = [float(line.units) for line in shop.lines]
        column = fields.index("units")
        grid, truth = with_total(
            rng, language, grid, truth, {column: summed(style, units)}, place=0 if column else 1
        )
    return dressed(rng, language, Table(grid, truth))


def line_cell(rng: np.random.Generator, style: Style, shop: Shop, line: Line, field: str) -> Cell:
    """Write one field of a line."""
    language = shop.language
    match field:
        case "order":
            return line.order
        case "day":
            return style.day_cell(line.at)
        case "time":
            return line.at.strftime("%H:%M:%S")
        case "code":
            return line.item.code
        case "name":
            return line.item.name
        case "variant":
            return line.item.variant
        case "category":
            return line.item.category
        case "units":
            return style.units_cell(line.units)
        case "price":
            return style.price_cell(line.item.price)
        case "amount":
            return style.price_cell(line.item.price * line.units)
        case "store":
            return line.store
        case "customer":
            return f"{words.HEADERS[language]['customer'][0]} {int(line.order) % 37}"
        case "status":
            return (CANCELLED if line.fate == "cancelled" else SOLD)[language]
    raise ValueError(field)


def with_fates(rng: np.random.Generator, shop: Shop) -> Shop:
    """Return the shop with some lines that came back and, at times, orders that were cancelled."""
    back, cancelled = rng.random() < 0.4, rng.random() < 0.3 and shop.language in CANCELLED
    lines = []
    for line in shop.lines:
        draw = (int(line.order) * 7919 % 1000) / 1000
        if cancelled and draw < 0.05:
            lines.append(replace(line, fate="cancelled"))
        elif back and draw > 0.97:
            lines.append(replace(line, units=-min(line.units, 2), fate="back"))
        else:
            lines.append(line)
    return replace(shop, lines=tuple(lines))


def unit_rows(rng: np.random.Generator, language: str) -> Table:
    """Return a table with a row a unit sold and no quantity, as simple tills write."""
    shop = make_shop(rng, language, days=int(rng.integers(25, 50)))
    style = draw_style(rng, language)
    fields = ("order", "day", "name") if rng.random() < 0.6 else ("day", "time", "name", "price")
    named = headers(rng, language, fields)
    grid: Grid = [[named[field] for field in fields]]
    for line in shop.lines:
        row = [line_cell(rng, style, shop, line, field) for field in fields]
        grid += [list(row) for _ in range(line.units)]
    roles = {"day": named["day"], "item": named["name"]}
    doubts = style.doubts([line.at.date() for line in shop.lines])
    truth = Truth("lines", 0, roles, shop.demand("name"), doubts=doubts)
    return dressed(rng, language, Table(grid, truth), titles=0.1)


def unknown_headers(rng: np.random.Generator, language: str) -> Table:
    """Return order lines under headers that say nothing: the cells decide."""
    shop = make_shop(rng, language, codes=str(rng.choice(["letters", "zeros", "ean"])))
    style = replace(draw_style(rng, language), decimals=False)
    if style.day in ("compact", "serial"):
        style = replace(style, day="iso")
    fields = ["day", "code", "units"]
    if rng.random() < 0.5:
        fields.insert(1, "order")
    if rng.random() < 0.6:
        fields.append("price")
        if rng.random() < 0.6:
            fields.append("amount")
    if rng.random() < 0.4:
        fields.insert(2, "name")
    if rng.random() < 0.5:
        fields = [fields[place] for place in rng.permutation(len(fields))]
    named = headers(rng, language, tuple(fields), nonsense=True)
    grid: Grid = [[named[field] for field in fields]]
    for line in shop.lines:
        grid.append([line_cell(rng, style, shop, line, field) for field in fields])
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    doubts = style.doubts([line.at.date() for line in shop.lines])
    demand = shop.demand("code")
    # Which of two numbers is the quantity may rightly be asked.
    doubts["units"] = named["units"]
    doubts["item"] = named["code"]
    return Table(grid, Truth("lines", 0, roles, demand, doubts=doubts))


def merged_days(rng: np.random.Generator, language: str) -> Table:
    """Return lines whose day stands on the first of its rows only, with a subtotal a day."""
    shop = make_shop(rng, language, days=int(rng.integers(25, 60)))
    style = draw_style(rng, language)
    fields = ("day", "code", "name", "units", "amount")
    named = headers(rng, language, fields)
    grid: Grid = [[named[field] for field in fields]]
    word = str(rng.choice(words.SUBTOTAL[language]))
    totals, subtotals = 0, rng.random() < 0.5
    days = sorted({line.at.date() for line in shop.lines})
    for day in days:
        lines = [line for line in shop.lines if line.at.date() == day]
        for number, line in enumerate(lines):
            row = [line_cell(rng, style, shop, line, field) for field in fields]
            grid.append(["" if number else row[0], *row[1:]])
        if subtotals:
            units = summed(style, [float(line.units) for line in lines])
            money = style.price_cell(sum(line.units * line.item.price for line in lines))
            grid.append([word, "", "", units, money])
            totals += 1
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    truth = Truth("lines", 0, roles, shop.demand("code"), totals=totals, doubts=style.doubts(days))
    return dressed(rng, language, Table(grid, truth))
