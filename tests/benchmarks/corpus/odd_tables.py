"""Tables as they come out of ERP programs, printed reports and hands: what tidy layouts hide."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np

from tests.benchmarks.corpus.dressing import headers
from tests.benchmarks.corpus.line_tables import line_cell
from tests.benchmarks.corpus.shop import Shop, make_shop
from tests.benchmarks.corpus.truth import Cell, Grid, Table, Truth
from tests.benchmarks.corpus.writing import Style, draw_style

SHORT = {
    "day": ("SALE_DT", "ORD_DT", "TRX_DATE", "DOC_DT", "BILL_DT"),
    "order": ("ORD_NO", "INV_NO", "DOC_NO", "TXN_ID", "VCH_NO"),
    "code": ("ITEM_CD", "PROD_CD", "GOODS_NO", "ITM_NO", "PRD_ID", "MATNR"),
    "name": ("ITEM_NM", "PROD_NM", "GOODS_NM", "ITM_DESC", "PROD_DESC"),
    "units": ("SALE_QTY", "QTY", "ORD_QTY", "SLS_QTY", "QNTY"),
    "price": ("UNIT_PRC", "SELL_PRC", "PRICE"),
    "amount": ("SALE_AMT", "NET_AMT", "AMT"),
    "store": ("WH_CD", "STORE_CD", "BRANCH_CD"),
    "customer": ("CUST_CD", "CUST_NM"),
}
MISSPELT = {
    "day": ("Dat", "Order Dtae", "Sale dat", "Dates"),
    "code": ("SKU code", "Item cod", "Prodcut Code", "Sku#"),
    "name": ("Prodcut", "Discription", "Item Nmae"),
    "units": ("Quanity", "Quantiy", "Qauntity", "Qtty", "Quantitys"),
    "price": ("Prise", "Unit pirce"),
}
BYSTANDERS = {
    "en": ("Row", "VAT %", "Discount", "Ship date", "Postcode", "Phone", "Weight kg", "Cost"),
    "zh": ("序号", "税率", "折扣", "发货日期", "邮编", "手机", "重量", "成本价"),
}


def _lines(
    rng: np.random.Generator, shop: Shop, style: Style, fields: tuple[str, ...], named: list[str]
) -> Grid:
    grid: Grid = [list(named)]
    for line in shop.lines:
        grid.append([line_cell(rng, style, shop, line, field) for field in fields])
    return grid


def _truth(shop: Shop, style: Style, named: dict[str, str], **more: object) -> Truth:
    roles = {"day": named["day"], "item": named["code"], "units": named["units"]}
    doubts = style.doubts([line.at.date() for line in shop.lines])
    return replace(
        Truth("lines", 0, roles, shop.demand("code"), doubts=doubts),
        **more,  # type: ignore[arg-type]
    )


def short_headers(rng: np.random.Generator, _: str) -> Table:
    """Return an ERP program's order lines: headers in capitals, cut short."""
    shop, style = make_shop(rng, "en"), draw_style(rng, "en")
    fields = ("order", "day", "customer", "code", "name", "units", "price", "amount")
    named = {field: str(rng.choice(SHORT[field])) for field in fields}
    return Table(_lines(rng, shop, style, fields, list(named.values())), _truth(shop, style, named))


def both_languages(rng: np.random.Generator, _: str) -> Table:
    """Return order lines whose headers stand in English and Chinese."""
    shop, style = make_shop(rng, "zh"), draw_style(rng, "zh")
    fields = ("order", "day", "code", "name", "units", "price")
    english, chinese = headers(rng, "en", fields), headers(rng, "zh", fields)
    pattern = str(rng.choice(["{}/{}", "{} {}", "{}\n{}", "{}({})"]))
    named = {f: pattern.format(chinese[f].strip(), english[f].strip()) for f in fields}
    return Table(_lines(rng, shop, style, fields, list(named.values())), _truth(shop, style, named))


def misspelt(rng: np.random.Generator, _: str) -> Table:
    """Return order lines whose headers someone typed in a hurry."""
    shop, style = make_shop(rng, "en"), draw_style(rng, "en")
    fields = ("day", "code", "name", "units", "price")
    named = {field: str(rng.choice(MISSPELT[field])) for field in fields}
    return Table(_lines(rng, shop, style, fields, list(named.values())), _truth(shop, style, named))


def many_bystanders(rng: np.random.Generator, language: str) -> Table:
    """Return order lines among numbers that are none of their business."""
    language = "zh" if language.startswith("zh") else "en"
    shop, style = make_shop(rng, language), draw_style(rng, language)
    fields = ("order", "day", "code", "name", "units", "price", "amount")
    named = headers(rng, language, fields)
    grid: Grid = [[*BYSTANDERS[language][:4], *named.values(), *BYSTANDERS[language][4:]]]
    for number, line in enumerate(shop.lines):
        own = [line_cell(rng, style, shop, line, field) for field in fields]
        shipped = style.day_cell(line.at + datetime.timedelta(days=2))
        before: list[Cell] = [str(number + 1), "13%", style.price_cell(0), shipped]
        after: list[Cell] = ["02134", "13800000000", "0.25", style.price_cell(line.item.price / 2)]
        grid.append([*before, *own, *after])
    return Table(grid, _truth(shop, style, named))


def three_quantities(rng: np.random.Generator, language: str) -> Table:
    """Return what was sold, what came back and what is left of it, under a merged header."""
    east = language.startswith("zh")
    language = "zh" if east else "en"
    shop, style = make_shop(rng, language), replace(draw_style(rng, language), unit="")
    named = headers(rng, language, ("day", "code"))
    groups = ("销售", "退货", "净销售") if east else ("Sold", "Returned", "Net sold")
    quantity, money = ("数量", "金额") if east else ("Qty", "Amount")
    upper: list[Cell] = ["", ""]
    lower: list[Cell] = [*named.values()]
    for group in groups:
        upper += [group, ""]
        lower += [quantity, money]
    grid: Grid = [upper, lower]
    sold = shop.demand("code")
    for (key, _, day), units in sorted(sold.items(), key=lambda pair: pair[0][2]):
        back = int(rng.random() < 0.1)
        row: list[Cell] = [style.day_cell(datetime.datetime.fromisoformat(day)), key]
        for value in (units + back, back, units):
            row += [style.units_cell(value), style.price_cell(value * 9.5)]
        grid.append(row)
    truth = _truth(shop, style, {**named, "units": f"{groups[2]} {quantity}"}, header_row=1)
    return Table(grid, truth)


def item_subtotals(rng: np.random.Generator, language: str) -> Table:
    """Return lines in order of items, with a sum under each and one of all at the end."""
    shop, style = make_shop(rng, language), draw_style(rng, language)
    fields = ("code", "name", "day", "units", "amount")
    named = headers(rng, language, fields)
    east = language.startswith("zh") or language == "ja"
    grid: Grid = [list(named.values())]
    count = 0
    for item in shop.items:
        lines = [line for line in shop.lines if line.item == item]
        for line in lines:
            grid.append([line_cell(rng, style, shop, line, field) for field in fields])
        if lines:
            word = f"{item.code} 小计" if east else f"{item.code} Total"
            units = style.units_cell(sum(line.units for line in lines))
            money = style.price_cell(sum(line.units for line in lines) * item.price)
            grid.append([word, "", "", units, money])
            count += 1
    whole = style.units_cell(sum(line.units for line in shop.lines))
    grid.append(["总计" if east else "Grand Total", "", "", whole, ""])
    return Table(grid, _truth(shop, style, named, totals=count + 1))


def printed_pages(rng: np.random.Generator, language: str) -> Table:
    """Return a printed report: its header again on each page, a footer under each."""
    shop, style = make_shop(rng, language), draw_style(rng, language)
    fields = ("day", "order", "code", "name", "units", "amount")
    named = headers(rng, language, fields)
    lines = _lines(rng, shop, style, fields, list(named.values()))
    grid: Grid = []
    for page, start in enumerate(range(1, len(lines), 30), 1):
        grid += [lines[0], *lines[start : start + 30]]
        grid.append([f"第 {page} 页" if language.startswith("zh") else f"Page {page}"])
    return Table(grid, _truth(shop, style, named))


def off_corner(rng: np.random.Generator, language: str) -> Table:
    """Return a table that begins in the third column, with blank rows in it."""
    shop, style = make_shop(rng, language), draw_style(rng, language)
    fields = ("day", "code", "units", "price")
    named = headers(rng, language, fields)
    grid: Grid = [[], []]
    for number, row in enumerate(_lines(rng, shop, style, fields, list(named.values()))):
        grid.append(["", "", *row])
        if number % 17 == 16:
            grid.append([])
    return Table(grid, _truth(shop, style, named, header_row=2))


def several_amounts(rng: np.random.Generator, language: str) -> Table:
    """Return lines with units ordered, shipped and sent back; what was ordered is the demand."""
    language = "zh" if language.startswith("zh") else "en"
    shop, style = make_shop(rng, language), draw_style(rng, language)
    named = headers(rng, language, ("order", "day", "code", "price"))
    words = ("订购数量", "发货数量", "退货数量") if language == "zh" else (
        "Quantity Ordered", "Quantity Shipped", "Quantity Returned"
    )  # fmt: skip
    order = [0, 1, 2] if rng.random() < 0.5 else [2, 1, 0]
    grid: Grid = [[*named.values(), *[words[place] for place in order]]]
    for line in shop.lines:
        own = [line_cell(rng, style, shop, line, field) for field in named]
        shipped = max(line.units - int(rng.random() < 0.1), 0)
        values = (line.units, shipped, int(rng.random() < 0.05))
        grid.append([*own, *[style.units_cell(values[place]) for place in order]])
    return Table(grid, _truth(shop, style, {**named, "units": words[0]}))


def swapped_by_excel(rng: np.random.Generator, _: str) -> Table:
    """Return days typed day first into an Excel that reads the month first: those up to the 12th
    became days with month and day swapped, the others stayed texts."""
    shop = make_shop(rng, "en", days=100)
    fields = ("day", "code", "units", "price")
    named = headers(rng, "en", fields)
    style = Style("dmy")
    grid: Grid = [list(named.values())]
    for line in shop.lines:
        at: Cell = style.day_cell(line.at)
        if line.at.day <= 12:
            at = datetime.date(line.at.year, line.at.day, line.at.month)
        grid.append([at, *[line_cell(rng, style, shop, line, field) for field in fields[1:]]])
    return Table(grid, replace(_truth(shop, style, named), doubts={"day_order": "dmy"}))


def few_rows(rng: np.random.Generator, language: str) -> Table:
    """Return a sheet of a handful of lines."""
    shop, style = make_shop(rng, language), draw_style(rng, language)
    shop = replace(shop, lines=shop.lines[: int(rng.integers(4, 10))])
    fields = ("day", "code", "name", "units")
    named = headers(rng, language, fields)
    return Table(_lines(rng, shop, style, fields, list(named.values())), _truth(shop, style, named))


def item_bands(rng: np.random.Generator, language: str) -> Table:
    """Return a report with a row for each item's name and the days it sold under it."""
    shop, style = make_shop(rng, language), draw_style(rng, language)
    named = headers(rng, language, ("code", "day", "units", "amount"))
    grid: Grid = [list(named.values())]
    for item in shop.items:
        lines = [line for line in shop.lines if line.item == item]
        if lines:
            grid.append([item.code, "", "", ""])
        for line in lines:
            cells = [line_cell(rng, style, shop, line, f) for f in ("day", "units", "amount")]
            grid.append(["", *cells])
    return Table(grid, _truth(shop, style, named))
